import pytest

from kontroller.fakta import Ordtraff
from kontroller.regel import Utfall
from kontroller.regler.omkostnader_for_sig import omkostnader_for_sig
from kontroller.tests.bygg import STOPP, build_fakta, build_faktura, build_fakturarad, kr


def judge(*rader, ordtraffar=()):
    faktura = build_faktura(rader=rader, ordtraffar=tuple(ordtraffar))
    return list(omkostnader_for_sig(build_fakta(faktura=faktura), STOPP))


def test_a_line_in_hours_agrees():
    [fynd] = judge(build_fakturarad())

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"rader_antal": 1}


@pytest.mark.parametrize("enhet", ["C62", "KMT", ""])
def test_a_line_in_another_unit_is_stopped(enhet):
    [fynd] = judge(build_fakturarad(), build_fakturarad(id=2, rad="2", enhet=enhet, belopp=kr("1200.00")))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text == "Fakturarad 2 är inte i timmar. Timbeloppet ska täcka alla kostnader för assistansen."
    assert (fynd.rader, fynd.kronor) == (("fakturarad 2",), kr("1200.00"))
    assert fynd.matt == {"enhet": enhet or "ingen"}


@pytest.mark.parametrize(
    ("slag", "ord_"),
    [("omkostnad", "omkostnader"), ("administration", "administration"), ("resa", "resor"), ("material", "material")],
)
def test_a_line_in_hours_about_something_else_is_stopped(slag, ord_):
    [fynd] = judge(build_fakturarad(), ordtraffar=[Ordtraff(rad=1, slag=slag)])

    assert fynd.utfall == Utfall.AVVIKELSE
    assert f"handlar om {ord_}." in fynd.text


def test_both_reasons_are_said_once():
    [fynd] = judge(build_fakturarad(enhet="KMT"), ordtraffar=[Ordtraff(rad=1, slag="resa")])

    assert fynd.text.startswith("Fakturarad 1 handlar om resor och är inte i timmar.")


def test_words_of_another_line_and_of_other_kinds_do_not_count():
    traffar = [Ordtraff(rad=9, slag="resa"), Ordtraff(rad=1, slag="mote"), Ordtraff(rad=1, slag="ranta")]

    [fynd] = judge(build_fakturarad(), ordtraffar=traffar)

    assert fynd.utfall == Utfall.GODKAND


def test_an_invoice_without_lines_cannot_be_judged():
    [fynd] = judge()

    assert fynd.utfall == Utfall.EJ_BEDOMD
