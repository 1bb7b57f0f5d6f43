"""Rapportens ekonomi: figur 2, 3 och 4 i revisionsrapporten 2015:3, tal för tal, och vad som sägs när något saknas."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.roller import Roll
from beslut.models import Kommunbelopp
from beslut.services.comparisons import register_budget, take_in_figure_3
from beslut.services.outcomes import adopt_outcome
from demodata import belopp
from kontroller.rapport.delar import ekonomi, timbelopp
from kontroller.rapport.period import Utgava
from kontroller.tests.bygg_avsnitt import period_of
from tests.byggstenar import NU, build_timbelopp, build_user

pytestmark = pytest.mark.django_db
HELA_2015 = {"galler_fran": date(2015, 1, 1), "galler_tom": date(2015, 12, 31)}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def build_figure_2() -> None:
    eva = build_user("eva", Roll.CONTROLLER)
    for ar, slag, kronor in belopp.BUDGET:
        register_budget(ar=ar, slag=slag, belopp=kronor, grund=belopp.BUDGETBESLUT, by=eva, at=NU)
    for ar, slag, art, dag, kronor in belopp.UTFALL:
        adopt_outcome(ar=ar, slag=slag, art=art, dag=dag, belopp=kronor, grund=belopp.BUDGETBESLUT, by=eva, at=NU)


# Figure 2


def test_figure_2_is_the_one_of_the_audit():
    build_figure_2()

    avsnitt = ekonomi.section(period_of())

    assert avsnitt.tabeller[0].rader == (
        ("Personlig assistans, LSS", 9000, 14407, -5407, 15400, 16300, -900),
        ("Personlig assistans, SFB", 61000, 62848, -1848, 63600, 66130, -2530),
        ("Sjuklöner", 4500, 3313, 1187, 2500, 4200, -1700),
        ("Totalt", 74500, 80568, -6068, 81500, 86630, -5130),
    )
    assert [kolumn.rubrik for kolumn in avsnitt.tabeller[0].kolumner][1:4] == [
        "Budget 2014",
        "Bokslut 2014",
        "Avvikelse 2014",
    ]


def test_the_sentences_say_what_the_audit_said_of_the_figure():
    build_figure_2()

    forsta, andra, *_ = (plain(stycke) for stycke in ekonomi.section(period_of()).stycken)

    assert forsta == (
        "2014 blev kostnaden 6,1 mnkr mer än budgeten (−8 %). Personlig assistans, LSS 5 407 tkr över budgeten (−60 "
        "%); Personlig assistans, SFB 1 848 tkr över budgeten (−3 %); Sjuklöner 1 187 tkr under budgeten (26 %)."
    )
    assert andra.startswith("2015 väntas kostnaden bli 5,1 mnkr mer än budgeten (−6 %).")


def test_the_picture_has_every_figure_in_words_and_tells_budget_from_outcome_without_colour():
    build_figure_2()

    [bild] = ekonomi.section(period_of()).bilder

    assert "Personlig assistans, LSS: Budget 2014: 9 000, Bokslut 2014: 14 407" in plain(bild.text)
    # A budget is an outline, an outcome is filled; both names are whole.
    assert bild.svg.count('fill="#ffffff"') == bild.svg.count('fill="#15506e"') == 8
    assert "Personlig assistans, LSS" in bild.svg
    assert "Personlig assistans, SFB" in bild.svg


def test_what_is_missing_gives_no_sum_and_is_said():
    build_figure_2()
    eva = build_user("eva")
    register_budget(ar=2016, slag="lss", belopp=Decimal(17_000_000), grund="§ 1", by=eva, at=NU)

    avsnitt = ekonomi.section(period_of(manad=date(2016, 5, 1), dag=date(2016, 6, 1)))

    assert avsnitt.tabeller[0].rader[-1] == ("Totalt", 81500, 86630, -5130, None, None, None)
    assert plain(avsnitt.stycken[1]) == (
        "För 2016 saknas budget eller prognos för Personlig assistans, LSS, Personlig assistans, SFB, Sjuklöner. Då "
        "finns heller ingen summa."
    )


def test_without_budget_and_outcome_there_is_no_section():
    assert ekonomi.section(period_of()) is None


@pytest.mark.parametrize("slag", list(Utgava))
def test_the_economy_takes_as_many_queries_in_every_edition(slag, django_assert_max_num_queries):
    build_figure_2()

    with django_assert_max_num_queries(9):
        assert ekonomi.section(period_of(slag=slag)) is not None


# Figures 3 and 4


def build_figures_3_and_4() -> None:
    build_figure_2()
    take_in_figure_3(by=build_user("eva"), at=NU)
    build_timbelopp(**HELA_2015)


def test_figure_3_is_the_one_of_the_audit(settings):
    settings.KOMMUN_NAMN = "Västerås stad"
    build_figures_3_and_4()

    figur_3, _ = timbelopp.section(period_of()).delar

    assert [(rad[0], plain(rad[1])) for rad in figur_3.tabeller[0].rader] == [
        ("Borås", "250 kr (2014)"),
        ("Gävle", "Statliga schablonen"),
        ("Linköping", "274 kr och 260 kr om anhörig är assistent"),
        ("Norrköping", "Statliga schablonen"),
        ("Solna", "Statliga schablonen"),
        ("Södertälje", "276 kr"),
        ("Uppsala", "253 kr och 280 kr om natt ingår i assistansen"),
        ("Västerås", "Statliga schablonen"),
        ("Örebro", "256 kr och 242 kr om anhörig är assistent"),
    ]
    assert plain(figur_3.stycken[0]) == "Fem av åtta har ett lägre belopp än statens 284 kr."
    assert "260 kr, anhörig" in plain(figur_3.bilder[0].svg)
    assert figur_3.bilder[0].text.count(". ") >= 9


def test_figure_4_is_the_one_of_the_audit_to_the_krona():
    build_figures_3_and_4()

    figur_4 = timbelopp.section(period_of()).delar[1]

    assert figur_4.tabeller[0].rader == (
        ("−20", Decimal(264), Decimal(-1_084_507)),
        ("−15", Decimal(269), Decimal(-813_380)),
        ("−10", Decimal(274), Decimal(-542_254)),
        ("−5", Decimal(279), Decimal(-271_127)),
    )
    assert plain(figur_4.stycken[0]) == (
        "Budgeten för 2015, 15 400 000 kr (15,4 mnkr), delad med 284 kr räcker till ca 54 225 timmar. Effekten är "
        "budgeten × ändringen / timbeloppet, räknad utan att timmarna avrundas först, och sedan avrundad till närmaste "
        "krona."
    )
    assert plain(figur_4.stycken[1]).startswith(
        "Om ersättningen i genomsnitt var 20 kr lägre minskar kostnaden med 1,1 mnkr."
    )


def test_the_explained_rounding_is_the_one_that_gives_the_audits_figures():
    """With the hours rounded first, a change of 20 would be 7 kronor away."""
    assert round(15_400_000 / 284) * 20 == 1_084_500
    assert round(Decimal(15_400_000) * 20 / 284) == 1_084_507


def test_the_sensitivity_waits_for_budget_and_rate_and_the_comparison_for_its_figures():
    build_figure_2()
    assert timbelopp.section(period_of()) is None

    build_timbelopp(**HELA_2015)
    [figur_4] = timbelopp.section(period_of()).delar
    assert figur_4.kod == "figur-4"

    Kommunbelopp.objects.create(kommun="Borås", ar=2014, belopp=250, kalla="Borås")
    assert [del_.kod for del_ in timbelopp.section(period_of()).delar] == ["figur-3", "figur-4"]


def test_the_municipalitys_own_amount_is_what_the_hours_are_reckoned_with():
    build_figures_3_and_4()
    build_timbelopp(kategori="kommun", belopp=Decimal(280), **HELA_2015)

    avsnitt = timbelopp.section(period_of())

    assert "280 kr per timme (kommunens timbelopp)" in plain(avsnitt.stycken[0])
    assert "ca 55 000 timmar" in plain(avsnitt.delar[1].stycken[0])


@pytest.mark.parametrize("slag", list(Utgava))
def test_the_rate_takes_three_queries_in_every_edition(slag, django_assert_num_queries):
    build_figures_3_and_4()

    with django_assert_num_queries(3):
        assert timbelopp.section(period_of(slag=slag)) is not None
