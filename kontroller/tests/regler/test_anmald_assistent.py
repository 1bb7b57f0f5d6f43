from dataclasses import replace
from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.anmald_assistent import anmald_assistent
from kontroller.tests.bygg import STOPP, build_assistent, build_rapport, kr, plain, with_dossier


def registered(*, assistent=None, **registrering):
    return with_dossier(rapporter=(build_rapport(assistent=assistent or build_assistent(**registrering)),))


def judge(fakta):
    return list(anmald_assistent(fakta, STOPP))


def test_a_notification_on_the_first_day_agrees():
    [fynd] = judge(registered(fran=date(2015, 4, 1), anmald_11a=date(2015, 4, 1)))

    assert fynd.utfall == Utfall.GODKAND


def test_nobody_registered_is_found():
    [fynd] = judge(registered(assistent=replace(build_assistent(), registreringar=())))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) är inte registrerad hos anordnaren den 1–10 april 2015."
    )
    assert fynd.kronor == kr("11360.00")


def test_the_days_outside_the_registration_are_found():
    [fynd] = judge(registered(fran=date(2015, 4, 2), tom=date(2015, 4, 9)))

    assert fynd.matt == {"dagar_utan_registrering": 2}
    assert fynd.tidrader == (10_480, 100_480)


def test_a_notification_after_the_first_row_is_found():
    [fynd] = judge(registered(anmald_11a=date(2015, 4, 3)))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) har tidrader från den 1 april 2015, men är anmäld först 3 april 2015."
    )
    assert fynd.matt == {"forsta_tidrad_datum": date(2015, 4, 1), "anmald_datum": date(2015, 4, 3)}
    assert fynd.tidrader == (10_480, 20_480)


def test_a_missing_notification_is_found():
    [fynd] = judge(registered(anmald_11a=None))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text).endswith("men någon dag för anmälan är inte registrerad.")


def test_a_later_registration_takes_over():
    forst, sedan = (
        build_assistent(tom=date(2015, 4, 5)).registreringar[0],
        build_assistent(fran=date(2015, 4, 6), anmald_11a=date(2015, 4, 6)).registreringar[0],
    )

    [fynd] = judge(registered(assistent=replace(build_assistent(), registreringar=(forst, sedan))))

    assert fynd.utfall == Utfall.GODKAND


def test_a_registration_for_the_person_does_not_undo_the_one_for_all():
    alla, personen = (
        build_assistent().registreringar[0],
        build_assistent(anmald_11a=date(2015, 4, 5)).registreringar[0],
    )

    [fynd] = judge(registered(assistent=replace(build_assistent(), registreringar=(alla, personen))))

    assert fynd.utfall == Utfall.GODKAND


def test_the_first_of_several_late_notifications_is_the_one_named():
    sent, senare = (
        build_assistent(anmald_11a=date(2015, 4, 8)).registreringar[0],
        build_assistent(anmald_11a=date(2015, 4, 9)).registreringar[0],
    )

    [fynd] = judge(registered(assistent=replace(build_assistent(), registreringar=(senare, sent))))

    assert fynd.matt["anmald_datum"] == date(2015, 4, 8)
    assert len(fynd.tidrader) == 7


def test_every_report_is_judged_for_itself():
    okand = build_rapport(id=2, kod="R-2", assistent=build_assistent(202, anmald_11a=None))

    [fynd] = judge(with_dossier(rapporter=(build_rapport(), okand)))

    assert "(rapport R-2)" in fynd.text


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in judge(with_dossier(rapporter=()))] == [Utfall.EJ_BEDOMD]
