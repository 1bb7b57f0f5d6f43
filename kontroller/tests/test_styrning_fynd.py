"""What the controls against a risk have actually found, counted from the ledger."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.svenska import manad_namn
from kontroller.models import ManuellKontroll
from kontroller.styrning.fynd import Tidsram, findings, last_twelve_months
from kontroller.tests.bygg_styrning import build_risk
from tests.byggstenar import MANAD, NU, build_arende, build_granskare
from tests.byggstenar_kontroll import build_bedomning, build_bekraftelse, build_granskning, build_utfall

pytestmark = pytest.mark.django_db
DAG = date(2015, 6, 1)


def found(**tid):
    return findings(tidsram=last_twelve_months(**tid), dag=DAG)


def test_an_invoice_counts_once_however_often_it_was_controlled_and_also_when_it_is_right_now():
    faktura = build_arende().faktura
    build_utfall(build_granskning(faktura), regel="B01", utfall="avvikelse", kronor=Decimal(900))
    build_utfall(build_granskning(faktura), regel="B01", utfall="avvikelse", kronor=Decimal(700))
    build_granskning(faktura)

    b01 = found().kontroller["B01"]

    assert (b01.stoppade, b01.kronor) == (1, "700.00")


def test_what_could_not_be_judged_and_what_was_warned_for_stand_apart():
    faktura = build_arende().faktura
    build_granskning(faktura, B01="ej_bedomd", B02="varning")

    kontroller = found().kontroller

    assert (kontroller["B01"].stoppade, kontroller["B01"].ej_bedomda) == (0, 1)
    assert (kontroller["B02"].stoppade, kontroller["B02"].varnade) == (0, 1)


def test_what_two_persons_have_accepted_is_told():
    granskning = build_granskning(build_arende().faktura)
    utfall = build_utfall(granskning, regel="B01")
    assert found().kontroller["B01"].godtagna == 0

    build_bekraftelse(build_bedomning(utfall))

    assert found().kontroller["B01"].godtagna == 1


def test_a_month_before_the_twelve_is_not_counted():
    build_granskning(build_arende().faktura, B01="avvikelse")

    assert found(till=date(2016, 4, 1)).kontroller["B01"].stoppade == 1
    assert found(till=date(2016, 5, 1)).kontroller["B01"].stoppade == 0


def test_the_twelve_months_end_with_the_newest_that_is_controlled():
    assert last_twelve_months() == Tidsram()

    build_granskning(build_arende().faktura)

    assert last_twelve_months() == Tidsram(fran=date(2014, 6, 1), till=MANAD)
    assert last_twelve_months().ord == f"{manad_namn(date(2014, 6, 1))} till {manad_namn(MANAD)}"


def test_for_a_risk_an_invoice_that_several_controls_stopped_counts_once_with_its_largest_amount():
    risk, annan = build_risk(kontroller=["B01", "A02"]), build_risk(kontroller=["G02"])
    granskning = build_granskning(build_arende().faktura)
    build_utfall(granskning, regel="B01", kronor=Decimal(900))
    build_utfall(granskning, regel="A02", kronor=Decimal(300))
    build_utfall(granskning, regel="G02", utfall="varning")

    per_risk = found().per_risk

    assert per_risk[risk.pk] == (1, Decimal("900.00"))
    assert annan.pk not in per_risk


def test_what_a_person_saw_by_hand_is_counted():
    faktura = build_arende().faktura
    build_granskning(faktura)
    for utfall in ("utan_anmarkning", "anmarkning"):
        ManuellKontroll.objects.create(
            kod="H03", faktura=faktura, utfall=utfall, sett="Sett.", datum=MANAD, av=build_granskare(), tid=NU
        )

    h03 = found().kontroller["H03"]

    assert (h03.hur, h03.anteckningar, h03.anmarkningar) == ("Manuell kontroll", 2, 1)


def test_the_questions_are_as_many_however_much_there_is(django_assert_num_queries):
    build_granskning(build_arende().faktura, B01="avvikelse", A02="varning")
    build_risk(kontroller=["B01"])
    tidsram = last_twelve_months()

    with django_assert_num_queries(5):
        findings(tidsram=tidsram, dag=DAG)
