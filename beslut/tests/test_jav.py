"""Samband att pröva, räknade ur rader som aldrig har sett en databas."""

from datetime import date

import pytest

from beslut.jav import Underlag, find_ties
from beslut.models import Anordnare, Assistent, Brukare, Funktionar, Relation, Stallforetradare, Uppdrag

HON, MODERN, NAGON = 1, 2, 3
ANORDNAREN = Anordnare(pk=7, orgnr="5599010005", namn="Exempel Assistans AB", form="aktiebolag")
BRUKAREN = Brukare(pk=5, person_id=HON, referens="LSS-9F3C")
FRAN = date(2015, 1, 1)


def build_foretradare(**falt) -> Stallforetradare:
    varden = {"person_id": MODERN, "roll": "god_man", "galler_fran": FRAN} | falt
    return Stallforetradare(pk=11, brukare=BRUKAREN, **varden)


def build_relation(**falt) -> Relation:
    return Relation(pk=12, brukare=BRUKAREN, **{"person_id": MODERN, "slag": "foralder"} | falt)


def build_assistent(**falt) -> Assistent:
    varden = {
        "person_id": MODERN,
        "brukare": BRUKAREN,
        "galler_fran": FRAN,
        "narstaende": False,
        "hushallsgemenskap": False,
    } | falt
    return Assistent(pk=13, anordnare=ANORDNAREN, **varden)


def build_funktionar(**falt) -> Funktionar:
    return Funktionar(pk=14, **{"anordnare": ANORDNAREN, "person_id": MODERN, "roll": "agare"} | falt)


def build_uppdrag(anordnare: Anordnare = ANORDNAREN, **falt) -> Uppdrag:
    return Uppdrag(pk=15, brukare=BRUKAREN, anordnare=anordnare, **{"galler_fran": FRAN} | falt)


def ties(**rader) -> list[tuple[str, str]]:
    tomt = dict.fromkeys(("relationer", "foretradare", "assistenter", "funktionarer", "uppdrag"), ())
    return [(tie.kontroll, tie.text) for tie in find_ties(Underlag(brukare=BRUKAREN, **tomt | rader))]


def test_a_representative_who_is_also_an_assistant_is_to_be_looked_at():
    assert ties(foretradare=[build_foretradare()], assistenter=[build_assistent()]) == [
        ("B10", "Gode mannen är också anmäld som assistent hos Exempel Assistans AB.")
    ]


def test_an_assistant_who_is_somebody_else_is_no_tie():
    assert ties(foretradare=[build_foretradare()], assistenter=[build_assistent(person_id=NAGON)]) == []


@pytest.mark.parametrize(("sista", "antal"), [(date(2015, 3, 1), 1), (date(2015, 2, 28), 0)])
def test_a_tie_needs_a_day_that_both_hold(sista, antal):
    foretradare = build_foretradare(galler_tom=sista)
    assistent = build_assistent(galler_fran=date(2015, 3, 1))

    assert len(ties(foretradare=[foretradare], assistenter=[assistent])) == antal


@pytest.mark.parametrize(
    ("rad", "vem"),
    [
        ({"foretradare": [build_foretradare()]}, "Gode mannen"),
        ({"relationer": [build_relation()]}, "Personens förälder"),
    ],
)
def test_who_represents_or_is_close_and_owns_the_provider_is_to_be_looked_at(rad, vem):
    assert ties(**rad, funktionarer=[build_funktionar()], uppdrag=[build_uppdrag()]) == [
        ("B10", f"{vem} är ägare hos Exempel Assistans AB, som har uppdrag för personen.")
    ]


def test_an_owner_of_another_provider_is_no_tie():
    annan = Anordnare(pk=8, namn="Annan Assistans AB", form="aktiebolag")

    assert (
        ties(
            foretradare=[build_foretradare()],
            funktionarer=[build_funktionar(anordnare=annan)],
            uppdrag=[build_uppdrag()],
        )
        == []
    )


def test_who_runs_the_provider_as_a_sole_trader_is_its_owner():
    firma = Anordnare(pk=9, namn="Exempel Assistans", form="enskild_firma", person_id=MODERN)

    [(kontroll, text)] = ties(relationer=[build_relation()], uppdrag=[build_uppdrag(firma)])

    assert (kontroll, text.split(" hos ")[0]) == ("B10", "Personens förälder är den enskilda näringsidkaren")


@pytest.mark.parametrize(
    ("relation", "anmalan", "saknas"),
    [
        ({}, {}, "närstående"),
        ({"hushall": True}, {}, "närstående och hushållsgemenskap"),
        ({"hushall": True}, {"narstaende": True}, "hushållsgemenskap"),
        ({"slag": "syskon", "hushall": True}, {"hushallsgemenskap": True}, "närstående"),
    ],
)
def test_an_assistant_known_to_be_close_whom_the_report_is_silent_about(relation, anmalan, saknas):
    assert ties(relationer=[build_relation(**relation)], assistenter=[build_assistent(**anmalan)]) == [
        (
            "C06",
            f"Personens {relation.get('slag', 'förälder')} är anmäld som assistent hos Exempel Assistans AB, och "
            f"anmälan tar inte upp {saknas}.",
        )
    ]


def test_who_shares_the_household_without_being_kin_is_asked_about_the_household_alone():
    [(_, text)] = ties(relationer=[build_relation(slag="annan", hushall=True)], assistenter=[build_assistent()])

    assert text.endswith("tar inte upp hushållsgemenskap.")


def test_a_relation_that_the_report_tells_of_is_no_tie():
    relation, assistent = build_relation(hushall=True), build_assistent(narstaende=True, hushallsgemenskap=True)

    assert ties(relationer=[relation], assistenter=[assistent]) == []


def test_an_assistant_reported_as_close_of_whom_no_relation_is_registered():
    assert ties(assistenter=[build_assistent(narstaende=True)]) == [
        (
            "C06",
            "En assistent hos Exempel Assistans AB är anmäld som närstående, och någon sådan relation är inte "
            "registrerad.",
        )
    ]


def test_what_a_report_for_all_the_provider_s_persons_says_may_be_about_another():
    assert ties(assistenter=[build_assistent(brukare=None, narstaende=True)]) == []


def test_the_person_herself_as_an_assistant_is_to_be_looked_at():
    assert ties(assistenter=[build_assistent(person_id=HON)]) == [
        ("C08", "Personen är själv anmäld som assistent hos Exempel Assistans AB.")
    ]


def test_a_tie_tells_the_days_that_the_rows_share_and_where_they_come_from():
    foretradare = build_foretradare(galler_tom=date(2015, 6, 30))
    assistent = build_assistent(galler_fran=date(2015, 3, 1))
    tomt = {"relationer": (), "funktionarer": (), "uppdrag": ()}

    [tie] = find_ties(Underlag(brukare=BRUKAREN, foretradare=[foretradare], assistenter=[assistent], **tomt))

    assert tie.period.replace("\u00a0", " ") == "1 mars – 30 juni 2015"
    assert tie.kallor == (foretradare, assistent)
