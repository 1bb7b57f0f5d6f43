"""The risks in the board's report: the gravest, the matrix, and what is late."""

from datetime import date
from decimal import Decimal

import pytest

from kontroller.rapport.delar.risk import section
from kontroller.rapport.period import Period, Utgava
from kontroller.tests.bygg_styrning import build_antaget, build_atgard, build_risk
from tests.byggstenar import MANAD, build_arende
from tests.byggstenar_kontroll import build_granskning, build_utfall

pytestmark = pytest.mark.django_db
PERIOD = Period(Utgava.MANAD, MANAD, date(2015, 5, 31), (), date(2015, 10, 1))


def told(avsnitt) -> str:
    return " ".join(avsnitt.stycken).replace("\xa0", " ")


def test_an_empty_register_has_nothing_to_say():
    assert section(PERIOD) is None


def test_the_gravest_stand_first_with_what_was_stopped():
    build_risk((1, 2), namn="Lindrig", kontroller=["A02"])
    build_risk((4, 4), namn="Tung", kontroller=["B01"])
    build_utfall(build_granskning(build_arende().faktura), regel="B01", kronor=Decimal(900))

    tabell = section(PERIOD).tabeller[0]

    assert [rad[0].split(". ")[1] for rad in tabell.rader] == ["Tung", "Lindrig"]
    assert tabell.rader[0][1:6] == ("4 × 4", 16, "Mycket\u00a0hög", 1, Decimal("900.00"))


def test_what_is_late_the_day_the_report_is_written_is_told():
    risk = build_risk()
    build_atgard(risk, klar_senast=date(2015, 9, 30))
    build_atgard(risk, klar_senast=date(2015, 10, 1))

    avsnitt = section(PERIOD)

    assert "Två åtgärder väntar, och en av dem skulle ha varit klar före i dag." in told(avsnitt)
    assert [rad[-1] for rad in avsnitt.tabeller[1].rader] == ["Försenad", "Inte avslutad"]


@pytest.mark.parametrize(
    ("dagar", "mening"),
    [
        ([], "Ingen åtgärd väntar."),
        ([2], "En åtgärd väntar, och den är inte försenad."),
        ([1], "En åtgärd väntar, och den skulle ha varit klar före i dag."),
        ([1, 1], "Två åtgärder väntar, och alla skulle ha varit klara före i dag."),
        ([2, 2], "Två åtgärder väntar, och ingen av dem är försenad."),
    ],
)
def test_how_many_are_late_is_a_sentence_whatever_the_number(dagar, mening):
    risk = build_risk()
    for dag in dagar:
        build_atgard(risk, klar_senast=date(2015, 9, 29 + dag) if dag == 1 else date(2015, 10, 2))

    assert mening in told(section(PERIOD))


def test_the_matrix_says_the_same_in_words():
    risk = build_risk((3, 4))

    [bild] = section(PERIOD).bilder

    assert f"{risk.pk}. Assistans utan tillstånd: sannolikhet 3, konsekvens 4, värde 12" in bild.text
    assert bild.text in bild.svg


def test_whether_the_namnd_has_adopted_an_analysis_is_told():
    build_risk()
    assert "Nämnden har inte fastställt någon riskanalys." in told(section(PERIOD))

    build_antaget()

    assert "fastställde riskanalysen 2015:1 den 14 april 2015, § 41" in told(section(PERIOD))


def test_the_section_is_written_in_as_many_questions_of_many_risks(django_assert_num_queries):
    for _ in range(3):
        build_atgard(build_risk())

    with django_assert_num_queries(8):
        section(PERIOD)
