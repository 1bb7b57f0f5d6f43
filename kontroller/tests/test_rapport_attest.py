"""Rapportens attester: ledtider med kända dagar, återkallade attester, och vilka som får attestera."""

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from fakturor.flode import Status
from fakturor.models import Attestaterkallelse, Faktura
from kontroller.rapport.delar.attest import section
from kontroller.rapport.period import Period, Utgava
from kontroller.rapport.rakning.ledtider import Steg, Tider, summed, throughput_of
from kontroller.tests.bygg_avsnitt import period_of
from tests.byggstenar import MANAD, NU, build_arende, build_attestant, build_attestratt, build_granskare, build_user
from tests.byggstenar_betalning import build_besked, build_utbetalning
from tests.byggstenar_kontroll import (
    build_attest,
    build_godkand_tid,
    build_godtagen,
    build_granskning,
    build_korning,
    build_utfall,
)

pytestmark = pytest.mark.django_db


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def after(dagar: int) -> datetime:
    return NU + timedelta(days=dagar)


def build_paid() -> Faktura:
    """Came on 7 June, assessed on the 10th, reviewed on the 12th, approved on the 15th, paid on the 16th."""
    faktura = build_arende(mottagen=after(-3)).faktura
    granskning = build_granskning(faktura)
    build_godtagen(build_utfall(granskning, kronor=Decimal(284)))
    faktura.move_to(Status.KONTROLLERAD)
    build_attest(faktura, "granskning", build_granskare(), after(2))
    faktura.move_to(Status.GRANSKAD)
    build_attest(faktura, "beslut", build_attestant(), after(5))
    build_godkand_tid(faktura)
    faktura.move_to(Status.GODKAND)
    build_utbetalning(faktura)
    build_besked(faktura, datum=date(2015, 6, 16))
    faktura.move_to(Status.UTBETALD)
    return faktura


def test_the_days_of_each_step_are_counted():
    build_paid()

    genomlopp = throughput_of(period_of(build_korning()))

    assert {lt.steg: (lt.antal, lt.median, lt.nio_av_tio) for lt in genomlopp.ledtider} == {
        Steg.KONTROLLERAD: (1, 3, 3),
        Steg.BEDOMD: (1, 0, 0),
        Steg.GRANSKAD: (1, 2, 2),
        Steg.BESLUTAD: (1, 3, 3),
        Steg.BETALD: (1, 1, 1),
        Steg.ALLT: (1, 9, 9),
    }
    assert genomlopp.per_status == {"utbetald": 1}


def test_the_section_tells_the_way_and_the_attests():
    build_paid()

    avsnitt = section(period_of(build_korning()))

    assert [plain(stycke) for stycke in avsnitt.stycken] == [
        "1 underlag gäller maj 2015, med krediter och sjuklön. 1 granskningsattest och 1 beslutsattest på 22 720 kr är "
        "gjorda. Ingen attest är återkallad.",
        "Från det att ett underlag kom till att det var betalt är medianen 9 dagar. Nio av tio var betalda inom 9 "
        "dagar (1 underlag).",
        "Två personer får attestera enligt nämndens attestordning: en granskningsattest och en beslutsattest. Två "
        "olika personer attesterar varje underlag; databasen vägrar annat.",
    ]


def test_a_withdrawn_attest_is_counted_and_takes_no_time():
    faktura = build_arende().faktura
    build_granskning(faktura)
    faktura.move_to(Status.KONTROLLERAD)
    attest = build_attest(faktura, "granskning", build_granskare(), after(4))
    faktura.move_to(Status.GRANSKAD)
    Attestaterkallelse.objects.create(attest=attest, skal="Fel faktura.", av=attest.av, tid=after(5))

    avsnitt = section(period_of(build_korning()))

    assert "Inget av dem är attesterat. En attest är återkallad" in plain(avsnitt.stycken[0])
    assert throughput_of(period_of(build_korning())).of(Steg.GRANSKAD).antal == 0


def test_nothing_known_says_nothing_and_an_order_alone_is_still_told():
    period = period_of()
    assert section(period) is None

    ratt = build_attestratt(build_user("ebba"), "beslut", beloppsgrans=Decimal(80_000), ansvar="4711")

    avsnitt = section(period)
    assert avsnitt.stycken[0] == "Inget underlag finns för maj\u00a02015."
    [tabell] = avsnitt.tabeller
    assert [plain(str(cell)) for cell in tabell.rader[0][:4]] == ["Ebba", "Beslutsattest", "4711", "80 000"]
    assert tabell.rader[0][7] == ratt.namndbeslut


def test_an_appointment_that_ended_before_the_period_is_left_out():
    build_attestratt(build_user("ebba"), "beslut", galler_tom=date(2015, 4, 30))
    build_attestratt(build_user("bo"), "beslut", galler_tom=date(2015, 5, 1))

    [tabell] = section(period_of()).tabeller

    assert [rad[0] for rad in tabell.rader] == ["Bo"]


@pytest.mark.parametrize("slag", list(Utgava))
def test_every_edition_takes_four_queries(slag, django_assert_num_queries):
    build_paid()
    period: Period = period_of(build_korning(), slag=slag)

    with django_assert_num_queries(4):
        assert section(period) is not None


@pytest.mark.parametrize(
    ("dagar", "median", "nio"),
    [
        ([4], Decimal(4), 4),
        ([1, 2], Decimal("1.5"), 2),
        ([1, 2, 9], Decimal(2), 9),
        (list(range(1, 11)), Decimal("5.5"), 9),
        (list(range(1, 12)), Decimal(6), 10),
        ([0] * 9 + [30], Decimal(0), 0),
        ([0] * 8 + [30, 30], Decimal(0), 30),
    ],
)
def test_the_median_and_nine_of_ten(dagar, median, nio):
    ledtid = summed(Steg.ALLT, Counter(dagar))

    assert (ledtid.antal, ledtid.median, ledtid.nio_av_tio) == (len(dagar), median, nio)


def test_a_step_that_was_not_reached_has_no_days():
    assert summed(Steg.BETALD, Counter()).median is None


def test_an_assessment_after_the_attest_is_not_waited_for():
    dag = MANAD
    tider = Tider(dag, dag + timedelta(1), dag + timedelta(9), dag + timedelta(3), None, None)

    assert dict(tider.days()) == {Steg.KONTROLLERAD: 1, Steg.GRANSKAD: 2}
