"""Krediteringen på sidorna: vem som kopplar, vad som visas, och vad som väntar."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assistans.models import Lasning
from beslut.bevakning import punkt
from beslut.models import Brukare
from fakturor.flode import Status
from fakturor.models import Faktura, Kreditering
from fakturor.services.crediting import link_credit
from fakturor.tests.test_kreditering import build_kreditnota
from tests.byggstenar import NU, build_arende, build_granskare, build_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def arende():
    return build_arende()


@pytest.fixture
def greta(client):
    greta = build_granskare()
    client.force_login(greta)
    return greta


def text_of(svar) -> str:
    return " ".join(svar.content.decode().replace("\u00a0", " ").split())


def page_of(client, faktura: Faktura) -> str:
    return text_of(client.get(reverse("kontroller:faktura", args=[faktura.pk])))


@pytest.mark.usefixtures("greta")
def test_a_proposal_is_linked_with_one_press(client, arende):
    kredit = build_kreditnota(avser=["4711"])
    assert "Kreditfakturan anger numret." in text_of(client.get(reverse("fakturor:kreditering", args=[kredit.pk])))

    svar = client.post(
        reverse("fakturor:kreditering_koppla", args=[kredit.pk]), {"faktura": arende.faktura.pk}, follow=True
    )

    assert "Båda är krediterade och ingen betalas." in text_of(svar)
    assert Kreditering.objects.get().faktura == arende.faktura


@pytest.mark.usefixtures("greta")
def test_a_number_that_is_not_there_is_told_at_its_field(client, arende):
    kredit = build_kreditnota(1000)
    adress = reverse("fakturor:kreditering", args=[kredit.pk])

    assert "ingen faktura med det numret" in text_of(client.post(adress, {"nummer": "77", "belopp": ""}))
    assert "kvar att koppla" in text_of(client.post(adress, {"nummer": "4711", "belopp": "1000,01"}))
    client.post(adress, {"nummer": "4711", "belopp": "400,00"})

    assert Kreditering.objects.get().belopp == Decimal(400)


def test_both_pages_show_what_is_linked_and_what_is_left(client, arende, greta):
    kredit = build_kreditnota(1000)
    assert "inte kopplad till någon faktura" in page_of(client, kredit)
    assert "Kreditfakturor från anordnaren att koppla" in page_of(client, arende.faktura)

    link_credit(kredit=kredit, faktura=arende.faktura, belopp=Decimal(600), by=greta, at=NU)

    assert "400,00 kr är inte kopplat." in page_of(client, kredit)
    assert "22 120,00 kr är kvar att betala när krediten har dragits av." in page_of(client, arende.faktura)


@pytest.mark.usefixtures("greta")
def test_an_invoice_without_credits_says_nothing_of_them(client, arende):
    assert 'id="kreditering"' not in page_of(client, arende.faktura)


@pytest.mark.parametrize("roll", ["handlaggare", "beslutsattestant", "ekonom", "controller", "revisor", "konsulent"])
def test_others_do_not_link(client, arende, roll):
    kredit = build_kreditnota()
    client.force_login(build_user(roll, roll))

    assert client.get(reverse("fakturor:kreditering", args=[kredit.pk])).status_code == 403
    svar = client.post(reverse("fakturor:kreditering_koppla", args=[kredit.pk]), {"faktura": arende.faktura.pk})
    assert svar.status_code == 403
    assert not Kreditering.objects.exists()


@pytest.mark.usefixtures("greta")
def test_what_is_about_somebody_closed_does_not_exist(client, arende):
    kredit = build_kreditnota()
    Brukare.objects.filter(pk=arende.brukare.pk).update(skydd="sekretessmarkering")

    assert client.get(reverse("fakturor:kreditering", args=[kredit.pk])).status_code == 404


@pytest.mark.usefixtures("greta")
def test_an_invoice_is_no_credit_and_has_no_such_page(client, arende):
    assert client.get(reverse("fakturor:kreditering", args=[arende.faktura.pk])).status_code == 404


def test_a_credit_waits_on_the_list_until_it_is_linked(client, arende, greta):
    kredit = build_kreditnota(nummer="K-77")
    assert "Kreditfaktura K-77" in text_of(client.get(reverse("beslut:bevakning")))

    link_credit(kredit=kredit, faktura=arende.faktura, by=greta, at=NU)

    fraga = punkt.Fraga(greta, NU.date(), NU.date())
    assert not punkt.find_points(fraga, "kreditfaktura")
    kredit.refresh_from_db()
    assert kredit.status == Status.KREDITERAD


def test_the_reading_is_written_down(client, arende, greta):
    kredit = build_kreditnota()

    client.get(reverse("fakturor:kreditering", args=[kredit.pk]))

    assert Lasning.objects.filter(objekt_id=kredit.pk, av=greta).exists()


@pytest.mark.usefixtures("greta")
def test_the_page_asks_as_many_questions_for_two_proposals_as_for_five(client, arende, django_assert_max_num_queries):
    from tests.byggstenar import build_faktura

    kredit = build_kreditnota(1000)
    adress = reverse("fakturor:kreditering", args=[kredit.pk])
    for nummer in ("1", "2", "3", "4"):
        build_faktura(arende.redovisning, nummer=nummer)
    with django_assert_max_num_queries(20):
        assert text_of(client.get(adress)).count("Samma person och månad.") == 5
