"""Ett konto ändras inte: ett nytt läggs in, och en annan person verifierar det. Bara anordnarens första konton slipper."""

from django.db import migrations

KONTO = """
CREATE FUNCTION konto_star_fast() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fria text[] := ARRAY['verifierat_av_id', 'verifierat', 'verifierat_hur', 'upphort'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.forsta AND EXISTS (SELECT 1 FROM beslut_konto k WHERE k.anordnare_id = NEW.anordnare_id AND k.inlagt < NEW.inlagt) THEN
            RAISE EXCEPTION 'Anordnaren har redan konton: ett nytt ska verifieras av en annan person.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Ett konto tas inte bort: det upphör.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - fria) IS DISTINCT FROM (to_jsonb(OLD) - fria) THEN
        RAISE EXCEPTION 'Ett konto ändras inte: ett nytt läggs in.' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.verifierat IS NOT NULL
       AND (NEW.verifierat, NEW.verifierat_av_id, NEW.verifierat_hur) IS DISTINCT FROM (OLD.verifierat, OLD.verifierat_av_id, OLD.verifierat_hur) THEN
        RAISE EXCEPTION 'Ett verifierat konto verifieras inte om.' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.upphort IS NOT NULL THEN
        RAISE EXCEPTION 'Ett konto som har upphört tas inte i bruk igen: ett nytt läggs in.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER konto_star_fast BEFORE INSERT OR UPDATE OR DELETE ON beslut_konto FOR EACH ROW EXECUTE FUNCTION konto_star_fast();
"""


class Migration(migrations.Migration):
    dependencies = [("beslut", "0002_historik")]

    operations = [migrations.RunSQL(KONTO, migrations.RunSQL.noop)]
