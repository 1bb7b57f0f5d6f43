"""B11: F-skatt och arbetsgivarregistrering."""

from datetime import date

import pytest

from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.skattekontroller import skattekontroller
from kontroller.tests.bygg import build_fakta, kr, plain
from kontroller.tests.bygg_anordnare import with_provider, without_day
from kontroller.tests.bygg_prov import build_bolagskontroll

ETT_AR = Villkor(Allvar.STOPP, {"dagar": 365})


def judge(*kontroller, **anordnare):
    fynd = list(skattekontroller(with_provider(bolagskontroller=kontroller, **anordnare), ETT_AR))
    return [f.utfall for f in fynd], fynd


F_SKATT, ARBETSGIVARE = build_bolagskontroll("f_skatt"), build_bolagskontroll("arbetsgivare")
G, V, S, E = Utfall.GODKAND, Utfall.VARNING, Utfall.AVVIKELSE, Utfall.EJ_BEDOMD


@pytest.mark.parametrize(
    ("kontroller", "utfall"),
    [
        ((F_SKATT, ARBETSGIVARE), [G, G]),
        ((F_SKATT, build_bolagskontroll("arbetsgivare", datum=date(2014, 5, 4))), [G, G]),
        ((F_SKATT, build_bolagskontroll("arbetsgivare", datum=date(2014, 5, 3))), [G, V]),
        ((build_bolagskontroll("f_skatt", utfall="anmarkning"), ARBETSGIVARE), [V, G]),
        ((build_bolagskontroll("f_skatt", utfall="avregistrerad"), ARBETSGIVARE), [S, G]),
        ((F_SKATT, build_bolagskontroll("arbetsgivare", utfall="avregistrerad")), [G, S]),
        ((F_SKATT,), [G, E]),
        ((F_SKATT, ARBETSGIVARE, build_bolagskontroll("moms", utfall="avregistrerad")), [G, G]),
        ((F_SKATT, ARBETSGIVARE, build_bolagskontroll("moms", utfall="anmarkning")), [G, G, V]),
        ((F_SKATT, ARBETSGIVARE, build_bolagskontroll("kredit", utfall="anmarkning")), [G, G]),
    ],
)
def test_each_registration_by_its_newest_check(kontroller, utfall):
    assert judge(*kontroller)[0] == utfall


def test_the_amount_is_questioned_once_however_many_registrations_have_ended():
    avregistrerad = [build_bolagskontroll(slag, utfall="avregistrerad") for slag in ("f_skatt", "arbetsgivare")]

    _, fynd = judge(*avregistrerad)

    assert [f.kronor for f in fynd] == [kr("11360.00"), None]
    assert [f.matt for f in fynd] == 2 * [{"kontrollerad_datum": date(2015, 3, 2)}]
    assert plain(fynd[0].text) == (
        "Kontrollen den 2 mars 2015 av anordnarens godkännande för F-skatt visade en avregistrering."
    )


@pytest.mark.parametrize(
    ("f_skatt", "utfall", "text"),
    [
        (True, E, "godkänd för F-skatt, men ingen kontroll är antecknad"),
        (False, V, "inte godkänd för F-skatt"),
        (None, E, "Ingen har antecknat en kontroll av anordnarens godkännande för F-skatt"),
    ],
)
def test_what_the_register_says_of_f_tax_when_nobody_has_looked(f_skatt, utfall, text):
    utfallen, fynd = judge(ARBETSGIVARE, f_skatt=f_skatt)

    assert utfallen == [utfall, G]
    assert text in plain(fynd[0].text)


@pytest.mark.parametrize("form", ["egen_arbetsgivare", "kommun"])
def test_own_employers_and_municipalities_are_not_tried(form):
    assert judge(form=form)[0] == [Utfall.EJ_TILLAMPLIG]


def test_an_unknown_provider_and_an_invoice_without_a_date_cannot_be_judged():
    [okand] = skattekontroller(build_fakta(anordnare=None), ETT_AR)
    utan_dag = without_day(with_provider(bolagskontroller=(F_SKATT, ARBETSGIVARE)))

    assert okand.utfall == E
    text = "Fakturan saknar datum, så det går inte att säga hur gammal kontrollen den 2 mars 2015 är."
    assert [(f.utfall, f.matt, plain(f.text)) for f in skattekontroller(utan_dag, ETT_AR)] == 2 * [
        (E, {"kontrollerad_datum": date(2015, 3, 2)}, text)
    ]
