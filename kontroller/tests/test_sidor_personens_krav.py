"""Personens återkrav, nedsättningar och anmälningar på en sida, för dem som får se dem."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import User
from assistans.roller import Roll
from beslut.models import Brukare
from fakturor.flode import Status
from fakturor.models import Aterkrav
from tests.byggstenar import NU, Arende, build_arende, build_granskare, build_handlaggare, build_user
from tests.byggstenar_aterkrav import build_aterkrav, build_post
from tests.byggstenar_kontroll import bring_to
from tests.byggstenar_nedsattning import build_nedsattning

pytestmark = pytest.mark.django_db


@pytest.fixture
def arende() -> Arende:
    return build_arende()


@pytest.fixture
def handlaggare() -> User:
    return build_handlaggare()


@pytest.fixture
def krav(arende) -> Aterkrav:
    build_nedsattning(arende.faktura, 250)
    bring_to(arende.faktura, Status.UTBETALD)
    aterkrav = build_aterkrav(arende)
    build_post(aterkrav, arende.faktura, 100)
    aterkrav.anmalningar.create(
        till="polis", brukare=arende.brukare, anledning=NU.date(), text="T", skapad_av=aterkrav.upprattat_av, skapad=NU
    )
    return aterkrav


def page_of(client, user, brukare):
    client.force_login(user)
    return client.get(reverse("fakturor:personens_krav", args=[brukare.pk]))


def test_who_looks_into_it_sees_all_of_it(client, arende, krav, handlaggare):
    client.force_login(handlaggare)
    adress = reverse("fakturor:personens_krav", args=[arende.brukare.pk])
    assert adress in client.get(reverse("beslut:brukare_visa", args=[arende.brukare.pk])).text

    text = page_of(client, handlaggare, arende.brukare).text

    for vad in (krav.nummer, "100,00", "250,00", "Polisen: misstänkt bidragsbrott", "Beslut om ekonomiskt stöd"):
        assert vad in text


def test_each_role_sees_what_it_reads_elsewhere(client, arende, krav):
    sida = page_of(client, build_granskare(), arende.brukare)

    assert sida.context["krav"][::2] == (None, None)
    assert "250,00" in sida.text
    assert krav.nummer not in sida.text


@pytest.mark.parametrize("roll", [Roll.EKONOM, Roll.NAMND, Roll.SYSTEMFORVALTARE])
def test_who_sees_no_persons_is_refused(client, arende, roll):
    assert page_of(client, build_user(f"en-{roll}", roll), arende.brukare).status_code == 403


def test_a_protected_person_s_is_for_those_who_are_named(client, arende, krav):
    Brukare.objects.update(skydd="sekretessmarkering")

    assert page_of(client, build_user("alla", *Roll.values), arende.brukare).status_code == 404


def test_more_of_them_ask_no_more_queries(client, arende, krav, handlaggare, django_assert_num_queries):
    page_of(client, handlaggare, arende.brukare)
    with CaptureQueriesContext(connection) as en:
        page_of(client, handlaggare, arende.brukare)
    for _ in range(3):
        build_post(build_aterkrav(arende), arende.faktura, 10)

    with django_assert_num_queries(len(en)):
        page_of(client, handlaggare, arende.brukare)
