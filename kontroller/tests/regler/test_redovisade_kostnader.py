from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kontroller.fakta import Kostnadspost, Kostnadsredovisning
from kontroller.regel import Allvar, Utfall
from kontroller.regler.redovisade_kostnader import redovisade_kostnader
from kontroller.tests.bygg import (
    SISTA_APRIL,
    build_fakta,
    build_redovisning,
    build_timbelopp,
    build_uppdrag,
    kr,
    plain,
    with_dossier,
)
from kontroller.tests.bygg_arbetstid import conditions

EGEN = build_uppdrag(avtalsform="C")
KOSTNADER = {
    "lon": 700,
    "ob": 100,
    "assistansomkostnader": 20,
    "utbildning": 50,
    "arbetsmiljo": 50,
    "administration": 80,
}


def build_account(kostnader=None, **mer):
    """The second half of 2014: a thousand kronor received and used, eight per cent of it for administration."""
    varden = {
        "id": 1,
        "uppdrag": 1,
        "fran": date(2014, 7, 1),
        "tom": date(2014, 12, 31),
        "inkommen": date(2015, 2, 20),
        "mottaget": kr("1000.00"),
        "poster": tuple(
            Kostnadspost(slag=slag, belopp=Decimal(belopp)) for slag, belopp in (KOSTNADER | (kostnader or {})).items()
        ),
    }
    return Kostnadsredovisning(**{**varden, **mer})


def judge(*konton, **mer):
    fakta = with_dossier(**{"uppdrag": (EGEN,), "kostnadsredovisningar": konton} | mer)
    return list(redovisade_kostnader(fakta, conditions(Allvar.VARNING, redovisade_kostnader)))


def test_all_kinds_eight_per_cent_and_nothing_left_agree():
    [fynd] = judge(build_account())

    assert fynd.utfall == Utfall.GODKAND


def test_a_krona_more_of_administration_is_shown_with_its_share():
    [fynd] = judge(build_account({"lon": 699, "administration": 81}))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "Kostnadsredovisningen för LSS-9F3C den 1 juli – 31 december 2014 har 8,1 % administration. Riktmärket är "
        "högst 8 %."
    )


def test_what_was_not_used_is_shown_and_more_than_received_is_not():
    [kvar] = judge(build_account({"lon": 691, "administration": 79}))
    [over] = judge(build_account({"lon": 710}))

    assert kvar.matt == {"mottaget_kr": kr("1000.00"), "kostnader_kr": Decimal(990), "inte_anvant_kr": kr("10.00")}
    assert plain(kvar.text).endswith("av 1 000,00 kr. 10,00 kr har inte använts.")
    assert over.utfall == Utfall.GODKAND


def test_kinds_that_are_not_mentioned_are_named():
    poster = tuple(
        post for post in build_account({"administration": 60}).poster if post.slag not in ("ob", "utbildning")
    )

    [fynd] = judge(build_account(poster=poster, mottaget=kr("830.00")))

    assert fynd.text.endswith("saknar uppgift om ersättning för obekväm arbetstid och utbildning.")


@pytest.mark.parametrize(("tom", "utfall"), [(date(2014, 8, 1), Utfall.GODKAND), (date(2014, 7, 31), Utfall.VARNING)])
def test_an_account_may_end_eight_months_before_the_month(tom, utfall):
    assert [f.utfall for f in judge(build_account(fran=date(2014, 1, 1), tom=tom))] == [utfall]


def test_no_account_is_told_unless_the_assignment_is_new():
    [saknas] = judge()
    [nytt] = judge(uppdrag=(build_uppdrag(avtalsform="C", fran=date(2014, 8, 1)),))
    [nyare] = judge(uppdrag=(build_uppdrag(avtalsform="C", fran=date(2014, 9, 1)),))

    assert saknas.utfall == Utfall.VARNING
    assert plain(saknas.text) == (
        "Ingen kostnadsredovisning har kommit. För LSS-9F3C i april 2015 ska kostnaderna vara redovisade till högst "
        "åtta månader före månaden."
    )
    assert nytt.utfall == nyare.utfall == Utfall.GODKAND


def test_the_account_that_reaches_furthest_is_judged_and_of_two_the_later_one():
    gammal = build_account(id=1, fran=date(2014, 1, 1), tom=date(2014, 6, 30), kostnader={"lon": 1})
    fel = build_account({"lon": 1}, id=2)
    rattad = build_account(id=3, inkommen=date(2015, 3, 1))

    [fynd] = judge(rattad, fel, gammal)

    assert fynd.utfall == Utfall.GODKAND


@pytest.mark.parametrize(
    ("mer", "utfall"),
    [
        ({"uppdrag": (build_uppdrag(),)}, Utfall.EJ_TILLAMPLIG),
        ({"uppdrag": (build_uppdrag(),), "timbelopp": (build_timbelopp(kategori="individuell"),)}, Utfall.VARNING),
        (
            {"uppdrag": (build_uppdrag(),), "timbelopp": (build_timbelopp(kategori="forhojt", tom=date(2015, 3, 31)),)},
            Utfall.EJ_TILLAMPLIG,
        ),
        (
            {"uppdrag": (build_uppdrag(),), "timbelopp": (build_timbelopp(kategori="forhojt", tom=date(2015, 4, 1)),)},
            Utfall.VARNING,
        ),
        (
            {"uppdrag": (build_uppdrag(),), "timbelopp": (build_timbelopp(kategori="forhojt", fran=SISTA_APRIL),)},
            Utfall.VARNING,
        ),
    ],
)
def test_it_is_for_own_employers_and_own_rates(mer, utfall):
    [fynd] = judge(**mer)

    assert fynd.utfall == utfall


def test_a_part_of_a_per_cent_above_the_mark_is_shown_and_an_ore_that_was_not_used():
    [andel] = judge(build_account({"lon": 7695, "ob": 1380, "administration": 805}, mottaget=kr("10000.00")))
    [kvar] = judge(build_account(mottaget=kr("1000.01")))

    assert andel.matt["administrationens_andel"] == Fraction(805, 10_000)
    assert kvar.matt["inte_anvant_kr"] == kr("0.01")


def test_one_month_is_said_in_words():
    fakta = with_dossier(uppdrag=(EGEN,))

    [fynd] = redovisade_kostnader(fakta, conditions(Allvar.VARNING, redovisade_kostnader, manader=1))

    assert plain(fynd.text).endswith("redovisade till högst en månad före månaden.")


def test_a_person_after_one_that_the_control_is_not_for_is_judged():
    fakta = build_fakta(redovisningar=(build_redovisning(), build_redovisning(id=2, uppdrag=(EGEN,))))

    fynd = list(redovisade_kostnader(fakta, conditions(Allvar.VARNING, redovisade_kostnader)))

    assert [(f.redovisning, f.utfall) for f in fynd] == [(1, Utfall.EJ_TILLAMPLIG), (2, Utfall.VARNING)]
