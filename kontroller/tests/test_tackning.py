"""Täckningen: vad som är prövat, vad som har undantag och vad som är öppet, i kronor som går att räkna efter."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.svenska import procent
from fakturor.flode import Status
from fakturor.models import Faktura, Redovisning
from kontroller.models import Granskning
from kontroller.tackning import DOLD, Delsumma, Tackning, coverage_of
from tests.byggstenar import MANAD, build_anordnare, build_arende, build_faktura, build_redovisning
from tests.byggstenar_kontroll import (
    bring_to,
    build_bedomning,
    build_bekraftelse,
    build_godtagen,
    build_granskning,
    build_utfall,
)
from tests.byggstenar_nedsattning import build_nedsattning, build_post, decided

pytestmark = pytest.mark.django_db

KR = Decimal("284.00")
"""En timme."""


@pytest.fixture
def redovisning() -> Redovisning:
    """A case whose own invoice is refused, so that the month has only what the test builds."""
    arende = build_arende()
    arende.faktura.move_to(Status.AVVISAD)
    return arende.redovisning


def build(redovisning: Redovisning, nummer: str = "1", timmar: int = 1, **utfall: str) -> Granskning:
    """An invoice that has been controlled, and waits for whatever it waits for."""
    granskning = build_granskning(build_faktura(redovisning, nummer=nummer, timmar=timmar), **utfall)
    granskning.faktura.move_to(Status.STOPPAD)
    return granskning


def only_part() -> str:
    """The part that the month's one invoice belongs to."""
    begart = coverage_of(MANAD).begart
    [del_] = [namn for namn, summa in begart.delar().items() if summa.antal]
    assert begart.antal == 1
    return del_


def test_an_invoice_that_no_control_has_anything_against_is_judged(redovisning):
    build(redovisning)

    assert coverage_of(MANAD).begart == Tackning(provat=Delsumma(1, KR))


def test_a_warning_is_judged_when_somebody_has_commented_it(redovisning):
    [varning] = build(redovisning, D07="varning").utfall.all()
    assert only_part() == "oppet"

    build_bedomning(varning, "kommenteras")

    assert only_part() == "provat"


@pytest.mark.parametrize("utfall", ["avvikelse", "ej_bedomd"])
def test_a_stop_is_an_exception_only_when_two_persons_accept_it(redovisning, utfall):
    [stopp] = build(redovisning, A02=utfall).utfall.all()
    assert only_part() == "oppet"
    bedomning = build_bedomning(stopp)
    assert only_part() == "oppet"

    build_bekraftelse(bedomning)

    assert only_part() == "undantag"


def test_an_exception_beside_an_uncommented_warning_is_open(redovisning):
    granskning = build(redovisning, A02="avvikelse", D07="varning")
    build_godtagen(granskning.utfall.get(regel="A02"))

    assert only_part() == "oppet"


@pytest.mark.parametrize("beslut", ["avslas", "komplettering"])
def test_a_stop_that_is_not_accepted_is_open_even_if_two_stand_behind_it(redovisning, beslut):
    [stopp] = build(redovisning, A02="avvikelse").utfall.all()
    build_bekraftelse(build_bedomning(stopp, beslut))

    assert only_part() == "oppet"


def test_the_last_assessment_counts_and_only_for_the_same_finding(redovisning):
    granskning = build(redovisning, A02="avvikelse")
    build_godtagen(granskning.utfall.get())
    build_bedomning(granskning.utfall.get(), "avslas")
    assert only_part() == "oppet"
    build_godtagen(granskning.utfall.get())
    assert only_part() == "undantag"

    build_utfall(build_granskning(granskning.faktura), fyndhash="0" * 64)

    assert only_part() == "oppet"


def test_an_exception_ends_with_its_last_day_unless_it_is_paid_by_then(redovisning):
    [stopp] = build(redovisning, A02="avvikelse").utfall.all()
    build_bekraftelse(build_bedomning(stopp, galler_till=date(2999, 6, 30)))

    assert coverage_of(MANAD, idag=date(2999, 6, 30)).begart.undantag.antal == 1
    assert coverage_of(MANAD, idag=date(2999, 7, 1)).begart.oppet.antal == 1

    bring_to(Faktura.objects.get(pk=stopp.granskning.faktura_id), Status.UTBETALD)

    assert coverage_of(MANAD, idag=date(2999, 7, 1)).begart.undantag.antal == 1


def test_what_is_not_controlled_or_has_changed_since_is_open(redovisning):
    okontrollerad = build_faktura(redovisning, timmar=1, nummer="1")
    andrad = build_faktura(redovisning, timmar=2, nummer="2")
    build_granskning(andrad)

    assert coverage_of(MANAD).begart == Tackning(oppet=Delsumma(2, 3 * KR))
    assert {okontrollerad.status, andrad.status} == {Status.MOTTAGEN}


def test_only_what_is_approved_for_payment_or_paid_counts_as_to_be_paid(redovisning):
    build(redovisning, "1", 1)
    bring_to(build(redovisning, "2", 2).faktura, Status.GODKAND)

    maj = coverage_of(MANAD)

    assert maj.begart.provat == Delsumma(2, 3 * KR)
    assert maj.betalas == Tackning(provat=Delsumma(1, 2 * KR))


def test_a_credit_note_is_counted_without_its_sign(redovisning):
    build(redovisning, "1", 3)
    kredit = build_faktura(redovisning, nummer="K", timmar=1, typ=Faktura.Typ.KREDITNOTA)
    build_granskning(kredit, G12="avvikelse")

    maj = coverage_of(MANAD).begart

    assert (maj.provat.kronor, maj.oppet.kronor) == (3 * KR, KR)
    assert maj.share("provat") == Decimal("0.75")


def test_each_provider_and_each_control_in_use_has_its_own(redovisning):
    build(redovisning, "1", 1)
    build_godtagen(build(redovisning, "2", 2, A02="avvikelse").utfall.get())
    annan = build_redovisning(redovisning.brukare, build_anordnare("5560000043", "Annan Assistans AB"))
    build(annan, "3", 4, D07="varning")

    maj = coverage_of(MANAD)

    assert maj.per_anordnare == {
        redovisning.anordnare_id: Tackning(provat=Delsumma(1, KR), undantag=Delsumma(1, 2 * KR)),
        annan.anordnare_id: Tackning(oppet=Delsumma(1, 4 * KR)),
    }
    assert maj.per_kontroll["A02"] == Tackning(provat=Delsumma(2, 5 * KR), undantag=Delsumma(1, 2 * KR))
    assert maj.per_kontroll["D07"] == Tackning(provat=Delsumma(2, 3 * KR), oppet=Delsumma(1, 4 * KR))
    assert maj.per_kontroll["E01"] == Tackning(provat=Delsumma(3, 7 * KR))
    assert "A05" not in maj.per_kontroll


def test_what_is_about_somebody_whom_the_reader_may_not_see_stands_by_itself(redovisning):
    build(redovisning, "1", 1)

    maj = coverage_of(MANAD, stangda=[redovisning.brukare_id])

    assert maj.per_anordnare == {DOLD: Tackning(provat=Delsumma(1, KR))}


def test_the_report_of_a_run_counts_what_the_run_judged(redovisning):
    forsta = build(redovisning, "1", 1)
    build(redovisning, "2", 2)
    build_granskning(forsta.faktura, A02="avvikelse")

    assert coverage_of(MANAD, forsta.korning_id).begart == Tackning(provat=Delsumma(1, KR))


def test_it_takes_one_query_however_much_there_is(redovisning, django_assert_num_queries):
    for nummer in range(12):
        build(redovisning, str(nummer), 1, A02="avvikelse")

    with django_assert_num_queries(1):
        assert coverage_of(MANAD).begart.oppet.antal == 12


def test_a_month_without_invoices_has_no_share():
    inget = coverage_of(date(2015, 8, 1)).begart

    assert (inget.kronor, inget.share("provat")) == (Decimal(0), None)


def test_a_share_is_written_as_the_whole_only_when_it_is():
    nastan = Tackning(provat=Delsumma(1, Decimal("9999999.99")), oppet=Delsumma(1, Decimal("0.01")))
    allt = Tackning(provat=Delsumma(1, Decimal("9999999.99")))

    assert procent(nastan.share("provat")) == "99,9\u00a0%"
    assert procent(nastan.share("oppet")) == "0,1\u00a0%"
    assert procent(allt.share("provat")) == "100,0\u00a0%"


def test_what_is_taken_off_is_neither_judged_nor_to_be_paid_and_the_sums_close(redovisning):
    granskning = build(redovisning, timmar=3)
    utfall = build_utfall(granskning, kronor=KR)
    nedsattning = build_nedsattning(granskning.faktura)
    build_post(nedsattning, KR, regel=utfall.regel, fyndhash=utfall.fyndhash)
    decided(nedsattning)

    maj = coverage_of(MANAD)

    assert (maj.begart.provat, maj.begart.nedsatt, maj.begart.oppet) == ((1, 2 * KR), (1, KR), (0, 0))
    assert (maj.begart.kronor, maj.begart.antal) == (3 * KR, 1)
    assert maj.per_kontroll["A02"].kronor == maj.per_anordnare[redovisning.anordnare_id].kronor == 3 * KR
    assert maj.per_kontroll["A02"].nedsatt == maj.per_kontroll["D07"].nedsatt == (1, KR)
    assert maj.per_kontroll["A02"].provat == (1, 2 * KR)

    bring_to(granskning.faktura, Status.GODKAND)
    assert (coverage_of(MANAD).betalas.kronor, coverage_of(MANAD).betalas.nedsatt.antal) == (2 * KR, 0)


def test_an_ore_less_than_is_questioned_leaves_the_rest_open(redovisning):
    granskning = build(redovisning, timmar=3)
    utfall = build_utfall(granskning, kronor=KR)
    nedsattning = build_nedsattning(granskning.faktura)
    build_post(nedsattning, KR - Decimal("0.01"), regel=utfall.regel, fyndhash=utfall.fyndhash)
    decided(nedsattning)

    begart = coverage_of(MANAD).begart

    assert begart.oppet == (1, 2 * KR + Decimal("0.01"))
    assert begart.nedsatt.kronor == KR - Decimal("0.01")
