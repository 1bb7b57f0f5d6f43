from datetime import date, timedelta
from decimal import Decimal

from kontroller.fakta import IntygadTid
from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.tillfallig_utokning import tillfallig_utokning
from kontroller.tests.bygg import (
    APRIL,
    TIM,
    build_annat_pass,
    build_beslutsrad,
    build_brukare,
    build_personmanad,
    build_rapport,
    build_tidrad,
    kr,
    plain,
    with_dossier,
)

VILLKOR = Villkor(Allvar.STOPP, {"dagar_efter": 92})


def extended(*, timmar=8, fran=date(2015, 4, 1), tom=date(2015, 4, 30), certified=40 * TIM, ordinary=40, **mer):
    """Ordinary 40 hours and an extension, which by default covers April; four hours a day on 1–10 April."""
    utokning = build_beslutsrad(id=2, typ="tillfallig_utokning", timmar=Decimal(timmar), fran=fran, tom=tom)
    return with_dossier(
        brukare=build_brukare(beslutsrader=(build_beslutsrad(timmar=Decimal(ordinary)), utokning)),
        personmanad=build_personmanad(intygat=(IntygadTid(tidstyp="aktiv", dubbel=False, minuter=certified),)),
        **mer,
    )


def test_a_person_without_extension_is_not_concerned():
    [fynd] = tillfallig_utokning(with_dossier(), VILLKOR)

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG


def test_time_within_the_ordinary_decision_agrees():
    [fynd] = tillfallig_utokning(extended(), VILLKOR)

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == "40 tim aktiv tid är intygad för LSS-9F3C i april 2015, inom ordinarie beslut."


def test_exactly_the_extension_agrees():
    [fynd] = tillfallig_utokning(extended(certified=48 * TIM), VILLKOR)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt["utokning_minuter"] == 8 * TIM


def test_a_minute_above_the_extension_is_found():
    [fynd] = tillfallig_utokning(extended(certified=48 * TIM + 1), VILLKOR)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "48 tim 1 min aktiv tid är intygad för LSS-9F3C i april 2015, 8 tim 1 min mer än ordinarie beslut ger, "
        "men den tillfälliga utökningen ger 8 tim för månaden."
    )
    assert fynd.matt == {
        "intygade_minuter": 48 * TIM + 1,
        "ordinarie_minuter": 40 * TIM,
        "utokning_minuter": 8 * TIM,
        "utforda_under_utokningen_minuter": 40 * TIM,
    }
    assert fynd.kronor == kr("4.73")


def test_the_time_must_be_worked_while_the_extension_is_in_force():
    # The extension grants more than enough, but only the rows of 9 and 10 April fall within it.
    fakta = extended(timmar=300, fran=date(2015, 4, 9), tom=date(2015, 4, 30), certified=48 * TIM + 1)

    [fynd] = tillfallig_utokning(fakta, VILLKOR)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.matt["utforda_under_utokningen_minuter"] == 8 * TIM
    assert "8 tim är utförda medan den tillfälliga utökningen gällde" in plain(fynd.text)


def test_time_with_another_provider_counts_as_worked_in_force():
    passet = build_annat_pass(date(2015, 4, 20), 8 * TIM, 8 * TIM + 1, brukare=1)
    fakta = extended(
        timmar=300,
        fran=date(2015, 4, 9),
        tom=date(2015, 4, 30),
        certified=48 * TIM + 1,
        brukarens_andra_pass=(passet,),
    )

    [fynd] = tillfallig_utokning(fakta, VILLKOR)

    assert fynd.utfall == Utfall.GODKAND


def test_time_that_goes_on_after_the_extension_ended_is_found():
    [fynd] = tillfallig_utokning(extended(fran=date(2015, 1, 1), tom=date(2015, 3, 31), certified=44 * TIM), VILLKOR)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.matt["utokning_minuter"] == 0
    assert fynd.kronor == kr("1136.00")


def test_an_extension_long_ago_no_longer_counts():
    gransen = APRIL - timedelta(days=92)
    nyss, lange_sedan = gransen, gransen - timedelta(days=1)

    [raknas] = tillfallig_utokning(extended(fran=date(2014, 1, 1), tom=nyss, certified=44 * TIM), VILLKOR)
    [forbi] = tillfallig_utokning(extended(fran=date(2014, 1, 1), tom=lange_sedan, certified=44 * TIM), VILLKOR)

    assert raknas.utfall == Utfall.AVVIKELSE
    assert forbi.utfall == Utfall.EJ_TILLAMPLIG


def test_an_extension_from_the_last_day_of_the_month_is_concerned():
    [fynd] = tillfallig_utokning(extended(timmar=30, fran=date(2015, 4, 30), tom=None, certified=41 * TIM), VILLKOR)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.matt["utokning_minuter"] == TIM


def test_an_extension_that_begins_next_month_is_not_concerned():
    [fynd] = tillfallig_utokning(extended(fran=date(2015, 5, 1), tom=None, certified=44 * TIM), VILLKOR)

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG


def test_another_kind_of_time_is_not_worked_under_the_extension():
    rader = (build_tidrad(date(2015, 4, 2), tidstyp="vantetid"),)

    [fynd] = tillfallig_utokning(extended(certified=41 * TIM, rapporter=(build_rapport(rader=rader),)), VILLKOR)

    assert fynd.matt["utforda_under_utokningen_minuter"] == 0


def test_waiting_time_beyond_the_extension_is_priced_as_a_fourth():
    utokning = build_beslutsrad(id=2, typ="tillfallig_utokning", tidstyp="vantetid", timmar=Decimal(1))
    ordinarie = build_beslutsrad(tidstyp="vantetid", timmar=Decimal(1))
    rader = (build_tidrad(APRIL, 0, 6 * TIM, tidstyp="vantetid"),)
    fakta = with_dossier(
        brukare=build_brukare(beslutsrader=(ordinarie, utokning)),
        rapporter=(build_rapport(rader=rader),),
        personmanad=build_personmanad(intygat=(IntygadTid(tidstyp="vantetid", dubbel=False, minuter=6 * TIM),)),
    )

    [fynd] = [f for f in tillfallig_utokning(fakta, VILLKOR) if f.utfall == Utfall.AVVIKELSE]

    assert fynd.kronor == kr("284.00")


def test_less_than_the_ordinary_decision_gives_is_within_it():
    [fynd] = tillfallig_utokning(extended(certified=30 * TIM), VILLKOR)

    assert plain(fynd.text) == "30 tim aktiv tid är intygad för LSS-9F3C i april 2015, inom ordinarie beslut."


def test_time_with_another_provider_counts_as_worked_by_its_length():
    """Eight hours above the ordinary, all granted for one day; four were worked on it, with another provider."""
    dagen = date(2015, 4, 20)
    fakta = extended(
        timmar=240,
        fran=dagen,
        tom=dagen,
        certified=48 * TIM,
        brukarens_andra_pass=(build_annat_pass(dagen, 8 * TIM, 12 * TIM, assistent=202),),
    )

    [fynd] = [f for f in tillfallig_utokning(fakta, VILLKOR) if f.utfall == Utfall.AVVIKELSE]

    assert fynd.matt["utforda_under_utokningen_minuter"] == 4 * TIM
    assert fynd.kronor == kr("1136.00")
