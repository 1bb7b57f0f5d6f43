from datetime import date, timedelta
from decimal import Decimal

import pytest

from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.natter_utan_tid import natter_utan_tid
from kontroller.tests.bygg import (
    APRIL,
    TIM,
    build_annat_pass,
    build_beslutsrad,
    build_brukare,
    build_rapport,
    build_tidrad,
    build_vistelse,
    plain,
    with_dossier,
)

VILLKOR = Villkor(Allvar.INFO, {"dygnet_runt_procent": 95, "natten_slutar_timme": 5, "minst_natter": 1})
DAGAR = [APRIL + timedelta(days=n) for n in range(30)]
TREDJE = date(2015, 4, 3)


def around_the_clock(*, utan=(), timmar=720, start=0, dubbel=False, vistelser=(), **mer):
    """Decisions for all of April, and time from `start` to 8 every night but those in `utan`."""
    rader = tuple(build_tidrad(dag, start, 8 * TIM) for dag in DAGAR if dag not in utan)
    beslut = build_beslutsrad(timmar=Decimal(timmar), dubbel=dubbel)
    return with_dossier(
        rapporter=(build_rapport(rader=rader),),
        brukare=build_brukare(beslutsrader=(beslut,), vistelser=vistelser),
        **mer,
    )


def judge(**mer):
    return list(natter_utan_tid(around_the_clock(**mer), VILLKOR))


def test_time_every_night_agrees():
    [fynd] = judge()

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == "Det finns tid varje natt för LSS-9F3C i april 2015."
    assert fynd.redovisning == 1


def test_a_night_without_time_is_a_hint():
    [fynd] = judge(utan=(TREDJE,))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "Besluten för LSS-9F3C gäller hela dygnet, men ingen tid är redovisad mellan midnatt och klockan 5 en natt: "
        "den 3 april 2015."
    )
    assert fynd.matt == {"natter_utan_tid_antal": 1}
    assert fynd.redovisning == 1


def test_time_from_the_hour_when_the_night_ends_is_not_the_night():
    assert [f.utfall for f in judge(start=5 * TIM - 1)] == [Utfall.GODKAND]
    assert [f.matt for f in judge(start=5 * TIM)] == [{"natter_utan_tid_antal": 30}]
    assert [f.matt for f in judge(start=6 * TIM)] == [{"natter_utan_tid_antal": 30}]


def test_somebody_elses_time_fills_the_night():
    annat = build_annat_pass(TREDJE, 0, 6 * TIM)

    assert [f.utfall for f in judge(utan=(TREDJE,), brukarens_andra_pass=(annat,))] == [Utfall.GODKAND]


def test_a_night_elsewhere_is_not_counted_but_a_day_elsewhere_is():
    natten = build_vistelse((date(2015, 4, 2), 20 * TIM), (TREDJE, 8 * TIM))
    dagen = build_vistelse((TREDJE, 9 * TIM), (TREDJE, 15 * TIM))

    assert [f.utfall for f in judge(utan=(TREDJE,), vistelser=(natten,))] == [Utfall.GODKAND]
    assert [f.utfall for f in judge(utan=(TREDJE,), vistelser=(dagen,))] == [Utfall.VARNING]


@pytest.mark.parametrize(
    ("fran", "till", "utfall"),
    [
        ((TREDJE, 5 * TIM - 1), None, Utfall.GODKAND),
        ((TREDJE, 5 * TIM), None, Utfall.VARNING),
        ((date(2015, 4, 2), 0), (TREDJE, 1), Utfall.GODKAND),
        ((date(2015, 4, 2), 0), (TREDJE, 0), Utfall.VARNING),
        ((date(2015, 4, 2), 0), (date(2015, 4, 2), 12 * TIM), Utfall.VARNING),
    ],
    ids=[
        "a minute before the morning",
        "from the morning",
        "a minute past midnight",
        "until midnight",
        "the day before",
    ],
)
def test_a_minute_of_the_night_elsewhere_is_enough(fran, till, utfall):
    assert [f.utfall for f in judge(utan=(TREDJE,), vistelser=(build_vistelse(fran, till),))] == [utfall]


def judge_a_night_away_from(dag, klockslag, slutar):
    """One night of a month without time, and somebody who leaves at the clock time that night and stays away."""
    forsta = dag.replace(day=1)
    natter = tuple(build_tidrad(forsta + timedelta(days=n), 0, 8 * TIM) for n in range(31) if n + 1 != dag.day)
    brukare = build_brukare(
        beslutsrader=(build_beslutsrad(timmar=Decimal(745)),), vistelser=(build_vistelse((dag, klockslag), None),)
    )
    fakta = with_dossier(
        rapporter=(build_rapport(rader=natter),), brukare=brukare, manad=forsta, sista_dag=forsta.replace(day=31)
    )
    villkor = Villkor(Allvar.INFO, {**VILLKOR.parametrar, "natten_slutar_timme": slutar})
    return [f.utfall for f in natter_utan_tid(fakta, villkor)]


VARNATT, HOSTNATT = date(2015, 3, 29), date(2015, 10, 25)


@pytest.mark.parametrize(
    ("dag", "slutar", "sista"),
    [
        (VARNATT, 1, TIM - 1),
        (VARNATT, 2, 2 * TIM - 1),
        (VARNATT, 3, 2 * TIM - 1),
        (VARNATT, 5, 5 * TIM - 1),
        (HOSTNATT, 1, TIM - 1),
        (HOSTNATT, 2, 2 * TIM - 1),
        (HOSTNATT, 3, 3 * TIM - 1),
        (HOSTNATT, 5, 5 * TIM - 1),
    ],
)
def test_the_night_when_the_clocks_change_ends_when_the_clock_says_so(dag, slutar, sista):
    assert judge_a_night_away_from(dag, sista, slutar) == [Utfall.GODKAND]
    assert judge_a_night_away_from(dag, slutar * TIM, slutar) == [Utfall.VARNING]


@pytest.mark.parametrize(
    "annat",
    [
        build_annat_pass(TREDJE, 5 * TIM, 8 * TIM),
        build_annat_pass(TREDJE, 14 * TIM, 20 * TIM),
        build_annat_pass(date(2015, 4, 2), 0, 8 * TIM),
    ],
    ids=["from the morning", "in the afternoon", "another night"],
)
def test_somebody_elses_time_at_other_hours_fills_no_night(annat):
    assert [f.utfall for f in judge(utan=(TREDJE,), brukarens_andra_pass=(annat,))] == [Utfall.VARNING]


def test_as_many_nights_as_the_limit_says_are_a_hint():
    femte = date(2015, 4, 5)
    tva = Villkor(Allvar.INFO, {**VILLKOR.parametrar, "minst_natter": 2})

    [fynd] = natter_utan_tid(around_the_clock(utan=(TREDJE, femte)), tva)

    assert plain(fynd.text).endswith("mellan midnatt och klockan 5 två nätter: den 3 och 5 april 2015.")
    assert [f.utfall for f in natter_utan_tid(around_the_clock(utan=(TREDJE,)), tva)] == [Utfall.GODKAND]
    assert [f.utfall for f in natter_utan_tid(around_the_clock(utan=(TREDJE, femte, DAGAR[9])), tva)] == [
        Utfall.VARNING
    ]


def test_what_the_state_grants_is_not_the_municipalitys_day():
    beslut = build_beslutsrad(timmar=Decimal(720), typ="assistansersattning")

    fynd = natter_utan_tid(with_dossier(brukare=build_brukare(beslutsrader=(beslut,))), VILLKOR)

    assert [f.utfall for f in fynd] == [Utfall.EJ_TILLAMPLIG]


def test_decisions_for_part_of_the_day_are_no_matter_for_the_rule():
    assert [f.utfall for f in judge(utan=(TREDJE,), timmar=684)] == [Utfall.VARNING]
    [fynd] = judge(utan=(TREDJE,), timmar=683)

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG
    assert plain(fynd.text) == "Besluten för LSS-9F3C i april 2015 gäller inte hela dygnet."
    assert fynd.redovisning == 1
    assert [f.utfall for f in judge(utan=(TREDJE,), dubbel=True)] == [Utfall.EJ_TILLAMPLIG]


def test_no_night_without_time_is_no_hint_however_low_the_limit():
    lagst = Villkor(Allvar.INFO, {**VILLKOR.parametrar, "minst_natter": 0})

    assert [f.utfall for f in natter_utan_tid(around_the_clock(), lagst)] == [Utfall.GODKAND]


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in natter_utan_tid(with_dossier(rapporter=()), VILLKOR)] == [Utfall.EJ_BEDOMD]
