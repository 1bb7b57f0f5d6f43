"""En stickprovspost läggs till ogranskad: också den som skriver in den förbi programmet måste granska om den efteråt."""

from django.db import migrations

BORJAR_OGRANSKAT = """
CREATE FUNCTION stickprovspost_borjar_ogranskad() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.granskad IS NOT NULL OR NEW.granskad_av_id IS NOT NULL OR NEW.ratt_belopp IS NOT NULL THEN
        RAISE EXCEPTION 'En faktura i stickprovet är inte granskad om när den dras.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER borjar_ogranskad BEFORE INSERT ON kontroller_stickprovspost
    FOR EACH ROW EXECUTE FUNCTION stickprovspost_borjar_ogranskad();
"""


class Migration(migrations.Migration):
    dependencies = [("kontroller", "0006_undantag_provas_hela_vagen")]

    operations = [migrations.RunSQL(BORJAR_OGRANSKAT, migrations.RunSQL.noop)]
