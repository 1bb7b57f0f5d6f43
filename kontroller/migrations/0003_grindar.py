"""Vägen mot betalning kräver att den senaste kontrollen inte har något öppet, och fyra ögon på varje godtaget stopp."""

from django.db import migrations

OPPET = """
-- Det som människor inte har tagit hand om i fakturans senaste kontroll. granskning är null om den inte är kontrollerad.
-- Ett stopp är täckt av en bekräftad bedömning att det godtas, en varning av en kommentar; den senaste bedömningen gäller.
CREATE FUNCTION oppet_i_fakturan(faktura bigint, OUT granskning bigint, OUT oppna_stopp bigint, OUT okommenterade bigint)
LANGUAGE sql STABLE AS $$
    WITH senaste AS (
        SELECT g.id FROM kontroller_granskning g WHERE g.faktura_id = faktura ORDER BY g.id DESC LIMIT 1
    ), lage AS (
        SELECT u.utfall <> 'varning' AS stoppar,
               b.id IS NOT NULL AND (b.galler_till IS NULL OR b.galler_till >= (now() AT TIME ZONE 'Europe/Stockholm')::date) AS galler,
               b.beslut,
               EXISTS (SELECT 1 FROM kontroller_bekraftelse k WHERE k.bedomning_id = b.id AND k.av_id <> b.av_id) AS bekraftad
        FROM kontroller_utfallsrad u
        LEFT JOIN LATERAL (
            SELECT * FROM kontroller_bedomning
            WHERE faktura_id = faktura AND regel = u.regel AND version = u.version AND fyndhash = u.fyndhash
            ORDER BY id DESC LIMIT 1
        ) b ON true
        WHERE u.granskning_id = (SELECT id FROM senaste)
    )
    SELECT (SELECT id FROM senaste),
           count(*) FILTER (WHERE stoppar AND NOT (galler AND beslut = 'godtas' AND bekraftad)),
           count(*) FILTER (WHERE NOT stoppar AND NOT (galler AND beslut IN ('kommenteras', 'godtas')))
    FROM lage
$$;
"""

STEG = """
-- Namnet kommer efter fakturans_vag i bokstavsordning: först prövas att steget finns, sedan vad det kräver.
CREATE FUNCTION steg_kraver_kontroll() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    oppet record;
BEGIN
    SELECT * INTO oppet FROM oppet_i_fakturan(NEW.id);
    IF oppet.granskning IS NULL THEN
        RAISE EXCEPTION 'Fakturan är inte kontrollerad än.' USING ERRCODE = 'check_violation';
    END IF;
    IF oppet.oppna_stopp > 0 THEN
        RAISE EXCEPTION 'Fakturan har avvikelser som först måste bedömas.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status <> 'kontrollerad' AND oppet.okommenterade > 0 THEN
        RAISE EXCEPTION 'Fakturan har varningar som först måste kommenteras.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
-- Tillbaka från i_utbetalning till godkand går också det som en senare kontroll har något emot: det stoppas vid nästa försök.
CREATE TRIGGER steg_kraver_kontroll BEFORE UPDATE OF status ON fakturor_faktura
    FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status AND OLD.status <> 'i_utbetalning'
                       AND NEW.status IN ('kontrollerad', 'granskad', 'godkand', 'i_utbetalning'))
    EXECUTE FUNCTION steg_kraver_kontroll();
"""

BEDOMNING = """
CREATE FUNCTION bedomningens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    vad text;
BEGIN
    SELECT u.utfall INTO vad FROM kontroller_utfallsrad u
    WHERE u.granskning_id = (SELECT max(g.id) FROM kontroller_granskning g WHERE g.faktura_id = NEW.faktura_id)
      AND u.regel = NEW.regel AND u.version = NEW.version AND u.fyndhash = NEW.fyndhash;
    IF vad IS NULL THEN
        RAISE EXCEPTION 'Bedömningen gäller inget som fakturans senaste kontroll fann.' USING ERRCODE = 'check_violation';
    END IF;
    IF vad <> 'varning' AND NEW.beslut = 'godtas' AND NEW.galler_till IS NULL
       AND (SELECT count(DISTINCT r.manad) FROM fakturor_fakturarad r WHERE r.faktura_id = NEW.faktura_id) > 1
    THEN
        RAISE EXCEPTION 'En bedömning på en faktura för flera månader har en sista dag.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER bedomningens_grind BEFORE INSERT ON kontroller_bedomning FOR EACH ROW EXECUTE FUNCTION bedomningens_grind();

CREATE FUNCTION bekraftelsens_grind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.av_id = (SELECT b.av_id FROM kontroller_bedomning b WHERE b.id = NEW.bedomning_id) THEN
        RAISE EXCEPTION 'Den som har gjort en bedömning får inte bekräfta den.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER bekraftelsens_grind BEFORE INSERT ON kontroller_bekraftelse FOR EACH ROW EXECUTE FUNCTION bekraftelsens_grind();
"""


class Migration(migrations.Migration):
    dependencies = [("kontroller", "0002_historik"), ("fakturor", "0003_attesternas_grindar")]

    operations = [
        migrations.RunSQL(OPPET, migrations.RunSQL.noop),
        migrations.RunSQL(STEG, migrations.RunSQL.noop),
        migrations.RunSQL(BEDOMNING, migrations.RunSQL.noop),
    ]
