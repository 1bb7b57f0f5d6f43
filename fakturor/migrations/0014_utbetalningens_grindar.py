"""Utbetalningen i databasen: ingen faktura betalas som inte är godkänd, ingen betalas två gånger, och en annan frisläpper."""

from django.db import migrations

STAR_FAST = """
SELECT skriv_en_gang(t) FROM unnest(ARRAY[
    'fakturor_betalning', 'fakturor_betalfil', 'fakturor_beskedsfil', 'fakturor_betalbesked', 'fakturor_kreditering',
    'fakturor_sjuklon', 'fakturor_sjuklonepost', 'fakturor_sjukpass', 'fakturor_aterkravspost', 'fakturor_aterbetalning',
    'fakturor_fkrad', 'fakturor_huvudboksfil', 'fakturor_huvudboksrad']) t;
SELECT folj(t, 'INSERT OR UPDATE OR DELETE') FROM unnest(ARRAY['fakturor_aterkrav', 'fakturor_anmalan']) t;
SELECT folj(t, 'UPDATE OR DELETE') FROM unnest(ARRAY['fakturor_utbetalningsomgang', 'fakturor_betalningspost', 'fakturor_fkfaktura']) t;
CREATE TRIGGER bara_fria_falt BEFORE UPDATE OR DELETE ON fakturor_fkfaktura
    FOR EACH ROW EXECUTE FUNCTION bara_fria_falt('granskad', 'granskad_av_id', 'notering');
CREATE TRIGGER granskad_star_fast BEFORE UPDATE ON fakturor_fkfaktura
    FOR EACH ROW WHEN (OLD.granskad IS NOT NULL) EXECUTE FUNCTION vagra_andring();
CREATE TRIGGER avgjord_star_fast BEFORE UPDATE OR DELETE ON fakturor_anmalan
    FOR EACH ROW WHEN (OLD.avgjord IS NOT NULL) EXECUTE FUNCTION vagra_andring();
CREATE TRIGGER tom_inte BEFORE TRUNCATE ON fakturor_utbetalningsomgang FOR EACH STATEMENT EXECUTE FUNCTION vagra_andring();
CREATE TRIGGER tom_inte BEFORE TRUNCATE ON fakturor_betalningspost FOR EACH STATEMENT EXECUTE FUNCTION vagra_andring();
"""

OMGANG = """
-- Vad som betalas ut för fakturan, i kronor; för en kreditfaktura negativt.
CREATE FUNCTION att_betala_ut(faktura bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN f.typ = 'kreditnota' THEN -abs(godkant_belopp(f.id)) ELSE godkant_belopp(f.id) END
    FROM fakturor_faktura f WHERE f.id = faktura
$$;

CREATE FUNCTION omgang_tar_emot(omgang bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT status FROM fakturor_utbetalningsomgang WHERE id = omgang FOR NO KEY UPDATE) IS DISTINCT FROM 'forberedd' THEN
        RAISE EXCEPTION 'Omgången är redan frisläppt eller makulerad.' USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION betalningens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM omgang_tar_emot(NEW.omgang_id);
    IF NOT EXISTS (SELECT 1 FROM beslut_konto k WHERE k.id = NEW.konto_id AND k.anordnare_id = NEW.anordnare_id
                   AND k.verifierat IS NOT NULL AND k.upphort IS NULL AND k.typ = NEW.konto_typ AND k.nummer = NEW.konto_nummer) THEN
        RAISE EXCEPTION 'Kontot är inte mottagarens bekräftade konto.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER betalningens_grind BEFORE INSERT ON fakturor_betalning FOR EACH ROW EXECUTE FUNCTION betalningens_grind();

CREATE FUNCTION betalningspostens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    b record;
    f record;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'En betalningspost tas inte bort: den upphör.' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT t.omgang_id, t.anordnare_id, o.status, EXISTS (SELECT 1 FROM fakturor_betalbesked s WHERE s.betalning_id = t.id
        AND s.utfall = 'avvisad') AS avvisad INTO b
    FROM fakturor_betalning t JOIN fakturor_utbetalningsomgang o ON o.id = t.omgang_id WHERE t.id = NEW.betalning_id;
    IF TG_OP = 'UPDATE' THEN
        IF (to_jsonb(NEW) - 'upphord') IS DISTINCT FROM (to_jsonb(OLD) - 'upphord') OR OLD.upphord IS NOT NULL OR NEW.upphord IS NULL THEN
            RAISE EXCEPTION 'En betalningspost ändras inte: den kan upphöra, en gång.' USING ERRCODE = 'restrict_violation';
        END IF;
        IF b.status <> 'makulerad' AND NOT b.avvisad THEN
            RAISE EXCEPTION 'En betalning upphör när omgången makuleras eller banken avvisar den.' USING ERRCODE = 'restrict_violation';
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
CREATE TRIGGER betalningspostens_grind BEFORE INSERT OR UPDATE OR DELETE ON fakturor_betalningspost
    FOR EACH ROW EXECUTE FUNCTION betalningspostens_grind();

CREATE FUNCTION betalfilens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM omgang_tar_emot(NEW.omgang_id);
    IF NEW.sha256 <> encode(sha256(NEW.innehall), 'hex') THEN
        RAISE EXCEPTION 'Filens hash är en annan.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER betalfilens_grind BEFORE INSERT ON fakturor_betalfil FOR EACH ROW EXECUTE FUNCTION betalfilens_grind();

CREATE FUNCTION omgangens_vag() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fria text[] := ARRAY['status', 'frislappt', 'frislappt_av_id', 'makulerad', 'makulerad_av_id', 'makulerad_skal'];
    p record;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'forberedd' THEN
            RAISE EXCEPTION 'En omgång börjar som förberedd.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'En omgång tas inte bort: den makuleras.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - fria) IS DISTINCT FROM (to_jsonb(OLD) - fria) OR OLD.status <> 'forberedd' THEN
        RAISE EXCEPTION 'En omgång ändras inte: den makuleras eller frisläpps.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.status <> 'frislappt' THEN
        RETURN NEW;
    END IF;

    IF NEW.frislappt_av_id IS DISTINCT FROM nullif(current_setting('assistans.av', true), '')::bigint THEN
        RAISE EXCEPTION 'Den som frisläpper gör det i eget namn.' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM fakturor_betalfil WHERE omgang_id = NEW.id AND slag IN ('pain001', 'orderfil')) THEN
        RAISE EXCEPTION 'Omgången har ingen betalfil.' USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT count(*) FROM fakturor_betalning b WHERE b.omgang_id = NEW.id) <> NEW.antal
       OR (SELECT coalesce(sum(b.belopp), 0) FROM fakturor_betalning b WHERE b.omgang_id = NEW.id) <> NEW.summa
       OR EXISTS (SELECT 1 FROM fakturor_betalning b WHERE b.omgang_id = NEW.id AND b.belopp <> coalesce((
                SELECT sum(q.belopp) FROM fakturor_betalningspost q WHERE q.betalning_id = b.id AND q.upphord IS NULL), 0)) THEN
        RAISE EXCEPTION 'Omgångens summa är inte betalningarnas.' USING ERRCODE = 'check_violation';
    END IF;
    FOR p IN
        SELECT f.id, f.status, f.omgang, q.belopp, att_betala_ut(f.id) AS ska, k.upphort, k.verifierat, k.inlagt_av_id
        FROM fakturor_betalning b
        JOIN beslut_konto k ON k.id = b.konto_id
        JOIN fakturor_betalningspost q ON q.betalning_id = b.id AND q.upphord IS NULL
        JOIN fakturor_faktura f ON f.id = q.faktura_id
        WHERE b.omgang_id = NEW.id ORDER BY f.id FOR NO KEY UPDATE OF f
    LOOP
        IF p.status <> 'godkand' OR p.belopp <> p.ska THEN
            RAISE EXCEPTION 'En faktura har ändrats sedan omgången gjordes.' USING ERRCODE = 'check_violation';
        END IF;
        IF p.upphort IS NOT NULL OR p.verifierat IS NULL THEN
            RAISE EXCEPTION 'Ett konto har ändrats sedan omgången gjordes.' USING ERRCODE = 'check_violation';
        END IF;
        IF p.inlagt_av_id = NEW.frislappt_av_id THEN
            RAISE EXCEPTION 'Den som har ändrat ett konto frisläpper inte betalningar till det.' USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (SELECT 1 FROM fakturor_attest a WHERE a.faktura_id = p.id AND a.av_id = NEW.frislappt_av_id) THEN
            RAISE EXCEPTION 'Den som har attesterat en faktura får inte lämna den till betalning.' USING ERRCODE = 'check_violation';
        END IF;
        IF ar_javig(p.id, NEW.frislappt_av_id) THEN
            RAISE EXCEPTION 'Den som är jävig lämnar inte fakturan till betalning.' USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER omgangens_vag BEFORE INSERT OR UPDATE OR DELETE ON fakturor_utbetalningsomgang
    FOR EACH ROW EXECUTE FUNCTION omgangens_vag();

-- När transaktionen är slut är varje faktura i en frisläppt omgång lämnad, och inga poster i en makulerad gäller.
CREATE FUNCTION omgangen_ar_hel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fakturor_betalning b
        JOIN fakturor_betalningspost q ON q.betalning_id = b.id AND q.upphord IS NULL
        JOIN fakturor_faktura f ON f.id = q.faktura_id
        WHERE b.omgang_id = NEW.id AND (NEW.status = 'makulerad' OR f.status NOT IN ('i_utbetalning', 'utbetald', 'krediterad')))
    THEN
        RAISE EXCEPTION 'Omgångens fakturor har inte följt med.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER omgangen_ar_hel AFTER UPDATE ON fakturor_utbetalningsomgang DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status <> 'forberedd') EXECUTE FUNCTION omgangen_ar_hel();

CREATE FUNCTION beskedets_grind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM fakturor_betalning b JOIN fakturor_utbetalningsomgang o ON o.id = b.omgang_id
                   WHERE b.id = NEW.betalning_id AND o.status = 'frislappt') THEN
        RAISE EXCEPTION 'Betalningen är inte lämnad till banken.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER beskedets_grind BEFORE INSERT ON fakturor_betalbesked FOR EACH ROW EXECUTE FUNCTION beskedets_grind();
"""

STEG = """
CREATE FUNCTION steg_kraver_utbetalning() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    galler record;
BEGIN
    SELECT q.belopp, o.status, o.frislappt_av_id, s.utfall INTO galler
    FROM fakturor_betalningspost q
    JOIN fakturor_betalning b ON b.id = q.betalning_id
    JOIN fakturor_utbetalningsomgang o ON o.id = b.omgang_id
    LEFT JOIN fakturor_betalbesked s ON s.betalning_id = b.id
    WHERE q.faktura_id = NEW.id AND q.upphord IS NULL;
    IF NEW.status = 'i_utbetalning' THEN
        IF galler.status IS DISTINCT FROM 'frislappt' OR galler.belopp <> att_betala_ut(NEW.id)
           OR galler.frislappt_av_id IS DISTINCT FROM nullif(current_setting('assistans.av', true), '')::bigint THEN
            RAISE EXCEPTION 'Fakturan ingår inte i en frisläppt utbetalning.' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.status = 'utbetald' THEN
        IF galler.utfall IS DISTINCT FROM 'utford' THEN
            RAISE EXCEPTION 'Banken har inte sagt att betalningen är utförd.' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF galler.status IS NOT NULL THEN
        RAISE EXCEPTION 'En faktura i utbetalning kommer tillbaka först när banken har avvisat betalningen.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER steg_kraver_utbetalning BEFORE UPDATE OF status ON fakturor_faktura
    FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status
                       AND (NEW.status IN ('i_utbetalning', 'utbetald') OR OLD.status = 'i_utbetalning'))
    EXECUTE FUNCTION steg_kraver_utbetalning();
"""

KREDITERING = """
CREATE FUNCTION krediteringens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kredit record;
    faktura record;
BEGIN
    SELECT * INTO faktura FROM fakturor_faktura WHERE id = NEW.faktura_id FOR NO KEY UPDATE;
    SELECT * INTO kredit FROM fakturor_faktura WHERE id = NEW.kredit_id FOR NO KEY UPDATE;
    IF NOT (kredit.typ = 'kreditnota' OR kredit.att_betala < 0) OR faktura.typ = 'kreditnota' OR faktura.att_betala < 0 THEN
        RAISE EXCEPTION 'Bara en kreditfaktura krediterar, och bara en faktura krediteras.' USING ERRCODE = 'check_violation';
    END IF;
    IF kredit.anordnare_id IS DISTINCT FROM faktura.anordnare_id OR 'avvisad' IN (kredit.status, faktura.status) THEN
        RAISE EXCEPTION 'Kreditfakturan hör inte till fakturan.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.belopp + coalesce((SELECT sum(belopp) FROM fakturor_kreditering WHERE kredit_id = NEW.kredit_id), 0) > abs(kredit.att_betala)
       OR NEW.belopp + coalesce((SELECT sum(belopp) FROM fakturor_kreditering WHERE faktura_id = NEW.faktura_id), 0)
          > godkant_belopp(NEW.faktura_id) THEN
        RAISE EXCEPTION 'Krediteringen är större än det som är kvar.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER krediteringens_grind BEFORE INSERT ON fakturor_kreditering FOR EACH ROW EXECUTE FUNCTION krediteringens_grind();

CREATE FUNCTION steg_kraver_kreditering() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce((SELECT sum(belopp) FROM fakturor_kreditering WHERE NEW.id IN (faktura_id, kredit_id)), 0)
       < abs(godkant_belopp(NEW.id)) THEN
        RAISE EXCEPTION 'Fakturan är inte krediterad i sin helhet.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER steg_kraver_kreditering BEFORE UPDATE OF status ON fakturor_faktura
    FOR EACH ROW WHEN (NEW.status = 'krediterad' AND OLD.status <> 'krediterad') EXECUTE FUNCTION steg_kraver_kreditering();
"""


class Migration(migrations.Migration):
    dependencies = [("fakturor", "0013_attestordningens_grindar")]

    operations = [
        migrations.RunSQL(STAR_FAST, migrations.RunSQL.noop),
        migrations.RunSQL(OMGANG, migrations.RunSQL.noop),
        migrations.RunSQL(STEG, migrations.RunSQL.noop),
        migrations.RunSQL(KREDITERING, migrations.RunSQL.noop),
    ]
