from datetime import date

import pytest

from kontroller.fakta import Foretradare
from kontroller.regel import Utfall
from kontroller.regler.brukarens_underskrift import brukarens_underskrift
from kontroller.tests.bygg import (
    ALLA_INTYG,
    BRUKARE,
    CHEF,
    FORETRADARE,
    STOPP,
    build_brukare,
    build_intyg,
    build_rapport,
    kr,
    plain,
    with_dossier,
)

UNDERSKRIVET = date(2015, 5, 2)


def signed(person, roll, foretradare=()):
    intyg = (*ALLA_INTYG[:2], build_intyg("brukare", person, roll, UNDERSKRIVET))
    return with_dossier(rapporter=(build_rapport(intyg=intyg),), brukare=build_brukare(foretradare=foretradare))


def guardian(**mer):
    return Foretradare(**{"person": FORETRADARE, "roll": "god_man", "fran": date(2014, 1, 1), "tom": None, **mer})


def judge(fakta):
    return list(brukarens_underskrift(fakta, STOPP))


def test_the_person_signs():
    [fynd] = judge(signed(BRUKARE, "sjalv"))

    assert fynd.utfall == Utfall.GODKAND


def test_somebody_else_in_the_persons_name_is_found():
    [fynd] = judge(signed(CHEF, "sjalv"))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "Brukarens intyg för LSS-9F3C (rapport R-1) från 2 maj 2015 är undertecknat "
        "som brukaren själv, men av en annan person än brukaren."
    )
    assert fynd.kronor == kr("11360.00")


@pytest.mark.parametrize("period", [{"fran": UNDERSKRIVET}, {"tom": UNDERSKRIVET}])
def test_a_representative_signs_from_the_first_day_to_the_last(period):
    [fynd] = judge(signed(FORETRADARE, "god_man", (guardian(**period),)))

    assert fynd.utfall == Utfall.GODKAND


@pytest.mark.parametrize(
    "foretradare",
    [
        (),
        (guardian(tom=date(2015, 5, 1)),),
        (guardian(fran=date(2015, 5, 3)),),
        (guardian(roll="forvaltare"),),
        (guardian(person=CHEF),),
    ],
)
def test_a_representative_who_is_not_registered_so_that_day_is_found(foretradare):
    [fynd] = judge(signed(FORETRADARE, "god_man", foretradare))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "Brukarens intyg för LSS-9F3C (rapport R-1) från 2 maj 2015 är undertecknat "
        "av någon som inte är registrerad som god man den dagen."
    )
    assert fynd.matt == {"intyg_datum": UNDERSKRIVET, "intyg_roll": "god_man"}


def test_the_provider_cannot_sign_as_employer_for_the_person():
    assert [f.utfall for f in judge(signed(CHEF, "arbetsgivare"))] == [Utfall.AVVIKELSE]


def test_the_person_cannot_sign_as_the_representative():
    assert [f.utfall for f in judge(signed(BRUKARE, "god_man", (guardian(),)))] == [Utfall.AVVIKELSE]


def test_a_missing_certificate_is_not_judged():
    [fynd] = judge(with_dossier(rapporter=(build_rapport(intyg=ALLA_INTYG[:2]),)))

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert plain(fynd.text) == "Rapport R-1 för LSS-9F3C saknar brukarens intyg, så ingen underskrift kan prövas."


def test_every_report_is_judged_for_itself():
    utan = build_rapport(id=2, kod="R-2", intyg=())

    [fynd] = judge(with_dossier(rapporter=(build_rapport(), utan)))

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert all(rad.startswith("rapport R-2") for rad in fynd.rader)


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in judge(with_dossier(rapporter=()))] == [Utfall.EJ_BEDOMD]
