"""Kontakter, ledning och kontroller av en anordnare, i webbläsaren och i tjänsterna."""

from datetime import date

import pytest
from django.urls import reverse

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.models import Bolagskontroll, Funktionar, Kontakt
from beslut.services.checks import record_check
from beslut.services.refusal import RegistrationRefused
from beslut.tests.sidor import post, text_of
from tests.byggstenar import ASSISTENTENS_NUMMER, NU, build_anordnare, build_user
from tests.byggstenar_anordnare import build_bolagskontroll, build_funktionar, build_kontakt

pytestmark = pytest.mark.django_db


def check(anordnare, **falt) -> Bolagskontroll:
    varden = {
        "slag": "f_skatt",
        "utfall": "utan_anmarkning",
        "datum": date(2015, 6, 1),
        "notering": "",
        "nasta_kontroll": None,
    } | falt
    return record_check(anordnare=anordnare, by=build_user("olof"), at=NU, **varden)


def test_the_newest_check_of_f_tax_says_whether_the_provider_is_approved():
    anordnare = build_anordnare(f_skatt=None)

    check(anordnare, datum=date(2015, 5, 1))
    check(anordnare, utfall="avregistrerad", notering="Avregistrerad den 20 maj.")
    check(anordnare, datum=date(2015, 4, 1))

    anordnare.refresh_from_db()
    assert anordnare.f_skatt is False
    assert Handelse.objects.filter(typ="anordnare.andrad").count() == 2


def test_a_remark_and_a_check_of_something_else_leave_the_approval():
    anordnare = build_anordnare(f_skatt=True)

    check(anordnare, utfall="anmarkning", notering="Skulder på skattekontot.")
    check(anordnare, slag="moms", utfall="avregistrerad", notering="Avregistrerad.")

    anordnare.refresh_from_db()
    assert anordnare.f_skatt is True


@pytest.mark.parametrize(
    ("falt", "om"),
    [
        ({"datum": date(2015, 6, 11)}, "datum"),
        ({"nasta_kontroll": date(2015, 6, 1)}, "nasta_kontroll"),
        ({"utfall": "anmarkning", "notering": " "}, "notering"),
    ],
)
def test_a_check_that_cannot_be_is_refused_at_its_field(falt, om):
    with pytest.raises(RegistrationRefused) as refused:
        check(build_anordnare(), **falt)

    assert refused.value.falt == om


def test_what_was_never_checked_is_said_in_words(konsulent):
    bolag = build_anordnare()
    privat = build_anordnare("EA1", "Kim Exempelson", form="egen_arbetsgivare")
    build_bolagskontroll(bolag, nasta_kontroll=date(2015, 6, 2))
    build_bolagskontroll(bolag, datum=date(2014, 3, 3), notering="Första kontrollen.")

    hos_bolaget = konsulent.get(reverse("beslut:anordnare_visa", args=[bolag.pk]))
    hos_privat = konsulent.get(reverse("beslut:anordnare_visa", args=[privat.pk]))

    assert text_of(hos_bolaget).count("Aldrig kontrollerad") == 4
    assert "Skulle ha kontrollerats igen 2 juni 2015" in text_of(hos_bolaget)
    assert "Första kontrollen." in text_of(hos_bolaget)
    assert [rad.slag for rad in hos_privat.context["anordnarsida"].kontroller] == ["arbetsgivare"]


def test_a_check_is_written_down_in_the_browser(konsulent):
    anordnare = build_anordnare(f_skatt=None)

    utan_ord = post(
        konsulent, "bolagskontroll_ny", anordnare.pk, slag="f_skatt", utfall="anmarkning", datum="2015-06-01"
    )
    assert "Skriv vad som framkom." in text_of(utan_ord)
    svar = post(
        konsulent, "bolagskontroll_ny", anordnare.pk, slag="f_skatt", utfall="utan_anmarkning", datum="2015-06-01"
    )

    assert "Godkänd för F-skatt." in text_of(svar)


def test_a_contact_can_be_reached(konsulent):
    anordnare = build_anordnare()
    kontakt = {"namn": "Växeln", "galler_fran": "2015-06-01"}

    utan = post(konsulent, "kontakt_ny", anordnare.pk, **kontakt)
    fel_adress = post(konsulent, "kontakt_ny", anordnare.pk, **kontakt, epost="vaxeln")
    svar = post(konsulent, "kontakt_ny", anordnare.pk, **kontakt, epost="vaxeln@exempel.se")

    assert "Skriv ett telefonnummer eller en e-postadress." in text_of(utan)
    assert "Skriv e-postadressen med @ och domän." in text_of(fel_adress)
    assert fel_adress.context["form"]["epost"].value() == "vaxeln"
    assert "vaxeln@exempel.se" in text_of(svar)


def test_a_contact_and_a_functionary_get_their_last_day(konsulent):
    anordnare = build_anordnare()
    kontakt, funktionar = build_kontakt(anordnare), build_funktionar(anordnare)

    post(
        konsulent,
        "kontakt_andra",
        kontakt.pk,
        namn="Växeln",
        telefon="021-123 45",
        galler_fran="2015-01-01",
        galler_tom="2015-06-01",
    )
    bakvant = post(
        konsulent,
        "funktionar_andra",
        funktionar.pk,
        namn="Kim Exempelson",
        roll="vd",
        galler_fran="2015-01-01",
        galler_tom="2014-06-01",
    )

    assert Kontakt.objects.get().galler_tom == date(2015, 6, 1)
    assert "Perioden börjar den 1 januari 2015 och slutar före det." in text_of(bakvant)
    assert Funktionar.objects.get().galler_tom is None


def test_a_functionary_is_the_person_with_the_number_and_the_number_is_not_shown(konsulent):
    anordnare = build_anordnare()

    svar = post(
        konsulent,
        "funktionar_ny",
        anordnare.pk,
        namn="Sam Testlund",
        personnummer=ASSISTENTENS_NUMMER,
        roll="agare",
        i_kommunen="Ledamot i nämnden",
    )

    assert Funktionar.objects.get().person.personnummer == ASSISTENTENS_NUMMER
    assert "Ledamot i nämnden" in text_of(svar)
    assert ASSISTENTENS_NUMMER[-4:] not in text_of(svar)


@pytest.mark.parametrize("roll", sorted(set(Roll.values) - {Roll.KONSULENT}))
def test_only_the_konsulent_writes_about_a_provider(client, roll):
    anordnare = build_anordnare()
    om_anordnaren = ("kontakt_ny", "funktionar_ny", "bolagskontroll_ny")
    sidor = [reverse(f"beslut:{sida}", args=[anordnare.pk]) for sida in om_anordnaren]
    sidor += [
        reverse("beslut:kontakt_andra", args=[build_kontakt(anordnare).pk]),
        reverse("beslut:funktionar_andra", args=[build_funktionar(anordnare).pk]),
        reverse("beslut:tillstandskontroll_ny", args=[anordnare.tillstand.get().pk]),
    ]
    client.force_login(build_user("nagon", roll))

    assert {client.get(sida).status_code for sida in sidor} == {403}


@pytest.mark.parametrize("roll", [Roll.EKONOM, Roll.HANDLAGGARE, Roll.REVISOR])
def test_others_read_about_a_provider_and_have_nothing_to_press(client, roll):
    anordnare = build_anordnare()
    build_kontakt(anordnare)
    client.force_login(build_user("nagon", roll))

    for sida, pk in (("anordnare_visa", anordnare.pk), ("tillstand_visa", anordnare.tillstand.get().pk)):
        text = client.get(reverse(f"beslut:{sida}", args=[pk])).content.decode().split("<main")[1]
        assert "/andra/" not in text
        assert "/ny/" not in text
