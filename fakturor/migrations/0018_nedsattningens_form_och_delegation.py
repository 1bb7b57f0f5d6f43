"""Nedsättningens form följer uppdraget, tiden att yttra sig förkortas inte, och ett beslut har delegation."""

from django.db import migrations

FORM = """
-- Avtalsformerna som fakturans rader vilar på: uppdragets, inte anordnarens.
CREATE FUNCTION fakturans_avtalsformer(faktura bigint) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT DISTINCT coalesce(u.avtalsform, '')
    FROM fakturor_faktura f
    JOIN fakturor_fakturarad r ON r.faktura_id = f.id
    LEFT JOIN beslut_uppdrag u ON u.brukare_id = r.brukare_id AND u.anordnare_id = f.anordnare_id
        AND daterange(u.galler_fran, u.galler_tom, '[]') && daterange(r.manad, (r.manad + interval '1 month')::date, '[)')
    WHERE f.id = faktura AND r.brukare_id IS NOT NULL AND r.manad IS NOT NULL
$$;

CREATE FUNCTION nedsattningen_foljer_uppdraget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM fakturans_avtalsformer(NEW.faktura_id)) OR EXISTS (
        SELECT 1 FROM fakturans_avtalsformer(NEW.faktura_id) f(form)
        WHERE f.form <> ALL (CASE NEW.form WHEN 'beslut' THEN '{C,D}'::text[] ELSE '{B}'::text[] END))
    THEN
        RAISE EXCEPTION 'Nedsättningens form följer inte uppdragets avtalsform.' USING ERRCODE = 'check_violation';
    END IF;
    IF ar_javig(NEW.faktura_id, NEW.upprattad_av_id) THEN
        RAISE EXCEPTION 'Den som är jävig sätter inte ned fakturan.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nedsattningen_foljer_uppdraget BEFORE INSERT ON fakturor_nedsattning
    FOR EACH ROW EXECUTE FUNCTION nedsattningen_foljer_uppdraget();

CREATE FUNCTION nedsattningens_yttrande() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    dag date := (NEW.beslutad AT TIME ZONE 'Europe/Stockholm')::date;
    brevet record;
BEGIN
    IF OLD.kommunicerad IS NOT NULL AND (NEW.kommunicerad IS DISTINCT FROM OLD.kommunicerad
            OR NEW.brev_id IS DISTINCT FROM OLD.brev_id OR NEW.svara_senast < OLD.svara_senast) THEN
        RAISE EXCEPTION 'Tiden att yttra sig förkortas inte.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status <> 'beslutad' OR OLD.status = 'beslutad' THEN
        RETURN NEW;
    END IF;
    IF NEW.svar_inkom < NEW.kommunicerad OR NEW.svar_inkom > dag THEN
        RAISE EXCEPTION 'Svaret kom inte mellan brevet och beslutet.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.form <> 'beslut' THEN
        RETURN NEW;
    END IF;
    SELECT slag, skickat INTO brevet FROM beslut_brev WHERE id = NEW.brev_id FOR SHARE;
    IF brevet.slag IS DISTINCT FROM 'kommunicering' OR brevet.skickat IS NULL OR brevet.skickat > dag
       OR (NEW.svar_inkom IS NULL AND brevet.skickat >= NEW.svara_senast) THEN
        RAISE EXCEPTION 'Brevet om att få yttra sig är inte lämnat i tid.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.diarienummer ~ '^\\s*$' THEN
        RAISE EXCEPTION 'Ett beslut har ett diarienummer.' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM 1 FROM beslut_delegation d
    WHERE d.id = NEW.delegation_id AND d.delegat_id = NEW.beslutad_av_id AND 'ekonomiskt_stod' = ANY (d.avser)
      AND dag BETWEEN d.galler_fran AND coalesce(d.galler_tom, 'infinity'::date) FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Beslutet saknar delegation som gällde den dagen.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nedsattningens_yttrande BEFORE UPDATE ON fakturor_nedsattning
    FOR EACH ROW EXECUTE FUNCTION nedsattningens_yttrande();

-- En delegation slutar inte före en dag då någon redan har satt ned med den.
CREATE FUNCTION delegation_slutar_efter_nedsattningar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fakturor_nedsattning n WHERE n.delegation_id = NEW.id
               AND (n.beslutad AT TIME ZONE 'Europe/Stockholm')::date > NEW.galler_tom) THEN
        RAISE EXCEPTION 'Delegationen har använts efter den dagen.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER slutar_efter_nedsattningar BEFORE UPDATE ON beslut_delegation
    FOR EACH ROW EXECUTE FUNCTION delegation_slutar_efter_nedsattningar();
"""


class Migration(migrations.Migration):
    dependencies = [("fakturor", "0017_aterkravets_grindar")]

    operations = [migrations.RunSQL(FORM, migrations.RunSQL.noop)]
