"""Uppgifter om assistenter, som stryks med skäl men inte skrivs om, och brev som handlar om en sak."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

UPPGIFT = """
SELECT folj('beslut_assistentuppgift', 'INSERT OR UPDATE OR DELETE');

CREATE FUNCTION assistentuppgift_star_fast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.struken IS NOT NULL THEN
        RAISE EXCEPTION 'Uppgiften är struken: den tas inte tillbaka.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER star_fast BEFORE UPDATE ON beslut_assistentuppgift
    FOR EACH ROW EXECUTE FUNCTION assistentuppgift_star_fast();
CREATE TRIGGER bara_fria_falt BEFORE UPDATE OR DELETE ON beslut_assistentuppgift
    FOR EACH ROW EXECUTE FUNCTION bara_fria_falt('galler_tom', 'besvarad', 'handling_id', 'struken', 'struken_av_id', 'struken_skal');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("beslut", "0010_skyddade_foretradare_och_assistenter"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assistentuppgift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slag",
                    models.CharField(
                        choices=[
                            ("sjuk", "Sjukskriven"),
                            ("ledig", "Ledig (semester, föräldraledig, vård av barn)"),
                            ("annat_arbete", "Arbetar hos kommunen eller någon annan"),
                            ("utomlands", "Vistas utomlands"),
                            ("inlagd", "Inlagd på sjukhus"),
                            ("frihetsberovad", "Frihetsberövad"),
                            ("avliden", "Avliden"),
                            ("formaga", "Tvekan om förmågan (9 d § 3 LSS)"),
                        ],
                        max_length=20,
                        verbose_name="uppgift",
                    ),
                ),
                ("galler_fran", models.DateField(verbose_name="gäller från")),
                ("galler_tom", models.DateField(blank=True, null=True, verbose_name="gäller till")),
                ("kalla", models.CharField(max_length=200, verbose_name="uppgiften kommer från")),
                ("besvarad", models.DateField(blank=True, null=True, verbose_name="arbetsgivaren har svarat (11 a §)")),
                ("tid", models.DateTimeField(verbose_name="tid")),
                ("struken", models.DateTimeField(blank=True, null=True, verbose_name="struken")),
                (
                    "struken_skal",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="varför den ströks"),
                ),
            ],
            options={
                "verbose_name": "uppgift om assistent",
                "verbose_name_plural": "uppgifter om assistenter",
                "ordering": ("-galler_fran", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="brev",
            name="galler",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="vad det gäller"),
        ),
        migrations.AddConstraint(
            model_name="brev",
            constraint=models.UniqueConstraint(
                condition=models.Q(("makulerat__isnull", True), models.Q(("galler", ""), _negated=True)),
                fields=("galler",),
                name="brev_ett_om_saken",
            ),
        ),
        migrations.AddField(
            model_name="assistentuppgift",
            name="av",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="av",
            ),
        ),
        migrations.AddField(
            model_name="assistentuppgift",
            name="handling",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="beslut.handling",
                verbose_name="handling",
            ),
        ),
        migrations.AddField(
            model_name="assistentuppgift",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assistentuppgifter",
                to="beslut.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="assistentuppgift",
            name="struken_av",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="struken av",
            ),
        ),
        migrations.AddConstraint(
            model_name="assistentuppgift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("galler_tom__isnull", True), ("galler_tom__gte", models.F("galler_fran")), _connector="OR"
                ),
                name="assistentuppgift_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="assistentuppgift",
            constraint=models.CheckConstraint(
                condition=models.Q(("kalla__regex", "^\\s*$"), _negated=True), name="assistentuppgift_har_kalla"
            ),
        ),
        migrations.AddConstraint(
            model_name="assistentuppgift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("struken__isnull", True), ("struken_av__isnull", True), ("struken_skal", "")),
                    models.Q(
                        ("struken__isnull", False),
                        ("struken_av__isnull", False),
                        models.Q(("struken_skal", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="assistentuppgift_struken_med_skal",
            ),
        ),
        migrations.RunSQL(UPPGIFT, migrations.RunSQL.noop),
    ]
