"""Personen, och det som registreras på henne."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assistans.models import Handelse
from beslut.models import (
    Assistent,
    Brukare,
    Stallforetradare,
    Vistelse,
)
from beslut.tests.sidor import PERSON, post, text_of
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    BRUKARENS_NUMMER,
    INTYGSGIVARENS_NUMMER,
    NU,
    build_anordnare,
    build_assistent,
    build_beslut,
    build_beslutsrad,
    build_brukare,
    build_person,
    build_uppdrag,
)

pytestmark = pytest.mark.django_db


def test_a_person_is_given_a_referens_that_nobody_has(handlaggare):
    form = handlaggare.get(reverse("beslut:brukare_ny")).context["form"]

    referens = form["referens"].value()

    assert referens.startswith("LSS-")
    assert not set(referens[4:]) & set("01OIL")


def test_faults_are_listed_in_the_order_of_the_fields_on_the_page(handlaggare):
    text = text_of(post(handlaggare, "brukare_ny", **PERSON | {"personnummer": "", "fornamn": "", "efternamn": ""}))

    platser = [text.index(fel) for fel in ("Personnummer: Skriv", "Förnamn: Fyll", "Efternamn: Fyll")]
    assert platser == sorted(platser)


def test_a_number_that_cannot_be_is_refused_and_what_was_typed_is_kept(handlaggare):
    svar = post(handlaggare, "brukare_ny", **PERSON | {"personnummer": "850113-9996"})

    assert "Personnummer: Kontrollsiffran stämmer inte." in text_of(svar)
    assert svar.context["form"]["fornamn"].value() == "Elsa"
    assert svar.context["form"]["personnummer"].value() == "850113-9996"
    assert not Brukare.objects.exists()


def test_a_person_is_not_registered_twice(handlaggare):
    build_brukare()

    svar = post(handlaggare, "brukare_ny", **PERSON | {"referens": "LSS-7K2M"})

    assert "Personen har redan referensen LSS-9F3C." in text_of(svar)


def test_a_referens_that_another_has_is_refused_by_the_database_in_words(handlaggare):
    build_brukare("LSS-9F3C", INTYGSGIVARENS_NUMMER)

    svar = post(handlaggare, "brukare_ny", **PERSON)

    assert "Referensen används redan för en annan person." in text_of(svar)
    assert Brukare.objects.count() == 1


def test_a_protected_person_is_open_to_the_one_who_registered_her(handlaggare, hanna):
    post(handlaggare, "brukare_ny", **PERSON | {"skydd": "sekretessmarkering"})

    assert list(Brukare.objects.get().behoriga.all()) == [hanna]


def test_a_changed_person_keeps_number_and_referens(handlaggare):
    brukare = build_brukare()

    post(
        handlaggare,
        "brukare_andra",
        brukare.pk,
        fornamn="Elsa",
        efternamn="Nyberg",
        skydd="ingen",
        avliden="2015-05-02",
    )

    brukare.refresh_from_db()
    assert (brukare.referens, brukare.efternamn, brukare.avliden) == ("LSS-9F3C", "Nyberg", date(2015, 5, 2))
    handelse = Handelse.objects.get()
    assert handelse.uppgifter["andrat"] == ["avliden", "efternamn"]
    assert "Nyberg" not in str(handelse.uppgifter)


@pytest.mark.parametrize("sokt", ["850113-9995", "19850113-9995", "LSS-9F3C", "provb", "elsa prov"])
def test_a_person_is_found_by_number_referens_or_name_and_no_address_carries_them(handlaggare, sokt):
    brukare = build_brukare()
    build_brukare("LSS-1B2D", INTYGSGIVARENS_NUMMER, fornamn="Åke", efternamn="Zetterlund")

    svar = post(handlaggare, "brukare_lista", sok=sokt)

    assert svar.redirect_chain == [(reverse("beslut:brukare_visa", args=[brukare.pk]), 302)]


@pytest.mark.parametrize("sokt", ["östl", "ostlund", "ÅKE ÖST", "lund ake", "9f3c östlund"])
def test_a_name_is_found_by_parts_in_any_order_with_or_without_its_marks(handlaggare, sokt):
    brukare = build_brukare(fornamn="Åke", efternamn="Östlund")
    build_brukare("LSS-1B2D", INTYGSGIVARENS_NUMMER, fornamn="Åsa", efternamn="Zetterlund")

    svar = post(handlaggare, "brukare_lista", sok=sokt)

    assert svar.redirect_chain == [(reverse("beslut:brukare_visa", args=[brukare.pk]), 302)]


@pytest.mark.parametrize("sokt", ["%", "_", "provb elsa nils"])
def test_what_nobody_is_called_finds_nobody(handlaggare, sokt):
    build_brukare()

    assert post(handlaggare, "brukare_lista", sok=sokt).context["traffar"] == []


def test_a_search_shows_fifty_and_says_that_there_are_more_in_a_fixed_number_of_queries(
    handlaggare, django_assert_num_queries
):
    anordnare = build_anordnare()
    for nummer in range(51):
        brukare = build_brukare(f"LSS-{nummer:04}", f"2004{nummer:08}", efternamn="Provberg")
        build_uppdrag(brukare, anordnare)

    with django_assert_num_queries(7):
        svar = handlaggare.post(reverse("beslut:brukare_lista"), {"sok": "prov"})

    assert len(svar.context["traffar"]) == 50
    assert svar.context["fler"] is True


def test_names_that_are_found_stand_in_swedish_order(handlaggare):
    for nr, (pnr, namn) in enumerate(
        {BRUKARENS_NUMMER: "Östlund", INTYGSGIVARENS_NUMMER: "Zetterlund", ASSISTENTENS_NUMMER: "Ålund"}.items()
    ):
        build_brukare(f"LSS-{nr}", pnr, efternamn=namn)

    svar = post(handlaggare, "brukare_lista", sok="lund")

    assert [b.efternamn for b in svar.context["traffar"]] == ["Zetterlund", "Ålund", "Östlund"]


def test_the_list_of_persons_takes_as_many_queries_for_many_as_for_one(handlaggare, django_assert_num_queries):
    anordnare = build_anordnare()
    for nr, pnr in enumerate((BRUKARENS_NUMMER, INTYGSGIVARENS_NUMMER, ASSISTENTENS_NUMMER)):
        brukare = build_brukare(f"LSS-{nr}", pnr)
        build_beslut(brukare, diarienummer=f"SN 2014/{nr}")
        build_uppdrag(brukare, anordnare)

    with django_assert_num_queries(7):
        handlaggare.get(reverse("beslut:brukare_lista"))


def build_page(brukare, nummer: int) -> None:
    """One more of each thing that can stand on a person's page."""
    anordnare = build_anordnare(f"559901000{nummer}", f"Exempel {nummer} AB")
    aret = {"galler_fran": date(2014 + nummer, 1, 1), "galler_tom": date(2014 + nummer, 12, 31)}
    build_beslutsrad(build_beslut(brukare, diarienummer=f"SN 2014/{nummer}", **aret), rad=2, tidstyp="vantetid", **aret)
    build_uppdrag(brukare, anordnare, avtalsform="CD"[nummer % 2])
    build_assistent(anordnare, brukare=brukare, narstaende=True, galler_fran=date(2015, 2, nummer))
    annan = build_anordnare(f"559902000{nummer}", f"Prov {nummer} AB")
    build_uppdrag(brukare, annan, avtalsform="DC"[nummer % 2])
    moderns = {"person": build_person(INTYGSGIVARENS_NUMMER), "namn": "Kim Exempelson"}
    brukare.relationer.create(**moderns, slag="foralder", galler_fran=date(2015, 1, nummer))
    brukare.stallforetradare.create(**moderns, roll="ombud", galler_fran=date(2015, 1, nummer))
    anordnare.funktionarer.create(**moderns, roll="agare")
    brukare.vistelser.create(typ="sjukhus", borjar=NU + timedelta(days=nummer))


def test_the_page_of_a_person_takes_as_many_queries_whatever_stands_on_it(handlaggare, django_assert_num_queries):
    brukare = build_brukare()
    sida = reverse("beslut:brukare_visa", args=[brukare.pk])

    for nummer in (1, 2, 3):
        build_page(brukare, nummer)
        with django_assert_num_queries(18):
            handlaggare.get(sida)


def test_the_next_assignment_with_the_same_provider_ends_the_open_one(handlaggare):
    brukare, anordnare = build_brukare(), build_anordnare()
    tidigare = build_uppdrag(brukare, anordnare)

    post(handlaggare, "uppdrag_nytt", brukare.pk, anordnare=anordnare.pk, avtalsform="B", galler_fran="2015-06-01")

    tidigare.refresh_from_db()
    assert tidigare.galler_tom == date(2015, 5, 31)
    assert brukare.uppdrag.count() == 2


def test_that_the_person_was_told_of_a_permit_that_ceased_is_written_on_the_assignment(handlaggare):
    uppdrag = build_uppdrag(build_brukare(), build_anordnare())

    post(handlaggare, "uppdrag_andra", uppdrag.pk, avtal_datum="2014-12-15", informerad_om_upphort="2015-05-04")

    uppdrag.refresh_from_db()
    assert uppdrag.informerad_om_upphort == date(2015, 5, 4)


def test_a_mandate_is_revoked_once_and_not_before_it_was_signed(handlaggare):
    build_uppdrag(brukare := build_brukare(), build_anordnare())
    mandat = brukare.mandat.get()

    fore = post(handlaggare, "betalningsmottagare_aterkalla", mandat.pk, aterkallad="2014-12-01")
    post(handlaggare, "betalningsmottagare_aterkalla", mandat.pk, aterkallad="2015-05-20")
    igen = post(handlaggare, "betalningsmottagare_aterkalla", mandat.pk, aterkallad="2015-05-21")

    mandat.refresh_from_db()
    assert "Handlingen undertecknades den 15 december 2014." in text_of(fore)
    assert mandat.aterkallad == date(2015, 5, 20)
    assert "Grunden är redan återkallad den 20 maj 2015." in text_of(igen)


def test_a_representative_is_somebody_else_than_the_person(handlaggare):
    brukare = build_brukare()
    data = {"namn": "Kim Exempelson", "roll": "god_man", "omfattning": "bevaka_ratt", "galler_fran": "2015-01-01"}

    eget = post(handlaggare, "stallforetradare_ny", brukare.pk, **data, personnummer=BRUKARENS_NUMMER)
    post(handlaggare, "stallforetradare_ny", brukare.pk, **data, personnummer=INTYGSGIVARENS_NUMMER)

    assert "Det är personens eget nummer." in text_of(eget)
    assert Stallforetradare.objects.get().person.personnummer == INTYGSGIVARENS_NUMMER


def test_a_stay_is_registered_by_the_clock_and_ended_later(handlaggare):
    brukare = build_brukare()

    post(handlaggare, "vistelse_ny", brukare.pk, typ="sjukhus", borjar="2015-05-04 14:00")
    vistelse = Vistelse.objects.get()
    bakvant = post(handlaggare, "vistelse_avsluta", vistelse.pk, slutar="2015-05-04 13:00")
    post(handlaggare, "vistelse_avsluta", vistelse.pk, slutar="2015-05-06 24:00")

    vistelse.refresh_from_db()
    assert "Vistelsen slutar inte efter att den har börjat." in text_of(bakvant)
    assert timezone.localtime(vistelse.borjar).strftime("%d %H:%M") == "04 14:00"
    assert timezone.localtime(vistelse.slutar).strftime("%d %H:%M") == "07 00:00"


def test_an_assistant_is_registered_for_the_person_with_a_provider_that_she_has(handlaggare):
    brukare, anordnare = build_brukare(), build_anordnare()
    annan = build_anordnare("5599010013", "Annan Assistans AB")
    build_uppdrag(brukare, anordnare)
    data = {
        "namn": "Sam Testlund",
        "personnummer": ASSISTENTENS_NUMMER,
        "brukare": brukare.pk,
        "galler_fran": "2015-01-01",
        "ees_bosatt": "nej",
        "narstaende": "on",
    }

    fel = post(handlaggare, "brukare_assistent_ny", brukare.pk, **data, anordnare=annan.pk)
    post(handlaggare, "brukare_assistent_ny", brukare.pk, **data, anordnare=anordnare.pk)

    assert "Anordnare: Välj något i listan." in text_of(fel)
    assistent = Assistent.objects.get()
    assert (assistent.brukare, assistent.narstaende, assistent.ees_bosatt) == (brukare, True, False)
