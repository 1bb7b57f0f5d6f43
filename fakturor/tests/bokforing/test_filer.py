"""Omgångens bokföringsfiler skrivs när den frisläpps, av samma rader som betalas."""

from datetime import date
from decimal import Decimal

import pytest

from beslut.models import Kontering
from fakturor.attestratt import codes_of
from fakturor.betalfiler.sie_lasning import read_sie
from fakturor.bokforing.delar import obstacles, parts_of, uncoded_since
from fakturor.bokforing.filer import INTE_I_BRUK, UTAN_MOTKONTO, bookkeeping_note, write_bookkeeping_files
from fakturor.flode import Status
from fakturor.models import Betalfil, Utbetalningsomgang
from fakturor.services.paying import PaymentRefused
from fakturor.tests.bygg_utbetalning import (
    build_godkand,
    build_kredit,
    ekonom,
    kommunens_konto,  # noqa: F401
    make_round,
    paid_out,
    release,
)
from fakturor.utbetalning.betalbara import payable
from tests.byggstenar import MANAD, NU, build_anordnare, build_arende, build_brukare, build_uppdrag
from tests.byggstenar_kontering import build_kontering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kommunens_konto")]


@pytest.fixture(autouse=True)
def motkonto(settings) -> None:
    settings.MOTKONTO = "2440"


@pytest.fixture
def uppdrag() -> None:
    build_uppdrag(build_brukare(), build_anordnare())


def filer_av(omgang: Utbetalningsomgang) -> dict[str, bytes]:
    return {fil.slag: bytes(fil.innehall) for fil in omgang.filer.all()}


@pytest.mark.usefixtures("uppdrag")
def test_a_released_round_has_a_voucher_that_balances_and_sums_to_its_payments() -> None:
    build_kontering()
    omgang = paid_out(build_godkand("4711"), build_godkand("4712"), build_kredit("K-1", 1000))

    filer = filer_av(omgang)

    verifikationer = read_sie(filer[Betalfil.Slag.SIE]).verifikationer
    assert [v.obalans for v in verifikationer] == [0, 0]
    assert sum(-v.rader[-1].belopp for v in verifikationer) == omgang.summa == Decimal(2 * 22720 - 1000)
    assert filer[Betalfil.Slag.KONTERING].decode("utf-8-sig").splitlines()[1:] == [
        f"{b.kod};D;5599010005;{b.belopp:.2f}".replace(".", ",")
        + f";4538;4100;5131;870;ja;Personlig assistans 2015-05, {b.kod}"
        for b in omgang.betalningar.all()
    ]


@pytest.mark.usefixtures("uppdrag")
def test_the_same_round_gives_the_same_bytes() -> None:
    build_kontering()
    omgang = paid_out(build_godkand())

    skrivna = {fil.slag: fil.innehall for fil in write_bookkeeping_files(omgang)}

    assert skrivna == {slag: data for slag, data in filer_av(omgang).items() if slag in skrivna}
    assert len(skrivna) == 2


@pytest.mark.usefixtures("uppdrag")
def test_nothing_in_the_files_names_anybody() -> None:
    build_kontering()
    omgang = paid_out(build_godkand())

    for fil in write_bookkeeping_files(omgang):
        assert all(namn not in fil.innehall.decode("cp437") for namn in ("Exempel", "Elsa", "Provberg", "19850113"))


@pytest.mark.usefixtures("uppdrag")
def test_without_any_coding_row_no_file_is_written_and_the_page_says_so() -> None:
    omgang = make_round(build_godkand())

    assert bookkeeping_note(omgang) == INTE_I_BRUK
    assert set(filer_av(release(omgang))) == {Betalfil.Slag.PAIN001, Betalfil.Slag.ORDERFIL}


@pytest.mark.usefixtures("uppdrag")
def test_without_an_account_to_credit_only_the_coding_is_written(settings) -> None:
    settings.MOTKONTO = ""
    build_kontering()
    omgang = make_round(build_godkand())

    assert bookkeeping_note(omgang) == UTAN_MOTKONTO
    filer = filer_av(release(omgang))
    assert Betalfil.Slag.KONTERING in filer
    assert Betalfil.Slag.SIE not in filer


@pytest.mark.usefixtures("uppdrag")
def test_an_invoice_without_coding_is_not_paid_once_the_table_is_in_use() -> None:
    build_kontering(avtalsform="B")
    faktura = build_godkand()

    [hallen] = payable(by=ekonom(), at=NU).hallna

    assert hallen.faktura == faktura
    assert hallen.hinder == (
        "Kontering saknas för personlig assistans, avtalsform D, till bolag, förening eller annan näringsidkare i "
        "maj\u00a02015."
    )


@pytest.mark.usefixtures("uppdrag")
def test_a_coding_row_that_has_ended_since_stops_the_release() -> None:
    build_kontering()
    omgang = make_round(build_godkand())
    Kontering.objects.update(galler_tom=date(2015, 4, 30))

    assert "Kontering saknas" in bookkeeping_note(omgang)
    with pytest.raises(PaymentRefused, match="Kontering saknas"):
        release(omgang)
    assert not omgang.filer.exists()


def test_a_person_without_assignment_at_the_payee_is_told() -> None:
    build_kontering()
    faktura = build_godkand()

    assert "inget uppdrag hos anordnaren" in obstacles([faktura.pk])[faktura.pk]


@pytest.mark.usefixtures("uppdrag")
def test_the_code_that_is_booked_is_the_one_that_is_attested() -> None:
    build_kontering(ansvar="7310")
    faktura = build_godkand()

    [part] = parts_of([faktura.pk])[faktura.pk]

    assert part.kodning is not None
    assert {part.kodning.ansvar} == codes_of([faktura.pk])[faktura.pk] == {"7310"}
    assert part.manad == MANAD


def test_the_performance_month_decides_the_row_also_when_it_is_paid_later() -> None:
    build_kontering(galler_tom=date(2015, 5, 31), konto="4111")
    build_kontering(galler_fran=date(2015, 6, 1), konto="4222")
    faktura = build_arende().faktura

    [part] = parts_of([faktura.pk])[faktura.pk]

    assert part.kodning is not None
    assert part.kodning.konto == "4111"


def test_what_the_months_claim_and_no_row_covers_is_listed() -> None:
    faktura = build_arende().faktura

    [(kombination, manader)] = uncoded_since(MANAD, MANAD).items()
    assert (kombination, manader) == (("assistans", "D", "naringsidkare"), [MANAD])
    build_kontering()
    assert not uncoded_since(MANAD, MANAD)
    assert faktura.status == Status.MOTTAGEN
