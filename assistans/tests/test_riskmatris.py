"""The risk matrix and the picture of the process: what is drawn is what is said."""

import re
from xml.etree import ElementTree

import pytest

from assistans.grafik.flodesbild import Ruta, flodesbild
from assistans.grafik.riskmatris import Matrispost, matrix_in_words, niva_of, riskmatris


@pytest.mark.parametrize(
    ("varde", "ord_"),
    [(1, "Låg"), (3, "Låg"), (4, "Måttlig"), (6, "Måttlig"), (8, "Hög"), (9, "Hög"), (12, "Mycket hög")],
)
def test_a_value_has_its_level(varde, ord_):
    assert niva_of(varde).ord == ord_


def test_every_square_has_its_value_and_level_in_words():
    text = riskmatris([])

    assert len(re.findall(r'class="ram niva-\d"', text)) == 16
    assert text.count(">Mycket hög<") == 3
    assert "Ingen risk är bedömd." in text


def test_a_risk_lies_in_its_square_with_its_number_and_its_name_for_those_who_do_not_see():
    text = riskmatris([Matrispost(7, "Fel & fusk", 4, 4)])

    assert "7. Fel &amp; fusk: sannolikhet 4, konsekvens 4, värde 16" in text
    cirkel = re.search(r'<circle cx="([\d.]+)" cy="([\d.]+)"', text)
    assert float(cirkel[1]) > 400
    assert float(cirkel[2]) < 110


def test_a_picture_with_links_is_a_group_and_one_without_is_an_image():
    utan, med = (riskmatris([Matrispost(1, "Risk", 1, 1, adress)]) for adress in ("", "/riskanalys/1/"))

    assert 'role="img"' in utan
    assert "<a " not in utan
    assert 'role="group"' in med
    assert 'href="/riskanalys/1/"' in med


def test_more_risks_than_a_square_has_room_for_are_counted():
    poster = [Matrispost(nr, f"Risk {nr}", 2, 2) for nr in range(1, 10)]

    text = riskmatris(poster)

    assert text.count('class="skiva"') == 6
    assert ">+4<" in text
    assert all(f"{nr}. Risk {nr}" in matrix_in_words(poster) for nr in range(1, 10))


def test_on_paper_the_drawings_bear_their_own_colours():
    vag = [Ruta("Mottagen", "handläggare", 0)]

    for bild in (riskmatris([], papper=True), flodesbild(vag, [], told="Vägen.", papper=True)):
        assert ElementTree.fromstring(bild).find("{http://www.w3.org/2000/svg}style") is not None
    assert "<style" not in riskmatris([])


def test_words_under_a_step_take_at_most_two_lines():
    ord_ = "ekonom, controller, handläggare, enhetschef, konsulent och administrativ assistent med flera"

    text = flodesbild([Ruta("Utbetald", ord_, 0)], [], told="Vägen.")

    assert text.count('class="litet"') == 2
    assert "…" in text
