"""En månads avstämning granskas av någon som inte har lämnat pengarna, och varje slag av skillnad förklaras."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GRIND = """
SELECT skriv_en_gang('fakturor_avstamningsgranskning');

CREATE FUNCTION avstamningens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fakturor_utbetalningsomgang o WHERE o.status = 'frislappt' AND o.frislappt_av_id = NEW.av_id
               AND o.betaldag >= NEW.manad AND o.betaldag < NEW.manad + interval '1 month') THEN
        RAISE EXCEPTION 'Den som har frisläppt en av månadens omgångar granskar inte avstämningen.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF jsonb_typeof(NEW.siffror -> 'skillnader') IS DISTINCT FROM 'array' THEN
        RAISE EXCEPTION 'Siffrorna saknas.' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM jsonb_array_elements(NEW.siffror -> 'skillnader') s
               WHERE coalesce(btrim(NEW.forklaringar ->> (s ->> 'rubrik')), '') = '') THEN
        RAISE EXCEPTION 'En skillnad är inte förklarad i ord.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER avstamningens_grind BEFORE INSERT ON fakturor_avstamningsgranskning
    FOR EACH ROW EXECUTE FUNCTION avstamningens_grind();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("fakturor", "0019_krediteringen_ar_hel"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Avstamningsgranskning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("manad", models.DateField(verbose_name="månad")),
                ("siffror", models.JSONField(verbose_name="siffrorna som de stod")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 av siffrorna")),
                ("forklaringar", models.JSONField(default=dict, verbose_name="vad skillnaderna beror på")),
                ("notering", models.CharField(blank=True, default="", max_length=500, verbose_name="anteckning")),
                ("tid", models.DateTimeField(verbose_name="granskad")),
                (
                    "av",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="granskad av",
                    ),
                ),
            ],
            options={
                "verbose_name": "granskning av avstämning",
                "verbose_name_plural": "granskningar av avstämningar",
                "ordering": ("-manad", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("manad__day", 1)), name="avstamningsgranskning_forsta_dagen"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="avstamningsgranskning_hash"
                    ),
                ],
            },
        ),
        migrations.RunSQL(GRIND, migrations.RunSQL.noop),
    ]
