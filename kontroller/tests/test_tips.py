"""Tips på fakturans sida: en lista för sig, med raderna, som ingen behöver bedöma och som inget räknas på."""

import pytest
from django.urls import reverse

from kontroller.korning import recontrol
from kontroller.liggare import replay, run_as_file, stored_hints
from kontroller.models import Granskning
from kontroller.services.outcome import apply_result
from kontroller.tests.bygg import plain
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    DAGAR,
    NU,
    build_arende,
    build_brukare,
    build_faktura,
    build_handlaggare,
    build_rapport,
    build_redovisning,
    build_tidrad,
)

pytestmark = pytest.mark.django_db


def control(faktura):
    granskning = recontrol(faktura=faktura, by=build_handlaggare(), at=NU)
    apply_result(granskning=granskning, by=build_handlaggare(), at=NU)
    return Granskning.objects.get(pk=granskning.pk)


def open_page(client, faktura):
    client.force_login(build_handlaggare())
    return client.get(reverse("kontroller:faktura", args=[faktura.pk]))


def test_hints_stand_by_themselves_with_the_rows_that_caused_them(client):
    faktura = build_arende().faktura
    control(faktura)

    svar = open_page(client, faktura)

    [d12] = svar.context["sida"].tips
    assert [plain(f.text) for f in d12.fynd] == [
        "I rapport R-9F3C-2015-05 för LSS-9F3C gäller att 100 % av tiderna, 10 av 10, börjar och slutar på hela "
        "timmar.",
        "I rapport R-9F3C-2015-05 för LSS-9F3C gäller att 100 % av dagarna, 10 av 10, har samma tider.",
    ]
    assert d12.fynd[0].rader[0] == ("rapport R-9F3C-2015-05 2015-05-04 08:00–16:00", "")
    assert (len(d12.fynd[0].rader), d12.fynd[0].fler_rader) == (4, 6)
    assert "rapport R-9F3C-2015-05 2015-05-04 08:00–16:00" in svar.text
    assert "Mönster att titta närmare på. De ändrar inget utfall." in svar.text


def test_a_hint_is_no_control_to_assess_and_changes_no_result(client):
    faktura = build_arende().faktura
    granskning = control(faktura)

    sida = open_page(client, faktura).context["sida"]

    alla = [*sida.kontroller.att_bedoma, *sida.kontroller.godkanda, *sida.kontroller.ej_tillampliga]
    assert granskning.resultat == "ren"
    assert not {"D12", "C11", "E02", "E12"} & {post.kod for post in alla}
    assert sida.ingress.endswith("Alla kontroller som gäller är godkända.")


def test_without_a_pattern_there_is_no_list(client):
    arende = build_arende()
    build_tidrad(arende.rapport, DAGAR[0], 18 * 60 + 5, 19 * 60)
    control(arende.faktura)

    assert 'id="tips"' not in open_page(client, arende.faktura).text


def test_a_stored_hint_is_the_same_when_the_run_is_recomputed():
    granskning = control(build_arende().faktura)

    assert [tips.regel for tips in stored_hints(granskning)] == ["D12"]
    assert list(replay(granskning.korning)) == [None]


def test_the_file_tells_of_a_protected_person_only_that_there_was_a_hint():
    arende = build_arende()
    arende.brukare.skydd = "sekretessmarkering"
    arende.brukare.save(update_fields=["skydd"])

    [faktura] = run_as_file(control(arende.faktura).korning)["fakturor"]

    [d12] = faktura["tips"]
    assert (d12["text"], d12["rader"]) == ("Underlaget rör en person med skyddade uppgifter.", [])


def test_the_minute_between_two_persons_is_a_hint_on_both():
    arende = build_arende()
    annan = build_redovisning(build_brukare("LSS-ANNAN", "198512119897"), arende.anordnare)
    rapport = build_rapport(annan, kod="R-2", dagar=(), personnummer=ASSISTENTENS_NUMMER)
    for dag in DAGAR[:3]:
        build_tidrad(rapport, dag, 16 * 60, 17 * 60 + 10)

    har, dar = control(arende.faktura), control(build_faktura(annan, nummer="5"))

    for granskning in (har, dar):
        [e02] = [tips for tips in stored_hints(granskning) if tips.regel == "E02"]
        assert e02.fynd[0].matt == {"byten_antal": 3}
        assert [rad.split()[2] for rad in e02.rader] == [str(dag) for dag in DAGAR[:3]]
