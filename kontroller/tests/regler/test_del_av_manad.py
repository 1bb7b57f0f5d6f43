"""A06: del av månad när ett beslut börjar, slutar eller ändras."""

from datetime import date
from fractions import Fraction

import pytest

from kontroller.regel import Utfall
from kontroller.regler.del_av_manad import del_av_manad
from kontroller.tests.bygg import (
    TIM,
    VARNING,
    build_annat_pass,
    build_beslutsrad,
    build_brukare,
    build_days,
    kr,
    plain,
    with_dossier,
    with_rows,
)

TIO, ELVA = date(2015, 4, 10), date(2015, 4, 11)


def two_rows(fore: int = 30, efter: int = 60, **mer):
    """30 hours a month to 10 April and 60 from the 11th: ten hours for the first ten days, forty for the rest."""
    rader = (
        build_beslutsrad(id=1, timmar=kr(str(fore)), tom=TIO),
        build_beslutsrad(id=2, timmar=kr(str(efter)), fran=ELVA, **mer),
    )
    return build_brukare(beslutsrader=rader)


def judge(fakta):
    [fynd] = del_av_manad(fakta, VARNING)
    assert fynd.redovisning == 1
    return fynd


def test_a_month_with_one_truth_is_none_of_its_business():
    fynd = judge(with_dossier())

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG


def test_exactly_each_parts_share_passes():
    # 8 hours on days 1–10 beside a grant of 10, and exactly 40 on the ten days from the 11th.
    fakta = with_rows(*build_days(1, 2), *build_days(*range(11, 21)), brukare=two_rows())

    fynd = judge(fakta)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"delar_antal": 2, "beviljade_minuter": Fraction(50 * TIM), "intygade_minuter": 48 * TIM}


def test_a_part_with_a_minute_too_much_is_told_though_the_month_fits():
    rader = (*build_days(1, 2), *build_days(3, slut=10 * TIM + 1), *build_days(*range(11, 20)))

    fynd = judge(with_rows(*rader, brukare=two_rows()))

    assert fynd.utfall == Utfall.VARNING
    assert fynd.matt["over_minuter"] == Fraction(1)
    assert (fynd.matt["del_fran_datum"], fynd.matt["del_tom_datum"]) == (date(2015, 4, 1), TIO)
    assert plain(fynd.text) == (
        "10 tim 1 min aktiv tid är intygad 1–10 april 2015 för LSS-9F3C i april 2015, 1 min mer än de 10 tim som "
        "besluten ger för de dagarna. Månaden som helhet ryms."
    )
    assert (fynd.kronor, fynd.rader) == (kr("4.73"), ("fakturarad 1",))


def test_a_month_that_is_too_long_as_a_whole_is_left_to_a02():
    fynd = judge(with_rows(*build_days(*range(1, 16)), brukare=two_rows(fore=21, efter=30)))

    assert (fynd.utfall, fynd.matt) == (
        Utfall.GODKAND,
        {"beviljade_minuter": Fraction(27 * TIM), "intygade_minuter": 60 * TIM},
    )
    assert "A02" in fynd.text


def test_a_new_decision_that_gives_the_same_is_no_change():
    assert judge(with_dossier(brukare=two_rows(fore=40, efter=40))).utfall == Utfall.EJ_TILLAMPLIG


def test_days_before_the_decision_began_have_no_share():
    brukare = build_brukare(beslutsrader=(build_beslutsrad(timmar=kr("60"), fran=ELVA),))

    fynd = judge(with_rows(*build_days(10, 11), brukare=brukare))

    assert fynd.matt["over_minuter"] == 4 * TIM
    assert "0 min som besluten ger" in plain(fynd.text)


def test_the_persons_time_with_another_provider_counts():
    andra = tuple(build_annat_pass(date(2015, 4, dag), 13 * TIM, 17 * TIM) for dag in (1, 2))

    assert judge(with_rows(*build_days(1), brukare=two_rows())).utfall == Utfall.GODKAND
    fynd = judge(with_rows(*build_days(1), brukare=two_rows(), brukarens_andra_pass=andra))
    assert fynd.matt["over_minuter"] == 2 * TIM


def test_another_kind_of_time_is_a_truth_of_its_own():
    beredskap = build_beslutsrad(id=3, tidstyp="beredskap", timmar=kr("30"), tom=TIO)
    brukare = build_brukare(beslutsrader=(build_beslutsrad(), beredskap))

    fynd = judge(with_rows(*build_days(11, tidstyp="beredskap"), brukare=brukare))

    assert (fynd.utfall, fynd.matt["over_minuter"]) == (Utfall.VARNING, 4 * TIM)
    # Standby is paid as a seventh: 240 / 7 minutes at 284 kronor an hour.
    assert fynd.kronor == kr("162.29")


def test_a_state_decision_that_begins_is_not_the_municipalitys():
    kassan = build_beslutsrad(id=9, typ="assistansersattning", fran=ELVA)

    fynd = judge(with_dossier(brukare=build_brukare(beslutsrader=(build_beslutsrad(), kassan))))

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG


def test_a_change_without_any_report_cannot_be_judged():
    assert judge(with_dossier(brukare=two_rows(), rapporter=())).utfall == Utfall.EJ_BEDOMD


def build_spans(*rader: tuple[int, int, int]):
    """Rows of so many hours a month from one day of April to another."""
    return build_brukare(
        beslutsrader=tuple(
            build_beslutsrad(id=n, timmar=kr(str(timmar)), fran=date(2015, 4, fran), tom=date(2015, 4, tom))
            for n, (timmar, fran, tom) in enumerate(rader)
        )
    )


@pytest.mark.parametrize(
    ("spann", "dag", "delar"),
    [
        ([(60, 30, 30)], 30, 2),
        ([(60, 1, 1)], 1, 2),
        ([(30, 1, 9), (60, 10, 10), (90, 11, 30)], 10, 3),
        ([(40, 1, 9), (60, 10, 20), (40, 21, 30)], 20, 3),
    ],
)
def test_one_day_is_a_part_with_its_own_two_hours(spann, dag, delar):
    brukare = build_spans(*spann)

    fynd = judge(with_rows(*build_days(dag, slut=10 * TIM), brukare=brukare))

    assert (fynd.utfall, fynd.matt["delar_antal"]) == (Utfall.GODKAND, delar)


def test_a_decision_for_one_day_that_gives_the_same_is_no_change():
    brukare = build_spans((40, 1, 9), (40, 10, 10), (40, 11, 30))

    assert judge(with_dossier(brukare=brukare)).utfall == Utfall.EJ_TILLAMPLIG


def test_a_month_that_is_exactly_full_still_has_its_parts_tried():
    rader = (*build_days(1, 2, 3), *build_days(*range(11, 20)), *build_days(20, slut=10 * TIM))

    fynd = judge(with_rows(*rader, brukare=two_rows()))

    assert (fynd.utfall, fynd.matt["over_minuter"]) == (Utfall.VARNING, 2 * TIM)


def test_what_changes_before_or_after_the_month_is_none_of_its_business():
    rader = (
        build_beslutsrad(id=1, timmar=kr("20"), tom=date(2015, 3, 31)),
        build_beslutsrad(id=2, timmar=kr("40"), fran=date(2015, 4, 1), tom=date(2015, 4, 30)),
        build_beslutsrad(id=3, timmar=kr("60"), fran=date(2015, 5, 1), tom=date(2015, 5, 15)),
    )

    assert judge(with_dossier(brukare=build_brukare(beslutsrader=rader))).utfall == Utfall.EJ_TILLAMPLIG


def test_a_part_is_granted_only_what_is_in_force_in_it():
    # 30 hours a month over the first ten days are 10 hours, and the row of March and that of May give nothing.
    rader = (
        build_beslutsrad(id=1, timmar=kr("90"), fran=date(2015, 3, 1), tom=date(2015, 3, 31)),
        build_beslutsrad(id=2, timmar=kr("30"), fran=date(2015, 4, 1), tom=TIO),
        build_beslutsrad(id=3, timmar=kr("90"), fran=ELVA, tom=date(2015, 5, 31)),
        build_beslutsrad(id=4, timmar=kr("90"), fran=date(2015, 5, 1), tom=date(2015, 5, 31)),
    )

    fynd = judge(with_rows(*build_days(8, 9, 10), brukare=build_brukare(beslutsrader=rader)))

    assert (fynd.matt["beviljade_minuter"], fynd.matt["over_minuter"]) == (10 * TIM, 2 * TIM)
