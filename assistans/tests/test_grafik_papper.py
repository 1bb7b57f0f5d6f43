"""Bilderna för papper: nollbaserade, läsbara i grått, och det som inte är känt ritas aldrig som noll."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from assistans.grafik.liggande import Grupp, Stapel
from assistans.grafik.liggande_papper import FULL, lying_bars
from assistans.grafik.papper import Fyllning, bar
from assistans.grafik.sma_bilder import STAPELHOJD, Liten, small_multiples
from assistans.grafik.staende import HOJD, Pelare, Plats, standing_bars

SERIE = (("Antal", Fyllning.FULL),)


def bars(svg: str, led: str) -> list[float]:
    """The heights or widths of the bars, in the order they are drawn."""
    return [float(rect.get(led)) for rect in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}rect")]


def test_standing_bars_are_as_high_as_their_share_of_the_highest():
    svg = standing_bars(SERIE, [Plats("2014", (Pelare(50, "50"),)), Plats("2015", (Pelare(100, "100"),))], etiketter=12)

    assert bars(svg, "height") == [(HOJD - 12) / 2, HOJD - 12]


def test_nothing_has_no_bar_and_what_is_not_known_says_so():
    svg = standing_bars(
        SERIE,
        [Plats("2014", (Pelare(0, "0"),)), Plats("2015", (Pelare(None),), "inte känt"), Plats("2016", (Pelare(9),))],
    )

    assert len(bars(svg, "height")) == 1
    assert ">0</text>" in svg
    assert ">inte känt</text>" in svg


def test_what_is_more_than_nothing_is_seen():
    svg = standing_bars(SERIE, [Plats("a", (Pelare(1),)), Plats("b", (Pelare(1_000_000),))])

    assert min(bars(svg, "height")) == 1


def test_a_key_stands_only_when_there_is_more_than_one_series():
    tva = (*SERIE, ("Andra", Fyllning.LJUS))

    assert "Antal" not in standing_bars(SERIE, [Plats("a", (Pelare(1),))])
    assert "Andra" in standing_bars(tva, [Plats("a", (Pelare(1), Pelare(1)))])


@pytest.mark.parametrize(("fyllning", "streck"), [(Fyllning.FULL, 0), (Fyllning.LJUS, 0), (Fyllning.STRECKAD, 6)])
def test_a_fill_is_told_from_another_without_colour(fyllning, streck):
    svg = bar(0, 0, 20, 20, fyllning)

    assert svg.count("<path") == streck
    assert ('stroke-width="1.2"' in svg) is (fyllning == Fyllning.LJUS)


def test_the_diagonals_end_at_the_edges_of_the_bar():
    linjer = re.findall(r"M([0-9.]+) ([0-9.]+)L([0-9.]+) ([0-9.]+)", bar(100, 50, 40, 16, Fyllning.STRECKAD))

    assert linjer
    for x1, y1, x2, y2 in ((float(tal) for tal in linje) for linje in linjer):
        assert 100 <= x1 < x2 <= 140
        assert 50 <= y2 < y1 <= 66


def test_a_bar_without_length_is_not_drawn():
    assert bar(0, 0, 0, 10) == ""


def test_small_multiples_have_a_height_of_their_own_and_a_dot_for_what_is_not_known():
    svg = small_multiples(
        [Liten("Stor", (None, Decimal(500), Decimal(1000)), "x"), Liten("Liten", (None, Decimal(0), Decimal(2)), "y")],
        forst="mars",
        sist="maj",
    )

    assert bars(svg, "height") == [STAPELHOJD / 2, STAPELHOJD, STAPELHOJD]
    assert svg.count("<circle") == 2


def test_lying_bars_keep_a_name_whole_and_end_at_the_level_of_the_longest():
    svg = lying_bars(
        [Grupp("Personlig assistans, LSS", (Stapel(Decimal(142), "142"), Stapel(None, "saknas")))],
        niva=Stapel(Decimal(284), "Statens schablon"),
    )

    assert bars(svg, "width") == [FULL / 2]
    assert "Personlig assistans, LSS" in svg
    assert "saknas" in svg
    assert "stroke-dasharray" in svg
