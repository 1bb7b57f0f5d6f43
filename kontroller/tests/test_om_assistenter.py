"""Det som registren säger om assistenterna, hämtat ur databasen: vem det gäller, vilka dagar, och aldrig varför."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistans.models import User
from beslut.models import Assistentuppgift, Relation
from fakturor.models import Tidrad
from kontroller import kanon
from kontroller.fakta import AnnatDygn, Byte, Manadstal, Narhet
from kontroller.loading import load_facts
from kontroller.loading.assistenter import SLAG
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    DAGAR,
    NU,
    build_anordnare,
    build_arende,
    build_assistent,
    build_brukare,
    build_faktura,
    build_person,
    build_rapport,
    build_redovisning,
    build_tidrad,
    build_uppdrag,
)

pytestmark = pytest.mark.django_db

ANDRA_NUMRET = "198512119897"
SAMMA_DAG = "198504199890"
"""Ett annat nummer med assistentens födelsedag. Kontrollsiffran är fel, så det är ingens."""
SAMORDNINGSNUMMER = "198504799897"
"""Assistentens nummer med dagen höjd med 60. Kontrollsiffran är fel, så det är ingens."""


def about(arende):
    """What is known of the only assistant of the case, after a turn as stored facts."""
    [fakta] = load_facts([arende.faktura.pk])
    [om] = kanon.from_json(kanon.to_json(fakta)).redovisningar[0].om_assistenter
    return om


def build_note(slag="sjuk", **falt):
    varden = {"galler_fran": date(2015, 5, 4), "kalla": "Anordnaren", "av": User.objects.system(), "tid": NU} | falt
    return Assistentuppgift.objects.create(person=build_person(ASSISTENTENS_NUMMER), slag=slag, **varden)


def elsewhere(arende, *tider, manad=None, kod="R-2", brukare=None):
    """The same assistant's report for another person, with (day, start, end, more)."""
    brukare = brukare or build_brukare("LSS-ANNAN", ANDRA_NUMRET)
    redovisning = build_redovisning(brukare, arende.anordnare, **({"manad": manad} if manad else {}))
    rapport = build_rapport(redovisning, kod=kod, dagar=(), personnummer=ASSISTENTENS_NUMMER)
    for dag, start, slut, mer in tider:
        build_tidrad(rapport, dag, start, slut, **mer)
    return redovisning


# What has been told


def test_every_kind_is_carried_as_what_it_means_for_the_time():
    assert SLAG.keys() == set(Assistentuppgift.Slag.values)


@pytest.mark.parametrize("slag", Assistentuppgift.Slag.values)
def test_facts_never_say_why(slag):
    arende = build_arende()
    build_note(slag, besvarad=date(2015, 5, 20))

    [fakta] = load_facts([arende.faktura.pk])

    [uppgift] = about(arende).uppgifter
    assert (uppgift.slag, uppgift.fran, uppgift.tom) == (SLAG[slag], date(2015, 5, 4), None)
    skal = ("sjuk", "ledig", "inlagd", "frihetsberovad")
    assert not any(f'"{ord_}"' in kanon.to_json(fakta) for ord_ in skal)


def test_what_is_struck_or_about_somebody_else_is_not_carried():
    arende = build_arende()
    build_note(struken=NU, struken_av=User.objects.system(), struken_skal="Fel")
    Assistentuppgift.objects.create(
        person=build_person(ANDRA_NUMRET),
        slag="ledig",
        galler_fran=date(2015, 5, 4),
        kalla="Anordnaren",
        av=User.objects.system(),
        tid=NU,
    )

    assert about(arende).uppgifter == ()


# Who the assistant is


def test_a_relation_to_this_person_is_carried_and_one_to_another_is_not():
    arende = build_arende()
    person = build_person(ASSISTENTENS_NUMMER)
    Relation.objects.create(brukare=arende.brukare, person=person, namn="Sam", slag="annan", hushall=True)
    annan = build_brukare("LSS-ANNAN", ANDRA_NUMRET)
    Relation.objects.create(brukare=annan, person=person, namn="Sam", slag="barn", galler_fran=date(2015, 1, 1))

    assert about(arende).narhet == (Narhet(fran=date(1994, 1, 1), tom=None, narstaende=False, hushall=True),)


@pytest.mark.parametrize(
    ("nummer", "namn", "fler"),
    [
        (SAMORDNINGSNUMMER, "Sam Testlund", True),
        (SAMMA_DAG, "SAM TESTLUND", True),
        (SAMMA_DAG, "Sam Testlunde", False),
        (ANDRA_NUMRET, "Sam Testlund", False),
    ],
    ids=["coordination number", "same day", "another name", "another day"],
)
def test_the_same_name_and_birthday_with_another_number_is_seen(nummer, namn, fler):
    arende = build_arende()
    build_assistent(arende.anordnare, nummer, namn=namn)

    assert about(arende).fler_nummer is fler


def test_a_number_with_a_wrong_check_digit_is_seen():
    arende = build_arende()
    assert about(arende).nummer_ratt

    person = build_person(ASSISTENTENS_NUMMER)
    person.personnummer = ASSISTENTENS_NUMMER[:-1] + "0"
    person.save(update_fields=["personnummer"])

    assert not about(arende).nummer_ratt


# Time elsewhere


def test_time_elsewhere_is_summed_for_the_days_with_time_here():
    arende = build_arende()
    elsewhere(
        arende,
        (DAGAR[0], 17 * 60, 19 * 60, {}),
        (DAGAR[0], 20 * 60, 24 * 60, {"tidstyp": "beredskap"}),
        (date(2015, 5, 9), 8 * 60, 12 * 60, {}),
    )

    assert about(arende).andra_dygn == (AnnatDygn(datum=DAGAR[0], minuter=360, beredskap=240),)


def test_all_other_persons_and_providers_count_and_withdrawn_rows_do_not():
    arende = build_arende()
    elsewhere(arende, (DAGAR[0], 17 * 60, 18 * 60, {}), (DAGAR[0], 20 * 60, 23 * 60, {"dragen_version": 2}))
    samma = build_redovisning(arende.brukare, build_anordnare("5599010013", "Provassistans AB"))
    rapport = build_rapport(samma, kod="R-3", dagar=(), personnummer=ASSISTENTENS_NUMMER)
    build_tidrad(rapport, DAGAR[0], 18 * 60, 18 * 60 + 30)

    assert about(arende).andra_dygn == (AnnatDygn(datum=DAGAR[0], minuter=90, beredskap=0),)


def test_time_that_meets_time_with_another_person_is_pointed_at():
    arende = build_arende()
    elsewhere(arende, (DAGAR[0], 6 * 60, 8 * 60, {}), (DAGAR[0], 16 * 60, 17 * 60, {}), (DAGAR[1], 961, 980, {}))

    rad = Tidrad.objects.get(rapport=arende.rapport, datum=DAGAR[0]).pk
    assert about(arende).byten == (Byte(tidrad=rad, slag="efter"), Byte(tidrad=rad, slag="fore"))


def test_time_that_meets_time_with_the_same_person_is_no_change_of_person():
    arende = build_arende()
    samma = build_redovisning(arende.brukare, build_anordnare("5599010013", "Provassistans AB"))
    rapport = build_rapport(samma, kod="R-3", dagar=(), personnummer=ASSISTENTENS_NUMMER)
    build_tidrad(rapport, DAGAR[0], 16 * 60, 17 * 60)

    assert about(arende).byten == ()


# The months


def test_the_months_reach_a_year_back_over_all_providers_and_no_further():
    arende = build_arende()
    for manad in (date(2014, 4, 1), date(2014, 5, 1), date(2015, 6, 1)):
        redovisning = build_redovisning(arende.brukare, arende.anordnare, manad)
        build_rapport(redovisning, kod=f"R-{manad}", dagar=(manad,))
    annan = build_redovisning(arende.brukare, build_anordnare("5599010013", "Provassistans AB"))
    build_rapport(annan, kod="R-3", dagar=DAGAR[:2], personnummer=ANDRA_NUMRET)

    [fakta] = load_facts([arende.faktura.pk])

    assert fakta.redovisningar[0].manadstal == (
        Manadstal(manad=date(2014, 5, 1), assistenter=1, minuter=480),
        Manadstal(manad=date(2015, 5, 1), assistenter=2, minuter=12 * 480),
    )


def test_as_many_questions_are_asked_for_many_assistants():
    arende = build_arende()
    with CaptureQueriesContext(connection) as en:
        load_facts([arende.faktura.pk])

    fler = [arende.faktura.pk]
    for nummer in range(1, 5):
        brukare = build_brukare(f"LSS-{nummer}", f"20040101239{nummer}")
        build_uppdrag(brukare, arende.anordnare)
        redovisning = elsewhere(arende, (DAGAR[nummer], 16 * 60, 17 * 60, {}), kod=f"R-{nummer}", brukare=brukare)
        Relation.objects.create(brukare=brukare, person=build_person(ASSISTENTENS_NUMMER), namn="Sam", slag="syskon")
        build_note("ledig", galler_fran=DAGAR[nummer])
        fler.append(build_faktura(redovisning, nummer=f"9{nummer}").pk)
    with CaptureQueriesContext(connection) as manga:
        load_facts(fler)

    assert len(manga) == len(en)
