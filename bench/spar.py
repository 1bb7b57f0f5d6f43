"""Spåren av arbetet: händelser, ändringar, läsningar och inläsningar, så många som de hade hunnit bli."""

from assistans.models import Andring, Handelse, Lasning
from bench.fyllning import Fyllning
from fakturor.models import Inlasning, Inlasningsfil

LASNINGAR_PER_PERSON = 20


def build_traces(fyllning: Fyllning) -> None:
    """Fill the logs. The changes of the registers are there already: the database wrote them."""
    _events(fyllning)
    _uploads(fyllning)
    fyllning.fill(
        Lasning,
        "generate_series(1, %(personer)s) p, generate_series(1, %(lasningar)s) n",
        av_id="%(handlaggare)s",
        tid="%(inlagt)s::timestamptz + n * interval '15 days' + p * interval '1 second'",
        objekt="'beslut.brukare'",
        objekt_id="p",
        syfte="'Läste personens uppgifter'",
    )


def _events(fyllning: Fyllning) -> None:
    fyllning.parametrar["lasningar"] = LASNINGAR_PER_PERSON
    steg = "fakturor_faktura f CROSS JOIN (VALUES ('granskad', 5), ('godkand', 6)) s (steg, dag)"
    gangna = f"{steg} WHERE f.status IN ('granskad', 'godkand', 'i_utbetalning', 'utbetald')"
    fyllning.fill(
        Handelse,
        gangna,
        typ="'faktura.' || s.steg",
        objekt="'fakturor.faktura'",
        objekt_id="f.id",
        av_id="%(system)s",
        tid="f.mottagen + s.dag * interval '1 day'",
        uppgifter="jsonb_build_object('belopp', f.att_betala::text)",
    )
    fyllning.fill(
        Andring,
        gangna,
        tabell="'fakturor_faktura'",
        rad_id="f.id",
        slag="'UPDATE'",
        fore="jsonb_build_object('status', 'kontrollerad')",
        efter="jsonb_build_object('status', s.steg)",
        av_id="%(system)s",
        tid="f.mottagen + s.dag * interval '1 day'",
        transaktion="f.id",
    )


def _uploads(fyllning: Fyllning) -> None:
    """One upload for every twenty persons, of more files the larger the municipality; the first waits for an answer."""
    fyllning.fill(
        Inlasning,
        "generate_series(1, greatest(2, %(personer)s / 20)) n",
        id="n",
        av_id="(SELECT id FROM assistans_user WHERE anvandarnamn = 'administrativ_assistent')",
        skapad="%(inlagt)s::timestamptz + n * interval '1 day'",
        avslutad="CASE WHEN n > 1 THEN %(inlagt)s::timestamptz + n * interval '1 day' + interval '5 minutes' END",
        steg="CASE WHEN n > 1 THEN 'inlast' ELSE 'forhandsvisad' END",
        resultat="""(SELECT jsonb_build_object('filer', jsonb_agg(jsonb_build_object(
            'fil', 'faktura-' || i || '.xml', 'lasta', 1, 'nya', 1, 'andrade', 0, 'oforandrade', 0, 'fel',
            CASE WHEN mod(i, 10) = 0 THEN jsonb_build_array(jsonb_build_object('rad', 1, 'kolumn', 'referens',
                'varde', 'OKÄND', 'orsak', 'Referensen känns inte igen.')) ELSE '[]'::jsonb END)))
            FROM generate_series(1, %(filer)s) i WHERE n > 0)""",
    )
    fyllning.fill(
        Inlasningsfil,
        "fakturor_inlasning n, generate_series(1, %(filer)s) i",
        inlasning_id="n.id",
        namn="'faktura-' || i || '.xml'",
        innehall="CASE WHEN n.avslutad IS NULL THEN convert_to(repeat('<rad/>', 800), 'UTF8') END",
        felrader="CASE WHEN mod(i, 10) = 0 THEN convert_to('referens;orsak', 'UTF8') END",
    )
    fyllning.fill(
        Handelse,
        "fakturor_inlasning n WHERE n.avslutad IS NOT NULL",
        typ="'inlasning.inlast'",
        objekt="'fakturor.inlasning'",
        objekt_id="n.id",
        av_id="n.av_id",
        tid="n.avslutad",
    )
