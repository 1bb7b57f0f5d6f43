"""Listan över anordnare: urval efter tillstånd, och ordning."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from beslut.models import Anordnare
from beslut.sidor.anordnarlista import listed_providers
from tests.byggstenar import build_anordnare, build_brukare, build_uppdrag, build_user

pytestmark = pytest.mark.django_db

IDAG = date(2015, 6, 10)
ANDRAS, TREDJES, FJARDES = "5599020004", "5599030011", "5599040036"


@pytest.fixture
def anordnare():
    """One looked at in time, one too late, one never, and one whose permit has ceased."""
    for orgnr, namn, falt in (
        ("5599010005", "Björken AB", {"nasta_kontroll": date(2015, 6, 11)}),
        (ANDRAS, "Asken AB", {"nasta_kontroll": IDAG}),
        (TREDJES, "Lönnen AB", {"kontrollerad": None}),
        (FJARDES, "Eken AB", {"status": "upphort", "galler_tom": date(2015, 6, 9)}),
    ):
        build_anordnare(orgnr, namn).tillstand.update(**falt)


def names(**val) -> list[str]:
    return [a.namn for a in listed_providers(build_user("olof"), IDAG, **val)]


def test_those_whose_permit_waits_to_be_looked_at_are_selected(anordnare):
    assert names(urval="kontrollera") == ["Asken AB", "Lönnen AB"]


def test_a_look_without_a_next_day_lasts_ninety_days():
    tillstand = build_anordnare().tillstand.get()
    for dagar, vantar in ((89, []), (90, ["Exempel Assistans AB"])):
        tillstand.kontrollerad = IDAG - timedelta(days=dagar)
        tillstand.save()
        assert names(urval="kontrollera") == vantar


def test_those_without_a_permit_today_are_selected_but_no_municipality(anordnare):
    build_anordnare("2120002080", "Kommunens utförare", form="kommun").tillstand.all().delete()

    assert names(urval="utan") == ["Eken AB"]


def test_the_list_is_ordered_by_name_next_look_or_persons(anordnare):
    build_uppdrag(build_brukare(), Anordnare.objects.get(orgnr=FJARDES))

    assert names() == ["Asken AB", "Björken AB", "Eken AB", "Lönnen AB"]
    assert names(ordning="kontroll") == ["Lönnen AB", "Asken AB", "Björken AB", "Eken AB"]
    assert names(ordning="personer") == ["Eken AB", "Asken AB", "Björken AB", "Lönnen AB"]


def test_what_the_address_asks_for_that_does_not_exist_is_all_by_name(konsulent, anordnare):
    svar = konsulent.get(reverse("beslut:anordnare_lista"), {"visa": "annat", "ordna": "1; DROP"})

    assert (svar.context["valt"], svar.context["ordnat"]) == ("alla", "namn")
    assert len(svar.context["sida"]) == 4


def test_every_selection_and_order_takes_as_many_queries(konsulent, anordnare, django_assert_num_queries):
    sida = reverse("beslut:anordnare_lista")
    for visa in ("alla", "kontrollera", "utan"):
        for ordna in ("namn", "kontroll", "personer"):
            with django_assert_num_queries(6):
                konsulent.get(sida, {"visa": visa, "ordna": ordna})


def test_a_permit_that_should_have_been_looked_at_says_so(konsulent):
    igar = timezone.localdate() - timedelta(days=1)
    build_anordnare().tillstand.update(nasta_kontroll=igar)

    assert "skulle ha kontrollerats" in konsulent.get(reverse("beslut:anordnare_lista")).content.decode()
