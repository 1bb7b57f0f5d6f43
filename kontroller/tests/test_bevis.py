"""Hur regler pekar ut tid, och vad den är värd."""

from datetime import date

import pytest

from kontroller.bevis import missing_report, person_month, point_at, remarks_of, rows_within, worth, worth_of_rows
from kontroller.fakta import Anmarkning
from kontroller.regel import Utfall
from kontroller.tests.bygg import (
    APRIL,
    TIM,
    build_days,
    build_fakta,
    build_faktura,
    build_rapport,
    build_redovisning,
    build_tidrad,
    build_vistelse,
    kr,
    plain,
)


def test_rows_are_pointed_at_once_and_in_order_of_time():
    rapport = build_rapport()
    sen, tidig = build_tidrad(date(2015, 4, 2), id=1), build_tidrad(APRIL, id=2)
    samtidig = build_tidrad(APRIL, id=3)

    assert point_at([(rapport, sen), (rapport, samtidig), (rapport, tidig), (rapport, sen)]) == {
        "rader": (
            "rapport R-1 2015-04-01 08:00–12:00",
            "rapport R-1 2015-04-01 08:00–12:00",
            "rapport R-1 2015-04-02 08:00–12:00",
        ),
        "tidrader": (2, 3, 1),
    }


def test_a_dossier_without_reports_cannot_be_judged_and_all_of_its_claim_is_questioned():
    fakta = build_fakta(redovisningar=(build_redovisning(rapporter=()),))

    fynd = missing_report(fakta, fakta.redovisningar[0])

    assert (fynd.utfall, fynd.redovisning, fynd.kronor) == (Utfall.EJ_BEDOMD, 1, kr("11360.00"))
    assert fynd.matt == {"tidrapporter_antal": 0}
    assert plain(person_month(fakta.redovisningar[0])) == "LSS-9F3C i april 2015"


@pytest.mark.parametrize(
    ("fran", "till", "minuter"),
    [
        (9 * TIM, 10 * TIM, [60]),
        (0, 24 * TIM - 1, [240]),
        (7 * TIM, 8 * TIM, []),
        (7 * TIM, 8 * TIM + 1, [1]),
        (12 * TIM, 13 * TIM, []),
        (12 * TIM - 1, 13 * TIM, [1]),
        (11 * TIM, None, [60]),
        (12 * TIM, None, []),
        (20 * TIM, 21 * TIM, []),
    ],
)
def test_rows_within_a_stay_share_at_least_a_minute_with_it(fran, till, minuter):
    redovisning = build_redovisning(rapporter=(build_rapport(rader=build_days(1)),))
    vistelse = build_vistelse((APRIL, fran), None if till is None else (APRIL, till))

    assert [m for _, m in rows_within(redovisning, vistelse)] == minuter


def test_time_is_worth_what_the_invoice_asks_for_it():
    fakta = build_fakta()
    [redovisning] = fakta.redovisningar

    assert worth(fakta, redovisning, [("aktiv", 60), ("vantetid", 60)]) == kr("355.00")
    assert worth_of_rows(fakta, redovisning, build_days(1, 2)) == kr("2272.00")


def test_remarks_of_a_control_are_told_with_rule_and_field():
    anmarkningar = (
        Anmarkning(regel="BR-CO-10", falt="BT-106", text="Summan stämmer inte.", kontroll="G01"),
        Anmarkning(regel="BR-01", falt="BT-24", text="Fältet saknas", kontroll="form"),
    )
    fakta = build_fakta(faktura=build_faktura(anmarkningar=anmarkningar))

    [fynd] = remarks_of(fakta, "G01")

    assert (fynd.utfall, fynd.text) == (Utfall.AVVIKELSE, "Summan stämmer inte (BR-CO-10, fältet BT-106).")
    assert (fynd.matt, fynd.rader) == ({"regel": "BR-CO-10", "falt": "BT-106"}, ("fältet BT-106",))
    assert fynd.kronor is None
