"""Redovisade kostnader, skrivna en gång, och i vilket format en faktura kom."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KOSTNADER = """
SELECT skriv_en_gang(t) FROM unnest(ARRAY['fakturor_kostnadsredovisning', 'fakturor_kostnadsredovisningspost']) t;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("beslut", "0011_uppgifter_om_assistenter"),
        ("fakturor", "0010_inlasningens_andringar"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="faktura",
            name="format",
            field=models.CharField(
                blank=True,
                choices=[
                    ("peppol", "Peppol BIS Billing 3"),
                    ("svefaktura", "Svefaktura 1.0"),
                    ("tabell", "Tabell eller formulär"),
                ],
                default="",
                max_length=12,
                verbose_name="format",
            ),
        ),
        migrations.CreateModel(
            name="Kostnadsredovisning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period_fran", models.DateField(verbose_name="från")),
                ("period_tom", models.DateField(verbose_name="till")),
                ("inkommen", models.DateField(verbose_name="inkommen")),
                ("mottaget", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="mottagen ersättning")),
                ("notering", models.CharField(blank=True, default="", max_length=500, verbose_name="notering")),
                ("registrerad", models.DateTimeField(verbose_name="registrerad")),
                (
                    "handling",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="beslut.handling",
                        verbose_name="handling",
                    ),
                ),
                (
                    "registrerad_av",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="registrerad av",
                    ),
                ),
                (
                    "uppdrag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kostnadsredovisningar",
                        to="beslut.uppdrag",
                        verbose_name="uppdrag",
                    ),
                ),
            ],
            options={
                "verbose_name": "kostnadsredovisning",
                "verbose_name_plural": "kostnadsredovisningar",
                "ordering": ("-period_fran", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Kostnadsredovisningspost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slag",
                    models.CharField(
                        choices=[
                            ("lon", "Löner utom ersättning för obekväm arbetstid"),
                            ("ob", "Ersättning för obekväm arbetstid"),
                            ("assistansomkostnader", "Assistansomkostnader"),
                            ("utbildning", "Utbildning"),
                            ("arbetsmiljo", "Personal och arbetsmiljö"),
                            ("administration", "Administration"),
                        ],
                        max_length=25,
                        verbose_name="kostnad",
                    ),
                ),
                ("belopp", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="belopp")),
                (
                    "redovisning",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="poster",
                        to="fakturor.kostnadsredovisning",
                        verbose_name="kostnadsredovisning",
                    ),
                ),
            ],
            options={
                "verbose_name": "post i kostnadsredovisning",
                "verbose_name_plural": "poster i kostnadsredovisningar",
            },
        ),
        migrations.AddConstraint(
            model_name="kostnadsredovisning",
            constraint=models.CheckConstraint(
                condition=models.Q(("period_tom__gte", models.F("period_fran"))), name="kostnadsredovisning_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="kostnadsredovisning",
            constraint=models.CheckConstraint(
                condition=models.Q(("mottaget__gte", 0)), name="kostnadsredovisning_mottaget"
            ),
        ),
        migrations.AddConstraint(
            model_name="kostnadsredovisningspost",
            constraint=models.UniqueConstraint(fields=("redovisning", "slag"), name="kostnadsredovisningspost_nyckel"),
        ),
        migrations.AddConstraint(
            model_name="kostnadsredovisningspost",
            constraint=models.CheckConstraint(
                condition=models.Q(("belopp__gte", 0)), name="kostnadsredovisningspost_belopp"
            ),
        ),
        migrations.RunSQL(KOSTNADER, migrations.RunSQL.noop),
    ]
