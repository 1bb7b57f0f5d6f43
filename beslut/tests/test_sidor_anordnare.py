"""Anordnare, tillstånd och konton i webbläsaren."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.models import Anordnare, Konto
from beslut.tests.sidor import post, text_of
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    INTYGSGIVARENS_NUMMER,
    ORGNR,
    build_anordnare,
    build_assistent,
    build_konto,
    build_person,
    build_user,
)

pytestmark = pytest.mark.django_db


BEKRAFTAT = {"metod": "kand_kontakt", "innehavare": "Exempel Assistans AB", "hur": "Ringde numret i avtalet."}


def test_a_person_who_is_a_provider_gets_the_next_pseudonym_and_no_number_in_sight(konsulent):
    build_anordnare("EA7", "Elsa Provberg", form="egen_arbetsgivare")

    svar = post(
        konsulent, "anordnare_ny", form="egen_arbetsgivare", namn="Kim Exempelson", personnummer=INTYGSGIVARENS_NUMMER
    )

    anordnare = Anordnare.objects.get(orgnr="EA8")
    assert anordnare.person.personnummer == INTYGSGIVARENS_NUMMER
    assert "Exempelson" not in text_of(svar)
    assert "9885" not in text_of(svar)


@pytest.mark.parametrize(
    ("data", "mening"),
    [
        ({"orgnr": "559901-0006"}, "Organisationsnummer: Kontrollsiffran stämmer inte."),
        ({"orgnr": "850113-9995"}, "Organisationsnummer: Det här är ett personnummer."),
        ({"orgnr": ""}, "Organisationsnummer: Skriv organisationsnummer."),
        ({"bankgiro": "5050-1007"}, "Bankgiro: Kontrollsiffran stämmer inte."),
        ({"konto": "1234567"}, "Clearingnummer: Skriv också clearingnumret."),
        ({"form": "egen_arbetsgivare"}, "Personnummer: Skriv personnummer."),
    ],
)
def test_a_provider_with_a_number_that_cannot_be_is_refused(konsulent, data, mening):
    svar = post(konsulent, "anordnare_ny", **{"form": "aktiebolag", "namn": "Exempel AB", "orgnr": ORGNR} | data)

    assert mening in text_of(svar)
    assert svar.context["form"]["namn"].value() == "Exempel AB"
    assert not Anordnare.objects.exists()


def test_a_later_account_waits_for_another_person_even_if_it_is_the_only_one(client, konsulent):
    anordnare = build_anordnare()

    post(konsulent, "konto_nytt", anordnare.pk, bankgiro="5050-1006")
    konto = Konto.objects.get()
    assert (konto.forsta, konto.verifierat) == (False, None)
    client.force_login(build_user("elof", Roll.EKONOM))
    post(client, "konto_bekrafta", konto.pk, **BEKRAFTAT)

    konto.refresh_from_db()
    assert (konto.verifierat_av.anvandarnamn, konto.verifierat_hur) == ("elof", "Ringde numret i avtalet.")


def test_an_account_is_not_confirmed_by_the_one_who_entered_it(client):
    elof = build_user("elof", Roll.EKONOM, Roll.KONSULENT)
    konto = build_konto(build_anordnare(), forsta=False, inlagt_av=elof)
    client.force_login(elof)

    svar = post(client, "konto_bekrafta", konto.pk, **BEKRAFTAT | {"hur": "Ringde."})

    assert "Den som har lagt in kontot får inte verifiera det." in text_of(svar)
    assert svar.context["form"]["hur"].value() == "Ringde."


def test_a_declined_account_leaves_the_old_one(client):
    anordnare = build_anordnare()
    gammalt = build_konto(anordnare)
    nytt = build_konto(anordnare, "50505208", forsta=False, inlagt_av=build_user("eva"))
    client.force_login(build_user("elof", Roll.EKONOM))

    post(client, "konto_bekrafta", nytt.pk, avvisa="ja")

    assert list(Konto.objects.current()) == [gammalt]


def test_a_permit_is_revoked_with_its_last_day(konsulent):
    tillstand = build_anordnare().tillstand.get()

    utan = post(konsulent, "tillstand_andra", tillstand.pk, status="aterkallat")
    post(konsulent, "tillstand_andra", tillstand.pk, status="aterkallat", galler_tom="2015-05-12")

    tillstand.refresh_from_db()
    assert "Skriv den sista dagen som tillståndet gäller." in text_of(utan)
    assert (tillstand.status, tillstand.galler_tom) == ("aterkallat", date(2015, 5, 12))
    assert Handelse.objects.get().uppgifter["status_fore"] == "beviljat"


def test_that_the_register_was_looked_in_today_is_one_press(konsulent):
    tillstand = build_anordnare().tillstand.get()

    post(konsulent, "tillstand_kontrollerat", tillstand.pk)

    tillstand.refresh_from_db()
    assert tillstand.kontrollerad == timezone.localdate()


def test_the_list_of_providers_takes_as_many_queries_for_many_as_for_one(konsulent, django_assert_num_queries):
    for orgnr, namn in (("5599010005", "Ödla AB"), ("5599010013", "Zebra AB"), ("5599010021", "Åland AB")):
        build_konto(build_anordnare(orgnr, namn), nummer=orgnr[-8:], forsta=False, inlagt_av=build_user("eva"))

    with django_assert_num_queries(6):
        svar = konsulent.get(reverse("beslut:anordnare_lista"))

    assert [a.namn for a in svar.context["sida"]] == ["Zebra AB", "Åland AB", "Ödla AB"]


def test_the_page_of_a_provider_takes_as_many_queries_whatever_stands_on_it(konsulent, django_assert_num_queries):
    anordnare = build_anordnare()
    build_konto(anordnare)
    build_konto(anordnare, "50505208", forsta=False, inlagt_av=build_user("eva"))
    for personnummer in (ASSISTENTENS_NUMMER, INTYGSGIVARENS_NUMMER):
        build_assistent(anordnare, personnummer)

    with django_assert_num_queries(15):
        konsulent.get(reverse("beslut:anordnare_visa", args=[anordnare.pk]))


def test_a_provider_is_found_by_name_or_number_and_a_private_person_never_by_name(konsulent):
    build_anordnare()
    privat = build_anordnare("EA1", "Exempel Kim", form="egen_arbetsgivare", person=build_person(INTYGSGIVARENS_NUMMER))

    def found(sokt):
        return [a.orgnr for a in post(konsulent, "anordnare_lista", sok=sokt).context["traffar"]]

    assert found("exempel") == [ORGNR]
    assert found("559901-0005") == [ORGNR]
    assert found("850819-9885") == [privat.orgnr]
