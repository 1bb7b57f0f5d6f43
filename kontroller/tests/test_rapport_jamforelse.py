"""Det som stack ut i rapporten: perioden mot den före, i meningar, och inget om färre än fem personer."""

from datetime import date
from decimal import Decimal

import pytest

from kontroller.models import Korning
from kontroller.rapport.delar.jamforelse import Tal, _in_words, section
from kontroller.rapport.period import Period, Utgava
from kontroller.rapport.summor import Periodvolymer
from kontroller.tests.bygg_avsnitt import build_run, period_of
from tests.byggstenar import MANAD
from tests.byggstenar_kontroll import build_utfall

APRIL = date(2015, 4, 1)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def tal(manad: date, *, stoppat: int = 0, tackning: str = "1", kontroller: tuple = (), **volymer) -> Tal:
    varden = {
        "underlag": 34,
        "redovisningar": 35,
        "personer": 34,
        "personmanader": 34,
        "anordnare": 16,
        "egna_arbetsgivare": 1,
        "timmar": Decimal(4333),
        "belopp": Decimal(1_230_572),
        "mest": Decimal(288),
        "minst": Decimal(6),
        "sjukloner": 0,
        "sjuklon": Decimal(0),
    }
    return Tal(
        period=Period(Utgava.MANAD, manad, manad, (1,), manad),
        volymer=Periodvolymer(**(varden | volymer)),
        stoppat=Decimal(stoppat),
        tackning=Decimal(tackning),
        kontroller={kod: (1, Decimal(kronor)) for kod, kronor in kontroller},
    )


def sentences(nu: Tal, da: Tal) -> list[str]:
    return [plain(mening) for mening in _in_words(nu, da)]


def test_more_and_less_are_told_with_their_shares():
    nu = tal(MANAD, personer=33, anordnare=18, timmar=Decimal("4317.5"), belopp=Decimal(1_235_187))

    assert sentences(nu, tal(APRIL))[0] == (
        "Jämfört med april 2015 är det en färre person och två fler anordnare. Den fakturerade tiden minskade med 15,5 "
        "timmar (0,4 %), och beloppet ökade med 4 615 kr (0,4 %)."
    )


def test_what_is_the_same_is_said_to_be_the_same():
    assert sentences(tal(MANAD), tal(APRIL)) == [
        "Jämfört med april 2015 är personerna och anordnarna lika många. Den fakturerade tiden är oförändrad, och "
        "beloppet är oförändrat.",
        "Inget belopp stoppades i någon av perioderna.",
        "Täckningen är oförändrad, 100,0 %.",
    ]


@pytest.mark.parametrize(
    ("nu", "da", "mening"),
    [
        (500, 0, "500 kr stoppades; i april 2015 stoppades inget."),
        (0, 500, "Inget belopp stoppades; i april 2015 stoppades 500 kr."),
        (500, 500, "Lika mycket stoppades: 500 kr."),
        (700, 500, "700 kr stoppades, 200 kr mer än i april 2015."),
        (300, 500, "300 kr stoppades, 200 kr mindre än i april 2015."),
    ],
)
def test_the_stopped_amount_is_held_against_the_one_before(nu, da, mening):
    assert sentences(tal(MANAD, stoppat=nu), tal(APRIL, stoppat=da))[1] == mening


def test_the_coverage_is_held_against_the_one_before():
    assert sentences(tal(MANAD, tackning="0.296"), tal(APRIL))[2] == (
        "Täckningen är 29,6 %, lägre än 100,0 % i april 2015."
    )


def test_the_controls_that_question_most_and_those_that_are_new_are_named():
    nu = tal(MANAD, kontroller=(("A01", 100), ("A02", 300), ("G04", 200), ("B09", 50)))
    da = tal(APRIL, kontroller=(("A01", 1), ("A02", 1), ("B09", 1)))

    assert sentences(nu, da)[-1] == (
        "Mest ifrågasatte kontrollerna Tid mot beslut (300 kr), Fakturerad tid mot intygad (200 kr) och Beslut alla "
        "dagar (100 kr). Något stoppades nu men inte i april 2015 av Fakturerad tid mot intygad."
    )


def test_four_new_controls_are_counted_and_not_named():
    nu = tal(MANAD, kontroller=(("A01", 0), ("A02", 0), ("G04", 0), ("B09", 0)))

    assert sentences(nu, tal(APRIL))[-1] == "4 kontroller stoppade något nu men inget i april 2015."


def test_fewer_than_five_persons_are_not_compared():
    assert sentences(tal(MANAD, personer=4), tal(APRIL)) == [
        "Bakom talen för maj 2015 eller april 2015 står färre än fem personer. De jämförs därför inte."
    ]


@pytest.mark.django_db
def test_a_month_without_one_before_says_that_there_is_nothing_to_compare_with():
    korning, [granskning] = build_run(MANAD, 10)
    build_utfall(granskning, kronor=Decimal(284))

    assert [plain(stycke) for stycke in section(period_of(korning)).stycken] == [
        "Mest ifrågasatte kontrollen Tid mot beslut (284 kr).",
        "April 2015 är inte kontrollerad, så det finns inget att jämföra med.",
    ]


@pytest.mark.django_db
def test_a_quarter_with_a_month_missing_is_not_compared():
    maj, _ = build_run(MANAD, 10)

    [mening] = section(period_of(maj, slag=Utgava.KVARTAL)).stycken

    assert plain(mening) == (
        "Andra kvartalet 2015 är inte kontrollerat i sin helhet och jämförs därför inte med tiden före."
    )


@pytest.mark.django_db
def test_two_months_of_few_persons_have_no_table():
    build_run(APRIL, 10)
    maj, _ = build_run(MANAD, 20)

    avsnitt = section(period_of(maj))

    assert avsnitt.tabeller == ()
    assert "färre än fem personer" in avsnitt.stycken[0]


@pytest.mark.django_db
def test_the_comparison_takes_as_many_queries_however_many_documents(django_assert_num_queries):
    build_run(APRIL, 10, 20)
    maj, _ = build_run(MANAD, 10, 20, 30)
    assert Korning.objects.count() > 2

    with django_assert_num_queries(9):
        section(period_of(maj))
