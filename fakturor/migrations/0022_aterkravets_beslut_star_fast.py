"""Beslutet säger vad som krävs av varje post, domstolens avgörande står för sig, och kommunen lämnar tillbaka."""

from django.db import migrations

FRAGOR = """
SELECT skriv_en_gang('fakturor_aterkravsavgorande');
SELECT folj('fakturor_aterkravsbeslutspost', 'INSERT OR UPDATE OR DELETE');

-- Det som är betalt i ärendet, utan det som kommunen har lämnat tillbaka.
CREATE FUNCTION aterkravets_betalt(aterkrav bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(CASE t.slag WHEN 'betalning' THEN t.belopp WHEN 'avskrivning' THEN 0 ELSE -t.belopp END), 0)
    FROM fakturor_aterbetalning t WHERE t.aterkrav_id = aterkrav
$$;

CREATE FUNCTION aterkravets_avskrivet(aterkrav bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(t.belopp), 0) FROM fakturor_aterbetalning t WHERE t.aterkrav_id = aterkrav AND t.slag = 'avskrivning'
$$;

-- Det som ärenden som inte är nedlagda kräver tillbaka av fakturan, i kronor: av en beslutad post det som beslutades, och
-- hela posten när någon har avstått från resten. Det som en domstol har tagit bort är prövat, och krävs inte igen.
CREATE OR REPLACE FUNCTION aterkravt_belopp(faktura bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(CASE WHEN b.avstatt IS NULL THEN coalesce(b.belopp, p.belopp) ELSE p.belopp END), 0)
    FROM fakturor_aterkravspost p
    JOIN fakturor_aterkrav a ON a.id = p.aterkrav_id AND a.status <> 'nedlagt'
    LEFT JOIN fakturor_aterkravsbeslutspost b ON b.post_id = p.id
    WHERE p.faktura_id = faktura
$$;
"""

VAG = """
CREATE OR REPLACE FUNCTION aterkravets_vag() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    tillatna jsonb := '{
        "utreds": ["kommunicerat", "nedlagt"],
        "kommunicerat": ["beslutat", "nedlagt"],
        "beslutat": ["overklagat", "reglerat"],
        "overklagat": ["beslutat"],
        "reglerat": ["overklagat"],
        "nedlagt": []}';
    -- Det som får skrivas i varje steg, tillsammans med steget vidare.
    fria jsonb := '{
        "utreds": ["mot", "stallforetradare_id", "grund", "period_fran", "period_tom", "skal", "brev_id", "kommunicerat",
                   "svara_senast", "avslutat_skal", "diarienummer"],
        "kommunicerat": ["svar", "svar_inkom", "beslutat_av_id", "beslutat", "delegation_id", "diarienummer", "beslutat_belopp",
                         "betala_senast", "beslutsbrev_id", "avslutat_skal"],
        "beslutat": ["beslutsbrev_id", "overklagat"],
        "overklagat": ["beslutsbrev_id", "domstolens_avgorande", "domstolens_belopp"],
        "reglerat": ["overklagat"],
        "nedlagt": []}';
    rorliga text[];
    posterna numeric;
    dag date := (NEW.beslutat AT TIME ZONE 'Europe/Stockholm')::date;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Ett återkrav tas inte bort: det läggs ned.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.mot = 'stallforetradare' AND NOT EXISTS (
        SELECT 1 FROM beslut_stallforetradare s WHERE s.id = NEW.stallforetradare_id AND s.brukare_id = NEW.brukare_id
          AND daterange(s.galler_fran, s.galler_tom, '[]') && daterange(NEW.period_fran, NEW.period_tom, '[]')) THEN
        RAISE EXCEPTION 'Ställföreträdaren företrädde inte personen under perioden.' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'utreds' OR NEW.kommunicerat IS NOT NULL OR NEW.beslutat IS NOT NULL OR NEW.svar_inkom IS NOT NULL THEN
            RAISE EXCEPTION 'Ett återkrav börjar med att utredas.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;

    rorliga := ARRAY(SELECT jsonb_array_elements_text(fria -> OLD.status)) || ARRAY['status'];
    IF (to_jsonb(NEW) - rorliga) IS DISTINCT FROM (to_jsonb(OLD) - rorliga) THEN
        RAISE EXCEPTION 'Återkravet är % och det som står i det ändras inte.', OLD.status USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = OLD.status THEN
        IF NEW.beslutat IS DISTINCT FROM OLD.beslutat OR NEW.kommunicerat IS DISTINCT FROM OLD.kommunicerat
           OR NEW.overklagat IS DISTINCT FROM OLD.overklagat OR NEW.domstolens_belopp IS DISTINCT FROM OLD.domstolens_belopp THEN
            RAISE EXCEPTION 'Uppgiften hör till ett steg vidare i ärendet.' USING ERRCODE = 'check_violation';
        END IF;
        IF (NEW.period_fran, NEW.period_tom) IS DISTINCT FROM (OLD.period_fran, OLD.period_tom) AND EXISTS (
            SELECT 1 FROM fakturor_aterkravspost p WHERE p.aterkrav_id = NEW.id
              AND NOT EXISTS (SELECT 1 FROM fakturor_fakturarad r WHERE r.faktura_id = p.faktura_id
                AND daterange(r.manad, (r.manad + interval '1 month')::date, '[)')
                    && daterange(NEW.period_fran, NEW.period_tom, '[]'))) THEN
            RAISE EXCEPTION 'Perioden täcker inte ärendets poster.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;

    IF NOT (tillatna -> OLD.status) ? NEW.status THEN
        RAISE EXCEPTION 'Ett återkrav går inte från % till %.', OLD.status, NEW.status USING ERRCODE = 'check_violation';
    END IF;
    SELECT coalesce(sum(p.belopp), 0) INTO posterna FROM fakturor_aterkravspost p WHERE p.aterkrav_id = NEW.id;
    IF NEW.status IN ('kommunicerat', 'beslutat') AND EXISTS (
        SELECT 1 FROM fakturor_aterkravspost p WHERE p.aterkrav_id = NEW.id AND NOT har_aterkravets_form(NEW.id, p.faktura_id)) THEN
        RAISE EXCEPTION 'Avtalsformen för dagarna i ärendet är en annan än slaget av återkrav kräver.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = 'kommunicerat' THEN
        IF posterna = 0 THEN
            RAISE EXCEPTION 'Återkravet har inga poster.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.kommunicerat IS NULL THEN
            RAISE EXCEPTION 'Det saknas när återkravet kommunicerades.' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM beslut_brev b WHERE b.id = NEW.brev_id AND b.slag = 'kommunicering'
                       AND b.skickat = NEW.kommunicerat) THEN
            RAISE EXCEPTION 'Brevet om att få yttra sig är inte lämnat den dagen.' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.status = 'beslutat' AND OLD.status = 'kommunicerat' THEN
        IF NEW.beslutat IS NULL OR NEW.beslutat_belopp > posterna THEN
            RAISE EXCEPTION 'Beslutet är på mer än ärendets poster.' USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (SELECT 1 FROM fakturor_aterkravspost p WHERE p.aterkrav_id = NEW.id AND NOT EXISTS (
            SELECT 1 FROM fakturor_aterkravsbeslutspost b WHERE b.post_id = p.id)) THEN
            RAISE EXCEPTION 'Beslutet säger inte vad som krävs av varje post.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.beslutat_belopp <> (SELECT sum(b.belopp) FROM fakturor_aterkravsbeslutspost b
                                   JOIN fakturor_aterkravspost p ON p.id = b.post_id WHERE p.aterkrav_id = NEW.id) THEN
            RAISE EXCEPTION 'Det beslutade beloppet är inte summan av det som krävs av posterna.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.svar_inkom IS NULL AND NEW.svara_senast >= dag THEN
            RAISE EXCEPTION 'Tiden att yttra sig har inte gått ut.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.beslutat_av_id IS DISTINCT FROM nullif(current_setting('assistans.av', true), '')::bigint THEN
            RAISE EXCEPTION 'Den som beslutar gör det i eget namn.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.slag = 'aterbetalning' AND NOT EXISTS (
            SELECT 1 FROM beslut_delegation d WHERE d.id = NEW.delegation_id AND d.delegat_id = NEW.beslutat_av_id
              AND 'aterbetalning' = ANY (d.avser) AND dag BETWEEN d.galler_fran AND coalesce(d.galler_tom, 'infinity'::date)) THEN
            RAISE EXCEPTION 'Ingen delegation om återbetalning gäller för den som beslutar.' USING ERRCODE = 'check_violation';
        END IF;
        IF ar_javig_i_aterkravet(NEW.id, NEW.beslutat_av_id) THEN
            RAISE EXCEPTION 'Den som är jävig beslutar inte.' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.status = 'overklagat' THEN
        IF NEW.slag <> 'aterbetalning' THEN
            RAISE EXCEPTION 'Ett avtalskrav är inget beslut och överklagas inte.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.overklagat IS NULL THEN
            RAISE EXCEPTION 'Det saknas när beslutet överklagades.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.overklagat <= OLD.overklagat THEN
            RAISE EXCEPTION 'Ett nytt överklagande kommer efter det som är avgjort.' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.status = 'beslutat' THEN
        IF NEW.domstolens_avgorande = '' OR NOT EXISTS (
            SELECT 1 FROM fakturor_aterkravsavgorande d WHERE d.aterkrav_id = NEW.id AND d.overklagat = NEW.overklagat
              AND d.belopp = NEW.domstolens_belopp) THEN
            RAISE EXCEPTION 'Domstolens avgörande saknas.' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.status = 'reglerat' THEN
        IF aterkravets_betalt(NEW.id) + aterkravets_avskrivet(NEW.id) < coalesce(NEW.domstolens_belopp, NEW.beslutat_belopp) THEN
            RAISE EXCEPTION 'Allt är inte betalt eller avskrivet.' USING ERRCODE = 'check_violation';
        END IF;
        IF aterkravets_betalt(NEW.id) > coalesce(NEW.domstolens_belopp, NEW.beslutat_belopp) THEN
            RAISE EXCEPTION 'Kommunen har inte lämnat tillbaka det som betalades för mycket.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
"""

POSTER = """
CREATE FUNCTION aterkravsbeslutspostens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    p record;
    a record;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Det som beslutades om en post tas inte bort.' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT * INTO p FROM fakturor_aterkravspost WHERE id = NEW.post_id;
    SELECT * INTO a FROM fakturor_aterkrav WHERE id = p.aterkrav_id FOR NO KEY UPDATE;
    IF TG_OP = 'INSERT' THEN
        IF a.status <> 'kommunicerat' THEN
            RAISE EXCEPTION 'Ett återkrav som är % beslutas inte.', a.status USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.belopp > p.belopp THEN
            RAISE EXCEPTION 'Av posten krävs mer än den är på.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.belopp < p.belopp AND NEW.skal !~ '\\S' THEN
            RAISE EXCEPTION 'Det saknas varför mindre än posten krävs.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.avstatt IS NOT NULL THEN
            RAISE EXCEPTION 'Resten avstås efter beslutet.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.avstatt IS NOT NULL OR (to_jsonb(NEW) - ARRAY['avstatt', 'avstatt_av_id', 'avstatt_skal'])
        IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['avstatt', 'avstatt_av_id', 'avstatt_skal']) THEN
        RAISE EXCEPTION 'Det som beslutades om en post ändras inte.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.avstatt IS NULL THEN
        RETURN NEW;
    END IF;
    IF NEW.belopp >= p.belopp THEN
        RAISE EXCEPTION 'Hela posten krävs: det finns ingen rest.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.avstatt_av_id = a.upprattat_av_id THEN
        RAISE EXCEPTION 'Den som har utrett återkravet avstår inte från resten.' USING ERRCODE = 'check_violation';
    END IF;
    IF ar_javig_i_aterkravet(a.id, NEW.avstatt_av_id) THEN
        RAISE EXCEPTION 'Den som är jävig avstår inte från resten.' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM 1 FROM fakturor_faktura WHERE id = p.faktura_id FOR NO KEY UPDATE;
    IF aterkravt_belopp(p.faktura_id) + p.belopp - NEW.belopp > utbetalt_belopp(p.faktura_id) THEN
        RAISE EXCEPTION 'Resten, eller en del av den, krävs i ett annat ärende eller är krediterad.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER aterkravsbeslutspostens_grind BEFORE INSERT OR UPDATE OR DELETE ON fakturor_aterkravsbeslutspost
    FOR EACH ROW EXECUTE FUNCTION aterkravsbeslutspostens_grind();
CREATE TRIGGER tom_inte BEFORE TRUNCATE ON fakturor_aterkravsbeslutspost FOR EACH STATEMENT EXECUTE FUNCTION vagra_andring();

-- När transaktionen är slut: det som sägs om en post är en del av ett beslut.
CREATE FUNCTION beslutsposten_har_beslut() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM fakturor_aterkravspost p JOIN fakturor_aterkrav a ON a.id = p.aterkrav_id
                   WHERE p.id = NEW.post_id AND a.beslutat IS NOT NULL) THEN
        RAISE EXCEPTION 'Det som krävs av en post skrivs med beslutet.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER har_beslut AFTER INSERT ON fakturor_aterkravsbeslutspost DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION beslutsposten_har_beslut();
"""

DOMSTOLEN = """
CREATE FUNCTION aterkravsavgorandets_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    a record;
BEGIN
    SELECT * INTO a FROM fakturor_aterkrav WHERE id = NEW.aterkrav_id FOR NO KEY UPDATE;
    IF a.status <> 'overklagat' OR a.overklagat IS DISTINCT FROM NEW.overklagat THEN
        RAISE EXCEPTION 'Avgörandet gäller inte ett överklagande som prövas.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.belopp > a.beslutat_belopp THEN
        RAISE EXCEPTION 'Beloppet är högre än det beslutade.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER aterkravsavgorandets_grind BEFORE INSERT ON fakturor_aterkravsavgorande
    FOR EACH ROW EXECUTE FUNCTION aterkravsavgorandets_grind();

CREATE OR REPLACE FUNCTION aterbetalningens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    a record;
    lamnas_tillbaka boolean := NEW.slag IN ('utbetalning', 'avrakning');
BEGIN
    SELECT * INTO a FROM fakturor_aterkrav WHERE id = NEW.aterkrav_id FOR NO KEY UPDATE;
    IF a.status NOT IN ('beslutat', 'overklagat') THEN
        RAISE EXCEPTION 'Ett återkrav som är % tar inte emot betalningar.', a.status USING ERRCODE = 'check_violation';
    END IF;
    IF lamnas_tillbaka AND NEW.belopp > aterkravets_betalt(NEW.aterkrav_id) - aterkravets_belopp(NEW.aterkrav_id) THEN
        RAISE EXCEPTION 'Det är mer än vad som har betalats utöver domstolens avgörande.' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT lamnas_tillbaka AND NEW.belopp + aterkravets_betalt(NEW.aterkrav_id) + aterkravets_avskrivet(NEW.aterkrav_id)
       > aterkravets_belopp(NEW.aterkrav_id) THEN
        RAISE EXCEPTION 'Det är mer än vad som är kvar att betala.' USING ERRCODE = 'check_violation';
    END IF;
    IF ar_javig_i_aterkravet(NEW.aterkrav_id, NEW.av_id) THEN
        RAISE EXCEPTION 'Den som är jävig reglerar inte återkravet.' USING ERRCODE = 'check_violation';
    END IF;
    IF lamnas_tillbaka AND NEW.av_id = a.upprattat_av_id THEN
        RAISE EXCEPTION 'Den som har utrett ärendet lämnar inte tillbaka pengar i det.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.slag = 'avskrivning' AND (NEW.av_id = a.upprattat_av_id OR EXISTS (
        SELECT 1 FROM fakturor_aterbetalning t WHERE t.aterkrav_id = NEW.aterkrav_id AND t.slag = 'betalning' AND t.av_id = NEW.av_id)) THEN
        RAISE EXCEPTION 'Den som har utrett ärendet eller tagit emot betalningar i det skriver inte av.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.slag <> 'avskrivning' AND EXISTS (
        SELECT 1 FROM fakturor_aterbetalning t WHERE t.aterkrav_id = NEW.aterkrav_id AND t.slag = 'avskrivning' AND t.av_id = NEW.av_id) THEN
        RAISE EXCEPTION 'Den som har skrivit av i ärendet tar inte emot betalningar i det.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("fakturor", "0021_aterkravets_beslut_och_avgoranden")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (FRAGOR, VAG, POSTER, DOMSTOLEN)]
