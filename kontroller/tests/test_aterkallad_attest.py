"""Att återkalla sin granskningsattest, och vad jäv gör med fakturans sida."""

import pytest
from django.urls import reverse

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.models import Jav
from fakturor.flode import Status
from fakturor.models import Attestaterkallelse
from kontroller.korning import recontrol
from kontroller.models import Bedomning, Utfallsrad
from kontroller.services.approving import AttestRefused, approve, review
from kontroller.services.assessing import AssessmentRefused, assess, confirm
from kontroller.services.outcome import apply_result
from kontroller.services.withdrawing import WithdrawalRefused, withdraw
from tests.byggstenar import NU, build_arende, build_attestant, build_granskare, build_handlaggare, build_user

pytestmark = pytest.mark.django_db

SKAL = "Fel rapport låg till grund."
JAVIG = "Den som är jävig bedömer inte fakturan."


def control(faktura):
    apply_result(granskning=recontrol(faktura=faktura, by=build_handlaggare(), at=NU), by=build_handlaggare(), at=NU)
    faktura.refresh_from_db()
    return faktura


@pytest.fixture
def faktura():
    return control(build_arende().faktura)


@pytest.fixture
def granskad(faktura):
    review(faktura=faktura, by=build_granskare(), at=NU)
    faktura.refresh_from_db()
    return faktura


@pytest.fixture
def stoppad():
    return control(build_arende(timmar=82).faktura)


@pytest.fixture
def fynd(stoppad):
    return Utfallsrad.objects.get(granskning__faktura=stoppad, regel="G04")


def declare(user, faktura) -> Jav:
    return Jav.objects.create(anvandare=user, anordnare=faktura.anordnare, grund="annan", anmald_av=user, anmald=NU)


def page_of(client, user, faktura):
    client.force_login(user)
    return client.get(reverse("kontroller:faktura", args=[faktura.pk]))


# Återkallelsen


def test_a_withdrawn_attest_stays_and_the_invoice_waits_again_in_a_new_round(granskad):
    withdraw(faktura=granskad, skal=SKAL, by=build_granskare(), at=NU)

    granskad.refresh_from_db()
    assert (granskad.status, granskad.omgang) == (Status.KONTROLLERAD, 2)
    aterkallelse = Attestaterkallelse.objects.get()
    assert (aterkallelse.skal, aterkallelse.attest.omgang, granskad.attester.count()) == (SKAL, 1, 1)
    event = Handelse.objects.get(typ="faktura.attest_aterkallad")
    assert event.uppgifter == {"omgang": 1, "skal": SKAL}
    assert granskad.granskningar.count() == 3


def test_the_same_person_may_review_again_and_another_approve(granskad):
    withdraw(faktura=granskad, skal=SKAL, by=build_granskare(), at=NU)
    review(faktura=granskad, by=build_granskare(), at=NU)
    approve(faktura=granskad, by=build_attestant(), at=NU)

    granskad.refresh_from_db()
    assert granskad.status == Status.GODKAND


def test_nobody_withdraws_anothers_attest_one_that_has_been_approved_or_without_reason(granskad):
    with pytest.raises(WithdrawalRefused, match="Bara den egna"):
        withdraw(faktura=granskad, skal=SKAL, by=build_granskare("gunnar"), at=NU)
    with pytest.raises(WithdrawalRefused, match="Skriv ett skäl"):
        withdraw(faktura=granskad, skal=" ", by=build_granskare(), at=NU)
    approve(faktura=granskad, by=build_attestant(), at=NU)
    with pytest.raises(WithdrawalRefused, match="innan fakturan är godkänd"):
        withdraw(faktura=granskad, skal=SKAL, by=build_granskare(), at=NU)
    assert not Attestaterkallelse.objects.exists()


def test_the_page_takes_a_reason_and_the_invoice_tells_of_it_afterwards(client, granskad):
    adress = reverse("kontroller:aterkalla_attest", args=[granskad.pk])
    assert adress in page_of(client, build_granskare(), granskad).text

    assert "Skriv ett skäl." in client.post(adress, {"skal": ""}).text
    svar = client.post(adress, {"skal": SKAL}, follow=True)

    text = " ".join(svar.text.split())
    assert "Granskningsattesten på faktura 4711 är återkallad." in text
    assert f": {SKAL}" in text
    assert "Ge granskningsattest" in text
    assert adress not in text


def test_the_way_there_is_shown_to_the_one_who_gave_it_alone(client, granskad):
    adress = reverse("kontroller:aterkalla_attest", args=[granskad.pk])

    assert adress not in page_of(client, build_granskare("gunnar"), granskad).text
    assert "går att återkalla" in client.get(adress).text
    assert client.post(adress, {"skal": SKAL}).status_code == 200
    client.force_login(build_attestant())
    assert client.get(adress).status_code == 403
    assert not Attestaterkallelse.objects.exists()


# Jäv


def test_who_has_an_interest_neither_assesses_nor_confirms_and_is_told_so(stoppad, fynd):
    hanna, chef = build_handlaggare(), build_user("chef", Roll.ENHETSCHEF)
    vad = {"faktura": stoppad, "utfall": fynd, "beslut": Bedomning.Beslut.GODTAS, "skal": "Passet byttes.", "at": NU}
    declare(hanna, stoppad)
    with pytest.raises(AssessmentRefused, match=JAVIG):
        assess(**vad, by=hanna)

    bedomning = assess(**vad, by=build_handlaggare("henrik"))
    declare(chef, stoppad)
    with pytest.raises(AssessmentRefused, match=JAVIG):
        confirm(bedomning=bedomning, by=chef, at=NU)


def test_the_page_offers_nothing_to_who_has_an_interest_and_says_why(client, stoppad, fynd):
    hanna = build_handlaggare()
    assert "Spara bedömningen av G04" in page_of(client, hanna, stoppad).text
    declare(hanna, stoppad)

    text = page_of(client, hanna, stoppad).text

    assert "Spara bedömningen av G04" not in text
    assert "Du har anmält jäv" in text
    svar = client.post(
        reverse("kontroller:bedom", args=[stoppad.pk, fynd.pk]), {"G04-beslut": "godtas", "G04-skal": "Passet byttes."}
    )
    assert JAVIG in svar.text
    assert not Bedomning.objects.exists()


def test_who_has_an_interest_reads_why_instead_of_the_button(client, faktura):
    greta = build_granskare()
    assert "Ge granskningsattest" in page_of(client, greta, faktura).text
    declare(greta, faktura)

    text = page_of(client, greta, faktura).text

    assert "Ge granskningsattest" not in text
    assert "Den som är jävig får inte attestera fakturan." in text
    with pytest.raises(AttestRefused, match="jävig"):
        review(faktura=faktura, by=greta, at=NU)


def test_an_interest_of_the_reviewer_is_told_to_the_one_who_is_to_approve(client, granskad):
    declare(build_granskare(), granskad)

    text = page_of(client, build_attestant(), granskad).text

    assert "Den som granskade fakturan får inte längre göra det." in text
    with pytest.raises(AttestRefused, match="Ta tillbaka fakturan"):
        approve(faktura=granskad, by=build_attestant(), at=NU)
