"""Sidan Statistik: samma avsnitt som rapporten, för en månad som går att välja, och inga personer."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assistans.roller import Roll
from kontroller.tests.bygg_avsnitt import build_run
from kontroller.tests.test_rapport_ekonomi import build_figures_3_and_4
from tests.byggstenar import MANAD, build_arende, build_user
from tests.byggstenar_kontroll import build_granskning

pytestmark = pytest.mark.django_db
LASER = {
    Roll.HANDLAGGARE,
    Roll.ENHETSCHEF,
    Roll.ADMINISTRATIV_ASSISTENT,
    Roll.BESLUTSATTESTANT,
    Roll.CONTROLLER,
    Roll.NAMND,
    Roll.REVISOR,
}


def logged_in(roll: Roll = Roll.NAMND) -> Client:
    klient = Client()
    klient.force_login(build_user(roll.value, roll))
    return klient


def text_of(klient: Client, **fraga) -> str:
    return klient.get(reverse("kontroller:statistik"), fraga).content.decode().replace("\u00a0", " ")


def test_before_anything_is_controlled_it_says_what_will_stand_there():
    assert "Här kommer statistiken att stå." in text_of(logged_in())


def test_the_audits_figures_stand_on_the_page_and_no_person():
    build_figures_3_and_4()
    arende = build_arende()
    build_granskning(arende.faktura)

    text = text_of(logged_in())

    for figur in ("14 407", "−5 407", "274 kr och 260 kr om anhörig är assistent", "−1 084 507", "ca 54 225 timmar"):
        assert figur in text
    assert text.count("papper-bild") >= 3
    assert arende.brukare.referens not in text


def test_a_month_is_chosen_and_an_unknown_one_is_the_newest():
    for manad in (date(2015, 4, 1), MANAD):
        build_run(manad, 10)
    klient = logged_in()

    assert "<h1>Statistik, april 2015</h1>" in text_of(klient, manad="2015-04")
    for fraga in ({}, {"manad": "2015-01"}, {"manad": "april"}):
        assert "<h1>Statistik, maj 2015</h1>" in text_of(klient, **fraga)


@pytest.mark.parametrize("roll", list(Roll))
def test_those_who_read_reports_read_it(roll):
    assert (logged_in(roll).get(reverse("kontroller:statistik")).status_code == 200) is (roll in LASER)


def test_the_page_takes_as_many_queries_however_many_documents(django_assert_max_num_queries):
    build_run(MANAD, 10, 20, 30)
    klient = logged_in()

    with django_assert_max_num_queries(55):
        assert "Statistik" in text_of(klient)
