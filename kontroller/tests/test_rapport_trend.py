"""Rapportens tolv månader: vad som stoppades och godtogs, och att en okontrollerad månad aldrig är noll."""

from datetime import date
from decimal import Decimal

import pytest

from kontroller.models import Korning
from kontroller.rapport.delar.trend import section
from kontroller.rapport.ord import months_in_words
from kontroller.rapport.period import Utgava
from kontroller.rapport.rakning.stopp import Stopp, twelve_months
from kontroller.tests.bygg_avsnitt import build_run, period_of
from tests.byggstenar import MANAD
from tests.byggstenar_kontroll import build_bedomning, build_bekraftelse, build_godtagen, build_utfall

pytestmark = pytest.mark.django_db
APRIL, MARS = date(2015, 4, 1), date(2015, 3, 1)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def build_two_months() -> tuple[Korning, Korning]:
    """April: one of two stopped, and accepted. May: two stopped by three findings, one of them half accepted."""
    april, (forsta, _) = build_run(APRIL, 10, 20)
    build_godtagen(build_utfall(forsta, regel="A02", kronor=Decimal(568)))
    maj, (andra, tredje, _) = build_run(MANAD, 30, 40, 50)
    build_godtagen(build_utfall(andra, regel="A02", kronor=Decimal(284)))
    build_utfall(andra, regel="G04", kronor=Decimal(1_000_000))
    build_bedomning(build_utfall(tredje, regel="G04", utfall="ej_bedomd", kronor=None))
    build_utfall(tredje, regel="B13", utfall="varning", kronor=Decimal(99))
    return april, maj


def test_each_month_says_what_stopped_and_what_two_persons_accepted():
    april, maj = build_two_months()

    tolv = twelve_months(period_of(april, maj, slag=Utgava.KVARTAL))

    assert tolv.per_manad[APRIL].stopp == Stopp(1, Decimal("2840.00"), 1, Decimal("2840.00"))
    assert (tolv.per_manad[APRIL].underlag, tolv.per_manad[APRIL].begart) == (2, Decimal("8520.00"))
    # Accepted in part is not accepted.
    assert tolv.per_manad[MANAD].stopp == Stopp(2, Decimal("19880.00"), 0, Decimal("0.00"))


def test_a_control_never_points_at_more_than_the_document_and_warnings_stop_nothing():
    _, maj = build_two_months()

    tolv = twelve_months(period_of(maj))

    assert tolv.of_control("G04", [MANAD]) == Stopp(2, Decimal("8520.00"), 0, Decimal("0.00"))
    assert tolv.of_control("A02", tolv.manader) == Stopp(2, Decimal("852.00"), 2, Decimal("852.00"))
    assert "B13" not in tolv.per_kontroll


def test_an_acceptance_that_has_run_out_does_not_count_on_the_day_of_the_report():
    korning, [granskning] = build_run(MANAD, 10)
    bedomning = build_bedomning(build_utfall(granskning, kronor=Decimal(284)), galler_till=date(2015, 6, 20))
    build_bekraftelse(bedomning)

    def accepted(dag: date) -> int:
        return twelve_months(period_of(korning, dag=dag)).per_manad[MANAD].stopp.godtagna

    assert (accepted(date(2015, 6, 20)), accepted(date(2015, 6, 21))) == (1, 0)


def test_a_month_that_is_not_controlled_is_unknown_in_words_table_and_picture():
    _, maj = build_two_months()

    avsnitt = section(period_of(maj))

    assert plain(avsnitt.stycken[0]) == (
        "Tiden är juni 2014–maj 2015. Två månader av de tolv är kontrollerade. Inte kontrollerade: juni 2014–mars 2015."
    )
    assert [(rad[0], rad[4]) for rad in avsnitt.tabeller[0].rader] == [
        (APRIL, Decimal("2840.00")),
        (MANAD, Decimal("19880.00")),
    ]
    assert plain(avsnitt.tabeller[0].not_under).endswith("Inte kontrollerade: juni 2014–mars 2015.")
    assert avsnitt.bilder[0].svg.count("ej kontrollerad") == 10
    assert avsnitt.bilder[0].svg.count("<rect") == 2 + 3
    assert avsnitt.bilder[1].svg.count("<circle") == 2 * 10


def test_the_words_hold_the_month_against_the_one_before():
    _, maj = build_two_months()

    stycken = [plain(stycke) for stycke in section(period_of(maj)).stycken]

    assert stycken[1] == (
        "3 underlag på 22 720 kr stoppades. Av dem godtog två personer med skäl att 1 underlag på 2 840 kr får betalas."
    )
    assert stycken[2] == "I maj stoppades 17 040 kr mer än i april: 19 880 kr mot 2 840 kr."


@pytest.mark.parametrize(
    ("stoppar", "mening"),
    [(MANAD, "I maj stoppades 2 840 kr, och i april inget."), (APRIL, "I april stoppades 2 840 kr, och i maj inget.")],
)
def test_a_month_with_nothing_beside_one_with_something_is_told_as_such(stoppar, mening):
    korda = {manad: build_run(manad, 10) for manad in (APRIL, MANAD)}
    build_utfall(korda[stoppar][1][0], kronor=Decimal(284))

    assert plain(section(period_of(korda[MANAD][0])).stycken[2]) == mening


def test_a_month_in_which_nothing_stopped_says_so():
    korning, _ = build_run(MANAD, 10)

    avsnitt = section(period_of(korning))

    assert plain(avsnitt.stycken[0]).startswith("Tiden är juni 2014–maj 2015. En månad av de tolv är kontrollerad.")
    assert avsnitt.stycken[1] == "Inget underlag stoppades."
    assert [tabell.kod for tabell in avsnitt.tabeller] == ["trend-manader"]


def test_nothing_controlled_gives_no_section():
    assert section(period_of()) is None


@pytest.mark.parametrize("slag", list(Utgava))
def test_every_edition_takes_three_queries_however_many_documents(slag, django_assert_num_queries):
    april, maj = build_two_months()

    with django_assert_num_queries(3):
        assert section(period_of(april, maj, slag=slag)) is not None


@pytest.mark.parametrize(
    ("manader", "ord_"),
    [
        ((), ""),
        ((APRIL,), "april 2015"),
        ((APRIL, MANAD), "april och maj 2015"),
        ((date(2014, 12, 1), date(2015, 1, 1)), "december 2014 och januari 2015"),
        ((MARS, APRIL, MANAD), "mars–maj 2015"),
        ((date(2014, 11, 1), date(2014, 12, 1), date(2015, 1, 1), MANAD), "november 2014–januari 2015 och maj 2015"),
    ],
)
def test_months_that_follow_on_each_other_are_told_as_a_span(manader, ord_):
    assert plain(months_in_words(manader)) == ord_
