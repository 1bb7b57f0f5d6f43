"""Kontrollrapporten får en period, flera körningar och sitt innehåll. De som finns behåller sin PDF."""

import django.db.models.deletion
from django.db import migrations, models

# Rapporterna går inte att skriva om. Kolumnerna som tillkommer fylls i en gång, här.
FYLL_I = """
ALTER TABLE kontroller_kontrollrapport DISABLE TRIGGER skriv_en_gang;
UPDATE kontroller_kontrollrapport SET tom = (fran + interval '1 month' - interval '1 day')::date;
ALTER TABLE kontroller_kontrollrapport ENABLE TRIGGER skriv_en_gang;
INSERT INTO kontroller_rapportkorning (rapport_id, korning_id)
SELECT id, korning_id FROM kontroller_kontrollrapport ORDER BY id;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT skriv_en_gang('kontroller_rapportkorning');
"""

SLAG = [("manad", "Månad"), ("kvartal", "Kvartal"), ("ar", "År")]


class Migration(migrations.Migration):
    dependencies = [("kontroller", "0011_bevispaket")]

    operations = [
        migrations.RenameField("kontrollrapport", "manad", "fran"),
        migrations.AlterField("kontrollrapport", "fran", models.DateField(verbose_name="från och med")),
        migrations.AddField("kontrollrapport", "tom", models.DateField(verbose_name="till och med", null=True)),
        migrations.AddField(
            "kontrollrapport",
            "slag",
            models.CharField(choices=SLAG, default="manad", max_length=10, verbose_name="slag"),
        ),
        migrations.AddField(
            "kontrollrapport", "innehall", models.TextField(blank=True, default="", verbose_name="innehåll")
        ),
        migrations.AddField(
            "kontrollrapport",
            "innehall_sha256",
            models.CharField(blank=True, default="", max_length=64, verbose_name="SHA-256 av innehållet"),
        ),
        migrations.AddField(
            "kontrollrapport",
            "program",
            models.CharField(blank=True, default="", max_length=100, verbose_name="program"),
        ),
        migrations.AddField(
            "kontrollrapport",
            "sammandrag",
            models.BinaryField(default=None, null=True, verbose_name="sammandrag som PDF"),
        ),
        migrations.AddField(
            "kontrollrapport",
            "sammandrag_sha256",
            models.CharField(blank=True, default="", max_length=64, verbose_name="SHA-256 av sammandraget"),
        ),
        migrations.CreateModel(
            name="Rapportkorning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rapport",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rapportkorningar",
                        to="kontroller.kontrollrapport",
                        verbose_name="rapport",
                    ),
                ),
                (
                    "korning",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rapportkorningar",
                        to="kontroller.korning",
                        verbose_name="körning",
                    ),
                ),
            ],
            options={
                "verbose_name": "rapportens körning",
                "verbose_name_plural": "rapporternas körningar",
                "constraints": [
                    models.UniqueConstraint(fields=["rapport", "korning"], name="rapportkorning_nyckel"),
                ],
            },
        ),
        migrations.RunSQL(FYLL_I, migrations.RunSQL.noop),
        migrations.AlterField("kontrollrapport", "tom", models.DateField(verbose_name="till och med")),
        migrations.RemoveField("kontrollrapport", "korning"),
        migrations.AddField(
            "kontrollrapport",
            "korningar",
            models.ManyToManyField(
                related_name="rapporter",
                through="kontroller.Rapportkorning",
                to="kontroller.korning",
                verbose_name="körningar",
            ),
        ),
        migrations.AddIndex("kontrollrapport", models.Index(fields=["slag", "fran"], name="kontrollrapport_period")),
    ]
