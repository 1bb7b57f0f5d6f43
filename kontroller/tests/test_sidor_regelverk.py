"""The pages of the rule sets: what holds when, what differs, proposing, adopting and putting aside."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assistans.faltprov import HUVUD
from assistans.models import Utkast
from assistans.roller import Roll
from assistans.utkast import key_for
from kontroller.models import Regelverk
from kontroller.regel import Allvar
from kontroller.regelverk import ensure_standard, in_force
from kontroller.regler import load_rules
from kontroller.tests.bygg_regelverk import build_chef, build_controller, build_eget, build_forslag
from tests.byggstenar import INLAST, MANAD, build_arende, build_user
from tests.byggstenar_kontroll import build_granskning

pytestmark = pytest.mark.django_db

LISTA, FORESLA = "/regelverk/", "/regelverk/foresla/"


@pytest.fixture
def standard() -> Regelverk:
    return ensure_standard(at=INLAST)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(client: Client, url: str) -> str:
    svar = client.get(url)
    assert svar.status_code == 200
    return svar.content.decode()


def written(client: Client, **andrat) -> dict[str, str]:
    """What the form holds when nothing but `andrat` is typed: D07__i_bruk=None takes a tick away."""
    form = client.get(FORESLA).context["formular"]
    falt = {}
    for egen in form.alla:
        for bunden in egen:
            varde = bunden.value()
            if varde is True:
                falt[bunden.html_name] = "on"
            elif varde is not False and varde is not None:
                falt[bunden.html_name] = str(varde)
    falt |= {"galler_fran": "2015-05-01", "skal": "Rapporterna kommer senare."}
    for namn, varde in andrat.items():
        falt[namn.replace("__", "-")] = varde
    return {namn: varde for namn, varde in falt.items() if varde is not None}


# --- Who may open them ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("roll", Roll)
def test_who_may_open_the_pages(standard, roll):
    client = signed_in(build_user(roll, roll))
    laser, foreslar = roll in (Roll.CONTROLLER, Roll.REVISOR, Roll.ENHETSCHEF), roll == Roll.CONTROLLER
    sidor = {LISTA: laser, reverse("kontroller:regelverk", args=[standard.pk]): laser, FORESLA: foreslar}

    assert {url: client.get(url).status_code for url in sidor} == {
        url: 200 if far else 403 for url, far in sidor.items()
    }


def test_the_place_in_the_menu_is_for_who_proposes_and_who_audits():
    platser = {roll: f'href="{LISTA}"' in page_of(signed_in(build_user(roll, roll)), "/") for roll in Roll}

    assert {roll for roll, finns in platser.items() if finns} == {Roll.CONTROLLER, Roll.REVISOR}


# --- The list ---------------------------------------------------------------------------------------------------


def test_the_list_tells_which_rule_set_holds_when_and_what_waits(standard):
    build_eget(galler_fran=date(2015, 5, 1))
    build_forslag(galler_fran=date(2015, 9, 1))

    lista = signed_in(build_controller()).get(LISTA).context["lista"]

    assert [(r.regelverk.version, r.dagar, r.i_dag) for r in lista.galler] == [
        ("2015:1", "Från 1\u00a0maj\u00a02015", True),
        ("Standard 1", "Till och med 30\u00a0april\u00a02015", False),
    ]
    assert [forslag.version for forslag in lista.forslag] == ["2015:2"]


def test_the_timeline_says_what_the_engine_would_choose_for_every_day(standard):
    for dag in (date(2015, 5, 1), date(2015, 3, 1), date(2015, 5, 1), date(2015, 9, 1)):
        build_eget(galler_fran=dag)

    rader = signed_in(build_controller()).get(LISTA).context["lista"].galler

    for dag in (date(2014, 1, 1), date(2015, 2, 28), date(2015, 4, 30), MANAD, date(2015, 8, 31), date(2016, 1, 1)):
        [haller] = [r.regelverk for r in rader if r.fran <= dag and (r.tom is None or dag <= r.tom)]
        assert haller == in_force(dag)


def test_the_list_tells_of_delivered_controls_that_nobody_has_taken_a_stand_on(standard, monkeypatch):
    build_eget()
    client = signed_in(build_controller())
    assert "inte tagit ställning" not in page_of(client, LISTA)

    regler = load_rules()
    regler["A01"] = replace(regler["A01"], version=2)
    monkeypatch.setattr("kontroller.regelverk.load_rules", lambda: regler)

    assert "inte tagit ställning till den" in page_of(client, LISTA)
    assert [kod for kod, _, _ in client.get(LISTA).context["lista"].utan_stallning] == ["A01"]


def test_the_list_asks_as_many_questions_however_many_rule_sets(standard, django_assert_max_num_queries):
    for _ in range(3):
        build_eget(), build_forslag()

    client = signed_in(build_controller())
    with django_assert_max_num_queries(12):
        client.get(LISTA)


# --- One rule set -----------------------------------------------------------------------------------------------


def test_the_page_of_a_proposal_tells_the_difference_in_words():
    forslag = build_forslag(D07={"allvar": Allvar.STOPP, "parametrar": {"dag": 10, "manader": 2}})

    text = page_of(signed_in(build_controller()), reverse("kontroller:regelverk", args=[forslag.pk]))

    assert "Skillnad mot Standard 1" in text
    assert "Stoppar i stället för varnar. Dag ändras från 5 till 10." in text
    assert "Den som har föreslagit ett regelverk får inte anta det. Någon annan gör det." in text
    assert "Anta regelverk" not in text


def test_a_rule_set_can_be_held_against_any_other():
    ett, annat = build_forslag(A02={"i_bruk": False}), build_forslag(A03={"i_bruk": False})

    url = reverse("kontroller:regelverk", args=[ett.pk])
    skillnader = signed_in(build_chef()).get(f"{url}?mot={annat.pk}").context["sida"].skillnader

    assert [(s.kod, s.text) for s in skillnader] == [("A02", "Tas ur bruk."), ("A03", "Tas i bruk.")]


def test_a_proposal_for_controlled_months_says_so():
    build_granskning(build_arende().faktura)
    forslag = build_forslag(galler_fran=date(2015, 4, 1))

    text = page_of(signed_in(build_chef()), reverse("kontroller:regelverk", args=[forslag.pk]))

    assert "Regelverket gäller också maj\u00a02015, som redan är kontrollerad." in text


def test_the_chief_adopts_with_a_diary_number():
    forslag, client = build_forslag(), signed_in(build_chef())
    url = reverse("kontroller:anta_regelverk", args=[forslag.pk])

    utan = client.post(url, {"diarienummer": ""})
    assert "Skriv beslutets diarienummer." in utan.content.decode()
    svar = client.post(url, {"diarienummer": "SN 2015/80"}, follow=True)

    forslag.refresh_from_db()
    assert (forslag.antaget_av.anvandarnamn, forslag.diarienummer) == ("maria", "SN 2015/80")
    assert "Regelverk 2015:1 är antaget." in svar.content.decode()


def test_who_proposed_is_refused_in_words_also_past_the_page():
    forslag = build_forslag()

    svar = signed_in(build_controller()).post(
        reverse("kontroller:anta_regelverk", args=[forslag.pk]), {"diarienummer": "SN 1"}
    )

    assert "Den som har föreslagit ett regelverk får inte anta det." in svar.content.decode()
    assert Regelverk.objects.get(pk=forslag.pk).antaget is None


def test_a_proposal_is_put_aside():
    forslag = build_forslag()

    svar = signed_in(build_chef()).post(reverse("kontroller:lagg_undan_regelverk", args=[forslag.pk]), follow=True)

    assert "Förslaget 2015:1 är undanlagt." in svar.content.decode()
    assert Regelverk.objects.get(pk=forslag.pk).avslaget_av == build_chef()


# --- Proposing --------------------------------------------------------------------------------------------------


def test_a_proposal_is_written_whole_from_the_form(standard):
    client = signed_in(build_controller())

    client.post(FORESLA, written(client, D07__p_dag="10", D07__allvar="S", E01__i_bruk=None))

    forslag = Regelverk.objects.get(version="2015:1")
    assert (forslag.galler_fran, forslag.utgar_fran) == (MANAD, standard)
    assert forslag.rader.count() == len(load_rules())
    assert forslag.rader.get(kod="D07").parametrar == {"dag": 10, "manader": 2}
    assert (forslag.rader.get(kod="D07").allvar, forslag.rader.get(kod="E01").i_bruk) == ("S", False)


def test_what_cannot_be_read_is_said_at_its_field_and_nothing_is_saved(standard):
    client = signed_in(build_controller())

    svar = client.post(FORESLA, written(client, D07__p_dag="tio", galler_fran="2015-05-02"))

    text = svar.content.decode()
    assert "Ett regelverk gäller från den första i en månad." in text
    assert text.count("Skriv ett heltal från 0 till 100 000.") == 2
    assert not Regelverk.objects.filter(levererat=False).exists()


def test_a_proposal_that_changes_nothing_is_refused(standard):
    client = signed_in(build_controller())

    svar = client.post(FORESLA, written(client))

    assert "Förslaget är likadant som det som det utgår från." in svar.content.decode()


def test_the_page_tells_what_is_changed_while_it_is_written(standard):
    client = signed_in(build_controller())

    svar = client.post(reverse("kontroller:regelverk_skillnad"), written(client, D07__p_dag="10"))

    assert "Dag ändras från 5 till 10." in svar.content.decode()
    assert not Regelverk.objects.filter(levererat=False).exists()


def test_a_field_is_tried_when_it_is_left(standard):
    client = signed_in(build_controller())
    falt = written(client, D07__p_dag="tio")

    svar = client.post(FORESLA, falt, headers={HUVUD: "D07-p_dag"})

    assert "Skriv ett heltal från 0 till 100 000." in svar.content.decode()
    assert "<form" not in svar.content.decode()


def test_without_script_a_button_shows_what_is_changed(standard):
    client = signed_in(build_controller())

    svar = client.post(FORESLA, written(client, D07__p_dag="10", gor="visa"))

    assert "Dag ändras från 5 till 10." in svar.content.decode()
    assert not Regelverk.objects.filter(levererat=False).exists()


def test_a_draft_is_kept_and_gone_on_with(standard):
    eva = build_controller()
    client = signed_in(eva)
    client.post(reverse("utkast"), written(client, D07__p_dag="11") | {"utkastnyckel": key_for(eva, FORESLA)})

    assert Utkast.objects.filter(sida=FORESLA).exists()
    assert "Dag ändras från 5 till 11." in page_of(client, f"{FORESLA}?utkast=ja")


def test_the_form_is_made_in_few_questions(standard, django_assert_max_num_queries):
    client = signed_in(build_controller())

    with django_assert_max_num_queries(14):
        client.get(FORESLA)
