"""Det som flera regler säger och pekar ut på samma sätt, i gränserna."""

from datetime import date
from fractions import Fraction

import pytest

from kontroller.fakta import Ordtraff
from kontroller.regel import Utfall
from kontroller.tests.bygg import (
    APRIL,
    TIM,
    build_days,
    build_fakta,
    build_faktura,
    build_fakturarad,
    build_rapport,
    build_redovisning,
    build_uppdrag,
    kr,
    plain,
)
from kontroller.underlag import (
    days_of,
    days_of_form,
    days_text,
    days_without_assignment,
    evidence,
    kind_text,
    line_names,
    lines_with_words,
    minutes_of,
    outside_forms,
    price_of_time,
    rows_on,
    without_rows,
)


def day(*dagar, manad=4):
    return [date(2015, manad, dag) for dag in dagar]


@pytest.mark.parametrize(
    ("dagar", "text"),
    [
        (day(3), "3 april 2015"),
        (day(3, 4), "3–4 april 2015"),
        (day(3, 5), "3 och 5 april 2015"),
        (day(12, 3, 4, 5, 4), "3–5 och 12 april 2015"),
        (day(30) + day(1, manad=5), "30 april 2015 och 1 maj 2015"),
    ],
)
def test_days_are_written_compactly_month_by_month(dagar, text):
    assert plain(days_text(dagar)) == text


def test_double_time_is_said_to_be_double():
    assert (kind_text("vantetid"), kind_text("beredskap", True)) == ("väntetid", "dubbel beredskap")


def test_rows_are_those_of_the_days_asked_for():
    redovisning = build_redovisning(rapporter=(build_rapport(rader=build_days(1, 2, 3)),))

    rader = rows_on(redovisning, day(3, 1))

    assert days_of(rader) == day(1, 3)
    assert minutes_of(rader) == 8 * TIM


def test_part_of_the_rows_is_worth_its_time_and_all_of_them_the_whole_claim():
    redovisning = build_redovisning(rapporter=(build_rapport(rader=build_days(1, 2)),))
    fakta = build_fakta(redovisningar=(redovisning,))

    assert evidence(fakta, redovisning, redovisning.tidrader[:1]) == {
        "redovisning": 1,
        "rader": ("rapport R-1 2015-04-01 08:00–12:00",),
        "tidrader": (10480,),
        "kronor": kr("1136.00"),
    }
    assert evidence(fakta, redovisning, redovisning.tidrader)["kronor"] == kr("11360.00")


@pytest.mark.parametrize(
    ("priser", "kronor"), [(["284"], "284.00"), (["284", "284"], "284.00"), (["284", "285"], None), ([None], None)]
)
def test_time_has_a_price_when_the_lines_have_one(priser, kronor):
    rader = tuple(build_fakturarad(id=n, rad=str(n), pris=p and kr(p)) for n, p in enumerate(priser, start=1))
    fakta = build_fakta(faktura=build_faktura(rader=rader))

    svar = price_of_time(fakta, fakta.redovisningar[0], Fraction(TIM))

    assert svar == (kronor and kr(kronor))


def test_time_is_never_worth_more_than_the_claim_and_is_told_to_the_ore():
    fakta = build_fakta()
    [redovisning] = fakta.redovisningar

    assert price_of_time(fakta, redovisning, Fraction(1)) == kr("4.73")
    assert price_of_time(fakta, redovisning, Fraction(40 * TIM + 1)) == kr("11360.00")


def test_lines_are_named_and_found_by_their_words():
    rader = (build_fakturarad(), build_fakturarad(id=2, rad="2"), build_fakturarad(id=3, rad="3", redovisning=9))
    traffar = (Ordtraff(rad=2, slag="resa"), Ordtraff(rad=3, slag="mote"))
    fakta = build_fakta(faktura=build_faktura(rader=rader, ordtraffar=traffar))

    assert line_names(fakta, fakta.redovisningar[0]) == ("fakturarad 1", "fakturarad 2")
    assert [rad.rad for rad in lines_with_words(fakta, {"resa", "material"})] == ["2"]


def test_a_report_of_no_hours_is_fine_and_no_report_is_not():
    tom = build_redovisning(rapporter=(build_rapport(rader=()),))

    assert without_rows(tom).utfall == Utfall.GODKAND
    assert without_rows(build_redovisning(rapporter=())).utfall == Utfall.EJ_BEDOMD


def test_days_of_a_form_are_those_with_rows_and_such_an_assignment():
    redovisning = build_redovisning(
        rapporter=(build_rapport(rader=build_days(1, 2, 3)),),
        uppdrag=(
            build_uppdrag(avtalsform="C", fran=APRIL, tom=APRIL),
            build_uppdrag(id=2, avtalsform="D", fran=date(2015, 4, 3)),
        ),
    )

    assert days_of_form(redovisning, "BD") == day(3)
    [utan] = days_without_assignment(redovisning)
    assert (utan.utfall, utan.matt) == (Utfall.EJ_BEDOMD, {"dagar_utan_uppdrag": 1})
    assert "den 2 april 2015" in plain(utan.text)


@pytest.mark.parametrize(
    ("former", "rapporter", "uppdrag", "utfall"),
    [
        ("D", (build_rapport(),), (build_uppdrag(),), []),
        ("C", (build_rapport(),), (build_uppdrag(),), [Utfall.EJ_TILLAMPLIG]),
        ("D", (build_rapport(),), (), [Utfall.EJ_BEDOMD]),
        ("D", (), (build_uppdrag(),), [Utfall.EJ_BEDOMD]),
        ("D", (build_rapport(rader=()),), (build_uppdrag(),), [Utfall.GODKAND]),
        ("D", (), (), [Utfall.EJ_BEDOMD]),
        ("C", (), (build_uppdrag(),), [Utfall.EJ_TILLAMPLIG]),
    ],
)
def test_what_a_rule_of_some_forms_answers_for_the_rest(former, rapporter, uppdrag, utfall):
    redovisning = build_redovisning(rapporter=rapporter, uppdrag=uppdrag)

    assert [f.utfall for f in outside_forms(redovisning, former)] == utfall
