from datetime import date, timedelta
from decimal import Decimal

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
    assert [f.utfall for f in judge()] == [Utfall.GODKAND]


def test_a_night_without_time_is_a_hint():
    [fynd] = judge(utan=(TREDJE,))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "Besluten för LSS-9F3C gäller hela dygnet, men ingen tid är redovisad mellan midnatt och klockan 5 en natt: "
        "den 3 april 2015."
    )
    assert fynd.matt == {"natter_utan_tid_antal": 1}


def test_time_from_the_hour_when_the_night_ends_is_not_the_night():
    assert [f.utfall for f in judge(start=5 * TIM - 1)] == [Utfall.GODKAND]
    assert [f.matt for f in judge(start=5 * TIM)] == [{"natter_utan_tid_antal": 30}]


def test_somebody_elses_time_fills_the_night():
    annat = build_annat_pass(TREDJE, 0, 6 * TIM)

    assert [f.utfall for f in judge(utan=(TREDJE,), brukarens_andra_pass=(annat,))] == [Utfall.GODKAND]


def test_a_night_elsewhere_is_not_counted_but_a_day_elsewhere_is():
    natten = build_vistelse((date(2015, 4, 2), 20 * TIM), (TREDJE, 8 * TIM))
    dagen = build_vistelse((TREDJE, 9 * TIM), (TREDJE, 15 * TIM))

    assert [f.utfall for f in judge(utan=(TREDJE,), vistelser=(natten,))] == [Utfall.GODKAND]
    assert [f.utfall for f in judge(utan=(TREDJE,), vistelser=(dagen,))] == [Utfall.VARNING]


def test_decisions_for_part_of_the_day_are_no_matter_for_the_rule():
    assert [f.utfall for f in judge(utan=(TREDJE,), timmar=684)] == [Utfall.VARNING]
    assert [f.utfall for f in judge(utan=(TREDJE,), timmar=683)] == [Utfall.EJ_TILLAMPLIG]
    assert [f.utfall for f in judge(utan=(TREDJE,), dubbel=True)] == [Utfall.EJ_TILLAMPLIG]


def test_no_night_without_time_is_no_hint_however_low_the_limit():
    lagst = Villkor(Allvar.INFO, {**VILLKOR.parametrar, "minst_natter": 0})

    assert [f.utfall for f in natter_utan_tid(around_the_clock(), lagst)] == [Utfall.GODKAND]


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in natter_utan_tid(with_dossier(rapporter=()), VILLKOR)] == [Utfall.EJ_BEDOMD]
