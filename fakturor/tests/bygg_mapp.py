"""A small municipality's files, as dicts of rows: one person, one provider, one assistant, April 2015. All invented."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

PERSON = "198401012391"
GOD_MAN = "198401022390"
ASSISTENT = "201202292395"
VIKARIE = "191202119150"
ORGNR = "5599123451"
ARBETSGIVARE = "EA0001"

Rader = Sequence[Mapping[str, Any]]

MAPP: dict[str, Rader] = {
    "brukare": [
        {
            "referens": "B-1001",
            "personnummer": PERSON,
            "fornamn": "Åsa",
            "efternamn": "Björk",
            "skydd": "ingen",
            "folkbokforingskommun": "1980",
            "avliden": "",
        }
    ],
    "stallforetradare": [
        {
            "referens": "B-1001",
            "personnummer": GOD_MAN,
            "from": "2014-01-01",
            "namn": "Per Ek",
            "roll": "god_man",
            "tom": "",
        }
    ],
    "anordnare": [
        {
            "orgnr": ORGNR,
            "namn": "Björkdungens Assistans AB",
            "form": "aktiebolag",
            "bankgiro": "991-2346",
            "plusgiro": "",
            "f_skatt": "ja",
        }
    ],
    "ivo": [
        {
            "orgnr": ORGNR,
            "typ": "tillstand",
            "from": "2012-01-01",
            "tom": "",
            "diarienummer": "8.1-1/2012",
            "status": "beviljat",
            "kontrollerad": "2015-01-10",
        }
    ],
    "beslut": [
        {
            "diarienummer": "SN 2014-77",
            "rad": "1",
            "referens": "B-1001",
            "typ": "ordinarie",
            "from": "2014-06-01",
            "tom": "",
            "timmar": "30,5",
            "enhet": "vecka",
            "omrakning": "kalenderdagar",
            "tidstyp": "aktiv",
            "dubbel": "nej",
            "beslutsdatum": "2014-05-20",
            "beslutsfattare": "Eva Holm",
        }
    ],
    "uppdrag": [
        {
            "referens": "B-1001",
            "orgnr": ORGNR,
            "from": "2014-06-01",
            "tom": "",
            "avtalsform": "D",
            "avtal_datum": "2014-05-25",
            "informerad_om_upphort": "",
        }
    ],
    "betalningsmottagare": [
        {
            "referens": "B-1001",
            "orgnr": ORGNR,
            "from": "2014-06-01",
            "tom": "",
            "grund": "begaran",
            "undertecknad_av": "Åsa Björk",
            "undertecknad": "2014-05-26",
            "aterkallad": "",
        }
    ],
    "timbelopp": [
        {
            "kategori": "schablon",
            "from": "2015-01-01",
            "referens": "",
            "orgnr": "",
            "tom": "",
            "belopp": "284",
            "grund": "Förordning",
        }
    ],
    "assistenter": [
        {
            "personnummer": ASSISTENT,
            "orgnr": ORGNR,
            "from": "2014-06-01",
            "referens": "B-1001",
            "tom": "",
            "namn": "Ida Lind",
            "anmald_11a": "2014-05-28",
            "narstaende": "nej",
            "hushallsgemenskap": "nej",
            "ees_bosatt": "ja",
            "anstalld_fran": "2014-05-01",
            "arbetstidslag": "ATL",
        }
    ],
    "vistelser": [
        {
            "referens": "B-1001",
            "from": "2015-04-10 09:00",
            "tom": "2015-04-11 24:00",
            "typ": "sjukhus",
            "sarskilda_skal": "nej",
        }
    ],
    "rapporter": [
        {
            "rapport": "R1",
            "referens": "B-1001",
            "orgnr": ORGNR,
            "manad": "2015-04",
            "assistent": ASSISTENT,
            "inkommen": "2015-05-03",
            "summa_aktiv": "12:00",
            "summa_vantetid": "0:00",
            "summa_beredskap": "0:00",
        }
    ],
    "tidrader": [
        {
            "rapport": "R1",
            "datum": datum,
            "start": start,
            "slut": slut,
            "tidstyp": "aktiv",
            "dubbel": "nej",
            "ersatter_sjuk": "nej",
        }
        for datum, start, slut in (("2015-04-01", "08:00", "12:00"), ("2015-04-02", "22:00", "06:00"))
    ],
    "intyg": [
        {
            "rapport": "R1",
            "part": "assistent",
            "namn": "Ida Lind",
            "personnummer": ASSISTENT,
            "roll": "sjalv",
            "datum": "2015-05-01",
            "satt": "underskrift",
        }
    ],
    "rakningar": [
        {
            "nummer": "17",
            "orgnr": ORGNR,
            "rad": rad,
            "referens": "B-1001",
            "manad": "2015-04",
            "fakturadatum": "2015-05-04",
            "forfallodatum": "2015-06-03",
            "bankgiro": "991-2346",
            "plusgiro": "",
            "antal": antal,
            "pris": "284",
            "belopp": belopp,
            "total": "3408,00",
        }
        for rad, antal, belopp in (("1", "10,00", "2840,00"), ("2", "2", "568"))
    ],
}


def csv(rader: Rader) -> bytes:
    """Rows as a CSV file with the columns of the first."""
    lines = [list(rader[0]), *(list(rad.values()) for rad in rader)]
    return "\n".join(";".join(map(str, line)) for line in lines).encode()


def xlsx(rader: Rader) -> bytes:
    """Rows as a workbook, in text cells."""
    book = Workbook()
    for line in (list(rader[0]), *(list(rad.values()) for rad in rader)):
        book.active.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def first(tabell: str, **andrat: Any) -> dict[str, Any]:
    """The first row of a table, with some cells changed."""
    return {**MAPP[tabell][0], **andrat}


def folder(**tabeller: Rader) -> list[tuple[str, bytes]]:
    """The files of the municipality, in no useful order, with some tables replaced."""
    return [(f"{namn}.csv", csv(rader)) for namn, rader in reversed((MAPP | tabeller).items()) if rader]


def only(**tabeller: Rader) -> list[tuple[str, bytes]]:
    """Nothing but the given tables."""
    return [(f"{namn}.csv", csv(rader)) for namn, rader in tabeller.items()]
