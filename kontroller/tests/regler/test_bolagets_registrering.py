"""B12: bolagets registrering hos Bolagsverket."""

from datetime import date

import pytest

from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.bolagets_registrering import bolagets_registrering
from kontroller.tests.bygg import build_fakta, plain
from kontroller.tests.bygg_anordnare import with_provider
from kontroller.tests.bygg_prov import build_bolagskontroll

ETT_AR = Villkor(Allvar.VARNING, {"dagar": 365})


def judge(*kontroller, **anordnare):
    [fynd] = bolagets_registrering(with_provider(bolagskontroller=kontroller, **anordnare), ETT_AR)
    return fynd


def check(**falt):
    return build_bolagskontroll("bolagsverket", **falt)


@pytest.mark.parametrize(
    ("kontroll", "utfall"),
    [
        (check(), Utfall.GODKAND),
        (check(datum=date(2014, 5, 4)), Utfall.GODKAND),
        (check(datum=date(2014, 5, 3)), Utfall.VARNING),
        (check(utfall="anmarkning"), Utfall.VARNING),
        (check(utfall="avregistrerad"), Utfall.VARNING),
        (build_bolagskontroll("f_skatt"), Utfall.EJ_BEDOMD),
    ],
)
def test_the_newest_check_is_in_order_and_at_most_a_year_old(kontroll, utfall):
    assert judge(kontroll).utfall == utfall


def test_the_age_is_said_in_days():
    fynd = judge(check(datum=date(2014, 5, 3)))

    assert plain(fynd.text) == (
        "Anordnarens registrering hos Bolagsverket kontrollerades senast den 3 maj 2014, 366 dagar före fakturans "
        "datum. Det ska ha gjorts inom 365 dagar."
    )
    assert fynd.matt == {"kontrollerad_datum": date(2014, 5, 3), "faktura_datum": date(2015, 5, 4)}


def test_a_check_without_remarks_is_told_with_its_day():
    fynd = judge(check())

    assert plain(fynd.text) == (
        "Anordnarens registrering hos Bolagsverket kontrollerades den 2 mars 2015 utan anmärkning."
    )
    assert fynd.matt == {"kontrollerad_datum": date(2015, 3, 2), "faktura_datum": date(2015, 5, 4)}


def test_the_remark_itself_stays_in_the_register():
    fynd = judge(check(utfall="anmarkning"))

    assert plain(fynd.text) == (
        "Kontrollen den 2 mars 2015 av anordnarens registrering hos Bolagsverket gav en anmärkning. Vad den gäller "
        "står hos anordnaren."
    )
    assert fynd.matt == {"kontrollerad_datum": date(2015, 3, 2)}


@pytest.mark.parametrize("form", ["ideell_forening", "enskild_firma", "egen_arbetsgivare", "kommun"])
def test_who_need_not_be_registered_there_is_tried_only_when_somebody_has_looked(form):
    assert judge(form=form).utfall == Utfall.EJ_TILLAMPLIG
    assert judge(check(utfall="anmarkning"), form=form).utfall == Utfall.VARNING


def test_an_unknown_provider_cannot_be_judged():
    [fynd] = bolagets_registrering(build_fakta(anordnare=None), ETT_AR)

    assert fynd.utfall == Utfall.EJ_BEDOMD
