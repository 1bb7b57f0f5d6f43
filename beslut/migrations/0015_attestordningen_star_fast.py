"""Historik för attestordningen, jäven, konteringen och utfallet, och att det som står där inte ändras utan avslutas."""

from django.db import migrations

STAR_FAST = """
SELECT folj(t, 'INSERT OR UPDATE OR DELETE') FROM unnest(ARRAY['beslut_attestratt', 'beslut_jav', 'beslut_kontering']) t;
SELECT skriv_en_gang('beslut_utfallspost');

CREATE TRIGGER bara_fria_falt BEFORE UPDATE OR DELETE ON beslut_attestratt
    FOR EACH ROW EXECUTE FUNCTION bara_fria_falt('galler_tom');
CREATE TRIGGER bara_fria_falt BEFORE UPDATE OR DELETE ON beslut_kontering
    FOR EACH ROW EXECUTE FUNCTION bara_fria_falt('galler_tom');
CREATE TRIGGER bara_fria_falt BEFORE UPDATE OR DELETE ON beslut_jav
    FOR EACH ROW EXECUTE FUNCTION bara_fria_falt('avslutad', 'avslutad_av_id', 'avslutad_skal');
CREATE TRIGGER avslutat_star_fast BEFORE UPDATE ON beslut_jav
    FOR EACH ROW WHEN (OLD.avslutad IS NOT NULL) EXECUTE FUNCTION vagra_andring();
"""


class Migration(migrations.Migration):
    dependencies = [("beslut", "0014_attestordning_kontering_och_utfall")]

    operations = [migrations.RunSQL(STAR_FAST, migrations.RunSQL.noop)]
