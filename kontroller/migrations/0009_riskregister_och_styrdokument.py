"""Riskregistret, internkontrollplanens rader, och dokumenten som nämnden fastställer."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kontroller", "0008_nedsatt_och_javig"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Risk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("namn", models.CharField(max_length=160, verbose_name="risk")),
                ("orsak", models.TextField(verbose_name="orsak")),
                ("foljd", models.TextField(verbose_name="konsekvens i ord")),
                (
                    "kontroller",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="kontroller",
                    ),
                ),
                ("inlagd", models.DateTimeField(verbose_name="inlagd")),
                ("avslutad", models.DateTimeField(null=True, verbose_name="avslutad")),
                ("avslutad_skal", models.TextField(blank=True, default="", verbose_name="varför den avslutades")),
                (
                    "avslutad_av",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="avslutad av",
                    ),
                ),
                (
                    "inlagd_av",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="inlagd av",
                    ),
                ),
            ],
            options={
                "verbose_name": "risk",
                "verbose_name_plural": "risker",
            },
        ),
        migrations.CreateModel(
            name="Kontrollmoment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ar", models.PositiveSmallIntegerField(verbose_name="år")),
                (
                    "kontroller",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="kontroller",
                    ),
                ),
                ("vad", models.CharField(max_length=300, verbose_name="vad som följs upp")),
                ("hur", models.TextField(verbose_name="hur det görs")),
                (
                    "frekvens",
                    models.CharField(
                        choices=[
                            ("manad", "Varje månad"),
                            ("kvartal", "Varje kvartal"),
                            ("halvar", "Varje halvår"),
                            ("ar", "En gång om året"),
                        ],
                        max_length=10,
                        verbose_name="hur ofta",
                    ),
                ),
                ("klar_senast", models.DateField(verbose_name="klart senast")),
                ("inlagd", models.DateTimeField(verbose_name="inlagd")),
                ("struken", models.DateTimeField(null=True, verbose_name="struken")),
                ("struken_skal", models.TextField(blank=True, default="", verbose_name="varför den ströks")),
                (
                    "ansvarig",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ansvarig",
                    ),
                ),
                (
                    "inlagd_av",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="inlagd av",
                    ),
                ),
                (
                    "struken_av",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="struken av",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moment",
                        to="kontroller.risk",
                        verbose_name="risk",
                    ),
                ),
            ],
            options={
                "verbose_name": "kontrollmoment",
                "verbose_name_plural": "kontrollmoment",
                "ordering": ("ar", "klar_senast", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Riskatgard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("atgard", models.CharField(max_length=300, verbose_name="åtgärd")),
                ("klar_senast", models.DateField(verbose_name="klar senast")),
                ("inlagd", models.DateTimeField(verbose_name="inlagd")),
                ("avslutad", models.DateField(null=True, verbose_name="avslutad den")),
                (
                    "utgang",
                    models.CharField(
                        blank=True,
                        choices=[("gjord", "Gjord"), ("inte_aktuell", "Inte aktuell längre")],
                        default="",
                        max_length=15,
                        verbose_name="utgång",
                    ),
                ),
                ("iakttaget", models.TextField(blank=True, default="", verbose_name="vad som sågs")),
                ("avslutad_tid", models.DateTimeField(null=True, verbose_name="avslutad")),
                (
                    "ansvarig",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ansvarig",
                    ),
                ),
                (
                    "avslutad_av",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="avslutad av",
                    ),
                ),
                (
                    "inlagd_av",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="inlagd av",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="atgarder",
                        to="kontroller.risk",
                        verbose_name="risk",
                    ),
                ),
            ],
            options={
                "verbose_name": "riskåtgärd",
                "verbose_name_plural": "riskåtgärder",
                "ordering": ("klar_senast", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Riskbedomning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sannolikhet",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1 – Osannolik"),
                            (2, "2 – Mindre sannolik"),
                            (3, "3 – Möjlig"),
                            (4, "4 – Sannolik"),
                        ],
                        verbose_name="sannolikhet",
                    ),
                ),
                (
                    "konsekvens",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1 – Försumbar"), (2, "2 – Lindrig"), (3, "3 – Kännbar"), (4, "4 – Allvarlig")],
                        verbose_name="konsekvens",
                    ),
                ),
                ("skal", models.TextField(verbose_name="skäl")),
                ("tid", models.DateTimeField(verbose_name="tid")),
                (
                    "av",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bedomningar",
                        to="kontroller.risk",
                        verbose_name="risk",
                    ),
                ),
            ],
            options={
                "verbose_name": "riskbedömning",
                "verbose_name_plural": "riskbedömningar",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Styrdokument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slag",
                    models.CharField(
                        choices=[
                            ("riskanalys", "Riskanalys"),
                            ("internkontrollplan", "Internkontrollplan"),
                            ("uppfoljning", "Uppföljning av internkontrollplanen"),
                            ("process", "Ersättningsprocessen"),
                        ],
                        max_length=20,
                        verbose_name="slag",
                    ),
                ),
                ("ar", models.PositiveSmallIntegerField(verbose_name="år")),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("innehall", models.TextField(verbose_name="innehåll")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("foreslaget", models.DateTimeField(verbose_name="föreslaget")),
                ("antaget", models.DateTimeField(null=True, verbose_name="nämndens beslut registrerat")),
                ("sammantradesdag", models.DateField(null=True, verbose_name="sammanträdesdag")),
                ("paragraf", models.CharField(blank=True, default="", max_length=40, verbose_name="paragraf")),
                ("undanlagt", models.DateTimeField(null=True, verbose_name="undanlagt")),
                (
                    "antaget_av",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="nämndens beslut registrerat av",
                    ),
                ),
                (
                    "foreslaget_av",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="föreslaget av",
                    ),
                ),
                (
                    "undanlagt_av",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undanlagt av",
                    ),
                ),
            ],
            options={
                "verbose_name": "styrdokument",
                "verbose_name_plural": "styrdokument",
            },
        ),
        migrations.CreateModel(
            name="Momentutfall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("datum", models.DateField(verbose_name="datum")),
                ("gjort", models.TextField(verbose_name="vad som gjordes")),
                ("funnet", models.TextField(verbose_name="vad som fanns")),
                (
                    "slutsats",
                    models.CharField(
                        choices=[
                            ("utan_anmarkning", "Utan anmärkning"),
                            ("brister", "Brister att åtgärda"),
                            ("inte_gjort", "Inte gjort"),
                        ],
                        max_length=20,
                        verbose_name="slutsats",
                    ),
                ),
                ("tid", models.DateTimeField(verbose_name="tid")),
                (
                    "av",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
                (
                    "moment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="utfall",
                        to="kontroller.kontrollmoment",
                        verbose_name="kontrollmoment",
                    ),
                ),
            ],
            options={
                "verbose_name": "momentutfall",
                "verbose_name_plural": "momentutfall",
                "ordering": ("datum", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gjort__regex", "^\\s*$"), _negated=True),
                            models.Q(("funnet__regex", "^\\s*$"), _negated=True),
                        ),
                        name="momentutfall_i_ord",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("namn__regex", "^\\s*$"), _negated=True),
                    models.Q(("orsak__regex", "^\\s*$"), _negated=True),
                    models.Q(("foljd__regex", "^\\s*$"), _negated=True),
                ),
                name="risk_i_ord",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("avslutad__isnull", True), ("avslutad_av__isnull", True)),
                    models.Q(
                        ("avslutad__isnull", False),
                        ("avslutad_av__isnull", False),
                        models.Q(("avslutad_skal__regex", "^\\s*$"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="risk_avslutad_med_skal",
            ),
        ),
        migrations.AddConstraint(
            model_name="kontrollmoment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("vad__regex", "^\\s*$"), _negated=True), models.Q(("hur__regex", "^\\s*$"), _negated=True)
                ),
                name="kontrollmoment_i_ord",
            ),
        ),
        migrations.AddConstraint(
            model_name="kontrollmoment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("struken__isnull", True), ("struken_av__isnull", True)),
                    models.Q(
                        ("struken__isnull", False),
                        ("struken_av__isnull", False),
                        models.Q(("struken_skal__regex", "^\\s*$"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="kontrollmoment_struket_med_skal",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskatgard",
            constraint=models.CheckConstraint(
                condition=models.Q(("atgard__regex", "^\\s*$"), _negated=True), name="riskatgard_i_ord"
            ),
        ),
        migrations.AddConstraint(
            model_name="riskatgard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("avslutad__isnull", True),
                        ("avslutad_av__isnull", True),
                        ("avslutad_tid__isnull", True),
                        ("utgang", ""),
                    ),
                    models.Q(
                        ("avslutad__isnull", False),
                        ("avslutad_av__isnull", False),
                        ("avslutad_tid__isnull", False),
                        models.Q(("utgang", ""), _negated=True),
                        models.Q(("iakttaget__regex", "^\\s*$"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="riskatgard_avslutad_med_iakttagelse",
            ),
        ),
        migrations.AddIndex(
            model_name="riskbedomning",
            index=models.Index(fields=["risk", "-id"], name="riskbedomning_senaste"),
        ),
        migrations.AddConstraint(
            model_name="riskbedomning",
            constraint=models.CheckConstraint(
                condition=models.Q(("konsekvens__in", (1, 2, 3, 4)), ("sannolikhet__in", (1, 2, 3, 4))),
                name="riskbedomning_ett_till_fyra",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskbedomning",
            constraint=models.CheckConstraint(
                condition=models.Q(("skal__regex", "^\\s*$"), _negated=True), name="riskbedomning_har_skal"
            ),
        ),
        migrations.AddConstraint(
            model_name="styrdokument",
            constraint=models.UniqueConstraint(fields=("slag", "ar", "version"), name="styrdokument_nyckel"),
        ),
        migrations.AddConstraint(
            model_name="styrdokument",
            constraint=models.UniqueConstraint(
                condition=models.Q(("antaget__isnull", True), ("undanlagt__isnull", True)),
                fields=("slag", "ar"),
                name="styrdokument_ett_forslag",
            ),
        ),
        migrations.AddConstraint(
            model_name="styrdokument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("antaget_av__isnull", True),
                    models.Q(("antaget_av", models.F("foreslaget_av")), _negated=True),
                    _connector="OR",
                ),
                name="styrdokument_antaget_av_annan",
            ),
        ),
        migrations.AddConstraint(
            model_name="styrdokument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("antaget__isnull", True),
                        ("antaget_av__isnull", True),
                        ("paragraf", ""),
                        ("sammantradesdag__isnull", True),
                    ),
                    models.Q(
                        ("antaget__isnull", False),
                        ("antaget_av__isnull", False),
                        ("sammantradesdag__isnull", False),
                        models.Q(("paragraf__regex", "^\\s*$"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="styrdokument_antaget_med_paragraf",
            ),
        ),
        migrations.AddConstraint(
            model_name="styrdokument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undanlagt__isnull", True), ("undanlagt_av__isnull", True)),
                    models.Q(("antaget__isnull", True), ("undanlagt__isnull", False), ("undanlagt_av__isnull", False)),
                    _connector="OR",
                ),
                name="styrdokument_antaget_eller_undanlagt",
            ),
        ),
    ]
