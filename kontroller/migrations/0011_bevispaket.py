"""Bevispaketet: beställningen, som följs av historiken, och filen i delar, som skrivs en gång. Ett klart paket ändras inte."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STAR_FAST = """
SELECT folj('kontroller_bevispaket', 'INSERT OR UPDATE OR DELETE');
SELECT skriv_en_gang('kontroller_bevispaketdel');

CREATE FUNCTION bevispaketet_star_fast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'klart' THEN
        RAISE EXCEPTION 'Ett klart bevispaket ändras inte.' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER star_fast BEFORE UPDATE OR DELETE ON kontroller_bevispaket
    FOR EACH ROW EXECUTE FUNCTION bevispaketet_star_fast();

CREATE FUNCTION bevispaketet_ar_oppet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM kontroller_bevispaket WHERE id = NEW.paket_id AND status = 'klart') THEN
        RAISE EXCEPTION 'Ett klart bevispaket får inga fler delar.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paketet_ar_oppet BEFORE INSERT ON kontroller_bevispaketdel
    FOR EACH ROW EXECUTE FUNCTION bevispaketet_ar_oppet();
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("kontroller", "0010_det_faststallda_star_fast"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bevispaket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("manad", models.DateField(verbose_name="månad")),
                ("med_original", models.BooleanField(default=False, verbose_name="med original")),
                (
                    "status",
                    models.CharField(
                        choices=[("bestallt", "Beställt"), ("klart", "Klart"), ("misslyckat", "Kunde inte göras")],
                        default="bestallt",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("bestallt", models.DateTimeField(verbose_name="beställt")),
                ("klart", models.DateTimeField(blank=True, null=True, verbose_name="klart")),
                (
                    "hinder",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="varför det inte kunde göras"
                    ),
                ),
                ("antal_filer", models.PositiveIntegerField(blank=True, null=True, verbose_name="antal filer")),
                ("storlek", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="storlek i byte")),
                ("sha256", models.CharField(blank=True, default="", max_length=64, verbose_name="SHA-256")),
                ("nyckel", models.CharField(blank=True, default="", max_length=64, verbose_name="offentlig nyckel")),
                (
                    "personer",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="brukare med original",
                    ),
                ),
                (
                    "bestallt_av",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="beställt av",
                    ),
                ),
            ],
            options={
                "verbose_name": "bevispaket",
                "verbose_name_plural": "bevispaket",
                "ordering": ("-pk",),
                "indexes": [models.Index(fields=["manad"], name="bevispaket_manad")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("klart__isnull", False),
                                ("sha256__regex", "^[0-9a-f]{64}$"),
                                ("status", "klart"),
                                ("storlek__gt", 0),
                            ),
                            models.Q(
                                models.Q(("status", "klart"), _negated=True), ("klart__isnull", True), ("sha256", "")
                            ),
                            _connector="OR",
                        ),
                        name="bevispaket_klart_ar_helt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "misslyckat"), models.Q(("hinder", ""), _negated=True)),
                            models.Q(models.Q(("status", "misslyckat"), _negated=True), ("hinder", "")),
                            _connector="OR",
                        ),
                        name="bevispaket_misslyckat_med_skal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bevispaketdel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nummer", models.PositiveIntegerField(verbose_name="nummer")),
                ("innehall", models.BinaryField(verbose_name="innehåll")),
                (
                    "paket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delar",
                        to="kontroller.bevispaket",
                        verbose_name="paket",
                    ),
                ),
            ],
            options={
                "verbose_name": "del av bevispaket",
                "verbose_name_plural": "delar av bevispaket",
                "constraints": [models.UniqueConstraint(fields=("paket", "nummer"), name="bevispaketdel_nyckel")],
            },
        ),
        migrations.RunSQL(STAR_FAST, migrations.RunSQL.noop),
    ]
