"""B10: företrädare på två sidor."""

from datetime import date

import pytest

from kontroller.fakta import Foretradare
from kontroller.regel import Utfall
from kontroller.regler.foretradare_pa_tva_sidor import foretradare_pa_tva_sidor
from kontroller.tests.bygg import (
    ASSISTENT,
    TIM,
    VARNING,
    build_anordnare,
    build_brukare,
    build_fakta,
    build_redovisning,
    kr,
    plain,
)
from kontroller.tests.bygg_prov import build_funktionar, build_relation

VDN = 501


def representative(person: int = 301, **mer) -> Foretradare:
    return Foretradare(**({"person": person, "roll": "god_man", "fran": date(2014, 1, 1), "tom": None} | mer))


def judge(*foretradare, relationer=(), **anordnare):
    varden = {"funktionarer": (build_funktionar(VDN),)} | anordnare
    brukare = build_brukare(foretradare=foretradare, relationer=relationer)
    fakta = build_fakta(anordnare=build_anordnare(**varden), redovisningar=(build_redovisning(brukare=brukare),))
    fynd = list(foretradare_pa_tva_sidor(fakta, VARNING))
    assert {f.redovisning for f in fynd} == {1}
    return fynd


def test_a_representative_who_is_nothing_else_passes():
    [fynd] = judge(representative())

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"funktionarer_antal": 1, "foretradare_antal": 1}


def test_nobody_who_represents_the_person_is_none_of_its_business():
    [fynd] = judge()

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG


def test_a_representative_who_works_in_the_dossier_is_told_with_the_time():
    [fynd] = judge(representative(ASSISTENT))

    assert (fynd.utfall, fynd.kronor, len(fynd.tidrader)) == (Utfall.VARNING, kr("11360.00"), 10)
    assert plain(fynd.text) == "Personens gode man är också assistent i LSS-9F3C i april 2015, med 40 tim."
    assert fynd.matt == {"rapporterade_minuter": 40 * TIM}


def test_only_the_days_that_she_represents_count():
    [en_dag] = judge(representative(ASSISTENT, tom=date(2015, 4, 1)))
    [ingen] = judge(representative(ASSISTENT, tom=date(2015, 3, 31)))

    assert (en_dag.utfall, len(en_dag.tidrader)) == (Utfall.VARNING, 1)
    assert ingen.utfall == Utfall.EJ_TILLAMPLIG


def test_a_representative_who_decides_at_the_provider():
    [fynd] = judge(representative(VDN))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "Personens gode man är verkställande direktör hos anordnaren, som har tid för LSS-9F3C i april 2015."
    )


def test_somebody_close_who_decides_at_the_provider():
    [fynd] = judge(relationer=(build_relation(VDN),))

    assert fynd.text.startswith("En närstående till personen är verkställande direktör")


@pytest.mark.parametrize(
    ("fran", "tom", "traff"),
    [
        (None, None, True),
        (date(2015, 4, 30), None, True),
        (date(2015, 5, 1), None, False),
        (None, date(2015, 4, 1), True),
        (None, date(2015, 3, 31), False),
    ],
)
def test_both_have_to_hold_on_the_same_day_of_the_month(fran, tom, traff):
    fynd = judge(representative(VDN), funktionarer=(build_funktionar(VDN, fran=fran, tom=tom),))

    assert (fynd[0].utfall == Utfall.VARNING) == traff


def test_one_post_that_ends_before_the_other_begins_is_no_tie():
    [fynd] = judge(
        representative(VDN, tom=date(2015, 4, 10)),
        funktionarer=(build_funktionar(VDN, fran=date(2015, 4, 11)),),
    )

    assert fynd.utfall == Utfall.GODKAND


@pytest.mark.parametrize(
    ("funktionarer", "varfor"),
    [
        ((), "är inte registrerade, så"),
        ((build_funktionar(None),), "är inte alla registrerade med nummer, så"),
        ((build_funktionar(VDN), build_funktionar(None)), "är inte alla registrerade med nummer, så"),
    ],
)
def test_a_management_that_is_not_known_cannot_be_compared(funktionarer, varfor):
    [fynd] = judge(representative(), funktionarer=funktionarer)

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert varfor in fynd.text
    assert fynd.matt == {"funktionarer_antal": len(funktionarer), "foretradare_antal": 1}


@pytest.mark.parametrize(
    ("fran", "tom", "med"),
    [
        (None, None, True),
        (date(2015, 4, 30), None, True),
        (date(2015, 5, 1), None, False),
        (None, date(2015, 4, 1), True),
        (None, date(2015, 3, 31), False),
    ],
)
def test_only_those_of_some_day_in_the_month_are_compared(fran, tom, med):
    [nara] = judge(relationer=(build_relation(301, fran=fran, tom=tom),))
    [ledning] = judge(representative(), funktionarer=(build_funktionar(VDN, fran=fran, tom=tom),))

    assert (nara.utfall, ledning.utfall) == (
        (Utfall.GODKAND, Utfall.GODKAND) if med else (Utfall.EJ_TILLAMPLIG, Utfall.EJ_BEDOMD)
    )


def test_somebody_of_the_household_is_told_as_near():
    [fynd] = judge(relationer=(build_relation(VDN, narstaende=False, hushall=True),))

    assert fynd.text.startswith("Någon i personens närhet är verkställande direktör")


@pytest.mark.parametrize("form", ["egen_arbetsgivare", "kommun"])
def test_own_employers_and_municipalities_have_no_management_to_compare(form):
    [fynd] = judge(representative(VDN), form=form)

    assert fynd.utfall == Utfall.GODKAND


def test_both_sides_are_told():
    fynd = judge(representative(ASSISTENT), representative(VDN, roll="ombud"))

    assert [f.text.split(" är")[0] for f in fynd] == ["Personens gode man", "Personens ombud"]


def test_an_unknown_provider_cannot_be_judged():
    [fynd] = foretradare_pa_tva_sidor(build_fakta(anordnare=None), VARNING)

    assert fynd.utfall == Utfall.EJ_BEDOMD
