from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.anmalan_till_ivo import anmalan_till_ivo
from kontroller.tests.bygg import (
    STOPP,
    build_anordnare,
    build_brukare,
    build_fakta,
    build_redovisning,
    build_tillstand,
    build_uppdrag,
    kr,
    plain,
    with_dossier,
)


def employer(*fran, fyller_18=date(1998, 1, 1), **anmalan):
    """A person who is the employer, with notifications to IVO from these days."""
    anmalda = tuple(build_tillstand(id=n, typ="anmalan", fran=dag, **anmalan) for n, dag in enumerate(fran, 1))
    redovisning = build_redovisning(
        uppdrag=(build_uppdrag(avtalsform="C"),), brukare=build_brukare(fyller_18=fyller_18)
    )
    return build_fakta(anordnare=build_anordnare(tillstand=anmalda), redovisningar=(redovisning,))


def test_a_notification_of_the_first_day_agrees():
    [fynd] = anmalan_till_ivo(employer(date(2015, 4, 1)), STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == "Anmälan till IVO från 1 april 2015 är gjord i tid för LSS-9F3C i april 2015."


def test_a_notification_after_the_first_row_is_found():
    [fynd] = anmalan_till_ivo(employer(date(2015, 4, 3)), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "LSS-9F3C har tidrader från den 1 april 2015 utan anmälan till IVO dessförinnan: "
        "den första är från 3 april 2015."
    )
    assert fynd.matt == {"forsta_tidrad_datum": date(2015, 4, 1), "forsta_anmalan_datum": date(2015, 4, 3)}
    assert fynd.tidrader == (10_480, 20_480)
    assert fynd.kronor == kr("2272.00")


def test_no_notification_is_found():
    [fynd] = anmalan_till_ivo(employer(), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text.endswith("ingen anmälan finns i registret.")
    assert fynd.kronor == kr("11360.00")


def test_a_banned_employer_has_no_notification():
    [fynd] = anmalan_till_ivo(employer(date(2014, 1, 1), status="forbud"), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE


def test_the_day_before_the_birthday_needs_no_renewal():
    [fynd] = anmalan_till_ivo(employer(date(2014, 1, 1), fyller_18=date(2015, 4, 11)), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_rows_from_the_birthday_need_a_new_notification():
    [fynd] = anmalan_till_ivo(employer(date(2014, 1, 1), fyller_18=date(2015, 4, 10)), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "Anmälan till IVO för LSS-9F3C är inte förnyad efter 18-årsdagen, som tidraderna den 10 april 2015 kräver."
    )
    assert fynd.rader == ("rapport R-1 2015-04-10 08:00–12:00",)


def test_a_notification_on_the_birthday_renews():
    [fynd] = anmalan_till_ivo(employer(date(2014, 1, 1), date(2015, 4, 6), fyller_18=date(2015, 4, 6)), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_the_days_between_birthday_and_renewal_are_found():
    [fynd] = anmalan_till_ivo(employer(date(2014, 1, 1), date(2015, 4, 9), fyller_18=date(2015, 4, 6)), STOPP)

    assert fynd.matt == {"dagar_utan_fornyad_anmalan": 3}


def test_other_forms_are_not_concerned():
    [fynd] = anmalan_till_ivo(with_dossier(), STOPP)

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG
    assert fynd.text == "LSS-9F3C har avtalsform D, som kontrollen inte gäller."


def test_missing_data_is_not_judged():
    utan_rapport = with_dossier(uppdrag=(build_uppdrag(avtalsform="C"),), rapporter=())

    assert [f.utfall for f in anmalan_till_ivo(build_fakta(anordnare=None), STOPP)] == [Utfall.EJ_BEDOMD]
    assert [f.utfall for f in anmalan_till_ivo(utan_rapport, STOPP)] == [Utfall.EJ_BEDOMD]
    assert [f.utfall for f in anmalan_till_ivo(with_dossier(uppdrag=()), STOPP)] == [Utfall.EJ_BEDOMD]


def test_of_several_notifications_the_first_is_held_against_the_first_row():
    [i_tid] = anmalan_till_ivo(employer(date(2015, 3, 1), date(2015, 4, 20)), STOPP)
    [sent] = anmalan_till_ivo(employer(date(2015, 4, 2), date(2015, 4, 20)), STOPP)

    assert plain(i_tid.text).startswith("Anmälan till IVO från 1 mars 2015")
    assert i_tid.matt == {"forsta_tidrad_datum": date(2015, 4, 1), "forsta_anmalan_datum": date(2015, 3, 1)}
    assert plain(sent.text).endswith("den första är från 2 april 2015.")
    assert sent.matt == {"forsta_tidrad_datum": date(2015, 4, 1), "forsta_anmalan_datum": date(2015, 4, 2)}
    assert sent.tidrader == (10_480,)
