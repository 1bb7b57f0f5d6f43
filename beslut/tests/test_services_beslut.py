"""Tjänsterna bakom registrens sidor, där sidorna inte räcker för att se dem."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from assistans.models import Andring, Handelse
from assistans.roller import Roll
from assistans.svenska import sortnyckel
from beslut.models import Anordnare, Beslutsrad, Brukare, Konto
from beslut.services.decisions import Fattat, register_decision
from beslut.services.periods import end
from beslut.services.permits import register_permit
from beslut.services.persons import TYDLIGA_TECKEN, change_person, propose_referens
from beslut.services.preceding import Beviljat, ending_in_words, find_preceding
from beslut.services.providers import change_provider, register_provider
from beslut.services.refusal import RegistrationRefused, told_in_words
from beslut.sortering import swedish
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    BRUKARENS_NUMMER,
    INTYGSGIVARENS_NUMMER,
    NU,
    build_anordnare,
    build_beslut,
    build_beslutsrad,
    build_brukare,
    build_handlaggare,
    build_user,
)

pytestmark = pytest.mark.django_db

AKTIV = Beviljat(tidstyp="aktiv", timmar=Decimal(34), enhet="vecka", omrakning="kalenderdagar")
VANTETID = Beviljat(tidstyp="vantetid", timmar=Decimal(6), enhet="vecka", omrakning="kalenderdagar")


def preceding(brukare, *beviljat, typ="ordinarie", tom=None):
    return find_preceding(
        brukare=brukare, typ=typ, galler_fran=date(2015, 4, 16), galler_tom=tom, beviljat=beviljat or (AKTIV,)
    )


def decide(brukare, *beviljat, **andrat):
    handlaggare = build_handlaggare()
    uppgifter = {
        "diarienummer": "LSS 2015/0212",
        "typ": "ordinarie",
        "beslutsdatum": date(2015, 4, 10),
        "galler_fran": date(2015, 4, 16),
        "galler_tom": None,
        "fattat": Fattat(beslutsfattare=handlaggare),
        "beviljat": beviljat or (AKTIV,),
        "ends_preceding": False,
    }
    return register_decision(brukare=brukare, **uppgifter | andrat, by=handlaggare, at=NU)


# Decisions that follow each other


def test_only_rows_of_the_same_kind_of_time_end_before_a_new_decision():
    brukare = build_brukare()
    beslut = build_beslut(brukare)
    build_beslutsrad(beslut, rad=2, tidstyp="vantetid")
    build_beslutsrad(beslut, rad=3, dubbel=True)

    decide(brukare, ends_preceding=True)

    assert dict(beslut.rader.values_list("rad", "galler_tom")) == {1: date(2015, 4, 15), 2: None, 3: None}


def test_a_temporary_increase_meets_no_other_decision():
    build_beslut(brukare := build_brukare())

    assert preceding(brukare, typ="tillfallig_utokning").slutar == ()


def test_a_decision_that_ends_before_the_new_one_begins_is_let_be():
    build_beslut(brukare := build_brukare(), galler_tom=date(2015, 4, 15))

    assert preceding(brukare).slutar == ()


def test_a_decision_that_begins_after_the_new_one_ends_is_not_in_the_way():
    build_beslut(brukare := build_brukare(), galler_fran=date(2015, 7, 1))

    assert preceding(brukare, tom=date(2015, 6, 30)).hindrar == ()
    assert len(preceding(brukare, tom=date(2015, 7, 1)).hindrar) == 1


def test_two_decisions_that_end_are_named_together():
    brukare = build_brukare()
    build_beslut(brukare, diarienummer="SN 2014/2")
    build_beslut(brukare, diarienummer="SN 2014/1", tidstyp="vantetid")

    ord_ = ending_in_words(preceding(brukare, AKTIV, VANTETID), date(2015, 4, 16))

    assert ord_.replace("\u00a0", " ") == "Besluten SN 2014/1 och SN 2014/2 slutar då den 15 april 2015"


def test_a_refused_decision_ends_nothing():
    brukare = build_brukare()
    rad = build_beslut(brukare, diarienummer="LSS 2015/0212").rader.get()

    with pytest.raises(RegistrationRefused, match="Ett beslut med det diarienumret finns redan"):
        decide(brukare, ends_preceding=True)

    rad.refresh_from_db()
    assert rad.galler_tom is None
    assert not Handelse.objects.exists()


def test_a_decision_is_not_dated_in_the_future():
    with pytest.raises(RegistrationRefused, match="Beslutsdatumet ligger framåt i tiden"):
        decide(build_brukare(), beslutsdatum=date(2015, 6, 11))


def test_an_ended_row_tells_its_history_what_it_was():
    rad = build_beslut(build_brukare()).rader.get()

    end(rad=rad, galler_tom=date(2015, 6, 30), by=build_handlaggare(), at=NU)

    andring = Andring.objects.filter(tabell="beslut_beslutsrad", rad_id=rad.pk, slag="UPDATE").get()
    assert (andring.fore, andring.efter) == ({"galler_tom": None}, {"galler_tom": "2015-06-30"})


# Persons


def test_a_proposed_referens_tells_nothing_and_is_easy_to_read():
    referens = propose_referens()

    assert referens.startswith("LSS-")
    assert len(referens) == 8
    assert set(referens[4:]) <= set(TYDLIGA_TECKEN)


def test_who_gives_a_person_protection_is_among_the_named_and_nobody_is_when_it_ends():
    brukare, handlaggare = build_brukare(), build_handlaggare()
    kollega = build_user("nina", Roll.HANDLAGGARE)

    def change(skydd):
        change_person(
            brukare=brukare,
            skydd=skydd,
            avliden=None,
            behoriga=[kollega],
            fornamn="Elsa",
            efternamn="Provberg",
            folkbokforingskommun="",
            by=handlaggare,
            at=NU,
        )
        return set(brukare.behoriga.all())

    assert change("sekretessmarkering") == {handlaggare, kollega}
    assert change("ingen") == set()


def test_the_database_sorts_names_as_the_code_does():
    namn = ["Östlund", "Ekdahl", "Zetterlund", "Åberg", "Ängsvädd", "Müller", "Mynt", "ek", "Élan", "Æsop", "Aa"]
    for nr, efternamn in enumerate(namn):
        Anordnare.objects.create(orgnr=f"55990100{nr:02}", namn=efternamn, form="aktiebolag")

    ordnade = list(Anordnare.objects.order_by(swedish("namn")).values_list("namn", flat=True))

    assert ordnade == sorted(namn, key=sortnyckel)


# Providers


def register(**andrat):
    uppgifter = {
        "form": "egen_arbetsgivare",
        "orgnr": "",
        "personnummer": INTYGSGIVARENS_NUMMER,
        "namn": "Kim Exempelson",
        "f_skatt": None,
        "konton": [],
    }
    return register_provider(**uppgifter | andrat, by=build_user("karin", Roll.KONSULENT), at=NU)


def test_pseudonyms_are_given_in_order_and_one_person_has_one():
    assert register().orgnr == "EA1"
    assert register(personnummer=ASSISTENTENS_NUMMER, form="enskild_firma").orgnr == "EA2"
    with pytest.raises(RegistrationRefused, match="Personen är redan registrerad som anordnare EA1"):
        register()


def test_an_event_about_a_person_who_is_a_provider_has_no_name_or_number():
    register(konton=[("bankgiro", "50501006")])

    uppgifter = Handelse.objects.get().uppgifter
    assert uppgifter == {"anordnare": Anordnare.objects.get().pk, "form": "egen_arbetsgivare", "konton": 1}
    assert Konto.objects.get().forsta


def test_a_person_does_not_become_a_company():
    anordnare = register()

    with pytest.raises(RegistrationRefused, match="olika nummer"):
        change_provider(
            anordnare=anordnare, namn="Kim AB", form="aktiebolag", f_skatt=None, by=build_user("karin"), at=NU
        )


def test_the_next_permit_of_a_kind_ends_the_open_one_and_leaves_the_other_kind():
    anordnare = build_anordnare()
    anordnare.tillstand.create(typ="anmalan", galler_fran=date(2014, 1, 1), status="beviljat")

    register_permit(
        anordnare=anordnare,
        typ="tillstand",
        galler_fran=date(2015, 6, 1),
        galler_tom=None,
        diarienummer="",
        status="beviljat",
        kontrollerad=None,
        by=build_user("karin"),
        at=NU,
    )

    slut = anordnare.tillstand.order_by("galler_fran", "typ").values_list("typ", "galler_tom")
    assert list(slut) == [("anmalan", None), ("tillstand", date(2015, 5, 31)), ("tillstand", None)]


# Refusals


def test_a_constraint_that_nobody_should_meet_is_not_told_away():
    rad = build_beslut(build_brukare()).rader.get()

    with pytest.raises(IntegrityError, match="beslutsrad_timmar"), transaction.atomic(), told_in_words():
        Beslutsrad.objects.filter(pk=rad.pk).update(timmar=-1)


def test_a_refusal_names_the_field_that_it_is_about():
    build_brukare("LSS-9F3C", BRUKARENS_NUMMER)
    annan = build_brukare("LSS-1B2D", INTYGSGIVARENS_NUMMER)

    with pytest.raises(RegistrationRefused) as refused, told_in_words():
        Brukare.objects.filter(pk=annan.pk).update(referens="LSS-9F3C")

    assert refused.value.falt == "referens"
