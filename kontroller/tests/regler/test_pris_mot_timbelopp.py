from datetime import date
from decimal import Decimal

import pytest

from kontroller.regel import Utfall
from kontroller.regler.pris_mot_timbelopp import pris_mot_timbelopp
from kontroller.tests.bygg import (
    APRIL,
    SISTA_APRIL,
    STOPP,
    build_assistent,
    build_fakta,
    build_faktura,
    build_fakturarad,
    build_rapport,
    build_redovisning,
    build_tidrad,
    build_timbelopp,
    build_uppdrag,
    kr,
)

SCHABLON = build_timbelopp()
KOMMUN = build_timbelopp(id=2, kategori="kommun", belopp=kr("270"))
NATT = build_timbelopp(id=3, kategori="natt", belopp=kr("280"))
ANHORIG = build_timbelopp(id=4, kategori="anhorig", belopp=kr("260"))
AVTAL = build_timbelopp(id=5, kategori="avtal", belopp=kr("275"))
FORHOJT = build_timbelopp(id=6, kategori="forhojt", belopp=kr("318"))
INDIVIDUELL = build_timbelopp(id=7, kategori="individuell", belopp=kr("300"))
ANHORIG_ASSISTENT = build_assistent(202, narstaende=True)


def findings(*timbelopp, rad=None, **redovisning):
    fakta = build_fakta(
        faktura=build_faktura(rader=(rad or build_fakturarad(),)),
        redovisningar=(build_redovisning(timbelopp=timbelopp, **redovisning),),
    )
    return list(pris_mot_timbelopp(fakta, STOPP))


def test_the_rate_itself_agrees():
    [fynd] = findings(SCHABLON)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"pris_kr": 284, "schablon_2015-01-01_kr": 284}


def test_an_ore_above_is_found_and_the_amount_is_for_every_hour():
    [fynd] = findings(SCHABLON, rad=build_fakturarad(pris=kr("284.01")))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text.replace("\u00a0", " ") == (
        "Fakturarad 1 tar upp 284,01 kr i timmen, men timbeloppet är 284,00 kr (statens schablon), "
        "alltså 0,01 kr för mycket i timmen."
    )
    assert fynd.rader == ("fakturarad 1",)
    assert fynd.kronor == kr("0.40")


def test_an_ore_below_is_a_warning():
    [fynd] = findings(SCHABLON, rad=build_fakturarad(pris=kr("283.99")))

    assert fynd.utfall == Utfall.VARNING
    assert fynd.kronor is None


@pytest.mark.parametrize(
    ("timbelopp", "uppdrag", "assistent", "vantat"),
    [
        ((SCHABLON, KOMMUN), {}, {}, 270),
        ((SCHABLON, KOMMUN, NATT), {}, {}, 270),
        ((SCHABLON, KOMMUN, NATT), {"natt": True}, {}, 280),
        ((SCHABLON, KOMMUN, NATT, ANHORIG), {"natt": True}, {"hushallsgemenskap": True}, 260),
        ((SCHABLON, KOMMUN, NATT, ANHORIG), {"natt": True}, {}, 280),
        ((KOMMUN, ANHORIG, AVTAL), {"avtalsform": "D"}, {"narstaende": True}, 260),
        ((KOMMUN, ANHORIG, AVTAL), {"avtalsform": "B"}, {"narstaende": True}, 275),
        ((AVTAL, FORHOJT), {"avtalsform": "B"}, {}, 318),
        ((AVTAL, FORHOJT, INDIVIDUELL), {"avtalsform": "B"}, {}, 300),
    ],
)
def test_the_first_category_that_has_a_rate_is_the_one(timbelopp, uppdrag, assistent, vantat):
    [fynd] = findings(
        *timbelopp,
        rad=build_fakturarad(pris=Decimal(vantat)),
        uppdrag=(build_uppdrag(**uppdrag),),
        rapporter=(build_rapport(assistent=build_assistent(**assistent)),),
    )

    assert fynd.utfall == Utfall.GODKAND
    assert list(fynd.matt.values()) == [vantat, vantat]


def test_a_registration_that_ended_before_the_row_gives_no_next_of_kin_rate():
    slutade = build_assistent(narstaende=True, tom=date(2015, 3, 31))

    [fynd] = findings(SCHABLON, ANHORIG, rapporter=(build_rapport(assistent=slutade),))

    assert fynd.utfall == Utfall.GODKAND


def test_without_a_rate_for_a_day_nothing_can_be_said():
    [fynd] = findings(build_timbelopp(fran=date(2015, 4, 3)))

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert fynd.text.replace("\u00a0", " ") == (
        "Inget timbelopp finns för LSS-9F3C den 1–2 april 2015, så priset på fakturarad 1 kan inte bedömas."
    )
    assert fynd.kronor == kr("11360.00")


def test_a_rate_that_ended_after_the_last_row_is_enough():
    [fynd] = findings(build_timbelopp(tom=date(2015, 4, 10)))

    assert fynd.utfall == Utfall.GODKAND


def test_without_rows_every_day_of_the_line_s_period_is_looked_at():
    [fynd] = findings(build_timbelopp(tom=date(2015, 4, 29)), rapporter=())

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert fynd.matt["dagar_utan_timbelopp_antal"] == 1


def test_a_line_for_part_of_the_month_meets_the_rate_of_its_own_days():
    gammalt = build_timbelopp(belopp=kr("280"), tom=date(2015, 4, 5))
    nytt = build_timbelopp(id=2, fran=date(2015, 4, 6))

    [fynd] = findings(gammalt, nytt, rad=build_fakturarad(period_fran=date(2015, 4, 6), period_tom=SISTA_APRIL))

    assert fynd.utfall == Utfall.GODKAND


# 20 hours by an assistant at 284 and 20 by a next of kin at 260: at most 20 × 284 + 20 × 260 = 10 880 kronor.
BLANDAT = (
    build_rapport(rader=tuple(build_tidrad(date(2015, 4, dag)) for dag in range(1, 6))),
    build_rapport(id=2, assistent=ANHORIG_ASSISTENT, rader=tuple(build_tidrad(date(2015, 4, d)) for d in range(6, 11))),
)


@pytest.mark.parametrize(
    ("belopp", "utfall"), [("10880.00", "godkand"), ("10880.01", "avvikelse"), ("10879.99", "varning")]
)
def test_several_rates_are_held_against_the_highest_total_they_allow(belopp, utfall):
    [fynd] = findings(SCHABLON, ANHORIG, rad=build_fakturarad(belopp=kr(belopp)), rapporter=BLANDAT)

    assert fynd.utfall == utfall
    assert fynd.matt == {
        "belopp_kr": kr(belopp),
        "hogsta_kr": kr("10880.00"),
        "schablon_2015-01-01_kr": 284,
        "anhorig_2015-01-01_kr": 260,
    }


def test_the_sentence_on_several_rates_names_them_all():
    [fynd] = findings(SCHABLON, ANHORIG, rad=build_fakturarad(), rapporter=BLANDAT)

    assert fynd.text.replace("\u00a0", " ") == (
        "Fakturarad 1 är på 11 360,00 kr, och timbeloppen 284,00 kr (statens schablon) och 260,00 kr (anhörig) ger "
        "högst 10 880,00 kr för timmarna, alltså är 480,00 kr för mycket."
    )
    assert fynd.kronor == kr("480.00")


@pytest.mark.parametrize(("antal", "hogst"), [("20.00", "5680.00"), ("30.00", "8280.00"), ("50.00", "13720.00")])
def test_the_dearest_hours_come_first_and_hours_beyond_the_rows_at_the_top_rate(antal, hogst):
    [fynd] = findings(SCHABLON, ANHORIG, rad=build_fakturarad(antal=kr(antal)), rapporter=BLANDAT)

    assert fynd.matt["hogsta_kr"] == kr(hogst)


def test_two_rates_of_the_same_amount_are_one_price():
    ny = build_timbelopp(id=2, fran=date(2015, 4, 6))

    [fynd] = findings(build_timbelopp(tom=date(2015, 4, 5)), ny)

    assert fynd.utfall == Utfall.GODKAND


@pytest.mark.parametrize("saknat", [{"antal": None}, {"pris": None}, {"enhet": "DAY"}])
def test_a_line_without_hours_or_price_is_not_judged(saknat):
    [fynd] = findings(SCHABLON, rad=build_fakturarad(**saknat))

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_a_price_for_a_hundred_hours_is_a_hundredth_an_hour():
    [fynd] = findings(SCHABLON, rad=build_fakturarad(pris=kr("28400"), prisbas=Decimal(100), period_fran=APRIL))

    assert fynd.utfall == Utfall.GODKAND


def test_the_questioned_amount_is_in_whole_ore():
    [fynd] = findings(SCHABLON, rad=build_fakturarad(antal=Decimal("1.333"), pris=kr("284.50")))

    assert str(fynd.kronor) == "0.67"


def test_a_lower_price_is_said_as_a_positive_difference():
    [fynd] = findings(SCHABLON, rad=build_fakturarad(pris=kr("280.00")))

    assert "4,00 kr mindre än timbeloppet" in fynd.text.replace("\u00a0", " ")


def test_a_price_whose_decimals_never_end_has_four():
    rad = build_fakturarad(pris=kr("1000.00"), prisbas=Decimal(3), antal=Decimal("3.00"), belopp=kr("1000.00"))

    [fynd] = findings(SCHABLON, rad=rad)

    assert "333,3333 kr" in fynd.text.replace("\u00a0", " ")


def test_the_last_day_of_the_line_s_period_is_part_of_it():
    """Two rates: the dearer holds for the last day alone, and its hours count."""
    forr = build_timbelopp(tom=date(2015, 4, 9))
    nu = build_timbelopp(id=2, fran=date(2015, 4, 10), belopp=kr("300"))
    rad = build_fakturarad(period_fran=APRIL, period_tom=date(2015, 4, 10), belopp=kr("11424.00"), pris=kr("285.60"))

    [fynd] = findings(forr, nu, rad=rad)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt["hogsta_kr"] == kr("11424.00")


def test_a_line_without_rows_is_priced_as_time_of_no_relative():
    [fynd] = findings(SCHABLON, ANHORIG, rapporter=())

    assert fynd.matt["pris_kr"] == 284
    assert fynd.utfall == Utfall.GODKAND


def test_a_line_that_states_only_when_its_period_begins_reaches_to_the_end_of_the_month():
    forr = build_timbelopp(tom=date(2015, 4, 9))
    nu = build_timbelopp(id=2, fran=date(2015, 4, 10), belopp=kr("300"))
    rad = build_fakturarad(period_fran=date(2015, 4, 10), period_tom=None, antal=Decimal("4.00"), pris=kr("300.00"))

    [fynd] = findings(forr, nu, rad=rad)

    assert fynd.utfall == Utfall.GODKAND


def test_a_line_lower_than_its_rates_says_by_how_much_and_the_highest_is_in_whole_ore():
    forr = build_timbelopp(tom=date(2015, 4, 5), belopp=kr("284.33"))
    nu = build_timbelopp(id=2, fran=date(2015, 4, 6), belopp=kr("290.11"))
    rad = build_fakturarad(antal=Decimal("40.333"), pris=kr("280.00"), belopp=kr("11000.00"))

    [fynd] = findings(forr, nu, rad=rad)

    assert fynd.utfall == Utfall.VARNING
    assert str(fynd.matt["hogsta_kr"]) == "11585.41"
    assert "alltså är raden 585,41 kr lägre." in fynd.text.replace("\u00a0", " ")


def test_a_lower_price_never_says_a_difference_below_zero():
    [fynd] = findings(SCHABLON, rad=build_fakturarad(pris=kr("280.00")))

    assert "timmen, 4,00 kr mindre" in fynd.text.replace("\u00a0", " ")
