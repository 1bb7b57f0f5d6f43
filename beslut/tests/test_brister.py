"""Vad som fattas för uppdrag, assistenter och ställföreträdare, räknat för många rader på en gång."""

from datetime import date

import pytest

from assistans.roller import Roll
from beslut.brister.assistent import demands_on_assistants
from beslut.brister.foretradare import demands_on_representatives
from beslut.brister.krav import missing_by_row
from beslut.brister.uppdrag import demands_on_assignments
from beslut.models import Assistent, Stallforetradare, Uppdrag
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    BRUKARENS_NUMMER,
    INTYGSGIVARENS_NUMMER,
    build_anordnare,
    build_assistent,
    build_brukare,
    build_person,
    build_tillstand,
    build_uppdrag,
    build_user,
)

pytestmark = pytest.mark.django_db

IDAG = date(2015, 5, 20)
BARN = "200410152391"
"""Turns 18 on 15 October 2022."""
NASTAN_VUXEN = "199706292399"
"""Turns 18 on 29 June 2015."""


def missing_of(uppdrag: Uppdrag, idag: date = IDAG) -> list[tuple[str, str]]:
    rader = Uppdrag.objects.filter(pk=uppdrag.pk).select_related("brukare__person")
    brister = missing_by_row(demands_on_assignments(rader, idag=idag))
    return [(krav.kontroll, krav.brist.replace("\u00a0", " ")) for krav in brister.get(uppdrag.pk, [])]


def build_employer(personnummer: str = BRUKARENS_NUMMER, **falt) -> Uppdrag:
    """A person who is her own employer, without any notification."""
    brukare = build_brukare(personnummer=personnummer)
    anordnare = build_anordnare("EA1", form="egen_arbetsgivare", person=brukare.person)
    anordnare.tillstand.all().delete()
    return build_uppdrag(brukare, anordnare, avtalsform="C", avtal_datum=None, **falt)


def test_an_assignment_with_agreement_and_request_lacks_nothing():
    assert missing_of(build_uppdrag(build_brukare(), build_anordnare())) == []


@pytest.mark.parametrize("form", ["B", "D"])
def test_an_agreement_has_to_be_there_on_the_first_day(form):
    i_tid = build_uppdrag(build_brukare(), build_anordnare(), avtalsform=form, avtal_datum=date(2015, 1, 1))

    assert missing_of(i_tid) == []
    i_tid.avtal_datum = date(2015, 1, 2)
    i_tid.save()
    assert missing_of(i_tid) == [("B06", "Avtalet är från 2 januari 2015, och uppdraget började 1 januari 2015.")]
    i_tid.avtal_datum = None
    i_tid.save()
    assert missing_of(i_tid) == [("B06", "Inget avtal är registrerat.")]


@pytest.mark.parametrize(
    ("mandat", "saknas"),
    [
        ({"galler_tom": IDAG}, []),
        ({"galler_tom": date(2015, 5, 19)}, ["B07"]),
        ({"undertecknad": None}, ["B07"]),
        ({"aterkallad": date(2015, 5, 21)}, []),
        ({"aterkallad": IDAG}, ["B07"]),
        ({"grund": "avtal"}, ["B07"]),
        ({"grund": "beslut_11"}, ["B08"]),
        ({"grund": "beslut_11", "diarienummer": "LSS 2014/0900"}, []),
    ],
)
def test_form_d_asks_for_a_ground_that_holds_today(mandat, saknas):
    uppdrag = build_uppdrag(build_brukare(), build_anordnare())
    uppdrag.brukare.mandat.update(**mandat)

    assert [kontroll for kontroll, _ in missing_of(uppdrag)] == saknas


def test_an_assignment_that_has_ended_is_asked_about_its_last_day():
    uppdrag = build_uppdrag(build_brukare(), build_anordnare(), galler_tom=date(2015, 3, 31))
    uppdrag.brukare.mandat.update(galler_tom=date(2015, 3, 31))

    assert missing_of(uppdrag) == []


def test_the_municipality_s_own_staff_and_agreement_ask_for_no_ground():
    uppdrag = build_uppdrag(build_brukare(), build_anordnare(), avtalsform="A", avtal_datum=None)
    uppdrag.brukare.mandat.all().delete()

    assert missing_of(uppdrag) == []
    Uppdrag.objects.filter(pk=uppdrag.pk).update(avtalsform="B", avtal_datum=date(2014, 12, 15))
    assert missing_of(uppdrag) == []


def test_her_own_employer_has_to_be_reported_to_ivo_before_the_start():
    uppdrag = build_employer()

    assert missing_of(uppdrag) == [("B04", "Ingen anmälan till IVO är registrerad.")]
    anmalan = build_tillstand(uppdrag.anordnare, typ="anmalan", galler_fran=date(2015, 1, 2))
    assert missing_of(uppdrag) == [("B04", "Anmälan gäller från 2 januari 2015, och uppdraget började 1 januari 2015.")]
    anmalan.galler_fran = date(2015, 1, 1)
    anmalan.save()
    assert missing_of(uppdrag) == []


def test_a_child_who_turns_18_has_to_be_reported_anew_from_that_day():
    uppdrag = build_employer(NASTAN_VUXEN)
    build_tillstand(uppdrag.anordnare, typ="anmalan", galler_fran=date(2014, 12, 1), galler_tom=date(2015, 6, 28))

    assert missing_of(uppdrag, date(2015, 6, 28)) == []
    assert missing_of(uppdrag, date(2015, 6, 29)) == [
        ("B04", "Personen fyllde 18 den 29 juni 2015, och ingen anmälan därefter är registrerad.")
    ]
    build_tillstand(uppdrag.anordnare, typ="anmalan", galler_fran=date(2015, 6, 29))
    assert missing_of(uppdrag, date(2015, 6, 29)) == []


def test_many_assignments_take_as_many_queries_as_one(django_assert_num_queries):
    for nummer, pnr in enumerate((INTYGSGIVARENS_NUMMER, ASSISTENTENS_NUMMER)):
        build_uppdrag(build_brukare(f"LSS-{nummer}", pnr), build_anordnare())
    build_employer()

    with django_assert_num_queries(3):
        demands_on_assignments(Uppdrag.objects.select_related("brukare__person"), idag=IDAG)


def assistant_lacks(assistent: Assistent, user=None) -> list[str]:
    rader = Assistent.objects.filter(pk=assistent.pk).select_related("person", "anordnare")
    hanna = user or build_user("hanna", Roll.HANDLAGGARE)
    return [krav.kontroll for krav in missing_by_row(demands_on_assistants(rader, hanna)).get(assistent.pk, [])]


def build_whole(**falt) -> Assistent:
    """A registration that lacks nothing, unless `falt` takes it away."""
    period = {"berakning_fran": date(2015, 1, 1), "berakning_veckor": 16}
    return build_assistent(build_anordnare(), **period | falt)


@pytest.mark.parametrize(
    ("falt", "saknas"),
    [
        ({}, []),
        ({"anmald_11a": date(2015, 1, 1)}, []),
        ({"anmald_11a": date(2015, 1, 2)}, ["C01"]),
        ({"anmald_11a": None}, ["C01"]),
        ({"ees_bosatt": False}, ["C03"]),
        ({"ees_bosatt": False, "anstalld_fran": date(2013, 6, 30)}, []),
        ({"ees_bosatt": False, "anstalld_fran": date(2013, 7, 1)}, ["C03"]),
        ({"arbetstidslag": ""}, ["C07"]),
        ({"arbetstidslag": "kollektivavtal"}, ["C07"]),
        ({"arbetstidslag": "kollektivavtal", "kollektivavtal": "Ett avtal"}, []),
        ({"berakning_fran": None, "berakning_veckor": None}, ["C07"]),
        ({"narstaende": True}, ["C06"]),
        ({"hushallsgemenskap": True}, ["C06"]),
        ({"narstaende": True, "informerad_9c": date(2015, 1, 5)}, []),
    ],
)
def test_what_a_registration_of_an_assistant_has_to_have(falt, saknas):
    assert assistant_lacks(build_whole(**falt)) == saknas


def test_the_municipality_s_own_staff_is_not_told_of_visits():
    anordnare = build_anordnare(form="kommun")
    assistent = build_assistent(anordnare, narstaende=True, berakning_fran=date(2015, 1, 1), berakning_veckor=16)

    assert assistant_lacks(assistent) == []


def test_an_assistant_under_18_is_asked_about_unless_employed_before_the_rule():
    ung = build_assistent(
        build_anordnare(), NASTAN_VUXEN, berakning_fran=date(2015, 1, 1), berakning_veckor=16, anstalld_fran=None
    )

    assert assistant_lacks(ung) == ["C02"]
    ung.anstalld_fran = date(2013, 6, 30)
    ung.save()
    assert assistant_lacks(ung) == []


def test_an_extract_is_asked_for_when_somebody_she_works_for_is_a_child():
    assistent = build_whole()
    barnet = build_brukare("LSS-1B2D", BARN)
    assert assistant_lacks(assistent) == []

    build_uppdrag(barnet, assistent.anordnare)
    assert assistant_lacks(assistent) == ["C09"]
    Assistent.objects.filter(pk=assistent.pk).update(registerutdrag=date(2014, 12, 1))
    assert assistant_lacks(assistent) == []


def test_no_extract_is_asked_for_when_she_is_reported_for_an_adult():
    assistent = build_whole()
    build_uppdrag(build_brukare("LSS-1B2D", BARN), assistent.anordnare)
    Assistent.objects.filter(pk=assistent.pk).update(brukare=build_brukare())

    assert assistant_lacks(assistent) == []


def test_a_protected_child_is_not_told_of_to_those_who_may_not_see_her():
    assistent = build_whole()
    barnet = build_brukare("LSS-1B2D", BARN, skydd="sekretessmarkering")
    build_uppdrag(barnet, assistent.anordnare)
    namngiven = build_user("johan", Roll.HANDLAGGARE)
    barnet.behoriga.add(namngiven)

    assert assistant_lacks(assistent) == []
    assert assistant_lacks(assistent, namngiven) == ["C09"]


def representative_lacks(idag: date = IDAG, pnr: str = BRUKARENS_NUMMER, **falt) -> list[str]:
    varden = {"person": build_person(INTYGSGIVARENS_NUMMER), "namn": "Kim Exempelson", "roll": "god_man"} | falt
    rad = Stallforetradare.objects.create(
        brukare=build_brukare(personnummer=pnr), galler_fran=date(2010, 1, 1), **varden
    )
    brister = missing_by_row(demands_on_representatives([rad], idag=idag))
    return [krav.brist.replace("\u00a0", " ") for krav in brister.get(rad.pk, [])]


@pytest.mark.parametrize(
    ("falt", "saknas"),
    [
        ({"omfattning": ["bevaka_ratt", "sorja_for_person"]}, []),
        ({"omfattning": ["forvalta_egendom"]}, ["Förordnandet omfattar inte att bevaka rätt."]),
        ({"omfattning": []}, ["Omfattningen är inte registrerad."]),
        ({"roll": "ombud"}, []),
    ],
)
def test_an_appointment_has_to_cover_watching_over_rights(falt, saknas):
    assert representative_lacks(**falt) == saknas


def test_a_guardian_acts_until_the_day_that_the_child_turns_18():
    assert representative_lacks(date(2015, 6, 28), NASTAN_VUXEN, roll="vardnadshavare") == []


def test_a_guardian_who_goes_on_past_that_day_is_asked_about():
    assert representative_lacks(date(2015, 6, 29), NASTAN_VUXEN, roll="vardnadshavare") == [
        "Personen fyllde 18 den 29 juni 2015. Rollen ska avslutas dagen före."
    ]
