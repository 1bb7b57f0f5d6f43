"""Historik för registren, och att en beslutsrad gäller samma brukare som sitt beslut."""

from django.db import migrations

TABELLER = """
SELECT folj('beslut_person', 'INSERT OR UPDATE OR DELETE', 'personnummer');
SELECT folj(t, 'INSERT OR UPDATE OR DELETE') FROM unnest(ARRAY[
    'beslut_brukare', 'beslut_brukare_behoriga', 'beslut_stallforetradare', 'beslut_vistelse', 'beslut_beslut', 'beslut_beslutsrad',
    'beslut_anordnare', 'beslut_konto', 'beslut_tillstand', 'beslut_uppdrag', 'beslut_betalningsmottagare',
    'beslut_timbelopp', 'beslut_assistent']) t;

ALTER TABLE beslut_beslutsrad ADD CONSTRAINT beslutsrad_samma_brukare
    FOREIGN KEY (beslut_id, brukare_id) REFERENCES beslut_beslut (id, brukare_id) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("beslut", "0001_registren"), ("assistans", "0002_historik")]

    operations = [migrations.RunSQL(TABELLER, migrations.RunSQL.noop)]
