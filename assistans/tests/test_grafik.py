from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from lxml import etree

from assistans.grafik import (
    Band,
    Manadsbild,
    Rad,
    Spann,
    Vistelse,
    forklaring,
    manadsbild,
    matt,
    matt_beviljat,
    row_id,
    utfallsstapel,
)

TIM = 60
BEVILJAT = Fraction(32 * TIM * 30, 7)

E01 = Rad(16, 14 * TIM, 16 * TIM, "avvikelse", "E01")
E04 = Rad(22, 8 * TIM, 16 * TIM, "avvikelse", "E04")
FORSTA_DAGEN = Rad(21, 9 * TIM, 10 * TIM + 30, "varning", "E04")
VANLIG = Rad(1, 8 * TIM, 11 * TIM)

BILD = Manadsbild(
    manad=date(2015, 4, 1),
    referens="LSS-9F3C",
    band=(
        Band("Mira Hallgren", "12:30 tim", (VANLIG, FORSTA_DAGEN, E04)),
        Band("Jonas Wretling", "2:00 tim", (E01,)),
    ),
    tillstand=(Spann(1, 30),),
    beslut=(Spann(1, 30, "Beslut LSS 2014/0381 rad 1: 32 tim i veckan"),),
    vistelser=(Vistelse(datetime(2015, 4, 21, 8, tzinfo=UTC), datetime(2015, 4, 24, 13, tzinfo=UTC), "Sjukhus"),),
    snitt_per_dag=BEVILJAT / 30,
)


def drawn(svg):
    return etree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def found(svg, path):
    return drawn(svg).xpath(path.replace("//", "//s:"), namespaces={"s": "http://www.w3.org/2000/svg"})


def described(svg):
    return found(svg, "//desc")[0].text.replace("\u00a0", " ")


def labels(svg):
    return ["".join(text.itertext()) for text in found(svg, "//text[contains(@class, 'etikett-i-bild')]")]


def row(svg, nr, rad):
    return found(svg, f"//g[@id='{row_id('bild', nr, rad)}']")[0][0]


# The outcome bar


def test_the_outcome_bar_is_as_wide_as_the_kronor():
    bar = utfallsstapel({"godkand": Decimal(75), "avvikelse": Decimal(25)})

    red, green = (float(part.get("width").rstrip("%")) for part in found(bar, "//rect[contains(@x, '%')]"))
    assert red / (red + green) == pytest.approx(0.25, abs=0.001)


def test_the_outcome_bar_tells_its_figures_with_the_worst_first():
    bar = utfallsstapel({"godkand": Decimal("996840"), "avvikelse": Decimal("99116"), "varning": Decimal(0)})

    assert described(bar) == "Av 1 095 956 kr är avvikelse 99 116 kr och godkänd 996 840 kr."


def test_a_sliver_is_seen_and_the_bar_still_ends_where_it_should():
    bar = utfallsstapel({"avvikelse": Decimal(1), "ej_bedomd": Decimal(1), "godkand": Decimal(5_000_000)})

    parts = [(float(p.get("x")[:-1]), float(p.get("width")[:-1])) for p in found(bar, "//rect[contains(@x, '%')]")]
    assert min(width for _, width in parts) >= 0.5
    assert sum(parts[-1]) == pytest.approx(100, abs=0.05)


def test_what_does_not_apply_is_never_part_of_the_bar():
    assert described(utfallsstapel({"ej_tillamplig": Decimal(500)})) == "Inget belopp är fakturerat."


# The measures


def test_a_measure_within_the_granted_time_has_no_hatching():
    assert "pattern" not in matt(BEVILJAT, 120 * TIM, 150 * TIM, id_prefix="a")


def test_one_minute_too_much_is_hatched_and_seen():
    measure = matt(120 * TIM, 120 * TIM + 1, 150 * TIM, id_prefix="a")

    [over] = found(measure, "//rect[@fill='url(#a-over)']")
    assert float(over.get("width")[:-1]) >= 1
    assert float(over.get("x")[:-1]) == pytest.approx(80)


def test_a_measure_beyond_its_scale_stays_inside_the_picture():
    measure = matt(0, 200 * TIM, 150 * TIM, id_prefix="a")

    [over] = found(measure, "//rect[@fill='url(#a-over)']")
    assert float(over.get("x")[:-1]) + float(over.get("width")[:-1]) == pytest.approx(100)


def test_the_line_stands_at_the_granted_time():
    assert found(matt_beviljat(75 * TIM, 150 * TIM), "//line")[0].get("x1") == "50%"


# The month picture


def test_the_description_holds_the_findings_in_figures():
    told = described(manadsbild(BILD))

    assert "Avvikelser: Jonas Wretling 16 april 14.00–16.00 (E01) och Mira Hallgren 22 april 08.00–16.00 (E04)." in told
    assert "Varningar: Mira Hallgren 21 april 09.00–10.30 (E04)." in told
    assert "Vistelse: Sjukhus 21 april 10.00 – 24 april 15.00." in told
    assert "IVO-tillstånd gäller hela månaden." in told
    assert "Mest tid en dag: 8 tim den 22 april." in told
    assert "Beviljat i snitt 4 tim 34 min per dag." in told


def test_length_and_hour_are_true():
    picture = manadsbild(BILD)

    two_hours, eight_hours = row(picture, 1, E01), row(picture, 0, E04)
    assert float(eight_hours.get("height")) == pytest.approx(4 * float(two_hours.get("height")), abs=0.03)
    per_hour = float(two_hours.get("height")) / 2
    band = 58
    assert float(two_hours.get("y")) - float(eight_hours.get("y")) == pytest.approx(band + 6 * per_hour, abs=0.03)


def test_a_day_is_as_wide_in_february_as_the_month_allows():
    rad = Rad(28, 0, 60, "avvikelse", "A01")
    february = replace(BILD, manad=date(2015, 2, 1), band=(Band("A", "", (rad,)),), tillstand=None, beslut=())

    last_day = row(manadsbild(february), 0, rad)
    assert float(last_day.get("x")) + float(last_day.get("width")) == pytest.approx(1110 - 3)


def test_saturdays_sundays_and_holidays_are_shaded():
    assert len(found(manadsbild(BILD), "//rect[@class='helg']")) == 10
    assert BILD.lediga == {3, 4, 5, 6, 11, 12, 18, 19, 25, 26}


def test_a_deviation_is_filled_ringed_and_has_its_code_and_a_warning_is_hollow():
    picture = manadsbild(BILD)

    assert [shape.get("class") for shape in row(picture, 0, E04).getparent()] == ["fel", "ring"]
    assert [shape.get("class") for shape in row(picture, 0, FORSTA_DAGEN).getparent()] == ["varn"]
    assert sorted(labels(picture)) == ["E01", "E04"]


def test_the_same_finding_on_days_in_a_row_has_its_code_once():
    rader = tuple(Rad(dag, 8 * TIM, 10 * TIM, "avvikelse", "A01") for dag in (3, 4, 5, 9))

    assert labels(manadsbild(replace(BILD, band=(Band("A", "", rader),)))) == ["A01", "A01"]


def test_a_code_on_the_last_day_stands_to_the_left():
    rad = Rad(30, 8 * TIM, 10 * TIM, "avvikelse", "A01")
    picture = manadsbild(replace(BILD, band=(Band("A", "", (rad,)),)))

    [label] = found(picture, "//text[contains(@class, 'etikett-i-bild')]")
    assert label.get("text-anchor") == "end"


def test_a_stay_is_hatched_to_the_hour_on_every_assistant():
    boxes = found(manadsbild(BILD), "//rect[contains(@fill, 'vistelse')]")

    assert len(boxes) == 4 * 2
    first, whole = float(boxes[0].get("height")), float(boxes[2].get("height"))
    assert whole == 58
    assert first == pytest.approx(58 - 2 - 54 * 10 / 24, abs=0.01)


def test_a_stay_that_began_before_the_month_is_hatched_from_its_first_day():
    long_stay = Vistelse(datetime(2015, 3, 20, 8, tzinfo=UTC), datetime(2015, 4, 2, 8, tzinfo=UTC), "Sjukhus")

    assert [dag for dag, _, _ in BILD.days_of(long_stay)] == [1, 2]


def test_a_stay_without_end_goes_on_to_the_end_of_the_month():
    still_there = Vistelse(datetime(2015, 4, 29, 8, tzinfo=UTC), None, "Sjukhus")

    assert list(BILD.days_of(still_there)) == [(29, 600, 1440), (30, 0, 1440)]


def test_a_stay_that_returns_is_counted_instead_of_listed():
    days = tuple(
        Vistelse(datetime(2015, 4, dag, 8, tzinfo=UTC), datetime(2015, 4, dag, 14, tzinfo=UTC), "Daglig verksamhet")
        for dag in (7, 8, 9, 10)
    )

    assert "Vistelse: Daglig verksamhet, 4 tillfällen." in described(manadsbild(replace(BILD, vistelser=days)))


def test_decisions_at_the_same_time_lie_below_each_other():
    beslut = (Spann(1, 30, "Ordinarie"), Spann(10, 14, "Utökning"), Spann(15, 20, "Utökning"))

    bands = found(manadsbild(replace(BILD, beslut=beslut)), "//rect[@class='band']")
    assert [float(band.get("y")) for band in bands] == [69, 93, 93]


def test_a_missing_permit_and_a_missing_decision_are_said():
    picture = manadsbild(replace(BILD, tillstand=(), beslut=(), snitt_per_dag=None))

    assert "IVO-tillstånd saknas hela månaden. Inget beslut gäller någon dag i månaden." in described(picture)
    assert {"Saknas hela månaden", "Inget beslut gäller i månaden"} <= set(
        found(picture, "//text[@class='rod']/text()")
    )


def test_a_permit_that_is_not_required_is_not_missing():
    assert "saknas" not in described(manadsbild(replace(BILD, tillstand=None)))


def test_a_month_without_rows_says_so():
    picture = manadsbild(replace(BILD, band=()))

    assert "Inga tidrader finns." in described(picture)


def test_elapsed_minutes_count_where_the_clock_was_turned():
    spring_night = Rad(29, 0, 4 * TIM, minuter=3 * TIM)

    assert replace(BILD, band=(Band("A", "", (spring_night,)),)).minutes_per_day() == {29: (180, 0)}


def test_names_are_escaped_and_the_picture_is_safe_in_a_template():
    picture = manadsbild(replace(BILD, band=(Band("<b>&", "", ()),)))

    assert "<b>" not in picture
    assert Template("{{ bild }}").render(Context({"bild": picture})) == picture


def test_no_colour_stands_in_the_markup():
    assert "#" not in manadsbild(BILD).replace("url(#", "").replace('"#', "")


def test_two_pictures_on_a_page_share_no_id():
    one, other = (set(found(manadsbild(BILD, id_prefix=prefix), "//*/@id")) for prefix in ("ett", "tva"))

    assert one
    assert not one & other


def test_the_legend_explains_what_occurs_and_nothing_else():
    assert [words for _, words in forklaring(BILD)] == [
        "Tidrad",
        "Tidrad med avvikelse",
        "Tidrad med varning",
        "Vistelse",
        "Beviljat i snitt per dag",
    ]
    calm = replace(BILD, band=(Band("A", "", (VANLIG,)),), vistelser=(), snitt_per_dag=None)
    assert [words for _, words in forklaring(calm)] == ["Tidrad"]
