"""Ett stopp som en beslutad nedsättning täcker är inte öppet, och den som är jävig bedömer och bekräftar inte."""

from django.db import migrations

OPPET = """
CREATE OR REPLACE FUNCTION oppet_i_fakturan(faktura bigint, OUT granskning bigint, OUT oppna_stopp bigint, OUT okommenterade bigint)
LANGUAGE sql STABLE AS $$
    WITH senaste AS (
        SELECT g.id, k.regelverk_id FROM kontroller_granskning g JOIN kontroller_korning k ON k.id = g.korning_id
        WHERE g.faktura_id = faktura ORDER BY g.id DESC LIMIT 1
    ), lage AS (
        SELECT u.utfall <> 'varning' AS stoppar,
               b.id IS NOT NULL AND (b.galler_till IS NULL OR b.galler_till >= (now() AT TIME ZONE 'Europe/Stockholm')::date) AS galler,
               b.beslut,
               EXISTS (SELECT 1 FROM kontroller_bekraftelse k WHERE k.bedomning_id = b.id AND k.av_id <> b.av_id) AS bekraftad,
               u.utfall = 'avvikelse' AND EXISTS (
                   SELECT 1 FROM kontroller_regelverksrad rad
                   WHERE rad.regelverk_id = senaste.regelverk_id AND rad.kod = u.regel AND NOT rad.far_undantas) AS forbjuden,
               u.kronor > 0 AND u.kronor <= (
                   SELECT sum(p.belopp) FROM fakturor_nedsattning n JOIN fakturor_nedsattningspost p ON p.nedsattning_id = n.id
                   WHERE n.faktura_id = faktura AND n.status = 'beslutad' AND p.regel = u.regel AND p.fyndhash = u.fyndhash) AS nedsatt
        FROM senaste JOIN kontroller_utfallsrad u ON u.granskning_id = senaste.id
        LEFT JOIN LATERAL (
            SELECT * FROM kontroller_bedomning
            WHERE faktura_id = faktura AND regel = u.regel AND version = u.version AND fyndhash = u.fyndhash
            ORDER BY id DESC LIMIT 1
        ) b ON true
    )
    SELECT (SELECT id FROM senaste),
           count(*) FILTER (WHERE stoppar AND nedsatt IS NOT TRUE AND NOT (galler AND beslut = 'godtas' AND bekraftad AND NOT forbjuden)),
           count(*) FILTER (WHERE NOT stoppar AND nedsatt IS NOT TRUE AND NOT (galler AND beslut IN ('kommenteras', 'godtas')))
    FROM lage
$$;
"""

JAV = """
CREATE FUNCTION javig_bedomer_inte() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    f bigint := CASE TG_TABLE_NAME WHEN 'kontroller_bedomning' THEN (to_jsonb(NEW) ->> 'faktura_id')::bigint
        ELSE (SELECT b.faktura_id FROM kontroller_bedomning b WHERE b.id = (to_jsonb(NEW) ->> 'bedomning_id')::bigint) END;
BEGIN
    IF ar_javig(f, NEW.av_id) THEN
        RAISE EXCEPTION 'Den som är jävig bedömer inte fakturan.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER javig_bedomer_inte BEFORE INSERT ON kontroller_bedomning FOR EACH ROW EXECUTE FUNCTION javig_bedomer_inte();
CREATE TRIGGER javig_bedomer_inte BEFORE INSERT ON kontroller_bekraftelse FOR EACH ROW EXECUTE FUNCTION javig_bedomer_inte();
"""


class Migration(migrations.Migration):
    dependencies = [("kontroller", "0007_stickprovet_borjar_ogranskat"), ("fakturor", "0014_utbetalningens_grindar")]

    operations = [
        migrations.RunSQL(OPPET, migrations.RunSQL.noop),
        migrations.RunSQL(JAV, migrations.RunSQL.noop),
    ]
