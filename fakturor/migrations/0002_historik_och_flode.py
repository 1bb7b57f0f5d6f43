"""Historik för fakturor och tid, det som skrivs en gång, och fakturans väg: bara de tillåtna stegen, bara det som får ändras."""

from django.db import migrations

TABELLER = """
SELECT folj(t, 'UPDATE OR DELETE') FROM unnest(ARRAY[
    'fakturor_redovisning', 'fakturor_tidrapport', 'fakturor_tidrad', 'fakturor_faktura', 'fakturor_fakturarad', 'fakturor_godkandtid']) t;
SELECT folj('fakturor_dokument', 'UPDATE OR DELETE', 'innehall');
SELECT folj('fakturor_inlasning', 'UPDATE OR DELETE', 'resultat');
SELECT folj('fakturor_inlasningsfil', 'UPDATE OR DELETE', 'innehall', 'felrader');
SELECT skriv_en_gang(t) FROM unnest(ARRAY['fakturor_attest', 'fakturor_intyg']) t;
"""

FLODE = """
CREATE FUNCTION fakturans_vag() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    tillatna jsonb := '{
        "mottagen": ["omatchad", "stoppad", "kontrollerad", "avvisad", "krediterad"],
        "omatchad": ["mottagen", "stoppad", "kontrollerad", "avvisad"],
        "stoppad": ["mottagen", "kontrollerad", "avvisad", "krediterad"],
        "kontrollerad": ["mottagen", "granskad", "avvisad", "krediterad"],
        "granskad": ["mottagen", "godkand", "avvisad"],
        "godkand": ["mottagen", "i_utbetalning"],
        "i_utbetalning": ["utbetald", "godkand"],
        "utbetald": ["krediterad"],
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
CREATE TRIGGER fakturans_vag BEFORE INSERT OR UPDATE ON fakturor_faktura FOR EACH ROW EXECUTE FUNCTION fakturans_vag();

CREATE FUNCTION fakturarad_star_fast() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fria text[] := ARRAY['brukare_id', 'manad', 'redovisning_id'];
    steg text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'En fakturarad tas inte bort.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - fria) IS DISTINCT FROM (to_jsonb(OLD) - fria) THEN
        RAISE EXCEPTION 'Det som står på en fakturarad ändras inte.' USING ERRCODE = 'check_violation';
    END IF;
    SELECT status INTO steg FROM fakturor_faktura WHERE id = NEW.faktura_id;
    IF steg NOT IN ('mottagen', 'omatchad', 'stoppad') THEN
        RAISE EXCEPTION 'Parningen av en rad på en faktura som är % ändras inte.', steg USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fakturarad_star_fast BEFORE UPDATE OR DELETE ON fakturor_fakturarad FOR EACH ROW EXECUTE FUNCTION fakturarad_star_fast();

CREATE FUNCTION faktura_star_kvar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'En faktura tas inte bort.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER faktura_star_kvar BEFORE DELETE ON fakturor_faktura FOR EACH ROW EXECUTE FUNCTION faktura_star_kvar();

CREATE FUNCTION tidrad_star_fast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'En tidrad tas inte bort: den dras tillbaka i en ny version.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - 'dragen_version') IS DISTINCT FROM (to_jsonb(OLD) - 'dragen_version') OR OLD.dragen_version IS NOT NULL THEN
        RAISE EXCEPTION 'En tidrad ändras inte: den dras tillbaka i en ny version.' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM fakturor_godkandtid g WHERE g.tidrad_id = OLD.id) THEN
        RAISE EXCEPTION 'En tidrad som är godkänd för betalning dras inte tillbaka.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tidrad_star_fast BEFORE UPDATE OR DELETE ON fakturor_tidrad FOR EACH ROW EXECUTE FUNCTION tidrad_star_fast();
"""


class Migration(migrations.Migration):
    dependencies = [("fakturor", "0001_fakturor_och_tid"), ("beslut", "0002_historik")]

    operations = [
        migrations.RunSQL(TABELLER, migrations.RunSQL.noop),
        migrations.RunSQL(FLODE, migrations.RunSQL.noop),
    ]
