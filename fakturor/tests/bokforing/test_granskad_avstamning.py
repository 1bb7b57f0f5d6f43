"""En granskad avstämning: vem som får skriva under, vad som måste förklaras, och att den slutar gälla."""

from datetime import date

import pytest
from django.urls import reverse

from assistans.aktor import set_actor
from assistans.roller import Roll
from fakturor.bokforing.granskning import fingerprint
from fakturor.bokforing.laddning import reconciled
from fakturor.models import Avstamningsgranskning, Betalfil
from fakturor.services.ledgers import read_in_ledger
from fakturor.tests.bokforing.test_avstamning import executed, ledger, text_of
from fakturor.tests.bygg_utbetalning import (
    build_godkand,
    ekonom,
    kommunens_konto,  # noqa: F401
    paid_out,
)
from fakturor.tests.ekonomi.test_sidor_ekonomi import words_of
from tests.byggstenar import NU, build_anordnare, build_brukare, build_uppdrag, build_user
from tests.byggstenar_kontering import build_kontering
from tests.vagran import copy_row, execute, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kommunens_konto")]

MANAD = date(2015, 6, 1)
JUNI = reverse("fakturor:avstamning", args=[MANAD])
GRANSKA = reverse("fakturor:avstamning_granska", args=[MANAD])
LISTAN = reverse("fakturor:avstamningar")
I_TID = NU.replace(day=20)
FORKLARAT = {"forklaring_0": "Bokat i fel verifikation, rättas i juli."}


@pytest.fixture(autouse=True)
def konterat(settings) -> None:
    settings.MOTKONTO = "2440"
    build_uppdrag(build_brukare(), build_anordnare())
    build_kontering()


def read_in(innehall: bytes, namn: str = "bok.csv") -> None:
    by = ekonom("olle")
    set_actor(by.pk)
    read_in_ledger(manad=MANAD, namn=namn, innehall=innehall, by=by, at=I_TID)


def booked_month(*fakturor) -> None:
    """A month where our own vouchers are booked as they are."""
    omgang = executed(*(fakturor or [build_godkand()]))
    read_in(bytes(omgang.filer.get(slag=Betalfil.Slag.SIE).innehall), "bok.se")


def month_that_differs() -> str:
    """A month where a payment is booked with another amount, and its id."""
    kod = executed(build_godkand()).betalningar.get().kod
    read_in(ledger(f"A1;1;2015-06-12;4538;4100;22000;{kod};"))
    return kod


def sign(client, **skrivet):
    sett = fingerprint(reconciled([MANAD])[MANAD].avstamning)
    return client.post(GRANSKA, {"sett": sett, "notering": ""} | skrivet, follow=True)


@pytest.fixture
def karin(client):
    karin = ekonom()
    client.force_login(karin)
    return karin


def test_an_economist_reviews_a_month_and_the_months_tell_who(client, karin):
    booked_month()
    assert "Inte granskad" in text_of(client.get(LISTAN))

    sida = text_of(sign(client, notering="Stämt av mot kontoutdraget."))

    granskning = Avstamningsgranskning.objects.get()
    assert (granskning.av, granskning.forklaringar) == (karin, {})
    assert [summa["belopp"] for summa in granskning.siffror["summor"]] == ["22720.00"] * 4
    assert "Avstämningen av juni 2015 är granskad." in sida
    assert "Stämt av mot kontoutdraget." in sida
    assert granskning.sha256 in sida
    listan = text_of(client.get(LISTAN))
    assert "Inte granskad" not in listan
    assert "Granskad" in listan
    assert karin.namn in listan


def test_the_one_who_released_the_money_is_told_why_and_is_refused(client):
    booked_month()
    client.force_login(ekonom("ingrid"))

    assert "den som har lämnat pengarna intygar inte själv" in text_of(client.get(JUNI))
    assert GRANSKA not in client.get(JUNI).content.decode()
    assert "den som har lämnat pengarna intygar inte själv" in text_of(sign(client))
    assert not Avstamningsgranskning.objects.exists()


@pytest.mark.usefixtures("karin")
def test_every_kind_of_difference_is_explained_in_words(client):
    month_that_differs()

    assert "Skriv vad det beror på." in text_of(sign(client))
    assert not Avstamningsgranskning.objects.exists()

    sida = text_of(sign(client, **FORKLARAT))
    assert Avstamningsgranskning.objects.get().forklaringar == {"Annat belopp": FORKLARAT["forklaring_0"]}
    assert FORKLARAT["forklaring_0"] in sida


@pytest.mark.usefixtures("karin")
def test_a_later_change_of_the_figures_puts_the_review_out_of_date(client):
    kod = month_that_differs()
    sign(client, **FORKLARAT)
    assert "Granskningen gäller inte längre" not in text_of(client.get(JUNI))

    read_in(ledger(f"A1;1;2015-06-12;4538;4100;22720;{kod};"))

    sida = text_of(client.get(JUNI))
    assert "Granskningen gäller inte längre" in sida
    assert "Bokfört: 1 (22 000,00 kr) när den granskades, 1 (22 720,00 kr) nu." in sida
    assert "Annat belopp: 1 (−720,00 kr) när den granskades, 0 (0,00 kr) nu." in sida
    assert "Siffrorna har ändrats" in text_of(client.get(LISTAN))

    sign(client)
    assert "Granskningen gäller inte längre" not in text_of(client.get(JUNI))
    assert "Tidigare granskningar" in text_of(client.get(JUNI))


@pytest.mark.usefixtures("karin")
def test_what_was_not_shown_is_not_signed_and_nothing_written_is_lost(client):
    month_that_differs()

    sida = sign(client, sett="0" * 64, **FORKLARAT).content.decode()

    assert "Siffrorna har ändrats sedan sidan visades." in sida
    assert FORKLARAT["forklaring_0"] in sida
    assert not Avstamningsgranskning.objects.exists()


@pytest.mark.usefixtures("karin")
def test_a_personnummer_is_not_kept_in_the_words(client):
    month_that_differs()

    for falt in ("forklaring_0", "notering"):
        form = sign(client, **FORKLARAT | {falt: "Gäller 19850113-9995."}).context["form"]

        assert form.errors == {falt: ["Skriv utan personnummer: texten sparas för gott."]}
    assert not Avstamningsgranskning.objects.exists()


@pytest.mark.usefixtures("karin")
def test_a_month_without_a_ledger_is_not_reviewed(client):
    paid_out(build_godkand())

    assert "när huvudboken för månaden är inläst" in text_of(sign(client))
    assert not Avstamningsgranskning.objects.exists()


def test_a_month_that_has_not_begun_is_not_reviewed(client, karin):
    langt_fram = reverse("fakturor:avstamning_granska", args=[date(2099, 1, 1)])

    assert "Januari 2099 har inte börjat." in text_of(client.get(langt_fram))


@pytest.mark.parametrize("roll", Roll.values)
def test_only_an_economist_reviews(client, roll):
    client.force_login(build_user(f"{roll}-x", roll))

    assert client.get(GRANSKA).status_code == (200 if roll == Roll.EKONOM else 403)


@pytest.mark.usefixtures("karin")
def test_the_database_refuses_what_the_page_does(client):
    month_that_differs()
    sign(client, **FORKLARAT)
    granskning = Avstamningsgranskning.objects.get()

    with refused("Den som har frisläppt en av månadens omgångar granskar inte avstämningen."):
        copy_row("fakturor_avstamningsgranskning", granskning.pk, av_id=ekonom("ingrid").pk)
    for forklaringar in ("{}", '{"Annat belopp": " "}', '{"Annan månad": "Ja."}'):
        with refused("En skillnad är inte förklarad i ord."):
            copy_row("fakturor_avstamningsgranskning", granskning.pk, forklaringar=forklaringar)
    with refused("Siffrorna saknas."):
        copy_row("fakturor_avstamningsgranskning", granskning.pk, siffror="{}")
    with refused("går inte att skriva om"):
        execute("UPDATE fakturor_avstamningsgranskning SET notering = 'x' WHERE id = %s", [granskning.pk])
    with refused("går inte att skriva om"):
        execute("DELETE FROM fakturor_avstamningsgranskning WHERE id = %s", [granskning.pk])


@pytest.mark.usefixtures("karin")
def test_the_list_asks_no_more_for_two_reviewed_months_than_for_one(client, django_assert_max_num_queries):
    booked_month()
    sign(client)
    client.get(LISTAN)
    with django_assert_max_num_queries(100) as en:
        client.get(LISTAN)
    granskning = Avstamningsgranskning.objects.get()
    copy_row("fakturor_avstamningsgranskning", granskning.pk, manad=date(2015, 5, 1))

    with django_assert_max_num_queries(len(en.captured_queries)):
        assert "Siffrorna har ändrats" not in text_of(client.get(LISTAN))


@pytest.mark.usefixtures("karin")
def test_the_card_under_economy_counts_the_months_that_are_over_and_not_reviewed(client):
    booked_month()
    assert "1 månad Avslutade månader som ingen har granskat" in words_of(client.get(reverse("fakturor:ekonomi")))

    sign(client)

    assert "0 månader Avslutade månader" in words_of(client.get(reverse("fakturor:ekonomi")))
