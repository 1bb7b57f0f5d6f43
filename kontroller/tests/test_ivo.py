"""Vad registret säger om IVO:s tillstånd en dag, i gränserna."""

from datetime import date

import pytest

from kontroller.ivo import Lage, is_in_force, is_within_notice, notifications, permits, status_on
from kontroller.tests.bygg import build_anordnare, build_tillstand, build_uppdrag

FRAN, TOM = date(2015, 4, 1), date(2015, 4, 30)
FORE, EFTER = date(2015, 3, 31), date(2015, 5, 1)


def row(status="beviljat", fran=FRAN, tom=TOM, **mer):
    return build_tillstand(status=status, fran=fran, tom=tom, **mer)


@pytest.mark.parametrize(("dag", "galler"), [(FORE, False), (FRAN, True), (TOM, True), (EFTER, False)])
@pytest.mark.parametrize("status", ["beviljat", "inhiberat", "aterkallat", "upphort"])
def test_a_row_holds_from_its_first_day_to_its_last_one(status, dag, galler):
    assert is_in_force(row(status), dag) is galler


@pytest.mark.parametrize(
    ("status", "galler"),
    [("beviljat", True), ("inhiberat", True), ("aterkallat", False), ("upphort", False), ("forbud", False)],
)
def test_without_a_last_day_only_what_has_not_ended_holds(status, galler):
    assert is_in_force(row(status, tom=None), FRAN) is galler


def test_a_prohibition_never_holds():
    assert is_in_force(row("forbud"), FRAN) is False


@pytest.mark.parametrize(
    ("rader", "lage"),
    [
        ([], Lage.SAKNAS),
        ([row()], Lage.I_KRAFT),
        ([row("upphort", tom=FORE, fran=FORE), row()], Lage.I_KRAFT),
        ([row("forbud")], Lage.SAKNAS),
        ([row("forbud"), row("upphort", fran=FORE, tom=FORE)], Lage.SAKNAS),
        ([row("forbud", fran=FORE, tom=FORE), row("upphort", fran=FORE, tom=FORE)], Lage.UPPHORT),
        ([row("upphort", fran=FORE, tom=FORE)], Lage.UPPHORT),
        ([row("upphort", fran=FORE, tom=FORE), row("aterkallat", tom=None)], Lage.OKLART),
        ([row("aterkallat", fran=EFTER, tom=None)], Lage.SAKNAS),
        ([row("beviljat", fran=FORE, tom=FORE)], Lage.SAKNAS),
    ],
)
def test_the_rows_together_say_how_it_stands_on_the_first_day(rader, lage):
    assert status_on(rader, FRAN) == lage


def test_permits_and_notifications_are_kept_apart():
    tillstand, anmalan = row(id=1), row(id=2, typ="anmalan")
    anordnare = build_anordnare(tillstand=(tillstand, anmalan))

    assert (permits(anordnare), notifications(anordnare)) == ([tillstand], [anmalan])


@pytest.mark.parametrize(
    ("dag", "inom"), [(date(2021, 12, 10), True), (date(2021, 12, 11), True), (date(2021, 12, 12), False)]
)
def test_time_may_be_paid_so_many_days_after_the_person_was_told(dag, inom):
    uppdrag = build_uppdrag(informerad_om_upphort=date(2021, 12, 1))

    assert is_within_notice(uppdrag, dag, 10) is inom


@pytest.mark.parametrize(("dag", "inom"), [(date(2021, 10, 31), False), (date(2021, 11, 1), True)])
def test_notice_counts_from_the_day_of_the_law(dag, inom):
    assert is_within_notice(build_uppdrag(informerad_om_upphort=date(2021, 10, 30)), dag, 10) is inom


def test_without_assignment_or_notice_nothing_is_paid_after_the_end():
    assert is_within_notice(None, date(2021, 12, 1), 10) is False
    assert is_within_notice(build_uppdrag(), date(2021, 12, 1), 10) is False
