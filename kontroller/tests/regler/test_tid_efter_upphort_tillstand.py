from datetime import date

import pytest

from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.tid_efter_upphort_tillstand import tid_efter_upphort_tillstand
from kontroller.tests.bygg import (
    build_anordnare,
    build_fakta,
    build_rapport,
    build_redovisning,
    build_tidrad,
    build_tillstand,
    build_uppdrag,
    kr,
    plain,
)

VILLKOR = Villkor(Allvar.VARNING, {"dagar_efter_besked": 14})


def february(*dagar, told=date(2023, 2, 6), form="D", **tillstand):
    """A permit revoked on 31 January 2023 and rows on these days of February."""
    varden = {"status": "aterkallat", "tom": date(2023, 1, 31), **tillstand}
    redovisning = build_redovisning(
        manad=date(2023, 2, 1),
        sista_dag=date(2023, 2, 28),
        uppdrag=(build_uppdrag(avtalsform=form, informerad_om_upphort=told),),
        rapporter=(build_rapport(rader=tuple(build_tidrad(date(2023, 2, dag)) for dag in dagar)),),
    )
    return build_fakta(anordnare=build_anordnare(tillstand=(build_tillstand(**varden),)), redovisningar=(redovisning,))


def judge(fakta):
    return list(tid_efter_upphort_tillstand(fakta, VILLKOR))


def test_the_fourteenth_day_after_the_person_was_told_is_a_warning():
    [fynd] = judge(february(1, 20, 21))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "LSS-9F3C har 8 tim rapporterade den 1 och 20 februari 2023, efter att anordnarens tillstånd upphört "
        "men inom 14 dagar från att brukaren fick veta det."
    )
    assert fynd.matt == {"dagar_efter_upphort": 2, "dagar_efter_besked": 14}
    assert fynd.rader == ("rapport R-1 2023-02-01 08:00–12:00", "rapport R-1 2023-02-20 08:00–12:00")
    assert fynd.kronor == kr("2272.00")


def test_a_permit_that_ceased_on_request_is_the_same():
    assert [f.utfall for f in judge(february(20, status="upphort"))] == [Utfall.VARNING]


@pytest.mark.parametrize("told", [date(2023, 2, 6), None])
def test_later_days_and_days_without_notice_are_left_to_b01(told):
    [fynd] = judge(february(21, told=told))

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG
    assert fynd.text.endswith("prövas i B01.")


def test_a_permit_in_force_agrees():
    [fynd] = judge(february(1, status="inhiberat", tom=None))

    assert fynd.utfall == Utfall.GODKAND


def test_the_last_day_of_the_permit_is_within_it():
    [fynd] = judge(february(1, tom=date(2023, 2, 1)))

    assert fynd.utfall == Utfall.GODKAND


def test_a_permit_that_covers_some_of_the_days_only_is_left_to_b01():
    [fynd] = judge(february(1, 2, status="beviljat", tom=date(2023, 2, 1)))

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG


def test_the_number_of_days_is_a_parameter():
    [fynd] = tid_efter_upphort_tillstand(february(21), Villkor(Allvar.VARNING, {"dagar_efter_besked": 15}))

    assert fynd.utfall == Utfall.VARNING


def test_the_control_does_not_concern_time_before_november_2021():
    fakta = build_fakta(
        anordnare=build_anordnare(tillstand=(build_tillstand(status="aterkallat", tom=date(2015, 4, 5)),)),
        redovisningar=(build_redovisning(uppdrag=(build_uppdrag(informerad_om_upphort=date(2015, 4, 5)),)),),
    )

    [fynd] = judge(fakta)

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG
    assert plain(fynd.text) == "Kontrollen gäller tid från den 1 november 2021."


@pytest.mark.parametrize("form", ["A", "C"])
def test_forms_without_a_permit_are_not_concerned(form):
    assert [f.utfall for f in judge(february(20, form=form))] == [Utfall.EJ_TILLAMPLIG]


def test_an_unknown_provider_is_not_judged():
    assert [f.utfall for f in judge(build_fakta(anordnare=None))] == [Utfall.EJ_BEDOMD]


def test_time_while_the_permit_held_is_none_after_it():
    [fynd] = judge(february(1, tom=date(2023, 12, 31)))

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"dagar_efter_upphort": 0}
