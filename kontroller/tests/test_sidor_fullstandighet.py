"""Månadens fullständighet som sida: meningen, urvalet, rollerna, och tid som Försäkringskassan också täcker."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assistans.roller import Roll
from beslut.models import Brev, Brukare
from fakturor.models import GodkandTid
from kontroller.models import ManuellKontroll
from kontroller.tests.bygg_fullstandighet import NUMMER, build_silent, withdraw_certificate, without_gates
from tests.byggstenar import (
    STOCKHOLM,
    Arende,
    build_arende,
    build_beslut,
    build_user,
)

pytestmark = pytest.mark.django_db

ADRESS = "/manader/2015-05/fullstandighet/"
PAMINN = "/manader/2015-05/paminnelser/"


@pytest.fixture
def arende() -> Arende:
    """The one case, from which everything has come for May 2015."""
    return build_arende()


@pytest.fixture
def hanna(client):
    client.force_login(build_user("hanna", Roll.HANDLAGGARE))
    return client


def test_the_page_leads_with_figures_and_says_what_is_missing_in_words(hanna, arende):
    build_silent()

    svar = hanna.get(ADRESS, {"dag": "2015-07-17"})
    text = svar.text.replace("\u00a0", " ")

    assert "1 av 2 uppdrag har allt. 1 saknar något som skulle ha kommit, det äldsta sedan tolv dagar." in text
    assert "Ingen tidrapport har kommit." in text
    assert "Skulle ha funnits den 5 juli 2015, 12 dagar sedan." in text
    assert "LSS-TYST" in text
    assert "LSS-9F3C" not in text
    assert "Ingenting alls har kommit på fem månader." in text
    assert "Lagen säger månadsvis i efterskott men anger ingen dag" in text


@pytest.mark.parametrize(
    ("fraga", "funna"),
    [
        ({}, 2),
        ({"slag": "intyg"}, 1),
        ({"slag": "rapport"}, 1),
        ({"slag": "konto"}, 0),
        ({"visa": "tysta"}, 1),
        ({"visa": "sena"}, 2),
        ({"visa": "30"}, 0),
        ({"anordnare": "0"}, 2),
        ({"slag": "påhitt", "visa": "påhitt"}, 2),
    ],
)
def test_the_rows_are_chosen_by_kind_provider_and_days(hanna, arende, fraga, funna):
    withdraw_certificate(arende.rapport, "anordnare")
    build_silent()

    svar = hanna.get(ADRESS, {"dag": "2015-07-17"} | fraga)

    assert len(svar.context["rader"]) == funna


def test_a_day_that_cannot_be_read_is_today_and_is_said(hanna, arende):
    svar = hanna.get(ADRESS, {"dag": "i går"})

    assert svar.status_code == 200
    assert svar.context["dag"] == timezone.localdate()


def test_the_page_makes_as_many_queries_for_many_as_for_few(hanna):
    build_silent()
    hanna.get(ADRESS)
    with CaptureQueriesContext(connection) as en:
        hanna.get(ADRESS)
    for plats, nummer in enumerate(NUMMER[1:]):
        build_silent(f"LSS-MER{plats}", nummer)
    with CaptureQueriesContext(connection) as flera:
        assert len(hanna.get(ADRESS).context["rader"]) == 4

    assert len(flera) == len(en)


@pytest.mark.parametrize(
    ("roll", "status"),
    [
        (Roll.HANDLAGGARE, 200),
        (Roll.ADMINISTRATIV_ASSISTENT, 200),
        (Roll.CONTROLLER, 200),
        (Roll.ENHETSCHEF, 200),
        (Roll.KONSULENT, 200),
        (Roll.REVISOR, 200),
        (Roll.NAMND, 403),
        (Roll.SYSTEMFORVALTARE, 403),
    ],
)
def test_those_who_may_see_the_month_may_see_what_it_lacks(client, roll, status):
    build_silent()
    client.force_login(build_user("nagon", roll))

    svar = client.get(ADRESS)

    assert svar.status_code == status
    if status == 200:
        skriver = roll in (Roll.HANDLAGGARE, Roll.KONSULENT)
        assert ("Påminn anordnaren" in svar.text) is skriver
        assert client.get(PAMINN).status_code == (200 if skriver else 403)


def test_the_month_and_its_completeness_lead_to_each_other(hanna, arende):
    assert f'href="{ADRESS}"' in hanna.get("/manader/2015-05/").text
    assert 'href="/manader/2015-05/"' in hanna.get(ADRESS).text


def test_the_month_fetches_a_line_about_its_completeness(hanna, arende):
    assert f'hx-get="{ADRESS}rad/"' in hanna.get("/manader/2015-05/").text

    svar = hanna.get(f"{ADRESS}rad/").text.replace("\u00a0", " ")

    assert "Ett uppdrag har beviljad tid, och allt som väntas har kommit." in svar
    assert f'href="{ADRESS}"' in svar
    assert "hx-get" not in svar


def test_somebody_protected_is_there_for_those_who_are_named_only(hanna):
    uppdrag = build_silent()
    Brukare.objects.update(skydd=Brukare.Skydd.SEKRETESSMARKERING)
    assert "LSS-TYST" not in hanna.get(ADRESS).text
    assert hanna.get(ADRESS).context["oversikt"].vantade == 0

    uppdrag.brukare.behoriga.add(build_user("hanna"))

    assert "LSS-TYST" in hanna.get(ADRESS).text
    assert "En person med skyddade uppgifter är inte med" in hanna.get(PAMINN).text.replace("\u00a0", " ")
    hanna.post(PAMINN, {"mottagare": [f"a{uppdrag.anordnare_id}"]})
    assert not Brev.objects.exists()


# --- Försäkringskassan ---------------------------------------------------------------------------------------------


def approve(arende: Arende) -> None:
    with without_gates():
        for rad in arende.rapport.rader.all():
            GodkandTid.objects.create(tidrad=rad, faktura=arende.faktura)


def build_fk(arende: Arende, **falt) -> None:
    beslut = build_beslut(arende.brukare, diarienummer="FK 2015-1", typ="assistansersattning", **falt)
    assert beslut.rader.count() == 1


def test_approved_time_that_fk_covers_too_is_shown_with_its_share_of_the_kronor(hanna, arende):
    approve(arende)
    build_fk(arende, galler_fran=date(2015, 5, 15))  # two of the ten days, 16 of 80 hours

    [tackt] = hanna.get(ADRESS).context["fk"]

    assert (tackt.referens, tackt.minuter, tackt.kronor) == ("LSS-9F3C", 16 * 60, Decimal("4544.00"))
    assert tackt.noterat is None
    assert "FK 3032" in hanna.get(ADRESS).text


def test_time_outside_fks_days_or_that_nobody_has_approved_is_not_shown(hanna, arende):
    build_fk(arende, galler_fran=date(2015, 5, 1))
    assert hanna.get(ADRESS).context["fk"] == []

    approve(arende)
    arende.brukare.beslutsrader.filter(typ="assistansersattning").update(galler_tom=date(2015, 5, 3))
    assert hanna.get(ADRESS).context["fk"] == []


def test_what_somebody_has_written_down_of_it_is_told(hanna, arende):
    approve(arende)
    build_fk(arende, galler_fran=date(2015, 5, 15))
    ManuellKontroll.objects.create(
        kod="A10",
        redovisning=arende.redovisning,
        utfall="utan_anmarkning",
        sett="Begäran är skickad.",
        datum=date(2015, 6, 9),
        av=build_user("hanna"),
        tid=datetime(2015, 6, 9, 9, tzinfo=STOCKHOLM),
    )

    [tackt] = hanna.get(ADRESS).context["fk"]

    assert tackt.noterat == date(2015, 6, 9)
