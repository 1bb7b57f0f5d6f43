"""Historik för körningar, och liggaren som aldrig skrivs om: fakta, verdikt, bedömningar och rapporter."""

from django.db import migrations

TABELLER = """
SELECT folj(t, 'INSERT OR UPDATE OR DELETE') FROM unnest(ARRAY['kontroller_regelverk', 'kontroller_korning']) t;
SELECT folj('kontroller_block', 'UPDATE OR DELETE', 'fakturor');
SELECT skriv_en_gang(t) FROM unnest(ARRAY[
    'kontroller_regelverksrad', 'kontroller_granskning', 'kontroller_utfallsrad', 'kontroller_bedomning', 'kontroller_bekraftelse',
    'kontroller_kontrollrapport']) t;
"""


class Migration(migrations.Migration):
    dependencies = [("kontroller", "0001_korningar_och_bedomningar"), ("fakturor", "0002_historik_och_flode")]

    operations = [migrations.RunSQL(TABELLER, migrations.RunSQL.noop)]
