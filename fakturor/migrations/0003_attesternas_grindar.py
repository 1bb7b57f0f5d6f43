"""Fyra ögon i databasen: vem som får attestera, vilka attester ett steg kräver, och vilken tid som är godkänd."""

from django.db import migrations

FYRA_OGON = """
-- Varför en person inte får ha med en fakturas betalning att göra, eller null.
CREATE FUNCTION har_del_i_underlaget(faktura bigint, person bigint) RETURNS text LANGUAGE sql STABLE AS $$
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
    END
$$;

CREATE FUNCTION attestens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    f record;
    granskare bigint;
    hinder text;
BEGIN
    SELECT status, omgang, att_betala INTO f FROM fakturor_faktura WHERE id = NEW.faktura_id FOR NO KEY UPDATE;
    IF f.status IS DISTINCT FROM (CASE NEW.typ WHEN 'granskning' THEN 'kontrollerad' WHEN 'beslut' THEN 'granskad' END) THEN
        RAISE EXCEPTION 'Fakturan är % och väntar inte på attest av typen %.', f.status, NEW.typ USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.omgang <> f.omgang THEN
        RAISE EXCEPTION 'Attesten gäller inte fakturans nuvarande omgång.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.belopp <> f.att_betala THEN
        RAISE EXCEPTION 'Attesten gäller ett annat belopp än fakturans.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.typ = 'beslut' THEN
        SELECT av_id INTO granskare FROM fakturor_attest
        WHERE faktura_id = NEW.faktura_id AND omgang = NEW.omgang AND typ = 'granskning';
        IF granskare IS NULL THEN
            RAISE EXCEPTION 'En faktura granskas före beslutsattesten.' USING ERRCODE = 'check_violation';
        END IF;
        IF granskare = NEW.av_id THEN
            RAISE EXCEPTION 'Den som har granskat en faktura får inte attestera den.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    hinder := har_del_i_underlaget(NEW.faktura_id, NEW.av_id);
    IF hinder IS NOT NULL THEN
        RAISE EXCEPTION '%', hinder USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attestens_grind BEFORE INSERT ON fakturor_attest FOR EACH ROW EXECUTE FUNCTION attestens_grind();
"""

STEG = """
-- Namnet kommer efter fakturans_vag i bokstavsordning: först prövas att steget finns, sedan vad det kräver.
CREATE FUNCTION steg_kraver_attest() RETURNS trigger LANGUAGE plpgsql AS $$
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
    FROM fakturor_attest WHERE faktura_id = NEW.id AND omgang = NEW.omgang;
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
        IF NEW.typ <> 'kreditnota' AND NEW.att_betala >= 0 AND EXISTS (
            SELECT 1 FROM fakturor_fakturarad r
            JOIN fakturor_tidrapport p ON p.redovisning_id = r.redovisning_id
            JOIN fakturor_tidrad t ON t.rapport_id = p.id AND t.dragen_version IS NULL
            WHERE r.faktura_id = NEW.id AND NOT EXISTS (SELECT 1 FROM fakturor_godkandtid g WHERE g.tidrad_id = t.id))
        THEN
            RAISE EXCEPTION 'Det finns tid på fakturan som inte är godkänd.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    -- Ett konto eller ett beslut kan ha ändrats av den som redan har attesterat.
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
CREATE TRIGGER steg_kraver_attest BEFORE UPDATE OF status ON fakturor_faktura
    FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION steg_kraver_attest();
"""

GODKAND_TID = """
CREATE FUNCTION godkand_tid_star_fast() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    f record;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'Godkänd tid flyttas inte till en annan faktura.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        SELECT status INTO f FROM fakturor_faktura WHERE id = OLD.faktura_id;
        IF f.status <> 'mottagen' THEN
            RAISE EXCEPTION 'Tid som är godkänd för betalning lämnas tillbaka först när fakturan har gått tillbaka.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    SELECT status, typ, att_betala INTO f FROM fakturor_faktura WHERE id = NEW.faktura_id FOR NO KEY UPDATE;
    IF f.status NOT IN ('granskad', 'godkand') THEN
        RAISE EXCEPTION 'Tid godkänns inte på en faktura som är %.', f.status USING ERRCODE = 'check_violation';
    END IF;
    IF f.typ = 'kreditnota' OR f.att_betala < 0 THEN
        RAISE EXCEPTION 'Tid godkänns inte på en kreditfaktura.' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM fakturor_tidrad t
        JOIN fakturor_tidrapport p ON p.id = t.rapport_id
        JOIN fakturor_fakturarad r ON r.redovisning_id = p.redovisning_id AND r.faktura_id = NEW.faktura_id
        WHERE t.id = NEW.tidrad_id AND t.dragen_version IS NULL)
    THEN
        RAISE EXCEPTION 'Tidraden hör inte till fakturan, eller är dragen.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER godkand_tid_star_fast BEFORE INSERT OR UPDATE OR DELETE ON fakturor_godkandtid
    FOR EACH ROW EXECUTE FUNCTION godkand_tid_star_fast();
CREATE TRIGGER tom_inte BEFORE TRUNCATE ON fakturor_godkandtid FOR EACH STATEMENT EXECUTE FUNCTION vagra_andring();
CREATE TRIGGER tom_inte BEFORE TRUNCATE ON fakturor_faktura FOR EACH STATEMENT EXECUTE FUNCTION vagra_andring();
CREATE TRIGGER tom_inte BEFORE TRUNCATE ON fakturor_fakturarad FOR EACH STATEMENT EXECUTE FUNCTION vagra_andring();
CREATE TRIGGER tom_inte BEFORE TRUNCATE ON fakturor_tidrad FOR EACH STATEMENT EXECUTE FUNCTION vagra_andring();
"""


class Migration(migrations.Migration):
    dependencies = [("fakturor", "0002_historik_och_flode"), ("beslut", "0002_historik")]

    operations = [
        migrations.RunSQL(FYRA_OGON, migrations.RunSQL.noop),
        migrations.RunSQL(STEG, migrations.RunSQL.noop),
        migrations.RunSQL(GODKAND_TID, migrations.RunSQL.noop),
    ]
