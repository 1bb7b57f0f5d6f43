"""Mätningen bygger sin kommun, ser en sida som växer, och döljer ingen sida som den inte kan mäta."""

from datetime import date

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from assistans.access import for_everyone_signed_in
from assistans.personnummer import normalize_personnummer
from assistans.roller import Roll
from bench.matning import GRANS_MS, Besok, Utslag, count_all, measure_all, percentile
from bench.nummer import personnummer
from bench.sidor import all_visits
from bench.storlek import MANADER, Storlek
from bench.tabell import as_json, as_text
from bench.underlag import Kommun, NotEmpty, build
from beslut.models import Brukare
from fakturor.models import Redovisning, Tidrad
from tests.byggstenar import build_brukare
from tests.webblasare.sidor import Sida

STORLEK = Storlek(personer=20, idag=date(2015, 6, 10))
LISTAN = Besok(namn="listan", roll=Roll.HANDLAGGARE, adress="/brukare/")
VAXANDE = Besok(namn="växande", roll=Roll.HANDLAGGARE, adress="/vaxande/")


@for_everyone_signed_in
def vaxande(request: HttpRequest) -> HttpResponse:
    """A page with the fault that the bench is there to find: a query for each person."""
    return HttpResponse(", ".join(brukare.person.personnummer[:4] for brukare in Brukare.objects.all()))


urlpatterns = [path("vaxande/", vaxande), path("", include("bench.golv"))]


def build_utslag(namn: str = "golv", *, tider: tuple[float, ...] = (10.0,), liten: int | None = 4) -> Utslag:
    return Utslag(namn=namn, liten=liten, stor=4, tider=tider)


def build_kommun() -> Kommun:
    return Kommun(personer=20, tidrader=2800, fakturor=30, sekunder=2.0)


def count_guards() -> list[tuple[str, int]]:
    """The foreign keys, and the triggers that are off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'nycklar', count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated"
            " UNION SELECT 'av', count(*) FROM pg_trigger WHERE tgenabled = 'D'"
        )
        return sorted(cursor.fetchall())


@pytest.mark.django_db
@pytest.mark.urls("tests.test_bench")
def test_a_page_that_asks_more_of_a_larger_municipality_is_found_and_the_list_is_not():
    before = count_guards()
    kommun = build(STORLEK)
    liten = count_all([LISTAN, VAXANDE])
    for nummer in list(personnummer(STORLEK.manniskor + 5))[-5:]:
        build_brukare(f"LSS-{nummer[-4:]}-{nummer[6:8]}", nummer)

    [listan, vaxande], vagrade = measure_all([LISTAN, VAXANDE], liten, varv=2)

    assert count_guards() == before
    assert kommun.tidrader == Tidrad.objects.count()
    assert Redovisning.objects.count() == STORLEK.uppdrag * MANADER
    assert vagrade == {}
    assert not listan.grows
    assert vaxande.grows
    assert vaxande.stor == liten["växande"] + 5
    assert len(listan.tider) == 2
    with pytest.raises(NotEmpty):
        build(STORLEK)


@pytest.mark.django_db
@pytest.mark.urls("bench.golv")
def test_a_page_whose_address_cannot_be_built_is_named_with_the_reason():
    urval = all_visits(
        {
            "beslut:brukare_visa": Sida(Roll.HANDLAGGARE, ("nagot_nytt",)),
            "beslut:brev_visa": Sida(Roll.KONSULENT, ("brev",)),
            "beslut:anordnare_lista": Sida(Roll.KONSULENT),
        }
    )

    assert "nagot_nytt är okänt" in urval.okanda["beslut:brukare_visa"]
    assert "Ingen rad finns för argumentet brev" in urval.okanda["beslut:brev_visa"]
    assert "beslut:anordnare_lista" in {besok.namn for besok in urval.besok}


@pytest.mark.django_db
def test_a_page_that_does_not_answer_is_no_measurement():
    utan_inloggning = Besok(namn="brukare", roll=None, adress="/brukare/")

    assert count_all([utan_inloggning]) == {}
    assert measure_all([utan_inloggning], {}, varv=1) == ([], {"brukare": "Den svarade 302 i stället för 200."})


def test_one_slow_visit_in_twenty_is_let_pass_and_two_are_not():
    assert percentile((1.0,) * 19 + (900.0,), 95) == 1.0
    assert build_utslag(tider=(1.0,) * 18 + (GRANS_MS + 1,) * 2).slow
    assert not build_utslag(tider=(GRANS_MS,) * 20).slow


def test_a_page_that_the_smaller_municipality_lacks_does_not_hold():
    assert not build_utslag(liten=None).holds
    assert not build_utslag(liten=3).holds
    assert build_utslag(liten=5).holds


def test_the_table_names_what_does_not_hold():
    maskin = {"karnor": 2, "belastning": 0.5, "python": "3.11", "django": "5.2", "postgresql": "18"}
    utslag = [build_utslag(), build_utslag("trög", tider=(450.0,)), build_utslag("växande", liten=3)]
    delar = (utslag, {"ny": "Argumentet x är okänt."}, build_kommun(), build_kommun(), maskin)

    text, data = as_text(*delar), as_json(*delar)

    assert "trög tar 450 ms i 95 fall av 100; gränsen är 300 ms." in text
    assert "växande ställer 4 frågor i den stora kommunen och 3 i den lilla" in text
    assert "ny är inte mätt. Argumentet x är okänt." in text
    assert [sida["haller"] for sida in data["sidor"]] == [True, False, False]
    assert data["sidor"][1]["ganger_golvet"] == 45.0


def test_the_numbers_are_well_formed_and_nobodys():
    nummer = list(personnummer(50))

    assert len({normalize_personnummer(nr, idag=STORLEK.idag) for nr in nummer}) == 50
    assert all(980 <= int(nr[8:11]) <= 999 for nr in nummer)
