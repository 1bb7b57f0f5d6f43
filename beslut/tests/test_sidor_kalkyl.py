"""Kommunens egen beräkning i webbläsaren: skriven av en, fastställd av en annan, och vad den jämförs med."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from beslut.models import Kalkyl, Timbelopp
from beslut.services.calculations import Kalkylrad, adopt_calculation
from beslut.services.comparisons import take_in_figure_3
from beslut.tests.byggstenar_belopp import budget_2015, draft, read, rows_of
from beslut.tests.sidor import post, text_of
from tests.byggstenar import NU, build_timbelopp

pytestmark = pytest.mark.django_db

KALKYL = {
    "ar": "2015",
    "avser": "kommun",
    "motivering": "Avtalet och utfallet",
    "lon-varde": "150",
    "lon-kalla": "Löneavtalet 2015",
    "avgifter-varde": "31,42",
    "avgifter-kalla": "Årets avgifter",
    "administration-varde": "6",
    "administration-enhet": "procent",
    "administration-kalla": "Uppföljningen 2014",
}


def test_a_calculation_is_written_summed_adopted_and_registered_as_the_rate(client, eva, maria, hanna):
    client.force_login(eva)
    assert 'Kr per timme</dt><dd class="summa">208,96' in text_of(post(client, "kalkyl_rakna", **KALKYL))
    assert "Kalkylen för 2015, version 1, är sparad som utkast." in text_of(post(client, "kalkyl_ny", **KALKYL))
    kalkyl = Kalkyl.objects.get()
    assert "150,00 × 31,42 % av lön, ob och semester" in read(client, "kalkyl_visa", kalkyl.pk)
    assert "Fastställ kalkylen" not in read(client, "kalkyl_visa", kalkyl.pk)

    client.force_login(maria)
    assert "Fastställ kalkylen" in read(client, "kalkyl_visa", kalkyl.pk)
    assert "är fastställd" in text_of(post(client, "kalkyl_faststall", kalkyl.pk))

    client.force_login(hanna)
    assert f"?kalkyl={kalkyl.pk}" in read(client, "kalkyl_visa", kalkyl.pk)
    form = client.get(reverse("beslut:timbelopp_nytt"), {"kalkyl": kalkyl.pk}).context["form"]
    skickat = {falt.name: falt.value() for falt in form if falt.value() is not None} | {"avrundning": "ore"}
    post(client, "timbelopp_nytt", **skickat)
    assert list(Timbelopp.objects.values_list("kategori", "belopp", "galler_fran", "galler_tom")) == [
        ("kommun", Decimal("208.96"), date(2015, 1, 1), date(2015, 12, 31))
    ]
    assert Timbelopp.objects.get().grund.startswith("Kalkyl 2015 version 1, fastställd den")


def test_a_draft_is_not_offered_as_the_rate(handlaggare, eva):
    form = handlaggare.get(reverse("beslut:timbelopp_nytt"), {"kalkyl": draft(eva).pk}).context["form"]

    assert form["belopp"].value() is None


def test_a_part_without_source_or_with_words_for_figures_is_told_and_kept(controller):
    svar = post(controller, "kalkyl_ny", **KALKYL | {"lon-kalla": "", "ob-varde": "arton", "ob-kalla": "Utfallet"})

    text = text_of(svar)
    assert "Källa för lön: Skriv varifrån uppgiften kommer." in text
    assert "Värde för ersättning för obekväm arbetstid: Skriv ett tal, till exempel 31,42." in text
    assert 'value="arton"' in text
    assert 'value="31,42"' in text
    assert not Kalkyl.objects.exists()


def test_a_draft_is_changed_and_an_adopted_one_gets_a_new_version(client, controller, eva, maria):
    kalkyl = draft(eva)
    nytt = {namn: varde for namn, varde in KALKYL.items() if namn not in {"ar", "avser"}}
    assert "Utkastet är sparat." in text_of(post(controller, "kalkyl_andra", kalkyl.pk, **nytt))
    assert kalkyl.poster.count() == 3
    adopt_calculation(kalkyl=kalkyl, by=maria, at=NU)

    assert "Gör en ny version av den." in text_of(post(controller, "kalkyl_andra", kalkyl.pk, **nytt))
    oppnad = controller.get(reverse("beslut:kalkyl_ny_version", args=[kalkyl.pk])).content.decode()
    assert 'value="31,42"' in oppnad
    assert '<dd class="summa">208,96</dd>' in oppnad
    dyrare = KALKYL | {"lon-varde": "151,50", "administration-varde": "", "administration-kalla": ""}
    text = text_of(post(controller, "kalkyl_ny_version", kalkyl.pk, **dyrare))

    assert Kalkyl.objects.count() == 2
    assert "Förut 150,00 kr" in text
    assert "Inte med längre: Administration (6 %)." in text
    assert "Summan var 208,96 kr i" in text


def test_a_calculation_is_held_against_schablon_rate_municipalities_and_budget(controller, eva):
    budget_2015(eva)
    build_timbelopp(kategori="kommun", galler_tom=date(2015, 12, 31), belopp=Decimal(280))
    take_in_figure_3(by=eva, at=NU)
    kalkyl = draft(eva, Kalkylrad("lon", "kronor", Decimal(260), "x"))

    text = read(controller, "kalkyl_visa", kalkyl.pk)

    assert ["Statens schablon", "284,00", "−24,00"] in rows_of(text)
    assert ["Kommunens timbelopp", "280,00", "−20,00"] in rows_of(text)
    assert "Tre av nio har ett lägre belopp än kalkylens 260 kr." in text
    assert "−1 100 000 kr" in text
