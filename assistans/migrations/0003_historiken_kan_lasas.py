"""Historiken ska gå att läsa: en händelse vet vilken transaktion den hör till, som en ändring gör, och ändringarna av
det som hör till en person eller en anordnare finns utan att hela tabellen läses.

Händelser från tiden före detta har ingen transaktion.
"""

from django.db import migrations, models
from django.db.models import Func

HANDELSE = """
ALTER TABLE assistans_handelse ADD COLUMN transaktion bigint;
ALTER TABLE assistans_handelse ALTER COLUMN transaktion SET DEFAULT txid_current();
"""
ANDRING = """
CREATE INDEX andring_om_brukare ON assistans_andring ((coalesce(efter, fore) -> 'brukare_id'), tabell)
    WHERE (coalesce(efter, fore) -> 'brukare_id') IS NOT NULL;
CREATE INDEX andring_om_anordnare ON assistans_andring ((coalesce(efter, fore) -> 'anordnare_id'), tabell)
    WHERE (coalesce(efter, fore) -> 'anordnare_id') IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("assistans", "0002_historik")]

    operations = [
        migrations.RunSQL(
            HANDELSE,
            "ALTER TABLE assistans_handelse DROP COLUMN transaktion",
            state_operations=[
                migrations.AddField(
                    "handelse",
                    "transaktion",
                    models.BigIntegerField(
                        "transaktion",
                        db_default=Func(function="txid_current", output_field=models.BigIntegerField()),
                        editable=False,
                        null=True,
                    ),
                )
            ],
        ),
        migrations.RunSQL(ANDRING, "DROP INDEX andring_om_brukare; DROP INDEX andring_om_anordnare"),
    ]
