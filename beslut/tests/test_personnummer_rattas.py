"""Ett nummer som skrevs fel, eller har ersatts av ett annat, rättas utan att stå i något som kan läsas."""

import pytest

from assistans.models import Andring, Handelse
from assistans.roller import Roll
from beslut.models import Brukare, Person
from beslut.tests.sidor import post, text_of
from tests.byggstenar import (
    BRUKARENS_NUMMER,
    build_anordnare,
    build_assistent,
    build_brukare,
    build_person,
    build_user,
)

pytestmark = pytest.mark.django_db

RATT = "19851129-9995"
RATT_SIFFROR = "198511299995"
SKAL = "Numret skrevs fel i ansökan."


def correct(client, brukare: Brukare, personnummer: str = RATT, skal: str = SKAL, **falt):
    return post(client, "brukare_personnummer", brukare.pk, personnummer=personnummer, skal=skal, **falt)


def number_of(brukare: Brukare) -> str:
    return Person.objects.get(brukare=brukare).personnummer


def test_a_number_that_is_hers_alone_is_changed_where_it_stands(handlaggare):
    brukare = build_brukare()
    personen = brukare.person_id

    svar = correct(handlaggare, brukare)

    brukare.refresh_from_db()
    assert "Personnumret för LSS-9F3C är rättat." in text_of(svar)
    assert (brukare.person_id, number_of(brukare)) == (personen, RATT_SIFFROR)


def test_neither_number_stands_in_event_or_history_but_the_reason_does(handlaggare):
    brukare = build_brukare()

    correct(handlaggare, brukare)

    handelse = Handelse.objects.get(typ="brukare.nummer_rattat")
    skrivet = str(handelse.uppgifter) + str(list(Andring.objects.values_list("fore", "efter")))
    assert handelse.uppgifter["skal"] == SKAL
    assert Andring.objects.filter(tabell="beslut_person", slag="UPDATE").exists()
    assert not any(nummer in skrivet for nummer in (BRUKARENS_NUMMER, RATT_SIFFROR, RATT))


def test_a_number_that_another_person_has_is_refused(handlaggare):
    brukare = build_brukare()
    build_brukare("LSS-1B2D", RATT_SIFFROR)

    svar = correct(handlaggare, brukare)

    assert "Numret hör till en annan person, LSS-1B2D." in text_of(svar)
    assert number_of(brukare) == BRUKARENS_NUMMER


def test_a_protected_person_is_not_named_by_the_refusal(handlaggare):
    brukare = build_brukare()
    build_brukare("LSS-1B2D", RATT_SIFFROR, skydd="sekretessmarkering")

    svar = text_of(correct(handlaggare, brukare))

    assert "Numret hör till en annan person, som är öppen bara för namngivna." in svar
    assert "LSS-1B2D" not in svar


def test_the_same_number_is_nothing_to_correct(handlaggare):
    svar = correct(handlaggare, build_brukare(), personnummer=BRUKARENS_NUMMER)

    assert "Det är numret som personen redan har." in text_of(svar)


@pytest.mark.parametrize(
    ("falt", "svar"),
    [
        ({"skal": ""}, "Skäl: Fyll i uppgiften."),
        ({"skal": f"Fel, ska vara {RATT}"}, "Skäl: Skriv skälet utan personnummer."),
        ({"personnummer": "851129-9990"}, "Kontrollsiffran stämmer inte."),
    ],
)
def test_a_correction_needs_a_number_that_can_be_and_a_reason_without_one(handlaggare, falt, svar):
    brukare = build_brukare()

    assert svar in text_of(correct(handlaggare, brukare, **falt))
    assert number_of(brukare) == BRUKARENS_NUMMER


def test_a_number_that_is_known_from_certificates_is_taken_over(handlaggare):
    brukare = build_brukare()
    gammal = brukare.person_id
    signerade = build_person(RATT_SIFFROR)

    correct(handlaggare, brukare)

    brukare.refresh_from_db()
    assert brukare.person_id == signerade.pk
    assert not Person.objects.filter(pk=gammal).exists()


def test_her_own_enterprise_follows_to_the_other_number(handlaggare):
    brukare = build_brukare()
    egen = build_anordnare("EA1", form="egen_arbetsgivare", person=brukare.person)
    build_person(RATT_SIFFROR)

    correct(handlaggare, brukare)

    egen.refresh_from_db()
    brukare.refresh_from_db()
    assert egen.person_id == brukare.person_id


def test_a_number_shared_with_an_assistant_asks_whether_it_is_one_human(handlaggare):
    brukare = build_brukare()
    build_assistent(build_anordnare(), BRUKARENS_NUMMER)

    svar = text_of(correct(handlaggare, brukare))

    assert "Numret står också för någon som är anmäld som assistent. Är det samma människa?" in svar
    assert "Svara ja eller nej." in svar
    assert number_of(brukare) == BRUKARENS_NUMMER


def test_one_human_gets_the_number_everywhere_so_that_overlaps_still_show(handlaggare):
    brukare = build_brukare()
    assistent = build_assistent(build_anordnare(), BRUKARENS_NUMMER)

    correct(handlaggare, brukare, samma_manniska="ja")

    assistent.refresh_from_db()
    assert (number_of(brukare), assistent.person.personnummer) == (RATT_SIFFROR, RATT_SIFFROR)


def test_two_humans_are_told_apart_and_the_assistant_keeps_hers(handlaggare):
    brukare = build_brukare()
    assistent = build_assistent(build_anordnare(), BRUKARENS_NUMMER)

    correct(handlaggare, brukare, samma_manniska="nej")

    assistent.refresh_from_db()
    assert (number_of(brukare), assistent.person.personnummer) == (RATT_SIFFROR, BRUKARENS_NUMMER)


def test_one_human_under_two_numbers_in_use_is_not_joined_here(handlaggare):
    brukare = build_brukare()
    build_assistent(build_anordnare(), BRUKARENS_NUMMER)
    build_assistent(build_anordnare("5599010013", "Annan Assistans AB"), RATT_SIFFROR)

    svar = text_of(correct(handlaggare, brukare, samma_manniska="ja"))

    assert "Samma människa finns redan under båda numren." in svar
    assert number_of(brukare) == BRUKARENS_NUMMER


def test_a_protected_person_s_number_is_corrected_by_those_named_alone(client):
    brukare = build_brukare(skydd="sekretessmarkering")
    client.force_login(build_user("hanna", Roll.HANDLAGGARE))

    assert correct(client, brukare).status_code == 404


@pytest.mark.parametrize("roll", [Roll.ENHETSCHEF, Roll.KONSULENT, Roll.REVISOR])
def test_others_than_the_handlaggare_correct_no_number(client, roll):
    client.force_login(build_user("nagon", roll))

    assert correct(client, build_brukare()).status_code == 403


def test_the_page_does_not_show_the_number(handlaggare):
    brukare = build_brukare()

    svar = text_of(handlaggare.get(f"/brukare/{brukare.pk}/personnummer/"))

    assert not any(nummer in svar for nummer in (BRUKARENS_NUMMER, BRUKARENS_NUMMER[2:], "850113-9995"))
