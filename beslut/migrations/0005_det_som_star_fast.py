"""Historik för de nya registren, och det som databasen vägrar: att godkänna utan krav, ändra det fastställda och skickade,
eller besluta utanför sin delegation.
"""

from django.db import migrations

HISTORIK = """
SELECT folj(t, 'INSERT OR UPDATE OR DELETE') FROM unnest(ARRAY[
    'beslut_relation', 'beslut_delegation', 'beslut_overklagande', 'beslut_kontakt', 'beslut_funktionar', 'beslut_avtal',
    'beslut_avtalskrav', 'beslut_uppfoljning', 'beslut_brev', 'beslut_kostnadspost', 'beslut_kalkyl', 'beslut_kalkylpost',
    'beslut_kommunbelopp', 'beslut_budgetpost']) t;
SELECT folj('beslut_handling', 'UPDATE OR DELETE', 'innehall');
SELECT skriv_en_gang(t) FROM unnest(ARRAY[
    'beslut_beslutsandring', 'beslut_tillstandskontroll', 'beslut_bolagskontroll', 'beslut_tilldelning']) t;
"""

# Bara fälten i `fria` får ändras, och raden tas inte bort. Fästs med de fria fälten som argument.
BARA_FRIA = """
CREATE FUNCTION bara_fria_falt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '%: raden tas inte bort.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - TG_ARGV) IS DISTINCT FROM (to_jsonb(OLD) - TG_ARGV) THEN
        RAISE EXCEPTION '%: det som står där ändras inte.', TG_TABLE_NAME USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER bara_fria_falt BEFORE UPDATE OR DELETE ON beslut_delegation
    FOR EACH ROW EXECUTE FUNCTION bara_fria_falt('galler_tom');
CREATE TRIGGER bara_fria_falt BEFORE UPDATE OR DELETE ON beslut_handling
    FOR EACH ROW EXECUTE FUNCTION bara_fria_falt('dold', 'dold_av_id', 'dold_skal');
CREATE TRIGGER dold_en_gang BEFORE UPDATE ON beslut_handling
    FOR EACH ROW WHEN (OLD.dold IS NOT NULL) EXECUTE FUNCTION vagra_andring();
CREATE TRIGGER skickat_star_fast BEFORE UPDATE OR DELETE ON beslut_brev
    FOR EACH ROW WHEN (OLD.skickat IS NOT NULL OR OLD.makulerat IS NOT NULL) EXECUTE FUNCTION vagra_andring();
CREATE TRIGGER faststalld_star_fast BEFORE UPDATE OR DELETE ON beslut_kalkyl
    FOR EACH ROW WHEN (OLD.faststalld IS NOT NULL) EXECUTE FUNCTION vagra_andring();
"""

KALKYL = """
CREATE FUNCTION kalkylens_poster_star_fast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM beslut_kalkyl k WHERE k.faststalld IS NOT NULL
               AND k.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.kalkyl_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.kalkyl_id END)) THEN
        RAISE EXCEPTION 'Kalkylen är fastställd: den får en ny version.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER faststalld_star_fast BEFORE INSERT OR UPDATE OR DELETE ON beslut_kalkylpost
    FOR EACH ROW EXECUTE FUNCTION kalkylens_poster_star_fast();
"""

BESLUT = """
CREATE FUNCTION beslut_inom_delegation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.delegation_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM beslut_delegation d WHERE d.id = NEW.delegation_id AND d.delegat_id = NEW.beslutsfattare_konto_id
        AND NEW.beslutsdatum BETWEEN d.galler_fran AND coalesce(d.galler_tom, 'infinity'::date)) THEN
        RAISE EXCEPTION 'Delegationen är någon annans, eller gällde inte den dag beslutet fattades.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER beslut_inom_delegation BEFORE INSERT OR UPDATE ON beslut_beslut
    FOR EACH ROW EXECUTE FUNCTION beslut_inom_delegation();

CREATE FUNCTION andring_av_samma_brukares_beslut() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.nytt_beslut_id IS NOT NULL AND (SELECT count(DISTINCT b.brukare_id) FROM beslut_beslut b
                                          WHERE b.id IN (NEW.beslut_id, NEW.nytt_beslut_id)) > 1 THEN
        RAISE EXCEPTION 'Besluten gäller olika personer.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER samma_brukare BEFORE INSERT ON beslut_beslutsandring
    FOR EACH ROW EXECUTE FUNCTION andring_av_samma_brukares_beslut();
"""

AVTAL = """
CREATE FUNCTION avtal_godkanns_nar_kraven_ar_uppfyllda() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ska text[] := ARRAY['tillstand', 'registrering'] ||
        CASE WHEN NEW.nystartat THEN ARRAY['affarsplan', 'ledning', 'bankgaranti'] ELSE ARRAY['f_skatt', 'kreditvardighet'] END;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.godkant IS NOT NULL AND (NEW.godkant, NEW.godkant_av_id, NEW.nystartat, NEW.anordnare_id, NEW.slag)
        IS DISTINCT FROM (OLD.godkant, OLD.godkant_av_id, OLD.nystartat, OLD.anordnare_id, OLD.slag) THEN
        RAISE EXCEPTION 'Ett godkänt avtal står fast.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.godkant IS NOT NULL AND EXISTS (
        SELECT 1 FROM unnest(ska) krav WHERE NOT EXISTS (
            SELECT 1 FROM beslut_avtalskrav k WHERE k.avtal_id = NEW.id AND k.krav = krav AND k.uppfyllt IS NOT NULL)) THEN
        RAISE EXCEPTION 'Alla krav för avtalet är inte uppfyllda.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER avtal_krav BEFORE INSERT OR UPDATE ON beslut_avtal
    FOR EACH ROW EXECUTE FUNCTION avtal_godkanns_nar_kraven_ar_uppfyllda();

CREATE FUNCTION godkant_avtals_krav_star_fast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM beslut_avtal a WHERE a.id = OLD.avtal_id AND a.godkant IS NOT NULL) THEN
        RAISE EXCEPTION 'Avtalet är godkänt: kraven som det vilar på står fast.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER krav_star_fast BEFORE UPDATE OR DELETE ON beslut_avtalskrav
    FOR EACH ROW EXECUTE FUNCTION godkant_avtals_krav_star_fast();
"""

# Som i 0003, med sättet och innehavaren bland det som skrivs när kontot verifieras.
KONTO = """
CREATE OR REPLACE FUNCTION konto_star_fast() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    om_verifieringen text[] := ARRAY['verifierat_av_id', 'verifierat', 'verifierat_hur', 'verifierat_metod', 'innehavare'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.forsta AND EXISTS (SELECT 1 FROM beslut_konto k WHERE k.anordnare_id = NEW.anordnare_id AND k.inlagt < NEW.inlagt) THEN
            RAISE EXCEPTION 'Anordnaren har redan konton: ett nytt ska verifieras av en annan person.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Ett konto tas inte bort: det upphör.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - om_verifieringen - 'upphort') IS DISTINCT FROM (to_jsonb(OLD) - om_verifieringen - 'upphort') THEN
        RAISE EXCEPTION 'Ett konto ändras inte: ett nytt läggs in.' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.verifierat IS NOT NULL AND (to_jsonb(NEW) - 'upphort') IS DISTINCT FROM (to_jsonb(OLD) - 'upphort') THEN
        RAISE EXCEPTION 'Ett verifierat konto verifieras inte om.' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.upphort IS NOT NULL THEN
        RAISE EXCEPTION 'Ett konto som har upphört tas inte i bruk igen: ett nytt läggs in.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("beslut", "0004_registren_hela")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (HISTORIK, BARA_FRIA, KALKYL, BESLUT, AVTAL, KONTO)
    ]
