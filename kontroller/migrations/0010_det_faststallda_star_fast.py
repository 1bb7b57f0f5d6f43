"""Historik för riskregistret, det som skrivs en gång, och det som nämnden fastställer: innehållet är det som hashen säger,
ändras aldrig, och ett avgjort dokument står fast.
"""

from django.db import migrations

HISTORIK = """
SELECT folj(t, 'INSERT OR UPDATE OR DELETE') FROM unnest(ARRAY[
    'kontroller_risk', 'kontroller_riskatgard', 'kontroller_kontrollmoment']) t;
SELECT folj('kontroller_styrdokument', 'INSERT OR UPDATE OR DELETE', 'innehall');
SELECT skriv_en_gang(t) FROM unnest(ARRAY['kontroller_riskbedomning', 'kontroller_momentutfall']) t;
"""

ATGARD = """
CREATE TRIGGER bara_fria_falt BEFORE UPDATE OR DELETE ON kontroller_riskatgard
    FOR EACH ROW EXECUTE FUNCTION bara_fria_falt('avslutad', 'utgang', 'iakttaget', 'avslutad_av_id', 'avslutad_tid');
CREATE TRIGGER avslutad_star_fast BEFORE UPDATE ON kontroller_riskatgard
    FOR EACH ROW WHEN (OLD.avslutad IS NOT NULL) EXECUTE FUNCTION vagra_andring();
"""

STYRDOKUMENT = """
ALTER TABLE kontroller_styrdokument ADD CONSTRAINT styrdokument_hash
    CHECK (sha256 = encode(sha256(convert_to(innehall, 'UTF8')), 'hex'));
CREATE TRIGGER bara_fria_falt BEFORE UPDATE OR DELETE ON kontroller_styrdokument FOR EACH ROW
    EXECUTE FUNCTION bara_fria_falt('antaget', 'antaget_av_id', 'sammantradesdag', 'paragraf', 'undanlagt', 'undanlagt_av_id');
CREATE TRIGGER avgjort_star_fast BEFORE UPDATE ON kontroller_styrdokument
    FOR EACH ROW WHEN (OLD.antaget IS NOT NULL OR OLD.undanlagt IS NOT NULL) EXECUTE FUNCTION vagra_andring();
CREATE TRIGGER tom_inte BEFORE TRUNCATE ON kontroller_styrdokument FOR EACH STATEMENT EXECUTE FUNCTION vagra_andring();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kontroller", "0009_riskregister_och_styrdokument"),
        ("beslut", "0005_det_som_star_fast"),
    ]

    operations = [
        migrations.RunSQL(HISTORIK, migrations.RunSQL.noop),
        migrations.RunSQL(ATGARD, migrations.RunSQL.noop),
        migrations.RunSQL(STYRDOKUMENT, migrations.RunSQL.noop),
    ]
