"""En utförd betalning kan komma tillbaka, hel eller till en del; och ett konto som banken har sagt är fel betalas inte till."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STAR_FAST = """
SELECT skriv_en_gang(t) FROM unnest(ARRAY['fakturor_betalningsretur', 'fakturor_returbeslut', 'fakturor_kontointyg']) t;
"""

RETUR = """
-- En retur gäller en utförd betalning, aldrig mer än den. Den öppnar fakturorna bara när hela betalningen har kommit
-- tillbaka och varje faktura i den är utbetald och inte krävs tillbaka på annat sätt.
CREATE FUNCTION returens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    b record;
BEGIN
    SELECT t.belopp, s.utfall INTO b FROM fakturor_betalning t
    LEFT JOIN fakturor_betalbesked s ON s.betalning_id = t.id
    JOIN fakturor_utbetalningsomgang o ON o.id = t.omgang_id
    WHERE t.id = NEW.betalning_id FOR NO KEY UPDATE OF o;
    IF b.utfall IS DISTINCT FROM 'utford' THEN
        RAISE EXCEPTION 'Bara en utförd betalning kommer tillbaka.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.belopp + coalesce((SELECT sum(r.belopp) FROM fakturor_betalningsretur r WHERE r.betalning_id = NEW.betalning_id), 0)
       > b.belopp THEN
        RAISE EXCEPTION 'Mer än betalningen kommer inte tillbaka.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.oppnar AND (NEW.belopp <> b.belopp OR NOT EXISTS (
            SELECT 1 FROM fakturor_betalningspost q WHERE q.betalning_id = NEW.betalning_id AND q.upphord IS NULL)
        OR EXISTS (
            SELECT 1 FROM fakturor_betalningspost q JOIN fakturor_faktura f ON f.id = q.faktura_id
            WHERE q.betalning_id = NEW.betalning_id AND q.upphord IS NULL AND (f.status <> 'utbetald' OR EXISTS (
                SELECT 1 FROM fakturor_aterkravspost p JOIN fakturor_aterkrav a ON a.id = p.aterkrav_id
                WHERE p.faktura_id = f.id AND a.status <> 'nedlagt')))) THEN
        RAISE EXCEPTION 'Returen öppnar inte fakturorna: en människa avgör den.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER returens_grind BEFORE INSERT ON fakturor_betalningsretur FOR EACH ROW EXECUTE FUNCTION returens_grind();

-- När transaktionen är slut: en retur som öppnar har fått med sig posterna och fakturorna.
CREATE FUNCTION returen_ar_hel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fakturor_betalningspost q WHERE q.betalning_id = NEW.betalning_id AND (q.upphord IS NULL OR EXISTS (
            SELECT 1 FROM fakturor_faktura f WHERE f.id = q.faktura_id AND f.status = 'utbetald' AND NOT EXISTS (
                SELECT 1 FROM fakturor_betalningspost n WHERE n.faktura_id = f.id AND n.upphord IS NULL)))) THEN
        RAISE EXCEPTION 'Returens fakturor har inte följt med.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER returen_ar_hel AFTER INSERT ON fakturor_betalningsretur DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.oppnar) EXECUTE FUNCTION returen_ar_hel();

CREATE FUNCTION returbeslutets_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    r record;
BEGIN
    SELECT t.oppnar, o.frislappt_av_id INTO r FROM fakturor_betalningsretur t
    JOIN fakturor_betalning b ON b.id = t.betalning_id
    JOIN fakturor_utbetalningsomgang o ON o.id = b.omgang_id WHERE t.id = NEW.retur_id;
    IF r.oppnar THEN
        RAISE EXCEPTION 'Returen öppnade fakturorna: det finns inget att avgöra.' USING ERRCODE = 'check_violation';
    END IF;
    IF r.frislappt_av_id = NEW.av_id THEN
        RAISE EXCEPTION 'Den som frisläppte betalningen avgör inte returen.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER returbeslutets_grind BEFORE INSERT ON fakturor_returbeslut
    FOR EACH ROW EXECUTE FUNCTION returbeslutets_grind();

-- Det som är utbetalt för fakturan, inte krediterat, och inte har kommit tillbaka från banken utan att mottagaren fick
-- det ändå. Av en betalning med flera fakturor räknas en retur på var och en: hellre för lite att kräva än för mycket.
CREATE OR REPLACE FUNCTION utbetalt_belopp(faktura bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT coalesce((
        SELECT greatest(q.belopp - coalesce((
            SELECT sum(r.belopp) FROM fakturor_betalningsretur r LEFT JOIN fakturor_returbeslut d ON d.retur_id = r.id
            WHERE r.betalning_id = q.betalning_id AND d.utfall IS DISTINCT FROM 'annat_satt'
              AND d.utfall IS DISTINCT FROM 'rattat'), 0), 0)
        FROM fakturor_betalningspost q
        JOIN fakturor_betalning b ON b.id = q.betalning_id
        JOIN fakturor_betalbesked s ON s.betalning_id = b.id AND s.utfall = 'utford'
        WHERE q.faktura_id = faktura AND q.upphord IS NULL), 0)
      - coalesce((SELECT sum(k.belopp) FROM fakturor_kreditering k WHERE k.faktura_id = faktura), 0)
$$;

CREATE OR REPLACE FUNCTION betalningspostens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    b record;
    f record;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'En betalningspost tas inte bort: den upphör.' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT t.omgang_id, t.anordnare_id, o.status, EXISTS (SELECT 1 FROM fakturor_betalbesked s WHERE s.betalning_id = t.id
        AND s.utfall = 'avvisad') AS avvisad, EXISTS (SELECT 1 FROM fakturor_betalningsretur r WHERE r.betalning_id = t.id
        AND r.oppnar) AS tillbaka INTO b
    FROM fakturor_betalning t JOIN fakturor_utbetalningsomgang o ON o.id = t.omgang_id WHERE t.id = NEW.betalning_id;
    IF TG_OP = 'UPDATE' THEN
        IF (to_jsonb(NEW) - 'upphord') IS DISTINCT FROM (to_jsonb(OLD) - 'upphord') OR OLD.upphord IS NOT NULL OR NEW.upphord IS NULL THEN
            RAISE EXCEPTION 'En betalningspost ändras inte: den kan upphöra, en gång.' USING ERRCODE = 'restrict_violation';
        END IF;
        IF b.status <> 'makulerad' AND NOT b.avvisad AND NOT b.tillbaka THEN
            RAISE EXCEPTION 'En betalning upphör när omgången makuleras eller banken skickar den tillbaka.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    PERFORM omgang_tar_emot(b.omgang_id);
    SELECT status, anordnare_id INTO f FROM fakturor_faktura WHERE id = NEW.faktura_id FOR NO KEY UPDATE;
    IF f.status <> 'godkand' THEN
        RAISE EXCEPTION 'En faktura som är % betalas inte.', f.status USING ERRCODE = 'check_violation';
    END IF;
    IF f.anordnare_id IS DISTINCT FROM b.anordnare_id THEN
        RAISE EXCEPTION 'Fakturan hör till en annan mottagare.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.upphord IS NOT NULL OR NEW.belopp <> att_betala_ut(NEW.faktura_id) THEN
        RAISE EXCEPTION 'Beloppet är inte det godkända.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

STEG = """
CREATE OR REPLACE FUNCTION fakturans_vag() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    tillatna jsonb := '{
        "mottagen": ["omatchad", "stoppad", "kontrollerad", "avvisad", "krediterad"],
        "omatchad": ["mottagen", "stoppad", "kontrollerad", "avvisad"],
        "stoppad": ["mottagen", "kontrollerad", "avvisad", "krediterad"],
        "kontrollerad": ["mottagen", "granskad", "avvisad", "krediterad"],
        "granskad": ["mottagen", "godkand", "avvisad"],
        "godkand": ["mottagen", "i_utbetalning"],
        "i_utbetalning": ["utbetald", "godkand"],
        "utbetald": ["krediterad", "godkand"],
        "avvisad": [],
        "krediterad": []}';
    fria text[] := ARRAY['status', 'omgang', 'anordnare_id', 'leverantor'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status NOT IN ('mottagen', 'omatchad') THEN
            RAISE EXCEPTION 'En faktura börjar som mottagen, inte som %.', NEW.status USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (to_jsonb(NEW) - fria) IS DISTINCT FROM (to_jsonb(OLD) - fria) THEN
        RAISE EXCEPTION 'Det som står på en mottagen faktura ändras inte.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status <> OLD.status THEN
        IF NOT (tillatna -> OLD.status) ? NEW.status THEN
            RAISE EXCEPTION 'En faktura går inte från % till %.', OLD.status, NEW.status USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.status = 'mottagen' AND NEW.omgang <> OLD.omgang + 1 THEN
            RAISE EXCEPTION 'Tillbaka till mottagen börjar en ny omgång.' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF OLD.status NOT IN ('mottagen', 'omatchad', 'stoppad')
          AND (NEW.anordnare_id IS DISTINCT FROM OLD.anordnare_id OR NEW.leverantor <> OLD.leverantor) THEN
        RAISE EXCEPTION 'Parningen av en kontrollerad faktura ändras inte.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status <> 'mottagen' AND NEW.omgang <> OLD.omgang THEN
        RAISE EXCEPTION 'En ny omgång börjar bara som mottagen.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- En utbetald faktura kan betalas på nytt bara när betalningen som den senast var i har kommit tillbaka.
CREATE FUNCTION steg_kraver_retur() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fakturor_betalningspost q WHERE q.faktura_id = NEW.id AND q.upphord IS NULL)
       OR NOT EXISTS (
        SELECT 1 FROM fakturor_betalningsretur r
        WHERE r.oppnar AND r.betalning_id = (
            SELECT q.betalning_id FROM fakturor_betalningspost q WHERE q.faktura_id = NEW.id ORDER BY q.id DESC LIMIT 1)) THEN
        RAISE EXCEPTION 'En utbetald faktura betalas på nytt först när betalningen har kommit tillbaka.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER steg_kraver_attest ON fakturor_faktura;
CREATE TRIGGER steg_kraver_attest BEFORE UPDATE OF status ON fakturor_faktura
    FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status AND NOT (OLD.status = 'utbetald' AND NEW.status = 'godkand'))
    EXECUTE FUNCTION steg_kraver_attest();
CREATE TRIGGER steg_kraver_retur BEFORE UPDATE OF status ON fakturor_faktura
    FOR EACH ROW WHEN (OLD.status = 'utbetald' AND NEW.status = 'godkand') EXECUTE FUNCTION steg_kraver_retur();
"""

KONTO = """
-- Om banken efter att kontot bekräftades har sagt att det är fel, och ingen sedan har intygat att det är rätt: bankens
-- kod och dagen. Koderna är de i betalfiler/orsakskoder.py.
CREATE FUNCTION kontots_fel(konto bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT s.skal_kod || ' ' || s.datum FROM beslut_konto k
    JOIN fakturor_betalning b ON b.anordnare_id = k.anordnare_id AND b.konto_typ = k.typ AND b.konto_nummer = k.nummer
    JOIN (SELECT betalning_id, skal_kod, datum, tid FROM fakturor_betalbesked WHERE utfall = 'avvisad'
          UNION ALL SELECT betalning_id, skal_kod, datum, tid FROM fakturor_betalningsretur) s ON s.betalning_id = b.id
    WHERE k.id = konto AND (k.verifierat IS NULL OR s.tid >= k.verifierat)
      AND s.skal_kod IN ('AC01', 'AC03', 'AC04', 'AC06', 'AC07', 'AG01', 'BE01', 'MD07', 'RC01')
      AND NOT EXISTS (SELECT 1 FROM fakturor_kontointyg i WHERE i.konto_id = k.id AND i.tid >= s.tid)
    ORDER BY s.tid DESC LIMIT 1
$$;

CREATE FUNCTION betalningens_konto_duger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF kontots_fel(NEW.konto_id) IS NOT NULL THEN
        RAISE EXCEPTION 'Banken har sagt att kontot är fel.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER konto_duger BEFORE INSERT ON fakturor_betalning FOR EACH ROW EXECUTE FUNCTION betalningens_konto_duger();

CREATE FUNCTION omgangens_konton_duger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fakturor_betalning b WHERE b.omgang_id = NEW.id AND kontots_fel(b.konto_id) IS NOT NULL) THEN
        RAISE EXCEPTION 'Banken har sagt att kontot är fel.' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM fakturor_betalning b JOIN fakturor_kontointyg i ON i.konto_id = b.konto_id
               WHERE b.omgang_id = NEW.id AND i.av_id = NEW.frislappt_av_id) THEN
        RAISE EXCEPTION 'Den som har intygat ett konto frisläpper inte betalningar till det.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER konton_duger BEFORE UPDATE ON fakturor_utbetalningsomgang
    FOR EACH ROW WHEN (NEW.status = 'frislappt') EXECUTE FUNCTION omgangens_konton_duger();

CREATE FUNCTION kontointygets_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    k record;
BEGIN
    SELECT * INTO k FROM beslut_konto WHERE id = NEW.konto_id FOR NO KEY UPDATE;
    IF k.upphort IS NOT NULL OR k.verifierat IS NULL THEN
        RAISE EXCEPTION 'Kontot är inte mottagarens bekräftade konto.' USING ERRCODE = 'check_violation';
    END IF;
    IF k.inlagt_av_id = NEW.av_id THEN
        RAISE EXCEPTION 'Den som har lagt in kontot intygar inte att det är rätt.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kontointygets_grind BEFORE INSERT ON fakturor_kontointyg
    FOR EACH ROW EXECUTE FUNCTION kontointygets_grind();
"""

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def av():
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        verbose_name="av",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("fakturor", "0022_aterkravets_beslut_star_fast"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "utbetalningsomgang",
            "filens_id",
            models.CharField(blank=True, default="", max_length=35, verbose_name="id i filerna"),
        ),
        migrations.CreateModel(
            name="Betalningsretur",
            fields=[
                ("id", ID.clone()),
                ("belopp", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="belopp")),
                ("datum", models.DateField(verbose_name="datum")),
                ("skal_kod", models.CharField(blank=True, default="", max_length=35, verbose_name="bankens kod")),
                ("skal", models.CharField(blank=True, default="", max_length=300, verbose_name="skäl")),
                ("oppnar", models.BooleanField(verbose_name="fakturorna betalas på nytt")),
                ("tid", models.DateTimeField(verbose_name="tid")),
                ("av", av()),
                (
                    "betalning",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returer",
                        to="fakturor.betalning",
                        verbose_name="betalning",
                    ),
                ),
                (
                    "fil",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returer",
                        to="fakturor.beskedsfil",
                        verbose_name="fil",
                    ),
                ),
            ],
            options={
                "verbose_name": "retur av en betalning",
                "verbose_name_plural": "returer av betalningar",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("betalning", "datum", "belopp"), name="betalningsretur_en_gang"),
                    models.CheckConstraint(condition=models.Q(("belopp__gt", 0)), name="betalningsretur_over_noll"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("skal", ""), _negated=True),
                            models.Q(("skal_kod", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="betalningsretur_med_skal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Returbeslut",
            fields=[
                ("id", ID.clone()),
                (
                    "utfall",
                    models.CharField(
                        choices=[
                            ("annat_satt", "Mottagaren får beloppet på annat sätt"),
                            ("behalls", "Kommunen behåller beloppet"),
                            ("rattat", "Banken har rättat det: pengarna är hos mottagaren"),
                        ],
                        max_length=10,
                        verbose_name="utfall",
                    ),
                ),
                ("skal", models.CharField(max_length=300, verbose_name="skäl")),
                ("tid", models.DateTimeField(verbose_name="tid")),
                ("av", av()),
                (
                    "retur",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beslut",
                        to="fakturor.betalningsretur",
                        verbose_name="retur",
                    ),
                ),
            ],
            options={
                "verbose_name": "beslut om en retur",
                "verbose_name_plural": "beslut om returer",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("skal", ""), _negated=True), name="returbeslut_med_skal")
                ],
            },
        ),
        migrations.CreateModel(
            name="Kontointyg",
            fields=[
                ("id", ID.clone()),
                ("hur", models.CharField(max_length=300, verbose_name="hur det är känt")),
                ("tid", models.DateTimeField(verbose_name="tid")),
                ("av", av()),
                (
                    "konto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intyg",
                        to="beslut.konto",
                        verbose_name="konto",
                    ),
                ),
            ],
            options={
                "verbose_name": "intyg om ett konto",
                "verbose_name_plural": "intyg om konton",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("hur", ""), _negated=True), name="kontointyg_med_text")
                ],
            },
        ),
        migrations.RunSQL(STAR_FAST, migrations.RunSQL.noop),
        migrations.RunSQL(RETUR, migrations.RunSQL.noop),
        migrations.RunSQL(STEG, migrations.RunSQL.noop),
        migrations.RunSQL(KONTO, migrations.RunSQL.noop),
    ]
