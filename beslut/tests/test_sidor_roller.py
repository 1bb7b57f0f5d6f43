"""Vem som får öppna registrens sidor, och att skyddade personer inte finns för andra än de namngivna."""

import pytest
from django.urls import reverse

from assistans.models import Lasning
from assistans.roller import Roll
from tests.byggstenar import build_anordnare, build_beslut, build_brukare, build_konto, build_uppdrag, build_user

pytestmark = pytest.mark.django_db

SER_PERSONER = {
    Roll.HANDLAGGARE,
    Roll.ENHETSCHEF,
    Roll.ADMINISTRATIV_ASSISTENT,
    Roll.BESLUTSATTESTANT,
    Roll.CONTROLLER,
    Roll.REVISOR,
}
SER_ANORDNARE = SER_PERSONER | {Roll.EKONOM, Roll.KONSULENT}
HANDLAGGARE, KONSULENT, EKONOM = {Roll.HANDLAGGARE}, {Roll.KONSULENT}, {Roll.EKONOM}

SIDOR = {
    "brukare_lista": SER_PERSONER,
    "brukare_visa": SER_PERSONER,
    "brukare_ny": HANDLAGGARE,
    "brukare_andra": HANDLAGGARE,
    "beslut_nytt": HANDLAGGARE,
    "beslutsrad_ratta": HANDLAGGARE,
    "uppdrag_nytt": HANDLAGGARE,
    "uppdrag_andra": HANDLAGGARE,
    "betalningsmottagare_ny": HANDLAGGARE,
    "betalningsmottagare_aterkalla": HANDLAGGARE,
    "stallforetradare_ny": HANDLAGGARE,
    "vistelse_ny": HANDLAGGARE,
    "brukare_assistent_ny": HANDLAGGARE,
    "anordnare_lista": SER_ANORDNARE,
    "anordnare_visa": SER_ANORDNARE,
    "anordnare_ny": KONSULENT,
    "anordnare_andra": KONSULENT,
    "tillstand_nytt": KONSULENT,
    "tillstand_andra": KONSULENT,
    "konto_nytt": KONSULENT,
    "anordnare_assistent_ny": KONSULENT,
    "konto_bekrafta": EKONOM,
    "timbelopp_lista": SER_ANORDNARE | {Roll.NAMND},
    "timbelopp_nytt": HANDLAGGARE,
}


@pytest.fixture
def adresser():
    """The address of every page, for one person, her provider and what stands between them."""
    brukare, anordnare = build_brukare(), build_anordnare()
    beslut = build_beslut(brukare)
    uppdrag = build_uppdrag(brukare, anordnare)
    av = {
        "brukare": brukare.pk,
        "anordnare": anordnare.pk,
        "beslutsrad": beslut.rader.get().pk,
        "uppdrag": uppdrag.pk,
        "betalningsmottagare": brukare.mandat.get().pk,
        "tillstand": anordnare.tillstand.get().pk,
        "konto": build_konto(anordnare, nummer="50501014", forsta=False, inlagt_av=build_user("eva")).pk,
    }
    egna = {"brukare_lista", "brukare_ny", "anordnare_lista", "anordnare_ny", "timbelopp_lista", "timbelopp_nytt"}
    pa_anordnaren = {"tillstand_nytt", "konto_nytt"}
    pa_raden = {
        "beslutsrad_ratta",
        "uppdrag_andra",
        "betalningsmottagare_aterkalla",
        "tillstand_andra",
        "konto_bekrafta",
    }

    def address(sida):
        if sida in egna:
            return reverse(f"beslut:{sida}")
        vem = "anordnare" if sida in pa_anordnaren or sida.startswith("anordnare") else "brukare"
        return reverse(f"beslut:{sida}", args=[av[sida.split("_")[0] if sida in pa_raden else vem]])

    return {sida: address(sida) for sida in SIDOR}


@pytest.mark.parametrize("roll", Roll.values)
def test_each_role_opens_its_pages_and_no_others(client, adresser, roll):
    client.force_login(build_user("nagon", roll))

    svar = {sida: client.get(adress).status_code for sida, adress in adresser.items()}

    assert svar == {sida: 200 if roll in roller else 403 for sida, roller in SIDOR.items()}


@pytest.mark.parametrize(
    "sida", ["brukare_visa", "anordnare_visa", "brukare_lista", "anordnare_lista", "timbelopp_lista"]
)
def test_the_auditor_sees_nothing_to_press(client, adresser, sida):
    client.force_login(build_user("rut", Roll.REVISOR))

    text = client.get(adresser[sida]).content.decode().split("<main")[1]

    assert "/ny/" not in text
    assert "/nytt/" not in text
    assert "/andra/" not in text
    assert "/avsluta/" not in text
    assert "/ratta/" not in text
    assert "bekrafta" not in text


def test_a_protected_person_does_not_exist_for_those_who_are_not_named(client):
    brukare = build_brukare(skydd="sekretessmarkering")
    namngiven, annan = build_user("nina", Roll.HANDLAGGARE), build_user("olle", Roll.HANDLAGGARE)
    brukare.behoriga.add(namngiven)

    for user, kod, syns in ((namngiven, 200, True), (annan, 404, False)):
        client.force_login(user)
        assert client.get(reverse("beslut:brukare_visa", args=[brukare.pk])).status_code == kod
        assert client.get(reverse("beslut:beslut_nytt", args=[brukare.pk])).status_code == kod
        assert ("LSS-9F3C" in client.get(reverse("beslut:brukare_lista")).content.decode()) == syns


def test_name_and_number_are_shown_on_request_alone_and_the_reading_is_logged(client):
    brukare, hanna = build_brukare(), build_user("hanna", Roll.HANDLAGGARE)
    client.force_login(hanna)

    dold = client.get(reverse("beslut:brukare_visa", args=[brukare.pk])).content.decode()
    visad = client.post(reverse("beslut:brukare_namn", args=[brukare.pk])).content.decode()

    assert "Provberg" not in dold
    assert "9995" not in dold
    assert "Elsa Provberg" in visad
    assert "19850113-9995" in visad
    assert list(Lasning.objects.order_by("pk").values_list("av", "objekt_id", "syfte")) == [
        (hanna.pk, brukare.pk, "Läste personens uppgifter"),
        (hanna.pk, brukare.pk, "Visade namn och personnummer"),
    ]


def test_a_page_with_names_is_not_fetched_by_its_address(client):
    client.force_login(build_user("hanna", Roll.HANDLAGGARE))

    assert client.get(reverse("beslut:brukare_namn", args=[build_brukare().pk])).status_code == 405
