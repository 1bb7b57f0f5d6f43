"""En felaktig uppgift tas inte bort: den bekräftas av en annan person, eller stryks med skäl, och bara en gång."""

from django.db import migrations

FELAKTIG = """
SELECT folj('fakturor_felaktiguppgift', 'INSERT OR UPDATE OR DELETE');

CREATE FUNCTION felaktig_uppgift_star_fast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.struken IS NOT NULL THEN
        RAISE EXCEPTION 'Uppgiften är struken: den tas inte tillbaka.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.bekraftad IS NOT NULL AND (NEW.bekraftad, NEW.bekraftad_av_id) IS DISTINCT FROM (OLD.bekraftad, OLD.bekraftad_av_id) THEN
        RAISE EXCEPTION 'Uppgiften är redan bekräftad.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER star_fast BEFORE UPDATE ON fakturor_felaktiguppgift
    FOR EACH ROW EXECUTE FUNCTION felaktig_uppgift_star_fast();
CREATE TRIGGER bara_fria_falt BEFORE UPDATE OR DELETE ON fakturor_felaktiguppgift
    FOR EACH ROW EXECUTE FUNCTION bara_fria_falt('bekraftad_av_id', 'bekraftad', 'struken', 'struken_av_id', 'struken_skal');
"""


class Migration(migrations.Migration):
    dependencies = [("fakturor", "0006_felaktiga_uppgifter"), ("beslut", "0005_det_som_star_fast")]

    operations = [migrations.RunSQL(FELAKTIG, migrations.RunSQL.noop)]
