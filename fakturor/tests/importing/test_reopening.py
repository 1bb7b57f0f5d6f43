"""What a change of master data does to invoices that wait for payment."""

import pytest

from assistans.models import Handelse
from fakturor.flode import Status
from fakturor.models import Faktura
from fakturor.tests.bygg_mapp import ASSISTENT, MAPP, ORGNR, VIKARIE, first, folder, only
from tests.byggstenar_kontroll import bring_to


@pytest.fixture
def approved(kommun):
    """The municipality's only claim, for April 2015, approved for payment."""
    return bring_to(Faktura.objects.get(), Status.GODKAND)


def step(faktura):
    faktura.refresh_from_db()
    return faktura.status, faktura.omgang


BACK = (Status.MOTTAGEN, 2)
STAYS = (Status.GODKAND, 1)


@pytest.mark.parametrize(
    ("tabell", "cells", "expected"),
    [
        ("beslut", {"timmar": "31"}, BACK),
        ("beslut", {"tom": "2015-04-15"}, BACK),
        ("beslut", {"tom": "2015-04-30"}, STAYS),
        ("beslut", {"beslutsdatum": "2014-05-21"}, BACK),
        ("uppdrag", {"from": "2015-05-01"}, STAYS),
        ("uppdrag", {"from": "2015-04-30"}, BACK),
        ("ivo", {"tom": "2015-04-10"}, BACK),
        ("ivo", {"tom": "2015-05-10"}, STAYS),
        ("timbelopp", {"from": "2015-04-01", "belopp": "280"}, BACK),
        ("timbelopp", {"from": "2016-01-01", "belopp": "288"}, STAYS),
        ("assistenter", {"from": "2015-05-01"}, STAYS),
        ("assistenter", {"narstaende": "ja"}, BACK),
        ("vistelser", {"from": "2015-04-20 08:00", "tom": ""}, BACK),
        ("brukare", {"avliden": "2015-04-20"}, BACK),
        ("brukare", {"referens": "B-2", "personnummer": "198402612389"}, STAYS),
        ("anordnare", {"bankgiro": "5050-1055"}, BACK),
        ("anordnare", {"orgnr": "5599004180", "bankgiro": ""}, STAYS),
        ("rapporter", {"summa_aktiv": "12:30"}, BACK),
        ("rapporter", {"rapport": "R2", "manad": "2015-05"}, STAYS),
        ("intyg", {"datum": "2015-05-02"}, BACK),
    ],
)
def test_an_invoice_goes_back_when_what_it_rests_on_changes(approved, read, tabell, cells, expected):
    read(only(**{tabell: [first(tabell, **cells)]}))

    assert step(approved) == expected


def test_the_same_files_again_leave_an_invoice_where_it_is(approved, read):
    read(folder())

    assert step(approved) == STAYS
    assert not Handelse.objects.filter(typ="faktura.tillbaka").exists()


def test_what_is_paid_stays_paid(kommun, read):
    faktura = bring_to(Faktura.objects.get(), Status.UTBETALD)

    read(only(beslut=[first("beslut", timmar="1")], ivo=[first("ivo", status="forbud")]))

    assert step(faktura) == (Status.UTBETALD, 1)


@pytest.mark.parametrize(
    ("assistent", "datum", "expected"),
    [(VIKARIE, "2015-04-01", STAYS), (ASSISTENT, "2015-04-03", STAYS), (ASSISTENT, "2015-04-01", BACK)],
    ids=["another assistant", "at another time", "the same assistant at the same time"],
)
def test_another_persons_month_matters_to_an_invoice_that_shares_an_assistants_time(
    approved, read, assistent, datum, expected
):
    annan = {"referens": "B-2"}
    read(
        only(
            brukare=[first("brukare", personnummer="198402612389", **annan)],
            beslut=[first("beslut", diarienummer="SN 2015-9", **annan)],
            uppdrag=[first("uppdrag", orgnr=ORGNR, **annan)],
            rapporter=[first("rapporter", rapport="R9", assistent=assistent, **annan)],
            tidrader=[first("tidrader", rapport="R9", datum=datum)],
        )
    )

    assert step(approved) == expected


def test_an_invoice_goes_back_when_another_provider_gets_its_account(approved, read):
    read(only(anordnare=[first("anordnare", orgnr="5599004180", bankgiro=MAPP["anordnare"][0]["bankgiro"])]))

    assert step(approved) == BACK
