"""Den som företräder, arbetar eller leder kan ha skyddade personuppgifter: bara de namngivna får veta vem det är."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assistans.models import Andring, Handelse, Lasning, User
from assistans.personnummer import birthday_18
from assistans.roller import Roll
from beslut.insyn import Insyn
from beslut.models import Assistent, Person
from beslut.tests.sidor import text_of
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    INTYGSGIVARENS_NUMMER,
    build_anordnare,
    build_assistent,
    build_brukare,
    build_handlaggare,
    build_person,
    build_user,
)
from tests.byggstenar_anordnare import build_funktionar
from tests.byggstenar_avtal import build_konsulent

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanna() -> User:
    return build_handlaggare()


@pytest.fixture
def assistent() -> Assistent:
    return build_assistent(build_anordnare())


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(slag: str, rad_id: int) -> str:
    return reverse("beslut:skyddade_uppgifter", args=[slag, rad_id])


def protect(assistent: Assistent, *named: User) -> None:
    assistent.person.skyddad = True
    assistent.person.save()
    assistent.person.behoriga.set(named)


def test_the_one_who_protects_somebody_is_always_among_the_named(assistent, hanna):
    eva = build_user("eva", Roll.HANDLAGGARE)

    svar = signed_in(hanna).post(page("assistent", assistent.pk), {"skyddad": "ja", "behoriga": [eva.pk]})

    assert svar.status_code == 302
    person = Person.objects.get(pk=assistent.person_id)
    assert (person.skyddad, set(person.behoriga.all())) == (True, {eva, hanna})
    handelse = Handelse.objects.get(typ="assistent.skydd_andrat")
    assert (handelse.objekt_id, handelse.av) == (assistent.pk, hanna)
    assert handelse.uppgifter["tillagda"] == sorted([eva.pk, hanna.pk])
    assert Andring.objects.filter(tabell="beslut_person_behoriga", slag="INSERT").count() == 2


def test_protection_that_is_lifted_names_nobody(assistent, hanna):
    protect(assistent, hanna)

    signed_in(hanna).post(page("assistent", assistent.pk), {"skyddad": "nej", "behoriga": [hanna.pk]})

    person = Person.objects.get(pk=assistent.person_id)
    assert (person.skyddad, person.behoriga.count()) == (False, 0)


def test_what_is_saved_as_it_stood_is_no_change(assistent, hanna):
    protect(assistent, hanna)

    signed_in(hanna).post(page("assistent", assistent.pk), {"skyddad": "ja", "behoriga": [hanna.pk]})

    assert not Handelse.objects.filter(typ="assistent.skydd_andrat").exists()


def test_who_may_protect_whom(assistent, hanna):
    elsa = build_brukare()
    foretradare = elsa.stallforetradare.create(
        person=build_person(INTYGSGIVARENS_NUMMER), namn="Kim Exempelson", roll="god_man", galler_fran=date(2014, 1, 1)
    )
    relation = elsa.relationer.create(person=foretradare.person, namn="Kim Exempelson", slag="syskon")
    funktionar = build_funktionar(assistent.anordnare, person=foretradare.person)
    rader = [assistent, foretradare, relation, funktionar]

    def answers(user: User) -> list[int]:
        client = signed_in(user)
        return [client.get(page(rad._meta.model_name, rad.pk)).status_code for rad in rader]

    assert answers(hanna) == [200, 200, 200, 403]
    assert answers(build_konsulent()) == [200, 403, 403, 200]
    assert answers(build_user("rut", Roll.REVISOR)) == [403] * 4
    assert signed_in(hanna).get(page("brukare", elsa.pk)).status_code == 404


def test_a_functionary_without_number_cannot_be_protected(assistent):
    funktionar = build_funktionar(assistent.anordnare)

    assert signed_in(build_konsulent()).get(page("funktionar", funktionar.pk)).status_code == 404


def test_no_page_shows_who_a_protected_assistant_is_but_to_the_named(assistent, hanna):
    protect(assistent)
    listan = reverse("beslut:anordnare_visa", args=[assistent.anordnare_id])
    egna = [
        reverse("beslut:assistent_visa", args=[assistent.pk]),
        reverse("beslut:assistent_andra", args=[assistent.pk]),
        reverse("beslut:avsluta", args=["assistent", assistent.pk]),
        reverse("beslut:historik", args=["assistent", assistent.pk]),
        reverse("beslut:handlingar", args=["assistent", assistent.pk]),
        page("assistent", assistent.pk),
    ]
    client = signed_in(hanna)

    svar = client.get(listan)
    assert "Skyddad assistent" in text_of(svar)
    assert "Sam Testlund" not in text_of(svar)
    assert not any(adress in svar.content.decode() for adress in egna)
    assert {client.get(adress).status_code for adress in egna} == {404}

    assistent.person.behoriga.add(hanna)
    assert "Sam Testlund" in text_of(client.get(listan))
    assert {client.get(adress).status_code for adress in egna} == {200}


def test_the_place_in_the_list_does_not_tell_a_closed_name(assistent, hanna):
    protect(assistent)
    build_assistent(assistent.anordnare, INTYGSGIVARENS_NUMMER, namn="Ylva Exempelson")
    adress = reverse("beslut:anordnare_visa", args=[assistent.anordnare_id])

    def listed() -> list[str]:
        return [rad.namn for rad in signed_in(hanna).get(adress).context["sida"]]

    assert listed() == ["Ylva Exempelson", "Sam Testlund"]
    assistent.person.behoriga.add(hanna)
    assert listed() == ["Sam Testlund", "Ylva Exempelson"]


def test_the_reading_of_who_somebody_is_is_logged_for_the_named_alone(assistent, hanna):
    protect(assistent, hanna)
    adress = reverse("beslut:anordnare_visa", args=[assistent.anordnare_id])

    signed_in(hanna).get(adress)
    signed_in(build_konsulent()).get(adress)

    lasning = Lasning.objects.get(objekt="beslut.person")
    assert (lasning.av, lasning.objekt_id) == (hanna, assistent.person_id)


def test_a_brukare_with_protection_is_closed_as_an_assistant_too(hanna):
    skyddad = build_brukare("LSS-1B2D", ASSISTENTENS_NUMMER, skydd="sekretessmarkering")

    assert Insyn.of(hanna).stangda == {skyddad.person_id}
    skyddad.behoriga.add(hanna)
    assert Insyn.of(hanna) == Insyn(frozenset())


def test_the_birthday_of_a_protected_assistant_is_not_told(hanna):
    ung = build_assistent(
        build_anordnare(), "199706292399", brukare=None, anstalld_fran=date(2015, 1, 1), namn="Sam Testlund"
    )
    assert birthday_18(ung.person.personnummer) > ung.galler_fran
    elsa = build_brukare()
    Assistent.objects.filter(pk=ung.pk).update(brukare=elsa)
    protect(ung)

    svar = text_of(signed_in(hanna).get(reverse("beslut:brukare_visa", args=[elsa.pk])))

    assert "Assistenten fyller 18 efter att anmälan börjar gälla." in svar
    assert "29 juni 2015" not in svar
