"""G03: pris över statens schablon."""

from datetime import date

import pytest

from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.pris_over_schablon import pris_over_schablon
from kontroller.tests.bygg import (
    build_fakta,
    build_faktura,
    build_fakturarad,
    build_rapport,
    build_redovisning,
    build_tidrad,
    build_timbelopp,
    build_uppdrag,
    kr,
    plain,
)

TOLV = Villkor(Allvar.STOPP, {"forhojning_procent": 12})
SCHABLON = build_timbelopp()


def judge(pris: str | None, *timbelopp, form: str = "D", **rad):
    redovisning = build_redovisning(timbelopp=(SCHABLON, *timbelopp), uppdrag=(build_uppdrag(avtalsform=form),))
    faktura = build_faktura(rader=(build_fakturarad(pris=pris and kr(pris), **rad),))
    [fynd] = pris_over_schablon(build_fakta(faktura=faktura, redovisningar=(redovisning,)), TOLV)
    return fynd


def rate(kategori: str, belopp: str, **mer):
    return build_timbelopp(id=2, kategori=kategori, belopp=kr(belopp), **mer)


def test_the_flat_rate_itself_passes_and_an_ore_more_does_not():
    assert judge("284.00").utfall == judge("283.00").utfall == Utfall.GODKAND

    fynd = judge("284.01")

    assert (fynd.utfall, fynd.kronor) == (Utfall.AVVIKELSE, kr("0.40"))
    assert plain(fynd.text) == (
        "Fakturarad 1 tar upp 284,01 kr i timmen, 0,01 kr mer än statens schablon på 284,00 kr den 1–10 april 2015. "
        "Inget beslut om ett högre belopp för LSS-9F3C är registrerat."
    )


@pytest.mark.parametrize(
    ("timbelopp", "pris", "utfall"),
    [
        (rate("individuell", "372.51"), "372.51", Utfall.GODKAND),
        (rate("individuell", "372.51"), "372.52", Utfall.AVVIKELSE),
        (rate("forhojt", "310"), "310.00", Utfall.GODKAND),
        (rate("forhojt", "310"), "310.01", Utfall.AVVIKELSE),
        # Twelve per cent above 284 is 318.08, in whole kronor 318.
        (rate("forhojt", "330"), "318.00", Utfall.GODKAND),
        (rate("forhojt", "330"), "318.01", Utfall.AVVIKELSE),
        (rate("kommun", "300"), "300.00", Utfall.AVVIKELSE),
        (rate("avtal", "300"), "300.00", Utfall.AVVIKELSE),
        (rate("individuell", "270"), "284.00", Utfall.GODKAND),
    ],
)
def test_what_allows_more_than_the_flat_rate(timbelopp, pris, utfall):
    assert judge(pris, timbelopp).utfall == utfall


def test_the_price_of_the_municipalitys_contract_is_its_own():
    assert judge("300.00", rate("avtal", "300"), form="B").utfall == Utfall.GODKAND


def test_a_decision_for_part_of_the_month_leaves_the_other_days():
    fynd = judge("300.00", rate("individuell", "300", fran=date(2015, 4, 6)))

    # Five days of four hours, sixteen kronor an hour.
    assert (fynd.utfall, fynd.kronor) == (Utfall.AVVIKELSE, kr("320.00"))
    assert "den 1–5 april 2015" in plain(fynd.text)


@pytest.mark.parametrize("rad", [{"enhet": "C62"}, {"antal": None}, {"prisbas": kr("0")}])
def test_a_line_without_hours_or_price_cannot_be_judged(rad):
    assert judge("284.00", **rad).utfall == Utfall.EJ_BEDOMD


def test_without_the_flat_rate_nothing_can_be_said():
    redovisning = build_redovisning(timbelopp=(rate("individuell", "300"),))

    [fynd] = pris_over_schablon(build_fakta(redovisningar=(redovisning,)), TOLV)

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert "den 1–10 april 2015" in plain(fynd.text)


def test_a_line_without_rows_is_tried_on_every_day_of_its_period():
    redovisning = build_redovisning(rapporter=())
    faktura = build_faktura(rader=(build_fakturarad(pris=kr("285.00")),))

    [fynd] = pris_over_schablon(build_fakta(faktura=faktura, redovisningar=(redovisning,)), TOLV)

    assert (fynd.utfall, fynd.kronor) == (Utfall.AVVIKELSE, kr("40.00"))
    assert "den 1–30 april 2015" in plain(fynd.text)


@pytest.mark.parametrize(
    ("beslut", "rad", "utfall"),
    [
        ({"fran": date(2015, 4, 6)}, {"period_fran": date(2015, 4, 6)}, Utfall.GODKAND),
        ({"fran": date(2015, 4, 6)}, {"period_fran": date(2015, 4, 5)}, Utfall.AVVIKELSE),
        ({"fran": date(2015, 4, 6)}, {"period_fran": None}, Utfall.AVVIKELSE),
        ({"tom": date(2015, 4, 5)}, {"period_tom": date(2015, 4, 5)}, Utfall.GODKAND),
        ({"tom": date(2015, 4, 5)}, {"period_tom": date(2015, 4, 6)}, Utfall.AVVIKELSE),
        ({"tom": date(2015, 4, 9)}, {"period_tom": None}, Utfall.AVVIKELSE),
    ],
)
def test_a_line_is_tried_on_the_days_of_its_own_period(beslut, rad, utfall):
    assert judge("300.00", rate("individuell", "300", **beslut), **rad).utfall == utfall


def test_the_amount_above_is_told_to_the_ore_for_the_whole_line_and_for_some_days():
    redovisning = build_redovisning(
        timbelopp=(SCHABLON, rate("individuell", "300", fran=date(2015, 4, 2))),
        rapporter=(
            build_rapport(
                rader=(build_tidrad(date(2015, 4, 1), 480, 580), build_tidrad(date(2015, 4, 2))),
            ),
        ),
    )
    faktura = build_faktura(rader=(build_fakturarad(pris=kr("300.00")),))

    [delen] = pris_over_schablon(build_fakta(faktura=faktura, redovisningar=(redovisning,)), TOLV)

    # 100 minutes at sixteen kronor an hour, and 33.33 hours at an öre.
    assert str(delen.kronor) == "26.67"
    assert str(judge("284.01", antal=kr("33.33")).kronor) == "0.33"
    assert str(judge("300.00", antal=kr("0.00")).kronor) == "0.00"


def test_a_price_whose_decimals_never_end_has_four():
    fynd = judge("1000.00", prisbas=kr("3"))

    assert plain(fynd.text).startswith("Fakturarad 1 tar upp 333,3333 kr i timmen, 49,3333 kr mer än")
