"""Handlingar: vad som tas emot, vem som får lägga dit, hämta och dölja, och det databasen vägrar."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import Handelse, Lasning
from assistans.roller import Roll
from beslut.filslag import kind_of_file
from beslut.handlingsplatser import PLATSER
from beslut.historik.slag import kinds
from beslut.models import Handling
from beslut.services.documents import MOST_BYTES
from beslut.tests.sidor import text_of
from tests.byggstenar import (
    PDF,
    build_anordnare,
    build_brukare,
    build_handlaggare,
    build_handling,
    build_timbelopp,
    build_uppdrag,
    build_user,
)
from tests.vagran import copy_row, execute, refused

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"bild" + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0bild\xff\xd9"


@pytest.fixture
def uppdrag():
    return build_uppdrag(build_brukare(), build_anordnare())


def put_in(client, uppdrag, innehall: bytes = PDF, namn: str = "Elsa Provbergs avtal.pdf", **falt):
    fil = SimpleUploadedFile(namn, innehall)
    adress = reverse("beslut:handlingar", args=["uppdrag", uppdrag.pk])
    return client.post(adress, {"slag": "avtal", "rubrik": "Avtal", "fil": fil} | falt, follow=True)


def test_a_document_is_kept_as_it_came_but_not_under_its_own_name(client, uppdrag):
    client.force_login(build_handlaggare())

    svar = put_in(client, uppdrag)

    handling = Handling.objects.get()
    assert "Handlingen är sparad." in text_of(svar)
    assert (bytes(handling.innehall), handling.mime, handling.storlek) == (PDF, "application/pdf", len(PDF))
    assert handling.objekt == "beslut.uppdrag"
    assert handling.objekt_id == uppdrag.pk
    assert Handelse.objects.get(objekt_id=uppdrag.pk, typ="uppdrag.fick_handling").uppgifter["handling"] == handling.pk
    assert "Provberg" not in text_of(svar)


def test_a_document_is_fetched_byte_for_byte_and_the_reading_is_logged(client, uppdrag):
    handling = build_handling(uppdrag)
    client.force_login(build_handlaggare())

    svar = client.get(reverse("beslut:handling", args=[handling.pk]))

    assert svar.content == PDF
    assert svar["Content-Disposition"] == f'attachment; filename="handling-{handling.pk}.pdf"'
    assert svar["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert Lasning.objects.get().syfte == f"Hämtade handling {handling.pk}"


@pytest.mark.parametrize(
    ("innehall", "slag"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (PDF.replace(b"%%EOF", b""), None),
        (b"<script>" + PDF, None),
        (b"PK\x03\x04", None),
        (b"", None),
    ],
)
def test_what_a_file_is_stands_in_its_bytes(innehall, slag):
    funnet = kind_of_file(innehall)

    assert (funnet and funnet.mime) == slag


@pytest.mark.parametrize(
    ("andrat", "sagt"),
    [
        ({"innehall": b"MZ\x90 program"}, "Filen är inte av ett slag som tas emot, eller är inte hel."),
        ({"innehall": b""}, "Filen är tom. Välj en annan."),
        ({"innehall": PDF + b" " * MOST_BYTES}, "Filen är större än 10 MB."),
        ({"rubrik": "Avtal för 19850113-9995"}, "Skriv utan personnummer: texten sparas för gott."),
        ({"rubrik": ""}, "Skriv vad handlingen är."),
        ({"fil": ""}, "Välj en fil. En fil som redan var vald behöver väljas igen."),
    ],
)
def test_what_is_not_taken_is_told_at_the_field(client, uppdrag, andrat, sagt):
    client.force_login(build_handlaggare())

    svar = put_in(client, uppdrag, **andrat)

    assert sagt in text_of(svar)
    assert not Handling.objects.exists()


def test_the_same_file_does_not_lie_twice_with_one_record(client, uppdrag):
    client.force_login(build_handlaggare())
    put_in(client, uppdrag)

    svar = put_in(client, uppdrag)

    assert "Samma fil ligger redan här." in text_of(svar)
    assert Handling.objects.count() == 1


def test_one_that_was_put_in_by_mistake_is_hidden_with_a_reason_and_can_come_again(client, uppdrag):
    handling = build_handling(uppdrag)
    client.force_login(build_handlaggare())

    svar = client.post(
        reverse("beslut:handling_dolj", args=[handling.pk]), {"skal": "Hör till ett annat ärende"}, follow=True
    )

    assert "Hör till ett annat ärende" in text_of(svar)
    assert client.get(reverse("beslut:handling", args=[handling.pk])).status_code == 404
    put_in(client, uppdrag)
    assert Handling.objects.filter(dold__isnull=True).count() == 1


def test_a_document_of_a_protected_person_is_for_the_named_only(client):
    uppdrag = build_uppdrag(build_brukare(skydd="sekretessmarkering"), build_anordnare())
    handling = build_handling(uppdrag)
    namngiven = build_handlaggare()
    uppdrag.brukare.behoriga.add(namngiven)
    adresser = [
        reverse("beslut:handlingar", args=["uppdrag", uppdrag.pk]),
        reverse("beslut:handling", args=[handling.pk]),
        reverse("beslut:handling_dolj", args=[handling.pk]),
    ]

    client.force_login(build_user("annan", Roll.HANDLAGGARE))
    assert [client.get(adress).status_code for adress in adresser] == [404, 404, 404]
    client.force_login(namngiven)
    assert [client.get(adress).status_code for adress in adresser] == [200, 200, 200]


@pytest.mark.parametrize(
    ("roll", "laser", "lagger_dit"),
    [
        (Roll.HANDLAGGARE, 200, 200),
        (Roll.REVISOR, 200, 403),
        (Roll.ADMINISTRATIV_ASSISTENT, 200, 403),
        (Roll.KONSULENT, 403, 403),
        (Roll.EKONOM, 403, 403),
        (Roll.NAMND, 403, 403),
        (Roll.SYSTEMFORVALTARE, 403, 403),
    ],
)
def test_who_reads_and_who_puts_in_documents_about_a_person(client, uppdrag, roll, laser, lagger_dit):
    handling = build_handling(uppdrag, innehall=PNG, mime="image/png")
    client.force_login(build_user("nagon", roll))

    assert client.get(reverse("beslut:handlingar", args=["uppdrag", uppdrag.pk])).status_code == laser
    assert client.get(reverse("beslut:handling", args=[handling.pk])).status_code == laser
    assert put_in(client, uppdrag).status_code == lagger_dit
    assert client.get(reverse("beslut:handling_dolj", args=[handling.pk])).status_code == lagger_dit


def test_the_consultant_puts_in_documents_about_a_provider(client):
    anordnare = build_anordnare()
    client.force_login(build_user("karin", Roll.KONSULENT))
    adress = reverse("beslut:handlingar", args=["anordnare", anordnare.pk])

    svar = client.post(adress, {"slag": "bolag", "rubrik": "F-skattsedel", "fil": SimpleUploadedFile("a.pdf", PDF)})

    assert svar.status_code == 302
    assert Handling.objects.get().objekt_id == anordnare.pk


def test_a_kind_that_has_no_documents_has_no_page(client):
    client.force_login(build_handlaggare())

    assert client.get(reverse("beslut:handlingar", args=["kommunbelopp", 1])).status_code == 404
    assert client.get(reverse("beslut:handlingar", args=["uppdrag", 999_999])).status_code == 404


def test_every_place_for_documents_is_a_record_of_the_registers():
    assert PLATSER.keys() <= kinds().keys()


def test_the_list_asks_as_many_questions_for_many_documents_as_for_one(client, django_assert_num_queries):
    timbelopp = build_timbelopp()
    build_handling(timbelopp)
    client.force_login(build_handlaggare())
    adress = reverse("beslut:handlingar", args=["timbelopp", timbelopp.pk])
    with CaptureQueriesContext(
        connection,
    ) as forst:
        client.get(adress)
    for nummer in range(5):
        build_handling(timbelopp, innehall=PDF + str(nummer).encode() + b"%%EOF")

    with django_assert_num_queries(len(forst)):
        client.get(adress)


def test_the_database_keeps_a_document_as_it_is(uppdrag):
    handling = build_handling(uppdrag)

    with refused("det som står där ändras inte"):
        execute("UPDATE beslut_handling SET innehall = %s WHERE id = %s", [b"annat", handling.pk])
    with refused("raden tas inte bort"):
        execute("DELETE FROM beslut_handling WHERE id = %s", [handling.pk])
    with refused("handling_dold_med_skal"):
        execute("UPDATE beslut_handling SET dold = now() WHERE id = %s", [handling.pk])
    with refused("handling_en_gang"):
        copy_row("beslut_handling", handling.pk, rubrik="Samma fil igen")


def test_a_hidden_document_stays_hidden(uppdrag):
    nagon = build_handlaggare()
    handling = build_handling(uppdrag)
    execute(
        "UPDATE beslut_handling SET dold = now(), dold_av_id = %s, dold_skal = 'fel' WHERE id = %s",
        [nagon.pk, handling.pk],
    )

    with refused("går inte att skriva om"):
        execute(
            "UPDATE beslut_handling SET dold = NULL, dold_av_id = NULL, dold_skal = '' WHERE id = %s", [handling.pk]
        )
