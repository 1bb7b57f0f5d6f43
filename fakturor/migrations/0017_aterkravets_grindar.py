"""Återkravets väg från utredning till reglering, anmälningarnas, och att det som betalats inte krävs tillbaka två gånger."""

from django.db import migrations

FRAGOR = """
-- Det som är utbetalt för fakturan och inte krediterat, i kronor. Ett återkrav kan aldrig gälla mer.
CREATE FUNCTION utbetalt_belopp(faktura bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT coalesce((
        SELECT q.belopp FROM fakturor_betalningspost q
        JOIN fakturor_betalning b ON b.id = q.betalning_id
        JOIN fakturor_betalbesked s ON s.betalning_id = b.id AND s.utfall = 'utford'
        WHERE q.faktura_id = faktura AND q.upphord IS NULL), 0)
      - coalesce((SELECT sum(k.belopp) FROM fakturor_kreditering k WHERE k.faktura_id = faktura), 0)
$$;

-- Det som ärenden som inte är nedlagda kräver tillbaka av fakturan, i kronor.
CREATE FUNCTION aterkravt_belopp(faktura bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(p.belopp), 0) FROM fakturor_aterkravspost p
    JOIN fakturor_aterkrav a ON a.id = p.aterkrav_id AND a.status <> 'nedlagt'
    WHERE p.faktura_id = faktura
$$;

-- Det som ska betalas i ärendet: det beslutade, eller det som domstolen lämnade kvar.
CREATE FUNCTION aterkravets_belopp(aterkrav bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT coalesce(a.domstolens_belopp, a.beslutat_belopp, 0) FROM fakturor_aterkrav a WHERE a.id = aterkrav
$$;

-- Om någon är jävig mot en part i ärendet, eller mot en faktura i det (16–18 §§ FL).
CREATE FUNCTION ar_javig_i_aterkravet(aterkrav bigint, person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM beslut_jav j JOIN fakturor_aterkrav a ON a.id = aterkrav
        WHERE j.anvandare_id = person AND j.avslutad IS NULL
          AND (j.brukare_id = a.brukare_id OR j.anordnare_id = a.anordnare_id))
      OR EXISTS (SELECT 1 FROM fakturor_aterkravspost p WHERE p.aterkrav_id = aterkrav AND ar_javig(p.faktura_id, person))
$$;

-- Om ärendets dagar på fakturan har den avtalsform som slaget kräver: form B för ett avtalskrav, C eller D för en
-- återbetalning. En dag av annan form räcker för nej.
CREATE FUNCTION har_aterkravets_form(aterkrav bigint, faktura bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(bool_and(u.avtalsform = ANY (CASE a.slag WHEN 'avtalskrav' THEN ARRAY['B'] ELSE ARRAY['C', 'D'] END)), false)
    FROM fakturor_aterkrav a
    JOIN fakturor_faktura f ON f.id = faktura
    JOIN fakturor_fakturarad r ON r.faktura_id = f.id AND r.manad IS NOT NULL
        AND (a.brukare_id IS NULL OR r.brukare_id = a.brukare_id)
    JOIN beslut_uppdrag u ON u.brukare_id = r.brukare_id AND u.anordnare_id = f.anordnare_id
        AND daterange(u.galler_fran, u.galler_tom, '[]') && (daterange(a.period_fran, a.period_tom, '[]')
            * daterange(r.manad, (r.manad + interval '1 month')::date, '[)'))
    WHERE a.id = aterkrav
$$;
"""

VAG = """
CREATE FUNCTION aterkravets_vag() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    tillatna jsonb := '{
        "utreds": ["kommunicerat", "nedlagt"],
        "kommunicerat": ["beslutat", "nedlagt"],
        "beslutat": ["overklagat", "reglerat"],
        "overklagat": ["beslutat"],
        "reglerat": [],
        "nedlagt": []}';
    -- Det som får skrivas i varje steg, tillsammans med steget vidare.
    fria jsonb := '{
        "utreds": ["mot", "stallforetradare_id", "grund", "period_fran", "period_tom", "skal", "brev_id", "kommunicerat",
                   "svara_senast", "avslutat_skal", "diarienummer"],
        "kommunicerat": ["svar", "svar_inkom", "beslutat_av_id", "beslutat", "delegation_id", "diarienummer", "beslutat_belopp",
                         "betala_senast", "beslutsbrev_id", "avslutat_skal"],
        "beslutat": ["beslutsbrev_id", "overklagat"],
        "overklagat": ["beslutsbrev_id", "domstolens_avgorande", "domstolens_belopp"],
        "reglerat": [],
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
    ELSIF NEW.status = 'beslutat' THEN
        IF NEW.domstolens_avgorande = '' THEN
            RAISE EXCEPTION 'Domstolens avgörande saknas.' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.status = 'reglerat' THEN
        IF (SELECT coalesce(sum(t.belopp), 0) FROM fakturor_aterbetalning t WHERE t.aterkrav_id = NEW.id)
           < coalesce(NEW.domstolens_belopp, NEW.beslutat_belopp) THEN
            RAISE EXCEPTION 'Allt är inte betalt eller avskrivet.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER aterkravets_vag BEFORE INSERT OR UPDATE OR DELETE ON fakturor_aterkrav
    FOR EACH ROW EXECUTE FUNCTION aterkravets_vag();
CREATE TRIGGER tom_inte BEFORE TRUNCATE ON fakturor_aterkrav FOR EACH STATEMENT EXECUTE FUNCTION vagra_andring();
"""

POSTER = """
CREATE FUNCTION aterkravspostens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    a record;
    f record;
BEGIN
    SELECT * INTO a FROM fakturor_aterkrav WHERE id = NEW.aterkrav_id FOR NO KEY UPDATE;
    IF a.status <> 'utreds' THEN
        RAISE EXCEPTION 'Återkravet är kommunicerat: det får inga fler poster.' USING ERRCODE = 'check_violation';
    END IF;
    SELECT status, typ, anordnare_id INTO f FROM fakturor_faktura WHERE id = NEW.faktura_id FOR NO KEY UPDATE;
    IF f.status <> 'utbetald' OR f.typ = 'kreditnota' THEN
        RAISE EXCEPTION 'Bara det som är utbetalt krävs tillbaka.' USING ERRCODE = 'check_violation';
    END IF;
    IF (a.anordnare_id IS NOT NULL AND f.anordnare_id IS DISTINCT FROM a.anordnare_id) OR NOT EXISTS (
        SELECT 1 FROM fakturor_fakturarad r WHERE r.faktura_id = NEW.faktura_id
          AND (a.brukare_id IS NULL OR r.brukare_id = a.brukare_id)
          AND daterange(r.manad, (r.manad + interval '1 month')::date, '[)') && daterange(a.period_fran, a.period_tom, '[]')) THEN
        RAISE EXCEPTION 'Fakturan hör inte till återkravets person, anordnare och period.' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT har_aterkravets_form(NEW.aterkrav_id, NEW.faktura_id) THEN
        RAISE EXCEPTION '%', CASE a.slag
            WHEN 'avtalskrav' THEN 'Ett avtalskrav gäller assistans enligt kommunens avtal (form B).'
            ELSE 'En återbetalning gäller ekonomiskt stöd (form C och D).' END USING ERRCODE = 'check_violation';
    END IF;
    IF aterkravt_belopp(NEW.faktura_id) + NEW.belopp > utbetalt_belopp(NEW.faktura_id) THEN
        RAISE EXCEPTION 'Det är mer än vad som är kvar av det som betalades för fakturan.' USING ERRCODE = 'check_violation';
    END IF;
    IF ar_javig(NEW.faktura_id, a.upprattat_av_id) THEN
        RAISE EXCEPTION 'Den som är jävig utreder inte återkravet.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER aterkravspostens_grind BEFORE INSERT ON fakturor_aterkravspost
    FOR EACH ROW EXECUTE FUNCTION aterkravspostens_grind();

CREATE FUNCTION aterbetalningens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    a record;
BEGIN
    SELECT * INTO a FROM fakturor_aterkrav WHERE id = NEW.aterkrav_id FOR NO KEY UPDATE;
    IF a.status NOT IN ('beslutat', 'overklagat') THEN
        RAISE EXCEPTION 'Ett återkrav som är % tar inte emot betalningar.', a.status USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.belopp + coalesce((SELECT sum(t.belopp) FROM fakturor_aterbetalning t WHERE t.aterkrav_id = NEW.aterkrav_id), 0)
       > aterkravets_belopp(NEW.aterkrav_id) THEN
        RAISE EXCEPTION 'Det är mer än vad som är kvar att betala.' USING ERRCODE = 'check_violation';
    END IF;
    IF ar_javig_i_aterkravet(NEW.aterkrav_id, NEW.av_id) THEN
        RAISE EXCEPTION 'Den som är jävig reglerar inte återkravet.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.slag = 'avskrivning' AND (NEW.av_id = a.upprattat_av_id OR EXISTS (
        SELECT 1 FROM fakturor_aterbetalning t WHERE t.aterkrav_id = NEW.aterkrav_id AND t.slag = 'betalning' AND t.av_id = NEW.av_id)) THEN
        RAISE EXCEPTION 'Den som har utrett ärendet eller tagit emot betalningar i det skriver inte av.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.slag = 'betalning' AND EXISTS (
        SELECT 1 FROM fakturor_aterbetalning t WHERE t.aterkrav_id = NEW.aterkrav_id AND t.slag = 'avskrivning' AND t.av_id = NEW.av_id) THEN
        RAISE EXCEPTION 'Den som har skrivit av i ärendet tar inte emot betalningar i det.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER aterbetalningens_grind BEFORE INSERT ON fakturor_aterbetalning
    FOR EACH ROW EXECUTE FUNCTION aterbetalningens_grind();

-- Det som krävs tillbaka i ett ärende krediteras inte också.
CREATE FUNCTION krediteringen_lamnar_aterkravet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF aterkravt_belopp(NEW.faktura_id) > 0 AND aterkravt_belopp(NEW.faktura_id) + NEW.belopp > utbetalt_belopp(NEW.faktura_id) THEN
        RAISE EXCEPTION 'Beloppet krävs redan tillbaka i ett återkrav.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lamnar_aterkravet BEFORE INSERT ON fakturor_kreditering
    FOR EACH ROW EXECUTE FUNCTION krediteringen_lamnar_aterkravet();
"""

ANMALAN = """
CREATE FUNCTION anmalans_vag() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    rorliga text[] := ARRAY['status', 'text', 'anledning', 'avgjord_av_id', 'avgjord', 'skickad', 'skal'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'En anmälan tas inte bort: skriv varför den inte skickas.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - rorliga) IS DISTINCT FROM (to_jsonb(OLD) - rorliga) THEN
        RAISE EXCEPTION 'Vem och vad anmälan gäller ändras inte.' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.aterkrav_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM fakturor_aterkrav a WHERE a.id = NEW.aterkrav_id
          AND (a.brukare_id IS NULL OR NEW.brukare_id IS NULL OR a.brukare_id = NEW.brukare_id)
          AND (a.anordnare_id IS NULL OR NEW.anordnare_id IS NULL OR a.anordnare_id = NEW.anordnare_id)) THEN
        RAISE EXCEPTION 'Anmälan gäller en annan än återkravet.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.avgjord IS NOT NULL AND EXISTS (
        SELECT 1 FROM beslut_jav j WHERE j.anvandare_id = NEW.avgjord_av_id AND j.avslutad IS NULL
          AND (j.brukare_id = NEW.brukare_id OR j.anordnare_id = NEW.anordnare_id)) THEN
        RAISE EXCEPTION 'Den som är jävig avgör inte anmälan.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER anmalans_vag BEFORE INSERT OR UPDATE OR DELETE ON fakturor_anmalan
    FOR EACH ROW EXECUTE FUNCTION anmalans_vag();
"""

SENT = """
SELECT folj('fakturor_senuppgift', 'INSERT OR UPDATE OR DELETE');
CREATE TRIGGER bara_fria_falt BEFORE UPDATE OR DELETE ON fakturor_senuppgift
    FOR EACH ROW EXECUTE FUNCTION bara_fria_falt(
        'omraknad', 'kontroller', 'kronor', 'utgang', 'avgjord', 'avgjord_av_id', 'skal', 'aterkrav_id');
CREATE TRIGGER avgjord_star_fast BEFORE UPDATE OR DELETE ON fakturor_senuppgift
    FOR EACH ROW WHEN (OLD.avgjord IS NOT NULL) EXECUTE FUNCTION vagra_andring();
"""


class Migration(migrations.Migration):
    dependencies = [("fakturor", "0016_sena_uppgifter_och_beslutat_aterkrav")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (FRAGOR, VAG, POSTER, ANMALAN, SENT)]
