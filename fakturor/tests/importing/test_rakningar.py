"""Claims without an invoice: taken whole or not at all, and never changed."""

from datetime import date
from decimal import Decimal

import pytest

from fakturor.flode import Status
from fakturor.models import Faktura
from fakturor.tests.bygg_mapp import MAPP, first, only
from fakturor.tests.importing.test_register import counts, reasons


def test_a_claim_is_stored_as_it_was_written(kommun):
    faktura = Faktura.objects.get()
    one, two = faktura.rader.all()

    assert (faktura.typ, faktura.nummer, faktura.status) == ("rakning", "17", Status.MOTTAGEN)
    assert faktura.konton == [{"typ": "bankgiro", "nummer": "9912346"}]
    assert (faktura.att_betala, faktura.fakturadatum) == (Decimal(3408), date(2015, 5, 4))
    assert (one.antal, one.antal_decimaler, two.antal_decimaler, one.enhet) == (Decimal(10), 2, 0, "HUR")
    assert (one.manad, one.redovisning.manad, one.brukare.referens) == (date(2015, 4, 1), date(2015, 4, 1), "B-1001")


def test_a_claim_received_before_is_never_changed(kommun, read):
    rader = [{**rad, "total": "3500"} for rad in MAPP["rakningar"]]

    resultat = read(only(rakningar=rader))["rakningar"]

    orsak = "Numret är redan inläst med andra uppgifter. En räkning ändras inte."
    assert reasons(resultat) == [(2, "nummer", orsak), (3, "nummer", orsak)]
    assert Faktura.objects.get().att_betala == Decimal(3408)


def test_a_claim_whose_numbers_have_other_decimals_is_unchanged(kommun, read):
    rader = [{**rad, "antal": antal} for rad, antal in zip(MAPP["rakningar"], ("10", "2.00"), strict=True)]

    assert counts(read(only(rakningar=rader))["rakningar"]) == (2, 0, 0, 2, 0)


def test_a_claim_whose_rows_stand_in_another_order_is_unchanged(kommun, read):
    rader = list(reversed(MAPP["rakningar"]))

    assert counts(read(only(rakningar=rader))["rakningar"]) == (2, 0, 0, 2, 0)


@pytest.mark.parametrize(
    ("cells", "kolumn", "orsak"),
    [
        ({"antal": "tio"}, "antal", "Skriv ett tal utan mellanslag och enhet, till exempel 6,5."),
        ({"referens": "B-9"}, "referens", "Ingen brukare har den referensen."),
        ({"total": "1"}, "total", "Räkningen har något annat på rad 2."),
    ],
)
def test_a_claim_with_a_bad_row_waits_until_all_its_rows_are_right(kommun, read, cells, kolumn, orsak):
    claim = [{**rad, "nummer": "18"} for rad in MAPP["rakningar"]]
    other = [{**rad, "nummer": "19"} for rad in MAPP["rakningar"]]

    resultat = read(only(rakningar=[claim[0], {**claim[1], **cells}, *other]))["rakningar"]

    rest = "En annan rad på räkningen har fel. Räkningen läses in när alla dess rader är rätt."
    assert sorted(reasons(resultat)) == [(2, "nummer", rest), (3, kolumn, orsak)]
    assert set(Faktura.objects.values_list("nummer", flat=True)) == {"17", "19"}


def test_claims_of_two_providers_may_have_one_number(kommun, read):
    anordnare = first("anordnare", orgnr="EA0001", form="egen_arbetsgivare", bankgiro="")
    claim = [{**rad, "orgnr": "EA0001"} for rad in MAPP["rakningar"]]

    assert counts(read(only(anordnare=[anordnare], rakningar=claim))["rakningar"]) == (2, 2, 0, 0, 0)
