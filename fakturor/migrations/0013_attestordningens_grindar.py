"""Attest med attesträtt, på det godkända beloppet och utan jäv; nedsättningens väg; en återkallad attest räknas inte."""

from django.db import migrations

HISTORIK = """
SELECT folj('fakturor_nedsattning', 'INSERT OR UPDATE OR DELETE');
SELECT skriv_en_gang(t) FROM unnest(ARRAY['fakturor_nedsattningspost', 'fakturor_attestaterkallelse']) t;
"""

FRAGOR = """
-- Vad fakturan är godkänd med, i kronor: det den begär, minskat med en beslutad nedsättning.
CREATE FUNCTION godkant_belopp(faktura bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT f.att_betala - coalesce((
        SELECT sum(p.belopp) FROM fakturor_nedsattning n JOIN fakturor_nedsattningspost p ON p.nedsattning_id = n.id
        WHERE n.faktura_id = f.id AND n.status = 'beslutad'), 0)
    FROM fakturor_faktura f WHERE f.id = faktura
$$;

-- Ansvarskoderna som fakturan konteras på. '' när konteringen inte säger någon: då krävs attesträtt för alla ansvar.
CREATE FUNCTION fakturans_ansvar(faktura bigint) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT DISTINCT coalesce(k.ansvar, '')
    FROM fakturor_faktura f
    JOIN beslut_anordnare a ON a.id = f.anordnare_id
    LEFT JOIN fakturor_fakturarad r ON r.faktura_id = f.id AND r.manad IS NOT NULL
    LEFT JOIN LATERAL (
        SELECT u.avtalsform FROM beslut_uppdrag u
        WHERE u.brukare_id = r.brukare_id AND u.anordnare_id = f.anordnare_id
          AND daterange(u.galler_fran, u.galler_tom, '[]') && daterange(r.manad, (r.manad + interval '1 month')::date, '[)')
        ORDER BY u.galler_fran LIMIT 1
    ) u ON true
    LEFT JOIN beslut_kontering k ON k.avtalsform = u.avtalsform
        AND k.slag = CASE f.typ WHEN 'sjuklon' THEN 'sjuklon' ELSE 'assistans' END
        AND k.mottagare = CASE a.form WHEN 'egen_arbetsgivare' THEN 'enskild' ELSE 'naringsidkare' END
        AND r.manad BETWEEN k.galler_fran AND coalesce(k.galler_tom, 'infinity'::date)
    WHERE f.id = faktura
$$;

-- Om någon har anmält jäv mot en part i fakturan (16–18 §§ FL).
CREATE FUNCTION ar_javig(faktura bigint, person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM beslut_jav j JOIN fakturor_faktura f ON f.id = faktura
        WHERE j.anvandare_id = person AND j.avslutad IS NULL
          AND (j.anordnare_id = f.anordnare_id
               OR j.brukare_id IN (SELECT r.brukare_id FROM fakturor_fakturarad r WHERE r.faktura_id = faktura)))
$$;

CREATE OR REPLACE FUNCTION har_del_i_underlaget(faktura bigint, person bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN EXISTS (
            SELECT 1 FROM fakturor_faktura f JOIN beslut_konto k ON k.anordnare_id = f.anordnare_id
            WHERE f.id = faktura AND k.upphort IS NULL AND k.inlagt_av_id = person)
        THEN 'Den som har ändrat kontot får inte attestera fakturan.'
        WHEN EXISTS (
            SELECT 1 FROM fakturor_fakturarad r
            JOIN beslut_beslutsrad b ON b.brukare_id = r.brukare_id
                AND daterange(b.galler_fran, b.galler_tom, '[]') && daterange(r.manad, (r.manad + interval '1 month')::date, '[)')
            JOIN beslut_beslut d ON d.id = b.beslut_id
            WHERE r.faktura_id = faktura AND r.manad IS NOT NULL AND d.beslutsfattare_konto_id = person)
        THEN 'Den som har fattat beslutet får inte attestera fakturan.'
        WHEN EXISTS (
            SELECT 1 FROM fakturor_nedsattning n WHERE n.faktura_id = faktura AND n.status = 'beslutad'
              AND person IN (n.upprattad_av_id, n.beslutad_av_id))
        THEN 'Den som har satt ned fakturan får inte attestera den.'
        WHEN ar_javig(faktura, person) THEN 'Den som är jävig får inte attestera fakturan.'
    END
$$;
"""

ATTEST = """
CREATE OR REPLACE FUNCTION attestens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    f record;
    ratt record;
    granskning record;
    dag date := (NEW.tid AT TIME ZONE 'Europe/Stockholm')::date;
    hinder text;
BEGIN
    SELECT status, omgang INTO f FROM fakturor_faktura WHERE id = NEW.faktura_id FOR NO KEY UPDATE;
    IF f.status IS DISTINCT FROM (CASE NEW.typ WHEN 'granskning' THEN 'kontrollerad' WHEN 'beslut' THEN 'granskad' END) THEN
        RAISE EXCEPTION 'Fakturan är % och väntar inte på attest av typen %.', f.status, NEW.typ USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.omgang <> f.omgang THEN
        RAISE EXCEPTION 'Attesten gäller inte fakturans nuvarande omgång.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.belopp <> godkant_belopp(NEW.faktura_id) THEN
        RAISE EXCEPTION 'Attesten gäller ett annat belopp än det godkända.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.typ = 'beslut' THEN
        SELECT a.av_id, EXISTS (SELECT 1 FROM fakturor_attestaterkallelse t WHERE t.attest_id = a.id) AS aterkallad INTO granskning
        FROM fakturor_attest a WHERE a.faktura_id = NEW.faktura_id AND a.omgang = NEW.omgang AND a.typ = 'granskning';
        IF granskning.av_id IS NULL OR granskning.aterkallad THEN
            RAISE EXCEPTION 'En faktura granskas före beslutsattesten.' USING ERRCODE = 'check_violation';
        END IF;
        IF granskning.av_id = NEW.av_id THEN
            RAISE EXCEPTION 'Den som har granskat en faktura får inte attestera den.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    hinder := har_del_i_underlaget(NEW.faktura_id, NEW.av_id);
    IF hinder IS NOT NULL THEN
        RAISE EXCEPTION '%', hinder USING ERRCODE = 'check_violation';
    END IF;

    SELECT * INTO ratt FROM beslut_attestratt WHERE id = NEW.attestratt_id FOR SHARE;
    IF ratt.id IS NULL OR ratt.attestant_id <> NEW.av_id OR ratt.typ <> NEW.typ
       OR dag NOT BETWEEN ratt.galler_fran AND coalesce(ratt.galler_tom, 'infinity'::date) THEN
        RAISE EXCEPTION 'Nämnden har inte utsett personen att ge den attesten den dagen.' USING ERRCODE = 'check_violation';
    END IF;
    IF abs(NEW.belopp) > ratt.beloppsgrans THEN
        RAISE EXCEPTION 'Beloppet är över attestantens gräns.' USING ERRCODE = 'check_violation';
    END IF;
    IF ratt.ansvar <> '' AND EXISTS (SELECT 1 FROM fakturans_ansvar(NEW.faktura_id) a(kod) WHERE a.kod <> ratt.ansvar) THEN
        RAISE EXCEPTION 'Attesträtten gäller ett annat ansvar.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- Ett uppdrag att attestera slutar inte före en dag då någon redan har attesterat med det.
CREATE FUNCTION attestratt_slutar_efter_attester() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fakturor_attest a WHERE a.attestratt_id = NEW.id
               AND (a.tid AT TIME ZONE 'Europe/Stockholm')::date > NEW.galler_tom) THEN
        RAISE EXCEPTION 'Attesträtten har använts efter den dagen.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER slutar_efter_attester BEFORE UPDATE ON beslut_attestratt
    FOR EACH ROW EXECUTE FUNCTION attestratt_slutar_efter_attester();

CREATE FUNCTION aterkallelsens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM fakturor_attest a JOIN fakturor_faktura f ON f.id = a.faktura_id AND f.omgang = a.omgang
        WHERE a.id = NEW.attest_id AND a.typ = 'granskning' AND f.status = 'granskad' AND a.av_id = NEW.av_id)
    THEN
        RAISE EXCEPTION 'Bara den egna granskningsattesten kan återkallas, och bara innan fakturan är godkänd.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER aterkallelsens_grind BEFORE INSERT ON fakturor_attestaterkallelse
    FOR EACH ROW EXECUTE FUNCTION aterkallelsens_grind();

CREATE OR REPLACE FUNCTION steg_kraver_attest() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    granskare bigint;
    beslutande bigint;
    betalar bigint;
    hinder text;
BEGIN
    IF OLD.status = 'mottagen' AND EXISTS (SELECT 1 FROM fakturor_godkandtid g WHERE g.faktura_id = NEW.id) THEN
        RAISE EXCEPTION 'Tiden som var godkänd på fakturan ska först lämnas tillbaka.' USING ERRCODE = 'check_violation';
    END IF;
    -- Tillbaka från i_utbetalning till godkand kommer det som redan har varit godkänt.
    IF NEW.status NOT IN ('granskad', 'godkand', 'i_utbetalning') OR OLD.status = 'i_utbetalning' THEN
        RETURN NEW;
    END IF;

    SELECT max(av_id) FILTER (WHERE typ = 'granskning'), max(av_id) FILTER (WHERE typ = 'beslut') INTO granskare, beslutande
    FROM fakturor_attest a WHERE faktura_id = NEW.id AND omgang = NEW.omgang
      AND NOT EXISTS (SELECT 1 FROM fakturor_attestaterkallelse t WHERE t.attest_id = a.id);
    IF granskare IS NULL THEN
        RAISE EXCEPTION 'Fakturan saknar granskningsattest för den här omgången.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status <> 'granskad' THEN
        IF beslutande IS NULL THEN
            RAISE EXCEPTION 'Fakturan saknar beslutsattest för den här omgången.' USING ERRCODE = 'check_violation';
        END IF;
        IF beslutande = granskare THEN
            RAISE EXCEPTION 'Den som har granskat en faktura får inte attestera den.' USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (SELECT 1 FROM fakturor_attest a WHERE a.faktura_id = NEW.id AND a.omgang = NEW.omgang
                   AND a.belopp <> godkant_belopp(NEW.id)) THEN
            RAISE EXCEPTION 'Beloppet har satts ned sedan fakturan attesterades.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.typ <> 'kreditnota' AND NEW.att_betala >= 0 AND EXISTS (
            SELECT 1 FROM fakturor_fakturarad r
            JOIN fakturor_tidrapport p ON p.redovisning_id = r.redovisning_id
            JOIN fakturor_tidrad t ON t.rapport_id = p.id AND t.dragen_version IS NULL
            WHERE r.faktura_id = NEW.id AND NOT EXISTS (SELECT 1 FROM fakturor_godkandtid g WHERE g.tidrad_id = t.id))
        THEN
            RAISE EXCEPTION 'Det finns tid på fakturan som inte är godkänd.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    -- Ett konto, ett beslut eller ett jäv kan ha kommit till efter attesten.
    hinder := coalesce(har_del_i_underlaget(NEW.id, granskare), har_del_i_underlaget(NEW.id, beslutande));
    IF hinder IS NOT NULL THEN
        RAISE EXCEPTION '%', hinder USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = 'i_utbetalning' THEN
        betalar := nullif(current_setting('assistans.av', true), '')::bigint;
        IF betalar IS NULL THEN
            RAISE EXCEPTION 'Det ska stå vem som lämnar fakturan till betalning.' USING ERRCODE = 'check_violation';
        END IF;
        IF betalar IN (granskare, beslutande) THEN
            RAISE EXCEPTION 'Den som har attesterat en faktura får inte lämna den till betalning.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
"""

NEDSATTNING = """
CREATE FUNCTION nedsattningens_vag() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    tillatna jsonb := '{
        "utkast": ["kommunicerad", "beslutad", "atertagen"],
        "kommunicerad": ["beslutad", "atertagen"],
        "beslutad": ["atertagen"],
        "atertagen": []}';
    fria text[] := ARRAY['status', 'brev_id', 'kommunicerad', 'svara_senast', 'svar', 'svar_inkom', 'beslutad_av_id', 'beslutad',
                         'delegation_id', 'diarienummer', 'beslutsbrev_id', 'atertagen_skal'];
    f record;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'En nedsättning tas inte bort: den återtas.' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT status, typ, att_betala INTO f FROM fakturor_faktura WHERE id = NEW.faktura_id FOR NO KEY UPDATE;
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'utkast' THEN
            RAISE EXCEPTION 'En nedsättning börjar som utkast.' USING ERRCODE = 'check_violation';
        END IF;
        IF f.typ = 'kreditnota' OR f.att_betala <= 0 THEN
            RAISE EXCEPTION 'En kreditfaktura sätts inte ned.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (to_jsonb(NEW) - fria) IS DISTINCT FROM (to_jsonb(OLD) - fria) THEN
        RAISE EXCEPTION 'Nedsättningens skäl står fast: den återtas, och en ny skrivs.' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.status IN ('beslutad', 'atertagen')
       AND (to_jsonb(NEW) - ARRAY['status', 'beslutsbrev_id', 'atertagen_skal'])
           IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['status', 'beslutsbrev_id', 'atertagen_skal']) THEN
        RAISE EXCEPTION 'En beslutad nedsättning står fast.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status <> OLD.status THEN
        IF NOT (tillatna -> OLD.status) ? NEW.status THEN
            RAISE EXCEPTION 'En nedsättning går inte från % till %.', OLD.status, NEW.status USING ERRCODE = 'check_violation';
        END IF;
        IF 'beslutad' IN (NEW.status, OLD.status) AND f.status NOT IN ('mottagen', 'stoppad', 'kontrollerad') THEN
            RAISE EXCEPTION 'Beloppet på en faktura som är % ändras inte.', f.status USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.status = 'beslutad' THEN
            IF NOT EXISTS (SELECT 1 FROM fakturor_nedsattningspost p WHERE p.nedsattning_id = NEW.id) THEN
                RAISE EXCEPTION 'Nedsättningen har inga poster.' USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.form = 'beslut' AND NEW.svar_inkom IS NULL
               AND coalesce(NEW.svara_senast >= (NEW.beslutad AT TIME ZONE 'Europe/Stockholm')::date, true) THEN
                RAISE EXCEPTION 'Tiden att yttra sig har inte gått ut.' USING ERRCODE = 'check_violation';
            END IF;
            IF ar_javig(NEW.faktura_id, NEW.beslutad_av_id) THEN
                RAISE EXCEPTION 'Den som är jävig beslutar inte.' USING ERRCODE = 'check_violation';
            END IF;
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nedsattningens_vag BEFORE INSERT OR UPDATE OR DELETE ON fakturor_nedsattning
    FOR EACH ROW EXECUTE FUNCTION nedsattningens_vag();

CREATE FUNCTION nedsattningspostens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    n record;
BEGIN
    SELECT d.status, f.att_betala INTO n FROM fakturor_nedsattning d JOIN fakturor_faktura f ON f.id = d.faktura_id
    WHERE d.id = NEW.nedsattning_id FOR NO KEY UPDATE OF d;
    IF n.status <> 'utkast' THEN
        RAISE EXCEPTION 'Nedsättningen är redan lämnad: den får inga fler poster.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.belopp + coalesce((SELECT sum(p.belopp) FROM fakturor_nedsattningspost p
                              WHERE p.nedsattning_id = NEW.nedsattning_id), 0) > n.att_betala THEN
        RAISE EXCEPTION 'Nedsättningen är större än fakturan.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nedsattningspostens_grind BEFORE INSERT ON fakturor_nedsattningspost
    FOR EACH ROW EXECUTE FUNCTION nedsattningspostens_grind();
"""


class Migration(migrations.Migration):
    dependencies = [("fakturor", "0012_fran_attest_till_betalning"), ("beslut", "0015_attestordningen_star_fast")]

    operations = [
        migrations.RunSQL(HISTORIK, migrations.RunSQL.noop),
        migrations.RunSQL(FRAGOR, migrations.RunSQL.noop),
        migrations.RunSQL(ATTEST, migrations.RunSQL.noop),
        migrations.RunSQL(NEDSATTNING, migrations.RunSQL.noop),
    ]
