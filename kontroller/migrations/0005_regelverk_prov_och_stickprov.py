"""Regelverk som föreslås och antas av två, manuella kontroller, konsekvensprov och stickprov."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STAR_FAST = """
SELECT skriv_en_gang(t) FROM unnest(ARRAY['kontroller_manuellkontroll', 'kontroller_stickprov']) t;
SELECT folj('kontroller_konsekvensprov', 'INSERT OR UPDATE OR DELETE', 'resultat', 'klara');
SELECT folj('kontroller_stickprovspost', 'INSERT OR UPDATE OR DELETE');

-- Ett förslag antas eller läggs undan, en gång; annars ändras det inte.
CREATE FUNCTION regelverk_star_fast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Ett regelverk tas inte bort.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.antaget IS NOT NULL OR OLD.avslaget IS NOT NULL THEN
        RAISE EXCEPTION 'Regelverket är redan avgjort: det ändras med ett nytt förslag.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - '{antaget,antaget_av_id,avslaget,avslaget_av_id,diarienummer}'::text[])
       IS DISTINCT FROM (to_jsonb(OLD) - '{antaget,antaget_av_id,avslaget,avslaget_av_id,diarienummer}'::text[])
    THEN
        RAISE EXCEPTION 'Ett förslag ändras inte: det läggs undan, och ett nytt skrivs.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER star_fast BEFORE UPDATE OR DELETE ON kontroller_regelverk
    FOR EACH ROW EXECUTE FUNCTION regelverk_star_fast();

CREATE FUNCTION regelverkets_rader_star_fast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM kontroller_regelverk r
               WHERE r.id = NEW.regelverk_id AND NOT r.levererat AND (r.antaget IS NOT NULL OR r.avslaget IS NOT NULL))
    THEN
        RAISE EXCEPTION 'Regelverket är redan avgjort: det får inga fler rader.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER star_fast BEFORE INSERT ON kontroller_regelverksrad
    FOR EACH ROW EXECUTE FUNCTION regelverkets_rader_star_fast();

-- Den som granskar om har inte haft del i att fakturan godkändes, och svarar en gång.
CREATE FUNCTION stickprovets_grind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.granskad IS NOT NULL THEN
        RAISE EXCEPTION 'Fakturan är redan granskad om.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.granskad_av_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM fakturor_attest a WHERE a.faktura_id = NEW.faktura_id AND a.av_id = NEW.granskad_av_id)
        OR EXISTS (SELECT 1 FROM kontroller_bedomning b WHERE b.faktura_id = NEW.faktura_id AND b.av_id = NEW.granskad_av_id)
        OR EXISTS (SELECT 1 FROM kontroller_bekraftelse k JOIN kontroller_bedomning b ON b.id = k.bedomning_id
                   WHERE b.faktura_id = NEW.faktura_id AND k.av_id = NEW.granskad_av_id))
    THEN
        RAISE EXCEPTION 'Den som har attesterat eller bedömt fakturan får inte granska om den.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stickprovets_grind BEFORE UPDATE ON kontroller_stickprovspost
    FOR EACH ROW EXECUTE FUNCTION stickprovets_grind();
CREATE TRIGGER bara_fria_falt BEFORE UPDATE OR DELETE ON kontroller_stickprovspost
    FOR EACH ROW EXECUTE FUNCTION bara_fria_falt('ratt_belopp', 'notering', 'granskad_av_id', 'granskad');

-- Ett stopp som regelverket inte tillåter att man godtar kan inte godtas.
CREATE FUNCTION undantag_far_goras() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.beslut = 'godtas' AND EXISTS (
        SELECT 1 FROM kontroller_granskning g
        JOIN kontroller_korning k ON k.id = g.korning_id
        JOIN kontroller_regelverksrad rad ON rad.regelverk_id = k.regelverk_id AND rad.kod = NEW.regel
        WHERE g.id = (SELECT max(s.id) FROM kontroller_granskning s WHERE s.faktura_id = NEW.faktura_id)
          AND NOT rad.far_undantas)
    THEN
        RAISE EXCEPTION 'Regelverket tillåter inte att det som % fann godtas.', NEW.regel USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER undantag_far_goras BEFORE INSERT ON kontroller_bedomning
    FOR EACH ROW EXECUTE FUNCTION undantag_far_goras();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("beslut", "0011_uppgifter_om_assistenter"),
        ("fakturor", "0011_kostnadsredovisning_och_format"),
        ("kontroller", "0004_kronor_som_de_skrivs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Konsekvensprov",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kategori",
                    models.CharField(blank=True, default="", max_length=12, verbose_name="timbelopp av slaget"),
                ),
                (
                    "belopp",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="nytt timbelopp"
                    ),
                ),
                ("fran_manad", models.DateField(verbose_name="från månaden")),
                ("till_manad", models.DateField(verbose_name="till och med månaden")),
                (
                    "status",
                    models.CharField(
                        choices=[("pagar", "Pågår"), ("klart", "Klart"), ("fel", "Gick inte")],
                        default="pagar",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("antal", models.PositiveIntegerField(default=0, verbose_name="antal fakturor")),
                ("klara", models.PositiveIntegerField(default=0, verbose_name="prövade fakturor")),
                ("resultat", models.JSONField(default=dict, verbose_name="resultat")),
                ("fel", models.CharField(blank=True, default="", max_length=500, verbose_name="fel")),
                ("startat", models.DateTimeField(verbose_name="startat")),
                ("avslutat", models.DateTimeField(blank=True, null=True, verbose_name="avslutat")),
            ],
            options={
                "verbose_name": "konsekvensprov",
                "verbose_name_plural": "konsekvensprov",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="ManuellKontroll",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kod", models.CharField(max_length=3, verbose_name="kontroll")),
                (
                    "utfall",
                    models.CharField(
                        choices=[
                            ("utan_anmarkning", "Utan anmärkning"),
                            ("anmarkning", "Anmärkning"),
                            ("ej_tillamplig", "Gäller inte här"),
                        ],
                        max_length=20,
                        verbose_name="utfall",
                    ),
                ),
                ("sett", models.TextField(verbose_name="vad som sågs")),
                ("datum", models.DateField(verbose_name="såg efter den")),
                ("tid", models.DateTimeField(verbose_name="tid")),
            ],
            options={
                "verbose_name": "manuell kontroll",
                "verbose_name_plural": "manuella kontroller",
                "ordering": ("-datum", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Stickprov",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("manad", models.DateField(verbose_name="månad")),
                ("fro", models.CharField(max_length=64, verbose_name="frö")),
                ("metod", models.CharField(max_length=40, verbose_name="metod")),
                ("konfidens", models.PositiveSmallIntegerField(default=95, verbose_name="konfidensgrad i procent")),
                ("antal_slump", models.PositiveIntegerField(verbose_name="antal dragna kronor")),
                ("antal_risk", models.PositiveIntegerField(verbose_name="antal efter risk")),
                (
                    "ram",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None, verbose_name="ramens fakturor"
                    ),
                ),
                (
                    "belopp",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=20, max_digits=32),
                        size=None,
                        verbose_name="ramens belopp i kronor",
                    ),
                ),
                (
                    "intervall",
                    models.DecimalField(decimal_places=20, max_digits=32, null=True, verbose_name="intervall i kronor"),
                ),
                (
                    "start",
                    models.DecimalField(
                        decimal_places=20, max_digits=32, null=True, verbose_name="första dragna kronan"
                    ),
                ),
                ("draget", models.DateTimeField(verbose_name="draget")),
            ],
            options={
                "verbose_name": "stickprov",
                "verbose_name_plural": "stickprov",
                "ordering": ("-manad", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Stickprovspost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "urval",
                    models.CharField(
                        choices=[("slump", "Slump"), ("risk", "Risk")], max_length=6, verbose_name="urval"
                    ),
                ),
                ("orsak", models.CharField(blank=True, default="", max_length=300, verbose_name="varför den valdes")),
                ("traffar", models.PositiveIntegerField(default=0, verbose_name="dragna kronor i fakturan")),
                ("belopp", models.DecimalField(decimal_places=20, max_digits=32, verbose_name="belopp")),
                (
                    "ratt_belopp",
                    models.DecimalField(
                        blank=True, decimal_places=20, max_digits=32, null=True, verbose_name="rätt belopp"
                    ),
                ),
                ("notering", models.TextField(blank=True, default="", verbose_name="vad granskningen visade")),
                ("granskad", models.DateTimeField(blank=True, null=True, verbose_name="granskad")),
            ],
            options={
                "verbose_name": "stickprovspost",
                "verbose_name_plural": "stickprovsposter",
                "ordering": ("pk",),
            },
        ),
        migrations.AddField(
            model_name="bedomning",
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
            model_name="granskning",
            name="tips",
            field=models.JSONField(default=list, verbose_name="tips"),
        ),
        migrations.AddField(
            model_name="regelverk",
            name="avslaget",
            field=models.DateTimeField(null=True, verbose_name="undanlagt"),
        ),
        migrations.AddField(
            model_name="regelverk",
            name="avslaget_av",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="undanlagt av",
            ),
        ),
        migrations.AddField(
            model_name="regelverk",
            name="diarienummer",
            field=models.CharField(blank=True, default="", max_length=60, verbose_name="diarienummer"),
        ),
        migrations.AddField(
            model_name="regelverk",
            name="foreslaget",
            field=models.DateTimeField(null=True, verbose_name="föreslaget"),
        ),
        migrations.AddField(
            model_name="regelverk",
            name="levererat",
            field=models.BooleanField(default=False, verbose_name="levererat med programmet"),
        ),
        migrations.AddField(
            model_name="regelverk",
            name="skal",
            field=models.TextField(blank=True, default="", verbose_name="skäl"),
        ),
        migrations.AddField(
            model_name="regelverk",
            name="utgar_fran",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="kontroller.regelverk",
                verbose_name="utgår från",
            ),
        ),
        migrations.AddField(
            model_name="regelverksrad",
            name="far_undantas",
            field=models.BooleanField(default=True, verbose_name="stopp får godtas"),
        ),
        migrations.RunSQL(
            "UPDATE kontroller_regelverk SET levererat = true, foreslaget = antaget WHERE version LIKE 'Standard%'",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="regelverk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("antaget__isnull", True), ("antaget_av__isnull", True)),
                    models.Q(("antaget__isnull", False), ("levererat", True)),
                    models.Q(("antaget__isnull", False), ("antaget_av__isnull", False)),
                    _connector="OR",
                ),
                name="regelverk_antaget_av_nagon",
            ),
        ),
        migrations.AddConstraint(
            model_name="regelverk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("antaget_av__isnull", True),
                    models.Q(("antaget_av", models.F("foreslaget_av")), _negated=True),
                    _connector="OR",
                ),
                name="regelverk_antaget_av_annan",
            ),
        ),
        migrations.AddConstraint(
            model_name="regelverk",
            constraint=models.CheckConstraint(
                condition=models.Q(("antaget__isnull", True), ("avslaget__isnull", True), _connector="OR"),
                name="regelverk_antaget_eller_undanlagt",
            ),
        ),
        migrations.AddConstraint(
            model_name="regelverk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("avslaget__isnull", True), ("avslaget_av__isnull", True)),
                    models.Q(("avslaget__isnull", False), ("avslaget_av__isnull", False)),
                    _connector="OR",
                ),
                name="regelverk_undanlagt_av_nagon",
            ),
        ),
        migrations.AddConstraint(
            model_name="regelverk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("levererat", True), models.Q(("skal__regex", "^\\s*$"), _negated=True), _connector="OR"
                ),
                name="regelverk_forslag_har_skal",
            ),
        ),
        migrations.AddConstraint(
            model_name="regelverksrad",
            constraint=models.CheckConstraint(
                condition=models.Q(("allvar__in", ["S", "V", "I"])), name="regelverksrad_niva"
            ),
        ),
        migrations.AddField(
            model_name="konsekvensprov",
            name="regelverk",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="kontroller.regelverk",
                verbose_name="regelverk",
            ),
        ),
        migrations.AddField(
            model_name="konsekvensprov",
            name="startat_av",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="startat av",
            ),
        ),
        migrations.AddField(
            model_name="manuellkontroll",
            name="av",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="av",
            ),
        ),
        migrations.AddField(
            model_name="manuellkontroll",
            name="faktura",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="manuella_kontroller",
                to="fakturor.faktura",
                verbose_name="faktura",
            ),
        ),
        migrations.AddField(
            model_name="manuellkontroll",
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
            model_name="manuellkontroll",
            name="redovisning",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="manuella_kontroller",
                to="fakturor.redovisning",
                verbose_name="redovisning",
            ),
        ),
        migrations.AddField(
            model_name="stickprov",
            name="draget_av",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="draget av",
            ),
        ),
        migrations.AddField(
            model_name="stickprovspost",
            name="faktura",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="fakturor.faktura",
                verbose_name="faktura",
            ),
        ),
        migrations.AddField(
            model_name="stickprovspost",
            name="granskad_av",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="granskad av",
            ),
        ),
        migrations.AddField(
            model_name="stickprovspost",
            name="stickprov",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="poster",
                to="kontroller.stickprov",
                verbose_name="stickprov",
            ),
        ),
        migrations.AddConstraint(
            model_name="konsekvensprov",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("belopp__isnull", True), ("kategori", ""), ("regelverk__isnull", False)),
                    models.Q(
                        ("belopp__gt", 0),
                        ("belopp__isnull", False),
                        ("regelverk__isnull", True),
                        models.Q(("kategori", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="konsekvensprov_av_en_sak",
            ),
        ),
        migrations.AddConstraint(
            model_name="konsekvensprov",
            constraint=models.CheckConstraint(
                condition=models.Q(("till_manad__gte", models.F("fran_manad"))), name="konsekvensprov_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="manuellkontroll",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("faktura__isnull", False), ("redovisning__isnull", True)),
                    models.Q(("faktura__isnull", True), ("redovisning__isnull", False)),
                    _connector="OR",
                ),
                name="manuell_kontroll_galler_en_sak",
            ),
        ),
        migrations.AddConstraint(
            model_name="manuellkontroll",
            constraint=models.CheckConstraint(
                condition=models.Q(("sett__regex", "^\\s*$"), _negated=True), name="manuell_kontroll_i_ord"
            ),
        ),
        migrations.AddConstraint(
            model_name="stickprovspost",
            constraint=models.UniqueConstraint(fields=("stickprov", "faktura", "urval"), name="stickprovspost_nyckel"),
        ),
        migrations.AddConstraint(
            model_name="stickprovspost",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("granskad__isnull", True), ("granskad_av__isnull", True), ("ratt_belopp__isnull", True)),
                    models.Q(
                        ("granskad__isnull", False), ("granskad_av__isnull", False), ("ratt_belopp__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="stickprovspost_granskad_av_nagon",
            ),
        ),
        migrations.AddConstraint(
            model_name="stickprovspost",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ratt_belopp__isnull", True),
                    ("ratt_belopp", models.F("belopp")),
                    models.Q(("notering__regex", "^\\s*$"), _negated=True),
                    _connector="OR",
                ),
                name="stickprovspost_avvikelse_i_ord",
            ),
        ),
        migrations.RunSQL(STAR_FAST, migrations.RunSQL.noop),
    ]
