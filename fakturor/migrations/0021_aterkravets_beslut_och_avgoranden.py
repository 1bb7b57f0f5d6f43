"""Vad ett återkrav beslutas med per post, domstolarnas avgöranden, och det som kommunen lämnar tillbaka."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fakturor", "0020_avstamningen_granskas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Aterkravsavgorande",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("overklagat", models.DateField(verbose_name="överklagat")),
                (
                    "instans",
                    models.CharField(
                        choices=[
                            ("forvaltningsratt", "Förvaltningsrätten"),
                            ("kammarratt", "Kammarrätten"),
                            ("hfd", "Högsta förvaltningsdomstolen"),
                        ],
                        max_length=20,
                        verbose_name="domstol",
                    ),
                ),
                ("malnummer", models.CharField(max_length=30, verbose_name="målnummer")),
                ("datum", models.DateField(verbose_name="avgjort")),
                (
                    "belopp",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="att betala efter avgörandet"),
                ),
                ("tid", models.DateTimeField(verbose_name="tid")),
                (
                    "aterkrav",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avgoranden",
                        to="fakturor.aterkrav",
                        verbose_name="återkrav",
                    ),
                ),
                (
                    "av",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
            ],
            options={
                "verbose_name": "avgörande om ett återkrav",
                "verbose_name_plural": "avgöranden om återkrav",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Aterkravsbeslutspost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("belopp", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="krävt belopp")),
                (
                    "skal",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="varför mindre krävs"),
                ),
                ("avstatt", models.DateTimeField(blank=True, null=True, verbose_name="resten avstås")),
                (
                    "avstatt_skal",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="varför resten avstås"),
                ),
                (
                    "avstatt_av",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="resten avstås av",
                    ),
                ),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beslut",
                        to="fakturor.aterkravspost",
                        verbose_name="post",
                    ),
                ),
            ],
            options={
                "verbose_name": "återkravets beslutspost",
                "verbose_name_plural": "återkravets beslutsposter",
                "ordering": ("post",),
            },
        ),
        migrations.RemoveConstraint(model_name="aterbetalning", name="aterbetalning_avskriven_med_skal"),
        migrations.AlterField(
            model_name="aterbetalning",
            name="slag",
            field=models.CharField(
                choices=[
                    ("betalning", "Betalning"),
                    ("avskrivning", "Avskrivning"),
                    ("utbetalning", "Återbetalt av kommunen"),
                    ("avrakning", "Avräknat av kommunen"),
                ],
                max_length=12,
                verbose_name="slag",
            ),
        ),
        migrations.AddConstraint(
            model_name="aterbetalning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("slag__in", ["betalning", "utbetalning"]), models.Q(("skal", ""), _negated=True), _connector="OR"
                ),
                name="aterbetalning_avskriven_med_skal",
            ),
        ),
        migrations.AddConstraint(
            model_name="aterkravsavgorande",
            constraint=models.UniqueConstraint(
                fields=("aterkrav", "overklagat"), name="aterkravsavgorande_ett_per_overklagande"
            ),
        ),
        migrations.AddConstraint(
            model_name="aterkravsavgorande",
            constraint=models.CheckConstraint(
                condition=models.Q(("belopp__gte", 0)), name="aterkravsavgorande_fran_noll"
            ),
        ),
        migrations.AddConstraint(
            model_name="aterkravsavgorande",
            constraint=models.CheckConstraint(
                condition=models.Q(("datum__gte", models.F("overklagat"))), name="aterkravsavgorande_efter"
            ),
        ),
        migrations.AddConstraint(
            model_name="aterkravsavgorande",
            constraint=models.CheckConstraint(
                condition=models.Q(("malnummer", ""), _negated=True), name="aterkravsavgorande_har_malnummer"
            ),
        ),
        migrations.AddConstraint(
            model_name="aterkravsbeslutspost",
            constraint=models.CheckConstraint(
                condition=models.Q(("belopp__gte", 0)), name="aterkravsbeslutspost_fran_noll"
            ),
        ),
        migrations.AddConstraint(
            model_name="aterkravsbeslutspost",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("avstatt__isnull", True), ("avstatt_av__isnull", True), ("avstatt_skal", "")),
                    models.Q(
                        ("avstatt__isnull", False),
                        ("avstatt_av__isnull", False),
                        models.Q(("avstatt_skal", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="aterkravsbeslutspost_avstadd_med_skal",
            ),
        ),
    ]
