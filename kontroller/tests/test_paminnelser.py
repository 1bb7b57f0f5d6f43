"""Påminnelserna: vem som får vilket brev, vad det säger, och att ingen påminns om samma sak två gånger."""

import pytest

from assistans.roller import Roll
from beslut.models import Betalningsmottagare, Brev
from beslut.services.refusal import RegistrationRefused
from beslut.services.reminders import draft_reminder
from kontroller.tests.bygg_fullstandighet import build_silent, withdraw_certificate, withdraw_time
from tests.byggstenar import (
    NU,
    Arende,
    build_arende,
    build_user,
)

pytestmark = pytest.mark.django_db

PAMINN = "/manader/2015-05/paminnelser/"


@pytest.fixture
def arende() -> Arende:
    """The one case, from which everything has come for May 2015."""
    return build_arende()


@pytest.fixture
def hanna(client):
    client.force_login(build_user("hanna", Roll.HANDLAGGARE))
    return client


def test_one_letter_to_a_provider_has_all_that_it_lacks_by_reference(hanna, arende):
    withdraw_time(arende)
    build_silent()

    hanna.post(PAMINN, {"mottagare": [f"a{arende.anordnare.pk}"]})

    brev = Brev.objects.get()
    assert (brev.slag, brev.anordnare, brev.brukare) == ("paminnelse", arende.anordnare, None)
    assert brev.is_draft
    text = brev.text.replace("\u00a0", " ")
    assert "LSS-9F3C:\nIngen tidrapport har kommit." in text
    assert "LSS-TYST:\nIngen tidrapport har kommit.\nIngen faktura har kommit." in text
    assert (
        "Lagen anger ingen dag. Kommunens egen regel är att en tidrapport för maj 2015 räknas som sen efter den 5 juli"
        in text
    )
    assert not [namn for namn in ("Elsa", "Provberg", "8503") if namn in text]


def test_what_the_person_lacks_goes_to_her_and_says_why(hanna, arende):
    withdraw_certificate(arende.rapport, "brukare")
    Betalningsmottagare.objects.update(undertecknad=None)

    hanna.post(PAMINN, {"mottagare": [f"p{arende.brukare.pk}"]})

    brev = Brev.objects.get()
    assert (brev.brukare, brev.anordnare) == (arende.brukare, None)
    assert brev.text.startswith("Ärende LSS-9F3C\n")
    assert "\n\nExempel Assistans AB:\n" in brev.text
    assert "\nDitt eller din företrädares intyg om tidrapporten saknas." in brev.text
    assert "intygad av assistenten, av anordnaren och av dig" in brev.text
    assert "(11 § LSS)" in brev.text


def test_what_the_municipality_lacks_reminds_nobody(hanna, arende):
    arende.anordnare.tillstand.update(kontrollerad=None)

    assert hanna.get(PAMINN).context["breven"] == []
    assert "Välj minst en mottagare" in hanna.post(PAMINN, {"mottagare": [f"a{arende.anordnare.pk}"]}).text


def test_nobody_is_reminded_of_the_same_twice_until_the_letter_is_put_aside(hanna, arende):
    withdraw_time(arende)
    vem = {"mottagare": [f"a{arende.anordnare.pk}"]}
    hanna.post(PAMINN, vem)

    igen = hanna.post(PAMINN, vem)

    assert "Exempel Assistans AB har redan en påminnelse för månaden. Inga utkast skapades." in igen.text
    assert Brev.objects.count() == 1
    assert "Utkast finns" in hanna.get(PAMINN).text

    Brev.objects.update(makulerat=NU)
    hanna.post(PAMINN, vem)
    assert Brev.objects.filter(makulerat__isnull=True).count() == 1


def test_the_database_lets_one_letter_of_a_thing_stand(arende):
    def draft() -> Brev:
        vem = build_user("hanna", Roll.HANDLAGGARE)
        return draft_reminder(
            galler="paminnelse 2015-05 anordnare 1",
            amne="Påminnelse",
            text="Text.",
            anordnare=arende.anordnare,
            brukare=None,
            by=vem,
            at=NU,
        )

    forsta = draft()
    with pytest.raises(RegistrationRefused, match="En påminnelse om det här finns redan"):
        draft()

    Brev.objects.update(makulerat=NU)
    assert draft().pk != forsta.pk


def test_all_that_are_chosen_get_a_draft_and_the_others_none(hanna, arende):
    withdraw_time(arende)
    Betalningsmottagare.objects.update(undertecknad=None)
    build_silent()

    forhand = hanna.get(PAMINN)
    assert [brev.nyckel for brev in forhand.context["breven"]] == [
        f"a{arende.anordnare.pk}",
        f"p{arende.brukare.pk}",
    ]
    assert "Två utkast kan skapas" in forhand.text.replace("\u00a0", " ")

    svar = hanna.post(PAMINN, {"mottagare": [brev.nyckel for brev in forhand.context["breven"]]}, follow=True)
    assert "Två utkast är skapade." in svar.text.replace("\u00a0", " ")
    assert Brev.objects.count() == 2


def test_a_reminder_says_nothing_of_permits_when_it_is_handed_over(hanna, arende):
    withdraw_time(arende)
    hanna.post(PAMINN, {"mottagare": [f"a{arende.anordnare.pk}"]})
    sida = hanna.get(f"/brev/{Brev.objects.get().pk}/")

    assert "De två veckorna" not in sida.text
    assert "personen fick veta" not in sida.text
