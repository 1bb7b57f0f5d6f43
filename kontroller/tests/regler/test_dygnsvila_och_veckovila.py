from datetime import date

from kontroller.regel import REGLER, Allvar, Utfall
from kontroller.regler.dygnsvila_och_veckovila import dygnsvila_och_veckovila
from kontroller.tests.bygg import (
    TIM,
    build_assistent,
    build_fakta,
    build_rapport,
    build_redovisning,
    build_tidrad,
    plain,
    with_dossier,
    with_rows,
)
from kontroller.tests.bygg_arbetstid import conditions

MANDAG = date(2015, 4, 13)


def judge(fakta):
    return list(dygnsvila_och_veckovila(fakta, conditions(Allvar.INFO, dygnsvila_och_veckovila)))


def night(start, **mer):
    """A shift from a Monday evening, split at midnight, to the next morning's hour."""
    return (
        build_tidrad(MANDAG, start * TIM, 24 * TIM, **mer),
        build_tidrad(date(2015, 4, 14), 0, mer.pop("slut", 8) * TIM, **mer),
    )


def test_thirteen_hours_leave_eleven_of_rest():
    [fynd] = judge(with_rows(*night(19)))

    assert fynd.utfall == Utfall.GODKAND


def test_a_minute_more_is_told_and_said_to_be_no_ground():
    _, tidig = night(19)

    [fynd] = judge(with_rows(build_tidrad(MANDAG, 19 * TIM - 1, 24 * TIM), tidig))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) har en gång arbetat så att 11 tim dygnsvila inte ryms. Längst är "
        "13 tim 1 min från den 13 april. Det är ingen grund för att inte betala."
    )
    assert len(fynd.tidrader) == 2


def test_a_short_break_is_no_rest():
    delar = (
        build_tidrad(MANDAG, 8 * TIM, 12 * TIM),
        build_tidrad(MANDAG, 21 * TIM, 24 * TIM),
    )

    [fynd] = judge(with_rows(*delar))

    assert fynd.matt["langsta_minuter"] == 16 * TIM


def test_standby_at_home_is_rest_and_waiting_time_is_not():
    for tidstyp, utfall in (("beredskap", Utfall.GODKAND), ("vantetid", Utfall.VARNING)):
        delar = (build_tidrad(MANDAG, 6 * TIM, 14 * TIM), build_tidrad(MANDAG, 14 * TIM, 24 * TIM, tidstyp=tidstyp))

        assert [f.utfall for f in judge(with_rows(*delar))] == [utfall]


def test_seven_days_without_36_hours_off_are_told():
    dagar = [build_tidrad(date(2015, 4, dag), id=dag) for dag in range(13, 20)]

    fynd = judge(with_rows(*dagar))
    [fem_dagar] = judge(with_rows(*dagar[:5]))

    assert any("36 tim veckovila" in plain(f.text) for f in fynd)
    assert fem_dagar.utfall == Utfall.GODKAND


def test_two_assistants_rest_each_for_herself():
    ett, tva = night(13)
    rapporter = (
        build_rapport(rader=(ett,)),
        build_rapport(id=2, kod="R-2", assistent=build_assistent(202), rader=(tva,)),
    )

    [fynd] = judge(with_dossier(rapporter=rapporter))

    assert fynd.utfall == Utfall.GODKAND


def test_it_is_a_hint_and_changes_no_outcome():
    assert REGLER["F06", 1].tips


def test_exactly_eleven_hours_between_two_shifts_are_rest():
    fore = build_tidrad(MANDAG, 6 * TIM, 14 * TIM)

    [fynd] = judge(with_rows(fore, build_tidrad(date(2015, 4, 14), 1 * TIM, 9 * TIM)))
    [for_kort] = judge(with_rows(fore, build_tidrad(date(2015, 4, 14), 1 * TIM - 1, 9 * TIM)))

    assert fynd.utfall == Utfall.GODKAND
    assert for_kort.matt == {"ganger_antal": 1, "langsta_minuter": 27 * TIM, "vila_minuter": 11 * TIM}


def test_a_week_has_room_for_132_hours_without_36_off_and_no_minute_more():
    dagar = [build_tidrad(date(2015, 4, dag), id=dag) for dag in range(13, 18)]

    [ryms] = judge(with_rows(*dagar, build_tidrad(date(2015, 4, 18), 16 * TIM, 20 * TIM)))
    [over] = judge(with_rows(*dagar, build_tidrad(date(2015, 4, 18), 16 * TIM, 20 * TIM + 1)))

    assert ryms.utfall == Utfall.GODKAND
    assert over.matt == {"ganger_antal": 1, "langsta_minuter": 132 * TIM + 1, "vila_minuter": 36 * TIM}


def test_a_person_after_one_without_reports_is_looked_at():
    tom, annan = build_redovisning(rapporter=()), build_redovisning(id=2)

    fynd = judge(build_fakta(redovisningar=(tom, annan)))

    assert [(f.redovisning, f.utfall) for f in fynd] == [(1, Utfall.EJ_BEDOMD), (2, Utfall.VARNING)]


def test_a_third_stretch_of_work_is_its_own():
    """Each stretch is held against the rest before it, not against the first of the month."""
    dagar = [build_tidrad(date(2015, 4, dag), 8 * TIM, 16 * TIM, id=dag) for dag in (13, 14)]
    sist = (
        build_tidrad(date(2015, 4, 15), 8 * TIM, 16 * TIM, id=15),
        build_tidrad(date(2015, 4, 15), 20 * TIM, 24 * TIM),
    )

    [fynd] = judge(with_rows(*dagar, *sist))

    assert fynd.matt["langsta_minuter"] == 16 * TIM


def test_a_row_within_another_does_not_shorten_the_stretch():
    lang, inuti = build_tidrad(MANDAG, 6 * TIM, 20 * TIM), build_tidrad(MANDAG, 8 * TIM, 9 * TIM)

    [fynd] = judge(with_rows(lang, inuti))

    assert fynd.matt["langsta_minuter"] == 14 * TIM
