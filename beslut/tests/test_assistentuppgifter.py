"""Det som kommunen har fått veta om en assistent: vem som läser och ändrar det, vad som sägs, och vad som bevakas."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import Handelse, Lasning
from assistans.roller import Roll
from beslut.bevakning.punkt import Fraga, find_points
from beslut.models import Assistentuppgift
from beslut.services.assistant_notes import answer_note, end_note, register_note, strike_note
from beslut.services.refusal import RegistrationRefused
from beslut.tests.sidor import text_of
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    NU,
    build_anordnare,
    build_assistent,
    build_brukare,
    build_handlaggare,
    build_handling,
    build_person,
    build_user,
)

pytestmark = pytest.mark.django_db

LASER_ALLT = {Roll.HANDLAGGARE, Roll.ENHETSCHEF, Roll.REVISOR}
LASER = LASER_ALLT | {Roll.KONSULENT}
OPPNAR = LASER | {Roll.ADMINISTRATIV_ASSISTENT, Roll.BESLUTSATTESTANT, Roll.CONTROLLER, Roll.EKONOM}


def build_note(slag="sjuk", **falt):
    varden = {"galler_fran": date(2015, 5, 4), "galler_tom": None, "kalla": "Samtal med anordnaren"} | falt
    return register_note(person=build_person(ASSISTENTENS_NUMMER), slag=slag, by=build_handlaggare(), at=NU, **varden)


def url(sida, *ids):
    return reverse(f"beslut:{sida}", args=ids)


@pytest.fixture
def assistent():
    return build_assistent(build_anordnare())


# Who reads and changes


@pytest.mark.parametrize("roll", sorted(OPPNAR))
def test_only_those_who_work_on_the_case_read_what_can_tell_of_health(client, assistent, roll):
    build_note("sjuk")
    build_note("utomlands")
    client.force_login(build_user("nagon", roll))

    svar = text_of(client.get(url("assistent_visa", assistent.pk)))

    assert ("Sjukskriven" in svar) is (roll in LASER_ALLT)
    assert ("Vistas utomlands" in svar) is (roll in LASER)
    assert ("Uppgifter om assistenten" in svar) is (roll in LASER)


@pytest.mark.parametrize("roll", Roll)
def test_the_pages_that_change_it_are_for_two_roles(client, assistent, roll):
    uppgift = build_note("utomlands")
    client.force_login(build_user("nagon", roll))

    svar = [
        client.get(url("assistentuppgift_ny", assistent.pk)).status_code,
        *(
            client.get(url(f"assistentuppgift_{sida}", assistent.pk, uppgift.pk)).status_code
            for sida in ("slut", "stryk")
        ),
    ]

    assert svar == [200 if roll in {Roll.HANDLAGGARE, Roll.KONSULENT} else 403] * 3


@pytest.mark.parametrize("sida", ["historik", "handlingar"])
@pytest.mark.parametrize("roll", sorted(OPPNAR))
def test_its_history_and_documents_are_for_those_who_read_it(client, assistent, roll, sida):
    uppgift = build_note("sjuk")
    handling = build_handling(uppgift, rubrik="Svar från arbetsgivaren")
    client.force_login(build_user("nagon", roll))

    svar = [
        client.get(url(sida, "assistentuppgift", uppgift.pk)).status_code,
        client.get(url("historik", "handling", handling.pk)).status_code,
        client.get(url("handling", handling.pk)).status_code,
    ]

    assert svar == [200 if roll in LASER_ALLT else 404] * 3


def test_a_konsulent_neither_finds_nor_chooses_what_can_tell_of_health(client, assistent):
    uppgift = build_note("sjuk")
    client.force_login(build_user("kim", Roll.KONSULENT))

    ny = client.get(url("assistentuppgift_ny", assistent.pk)).context["form"]

    assert {varde for varde, _ in ny.fields["slag"].choices} == {"", "ledig", "annat_arbete", "utomlands", "avliden"}
    assert client.get(url("assistentuppgift_stryk", assistent.pk, uppgift.pk)).status_code == 404
    with pytest.raises(RegistrationRefused, match="Din roll får inte"):
        strike_note(uppgift=uppgift, skal="Fel", by=build_user("kim"), at=NU)


def test_a_protected_assistant_is_for_those_who_are_named(client, assistent):
    uppgift = build_note("utomlands")
    assistent.person.skyddad = True
    assistent.person.save(update_fields=["skyddad"])
    client.force_login(build_handlaggare())

    assert client.get(url("assistentuppgift_ny", assistent.pk)).status_code == 404
    assert client.get(url("assistentuppgift_stryk", assistent.pk, uppgift.pk)).status_code == 404
    assert client.get(url("historik", "assistentuppgift", uppgift.pk)).status_code == 404


def test_something_known_of_another_assistant_is_not_found_on_this_ones_page(client, assistent):
    annan = register_note(
        person=build_person("198512119897"),
        slag="ledig",
        galler_fran=date(2015, 5, 4),
        galler_tom=None,
        kalla="Anordnaren",
        by=build_handlaggare(),
        at=NU,
    )
    client.force_login(build_handlaggare())

    assert client.get(url("assistentuppgift_stryk", assistent.pk, annan.pk)).status_code == 404


def test_reading_it_is_logged(client, assistent):
    client.force_login(build_handlaggare())

    client.get(url("assistent_visa", assistent.pk))

    assert "Läste anmälan av assistenten och uppgifter om hen" in Lasning.objects.values_list("syfte", flat=True)


def test_the_page_costs_as_many_statements_however_much_is_known(client, assistent, django_assert_num_queries):
    client.force_login(build_handlaggare())
    build_note("sjuk")

    with CaptureQueriesContext(connection) as en:
        client.get(url("assistent_visa", assistent.pk))
    for dag in range(5, 15):
        build_note("ledig", galler_fran=date(2015, 5, dag))

    with django_assert_num_queries(len(en)):
        client.get(url("assistent_visa", assistent.pk))


# What is done


def test_it_is_registered_on_the_page(client, assistent):
    client.force_login(build_handlaggare())
    varden = {"slag": "formaga", "galler_fran": "2015-05-04", "galler_tom": "", "kalla": "Fråga skickad 4 maj"}

    svar = text_of(client.post(url("assistentuppgift_ny", assistent.pk), varden, follow=True))

    assert "Uppgiften är registrerad." in svar
    assert "Väntar på arbetsgivarens svar" in svar
    assert Assistentuppgift.objects.get().person == assistent.person


@pytest.mark.parametrize(
    ("falt", "mening"),
    [
        ({"slag": ""}, "Välj något i listan."),
        ({"kalla": " "}, "Skriv var uppgiften kommer ifrån."),
        ({"kalla": f"Ringde {ASSISTENTENS_NUMMER}"}, "Skriv utan personnummer"),
        ({"galler_tom": "2015-05-03"}, "Perioden börjar den 4 maj 2015 och slutar före det."),
        ({"slag": "avliden", "galler_tom": "2015-05-09"}, "Lämna slutet tomt."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(client, assistent, falt, mening):
    client.force_login(build_handlaggare())
    varden = {"slag": "ledig", "galler_fran": "2015-05-04", "galler_tom": "", "kalla": "Anordnaren"} | falt

    svar = client.post(url("assistentuppgift_ny", assistent.pk), varden)

    assert mening in text_of(svar)
    assert not Assistentuppgift.objects.exists()


def test_an_answer_an_end_and_a_strike_are_written_down_with_who_and_when(client, assistent):
    uppgift = build_note("formaga")
    client.force_login(build_handlaggare())

    client.post(url("assistentuppgift_svar", assistent.pk, uppgift.pk), {"besvarad": "2015-06-01"})
    client.post(url("assistentuppgift_slut", assistent.pk, uppgift.pk), {"galler_tom": "2015-06-02"})
    client.post(url("assistentuppgift_stryk", assistent.pk, uppgift.pk), {"skal": "Gällde någon annan"})

    uppgift.refresh_from_db()
    assert (uppgift.besvarad, uppgift.galler_tom) == (date(2015, 6, 1), date(2015, 6, 2))
    assert (uppgift.struken_av.anvandarnamn, uppgift.struken_skal) == ("hanna", "Gällde någon annan")
    typer = Handelse.objects.filter(objekt="beslut.assistentuppgift").order_by("pk").values_list("typ", flat=True)
    assert [typ.rpartition(".")[2] for typ in typer] == ["registrerad", "besvarad", "avslutad", "struken"]
    sidan = text_of(client.get(url("assistent_visa", assistent.pk)))
    assert "Struken: Gällde någon annan" in sidan


def test_no_event_tells_what_is_known():
    build_note("sjuk")

    [handelse] = Handelse.objects.filter(objekt="beslut.assistentuppgift")
    assert "sjuk" not in str(handelse.uppgifter)
    assert handelse.uppgifter["fran"] == "2015-05-04"


def test_what_is_struck_or_no_question_is_not_answered():
    fraga, sjuk = build_note("formaga"), build_note("sjuk")
    strike_note(uppgift=fraga, skal="Fel person", by=build_handlaggare(), at=NU)

    with pytest.raises(RegistrationRefused, match=r"ströks den 10\sjuni\s2015"):
        answer_note(uppgift=fraga, besvarad=date(2015, 6, 1), by=build_handlaggare(), at=NU)
    with pytest.raises(RegistrationRefused, match="ingen fråga"):
        answer_note(uppgift=sjuk, besvarad=date(2015, 6, 1), by=build_handlaggare(), at=NU)
    with pytest.raises(RegistrationRefused, match="har inte varit än"):
        answer_note(uppgift=build_note("formaga"), besvarad=date(2015, 6, 11), by=build_handlaggare(), at=NU)


def test_an_absence_can_turn_out_to_be_longer():
    uppgift = build_note("sjuk", galler_tom=date(2015, 5, 8))

    end_note(uppgift=uppgift, galler_tom=date(2015, 5, 15), by=build_handlaggare(), at=NU)

    uppgift.refresh_from_db()
    assert uppgift.galler_tom == date(2015, 5, 15)
    with pytest.raises(RegistrationRefused, match="inget slut"):
        end_note(uppgift=build_note("avliden"), galler_tom=date(2015, 6, 1), by=build_handlaggare(), at=NU)


# What follows


def points(roll):
    fraga = Fraga(build_user(roll, roll), date(2015, 6, 10), date(2015, 9, 10))
    return [(f.punkt.vem, f.punkt.dag, f.punkt.nummer) for f in find_points(fraga, "obesvarad_fraga")]


def test_questions_without_an_answer_are_on_the_work_list_once(assistent):
    uppgift = build_note("formaga")
    build_assistent(assistent.anordnare, brukare=build_brukare())

    [punkt] = points(Roll.HANDLAGGARE)

    assert punkt[:2] == ("Exempel Assistans AB", date(2015, 6, 10))
    assert points(Roll.KONSULENT) == []
    answer_note(uppgift=uppgift, besvarad=date(2015, 6, 1), by=build_handlaggare(), at=NU)
    assert points(Roll.HANDLAGGARE) == []
