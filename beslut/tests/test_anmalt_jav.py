"""Anmält jäv: vem som anmäler och avslutar, vem som ser det, och vad databasen vägrar."""

import pytest
from django.urls import reverse

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.models import Jav
from beslut.services.interests import declare_interest, end_interest
from beslut.services.refusal import RegistrationRefused
from beslut.tests.sidor import post, text_of
from tests.byggstenar import INTYGSGIVARENS_NUMMER, NU, build_anordnare, build_brukare, build_user
from tests.vagran import copy_row, execute, refused

pytestmark = pytest.mark.django_db

FORMULAR = {"referens": "", "orgnr": "", "grund": "narstaende", "beskrivning": ""}


def declare(anvandare, by=None, **andrat) -> Jav:
    uppgifter = {"brukare": None, "anordnare": None, "grund": "narstaende", "beskrivning": ""} | andrat
    return declare_interest(anvandare=anvandare, **uppgifter, by=by or anvandare, at=NU)


def page_of(client, user) -> str:
    client.force_login(user)
    return text_of(client.get(reverse("beslut:jav_lista")))


# Vem som anmäler och avslutar


def test_anyone_declares_her_own_and_the_event_names_nobody(hanna):
    jav = declare(hanna, brukare=build_brukare())

    assert (jav.anvandare, jav.anmald_av, jav.anmald) == (hanna, hanna, NU)
    assert Handelse.objects.get().uppgifter == {"grund": "narstaende", "egen": True}


def test_only_the_head_of_the_unit_declares_for_others(hanna, eva, maria):
    with pytest.raises(RegistrationRefused, match="Din roll får bara anmäla eget jäv"):
        declare(hanna, by=eva, brukare=build_brukare())

    assert declare(hanna, by=maria, brukare=build_brukare()).anmald_av == maria


def test_an_interest_is_towards_one_party_and_carries_no_number(hanna):
    with pytest.raises(RegistrationRefused, match="inte båda"):
        declare(hanna)
    with pytest.raises(RegistrationRefused, match="inte båda"):
        declare(hanna, brukare=build_brukare(), anordnare=build_anordnare())
    with pytest.raises(RegistrationRefused, match="Skriv inget personnummer"):
        declare(hanna, brukare=build_brukare(), beskrivning=f"Min bror {INTYGSGIVARENS_NUMMER}")


def test_an_interest_is_ended_by_another_with_a_reason(hanna, maria):
    jav = declare(hanna, anordnare=build_anordnare())

    with pytest.raises(RegistrationRefused, match="Din roll får inte avsluta jäv"):
        end_interest(jav=jav, skal="Anställningen har upphört.", by=hanna, at=NU)
    slut = end_interest(jav=jav, skal="Anställningen har upphört.", by=maria, at=NU)

    assert (slut.avslutad, slut.avslutad_av, slut.avslutad_skal) == (NU, maria, "Anställningen har upphört.")
    with pytest.raises(RegistrationRefused, match="redan avslutat"):
        end_interest(jav=jav, skal="Igen.", by=maria, at=NU)
    assert declare(hanna, anordnare=build_anordnare()).pk != jav.pk


def test_the_head_of_the_unit_does_not_end_her_own(maria):
    jav = declare(maria, anordnare=build_anordnare())

    with pytest.raises(RegistrationRefused, match="avslutas av någon annan"):
        end_interest(jav=jav, skal="Det har upphört.", by=maria, at=NU)


def test_the_same_is_declared_once_at_a_time(hanna):
    declare(hanna, brukare=build_brukare())

    with pytest.raises(RegistrationRefused, match="redan anmält"):
        declare(hanna, brukare=build_brukare())


# Vad databasen vägrar


def test_the_database_refuses_what_a_declaration_must_not_be(hanna, maria):
    jav = declare(hanna, brukare=build_brukare())
    avslutas = "UPDATE beslut_jav SET avslutad = now(), avslutad_av_id = %s, avslutad_skal = %s WHERE id = %s"

    with refused("jav_en_gang"):
        copy_row("beslut_jav", jav.pk)
    with refused("jav_mot_en_part"):
        copy_row("beslut_jav", jav.pk, anordnare_id=build_anordnare().pk)
    with refused("jav_avslutas_av_annan"):
        execute(avslutas, [hanna.pk, "Upphört", jav.pk])
    with refused("jav_avslutas_av_annan"):
        execute(avslutas, [maria.pk, "", jav.pk])
    with refused("det som står där ändras inte"):
        execute("UPDATE beslut_jav SET grund = 'annan' WHERE id = %s", [jav.pk])
    with refused("raden tas inte bort"):
        execute("DELETE FROM beslut_jav WHERE id = %s", [jav.pk])
    execute(avslutas, [maria.pk, "Upphört", jav.pk])
    with refused("går inte att skriva om"):
        execute(avslutas, [maria.pk, "Något annat", jav.pk])


# Sidorna


def test_the_auditor_who_takes_no_part_declares_nothing(client):
    build_anordnare()
    client.force_login(build_user("rut", Roll.REVISOR))

    assert post(client, "jav_anmal", **FORMULAR | {"orgnr": "559901-0005"}).status_code == 403
    assert not Jav.objects.exists()


@pytest.mark.parametrize("roll", [*(roll for roll in Roll.values if roll != Roll.REVISOR), ""])
def test_everyone_else_signed_in_declares_her_own(client, roll):
    user = build_user("nagon", *([roll] if roll else []))
    build_anordnare()
    client.force_login(user)

    # What the head of the unit is asked, the others are not, and it changes nothing for them.
    svar = post(client, "jav_anmal", anvandare=user.pk, **FORMULAR | {"orgnr": "559901-0005"})

    assert "Jävet är anmält. Nu kan du varken bedöma, attestera eller betala" in text_of(svar)
    assert Jav.objects.get().anvandare == user


def test_nobody_but_the_head_declares_for_another_by_a_form_of_her_own(client, hanna, eva):
    build_brukare()
    client.force_login(eva)

    post(client, "jav_anmal", anvandare=hanna.pk, **FORMULAR | {"referens": "lss-9f3c"})

    assert Jav.objects.get().anvandare == eva


def test_each_sees_her_own_and_the_ones_with_leave_see_all(client, hanna, eva, maria):
    declare(hanna, anordnare=build_anordnare(), beskrivning="Arbetade där till 2014")
    olof = build_user("olof", Roll.KONSULENT)

    assert "Arbetade där till 2014" in page_of(client, hanna)
    assert "Arbetade där till 2014" in page_of(client, eva)
    assert "Exempel Assistans AB" in page_of(client, maria)
    assert "Exempel Assistans AB" not in page_of(client, olof)


def test_only_the_head_ends_and_she_not_her_own(client, hanna, maria):
    jav, eget = declare(hanna, anordnare=build_anordnare()), declare(maria, anordnare=build_anordnare())
    adress = reverse("beslut:jav_avsluta", args=[jav.pk])

    for user in (hanna, build_user("eva", Roll.CONTROLLER)):
        client.force_login(user)
        assert client.post(adress, {"skal": "Upphört"}).status_code == 403
    text = page_of(client, maria)
    assert adress in text
    assert reverse("beslut:jav_avsluta", args=[eget.pk]) not in text
    svar = post(client, "jav_avsluta", jav.pk, skal="Anställningen har upphört.")
    assert "Anställningen har upphört." in text_of(svar)
    assert client.get(adress).status_code == 404


def test_one_who_is_closed_is_unknown_to_the_form_and_on_the_page(client, hanna, maria):
    skyddad = build_brukare("LSS-SKYD", INTYGSGIVARENS_NUMMER, skydd="sekretessmarkering")
    skyddad.behoriga.add(hanna)
    jav = declare(hanna, brukare=skyddad)
    client.force_login(maria)

    svar = client.post(reverse("beslut:jav_anmal"), FORMULAR | {"anvandare": maria.pk, "referens": "LSS-SKYD"})

    assert "Referensen finns inte i registret." in svar.text
    assert "LSS-SKYD" not in page_of(client, maria)
    assert client.get(reverse("beslut:jav_avsluta", args=[jav.pk])).status_code == 404
    assert "LSS-SKYD" in page_of(client, hanna)
    skyddad.behoriga.remove(hanna)
    assert "Skyddad person" in page_of(client, hanna)
    assert "LSS-SKYD" not in page_of(client, hanna)


def test_the_party_of_the_page_one_comes_from_stands_in_the_form(client, hanna):
    client.force_login(hanna)
    brukare, anordnare = build_brukare(), build_anordnare()

    def initial(**fraga: object) -> dict:
        return client.get(reverse("beslut:jav_anmal"), fraga).context["form"].initial

    assert initial(brukare=brukare.pk) == {"referens": "LSS-9F3C"}
    assert initial(anordnare=anordnare.pk) == {"orgnr": "5599010005"}
    assert initial(brukare="x") == {}
    client.force_login(build_user("peter", Roll.SYSTEMFORVALTARE))
    assert initial(brukare=brukare.pk) == {}
