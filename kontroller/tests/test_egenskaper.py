"""Vad som gäller för varje tal, inte bara för de uträknade fallen: andelar, tid, avrundning och kronor."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assistans.tid import days_in_month, first_of_month, last_of_month, months_after
from beslut.omrakning import month_share
from kontroller.berakning import exact_decimal, payable_minutes, round_half_up, rounded_hours
from kontroller.fakta import DELARE, TIDSTYPER
from kontroller.regel import Utfall
from kontroller.regler.fakturans_summor import fakturans_summor
from kontroller.regler.fakturerat_mot_intygat import fakturerat_mot_intygat
from kontroller.regler.tid_over_beslut import tid_over_beslut
from kontroller.tests.bygg import (
    STOPP,
    TIM,
    IntygadTid,
    build_beslutsrad,
    build_brukare,
    build_fakta,
    build_faktura,
    build_fakturarad,
    build_personmanad,
    build_rapport,
    build_redovisning,
    build_summor,
    build_tidrad,
)

DAGAR = st.dates(date(1995, 1, 1), date(2035, 12, 31))
TIMMAR = st.decimals(Decimal(0), Decimal(744), places=2)
SATT = st.sampled_from([("manad", "kalenderdagar"), ("vecka", "kalenderdagar"), ("vecka", "52_12")])
MINUTER = st.lists(st.tuples(st.sampled_from(TIDSTYPER), st.integers(0, 1440)), max_size=40)
BRAK = st.fractions(Fraction(-10_000), Fraction(10_000), max_denominator=5040)
DECIMALER = st.integers(0, 6)
ANTAL = st.decimals(Decimal("0.01"), Decimal(744), places=2)
PRIS = st.decimals(Decimal("0.01"), Decimal(999), places=2)


# --- Andelar av en månad ------------------------------------------------------------------------------------------


@given(TIMMAR, SATT, DAGAR, st.integers(0, 400), st.integers(0, 400))
def test_a_decision_cut_in_two_grants_what_it_granted_whole(timmar, satt, fran, till_delning, till_slut):
    delning = fran + timedelta(days=till_delning)
    slut = delning + timedelta(days=1 + till_slut)
    manad = first_of_month(delning)

    hel = month_share(timmar, *satt, fran, slut, manad)
    forsta = month_share(timmar, *satt, fran, delning, manad)
    andra = month_share(timmar, *satt, delning + timedelta(days=1), slut, manad)

    assert forsta + andra == hel


@given(TIMMAR, DAGAR)
def test_hours_a_month_are_those_hours_in_every_whole_month(timmar, dag):
    assert month_share(timmar, "manad", "kalenderdagar", date(1990, 1, 1), None, first_of_month(dag)) == timmar * TIM


@given(TIMMAR, DAGAR)
def test_hours_a_week_by_the_calendar_are_a_seventh_for_each_day(timmar, dag):
    manad = first_of_month(dag)

    andel = month_share(timmar, "vecka", "kalenderdagar", date(1990, 1, 1), None, manad)

    assert andel * 7 == Fraction(timmar) * TIM * days_in_month(manad)


@given(TIMMAR, st.integers(1995, 2035))
def test_hours_a_week_in_twelfths_are_52_weeks_in_a_year(timmar, aret):
    manader = [months_after(date(aret, 1, 1), n) for n in range(12)]

    aret_ut = sum(month_share(timmar, "vecka", "52_12", date(1990, 1, 1), None, manad) for manad in manader)

    assert aret_ut == Fraction(timmar) * TIM * 52


@given(TIMMAR, SATT, DAGAR, DAGAR, DAGAR)
def test_a_longer_period_never_grants_less_and_nothing_outside_it(timmar, satt, manad, ena, andra):
    fran, tom = sorted((ena, andra))
    manad = first_of_month(manad)

    andel = month_share(timmar, *satt, fran, tom, manad)

    assert 0 <= andel <= month_share(timmar, *satt, fran - timedelta(days=1), tom + timedelta(days=1), manad)
    if tom < manad or fran > last_of_month(manad):
        assert andel == 0


# --- Tid att ersätta och avrundning -------------------------------------------------------------------------------


@given(MINUTER, MINUTER)
def test_time_is_paid_the_same_together_and_apart(ena, andra):
    assert payable_minutes(ena) + payable_minutes(andra) == payable_minutes([*ena, *andra])


@given(MINUTER)
def test_waiting_and_standby_are_never_paid_as_more_than_time_worked(minuter):
    assert 0 <= payable_minutes(minuter) <= sum(antal for _, antal in minuter)
    assert payable_minutes(minuter) == sum(Fraction(antal, DELARE[typ]) for typ, antal in minuter)


@given(BRAK, DECIMALER)
def test_rounding_moves_a_number_at_most_half_a_unit_and_away_from_zero_at_the_half(tal, decimaler):
    avrundat = round_half_up(tal, decimaler)
    enhet = Fraction(1, 10**decimaler)

    assert abs(Fraction(avrundat) - tal) <= enhet / 2
    if abs(Fraction(avrundat) - tal) == enhet / 2:
        assert abs(Fraction(avrundat)) > abs(tal)
    assert round_half_up(-tal, decimaler) == -avrundat
    assert round_half_up(Fraction(avrundat), decimaler) == avrundat
    assert -avrundat.as_tuple().exponent == decimaler


@given(BRAK)
def test_a_fraction_is_a_decimal_number_exactly_when_its_decimals_end(tal):
    som_decimal = exact_decimal(tal)
    namnare = tal.denominator
    for primtal in (2, 5):
        while namnare % primtal == 0:
            namnare //= primtal

    assert (som_decimal is not None) == (namnare == 1)
    assert som_decimal is None or Fraction(som_decimal) == tal


# --- Reglernas gränser --------------------------------------------------------------------------------------------


def granted(timmar: Decimal, minuter: int):
    """A person who is granted hours for the month, and has worked minutes."""
    return build_fakta(
        redovisningar=(
            build_redovisning(
                brukare=build_brukare(beslutsrader=(build_beslutsrad(timmar=timmar),)),
                personmanad=build_personmanad(
                    intygat=(IntygadTid(tidstyp="aktiv", dubbel=False, minuter=minuter),),
                    fakturerade_timmar=Decimal("0.00"),
                ),
            ),
        )
    )


@given(st.integers(1, 744 * TIM))
def test_exactly_the_granted_time_passes_and_one_minute_more_never_does(minuter):
    timmar = Decimal(minuter) / TIM
    beviljat = timmar if Fraction(timmar) * TIM >= minuter else timmar + Decimal("1e-20")

    [ratt, *_] = tid_over_beslut(granted(beviljat, minuter), STOPP)
    over = [fynd.utfall for fynd in tid_over_beslut(granted(beviljat, minuter + 1), STOPP)]

    assert ratt.utfall == Utfall.GODKAND
    assert Utfall.AVVIKELSE in over


@given(st.lists(st.integers(1, 1440), min_size=1, max_size=31), st.integers(2, 5))
def test_the_certified_time_passes_rounded_as_the_invoice_writes_it_and_a_step_beside_it_does_not(langder, decimaler):
    rader = tuple(build_tidrad(date(2015, 4, 1 + n % 30), 0, minuter) for n, minuter in enumerate(langder))
    redovisning = build_redovisning(rapporter=(build_rapport(rader=rader),))
    ratt = rounded_hours(payable_minutes(("aktiv", rad.minuter) for rad in rader), decimaler)
    steg = Decimal(1).scaleb(-decimaler)

    def outcome(antal: Decimal) -> Utfall:
        faktura = build_faktura(rader=(build_fakturarad(antal=antal),))
        [fynd] = fakturerat_mot_intygat(build_fakta(faktura=faktura, redovisningar=(redovisning,)), STOPP)
        return fynd.utfall

    assert outcome(ratt) == Utfall.GODKAND
    assert outcome(ratt + steg) == Utfall.AVVIKELSE
    assert outcome(ratt - steg) == Utfall.VARNING


@given(ANTAL, PRIS, st.integers(-5, 5))
def test_a_line_passes_within_two_ore_of_its_price_and_never_outside(antal, pris, oren):
    exakt = antal * pris
    belopp = exakt.quantize(Decimal("0.01")) + Decimal(oren) / 100
    rad = build_fakturarad(antal=antal, pris=pris, belopp=belopp)
    faktura = build_faktura(rader=(rad,), summor=build_summor(belopp))

    utfall = {fynd.utfall for fynd in fakturans_summor(build_fakta(faktura=faktura), STOPP)}

    assert (Utfall.AVVIKELSE in utfall) == (abs(belopp - exakt) > Decimal("0.02"))
