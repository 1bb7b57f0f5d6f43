"""What the database refuses in the registers, tried by raw SQL: two truths for one day, and accounts by one person."""

from datetime import date

import pytest

from tests.byggstenar import (
    NU,
    build_anordnare,
    build_beslut,
    build_brukare,
    build_konto,
    build_timbelopp,
    build_uppdrag,
    build_user,
)
from tests.vagran import copy_row, execute, refused

pytestmark = pytest.mark.django_db

VERIFIERA_SQL = "UPDATE beslut_konto SET verifierat_av_id = %s, verifierat = now() WHERE id = %s"


def test_two_decisions_do_not_grant_the_same_time():
    beslut = build_beslut(build_brukare())

    with refused("beslutsrad_overlappar_inte"):
        copy_row("beslut_beslutsrad", beslut.rader.get().pk, rad=2, galler_fran=date(2015, 7, 1))


def test_a_temporary_increase_may_stand_on_top_of_the_decision():
    beslut = build_beslut(build_brukare())

    copy_row("beslut_beslutsrad", beslut.rader.get().pk, rad=2, typ="tillfallig_utokning")

    assert beslut.rader.count() == 2


def test_a_row_of_a_decision_concerns_the_person_of_the_decision():
    beslut = build_beslut(build_brukare())
    annan = build_brukare("LSS-1B2D", "198511299995")

    with refused("beslutsrad_samma_brukare"):
        copy_row("beslut_beslutsrad", beslut.rader.get().pk, rad=2, brukare_id=annan.pk)


def test_two_rates_do_not_hold_the_same_day():
    timbelopp = build_timbelopp()

    with refused("timbelopp_overlappar_inte"):
        copy_row("beslut_timbelopp", timbelopp.pk, galler_fran=date(2015, 2, 1), belopp="300.00")


def test_two_permits_of_one_kind_do_not_hold_the_same_day():
    tillstand = build_anordnare().tillstand.get()

    with refused("tillstand_overlappar_inte"):
        copy_row("beslut_tillstand", tillstand.pk, galler_fran=date(2015, 2, 1))


def test_two_assignments_of_one_person_and_provider_do_not_hold_the_same_day():
    uppdrag = build_uppdrag(build_brukare(), build_anordnare())

    with refused("uppdrag_overlappar_inte"):
        copy_row("beslut_uppdrag", uppdrag.pk, galler_fran=date(2015, 2, 1), avtalsform="B")


def test_nobody_verifies_an_account_that_they_have_entered():
    konto = build_konto(build_anordnare(), forsta=False, inlagt_av=build_user("eva"))

    with refused("konto_verifierat_av_annan"):
        execute(VERIFIERA_SQL, [konto.inlagt_av_id, konto.pk])


def test_an_account_is_verified_by_somebody_at_some_time():
    konto = build_konto(build_anordnare(), forsta=False, inlagt_av=build_user("eva"))

    with refused("konto_verifierat_av_nagon"):
        execute("UPDATE beslut_konto SET verifierat = now() WHERE id = %s", [konto.pk])


def test_a_later_account_does_not_pass_for_one_of_the_first():
    konto = build_konto(build_anordnare())

    with refused("Anordnaren har redan konton"):
        copy_row("beslut_konto", konto.pk, nummer="50505208", inlagt=NU)


@pytest.mark.parametrize(("kolumn", "nytt"), [("nummer", "50505208"), ("inlagt_av_id", None), ("forsta", False)])
def test_an_account_is_not_changed_into_another(kolumn, nytt):
    konto = build_konto(build_anordnare())

    with refused("Ett konto ändras inte: ett nytt läggs in."):
        execute(
            f"UPDATE beslut_konto SET {kolumn} = %s WHERE id = %s",
            [build_user("eva").pk if nytt is None else nytt, konto.pk],
        )


def test_a_verified_account_is_not_verified_again_by_another():
    konto = build_konto(build_anordnare())

    with refused("Ett verifierat konto verifieras inte om."):
        execute(VERIFIERA_SQL, [build_user("eva").pk, konto.pk])


def test_an_account_that_has_ended_is_not_taken_up_again():
    konto = build_konto(build_anordnare())
    execute("UPDATE beslut_konto SET upphort = now() WHERE id = %s", [konto.pk])

    with refused("Ett konto som har upphört tas inte i bruk igen"):
        execute("UPDATE beslut_konto SET upphort = NULL WHERE id = %s", [konto.pk])


def test_an_account_is_not_removed():
    konto = build_konto(build_anordnare())

    with refused("Ett konto tas inte bort"):
        execute("DELETE FROM beslut_konto WHERE id = %s", [konto.pk])
