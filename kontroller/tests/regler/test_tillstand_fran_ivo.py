from datetime import date

import pytest

from kontroller.fakta import Tidrad
from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.tillstand_fran_ivo import tillstand_fran_ivo
from kontroller.tests.bygg import (
    build_anordnare,
    build_days,
    build_fakta,
    build_rapport,
    build_redovisning,
    build_tidrad,
    build_tillstand,
    build_uppdrag,
    kr,
    plain,
)

VILLKOR = Villkor(Allvar.STOPP, {"dagar_efter_besked": 14})


def permitted(*tillstand, **dossier):
    """The clean case with these rows in IVO's register."""
    return build_fakta(anordnare=build_anordnare(tillstand=tillstand), redovisningar=(build_redovisning(**dossier),))


def judge(fakta):
    return list(tillstand_fran_ivo(fakta, VILLKOR))


def february(*dagar: int) -> tuple[Tidrad, ...]:
    return tuple(build_tidrad(date(2023, 2, dag)) for dag in dagar)


def test_a_permit_on_every_day_agrees():
    [fynd] = judge(permitted(build_tillstand()))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == (
        "Anordnaren har tillstånd från IVO på 10 av 10 dagar med tidrader för LSS-9F3C i april 2015."
    )


def test_both_end_days_of_a_permit_count():
    [fynd] = judge(permitted(build_tillstand(fran=date(2015, 4, 1), tom=date(2015, 4, 10))))

    assert fynd.utfall == Utfall.GODKAND


def test_the_days_outside_a_permit_are_found():
    [fynd] = judge(permitted(build_tillstand(fran=date(2015, 4, 2), tom=date(2015, 4, 9))))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "Anordnaren har inget gällande tillstånd från IVO den 1 och 10 april 2015, när LSS-9F3C har 8 tim rapporterade."
    )
    assert fynd.matt == {"dagar_utan": 2, "rapporterade_minuter": 480}
    assert fynd.tidrader == (10_480, 100_480)
    assert fynd.kronor == kr("2272.00")


def test_no_row_at_all_is_found():
    [fynd] = judge(permitted())

    assert fynd.matt["dagar_utan"] == 10


def test_a_notification_is_no_permit():
    [fynd] = judge(permitted(build_tillstand(typ="anmalan")))

    assert fynd.utfall == Utfall.AVVIKELSE


def test_a_day_is_covered_by_any_row_in_force():
    [fynd] = judge(
        permitted(
            build_tillstand(tom=date(2015, 4, 4), status="aterkallat"),
            build_tillstand(id=2, fran=date(2015, 4, 5)),
        )
    )

    assert fynd.utfall == Utfall.GODKAND


@pytest.mark.parametrize(
    ("status", "tom", "utfall"),
    [
        ("beviljat", None, Utfall.GODKAND),
        ("inhiberat", None, Utfall.GODKAND),
        ("forbud", None, Utfall.AVVIKELSE),
        ("aterkallat", date(2015, 4, 10), Utfall.GODKAND),
        ("upphort", date(2015, 4, 10), Utfall.GODKAND),
        ("aterkallat", date(2015, 4, 9), Utfall.AVVIKELSE),
        ("upphort", date(2015, 4, 9), Utfall.AVVIKELSE),
        ("aterkallat", None, Utfall.EJ_BEDOMD),
        ("upphort", None, Utfall.EJ_BEDOMD),
    ],
)
def test_what_each_status_means(status, tom, utfall):
    [fynd] = judge(permitted(build_tillstand(status=status, tom=tom)))

    assert fynd.utfall == utfall


def test_a_revoked_permit_that_begins_later_says_nothing_of_the_days_before():
    [fynd] = judge(permitted(build_tillstand(status="aterkallat", fran=date(2015, 5, 1))))

    assert fynd.utfall == Utfall.AVVIKELSE


def test_a_revoked_permit_without_a_last_day_is_unclear_from_its_first():
    oklart, utan = judge(permitted(build_tillstand(status="aterkallat", fran=date(2015, 4, 10))))

    assert (oklart.utfall, oklart.tidrader) == (Utfall.EJ_BEDOMD, (100_480,))
    assert plain(oklart.text) == (
        "I registret saknas sista dagen för det återkallade eller upphörda tillståndet från IVO, "
        "så det går inte att säga vad som gällde den 10 april 2015 för LSS-9F3C."
    )
    assert (utan.utfall, utan.matt["dagar_utan"]) == (Utfall.AVVIKELSE, 9)


def test_a_ban_is_not_softened_by_an_unclear_row():
    [fynd] = judge(permitted(build_tillstand(status="aterkallat"), build_tillstand(id=2, status="forbud")))

    assert fynd.utfall == Utfall.AVVIKELSE


# Revoked 31 January, told 6 February: payable through 20 February, which is B02's to say.


def revoked(told, *dagar):
    return permitted(
        build_tillstand(status="aterkallat", tom=date(2023, 1, 31)),
        manad=date(2023, 2, 1),
        sista_dag=date(2023, 2, 28),
        uppdrag=(build_uppdrag(informerad_om_upphort=told),),
        rapporter=(build_rapport(rader=february(*dagar)),),
    )


def test_two_weeks_after_the_person_was_told_are_left_to_b02():
    [fynd] = judge(revoked(date(2023, 2, 6), 1, 20))

    assert fynd.utfall == Utfall.GODKAND
    assert "på 0 av 2 dagar" in plain(fynd.text)
    assert "och övriga dagar prövas i B02" in fynd.text


def test_the_fifteenth_day_is_found():
    [fynd] = judge(revoked(date(2023, 2, 6), 20, 21))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.rader == ("rapport R-1 2023-02-21 08:00–12:00",)


def test_a_day_without_permit_is_found_when_nobody_knows_that_the_person_was_told():
    [fynd] = judge(revoked(None, 1))

    assert fynd.utfall == Utfall.AVVIKELSE


def test_the_two_weeks_do_not_exist_before_november_2021():
    fakta = permitted(
        build_tillstand(status="aterkallat", tom=date(2015, 4, 5)),
        uppdrag=(build_uppdrag(informerad_om_upphort=date(2015, 4, 5)),),
    )

    [fynd] = judge(fakta)

    assert fynd.matt["dagar_utan"] == 5


def test_an_expired_permit_gives_no_two_weeks():
    fakta = permitted(
        build_tillstand(tom=date(2023, 1, 31)),
        manad=date(2023, 2, 1),
        sista_dag=date(2023, 2, 28),
        uppdrag=(build_uppdrag(informerad_om_upphort=date(2023, 2, 6)),),
        rapporter=(build_rapport(rader=february(7)),),
    )

    [fynd] = judge(fakta)

    assert fynd.utfall == Utfall.AVVIKELSE


# Forms of agreement


def test_the_municipalitys_own_staff_needs_no_permit():
    [fynd] = judge(permitted(uppdrag=(build_uppdrag(avtalsform="A"),)))

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG


def test_a_month_that_changes_form_is_judged_for_the_days_that_need_it():
    uppdrag = (
        build_uppdrag(avtalsform="A", tom=date(2015, 4, 6)),
        build_uppdrag(id=2, avtalsform="B", fran=date(2015, 4, 7)),
    )

    [fynd] = judge(permitted(uppdrag=uppdrag))

    assert fynd.matt["dagar_utan"] == 4


def test_a_day_without_assignment_is_not_judged():
    uppdrag = (build_uppdrag(tom=date(2015, 4, 8)),)

    okant, kant = judge(permitted(build_tillstand(), uppdrag=uppdrag))

    assert okant.utfall == Utfall.EJ_BEDOMD
    assert plain(okant.text) == (
        "LSS-9F3C har inget uppdrag hos anordnaren den 9–10 april 2015, "
        "så det går inte att säga vilken avtalsform som gäller."
    )
    assert kant.utfall == Utfall.GODKAND


def employer(**anmalan):
    return permitted(build_tillstand(typ="anmalan", **anmalan), uppdrag=(build_uppdrag(avtalsform="C"),))


def test_a_notification_from_the_first_day_agrees_for_an_employer():
    [fynd] = judge(employer(fran=date(2015, 4, 1)))

    assert fynd.utfall == Utfall.GODKAND
    assert "Arbetsgivarens anmälan till IVO gäller på 10 av 10 dagar" in plain(fynd.text)


def test_a_notification_from_the_second_day_is_found():
    [fynd] = judge(employer(fran=date(2015, 4, 2)))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.tidrader == (10_480,)


def test_a_notification_that_nobody_has_checked_is_a_warning():
    [fynd] = judge(employer(kontrollerad=None))

    assert fynd.utfall == Utfall.VARNING


def test_a_notification_that_ceased_without_a_last_day_is_not_judged():
    assert [f.utfall for f in judge(employer(status="upphort"))] == [Utfall.EJ_BEDOMD]


def test_a_notification_that_ceased_is_found_from_the_day_after():
    [fynd] = judge(employer(status="upphort", tom=date(2015, 4, 9)))

    assert (fynd.utfall, fynd.tidrader) == (Utfall.AVVIKELSE, (100_480,))


def test_a_permit_is_no_notification():
    [fynd] = judge(permitted(build_tillstand(), uppdrag=(build_uppdrag(avtalsform="C"),)))

    assert fynd.utfall == Utfall.AVVIKELSE


# Missing data


def test_an_unknown_provider_is_not_judged():
    [fynd] = judge(build_fakta(anordnare=None))

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_without_a_report_nothing_is_judged():
    [fynd] = judge(permitted(build_tillstand(), rapporter=()))

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_every_dossier_is_judged_for_itself():
    med, utan = build_redovisning(), build_redovisning(id=2, rapporter=(build_rapport(rader=build_days(30)),))
    fakta = build_fakta(
        anordnare=build_anordnare(tillstand=(build_tillstand(tom=date(2015, 4, 29)),)), redovisningar=(med, utan)
    )

    assert [(f.redovisning, f.utfall) for f in judge(fakta)] == [(1, Utfall.GODKAND), (2, Utfall.AVVIKELSE)]
