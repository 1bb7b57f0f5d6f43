"""Ett fält prövas när det lämnas: samma formulär, samma meningar, bara det fältet, och ingenting sparas."""

import pytest
from django.urls import reverse

from assistans.faltprov import HUVUD
from assistans.models import Handelse, Lasning, Utkast
from assistans.roller import Roll
from assistans.utkast import key_for
from beslut.models import Brukare, Konto
from beslut.tests.sidor import BESLUT, PERSON, RAD_TVA
from tests.byggstenar import build_anordnare, build_beslut, build_brukare, build_konto, build_user

pytestmark = pytest.mark.django_db


def ask(client, sida: str, *args: int, falt: str, **data: str):
    """Ask the page how one field stands, as its script does."""
    return client.post(reverse(f"beslut:{sida}", args=args), data, headers={HUVUD: falt})


@pytest.mark.parametrize(
    ("falt", "skrivet", "mening"),
    [
        ("personnummer", "850113-9996", "Kontrollsiffran stämmer inte."),
        ("avliden", "2015-02-29", "Februari 2015 har 28 dagar."),
        ("folkbokforingskommun", "19", "fyra siffror"),
        ("personnummer", "", "Skriv personnumret med 10 eller 12 siffror."),
    ],
)
def test_the_field_is_told_what_would_make_it_right_and_nothing_else_is_judged(handlaggare, falt, skrivet, mening):
    svar = ask(handlaggare, "brukare_ny", falt=falt, **{falt: skrivet})

    text = svar.content.decode()
    assert mening in text
    assert f'id="id_{falt}_error"' in text
    assert text.count("<p") == 1


def test_a_field_that_is_right_has_nothing_told_and_a_form_that_is_right_is_not_saved(handlaggare):
    svar = ask(handlaggare, "brukare_ny", falt="personnummer", **PERSON)

    assert (svar.status_code, svar.content.strip()) == (200, b"")
    assert not Brukare.objects.exists()
    assert not Handelse.objects.exists()


def test_a_number_that_is_taken_is_told_in_the_words_of_the_database(handlaggare):
    brukare = build_brukare()
    build_beslut(brukare, diarienummer="SN 2014/118")

    taget = ask(handlaggare, "brukare_ny", falt="referens", referens="LSS-9F3C")
    ocksa = ask(handlaggare, "beslut_nytt", brukare.pk, falt="diarienummer", diarienummer="SN 2014/118")

    assert "Referensen används redan för en annan person." in taget.content.decode()
    assert "Ett beslut med det diarienumret finns redan." in ocksa.content.decode()


def test_the_hours_of_the_second_row_are_tried_by_themselves(handlaggare):
    data = BESLUT | RAD_TVA | {"rad-0-timmar": "", "rad-1-timmar": "sex"}

    text = ask(handlaggare, "beslut_nytt", build_brukare().pk, falt="rad-1-timmar", **data).content.decode()

    assert 'id="id_rad-1-timmar_error"' in text
    assert "id_rad-0-timmar" not in text


@pytest.mark.parametrize(
    ("falt", "skrivet", "fel"),
    [("bankgiro", "5050-1007", True), ("bankgiro", "5050-1006", False), ("clearing", "33", True)],
)
def test_accounts_are_tried_by_their_check_digit_and_their_length(konsulent, falt, skrivet, fel):
    anordnare = build_anordnare()

    svar = ask(konsulent, "konto_nytt", anordnare.pk, falt=falt, **{falt: skrivet})

    assert bool(svar.content.strip()) == fel
    assert not Konto.objects.exists()


def test_an_orgnr_is_tried_by_the_form_s_own_words(konsulent):
    text = ask(konsulent, "anordnare_ny", falt="orgnr", orgnr="5599010006", form="aktiebolag").content.decode()

    assert "id_orgnr_error" in text


def test_a_view_that_does_not_know_the_question_changes_nothing_and_says_nothing(client):
    konto = build_konto(build_anordnare(), forsta=False, inlagt_av=build_user("olof", Roll.KONSULENT))
    client.force_login(build_user("karin", Roll.EKONOM))
    forut = Lasning.objects.count()

    svar = ask(client, "konto_bekrafta", konto.pk, falt="hur", avvisa="ja")

    konto.refresh_from_db()
    assert (svar.status_code, konto.upphort) == (204, None)
    assert "messages" not in svar.cookies
    assert Lasning.objects.count() == forut


def test_the_one_who_may_not_open_the_page_is_told_nothing_of_its_fields(konsulent):
    assert ask(konsulent, "brukare_ny", falt="referens", referens="LSS-9F3C").status_code == 204


def test_asking_does_not_take_the_draft_away(handlaggare, hanna):
    nyckel = {"utkastnyckel": key_for(hanna, reverse("beslut:brukare_ny"))}
    handlaggare.post(reverse("utkast"), PERSON | nyckel)

    ask(handlaggare, "brukare_ny", falt="personnummer", **PERSON | nyckel)

    assert Utkast.objects.exists()
