"""Det som fakta själva räknar ut, i gränserna."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontroller.fakta import DELARE, TIDSTYPER, Period, covers, days_outside
from kontroller.fakta.arbetstid import INGET
from kontroller.tests.bygg import (
    APRIL,
    build_arbetstid,
    build_days,
    build_fakta,
    build_faktura,
    build_fakturarad,
    build_mandat,
    build_rapport,
    build_redovisning,
    build_summor,
    build_uppdrag,
    kr,
)


@pytest.mark.parametrize(
    ("dag", "galler"),
    [(date(2015, 3, 31), False), (APRIL, True), (date(2015, 4, 30), True), (date(2015, 5, 1), False)],
)
def test_a_period_holds_both_of_its_ends(dag, galler):
    assert covers(build_mandat(fran=APRIL, tom=date(2015, 4, 30)), dag) is galler


def test_a_period_without_an_end_goes_on():
    assert covers(build_mandat(fran=APRIL), date.max)
    assert not covers(build_mandat(fran=APRIL), date(2015, 3, 31))


@given(
    st.lists(st.tuples(st.integers(1, 12), st.none() | st.integers(1, 12)), max_size=4),
    st.sets(st.integers(1, 12)).map(sorted),
)
def test_the_days_outside_are_those_that_no_period_holds(perioder, dagar):
    dagen = {nummer: date(2015, 4, nummer) for nummer in range(1, 13)}
    perioder = [Period(dagen[fran], dagen.get(tom)) for fran, tom in perioder]

    utanfor = days_outside(perioder, [dagen[nummer] for nummer in dagar])

    assert utanfor == [dagen[n] for n in dagar if not [p for p in perioder if covers(p, dagen[n])]]


def test_the_kinds_of_time_are_paid_in_full_as_a_quarter_and_as_a_seventh():
    assert [Fraction(1, DELARE[typ]) for typ in TIDSTYPER] == [1, Fraction(1, 4), Fraction(1, 7)]


@pytest.mark.parametrize(
    ("typ", "att_betala", "kredit"),
    [
        ("faktura", "0.00", False),
        ("faktura", "-0.01", True),
        ("faktura", "0.01", False),
        ("rakning", "100.00", False),
        ("kreditnota", "100.00", True),
    ],
)
def test_a_credit_is_a_credit_note_or_an_invoice_below_zero(typ, att_betala, kredit):
    assert build_faktura(typ=typ, summor=build_summor(Decimal(att_betala))).ar_kredit is kredit


def test_a_dossier_claims_its_own_lines_and_no_others():
    rader = (build_fakturarad(), build_fakturarad(id=2, rad="2"), build_fakturarad(id=3, rad="3", redovisning=2))
    fakta = build_fakta(faktura=build_faktura(rader=(*rader, build_fakturarad(id=4, rad="4", redovisning=None))))

    assert [rad.rad for rad in fakta.lines_of(fakta.redovisningar[0])] == ["1", "2"]
    assert fakta.claimed_amount(fakta.redovisningar[0]) == kr("22720.00")


def test_a_dossier_that_no_line_claims_claims_nothing():
    fakta = build_fakta(faktura=build_faktura(rader=()))

    assert fakta.claimed_amount(fakta.redovisningar[0]) == 0


def test_rows_and_days_are_those_of_every_report():
    rapporter = (build_rapport(rader=build_days(2, 1)), build_rapport(id=2, kod="R-2", rader=build_days(2, 5)))
    redovisning = build_redovisning(rapporter=rapporter)

    assert [(rapport.kod, rad.datum.day) for rapport, rad in redovisning.tidrader] == [
        ("R-1", 2),
        ("R-1", 1),
        ("R-2", 2),
        ("R-2", 5),
    ]
    assert [dag.day for dag in redovisning.arbetsdagar] == [1, 2, 5]


def test_the_assignment_of_a_day_is_the_one_in_force_also_when_asked_twice():
    forst, sedan = build_uppdrag(tom=APRIL), build_uppdrag(id=2, fran=date(2015, 4, 3))
    redovisning = build_redovisning(uppdrag=(forst, sedan))

    for _ in range(2):
        dagar = (APRIL, date(2015, 4, 2), date(2015, 4, 3))
        assert [redovisning.uppdrag_on(dag) for dag in dagar] == [forst, None, sedan]


def test_the_forms_are_those_of_the_days_with_rows():
    uppdrag = (
        build_uppdrag(avtalsform="C", tom=APRIL),
        build_uppdrag(id=2, avtalsform="D", fran=date(2015, 4, 3), tom=date(2015, 4, 9)),
        build_uppdrag(id=3, avtalsform="B", fran=date(2015, 4, 10)),
    )

    assert build_redovisning(uppdrag=uppdrag, rapporter=(build_rapport(rader=build_days(1, 2)),)).former() == {"C"}
    assert build_redovisning(uppdrag=uppdrag, rapporter=()).former() == {"B", "C", "D"}


@pytest.mark.parametrize(
    ("fran", "tom", "former"),
    [
        (date(2015, 4, 30), None, {"D"}),
        (date(2015, 5, 1), None, set()),
        (date(2014, 1, 1), APRIL, {"D"}),
        (date(2014, 1, 1), date(2015, 3, 31), set()),
    ],
)
def test_without_rows_the_forms_are_those_of_any_day_of_the_month(fran, tom, former):
    assert build_redovisning(uppdrag=(build_uppdrag(fran=fran, tom=tom),), rapporter=()).former() == former


def test_working_time_holds_as_long_as_its_registration():
    tid = build_arbetstid(galler_fran=APRIL, galler_tom=date(2015, 4, 9))

    assert [covers(tid, date(2015, 4, dag)) for dag in (1, 9, 10)] == [True, True, False]
    assert (INGET.aktiv, INGET.vantetid) == (0, 0)
    assert tid.styrkt is False
    assert build_mandat().beslutshandling is False


def test_time_is_summed_by_day_and_by_kind_over_every_row():
    rapporter = (
        build_rapport(rader=(*build_days(2, 2, 1), *build_days(2, tidstyp="vantetid"))),
        build_rapport(rader=build_days(3)),
    )
    redovisning = build_redovisning(rapporter=rapporter)

    assert rapporter[0].tid_per_dag == {
        date(2015, 4, 2): {"aktiv": 480, "vantetid": 240},
        APRIL: {"aktiv": 240},
    }
    assert rapporter[0].dagar == (APRIL, date(2015, 4, 2))
    assert rapporter[0].tid == {"aktiv": 720, "vantetid": 240}
    assert redovisning.tid == {"aktiv": 960, "vantetid": 240}
    assert redovisning.arbetsdagar == (APRIL, date(2015, 4, 2), date(2015, 4, 3))


def test_the_days_are_told_by_the_form_of_agreement_that_held():
    uppdrag = (
        build_uppdrag(id=1, avtalsform="C", tom=APRIL),
        build_uppdrag(id=2, avtalsform="D", fran=date(2015, 4, 3)),
    )
    redovisning = build_redovisning(uppdrag=uppdrag, rapporter=(build_rapport(rader=build_days(1, 2, 3, 4)),))

    assert redovisning.dagar_per_form == {
        "C": [APRIL],
        None: [date(2015, 4, 2)],
        "D": [date(2015, 4, 3), date(2015, 4, 4)],
    }


@pytest.mark.parametrize(("start", "skilda"), [(720, True), (719, False)])
def test_rows_are_apart_when_one_ends_as_the_next_begins(start, skilda):
    rader = (*build_days(1), *build_days(1, start=start, slut=960))

    assert build_redovisning(rapporter=(build_rapport(rader=rader),)).rader_skilda is skilda
