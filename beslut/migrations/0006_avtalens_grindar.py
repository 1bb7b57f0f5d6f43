"""Ett avtal godkänns när vart och ett av kraven är uppfyllt, en gjord uppföljning står fast, och ingen får en tur före någon annan
utan skäl.
"""

from django.db import migrations, models

# Som i 0005, med kraven under ett eget namn: där jämfördes kolumnen med sig själv, så att ett enda uppfyllt krav räckte.
KRAV = """
CREATE OR REPLACE FUNCTION avtal_godkanns_nar_kraven_ar_uppfyllda() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ska text[] := ARRAY['tillstand', 'registrering'] ||
        CASE WHEN NEW.nystartat THEN ARRAY['affarsplan', 'ledning', 'bankgaranti'] ELSE ARRAY['f_skatt', 'kreditvardighet'] END;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.godkant IS NOT NULL AND (NEW.godkant, NEW.godkant_av_id, NEW.nystartat, NEW.ickeval, NEW.galler_fran,
            NEW.anordnare_id, NEW.slag) IS DISTINCT FROM (OLD.godkant, OLD.godkant_av_id, OLD.nystartat, OLD.ickeval, OLD.galler_fran,
            OLD.anordnare_id, OLD.slag) THEN
        RAISE EXCEPTION 'Ett godkänt avtal står fast.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.godkant IS NOT NULL AND EXISTS (
        SELECT 1 FROM unnest(ska) AS s(behovs) WHERE NOT EXISTS (
            SELECT 1 FROM beslut_avtalskrav k WHERE k.avtal_id = NEW.id AND k.krav = s.behovs AND k.uppfyllt IS NOT NULL)) THEN
        RAISE EXCEPTION 'Alla krav för avtalet är inte uppfyllda.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

UPPFOLJNING = """
CREATE TRIGGER gjord_star_fast BEFORE UPDATE OR DELETE ON beslut_uppfoljning
    FOR EACH ROW WHEN (OLD.genomford IS NOT NULL) EXECUTE FUNCTION bara_fria_falt('till_namnden', 'publicerad');
"""

TILLDELNING = """
CREATE FUNCTION tilldelning_i_turordning() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    dag date := (NEW.tid AT TIME ZONE 'Europe/Stockholm')::date;
    plats bigint;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM beslut_avtal a WHERE a.id = NEW.avtal_id AND a.slag = 'lov' AND a.ickeval AND a.godkant IS NOT NULL
        AND dag BETWEEN a.galler_fran AND coalesce(a.galler_tom, 'infinity'::date)) THEN
        RAISE EXCEPTION 'Avtalet står inte i turordningen den dagen.' USING ERRCODE = 'check_violation';
    END IF;
    SELECT min(nr) INTO plats FROM jsonb_array_elements(NEW.ordning) WITH ORDINALITY AS o(rad, nr)
        WHERE (rad ->> 'avtal')::bigint = NEW.avtal_id AND coalesce(rad ->> 'forbi', '') = '';
    IF plats IS NULL THEN
        RAISE EXCEPTION 'Den som tilldelas står inte i ordningen.' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM jsonb_array_elements(NEW.ordning) WITH ORDINALITY AS o(rad, nr)
        WHERE nr < plats AND coalesce(rad ->> 'forbi', '') = '') THEN
        RAISE EXCEPTION 'Någon står före i turordningen, och inget skäl är skrivet.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER i_turordning BEFORE INSERT ON beslut_tilldelning
    FOR EACH ROW EXECUTE FUNCTION tilldelning_i_turordning();
"""


class Migration(migrations.Migration):
    dependencies = [("beslut", "0005_det_som_star_fast")]

    operations = [
        migrations.AddConstraint(
            model_name="avtal",
            constraint=models.CheckConstraint(
                condition=models.Q(("upphort", ""), ("upphort_skal", ""))
                | models.Q(models.Q(("upphort", ""), _negated=True), ("galler_tom__isnull", False)),
                name="avtal_upphort_med_sista_dag",
            ),
        ),
        migrations.AddConstraint(
            model_name="avtal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("upphort__in", ["", "utganget"]), models.Q(("upphort_skal", ""), _negated=True), _connector="OR"
                ),
                name="avtal_upphort_med_skal",
            ),
        ),
        migrations.AddConstraint(
            model_name="uppfoljning",
            constraint=models.UniqueConstraint(
                condition=models.Q(("slag", "kontrakt"), _negated=True),
                fields=("avtal", "slag"),
                name="uppfoljning_ett_samtal_av_varje",
            ),
        ),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (KRAV, UPPFOLJNING, TILLDELNING)),
    ]
