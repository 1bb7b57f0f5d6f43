"""Stickprovets sidor: dra, granska om, se det uppskattade felet, och vem som ser vad."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assistans.roller import Roll
from beslut.bevakning.punkt import Fraga, find_points
from fakturor.flode import Status
from kontroller.models import Stickprov, Stickprovspost
from kontroller.omgranskning.skattning import poisson_factor
from kontroller.sidor.stickprovssida import open_items_for, samples_of
from tests.byggstenar import (
    MANAD,
    NU,
    build_anordnare,
    build_arende,
    build_brukare,
    build_faktura,
    build_handlaggare,
    build_redovisning,
    build_user,
)
from tests.byggstenar_kontroll import bring_to, build_bedomning, build_granskning, build_stickprov, build_utfall

pytestmark = pytest.mark.django_db

ADRESS = "/manader/2015-05/stickprov/"
SER = {Roll.CONTROLLER, Roll.HANDLAGGARE, Roll.ENHETSCHEF, Roll.REVISOR}


@pytest.fixture
def eva(client):
    user = build_user("eva", Roll.CONTROLLER)
    client.force_login(user)
    return user


def sampled(*timmar: int) -> list[Stickprovspost]:
    """A sample of every invoice, one for each number of hours."""
    redovisning = build_redovisning(build_brukare(), build_anordnare())
    return build_stickprov(
        *(build_faktura(redovisning, nummer=f"{n}", timmar=antal) for n, antal in enumerate(timmar, start=1))
    )


def examined(post: Stickprovspost, client, ratt: str, notering: str = "") -> None:
    svar = client.post(reverse("kontroller:omgranska", args=[post.pk]), {"ratt_belopp": ratt, "notering": notering})
    assert svar.url == ADRESS


def test_with_nothing_approved_the_page_says_why_there_is_nothing_to_draw_from(client, eva):
    build_arende()

    svar = client.get(ADRESS)

    assert "Det finns inget att dra ett stickprov ur." in svar.text
    assert "Ingen av dem är det än." in svar.text
    assert "Dra stickprovet" not in svar.text


def test_the_controller_draws_and_is_told_how_many_are_to_be_examined(client, eva):
    bring_to(build_arende().faktura, Status.GODKAND)
    assert "1\u00a0faktura på tillsammans 22\u00a0720,00\u00a0kr" in client.get(ADRESS).text

    svar = client.post(f"{ADRESS}dra/", {"antal_slump": "1", "antal_risk": "1", "konfidens": "95"}, follow=True)

    assert "Stickprovet är draget. En\u00a0faktura ska granskas om." in svar.text
    assert "Samma frö och ram ger samma fakturor." in svar.text
    assert Stickprov.objects.get().fro in svar.text


@pytest.mark.parametrize("falt", [{"antal_slump": "0"}, {"antal_slump": "många"}, {"konfidens": "80"}])
def test_a_size_that_cannot_be_is_told_at_its_field(client, eva, falt):
    bring_to(build_arende().faktura, Status.GODKAND)

    svar = client.post(f"{ADRESS}dra/", {"antal_slump": "1", "antal_risk": "0", "konfidens": "95"} | falt)

    assert "invalid-feedback" in svar.text
    assert not Stickprov.objects.exists()


def test_the_estimate_waits_until_every_drawn_invoice_is_examined(client, eva):
    forsta, andra = sampled(10, 20)
    examined(forsta, client, "2840")
    assert "1\u00a0dragen faktura återstår att granska om." in client.get(ADRESS).text

    examined(andra, client, "5396,00", "En timme saknar rapport.")

    svar = client.get(ADRESS)
    [prov] = svar.context["prov"]
    # Both are as large as the interval, so the error is exactly what was found.
    assert prov.skattning.uppskattat == prov.skattning.hogst == Decimal("284.00")
    assert "284,00\u00a0kr för mycket." in svar.text
    assert "En timme saknar rapport." in svar.text


def test_the_limit_is_told_with_its_confidence(client, eva):
    [post] = sampled(10)
    redovisning = build_redovisning(build_brukare(), build_anordnare())
    ram = [build_faktura(redovisning, nummer=f"R{n}", timmar=10) for n in range(9)]
    stickprov = Stickprov.objects.create(
        **{
            falt: getattr(post.stickprov, falt)
            for falt in ("manad", "fro", "metod", "antal_slump", "antal_risk", "start", "draget_av", "draget")
        },
        ram=[f.pk for f in ram],
        belopp=[f.att_betala for f in ram],
        intervall=Decimal(25560),
    )
    stickprov.poster.create(faktura=ram[0], urval="slump", traffar=1, belopp=2840)

    examined(stickprov.poster.get(), client, "2840")

    [prov] = [p for p in samples_of(MANAD, reader=eva) if p.stickprov == stickprov]
    # Three intervals are more than the whole frame, which no error can exceed.
    assert poisson_factor(0, 95) > 2
    assert prov.skattning.hogst == Decimal(25560)
    assert "högst 25\u00a0560" in client.get(ADRESS).text


def test_who_had_a_part_is_told_so_and_meets_no_form(client):
    [post] = sampled(10)
    hanna = build_handlaggare()
    build_bedomning(
        build_utfall(build_granskning(post.faktura), regel="D07", utfall="varning"), "kommenteras", av=hanna
    )
    client.force_login(hanna)

    assert "Du har attesterat eller bedömt den." in client.get(ADRESS).text
    sida = client.get(reverse("kontroller:omgranska", args=[post.pk])).text
    assert "får inte granska om den." in sida
    assert "Spara omgranskningen" not in sida
    svar = client.post(reverse("kontroller:omgranska", args=[post.pk]), {"ratt_belopp": "0", "notering": "Fel."})
    assert svar.status_code == 200
    assert not Stickprovspost.objects.filter(granskad__isnull=False).exists()
    assert open_items_for(hanna) == {}


def test_what_remains_stands_in_the_work_list_of_those_who_may_examine_it(eva):
    sampled(10, 20)
    fraga = Fraga(user=eva, idag=timezone.localdate(NU), till=date(2015, 9, 1))

    [funnen] = find_points(fraga, "stickprov")

    assert (funnen.punkt.vem, funnen.punkt.adress) == ("Stickprovet för maj\u00a02015", ADRESS)
    assert funnen.punkt.dag == date(2015, 7, 10)
    assert funnen.punkt.vad == "Två\u00a0fakturor återstår att granska om."


def test_a_protected_person_is_counted_and_not_shown(client, eva):
    [post] = sampled(10)
    brukare = build_brukare()
    brukare.skydd = "skyddad_folkbokforing"
    brukare.save()

    svar = client.get(ADRESS)

    assert "Skyddat underlag" in svar.text
    assert f"/fakturor/{post.faktura_id}/" not in svar.text
    assert client.get(reverse("kontroller:omgranska", args=[post.pk])).status_code == 404
    assert open_items_for(eva) == {}


@pytest.mark.parametrize("roll", Roll.values)
def test_who_sees_draws_and_examines(client, roll):
    [post] = sampled(10)
    client.force_login(build_user("prov", roll))

    assert (client.get(ADRESS).status_code == 200) == (roll in SER)
    assert (client.get(f"/stickprov/{post.stickprov_id}/ram/").status_code == 200) == (roll in SER)
    assert (client.post(f"{ADRESS}dra/").status_code != 403) == (roll == Roll.CONTROLLER)
    far_granska = client.get(reverse("kontroller:omgranska", args=[post.pk])).status_code == 200
    assert far_granska == (roll in SER - {Roll.REVISOR})


def test_the_frame_is_fetched_as_a_file(client, eva):
    [post] = sampled(10)

    text = client.get(f"/stickprov/{post.stickprov_id}/ram/").content.decode("utf-8-sig")

    assert text.splitlines() == ["faktura_id;belopp_kr;dragna_kronor", f"{post.faktura_id};2840.00;1"]


def test_ten_invoices_and_fifty_take_as_many_queries(client, eva):
    sampled(*range(1, 11))
    with CaptureQueriesContext(connection) as tio:
        client.get(ADRESS)
    redovisning = build_redovisning(build_brukare(), build_anordnare())
    for nummer in range(40):
        till = build_faktura(redovisning, nummer=f"F{nummer}", timmar=1)
        Stickprov.objects.get().poster.create(faktura=till, urval="risk", traffar=0, belopp=till.att_betala)

    with CaptureQueriesContext(connection) as femtio:
        client.get(ADRESS)

    assert len(femtio) == len(tio)
