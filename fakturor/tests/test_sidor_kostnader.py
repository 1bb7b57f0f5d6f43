"""Kostnadsredovisningar: att skriva in en, vad sidan säger om den, och vilka fakturor som prövas igen."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import Handelse, Lasning
from assistans.roller import Roll
from beslut.models import Handling
from beslut.services.refusal import RegistrationRefused
from fakturor.flode import Status
from fakturor.models import Faktura, Kostnadsredovisning
from fakturor.services.kostnadsredovisning import register_cost_account
from tests.byggstenar import (
    BRUKARENS_NUMMER,
    NU,
    PDF,
    build_anordnare,
    build_arende,
    build_brukare,
    build_granskare,
    build_uppdrag,
    build_user,
)
from tests.byggstenar_kontroll import bring_to

pytestmark = pytest.mark.django_db
FAR_LASA = {
    Roll.HANDLAGGARE,
    Roll.ENHETSCHEF,
    Roll.ADMINISTRATIV_ASSISTENT,
    Roll.BESLUTSATTESTANT,
    Roll.CONTROLLER,
    Roll.REVISOR,
}
LISTA, NY = "fakturor:kostnadsredovisningar", "fakturor:kostnadsredovisning_ny"
TYPED = {
    "period_fran": "2015-01-01",
    "period_tom": "2015-03-31",
    "inkommen": "2015-05-20",
    "mottaget": "100000",
    "kostnad_lon": "80000",
    "kostnad_administration": "9000,50",
    "notering": "",
}


@pytest.fixture
def uppdrag():
    return build_uppdrag(build_brukare(), build_anordnare())


def register(uppdrag, **falt):
    varden = {
        "period_fran": date(2015, 1, 1),
        "period_tom": date(2015, 3, 31),
        "inkommen": date(2015, 5, 20),
        "mottaget": Decimal(100_000),
        "kostnader": {"lon": Decimal(80_000), "administration": Decimal("9000.50")},
    } | falt
    return register_cost_account(uppdrag=uppdrag, **varden, by=build_granskare(), at=NU)


def sign_in(client, roll=Roll.ADMINISTRATIV_ASSISTENT):
    user = build_user(roll, roll)
    client.force_login(user)
    return user


def test_what_is_typed_is_kept_with_its_file(client, uppdrag):
    sign_in(client)
    fil = SimpleUploadedFile("kostnader.pdf", PDF, content_type="application/pdf")

    svar = client.post(reverse(NY, args=[uppdrag.pk]), TYPED | {"fil": fil}, follow=True)

    konto = Kostnadsredovisning.objects.get()
    assert {post.slag: post.belopp for post in konto.poster.all()} == {
        "lon": Decimal("80000.00"),
        "administration": Decimal("9000.50"),
    }
    assert (konto.mottaget, konto.inkommen) == (Decimal("100000.00"), date(2015, 5, 20))
    handling = Handling.objects.get()
    assert (konto.handling, handling.slag, handling.objekt_id) == (handling, "kostnad", uppdrag.pk)
    text = svar.content.decode().replace("\xa0", " ")
    assert "Kostnadsredovisningen för 1 januari – 31 mars 2015 är sparad." in text
    assert "10 999,50 kr av ersättningen har inte använts." in text
    assert "Administrationen är 10,1 % av kostnaderna." in text
    assert "Uppgift saknas om ersättning för obekväm arbetstid, assistansomkostnader" in text
    assert "inte redovisat" in text


@pytest.mark.parametrize(
    ("andrat", "mening"),
    [
        ({"period_tom": "2014-12-31"}, "Den sista dagen kan inte komma före den första."),
        ({"inkommen": "2015-03-31"}, "Kostnaderna redovisas i efterhand"),
        ({"period_fran": "2014-01-01", "period_tom": "2014-12-31"}, "Uppdraget gäller inte någon dag under tiden."),
        ({"kostnad_lon": "", "kostnad_administration": ""}, "Skriv minst en kostnad."),
        ({"kostnad_lon": "-1"}, "Talet får inte vara mindre än 0."),
        ({"notering": f"Gäller {BRUKARENS_NUMMER}"}, "Skriv utan personnummer"),
        ({"mottaget": ""}, "Skriv ett tal"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field_and_nothing_kept(client, uppdrag, andrat, mening):
    sign_in(client)

    svar = client.post(reverse(NY, args=[uppdrag.pk]), TYPED | andrat)

    assert mening in svar.content.decode()
    assert not Kostnadsredovisning.objects.exists()


def test_a_file_that_is_refused_keeps_nothing(uppdrag):
    with pytest.raises(RegistrationRefused):
        register(uppdrag, innehall=b"MZ")

    assert not Kostnadsredovisning.objects.exists()


def test_unpaid_invoices_of_the_assignment_are_judged_anew():
    arende = build_arende()
    bring_to(arende.faktura, Status.KONTROLLERAD)

    register(arende.brukare.uppdrag.get())

    assert Faktura.objects.get().status == Status.MOTTAGEN
    assert Handelse.objects.filter(typ="uppdrag.kostnadsredovisning").exists()


def test_a_later_account_for_the_same_time_stands_first_and_the_first_one_says_so(client, uppdrag):
    register(uppdrag)
    register(uppdrag, kostnader={"lon": Decimal(100_001)}, inkommen=date(2015, 6, 1))
    sign_in(client)

    text = client.get(reverse(LISTA, args=[uppdrag.pk])).content.decode().replace("\xa0", " ")

    assert text.count("Ersatt av en senare") == 1
    assert text.index("Kostnaderna är 1,00 kr högre än ersättningen.") < text.index("Ersatt av en senare")


@pytest.mark.parametrize("roll", list(Roll))
def test_who_may_read_and_who_may_register(client, uppdrag, roll):
    sign_in(client, roll)

    laser = client.get(reverse(LISTA, args=[uppdrag.pk])).status_code
    skriver = client.get(reverse(NY, args=[uppdrag.pk])).status_code

    assert laser == (200 if roll in FAR_LASA else 403)
    assert skriver == (200 if roll in {Roll.HANDLAGGARE, Roll.ADMINISTRATIV_ASSISTENT} else 403)


def test_a_reading_is_logged_and_a_protected_person_is_not_found(client, uppdrag):
    user = sign_in(client, Roll.REVISOR)
    client.get(reverse(LISTA, args=[uppdrag.pk]))
    uppdrag.brukare.skydd = "sekretessmarkering"
    uppdrag.brukare.save()

    svar = client.get(reverse(LISTA, args=[uppdrag.pk]))

    assert Lasning.objects.get(av=user).syfte == "Läste kostnadsredovisningarna för ett uppdrag"
    assert svar.status_code == 404


def test_the_list_asks_as_many_questions_for_one_account_as_for_many(client, uppdrag):
    sign_in(client)
    register(uppdrag)
    client.get(reverse(LISTA, args=[uppdrag.pk]))
    with CaptureQueriesContext(connection) as en:
        client.get(reverse(LISTA, args=[uppdrag.pk]))

    for manad in range(4, 10):
        register(uppdrag, period_fran=date(2015, manad, 1), period_tom=date(2015, manad, 28), inkommen=date(2016, 1, 1))
    with CaptureQueriesContext(connection) as manga:
        client.get(reverse(LISTA, args=[uppdrag.pk]))

    assert len(manga) == len(en)
