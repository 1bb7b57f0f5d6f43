"""Sidan Budget och utfall är figur 2 i revisionsrapporten 2015:3, tal för tal, och rapportens procent."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.roller import Roll
from beslut.models import Utfallspost
from beslut.services.comparisons import register_budget
from beslut.services.outcomes import adopt_outcome
from beslut.tests.byggstenar_belopp import rows_of
from beslut.tests.sidor import text_of
from demodata import belopp
from tests.byggstenar import NU, build_user

pytestmark = pytest.mark.django_db

FIGUR_2 = {
    # kind: budget and bokslut 2014 and the deviation; budget and prognos 2015 and the deviation, in thousands of kronor
    "Personlig assistans, LSS": ("9 000", "14 407", "−5 407", "15 400", "16 300", "−900"),
    "Personlig assistans, SFB": ("61 000", "62 848", "−1 848", "63 600", "66 130", "−2 530"),
    "Sjuklöner": ("4 500", "3 313", "1 187", "2 500", "4 200", "−1 700"),
    "Totalt": ("74 500", "80 568", "−6 068", "81 500", "86 630", "−5 130"),
}
"""As the report prints it, chapter 4.2."""
PROCENT = {
    # "5,4 mnkr eller -60 procent", "-3 procent"; the others follow from the figure.
    "Personlig assistans, LSS": ("−60", "−6"),
    "Personlig assistans, SFB": ("−3", "−4"),
    "Sjuklöner": ("26", "−68"),
    "Totalt": ("−8", "−6"),
}


@pytest.fixture
def figur_2() -> None:
    """What the demo enters, through the same services."""
    karin = build_user("karin", Roll.EKONOM)
    for ar, slag, kronor in belopp.BUDGET:
        register_budget(ar=ar, slag=slag, belopp=kronor, grund=belopp.BUDGETBESLUT, by=karin, at=NU)
    for ar, slag, art, dag, kronor in belopp.UTFALL:
        adopt_outcome(ar=ar, slag=slag, art=art, dag=dag, belopp=kronor, grund=belopp.BUDGETBESLUT, by=karin, at=NU)


def page(client, roll: str = Roll.EKONOM, **fraga: object):
    client.force_login(build_user(f"nagon-{roll}", roll))
    return client.get(reverse("fakturor:budget_utfall"), {"ar": 2015} | fraga)


def plain(cell: str) -> str:
    return cell.replace("\u00a0", " ")


def test_every_figure_of_the_page_is_that_of_the_report(client, figur_2):
    rader = [[plain(cell) for cell in rad] for rad in rows_of(page(client).content.decode()) if len(rad) == 9]

    assert {rad[0]: (*rad[1:4], *rad[5:8]) for rad in rader} == FIGUR_2
    assert {rad[0]: (rad[4], rad[8]) for rad in rader} == PROCENT


def test_the_headings_say_which_year_is_a_bokslut_and_which_a_prognos(client, figur_2):
    html = page(client).content.decode()
    rubriker = [del_.split("<")[0] for del_ in html.split('scope="col" class="tal">')[1:9]]

    assert rubriker == [
        "Budget 2014", "Bokslut 2014", "Avvikelse", "Avvikelse, %",
        "Budget 2015", "Prognos 2015", "Avvikelse", "Avvikelse, %",
    ]  # fmt: skip


def test_the_text_of_the_report_is_that_of_the_page(client, figur_2):
    """'Totalt sett visar verksamheten personlig assistans negativ avvikelse på ca 6,1 mnkr.'"""
    text = text_of(page(client))

    assert "2014 blev kostnaden 6,1 mnkr mer än budgeten (−8 %)." in text
    assert "2015 väntas kostnaden bli 5,1 mnkr mer än budgeten (−6 %)." in text


def test_the_picture_tells_the_same_figures_in_words(client, figur_2):
    text = text_of(page(client))

    for slag, siffror in FIGUR_2.items():
        assert f"{slag}: Budget {siffror[0]}, Bokslut {siffror[1]}" in text
        assert f"{slag}: Budget {siffror[3]}, Prognos {siffror[4]}" in text


def test_the_file_is_the_table(client, figur_2):
    client.force_login(build_user("goran", Roll.NAMND))
    svar = client.get(reverse("fakturor:budget_utfall_fil"), {"ar": 2015})
    rader = list(csv.reader(io.StringIO(svar.content.decode("utf-8-sig")), delimiter=";"))

    assert rader[0] == [
        "slag", "budget_2014_tkr", "bokslut_2014_tkr", "avvikelse_2014_tkr", "avvikelse_2014_procent",
        "budget_2015_tkr", "prognos_2015_tkr", "avvikelse_2015_tkr", "avvikelse_2015_procent",
    ]  # fmt: skip
    vantat = {
        slag: [s.replace(" ", "").replace("−", "-") for s in (*f[:3], PROCENT[slag][0], *f[3:], PROCENT[slag][1])]
        for slag, f in FIGUR_2.items()
    }
    assert {rad[0]: rad[1:] for rad in rader[1:]} == vantat


def test_a_newer_forecast_is_shown_and_the_older_stays(client, figur_2):
    karin = build_user("karin")
    falt = {"ar": 2015, "slag": "lss", "art": "prognos", "grund": "Ny genomgång"}
    adopt_outcome(**falt, dag=belopp.UTFALL[3][3], belopp=16_400_000, by=karin, at=NU)

    rader = {rad[0]: [plain(cell) for cell in rad] for rad in rows_of(page(client).content.decode()) if len(rad) == 9}

    assert rader["Personlig assistans, LSS"][6] == "16 400"
    assert rader["Totalt"][6] == "86 730"
    assert Utfallspost.objects.filter(ar=2015, slag="lss").count() == 2


def test_a_kind_without_a_figure_leaves_the_total_missing_too(client, figur_2):
    rader = {rad[0]: rad for rad in rows_of(page(client, ar=2016).content.decode()) if len(rad) == 9}

    assert rader["Totalt"][5:] == ["saknas"] * 4
    assert plain(rader["Totalt"][2]) == "86 630"


def test_the_year_is_the_newest_with_a_budget_when_none_is_asked_for(client, figur_2):
    assert "Prognos 2015" in page(client, ar="").content.decode()


def test_the_page_asks_as_many_questions_whatever_it_shows(client, figur_2):
    page(client)
    with CaptureQueriesContext(
        connection,
    ) as fragor:
        client.get(reverse("fakturor:budget_utfall"), {"ar": 2015})

    assert len(fragor) <= 15
