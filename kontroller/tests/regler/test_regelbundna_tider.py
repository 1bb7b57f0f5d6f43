from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kontroller.fakta import Manadstal
from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.regelbundna_tider import regelbundna_tider
from kontroller.tests.bygg import (
    APRIL,
    TIM,
    build_beslutsrad,
    build_brukare,
    build_rapport,
    build_tidrad,
    plain,
    with_dossier,
)

VILLKOR = Villkor(
    Allvar.VARNING,
    {
        "minst_rader_antal": 10,
        "hela_timmar_procent": 100,
        "samma_tider_procent": 100,
        "veckor_lika_antal": 4,
        "exakt_beviljat_manader": 3,
    },
)


def judge(*rader, villkor=VILLKOR, **mer):
    rader = rader or uneven(10)
    return list(regelbundna_tider(with_dossier(rapporter=(build_rapport(rader=tuple(rader)),), **mer), villkor))


def when(**andrade):
    return replace(VILLKOR, parametrar=VILLKOR.parametrar | andrade)


def uneven(antal):
    """Rows that begin at another minute each day."""
    return [build_tidrad(APRIL + timedelta(days=n), 8 * TIM + n + 1, 12 * TIM) for n in range(antal)]


def alike(antal, start=8 * TIM + 15):
    return [build_tidrad(APRIL + timedelta(days=n), start, 12 * TIM) for n in range(antal)]


def test_times_that_differ_give_no_hint():
    [fynd] = judge()

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == ("Tiderna för LSS-9F3C i april 2015 har inget av de mönster som kontrollen letar efter.")
    assert fynd.matt == {"rapporter_antal": 1}
    assert fynd.redovisning == 1


def test_only_whole_hours_is_a_hint():
    rader = [build_tidrad(APRIL + timedelta(days=n), (6 + n % 3) * TIM, 12 * TIM) for n in range(10)]

    [fynd] = judge(*rader)

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "I rapport R-1 för LSS-9F3C gäller att 100 % av tiderna, 10 av 10, börjar och slutar på hela timmar."
    )
    assert fynd.matt == {"hela_timmar_antal": 10, "rader_antal": 10}
    assert len(fynd.rader) == 10
    assert fynd.redovisning == 1


def test_one_time_off_the_hour_is_enough():
    rader = [build_tidrad(APRIL + timedelta(days=n), (6 + n % 3) * TIM, 12 * TIM) for n in range(10)]

    assert [f.utfall for f in judge(*rader, build_tidrad(date(2015, 4, 20), 8 * TIM, 12 * TIM + 1))] == [Utfall.GODKAND]


@pytest.mark.parametrize(("start", "slut"), [(8 * TIM + 30, 12 * TIM), (8 * TIM, 12 * TIM + 30)])
def test_so_many_whole_hours_as_the_limit_says_are_a_hint_and_the_others_are_not_pointed_at(start, slut):
    hela = [build_tidrad(APRIL + timedelta(days=n), (6 + n % 3) * TIM, 12 * TIM) for n in range(10)]
    halv = build_tidrad(date(2015, 4, 20), start, slut)

    [fynd] = judge(*hela[:9], halv, villkor=when(hela_timmar_procent=90))
    nio = judge(*hela, halv, villkor=when(hela_timmar_procent=91))

    assert "90 % av tiderna, 9 av 10, börjar" in plain(fynd.text)
    assert fynd.matt == {"hela_timmar_antal": 9, "rader_antal": 10}
    assert fynd.tidrader == tuple(rad.id for rad in hela[:9])
    assert [f.utfall for f in nio] == [Utfall.GODKAND]


def test_the_same_times_every_day_is_a_hint():
    [fynd] = judge(*alike(10))

    assert plain(fynd.text) == "I rapport R-1 för LSS-9F3C gäller att 100 % av dagarna, 10 av 10, har samma tider."


def test_one_day_of_another_length_is_enough():
    assert [f.utfall for f in judge(*alike(10), build_tidrad(date(2015, 4, 20), 8 * TIM + 20, 12 * TIM))] == [
        Utfall.GODKAND
    ]


@pytest.mark.parametrize("annat", [{"tidstyp": "beredskap"}, {"dubbel": True}], ids=["kind", "double"])
def test_another_kind_of_time_is_another_time(annat):
    lika = alike(9)
    annan = build_tidrad(date(2015, 4, 20), 8 * TIM + 15, 12 * TIM, **annat)

    [fynd] = judge(*lika, annan, villkor=when(samma_tider_procent=90))

    assert [f.utfall for f in judge(*lika, annan)] == [Utfall.GODKAND]
    assert "90 % av dagarna, 9 av 10, har samma tider" in plain(fynd.text)
    assert fynd.matt == {"lika_dagar_antal": 9, "dagar_antal": 10}
    assert fynd.tidrader == tuple(rad.id for rad in lika)


def test_a_share_just_short_of_the_limit_is_no_pattern():
    dagar = [*alike(11), build_tidrad(date(2015, 4, 20), 8 * TIM + 20, 12 * TIM)]

    assert [f.utfall for f in judge(*dagar, villkor=when(samma_tider_procent=91))] == [Utfall.VARNING]
    assert [f.utfall for f in judge(*dagar, villkor=when(samma_tider_procent=92))] == [Utfall.GODKAND]


def test_two_days_can_be_alike_and_one_cannot():
    lagst = when(minst_rader_antal=1, samma_tider_procent=1)

    assert [f.matt for f in judge(*alike(2), villkor=lagst)] == [{"lika_dagar_antal": 2, "dagar_antal": 2}]
    assert [f.utfall for f in judge(*alike(1), villkor=lagst)] == [Utfall.GODKAND]


def test_whole_hours_and_the_same_times_are_said_apart():
    timmar, dagar = judge(*alike(10, 8 * TIM))

    assert "hela timmar" in timmar.text
    assert "samma tider" in dagar.text


def test_a_short_report_gives_no_hint():
    assert [f.utfall for f in judge(*alike(9, 8 * TIM))] == [Utfall.GODKAND]


def weekly(veckor):
    """Every Wednesday and Friday its own times."""
    onsdagar = [build_tidrad(APRIL + timedelta(weeks=n), 8 * TIM + 15, 12 * TIM) for n in range(veckor)]
    fredagar = [build_tidrad(date(2015, 4, 3) + timedelta(weeks=n), 9 * TIM + 10, 12 * TIM) for n in range(veckor)]
    kvallar = [build_tidrad(rad.datum, 18 * TIM + 5, 20 * TIM) for rad in fredagar]
    return [*onsdagar, *fredagar, *kvallar]


def test_the_same_week_after_week_is_a_hint():
    [fynd] = judge(*weekly(4))

    assert plain(fynd.text) == (
        "I rapport R-1 för LSS-9F3C gäller att varje vecka har samma tider på samma veckodag (onsdag och fredag)."
    )
    assert fynd.matt == {"veckor_antal": 4, "dagar_antal": 8}


def test_too_few_weeks_or_one_day_that_differs_is_no_pattern():
    annan = build_tidrad(date(2015, 4, 29), 8 * TIM + 16, 12 * TIM)

    assert [f.utfall for f in judge(*weekly(3))] == [Utfall.GODKAND]
    assert [f.utfall for f in judge(*weekly(4), annan)] == [Utfall.GODKAND]


def test_the_weekday_with_the_fewest_weeks_decides():
    femte = build_tidrad(date(2015, 4, 29), 8 * TIM + 15, 12 * TIM)

    [fynd] = judge(*weekly(4), femte)

    assert fynd.matt == {"veckor_antal": 4, "dagar_antal": 9}
    assert fynd.tidrader == tuple(rad.id for rad in sorted([*weekly(4), femte], key=lambda rad: rad.borjar))
    assert [f.utfall for f in judge(*weekly(4), femte, villkor=when(veckor_lika_antal=5))] == [Utfall.GODKAND]


def months(*minuter):
    return {
        "manadstal": tuple(
            Manadstal(manad=date(2015, 4 - n, 1), assistenter=1, minuter=m) for n, m in enumerate(reversed(minuter))
        )[::-1]
    }


def test_exactly_the_granted_three_months_running_is_a_hint():
    [fynd] = judge(**months(2400, 2400, 2400))

    assert plain(fynd.text) == ("Tiden för LSS-9F3C är exakt den beviljade tre månader i rad, den här månaden 40 tim.")
    assert fynd.matt == {"manader_antal": 3, "rapporterade_minuter": 2400}


@pytest.mark.parametrize("minuter", [(2400, 2400), (2400, 2399, 2400), (2400, 2400, 2401)])
def test_a_minute_off_breaks_the_row(minuter):
    assert [f.utfall for f in judge(**months(*minuter))] == [Utfall.GODKAND]


def granted(*beslut):
    return {"brukare": build_brukare(beslutsrader=tuple(build_beslutsrad(**rad) for rad in beslut))}


def test_the_time_of_this_month_is_the_one_that_is_told():
    fore = {"timmar": Decimal(40), "tom": date(2015, 3, 31)}

    [fynd] = judge(**months(2400, 2400, 2400, 1800), **granted(fore, {"timmar": Decimal(30), "fran": APRIL}))

    assert fynd.matt == {"manader_antal": 4, "rapporterade_minuter": 1800}
    assert fynd.rader == ("rapport R-1",)
    assert fynd.redovisning == 1


def test_a_part_of_a_minute_is_no_difference():
    nagot_mer = {"timmar": Decimal("40.01")}

    assert [f.matt["manader_antal"] for f in judge(**months(2400, 2401, 2400), **granted(nagot_mer))] == [3]


def test_a_temporary_extension_is_granted_too_and_what_the_state_grants_is_not():
    utokat = granted({"timmar": Decimal(30)}, {"timmar": Decimal(10), "typ": "tillfallig_utokning"})
    statens = granted({"timmar": Decimal(40), "typ": "assistansersattning"})

    assert [f.utfall for f in judge(**months(2400, 2400, 2400), **utokat)] == [Utfall.VARNING]
    assert [f.utfall for f in judge(**months(2400, 2400, 2400), **statens)] == [Utfall.GODKAND]


def test_nothing_granted_and_nothing_reported_is_no_pattern():
    assert [f.utfall for f in judge(**months(0, 0, 0), **granted())] == [Utfall.GODKAND]


def test_a_month_without_reports_breaks_the_row():
    utan_mars = [tal for tal in months(2400, 2400, 2400, 2400)["manadstal"] if tal.manad != date(2015, 3, 1)]

    assert [f.utfall for f in judge(manadstal=tuple(utan_mars))] == [Utfall.GODKAND]


def test_one_month_is_said_in_the_singular():
    [fynd] = judge(villkor=when(exakt_beviljat_manader=1), **months(2399, 2400))

    assert "exakt den beviljade en månad i rad" in plain(fynd.text)


def test_no_month_is_no_row_however_low_the_limit():
    assert [f.utfall for f in judge(villkor=when(exakt_beviljat_manader=0))] == [Utfall.GODKAND]


def test_a_report_without_rows_has_no_pattern_however_low_the_limits():
    tom = build_rapport(rader=(), kod="R-2")
    lagst = Villkor(Allvar.VARNING, dict.fromkeys(VILLKOR.parametrar, 0) | {"hela_timmar_procent": 101})

    fynd = list(regelbundna_tider(with_dossier(rapporter=(build_rapport(), tom)), lagst))

    assert {f.text for f in fynd if "R-2" in f.text} == set()


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in regelbundna_tider(with_dossier(rapporter=()), VILLKOR)] == [Utfall.EJ_BEDOMD]
