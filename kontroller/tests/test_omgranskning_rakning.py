"""Urvalet per krona och skattningen av felet, räknade utan databas."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontroller.omgranskning.skattning import Granskad, estimate, poisson_factor
from kontroller.omgranskning.urval import draw, hits

KRONOR = st.decimals(min_value="0.01", max_value="500000", places=2)
RAMAR = st.dictionaries(st.integers(1, 10**6), KRONOR, min_size=1, max_size=40)
FRON = st.text("0123456789abcdef", min_size=8, max_size=8)
ANDELAR = st.lists(st.integers(0, 100), min_size=1, max_size=12)


def found(belopp: str, ratt: str) -> Granskad:
    return Granskad(belopp=Decimal(belopp), ratt_belopp=Decimal(ratt))


# --- Urvalet ------------------------------------------------------------------------------------------------------


@given(ram=RAMAR, antal=st.integers(1, 30), fro=FRON)
def test_as_many_kronor_are_drawn_as_asked_for_and_the_same_seed_draws_the_same(ram, antal, fro):
    urval = draw(ram, antal=antal, fro=fro)

    assert sum(urval.traffar.values()) == antal
    assert draw(dict(reversed(ram.items())), antal=antal, fro=fro) == urval
    assert dict(zip(urval.ram, urval.belopp, strict=True)) == ram
    assert 0 <= urval.start < urval.intervall


@given(ram=RAMAR, antal=st.integers(1, 30), fro=FRON)
def test_what_is_as_large_as_the_interval_is_always_drawn_and_nothing_smaller_is_drawn_twice(ram, antal, fro):
    urval = draw(ram, antal=antal, fro=fro)

    for pk, belopp in ram.items():
        traffar = urval.traffar.get(pk, 0)
        assert traffar >= 1 if belopp >= urval.intervall else traffar <= 1


def test_the_drawn_kronor_lie_an_interval_apart():
    assert hits([Decimal(10), Decimal(5), Decimal(85)], Decimal(10), Decimal(0)) == [1, 1, 8]
    assert hits([Decimal(10), Decimal(5), Decimal(85)], Decimal(10), Decimal("5.5")) == [1, 0, 9]


def test_every_krona_has_the_same_chance():
    ram = {1: Decimal(100), 2: Decimal(300), 3: Decimal(600)}

    antal = Counter(pk for fro in range(2000) for pk in draw(ram, antal=1, fro=str(fro)).traffar)

    assert antal == pytest.approx({1: 200, 2: 600, 3: 1200}, rel=0.15)


@pytest.mark.parametrize(("ram", "antal"), [({}, 1), ({1: Decimal(1)}, 0), ({1: Decimal(0)}, 1), ({1: Decimal(-1)}, 1)])
def test_there_is_nothing_to_draw_from(ram, antal):
    with pytest.raises(ValueError, match="minst en krona"):
        draw(ram, antal=antal, fro="a")


# --- Skattningen --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fel", "konfidens", "faktor"),
    [
        # The factors of the auditors' tables (Poisson, as in Leslie, Teitlebaum and Anderson, 1979), two decimals.
        (0, 95, "3.00"),
        (1, 95, "4.74"),
        (2, 95, "6.30"),
        (3, 95, "7.75"),
        (4, 95, "9.15"),
        (0, 90, "2.30"),
        (1, 90, "3.89"),
        (2, 90, "5.32"),
    ],
)
def test_the_factors_are_those_of_the_tables(fel, konfidens, faktor):
    assert poisson_factor(fel, konfidens).quantize(Decimal("0.01")) == Decimal(faktor)


def test_a_textbook_example_comes_out_the_same():
    """From teaching material on monetary-unit sampling ("1004 MUS HO", coursehero.com/file/6569919): an interval of
    11,333 and three misstatements give a projected misstatement of 1,912. The limit follows from the table's factors
    3.00, 1.75 and 1.55: 11,333 × (3.00 + 1.75 × 10 % + 1.55 × 5 %) + 212.
    """
    poster = [found("100", "95"), found("11700", "11488"), found("65", "58.50")]

    svar = estimate(poster, ram=[Decimal(50)] * 20000, intervall=Decimal(11333), konfidens=95)

    assert svar.uppskattat == pytest.approx(Decimal(1912), abs=1)
    assert svar.hogst == pytest.approx(Decimal(37073), rel=Decimal("0.003"))
    assert svar.funnet == Decimal("223.50")


def test_no_error_leaves_three_intervals_at_95_per_cent():
    svar = estimate([found("100", "100")] * 30, ram=[Decimal(100)] * 300, intervall=Decimal(1000), konfidens=95)

    assert (svar.funnet, svar.uppskattat) == (0, 0)
    assert svar.hogst.quantize(Decimal(1)) == Decimal(2996)


def test_a_frame_that_is_examined_whole_has_exactly_the_error_found():
    poster = [found("5000", "4000"), found("7000", "7000.50")]

    svar = estimate(poster, ram=[Decimal(5000), Decimal(7000)], intervall=Decimal(4000), konfidens=99)

    assert svar.funnet == svar.uppskattat == svar.hogst == Decimal(1000)
    assert svar.for_lite_funnet == svar.for_lite_uppskattat == Decimal("0.50")


@given(andelar=ANDELAR, konfidens=st.sampled_from([90, 95, 99]))
def test_the_limit_is_never_below_the_estimate_nor_the_estimate_below_nothing(andelar, konfidens):
    poster = [found("100", str(100 - andel)) for andel in andelar]
    ram = [Decimal(100)] * 5000

    svar = estimate(poster, ram=ram, intervall=sum(ram) / len(poster), konfidens=konfidens)

    assert 0 <= svar.uppskattat <= svar.hogst <= svar.ram


@given(andelar=ANDELAR, vilken=st.integers(0, 11), mer=st.integers(0, 100))
def test_a_greater_error_never_lowers_the_estimate_or_the_limit(andelar, vilken, mer):
    storre = list(andelar)
    plats = vilken % len(storre)
    storre[plats] = min(100, storre[plats] + mer)
    ram = [Decimal(100)] * 5000

    fore, efter = (
        estimate([found("100", str(100 - a)) for a in lista], ram=ram, intervall=Decimal(20000), konfidens=95)
        for lista in (andelar, storre)
    )

    assert fore.uppskattat <= efter.uppskattat
    assert fore.hogst <= efter.hogst


@pytest.mark.parametrize("konfidens", [90, 95])
def test_a_higher_confidence_gives_a_higher_limit(konfidens):
    poster, ram = [found("100", "90")] * 10, [Decimal(100)] * 500
    fore, efter = (
        estimate(poster, ram=ram, intervall=Decimal(5000), konfidens=grad).hogst for grad in (konfidens, konfidens + 4)
    )

    assert fore < efter


def test_a_confidence_that_is_no_confidence_is_refused():
    with pytest.raises(ValueError, match="50 till 99"):
        poisson_factor(0, 100)
