"""Tidslinjen: vad den bär, hur den räknar ut året, och att den frågar lika mycket hur mycket som än finns."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.grafik.tidslinje import LEFT, RIGHT, Spar, Stracka, Tidslinje, tidslinje
from assistans.models import Lasning
from assistans.roller import Roll
from beslut.models import Stallforetradare, Vistelse
from beslut.tests.sidor import text_of
from fakturor.flode import Status
from fakturor.sidor.tidslinje import load_timeline
from tests.byggstenar import (
    NU,
    build_arende,
    build_beslut,
    build_brukare,
    build_handlaggare,
    build_person,
    build_user,
)

IDAG = date(2026, 11, 22)


def groups_of(brukare, **kwargs) -> dict[str, list[tuple[str, str]]]:
    return dict(load_timeline(brukare, fran=None, idag=IDAG, to=build_handlaggare(), **kwargs).rows())


@pytest.mark.django_db
def test_the_line_carries_all_that_concerns_the_person():
    arende = build_arende()
    brukare = arende.brukare
    Stallforetradare.objects.create(
        brukare=brukare,
        person=build_person("198508199885"),
        namn="Gunnar Provman",
        roll="god_man",
        galler_fran=date(2015, 2, 1),
    )
    Vistelse.objects.create(
        brukare=brukare, typ="sjukhus", borjar=NU.replace(month=4), slutar=NU.replace(month=4, day=12)
    )

    grupper = groups_of(brukare)

    [(period, beslut)] = grupper["Beslut"]
    assert period.replace("\u00a0", " ") == "från 1 januari 2015"
    assert beslut.replace("\u00a0", " ") == "Beslut SN 2014/118, ordinarie: 100 tim per månad, aktiv tid"
    assert [text for _, text in grupper["Anordnare"]] == ["Exempel Assistans AB, form D"]
    assert [text for _, text in grupper["Tillstånd från IVO"]] == ["Tillstånd för Exempel Assistans AB, beviljat"]
    assert [text for _, text in grupper["Företrädare"]] == ["God man"]
    assert grupper["Vistelser"][0][0].replace("\u00a0", " ") == "10–12 april 2015"
    [(period, krav)] = grupper["Krav per månad"]
    assert period.replace("\u00a0", " ") == "1–31 maj 2015"
    assert krav.replace("\u00a0", " ") == f"22 720,00 kr för maj 2015: {arende.faktura.nummer} mottagen"


@pytest.mark.django_db
def test_a_claim_that_is_refused_is_not_a_claim():
    arende = build_arende()
    arende.faktura.move_to(Status.AVVISAD)

    assert groups_of(arende.brukare)["Krav per månad"] == []


@pytest.mark.django_db
def test_the_year_ends_the_month_after_the_newest_claim():
    bild = load_timeline(build_arende().brukare, fran=None, idag=IDAG, to=build_handlaggare()).bild

    assert (bild.fran, bild.tom) == (date(2014, 7, 1), date(2015, 6, 30))


@pytest.mark.django_db
def test_without_claims_the_year_reaches_three_months_ahead():
    bild = load_timeline(build_brukare(), fran=None, idag=IDAG, to=build_handlaggare()).bild

    assert (bild.fran, bild.tom) == (date(2026, 3, 1), date(2027, 2, 28))


@pytest.mark.django_db
def test_the_page_asks_as_much_for_much_as_for_little_and_logs_the_reading(client):
    arende = build_arende()
    client.force_login(build_handlaggare())
    adress = reverse("fakturor:tidslinje", args=[arende.brukare.pk])
    with CaptureQueriesContext(connection) as forst:
        client.get(adress)
    for nummer in range(4):
        build_beslut(
            arende.brukare,
            diarienummer=f"SN 2015/{nummer}",
            typ="tillfallig_utokning",
            galler_fran=date(2015, 3, 1 + nummer),
        )

    with CaptureQueriesContext(connection) as sedan:
        svar = client.get(adress)

    assert len(sedan) == len(forst)
    assert "SN 2015/3" in text_of(svar)
    assert Lasning.objects.filter(syfte="Läste personens tidslinje").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("roll", "kod"), [(Roll.HANDLAGGARE, 200), (Roll.REVISOR, 200), (Roll.KONSULENT, 403), (Roll.NAMND, 403)]
)
def test_who_opens_the_line(client, roll, kod):
    brukare = build_brukare()
    client.force_login(build_user("nagon", roll))

    assert client.get(reverse("fakturor:tidslinje", args=[brukare.pk])).status_code == kod


@pytest.mark.django_db
def test_the_line_of_a_protected_person_is_for_the_named(client):
    brukare = build_brukare(skydd="skyddad_folkbokforing")
    client.force_login(build_handlaggare())

    assert client.get(reverse("fakturor:tidslinje", args=[brukare.pk])).status_code == 404


@pytest.mark.django_db
def test_an_address_with_a_month_that_cannot_be_read_shows_the_usual_year(client):
    brukare = build_brukare()
    client.force_login(build_handlaggare())

    svar = client.get(reverse("fakturor:tidslinje", args=[brukare.pk]), {"fran": "våren"})

    assert svar.status_code == 200


def draw(*strackor: Stracka) -> str:
    return tidslinje(
        Tidslinje(date(2015, 1, 1), date(2015, 12, 31), (Spar("Beslut", strackor),), date(2015, 7, 1), "LSS-9F3C")
    )


def test_a_bar_is_as_long_as_its_days():
    ritat = draw(Stracka(date(2015, 1, 1), date(2015, 12, 31), "hela året", "hela året"))

    assert f'x="{LEFT:.0f}"' in ritat
    assert f'width="{RIGHT - LEFT - 1.5:.1f}"' in ritat


def test_what_goes_on_beyond_the_picture_is_cut_at_its_edge():
    ritat = draw(Stracka(date(2010, 1, 1), None, "länge", "länge"))

    assert f'width="{RIGHT - LEFT - 1.5:.1f}"' in ritat


def test_bars_that_meet_lie_below_each_other_and_those_that_do_not_share_a_lane():
    hel = Stracka(date(2015, 1, 1), date(2015, 6, 30), "a", "a")
    over = Stracka(date(2015, 6, 30), date(2015, 8, 31), "b", "b")
    efter = Stracka(date(2015, 10, 1), None, "c", "c")

    ritat = draw(hel, over, efter)

    assert ritat.count('y="40"') == 2
    assert ritat.count('y="64"') == 1


def test_the_picture_is_told_in_words():
    ritat = draw(Stracka(date(2015, 1, 1), None, "a", "a"), Stracka(date(2016, 1, 1), None, "senare", "senare"))

    assert '<title id="linje-t">Tidslinje för LSS-9F3C</title>' in ritat
    assert "1 januari – 31 december 2015. Beslut: 1 sträcka." in ritat.replace("\u00a0", " ")
