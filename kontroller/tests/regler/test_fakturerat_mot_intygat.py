from decimal import Decimal
from fractions import Fraction

import pytest

from kontroller.regel import Utfall
from kontroller.regler.fakturerat_mot_intygat import fakturerat_mot_intygat
from kontroller.tests.bygg import (
    APRIL,
    STOPP,
    build_fakta,
    build_faktura,
    build_fakturarad,
    build_rapport,
    build_redovisning,
    build_tidrad,
    kr,
    with_dossier,
)


def findings(*antal, rader=None, **radfalt):
    rapport = build_rapport(rader=rader) if rader is not None else build_rapport()
    fakturarader = tuple(build_fakturarad(id=n, rad=str(n), antal=a, **radfalt) for n, a in enumerate(antal, start=1))
    fakta = build_fakta(
        faktura=build_faktura(rader=fakturarader), redovisningar=(build_redovisning(rapporter=(rapport,)),)
    )
    return list(fakturerat_mot_intygat(fakta, STOPP))


def test_the_certified_hours_agree():
    [fynd] = findings(Decimal("40.00"))

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {
        "fakturerade_timmar": Decimal("40.00"),
        "intygade_timmar": Decimal("40.00"),
        "intygade_minuter": 2400,
    }


def test_a_hundredth_above_is_found_and_said_in_figures():
    [fynd] = findings(Decimal("40.01"))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text.replace("\u00a0", " ") == (
        "40,01 timmar är fakturerade för LSS-9F3C i april 2015, och tidrapporterna visar 40,00 timmar att ersätta, "
        "alltså är 0,01 för mycket."
    )
    assert fynd.rader == ("fakturarad 1",)
    assert fynd.kronor == kr("2.84")


def test_a_hundredth_below_is_a_warning():
    [fynd] = findings(Decimal("39.99"))

    assert fynd.utfall == Utfall.VARNING


# 50 minutes of standby are 50/7 minutes to pay: 0.119047… hours.
BEREDSKAP = (build_tidrad(APRIL, 0, 50, tidstyp="beredskap"),)


@pytest.mark.parametrize(
    ("antal", "utfall"),
    [("0.12", "godkand"), ("0.119", "godkand"), ("0.11905", "godkand"), ("0.1190", "godkand"), ("0.120", "avvikelse")],
)
def test_a_quantity_rounded_half_up_to_its_own_decimals_agrees(antal, utfall):
    [fynd] = findings(Decimal(antal), rader=BEREDSKAP)

    assert fynd.utfall == utfall
    assert fynd.matt["intygade_minuter"] == Fraction(50, 7)


def test_a_whole_number_is_held_to_two_decimals():
    [fynd] = findings(Decimal(1), rader=(build_tidrad(APRIL, 0, 59),))

    assert fynd.utfall == Utfall.AVVIKELSE


def test_lines_of_one_dossier_are_taken_together():
    [fynd] = findings(Decimal("25.00"), Decimal("15.00"))

    assert fynd.utfall == Utfall.GODKAND


def test_waiting_time_is_a_fourth():
    [fynd] = findings(Decimal("1.00"), rader=(build_tidrad(tidstyp="vantetid"),))

    assert fynd.utfall == Utfall.GODKAND


def test_another_unit_is_not_judged():
    [fynd] = findings(Decimal("40.00"), enhet="C62")

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_a_line_without_quantity_is_not_judged_beside_one_that_has_it():
    [fynd] = findings(Decimal("40.00"), None)

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert fynd.rader == ("fakturarad 2",)


def test_no_report_is_not_judged():
    [fynd] = fakturerat_mot_intygat(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert fynd.kronor == kr("11360.00")


def test_a_report_of_no_hours_is_no_missing_report():
    [fynd] = findings(Decimal("40.00"), rader=())

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.kronor == kr("11360.00")


def test_hours_that_are_not_invoiced_are_said_as_a_positive_number():
    [fynd] = findings(Decimal("38.50"))

    assert fynd.text.replace("\u00a0", " ").endswith("alltså är 1,50 inte fakturerade.")
