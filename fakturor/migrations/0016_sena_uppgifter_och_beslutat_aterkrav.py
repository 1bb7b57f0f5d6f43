"""Beloppen som ett återkrav beslutas med, och det som blir känt om en betald faktura efteråt."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("beslut", "0015_attestordningen_star_fast"),
        ("fakturor", "0015_fk_fakturan_godtas_eller_bestrids"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SenUppgift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("manad", models.DateField(verbose_name="månad")),
                (
                    "om",
                    models.CharField(
                        choices=[
                            ("personen", "Personen"),
                            ("anordnaren", "Anordnaren"),
                            ("assistenten", "En assistent"),
                            ("tiden", "Tiden"),
                            ("alla", "Timbelopp eller regelverk"),
                        ],
                        max_length=12,
                        verbose_name="vad som ändrades",
                    ),
                ),
                ("tid", models.DateTimeField(verbose_name="tid")),
                ("omraknad", models.DateTimeField(blank=True, null=True, verbose_name="omräknad")),
                (
                    "kontroller",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="kontroller som svarar annorlunda"
                    ),
                ),
                (
                    "kronor",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="ifrågasatt, kr"
                    ),
                ),
                (
                    "utgang",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ingen_skillnad", "Ingen skillnad"),
                            ("ingen_atgard", "Ingen åtgärd"),
                            ("aterkrav", "Återkrav"),
                        ],
                        default="",
                        max_length=15,
                        verbose_name="utgång",
                    ),
                ),
                ("avgjord", models.DateTimeField(blank=True, null=True, verbose_name="avgjord")),
                ("skal", models.CharField(blank=True, default="", max_length=500, verbose_name="varför inget görs")),
            ],
            options={
                "verbose_name": "sen uppgift",
                "verbose_name_plural": "sena uppgifter",
                "ordering": ("-tid", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="aterkrav",
            name="beslutat_belopp",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="beslutat belopp"
            ),
        ),
        migrations.AddField(
            model_name="aterkrav",
            name="domstolens_belopp",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="belopp efter domstolens avgörande"
            ),
        ),
        migrations.AddConstraint(
            model_name="aterkrav",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("beslutat__isnull", True), ("beslutat_belopp__isnull", True)),
                    models.Q(("beslutat__isnull", False), ("beslutat_belopp__gt", 0)),
                    _connector="OR",
                ),
                name="aterkrav_beslutat_med_belopp",
            ),
        ),
        migrations.AddConstraint(
            model_name="aterkrav",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("domstolens_belopp__isnull", True),
                    models.Q(("domstolens_belopp__gte", 0), ("domstolens_belopp__lte", models.F("beslutat_belopp"))),
                    _connector="OR",
                ),
                name="aterkrav_domstolen_hojer_inte",
            ),
        ),
        migrations.AddField(
            model_name="senuppgift",
            name="aterkrav",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sena_uppgifter",
                to="fakturor.aterkrav",
                verbose_name="återkrav",
            ),
        ),
        migrations.AddField(
            model_name="senuppgift",
            name="av",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="av",
            ),
        ),
        migrations.AddField(
            model_name="senuppgift",
            name="avgjord_av",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="avgjord av",
            ),
        ),
        migrations.AddField(
            model_name="senuppgift",
            name="faktura",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sena_uppgifter",
                to="fakturor.faktura",
                verbose_name="faktura",
            ),
        ),
        migrations.AddConstraint(
            model_name="senuppgift",
            constraint=models.UniqueConstraint(
                condition=models.Q(("avgjord__isnull", True)), fields=("faktura",), name="senuppgift_en_som_vantar"
            ),
        ),
        migrations.AddConstraint(
            model_name="senuppgift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("aterkrav__isnull", True),
                        ("avgjord__isnull", True),
                        ("avgjord_av__isnull", True),
                        ("skal", ""),
                        ("utgang", ""),
                    ),
                    models.Q(
                        ("aterkrav__isnull", True),
                        ("avgjord__isnull", False),
                        ("avgjord_av__isnull", False),
                        ("kontroller", 0),
                        ("omraknad__isnull", False),
                        ("utgang", "ingen_skillnad"),
                    ),
                    models.Q(
                        ("aterkrav__isnull", True),
                        ("avgjord__isnull", False),
                        ("avgjord_av__isnull", False),
                        ("utgang", "ingen_atgard"),
                        models.Q(("skal", ""), _negated=True),
                    ),
                    models.Q(
                        ("aterkrav__isnull", False),
                        ("avgjord__isnull", False),
                        ("avgjord_av__isnull", False),
                        ("utgang", "aterkrav"),
                    ),
                    _connector="OR",
                ),
                name="senuppgift_avgjord_pa_ett_satt",
            ),
        ),
    ]
