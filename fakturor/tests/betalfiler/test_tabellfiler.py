"""Betalningsorderns och konteringens tabeller: en rad per sak, läsbara tillbaka, utan formler."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fakturor.betalfiler.kontering import Konteringsrad, write_kontering
from fakturor.betalfiler.order import OrderRefused
from fakturor.betalfiler.orderfil import RUBRIKER, write_orderfil
from fakturor.tests.betalfiler.bygg import OCR, build_avsandare, build_order, build_uppdrag

RAD = Konteringsrad(
    betalning_id="UB-2015-05-0001",
    form="B",
    mottagare="Ängens Assistans AB",
    belopp=Decimal("34080.5"),
    konto="4538",
    ansvar="3120",
    verksamhet="513",
    motpart="815",
    momsersattning="ja",
)


def rows(fil: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fil.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_payment_order_is_one_row_per_payment_and_says_how_many_there_are():
    order = build_order(
        build_uppdrag(id="1", ocr=OCR),
        build_uppdrag(id="2", konto_typ="konto", konto="5000/1234567", belopp=Decimal(7)),
        avsandare=build_avsandare(konto="", bank_bic=""),
    )

    fil = write_orderfil(order)
    forsta, andra = rows(fil)

    assert fil.startswith(b"\xef\xbb\xbforder_id;skapad;betaldag;")
    assert fil.count(b"\r\n") == 3
    assert tuple(forsta) == RUBRIKER
    assert (forsta["order_antal"], forsta["order_summa"]) == (andra["order_antal"], andra["order_summa"])
    assert (forsta["order_antal"], forsta["order_summa"]) == ("2", "34087,50")
    assert (forsta["skapad"], forsta["betaldag"], forsta["ocr"]) == ("2015-06-10", "2015-06-12", OCR)
    assert (andra["betalning_id"], andra["konto"], andra["belopp"]) == ("2", "5000/1234567", "7,00")
    assert write_orderfil(order) == fil


@pytest.mark.parametrize("namn", ["=HYPERLINK(1)", "+A1", "-A1"])
def test_no_text_in_a_file_is_a_formula(namn):
    [rad] = rows(write_orderfil(build_order(build_uppdrag(mottagare_namn=namn, meddelande="-B2"))))
    [kontering] = rows(write_kontering([replace(RAD, mottagare="=1+1", text="@x")]))

    assert (rad["mottagare"], rad["meddelande"]) == (f"'{namn}", "'-B2")
    assert (kontering["mottagare"], kontering["text"]) == ("'=1+1", "'@x")


def test_the_day_an_order_was_made_is_the_swedish_day():
    [rad] = rows(write_orderfil(build_order(skapad=datetime(2015, 6, 10, 22, 30, tzinfo=UTC))))

    assert rad["skapad"] == "2015-06-11"


def test_a_row_never_becomes_two():
    [rad] = rows(write_kontering([replace(RAD, text="maj\r\n=1+1")]))

    assert rad["text"] == "maj =1+1"


def test_quotes_and_semicolons_come_back_as_they_were():
    order = build_order(build_uppdrag(mottagare_namn='Åsas "Hem"; AB'))

    [rad] = rows(write_orderfil(order))

    assert rad["mottagare"] == 'Åsas "Hem"; AB'


def test_a_coding_row_is_a_row_with_its_sign():
    kostnad, kredit = rows(write_kontering([RAD, replace(RAD, belopp=Decimal("-80.25"), momsersattning="oklart")]))

    assert (kostnad["form"], kostnad["belopp"], kostnad["konto"], kostnad["momsersattning"]) == (
        "B",
        "34080,50",
        "4538",
        "ja",
    )
    assert (kostnad["ansvar"], kostnad["verksamhet"], kostnad["motpart"]) == ("3120", "513", "815")
    assert (kredit["belopp"], kredit["momsersattning"]) == ("-80,25", "oklart")


@pytest.mark.parametrize(
    ("falt", "sagt"),
    [
        ({"form": "E"}, "Rad 1: Formen ska vara A, B, C eller D."),
        ({"momsersattning": "kanske"}, "Rad 1: Momsersättning ska vara ja, nej eller oklart."),
        ({"belopp": Decimal(0)}, "Rad 1: Beloppet ska vara skilt från noll"),
        ({"belopp": Decimal("0.001")}, "Rad 1: Beloppet ska vara skilt från noll"),
        ({"belopp": Decimal("NaN")}, "Rad 1: Beloppet ska vara skilt från noll"),
        ({"konto": "45 38"}, "Rad 1: Kontot ska ha 1 till 10 siffror."),
        ({"ansvar": ""}, "Rad 1: Ansvar saknas."),
        ({"verksamhet": "=513"}, "Rad 1: Verksamhet ska ha 1 till 20 bokstäver och siffror."),
        ({"motpart": "8;15"}, "Rad 1: Motpart ska ha 1 till 20 bokstäver och siffror."),
    ],
)
def test_a_coding_row_with_a_fault_is_refused(falt, sagt):
    with pytest.raises(OrderRefused, match=sagt):
        write_kontering([replace(RAD, **falt)])


def test_a_coding_file_without_rows_is_refused():
    with pytest.raises(OrderRefused, match="Det finns inga konteringsrader"):
        write_kontering([])
