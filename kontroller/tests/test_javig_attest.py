"""När den som har attesterat sedan anmäler jäv: fakturan stannar, och skickas tillbaka för ny attest."""

import pytest
from django.urls import reverse

from assistans.roller import Roll
from beslut.models import Jav
from fakturor.flode import Status
from fakturor.javigattest import VAR_JAVIG, partial_attests
from fakturor.models import Attest
from kontroller.korning import recontrol
from kontroller.services.approving import approve, review
from kontroller.services.outcome import SendBackRefused, apply_result, send_back
from tests.byggstenar import NU, build_arende, build_attestant, build_granskare, build_handlaggare, build_user

pytestmark = pytest.mark.django_db

SKAL = "Den som granskade är jävig."


@pytest.fixture
def faktura():
    """Approved by two persons."""
    faktura = build_arende().faktura
    by = build_handlaggare()
    apply_result(granskning=recontrol(faktura=faktura, by=by, at=NU), by=by, at=NU)
    attest(faktura)
    return faktura


def attest(faktura, *, granskare=None) -> None:
    faktura.refresh_from_db()
    review(faktura=faktura, by=granskare or build_granskare(), at=NU)
    faktura.refresh_from_db()
    approve(faktura=faktura, by=build_attestant(), at=NU)
    faktura.refresh_from_db()


def declare(user, **mot) -> Jav:
    return Jav.objects.create(anvandare=user, grund="annan", anmald_av=user, anmald=NU, **mot)


def page_of(client, user, faktura) -> str:
    client.force_login(user)
    return client.get(reverse("kontroller:faktura", args=[faktura.pk])).text


@pytest.mark.parametrize("part", ["anordnare", "brukare"])
def test_an_attest_by_one_who_has_declared_an_interest_since_is_found(faktura, part):
    mot = {"anordnare": faktura.anordnare} if part == "anordnare" else {"brukare": faktura.rader.first().brukare}
    assert not partial_attests().exists()

    jav = declare(build_granskare(), **mot)

    assert [attest.typ for attest in partial_attests()] == ["granskning"]
    Jav.objects.filter(pk=jav.pk).update(avslutad=NU, avslutad_av=build_handlaggare(), avslutad_skal="Har upphört.")
    assert not partial_attests().exists()


def test_the_page_says_that_it_does_not_hold_and_asks_for_a_new_attest(client, faktura):
    declare(build_granskare(), anordnare=faktura.anordnare)

    text = page_of(client, build_user("maria-chef", Roll.ENHETSCHEF), faktura)

    assert VAR_JAVIG in text
    assert "Skicka tillbaka för ny attest" in text
    assert "Ta tillbaka fakturan" not in text
    assert "Skicka tillbaka för ny attest" not in page_of(client, build_user("rut-revisor", Roll.REVISOR), faktura)


def test_it_is_on_the_work_list_of_those_who_may_send_it_back_and_of_nobody_else(client, faktura):
    adress = reverse("kontroller:faktura", args=[faktura.pk])
    for roll in (Roll.ENHETSCHEF, Roll.HANDLAGGARE):
        client.force_login(build_user(f"en-{roll}", roll))
        assert "har sedan anmält jäv" not in client.get(reverse("beslut:bevakning")).text

    declare(build_granskare(), anordnare=faktura.anordnare)

    for roll in (Roll.ENHETSCHEF, Roll.HANDLAGGARE):
        client.force_login(build_user(f"en-{roll}", roll))
        text = client.get(reverse("beslut:bevakning")).text
        assert "har sedan anmält jäv" in text
        assert adress in text
    client.force_login(build_user("karin-ekonom", Roll.EKONOM))
    assert "har sedan anmält jäv" not in client.get(reverse("beslut:bevakning")).text


def test_about_a_protected_person_it_is_told_to_nobody_else(client, faktura):
    declare(build_granskare(), anordnare=faktura.anordnare)
    brukare = faktura.rader.first().brukare
    brukare.skydd = "sekretessmarkering"
    brukare.save()

    client.force_login(build_user("en-chef", Roll.ENHETSCHEF))

    assert "har sedan anmält jäv" not in client.get(reverse("beslut:bevakning")).text


def test_sent_back_it_is_attested_by_another_and_can_be_paid(client, faktura):
    javig, maria = build_granskare(), build_user("maria-chef", Roll.ENHETSCHEF)
    declare(javig, anordnare=faktura.anordnare)
    client.force_login(maria)

    client.post(reverse("kontroller:ta_tillbaka", args=[faktura.pk]), {"skal-skal": SKAL})

    faktura.refresh_from_db()
    assert faktura.status == Status.KONTROLLERAD
    assert Attest.objects.filter(faktura=faktura).count() == 2
    attest(faktura, granskare=build_granskare("anna-annan"))
    assert faktura.status == Status.GODKAND
    assert not partial_attests().exists()


def test_who_is_partial_and_has_not_attested_sends_nothing_back(faktura):
    javig = build_handlaggare("jon-javig")
    declare(javig, anordnare=faktura.anordnare)

    with pytest.raises(SendBackRefused, match="En annan person tar tillbaka"):
        send_back(faktura=faktura, skal=SKAL, by=javig, at=NU)
