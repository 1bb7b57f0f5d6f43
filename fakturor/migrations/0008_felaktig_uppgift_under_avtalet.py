"""En felaktig uppgift räknas på ett avtal som gällde dagen då den lämnades, och en faktura som pekas ut är anordnarens egen."""

from django.db import migrations

UNDER_AVTALET = """
CREATE FUNCTION felaktig_uppgift_under_avtalet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM beslut_avtal a WHERE a.id = NEW.avtal_id AND a.godkant IS NOT NULL
        AND NEW.lamnad BETWEEN a.galler_fran AND coalesce(a.galler_tom, 'infinity'::date)) THEN
        RAISE EXCEPTION 'Avtalet gällde inte den dag uppgiften lämnades.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.faktura_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM fakturor_faktura f JOIN beslut_avtal a ON a.anordnare_id = f.anordnare_id
        WHERE f.id = NEW.faktura_id AND a.id = NEW.avtal_id) THEN
        RAISE EXCEPTION 'Fakturan är från en annan anordnare än avtalet.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER under_avtalet BEFORE INSERT ON fakturor_felaktiguppgift
    FOR EACH ROW EXECUTE FUNCTION felaktig_uppgift_under_avtalet();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("fakturor", "0007_felaktiga_uppgifter_star_fast"),
        ("beslut", "0006_avtalens_grindar"),
    ]

    operations = [migrations.RunSQL(UNDER_AVTALET, migrations.RunSQL.noop)]
