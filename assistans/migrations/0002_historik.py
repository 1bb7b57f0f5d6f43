"""Historiken och det som inte får skrivas om, i databasen själv.

`historik()` skriver en rad i assistans_andring för varje ändring av en tabell, med bara det som skiljer. `vagra_andring()`
vägrar UPDATE, DELETE och TRUNCATE på det som är skrivet för gott.
"""

from django.db import migrations

FUNKTIONER = """
CREATE FUNCTION historik() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gammal jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    ny jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    hemlig text;
    fore jsonb;
    efter jsonb;
BEGIN
    IF TG_OP = 'UPDATE' AND gammal = ny THEN
        RETURN NULL;
    END IF;
    -- Det som inte får stå på två ställen (personnummer, lösenord, filer) skrivs som att det ändrades, inte vad.
    FOREACH hemlig IN ARRAY coalesce(TG_ARGV, '{}') LOOP
        IF gammal ? hemlig THEN gammal := jsonb_set(gammal, ARRAY[hemlig], to_jsonb(md5(gammal ->> hemlig) IS NOT NULL)); END IF;
        IF ny ? hemlig THEN
            ny := jsonb_set(ny, ARRAY[hemlig], CASE WHEN TG_OP = 'UPDATE' AND to_jsonb(OLD) -> hemlig IS DISTINCT FROM to_jsonb(NEW) -> hemlig
                THEN '"ändrat"'::jsonb ELSE 'true'::jsonb END);
        END IF;
    END LOOP;
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(key, value) INTO fore FROM jsonb_each(gammal) WHERE ny -> key IS DISTINCT FROM value;
        SELECT jsonb_object_agg(key, value) INTO efter FROM jsonb_each(ny) WHERE gammal -> key IS DISTINCT FROM value;
    ELSE
        fore := gammal;
        efter := ny;
    END IF;
    INSERT INTO assistans_andring (tabell, rad_id, slag, fore, efter, av_id, tid, transaktion)
    VALUES (TG_TABLE_NAME, coalesce(ny ->> 'id', gammal ->> 'id')::bigint, TG_OP, fore, efter,
            nullif(current_setting('assistans.av', true), '')::bigint, clock_timestamp(), txid_current());
    RETURN NULL;
END $$;

CREATE FUNCTION vagra_andring() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% går inte att skriva om: det som är skrivet där står kvar.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

-- Fäst historiken vid en tabell. Tabeller som bara växer skriver inte sina INSERT: raden är sin egen historia.
CREATE FUNCTION folj(tabell text, handelser text, VARIADIC hemliga text[] DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER historik AFTER %s ON %I FOR EACH ROW EXECUTE FUNCTION historik(%s)',
        handelser, tabell, (SELECT coalesce(string_agg(quote_literal(h), ', '), '') FROM unnest(hemliga) h));
END $$;

CREATE FUNCTION skriv_en_gang(tabell text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER skriv_en_gang BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION vagra_andring()', tabell);
    EXECUTE format('CREATE TRIGGER tom_inte BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION vagra_andring()', tabell);
END $$;
"""

TABELLER = """
SELECT folj('assistans_user', 'INSERT OR UPDATE OR DELETE', 'password');
SELECT skriv_en_gang(t) FROM unnest(ARRAY['assistans_handelse', 'assistans_lasning', 'assistans_andring']) t;
"""


class Migration(migrations.Migration):
    dependencies = [("assistans", "0001_anvandare_och_handelser")]

    operations = [
        migrations.RunSQL(FUNKTIONER, migrations.RunSQL.noop),
        migrations.RunSQL(TABELLER, migrations.RunSQL.noop),
    ]
