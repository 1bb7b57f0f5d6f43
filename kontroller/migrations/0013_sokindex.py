"""Sökningen över allt: hur text jämförs, utan prickar och versaler, och index för delar av ord i det som går att söka."""

from django.db import migrations

SOKFORM = """
CREATE FUNCTION sokform(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN translate(lower($1), 'åäöéèëáàíóúüøæñç', 'aaoeeeaaiouuoanc');
"""
KOLUMNER = (
    ("beslut_brukare", "referens"),
    ("beslut_brukare", "fornamn"),
    ("beslut_brukare", "efternamn"),
    ("beslut_stallforetradare", "namn"),
    ("beslut_anordnare", "namn"),
    ("beslut_assistent", "namn"),
    ("beslut_beslut", "diarienummer"),
    ("beslut_handling", "rubrik"),
    ("fakturor_faktura", "nummer"),
    ("fakturor_faktura", "leverantor_namn"),
    ("fakturor_tidrapport", "kod"),
    ("assistans_handelse", "typ"),
)
INDEX = "".join(
    f"CREATE INDEX sok_{tabell}_{kolumn} ON {tabell} USING gin (sokform({kolumn}) gin_trgm_ops);\n"
    for tabell, kolumn in KOLUMNER
)
EXAKT = """
CREATE INDEX sok_faktura_belopp ON fakturor_faktura (att_betala);
CREATE INDEX sok_faktura_ocr ON fakturor_faktura USING hash (ocr) WHERE ocr <> '';
CREATE INDEX sok_fakturarad_referens ON fakturor_fakturarad USING hash (upper(referens)) WHERE referens <> '';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kontroller", "0012_rapporter_om_kvartal_och_ar"),
        ("assistans", "0006_nyckel_till_anordnare"),
        ("beslut", "0014_attestordning_kontering_och_utfall"),
        ("fakturor", "0019_krediteringen_ar_hel"),
    ]

    operations = [migrations.RunSQL(SOKFORM + INDEX + EXAKT, migrations.RunSQL.noop)]
