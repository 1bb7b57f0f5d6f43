"""Nycklar för andra program: de återkallas, men ändras inte."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

NYCKEL = """
SELECT folj('assistans_apinyckel', 'INSERT OR UPDATE OR DELETE', 'sha256');

CREATE FUNCTION nyckel_star_fast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.aterkallad IS NOT NULL
       OR (to_jsonb(NEW) - '{aterkallad,aterkallad_av_id}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{aterkallad,aterkallad_av_id}'::text[])
    THEN
        RAISE EXCEPTION 'En nyckel ändras inte: den återkallas, och en ny utfärdas.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER star_fast BEFORE UPDATE OR DELETE ON assistans_apinyckel FOR EACH ROW EXECUTE FUNCTION nyckel_star_fast();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assistans", "0004_utkast"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiNyckel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("namn", models.CharField(max_length=100, verbose_name="namn")),
                (
                    "omfang",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("las_in", "Läsa in filer"),
                                ("kora", "Starta och följa kontroller"),
                                ("lasa", "Läsa verdikt"),
                                ("forhandsprov", "Förhandspröva filer"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                        verbose_name="omfång",
                    ),
                ),
                ("borjar", models.CharField(max_length=12, verbose_name="börjar med")),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="SHA-256 av nyckeln")),
                ("galler_till", models.DateField(verbose_name="gäller till")),
                ("utfardad", models.DateTimeField(verbose_name="utfärdad")),
                ("aterkallad", models.DateTimeField(blank=True, null=True, verbose_name="återkallad")),
                (
                    "aterkallad_av",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="återkallad av",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nycklar",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="användare",
                    ),
                ),
                (
                    "utfardad_av",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="utfärdad av",
                    ),
                ),
            ],
            options={
                "verbose_name": "API-nyckel",
                "verbose_name_plural": "API-nycklar",
                "ordering": ("namn", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("omfang", []), _negated=True), name="api_nyckel_har_omfang"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("utfardad_av", models.F("user")), _negated=True),
                        name="api_nyckel_utfardad_av_annan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("aterkallad__isnull", True), ("aterkallad_av__isnull", True)),
                            models.Q(("aterkallad__isnull", False), ("aterkallad_av__isnull", False)),
                            _connector="OR",
                        ),
                        name="api_nyckel_aterkallad_av_nagon",
                    ),
                ],
            },
        ),
        migrations.RunSQL(NYCKEL, migrations.RunSQL.noop),
    ]
