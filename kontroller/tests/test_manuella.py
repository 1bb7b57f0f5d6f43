"""De manuella kontrollerna: vem som såg efter, när, vad hen såg, och vem som inte får."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assistans.models import Lasning
from assistans.roller import Roll
from fakturor.flode import Status
from kontroller.manuella import manual_steps
from kontroller.models import ManuellKontroll
from kontroller.services.manual_steps import ManualStepRefused, record_manual_step
from kontroller.sidor.manuellt import count_in_month, done_on
from tests.byggstenar import (
    MANAD,
    NU,
    PDF,
    build_arende,
    build_attestant,
    build_faktura,
    build_handlaggare,
    build_redovisning,
    build_user,
)
from tests.vagran import copy_row, execute, refused

pytestmark = pytest.mark.django_db

JUNI = date(2015, 6, 1)
SETT = {"utfall": "utan_anmarkning", "sett": "Försäkran ligger med rapporten.", "datum": date(2015, 6, 4)}


@pytest.fixture
def arende():
    return build_arende()


def record(faktura, by=None, **falt):
    return record_manual_step(faktura=faktura, by=by or build_handlaggare(), at=NU, **({"kod": "D08"} | SETT | falt))


def test_what_was_seen_is_written_with_who_and_when_and_stops_nothing(arende):
    fore = arende.faktura.status

    gjord = record(arende.faktura, utfall="anmarkning")

    assert (gjord.redovisning, gjord.faktura) == (arende.redovisning, None)
    assert (gjord.av.anvandarnamn, gjord.datum, gjord.tid) == ("hanna", date(2015, 6, 4), NU)
    assert type(arende.faktura).objects.get(pk=arende.faktura.pk).status == fore == Status.MOTTAGEN
    assert [g.kontroll for g in done_on(arende.faktura)] == [gjord]


def test_a_step_about_the_whole_invoice_points_at_the_invoice(arende):
    gjord = record(arende.faktura, kod="H03", by=build_attestant())

    assert (gjord.redovisning, gjord.faktura) == (None, arende.faktura)


def test_with_several_dossiers_one_of_the_invoices_own_is_chosen(arende):
    annan = build_redovisning(arende.brukare, arende.anordnare, JUNI)
    tva = build_faktura(arende.redovisning, annan, nummer="4712")
    framling = build_redovisning(arende.brukare, arende.anordnare, date(2015, 7, 1))

    for fel in (None, framling):
        with pytest.raises(ManualStepRefused, match="Välj vilken person och månad"):
            record(tva, redovisning=fel)

    assert record(tva, redovisning=annan).redovisning == annan


@pytest.mark.parametrize(
    ("falt", "sagt"),
    [
        ({"kod": "A02"}, "Kontrollen görs inte för hand."),
        ({"utfall": "bra"}, "Välj vad du kom fram till."),
        ({"sett": " "}, "Skriv vad du såg."),
        ({"sett": "Talade med Elsa Provberg."}, "Skriv inget namn"),
        ({"datum": NU.date() + timedelta(days=1)}, "Dagen har inte varit än."),
        ({"innehall": b"inte en pdf"}, "Filen är inte av ett slag som tas emot"),
    ],
)
def test_what_cannot_be_written_is_refused_and_nothing_is_left(arende, falt, sagt):
    with pytest.raises(ManualStepRefused, match=sagt):
        record(arende.faktura, **falt)

    assert not ManuellKontroll.objects.exists()


@pytest.mark.parametrize("steg", manual_steps().values(), ids=lambda steg: steg.kod)
def test_only_those_whom_the_step_names_take_it(arende, steg):
    for roll in Roll:
        user = build_user(roll, roll)
        if any(user.may(rattighet) for rattighet in steg.far_goras):
            assert record(arende.faktura, kod=steg.kod, by=user).kod == steg.kod
        else:
            with pytest.raises(ManualStepRefused, match="Din roll gör inte den"):
                record(arende.faktura, kod=steg.kod, by=user)


def test_the_database_keeps_it_as_it_was_written(arende):
    gjord = record(arende.faktura)

    with refused("kontroller_manuellkontroll går inte att skriva om"):
        execute("UPDATE kontroller_manuellkontroll SET sett = 'Annat.' WHERE id = %s", [gjord.pk])
    with refused("manuell_kontroll_i_ord"):
        copy_row("kontroller_manuellkontroll", gjord.pk, sett=" ")
    with refused("manuell_kontroll_galler_en_sak"):
        copy_row("kontroller_manuellkontroll", gjord.pk, faktura_id=arende.faktura.pk)


def test_the_month_counts_each_once_and_the_remarks(arende, django_assert_num_queries):
    record(arende.faktura)
    record(arende.faktura, kod="H03", utfall="anmarkning")
    record(arende.faktura, kod="D13")

    with django_assert_num_queries(1):
        maj = count_in_month(MANAD)

    assert (maj.gjorda, maj.anmarkningar) == (3, 1)
    assert count_in_month(JUNI).gjorda == 0


def test_it_is_written_on_the_invoices_page_with_a_document_that_can_be_fetched(client, arende):
    user = build_handlaggare()
    client.force_login(user)
    falt = {"kod": "D08", "utfall": "utan_anmarkning", "skal": "Försäkran ligger med.", "datum": "2015-06-04"}
    fil = SimpleUploadedFile("vem.pdf", PDF, "application/pdf")

    svar = client.post(
        reverse("kontroller:anteckna_manuell", args=[arende.faktura.pk]),
        {f"manuell-{namn}": varde for namn, varde in falt.items()} | {"manuell-fil": fil},
    )

    assert svar.url == f"/fakturor/{arende.faktura.pk}/#manuella"
    gjord = ManuellKontroll.objects.get()
    sida = client.get(f"/fakturor/{arende.faktura.pk}/").text
    adress = reverse("kontroller:fakturahandling", args=[arende.faktura.pk, gjord.handling_id])
    assert "Försäkran ligger med." in sida
    assert adress in sida
    assert client.get(adress).content == PDF
    assert Lasning.objects.filter(syfte=f"Hämtade handling {gjord.handling_id}", av=user).exists()
    annan = build_faktura(build_redovisning(arende.brukare, arende.anordnare, JUNI), nummer="4712")
    assert client.get(reverse("kontroller:fakturahandling", args=[annan.pk, gjord.handling_id])).status_code == 404


def test_what_was_typed_is_kept_when_it_is_refused(client, arende):
    client.force_login(build_handlaggare())

    svar = client.post(
        reverse("kontroller:anteckna_manuell", args=[arende.faktura.pk]),
        {"manuell-kod": "D08", "manuell-skal": "Elsa Provberg sade ja.", "manuell-datum": "2015-06-04"},
    )

    assert "Välj vad du kom fram till." in svar.text
    assert "Elsa Provberg sade ja." in svar.text
    assert not ManuellKontroll.objects.exists()


def test_who_may_take_no_step_sees_what_is_done_and_no_form(client, arende):
    record(arende.faktura)
    client.force_login(build_user("rut", Roll.REVISOR))

    sida = client.get(f"/fakturor/{arende.faktura.pk}/").text

    assert "Försäkran ligger med rapporten." in sida
    assert "Anteckna en manuell kontroll" not in sida
    assert client.post(reverse("kontroller:anteckna_manuell", args=[arende.faktura.pk])).status_code == 403
