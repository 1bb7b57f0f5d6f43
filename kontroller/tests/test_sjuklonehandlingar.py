"""Handlingarna hos en sjuklöneansökan: vem som lägger dit, hämtar och döljer, och vad det gör med kontrollerna."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assistans.models import Handelse, Lasning
from assistans.roller import Roll
from beslut.models import Brukare, Handling
from beslut.services.refusal import RegistrationRefused
from beslut.tests.sidor import text_of
from fakturor.flode import Status
from kontroller.loading import load_facts
from kontroller.services.approving import approve, review
from kontroller.services.sick_evidence import attach_evidence, hide_evidence
from tests.byggstenar import (
    NU,
    PDF,
    build_attestant,
    build_brukare,
    build_granskare,
    build_handlaggare,
    build_user,
)
from tests.byggstenar_betalning import build_besked, build_utbetalning
from tests.byggstenar_sjuklon import SJUKDAGAR, build_sjukfall, build_sjuklon, build_sjuklonehandling

pytestmark = pytest.mark.django_db

LISTA, HANDLING, DOLJ = (
    f"kontroller:{namn}" for namn in ("sjuklonehandlingar", "sjuklonehandling", "sjuklonehandling_dolj")
)
SER_DAGAR = {Roll.HANDLAGGARE, Roll.ENHETSCHEF, Roll.ADMINISTRATIV_ASSISTENT, Roll.REVISOR}


@pytest.fixture
def fall():
    return build_sjukfall()


@pytest.fixture
def annika():
    return build_granskare("annika")


def put_in(client, faktura, innehall: bytes = PDF, namn: str = "Ada Frisks läkarintyg.pdf", **falt):
    data = {"slag": "lakarintyg", "rubrik": "", "fil": SimpleUploadedFile(namn, innehall)} | falt
    return client.post(reverse(LISTA, args=[faktura.pk]), data, follow=True)


def outcome(faktura, regel: str) -> str:
    return faktura.granskningar.latest("pk").utfall.filter(regel=regel).values_list("utfall", flat=True).first() or ""


def test_a_document_is_put_with_the_claim_and_the_claim_is_controlled_with_it(client, fall, annika):
    faktura = build_sjuklon(fall, handlingar=("sjukanmalan",))
    client.force_login(annika)

    svar = put_in(client, faktura, slag="lonespecifikation")

    handling = Handling.objects.get(slag="lonespecifikation")
    faktura.refresh_from_db()
    assert "Handlingen är sparad, och ansökan är kontrollerad med den." in text_of(svar)
    assert "Ada Frisks" not in text_of(svar)
    assert (bytes(handling.innehall), handling.rubrik) == (PDF, "Lönespecifikation")
    assert (handling.objekt, handling.objekt_id) == ("fakturor.sjuklon", faktura.sjuklon.pk)
    assert faktura.status == Status.KONTROLLERAD
    assert Handelse.objects.get(typ="sjuklon.fick_handling").uppgifter["handling"] == handling.pk


def test_without_the_payslip_the_claim_stops_until_it_has_come(fall, annika):
    faktura = build_sjuklon(fall, handlingar=())
    attach_evidence(faktura=faktura, slag="sjukanmalan", rubrik="Sjukanmälan", innehall=PDF, by=annika, at=NU)
    faktura.refresh_from_db()
    assert (faktura.status, outcome(faktura, "G15")) == (Status.STOPPAD, "ej_bedomd")

    lon = PDF.replace(b"%%EOF", b"% lon\n%%EOF")
    attach_evidence(faktura=faktura, slag="lonespecifikation", rubrik="Lön", innehall=lon, by=annika, at=NU)

    faktura.refresh_from_db()
    assert faktura.status == Status.KONTROLLERAD


def test_days_that_need_a_certificate_are_unjudged_until_it_lies_with_the_claim(fall, annika):
    langt = {"sjukperiodens_borjan": SJUKDAGAR[0] - timedelta(days=7), "karensavdrag": None}
    intyg = {"lakarintyg_fran": SJUKDAGAR[0], "lakarintyg_tom": SJUKDAGAR[1]}
    faktura = build_sjuklon(fall, **langt, **intyg)
    annat = {"rubrik": "Annat", "innehall": PDF, "by": annika, "at": NU}
    attach_evidence(faktura=faktura, slag="annat", **annat)
    assert outcome(faktura, "G16") == "ej_bedomd"

    attach_evidence(
        faktura=faktura, slag="lakarintyg", **annat | {"innehall": PDF.replace(b"%%EOF", b"% intyg\n%%EOF")}
    )

    assert outcome(faktura, "G16") == ""


def test_the_facts_hold_kind_and_hash_of_those_that_are_not_hidden(fall, annika):
    faktura = build_sjuklon(fall)
    hide_evidence(faktura=faktura, handling=Handling.objects.first(), skal="Fel ansökan", by=annika, at=NU)

    [fakta] = load_facts([faktura.pk])

    [kvar] = Handling.objects.filter(dold__isnull=True)
    assert fakta.sjuklon.handlingar == ((kvar.slag, kvar.sha256),)


def attested(fall):
    faktura = build_sjuklon(fall, handlingar=("sjukanmalan",))
    granskare = build_granskare("greta2")
    attach_evidence(faktura=faktura, slag="lonespecifikation", rubrik="Lön", innehall=PDF, by=granskare, at=NU)
    review(faktura=faktura, by=granskare, at=NU)
    faktura.refresh_from_db()
    assert faktura.status == Status.GRANSKAD
    return faktura


def test_hiding_what_the_attest_rested_on_sends_the_claim_back(client, fall, annika):
    faktura = attested(fall)
    client.force_login(annika)
    lon = Handling.objects.get(slag="lonespecifikation")

    svar = client.post(reverse(DOLJ, args=[faktura.pk, lon.pk]), {"skal": "Hör till en annan ansökan"}, follow=True)

    faktura.refresh_from_db()
    assert "Hör till en annan ansökan" in text_of(svar)
    assert (faktura.status, faktura.omgang) == (Status.STOPPAD, 2)
    assert client.get(reverse(HANDLING, args=[faktura.pk, lon.pk])).status_code == 404


def test_what_a_claim_was_paid_on_stays(fall, annika):
    faktura = attested(fall)
    approve(faktura=faktura, by=build_attestant(), at=NU + timedelta(hours=1))
    faktura.refresh_from_db()
    build_utbetalning(faktura)
    build_besked(faktura)
    faktura.move_to(Status.UTBETALD)

    with pytest.raises(RegistrationRefused, match="Ansökan är betald"):
        hide_evidence(faktura=faktura, handling=Handling.objects.first(), skal="Fel", by=annika, at=NU)
    fore = faktura.granskningar.count()
    attach_evidence(
        faktura=faktura, slag="annat", rubrik="Sent", innehall=PDF.replace(b"%%EOF", b"% x\n%%EOF"), by=annika, at=NU
    )
    assert faktura.granskningar.count() == fore


@pytest.mark.parametrize(
    ("andrat", "sagt"),
    [
        ({"innehall": b"MZ\x90 program"}, "Filen är inte av ett slag som tas emot"),
        ({"innehall": b""}, "Filen är tom. Välj en annan."),
        ({"slag": ""}, "Välj"),
        ({"slag": "tillstand"}, "Välj"),
        ({"rubrik": "Intyg för 19720107-9295"}, "Skriv utan personnummer"),
        ({"fil": ""}, "Välj en fil."),
    ],
)
def test_what_is_not_taken_is_told_at_the_field_and_the_rest_stands(client, fall, annika, andrat, sagt):
    faktura = build_sjuklon(fall, handlingar=())
    client.force_login(annika)

    svar = put_in(client, faktura, **{"rubrik": "Kvar", **andrat})

    assert sagt in text_of(svar)
    assert 'value="Kvar"' in svar.content.decode() or "rubrik" in andrat
    assert not Handling.objects.exists()


@pytest.mark.parametrize("roll", Roll)
def test_who_opens_the_documents_and_who_puts_them_there(client, fall, roll):
    faktura = build_sjuklon(fall)
    handling = Handling.objects.first()
    client.force_login(build_user("nagon", roll))

    hamtad = client.get(reverse(HANDLING, args=[faktura.pk, handling.pk]))
    lista = client.get(reverse(LISTA, args=[faktura.pk]))

    assert (hamtad.status_code, lista.status_code) == ((200, 200) if roll in SER_DAGAR else (403, 403))
    lagger_dit = roll == Roll.ADMINISTRATIV_ASSISTENT
    assert put_in(client, faktura).status_code == (200 if lagger_dit else 403)
    assert client.get(reverse(DOLJ, args=[faktura.pk, handling.pk])).status_code == (200 if lagger_dit else 403)
    assert ("Spara handlingen" in text_of(lista)) is lagger_dit


def test_a_document_is_fetched_byte_for_byte_and_the_reading_is_logged(client, fall):
    faktura = build_sjuklon(fall, handlingar=())
    handling = build_sjuklonehandling(faktura)
    client.force_login(build_user("hanna", Roll.REVISOR))

    svar = client.get(reverse(HANDLING, args=[faktura.pk, handling.pk]))

    assert svar.content == bytes(handling.innehall)
    assert svar["Content-Disposition"] == f'attachment; filename="handling-{handling.pk}.pdf"'
    assert svar["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert Lasning.objects.get().syfte == f"Hämtade handling {handling.pk} till en sjuklöneansökan"


def test_a_document_is_reached_by_its_own_claim_alone(client, fall):
    faktura, annan = build_sjuklon(fall), build_sjuklon(fall, handlingar=())
    handling = Handling.objects.filter(objekt_id=faktura.sjuklon.pk).first()
    client.force_login(build_handlaggare())

    assert client.get(reverse(HANDLING, args=[annan.pk, handling.pk])).status_code == 404
    assert client.get(reverse("beslut:handling", args=[handling.pk])).status_code == 404
    assert client.get(reverse(LISTA, args=[fall.arende.faktura.pk])).status_code == 404


def test_nothing_is_opened_about_a_person_or_an_assistant_who_is_closed_to_the_user(client, fall):
    faktura = build_sjuklon(fall)
    handling = Handling.objects.first()
    adresser = [reverse(LISTA, args=[faktura.pk]), reverse(HANDLING, args=[faktura.pk, handling.pk])]
    client.force_login(build_handlaggare())
    assert [client.get(adress).status_code for adress in adresser] == [200, 200]

    build_brukare("LSS-SKYDD", person=fall.den_sjuka, skydd=Brukare.Skydd.SEKRETESSMARKERING)

    assert [client.get(adress).status_code for adress in adresser] == [404, 404]
    assert "sjuklonehandlingar" not in client.get(reverse("kontroller:faktura", args=[faktura.pk])).content.decode()


def test_the_list_asks_as_many_questions_for_many_documents_as_for_one(client, fall, django_assert_num_queries):
    faktura = build_sjuklon(fall, handlingar=("annat",))
    client.force_login(build_handlaggare())
    url = reverse(LISTA, args=[faktura.pk])
    client.get(url)
    with django_assert_num_queries(11) as en:
        client.get(url)
    for slag in ("avtal", "fullmakt", "vikarie"):
        build_sjuklonehandling(faktura, slag)

    with django_assert_num_queries(len(en)):
        client.get(url)
