"""G03: pris över statens schablon."""

from datetime import date

import pytest

from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.pris_over_schablon import pris_over_schablon
from kontroller.tests.bygg import (
    build_fakta,
    build_faktura,
    build_fakturarad,
    build_redovisning,
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
    assert judge("284.00").utfall == Utfall.GODKAND

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
