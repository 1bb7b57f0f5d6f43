"""Ett stopp som regelverket inte låter någon godta är öppet, också när det har godtagits enligt ett tidigare regelverk.

Det gäller det som en kontroll fann. Det som den inte kunde bedöma får människor alltid ta ställning till.
"""

from django.db import migrations

NU = """
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
                   WHERE rad.regelverk_id = senaste.regelverk_id AND rad.kod = u.regel AND NOT rad.far_undantas) AS forbjuden
        FROM senaste JOIN kontroller_utfallsrad u ON u.granskning_id = senaste.id
        LEFT JOIN LATERAL (
            SELECT * FROM kontroller_bedomning
            WHERE faktura_id = faktura AND regel = u.regel AND version = u.version AND fyndhash = u.fyndhash
            ORDER BY id DESC LIMIT 1
        ) b ON true
    )
    SELECT (SELECT id FROM senaste),
           count(*) FILTER (WHERE stoppar AND NOT (galler AND beslut = 'godtas' AND bekraftad AND NOT forbjuden)),
           count(*) FILTER (WHERE NOT stoppar AND NOT (galler AND beslut IN ('kommenteras', 'godtas')))
    FROM lage
$$;

CREATE OR REPLACE FUNCTION undantag_far_goras() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.beslut = 'godtas' AND EXISTS (
        SELECT 1 FROM kontroller_granskning g
        JOIN kontroller_korning k ON k.id = g.korning_id
        JOIN kontroller_regelverksrad rad ON rad.regelverk_id = k.regelverk_id AND rad.kod = NEW.regel
        JOIN kontroller_utfallsrad u ON u.granskning_id = g.id AND u.regel = NEW.regel AND u.utfall = 'avvikelse'
        WHERE g.id = (SELECT max(s.id) FROM kontroller_granskning s WHERE s.faktura_id = NEW.faktura_id)
          AND NOT rad.far_undantas)
    THEN
        RAISE EXCEPTION 'Regelverket tillåter inte att det som % fann godtas.', NEW.regel USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kontroller", "0005_regelverk_prov_och_stickprov")]

    operations = [migrations.RunSQL(NU, migrations.RunSQL.noop)]
