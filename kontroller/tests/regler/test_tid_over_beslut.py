from datetime import date
from decimal import Decimal
from fractions import Fraction

from kontroller.fakta import IntygadTid
from kontroller.regel import Utfall
from kontroller.regler.tid_over_beslut import tid_over_beslut
from kontroller.tests.bygg import (
    STOPP,
    TIM,
    build_beslutsrad,
    build_brukare,
    build_fakta,
    build_faktura,
    build_fakturarad,
    build_personmanad,
    build_redovisning,
    kr,
    plain,
    with_dossier,
)


def month(*intygat, hours="40.00", decimaler=2):
    return build_personmanad(
        intygat=tuple(IntygadTid(tidstyp=typ, dubbel=dubbel, minuter=minuter) for typ, dubbel, minuter in intygat),
        fakturerade_timmar=Decimal(hours),
        decimaler=decimaler,
    )


def decided(*rader):
    return build_brukare(beslutsrader=rader)


def test_exactly_the_granted_time_passes():
    [fynd] = tid_over_beslut(with_dossier(), STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == (
        "40 tim är intygade och 40,00 timmar fakturerade för LSS-9F3C i april 2015, "
        "inom de 40,00 timmar som besluten ger."
    )
    assert fynd.matt["beviljade_minuter"] == 40 * TIM


def test_a_minute_too_much_is_found_and_said_in_figures():
    fakta = with_dossier(personmanad=month(("aktiv", False, 40 * TIM + 1)))

    [fynd] = tid_over_beslut(fakta, STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "40 tim 1 min aktiv tid är intygad för LSS-9F3C i april 2015, 1 min mer än de 40 tim som besluten ger."
    )
    assert fynd.matt == {"beviljade_minuter": 40 * TIM, "intygade_minuter": 40 * TIM + 1, "over_minuter": 1}
    assert fynd.rader == ("fakturarad 1",)
    assert fynd.kronor == kr("4.73")


def test_a_part_of_a_minute_too_much_is_found():
    # 12 hours a week by calendar days: 12 × 30 / 7 hours, which is 51 h 25 5/7 min.
    brukare = decided(build_beslutsrad(timmar=Decimal(12), enhet="vecka"))
    inom = month(("aktiv", False, 51 * TIM + 25), hours="51.42")
    over = month(("aktiv", False, 51 * TIM + 26), hours="51.42")

    [godtagen] = tid_over_beslut(with_dossier(brukare=brukare, personmanad=inom), STOPP)
    [fynd] = tid_over_beslut(with_dossier(brukare=brukare, personmanad=over), STOPP)

    assert godtagen.utfall == Utfall.GODKAND
    assert fynd.matt["over_minuter"] == Fraction(2, 7)
    assert "knappt 1 min mer än de 51 tim 25 min" in plain(fynd.text)


def test_a_decision_for_half_the_month_grants_half():
    brukare = decided(build_beslutsrad(fran=date(2015, 4, 16)))

    fynd = list(tid_over_beslut(with_dossier(brukare=brukare), STOPP))

    assert fynd[0].matt["beviljade_minuter"] == 20 * TIM
    assert fynd[0].matt["over_minuter"] == 20 * TIM


def test_kinds_are_held_against_their_own_grant():
    brukare = decided(build_beslutsrad(), build_beslutsrad(id=2, rad=2, tidstyp="beredskap", timmar=Decimal(14)))
    manad = month(("aktiv", False, 39 * TIM), ("beredskap", False, 15 * TIM), hours="41.14")

    [fynd] = tid_over_beslut(with_dossier(brukare=brukare, personmanad=manad), STOPP)

    assert plain(fynd.text).startswith("15 tim beredskap är intygad")
    assert fynd.matt["over_minuter"] == TIM
    assert fynd.kronor == kr("40.57")  # an hour on call is paid as a seventh


def test_double_time_without_a_grant_is_above_nothing():
    manad = month(("aktiv", False, 38 * TIM), ("aktiv", True, 2 * TIM))

    [fynd] = tid_over_beslut(with_dossier(personmanad=manad), STOPP)

    assert fynd.matt == {"beviljade_minuter": 0, "intygade_minuter": 2 * TIM, "over_minuter": 2 * TIM}
    assert "2 tim dubbel aktiv tid" in plain(fynd.text)


def test_the_extension_adds_to_the_grant():
    brukare = decided(build_beslutsrad(), build_beslutsrad(id=2, typ="tillfallig_utokning", timmar=Decimal(5)))
    manad = month(("aktiv", False, 45 * TIM), hours="45.00")

    [fynd] = tid_over_beslut(with_dossier(brukare=brukare, personmanad=manad), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_the_decision_of_the_state_adds_nothing():
    brukare = decided(build_beslutsrad(typ="assistansersattning"))

    fynd = list(tid_over_beslut(with_dossier(brukare=brukare), STOPP))

    assert [f.utfall for f in fynd] == [Utfall.AVVIKELSE, Utfall.AVVIKELSE]


def test_a_hundredth_of_an_hour_too_much_on_the_invoice_is_found():
    fakta = with_dossier(personmanad=month(("aktiv", False, 40 * TIM), hours="40.01"))

    [fynd] = tid_over_beslut(fakta, STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "40,01 timmar är fakturerade för LSS-9F3C i april 2015, 0,01 timmar mer än de 40,00 som besluten ger."
    )
    assert fynd.matt["over_timmar"] == Decimal("0.01")
    assert fynd.kronor == kr("2.84")


def test_the_invoiced_time_is_rounded_with_the_decimals_of_the_invoices():
    # 51 h 25 5/7 min is 51,4285… hours: 51,43 with two decimals, 51,429 with three.
    brukare = decided(build_beslutsrad(timmar=Decimal(12), enhet="vecka"))
    tva = month(("aktiv", False, 51 * TIM), hours="51.43")
    tre = month(("aktiv", False, 51 * TIM), hours="51.430", decimaler=3)

    [godtagen] = tid_over_beslut(with_dossier(brukare=brukare, personmanad=tva), STOPP)
    [fynd] = tid_over_beslut(with_dossier(brukare=brukare, personmanad=tre), STOPP)

    assert godtagen.utfall == Utfall.GODKAND
    assert fynd.matt["over_timmar"] == Decimal("0.001")


def test_an_hour_both_certified_and_invoiced_too_much_is_counted_once_in_kronor():
    fakta = build_fakta(
        faktura=build_faktura(rader=(build_fakturarad(antal=Decimal("42.00")),)),
        redovisningar=(build_redovisning(personmanad=month(("aktiv", False, 41 * TIM), hours="42.00")),),
    )

    intygat, fakturerat = tid_over_beslut(fakta, STOPP)

    assert (intygat.kronor, fakturerat.kronor) == (kr("284.00"), kr("284.00"))


def test_an_invoice_of_just_the_certified_excess_questions_nothing_more():
    fakta = with_dossier(personmanad=month(("aktiv", False, 41 * TIM), hours="41.00"))

    intygat, fakturerat = tid_over_beslut(fakta, STOPP)

    assert (intygat.kronor, fakturerat.kronor) == (kr("284.00"), None)


def test_the_questioned_amount_is_never_above_the_claimed():
    fakta = with_dossier(personmanad=month(("aktiv", False, 400 * TIM)))

    [fynd] = tid_over_beslut(fakta, STOPP)

    assert fynd.kronor == kr("11360.00")


def test_lines_with_two_prices_give_no_amount():
    rader = (
        build_fakturarad(antal=Decimal("20.00")),
        build_fakturarad(id=2, rad="2", antal=Decimal("20.00"), pris=Decimal("290.00")),
    )
    fakta = build_fakta(
        faktura=build_faktura(rader=rader),
        redovisningar=(build_redovisning(personmanad=month(("aktiv", False, 41 * TIM))),),
    )

    [fynd] = tid_over_beslut(fakta, STOPP)

    assert fynd.kronor is None
    assert fynd.rader == ("fakturarad 1", "fakturarad 2")


def test_without_a_report_granted_hours_are_not_judged_but_too_many_are_found():
    inom = with_dossier(rapporter=(), personmanad=month(hours="40.00"))
    over = with_dossier(rapporter=(), personmanad=month(hours="40.01"))

    assert [f.utfall for f in tid_over_beslut(inom, STOPP)] == [Utfall.EJ_BEDOMD]
    assert [f.utfall for f in tid_over_beslut(over, STOPP)] == [Utfall.AVVIKELSE]


def test_standby_beyond_the_decision_is_priced_as_a_seventh():
    """Fourteen hours are certified and seven granted: seven too many, paid as one. One is to be paid, nine invoiced."""
    brukare = decided(build_beslutsrad(tidstyp="beredskap", timmar=Decimal(7)))
    fakta = with_dossier(brukare=brukare, personmanad=month(("beredskap", False, 14 * TIM), hours="9.00"))

    fynd = [f for f in tid_over_beslut(fakta, STOPP) if f.utfall == Utfall.AVVIKELSE]

    assert [f.kronor for f in fynd] == [kr("284.00"), kr("1988.00")]


def test_what_is_invoiced_too_much_is_priced_once_and_never_below_zero():
    """Ten certified hours are too many and one invoiced hour: it is among the ten."""
    fakta = with_dossier(personmanad=month(("aktiv", False, 50 * TIM), hours="41.00"))

    fynd = [f for f in tid_over_beslut(fakta, STOPP) if f.utfall == Utfall.AVVIKELSE]

    assert [f.kronor for f in fynd] == [kr("2840.00"), None]
