"""Figur 2:s räkning och prognosen, mot fall som är räknade för hand. Ingen databas."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from fakturor.ekonomi.jamforelse import Jamford, deviates, plan_of_month, thousands, total_of
from fakturor.ekonomi.kostnad import Beslutad, Sats, first_twenty, payable_hours, rate_of
from fakturor.ekonomi.prognos import Manad, forecast, is_settled

MAJ = date(2015, 5, 1)
D = Decimal


def decided(timmar: int, tidstyp: str = "aktiv", person: int = 1, fran=date(2015, 1, 1), tom=None) -> Beslutad:
    return Beslutad(person, D(timmar), "vecka", "kalenderdagar", tidstyp, fran, tom)


# Budget against outcome


@pytest.mark.parametrize(
    ("budget", "utfall", "avvikelse", "procent"),
    [(9000, 14407, -5407, -60), (61000, 62848, -1848, -3), (4500, 3313, 1187, 26), (100, 100, 0, 0)],
)
def test_the_deviation_is_what_is_left_of_the_budget_and_its_part_of_it(budget, utfall, avvikelse, procent):
    jamford = Jamford(D(budget), D(utfall))

    assert (jamford.avvikelse, jamford.procent) == (avvikelse, procent)


def test_half_a_per_cent_and_half_a_thousand_are_rounded_away_from_zero():
    assert Jamford(D(200), D(201)).procent == -1
    assert Jamford(D(200), D(199)).procent == 1
    assert (thousands(D(1500)), thousands(D(-1500)), thousands(D("1499.99")), thousands(None)) == (2, -2, 1, None)


def test_nothing_is_counted_from_what_is_missing():
    assert Jamford(None, D(1)).avvikelse is None
    assert Jamford(D(1), None).procent is None
    assert Jamford(D(0), D(1)).procent is None
    assert total_of([Jamford(D(1), D(2)), Jamford(D(3), None)]) == Jamford(D(4), None)
    assert total_of([]) == Jamford(None, None)


def test_a_month_deviates_when_it_is_more_than_a_tenth_from_its_plan_either_way():
    plan = plan_of_month(D(1_200_000))

    assert plan == 100_000
    assert [deviates(Jamford(plan, D(b))) for b in (110_000, 110_001, 90_000, 89_999)] == [False, True, False, True]
    assert not deviates(Jamford(plan, None))


# What the decisions give


def test_standby_counts_as_it_is_paid():
    assert payable_hours([decided(70), decided(28, "vantetid"), decided(49, "beredskap")], MAJ) == (70 + 7 + 7) * 31 / 7


def test_no_more_than_twenty_hours_a_week_for_each_person():
    rader = [decided(15), decided(28, "vantetid"), decided(12, person=2), decided(90, person=3, tom=date(2015, 5, 7))]

    # 22 a week is 20, 12 is 12, and 90 is 20 for the one week of seven days.
    assert first_twenty(rader, MAJ) == Fraction(32 * 31, 7) + 20


def test_the_rate_of_a_month_in_which_it_changes_is_its_mean_and_a_day_without_is_none():
    forst, sedan = Sats(D(280), date(2015, 1, 1), date(2015, 5, 10)), Sats(D(290), date(2015, 5, 11), None)

    assert rate_of([forst, sedan], MAJ) == Fraction(280 * 10 + 290 * 21, 31)
    assert rate_of([forst], MAJ) is None
    assert rate_of([sedan], date(2015, 6, 1)) == 290


# The forecast


def month(n: int, fullt: int | None = 1000, utfall: int = 0, *, kand: bool = False, vantar: int = 0) -> Manad:
    return Manad(
        manad=date(2015, n, 1),
        fullt=None if fullt is None else Fraction(fullt),
        utfall=D(utfall),
        vantar=D(vantar),
        kand=kand,
    )


def year(*kanda: Manad) -> list[Manad]:
    return [*kanda, *(month(n) for n in range(len(kanda) + 1, 13))]


def test_the_rest_of_the_year_costs_what_the_known_months_used_of_the_full_cost():
    raknad = forecast(
        year(month(1, 1000, 900, kand=True), month(2, 1000, 800, kand=True), month(3, 2000, 1500, kand=True))
    )

    # 3 200 of 4 000 is 80 %; nine months of 800 and 3 200. The months were 90, 80 and 75 %.
    assert raknad.utnyttjande == Fraction(4, 5)
    assert raknad.belopp == 3200 + 9 * 800
    assert (raknad.lagst, raknad.hogst) == (3200 + 9 * 750, 3200 + 9 * 900)
    assert not raknad.is_uncertain
    assert raknad.hittills == 3200
    assert raknad.fullt_aret == 13_000


def test_a_month_that_is_partly_approved_counts_as_the_larger_of_both():
    kanda = (month(1, 1000, 500, kand=True), month(2, 1000, 700, vantar=300), month(3, 1000, 100))

    assert [rad.belopp for rad in forecast(year(*kanda)).manader[:4]] == [500, 700, 500, 500]


def test_two_known_months_give_a_forecast_without_interval():
    raknad = forecast(year(month(1, 1000, 900, kand=True), month(2, 1000, 700, kand=True)))

    assert raknad.is_uncertain
    assert (raknad.belopp, raknad.lagst, raknad.hogst) == (1600 + 10 * 800, None, None)


def test_without_a_known_month_there_is_no_forecast():
    raknad = forecast(year(month(1, 1000, 900)))

    assert (raknad.belopp, raknad.utnyttjande, raknad.is_uncertain) == (None, None, True)


def test_the_months_before_the_year_are_history_too_but_only_the_six_latest():
    fore = [Manad(manad=date(2014, n, 1), fullt=Fraction(1000), utfall=D(100 * n), kand=True) for n in range(3, 13)]
    raknad = forecast(year(), fore)

    assert raknad.historik == tuple(date(2014, n, 1) for n in range(7, 13))
    assert raknad.belopp == 12 * 950


def test_a_month_without_a_rate_is_named_and_the_year_cannot_be_counted():
    aret = [month(1, 1000, 900, kand=True), *(month(n) for n in range(2, 12)), month(12, None)]
    raknad = forecast(aret)

    assert (raknad.belopp, raknad.utan_sats) == (None, (date(2015, 12, 1),))
    assert raknad.fullt_aret is None


def test_ore_are_rounded_once_a_month():
    raknad = forecast(year(month(1, 3, 2, kand=True), month(2, 1)))

    assert raknad.manader[1].belopp == D("0.67")


@pytest.mark.parametrize(
    ("over", "utfall", "vantar", "kand"),
    [(True, 90, 10, True), (True, 89, 11, False), (True, 0, 0, False), (False, 100, 0, False), (True, 1, 0, True)],
)
def test_a_month_is_known_when_it_is_over_and_nine_tenths_are_approved(over, utfall, vantar, kand):
    assert is_settled(over=over, utfall=D(utfall), vantar=D(vantar)) == kand
