"""E-invoices as they are taken in: matched by what they say, stored as they came, once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fakturor.flode import Status
from fakturor.models import Dokument, Faktura
from fakturor.tests.bygg_mapp import MAPP, ORGNR, PERSON, first, only
from fakturor.tests.filer.bygg_ubl import Rad, build_invoice

APRIL = {"StartDate": "2015-04-01", "EndDate": "2015-04-30"}


@pytest.fixture
def register(read):
    """The persons and providers, and nothing else."""
    annan = first("brukare", referens="B-1002", personnummer="198402612389")
    read(only(brukare=[*MAPP["brukare"], annan], anordnare=MAPP["anordnare"], uppdrag=MAPP["uppdrag"]))


def receive(read, *invoices):
    files = [(f"fakturor/f{n}.xml", data) for n, data in enumerate(invoices)]
    return [fil for _, fil in sorted(read(files).items())]


def test_an_invoice_is_stored_as_it_came_and_put_in_its_dossier(register, read):
    data = build_invoice(**APRIL)

    [fil] = receive(read, data)

    faktura = Faktura.objects.get()
    rad = faktura.rader.get()
    assert (fil.lasta, fil.nya, fil.fel) == (1, 1, [])
    assert (faktura.leverantor, faktura.anordnare.orgnr, faktura.status) == (ORGNR, ORGNR, Status.MOTTAGEN)
    assert (faktura.att_betala, faktura.konton) == (Decimal(35216), [{"typ": "bankgiro", "nummer": "9912346"}])
    assert (rad.antal, rad.pris, rad.enhet, rad.moms_kategori) == (Decimal(124), Decimal(284), "HUR", "E")
    assert (rad.referens, rad.manad, rad.redovisning.brukare.referens) == ("B-1001", date(2015, 4, 1), "B-1001")
    assert bytes(Dokument.objects.get().innehall) == data


def test_the_same_file_again_changes_nothing(register, read):
    data = build_invoice(**APRIL)

    [first_time], [again] = receive(read, data), receive(read, data)

    assert (first_time.nya, again.nya, again.oforandrade, again.fel) == (1, 0, 1, [])
    assert Faktura.objects.count() == 1


def test_the_same_number_from_the_same_supplier_is_refused(register, read):
    one, two = receive(read, build_invoice(**APRIL), build_invoice(Rad(antal="1", belopp="284"), **APRIL))

    assert (one.nya, two.nya) == (1, 0)
    assert two.fel[0].orsak == "Leverantören har redan en faktura med numret 2026-1017. Den står kvar."
    assert two.as_json()["fel"][0]["rad"] is None


def test_a_number_that_only_resembles_another_is_taken_in(register, read):
    receive(read, build_invoice(**APRIL), build_invoice(ID="2026-1O17", **APRIL))

    assert Faktura.objects.count() == 2


def test_the_lines_decide_before_the_invoice(register, read):
    lines = [
        Rad(referens="B-1002"),
        Rad(referens=""),
        Rad(referens="okänd"),
        Rad(referens="", extra="<cbc:Note>Avser person B-1002, april.</cbc:Note>"),
    ]

    receive(read, build_invoice(*lines, AccountingCost="B-1001", **APRIL))

    assert [rad.brukare.referens for rad in Faktura.objects.get().rader.all()] == [
        "B-1002",
        "B-1001",
        "B-1001",
        "B-1002",
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"saljare": "5599004180"},
        {"AccountingCost": "B-9", "BuyerReference": "LSS"},
        {"StartDate": "2015-03-16"},
    ],
    ids=["provider", "person", "two months"],
)
def test_what_cannot_be_matched_is_stored_and_waits(register, read, changed):
    [fil] = receive(read, build_invoice(Rad(referens=""), **APRIL | changed))

    faktura = Faktura.objects.get()
    assert (fil.nya, fil.fel, faktura.status) == (1, [], Status.OMATCHAD)
    assert faktura.rader.get().redovisning is None


def test_an_invoice_that_waited_is_matched_when_its_register_comes(read):
    read(only(brukare=MAPP["brukare"]))
    receive(read, build_invoice(**APRIL))

    read(only(anordnare=MAPP["anordnare"]))

    faktura = Faktura.objects.get()
    assert (faktura.status, faktura.omgang, faktura.anordnare.orgnr) == (Status.MOTTAGEN, 2, ORGNR)
    assert faktura.rader.get().redovisning.manad == date(2015, 4, 1)


def test_a_sole_trader_is_stored_by_the_pseudonym(register, read):
    rad = first("anordnare", orgnr="EA0007", form="enskild_firma", personnummer=PERSON, bankgiro="")
    read(only(anordnare=[rad]))

    receive(read, build_invoice(saljare=PERSON[2:], momsnummer=f"SE{PERSON[2:]}01", **APRIL))

    faktura = Faktura.objects.get()
    assert (faktura.leverantor, faktura.anordnare.orgnr) == ("EA0007", "EA0007")


def test_a_sole_trader_nobody_knows_is_never_stored_in_clear(register, read):
    receive(read, build_invoice(saljare=PERSON[2:], momsnummer=f"SE{PERSON[2:]}01", **APRIL))

    faktura = Faktura.objects.get()
    assert faktura.leverantor.startswith("EA-okand-")
    assert faktura.status == Status.OMATCHAD


def test_what_is_no_invoice_is_refused_and_stops_no_other(register, read):
    bad, foreign, good = receive(read, b"<html/>", build_invoice(valuta="EUR", **APRIL), build_invoice(**APRIL))

    assert "webbsida" in bad.fel[0].orsak
    assert foreign.fel[0].orsak == "Fakturan är i valutan EUR. Bara fakturor i svenska kronor tas emot."
    assert (bad.nya, foreign.nya, good.nya) == (0, 0, 1)


def test_an_invoice_with_faults_is_taken_in_with_them(register, read):
    [fil] = receive(read, build_invoice(PayableAmount="35217", **APRIL))

    assert fil.nya == 1
    assert {a["kontroll"] for a in Faktura.objects.get().anmarkningar} == {"G01"}


def test_a_personnummer_as_reference_is_masked_on_the_line(register, read):
    receive(read, build_invoice(Rad(referens=PERSON), **APRIL))

    assert PERSON not in Faktura.objects.get().rader.get().referens


def test_the_number_of_queries_does_not_depend_on_the_number_of_invoices(register, read):
    def queries(numbers):
        invoices = [build_invoice(ID=f"F-{n}", **APRIL) for n in numbers]
        with CaptureQueriesContext(connection) as captured:
            receive(read, *invoices)
        return len(captured)

    receive(read, build_invoice(ID="F-0", **APRIL))

    assert queries(range(1, 2)) == queries(range(2, 22))
