"""En avvisad faktura krediterar inget; det som är krediterat är det hos båda; och tiden på det krediterade blir fri."""

from django.db import migrations

RESTER = """
-- Kronor av en faktura eller en kreditfaktura som är kopplade. En koppling till något som har avvisats räknas inte.
CREATE FUNCTION krediterat_belopp(faktura bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(k.belopp), 0)
    FROM fakturor_kreditering k
    JOIN fakturor_faktura annan ON annan.id = CASE WHEN k.kredit_id = faktura THEN k.faktura_id ELSE k.kredit_id END
    WHERE faktura IN (k.kredit_id, k.faktura_id) AND annan.status <> 'avvisad'
$$;

CREATE OR REPLACE FUNCTION krediteringens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kredit record;
    faktura record;
BEGIN
    -- I nummerordning, som programmet låser dem: två som kopplar åt var sitt håll väntar, de fastnar inte i varandra.
    PERFORM 1 FROM fakturor_faktura WHERE id IN (NEW.faktura_id, NEW.kredit_id) ORDER BY id FOR NO KEY UPDATE;
    SELECT * INTO faktura FROM fakturor_faktura WHERE id = NEW.faktura_id;
    SELECT * INTO kredit FROM fakturor_faktura WHERE id = NEW.kredit_id;
    IF NOT (kredit.typ = 'kreditnota' OR kredit.att_betala < 0) OR faktura.typ = 'kreditnota' OR faktura.att_betala < 0 THEN
        RAISE EXCEPTION 'Bara en kreditfaktura krediterar, och bara en faktura krediteras.' USING ERRCODE = 'check_violation';
    END IF;
    IF kredit.anordnare_id IS NULL OR kredit.anordnare_id IS DISTINCT FROM faktura.anordnare_id
       OR kredit.status IN ('avvisad', 'krediterad') OR faktura.status IN ('avvisad', 'krediterad') THEN
        RAISE EXCEPTION 'Kreditfakturan hör inte till fakturan.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.belopp + krediterat_belopp(NEW.kredit_id) > abs(kredit.att_betala)
       OR NEW.belopp + krediterat_belopp(NEW.faktura_id) > godkant_belopp(NEW.faktura_id) THEN
        RAISE EXCEPTION 'Krediteringen är större än det som är kvar.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION steg_kraver_kreditering() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF krediterat_belopp(NEW.id) < abs(godkant_belopp(NEW.id)) THEN
        RAISE EXCEPTION 'Fakturan är inte krediterad i sin helhet.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- När transaktionen är slut: en krediterad faktura har inga kreditfakturor som väntar på att dras av, och en krediterad
-- kreditfaktura hör inte till något som ändå betalas.
CREATE FUNCTION krediteringen_ar_hel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fakturor_faktura f
        JOIN fakturor_kreditering k ON f.id IN (k.kredit_id, k.faktura_id)
        JOIN fakturor_faktura annan ON annan.id IN (k.kredit_id, k.faktura_id) AND annan.id <> f.id
        WHERE f.id = NEW.id AND f.status = 'krediterad' AND annan.status NOT IN ('avvisad', 'krediterad')
          AND NOT (annan.id = k.kredit_id AND annan.status = 'utbetald'))
    THEN
        RAISE EXCEPTION 'Kreditfakturan och fakturan krediteras tillsammans.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER krediteringen_ar_hel AFTER UPDATE OF status ON fakturor_faktura DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status = 'krediterad') EXECUTE FUNCTION krediteringen_ar_hel();
"""

GODKAND_TID = """
-- Tiden kan begäras igen när fakturan har gått tillbaka, och när den är krediterad.
CREATE OR REPLACE FUNCTION godkand_tid_star_fast() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    f record;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'Godkänd tid flyttas inte till en annan faktura.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        SELECT status INTO f FROM fakturor_faktura WHERE id = OLD.faktura_id;
        IF f.status NOT IN ('mottagen', 'krediterad') THEN
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
"""


class Migration(migrations.Migration):
    dependencies = [("fakturor", "0018_nedsattningens_form_och_delegation")]

    operations = [
        migrations.RunSQL(RESTER, migrations.RunSQL.noop),
        migrations.RunSQL(GODKAND_TID, migrations.RunSQL.noop),
    ]
