"""Rapportens signatur: skrivs en gång, av en controller, av det som rapporten är, och bara av den senaste utgåvan."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PROVAS = """
SELECT skriv_en_gang('kontroller_rapportsignatur');

CREATE FUNCTION rapportsignaturen_provas() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    rapport kontroller_kontrollrapport;
BEGIN
    SELECT * INTO rapport FROM kontroller_kontrollrapport WHERE id = NEW.rapport_id;
    IF rapport.innehall = '' THEN
        RAISE EXCEPTION 'En rapport utan lagrat innehåll skrivs inte under.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.innehall_sha256 <> rapport.innehall_sha256
        OR NEW.innehall_sha256 <> encode(sha256(convert_to(rapport.innehall, 'UTF8')), 'hex')
        OR NEW.pdf_sha256 <> rapport.sha256
        OR NEW.pdf_sha256 <> encode(sha256(rapport.pdf), 'hex') THEN
        RAISE EXCEPTION 'Signaturen gäller något annat än rapporten.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.tid < rapport.skapad THEN
        RAISE EXCEPTION 'En rapport skrivs inte under innan den är skriven.' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM kontroller_kontrollrapport senare
        WHERE senare.slag = rapport.slag AND senare.fran = rapport.fran AND senare.id > rapport.id) THEN
        RAISE EXCEPTION 'Bara den senaste utgåvan av en rapport skrivs under.' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM assistans_user WHERE id = NEW.av_id AND aktiv AND 'controller' = ANY (roller)) THEN
        RAISE EXCEPTION 'Bara en controller skriver under rapporten.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signaturen_provas BEFORE INSERT ON kontroller_rapportsignatur
    FOR EACH ROW EXECUTE FUNCTION rapportsignaturen_provas();
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("kontroller", "0013_sokindex"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rapportsignatur",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("innehall_sha256", models.CharField(max_length=64, verbose_name="SHA-256 av innehållet")),
                ("pdf_sha256", models.CharField(max_length=64, verbose_name="SHA-256 av PDF:en")),
                ("anteckning", models.TextField(blank=True, default="", verbose_name="anteckning till nämnden")),
                ("tid", models.DateTimeField(verbose_name="undertecknad")),
                (
                    "av",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undertecknad av",
                    ),
                ),
                (
                    "rapport",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatur",
                        to="kontroller.kontrollrapport",
                        verbose_name="rapport",
                    ),
                ),
            ],
            options={
                "verbose_name": "rapportens signatur",
                "verbose_name_plural": "rapporternas signaturer",
            },
        ),
        migrations.RunSQL(PROVAS, migrations.RunSQL.noop),
    ]
