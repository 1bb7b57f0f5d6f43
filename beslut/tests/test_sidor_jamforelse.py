"""Andra kommuners belopp och budgeten i webbläsaren: figur 3 och figur 4 i revisionsrapporten 2015:3."""

from datetime import date
from decimal import Decimal

import pytest

from beslut.belopp.figur3 import FIGUR_3
from beslut.models import Budgetpost
from beslut.services.comparisons import register_budget, take_in_figure_3
from beslut.tests.byggstenar_belopp import budget_2015, read, rows_of
from beslut.tests.sidor import post, text_of
from tests.byggstenar import NU, build_timbelopp

pytestmark = pytest.mark.django_db

SEED = [
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
"""Figure 3 as it stands in the report, row by row."""


def test_figure_3_comes_out_row_by_row_after_one_click(controller, settings):
    settings.KOMMUN_NAMN = "Västerås stad"
    build_timbelopp(galler_tom=date(2015, 12, 31))

    text = text_of(post(controller, "kommunbelopp_figur3"))

    assert "12 uppgifter ur figur 3 är registrerade." in text
    assert [(rad[0].removesuffix("Den egna kommunen"), rad[1]) for rad in rows_of(text)] == SEED
    assert all(rad[2].startswith("Revisionsrapport 2015:3, figur 3") for rad in rows_of(text))
    assert "Fem av åtta har ett lägre belopp än statens 284 kr." in text
    assert len(FIGUR_3) == 12


def test_the_picture_says_the_same_as_the_table(controller, eva):
    build_timbelopp(galler_tom=date(2015, 12, 31))
    take_in_figure_3(by=eva, at=NU)

    text = read(controller, "kommunbelopp_lista")

    bild = text[text.index('<svg class="liggande"') : text.index("</svg>", text.index('<svg class="liggande"'))]
    for kommun, ersattning in SEED:
        assert f"{kommun}: {ersattning}." in bild
    assert 'role="img"' in bild
    assert ">260 kr, anhörig<" in bild
    # Zero-based: the state's 284 kr is the longest, and Borås is 250/284 of it.
    assert 'width="52.00%"' in bild
    assert f'width="{52 * 250 / 284:.2f}%"' in bild


def test_without_the_year_s_schablon_those_that_follow_it_are_not_counted(controller, eva):
    take_in_figure_3(by=eva, at=NU)

    text = read(controller, "kommunbelopp_lista")

    assert "har ett lägre belopp" not in text
    assert [tuple(rad[:2]) for rad in rows_of(text)] == SEED


def test_an_older_amount_stands_with_its_year_until_a_newer_is_known(controller, eva):
    take_in_figure_3(by=eva, at=NU)
    post(controller, "kommunbelopp_nytt", kommun="Borås", ar="2015", kategori="standard", belopp="255", kalla="Borås")

    text = read(controller, "kommunbelopp_lista")

    assert ["Borås", "255 kr"] in [rad[:2] for rad in rows_of(text)]
    assert [rad[:2] for rad in rows_of(read(controller, "kommunbelopp_lista", ar=2014))] == [["Borås", "250 kr"]]


def test_a_municipality_s_amount_is_corrected(controller, eva):
    rad = take_in_figure_3(by=eva, at=NU)[0]

    svar = post(
        controller, "kommunbelopp_ratta", rad.pk, kommun="Borås", ar="2014", kategori="standard", belopp="", kalla="x"
    )
    assert "Skriv beloppet, eller kryssa för att kommunen följer statens schablon." in text_of(svar)
    post(
        controller,
        "kommunbelopp_ratta",
        rad.pk,
        kommun="Borås",
        ar="2014",
        kategori="standard",
        belopp="251",
        kalla="x",
    )

    rad.refresh_from_db()
    assert rad.belopp == Decimal(251)


# The budget: figure 4


def test_figure_4_comes_out_of_the_registered_budget_and_rate(controller, eva):
    budget_2015(eva)

    text = read(controller, "budget_lista")

    assert rows_of(text)[:4] == [
        ["−20", "264,00", "−1 084 507"],
        ["−15", "269,00", "−813 380"],
        ["−10", "274,00", "−542 254"],
        ["−5", "279,00", "−271 127"],
    ]
    assert "Beräkningen utgår från att ca 54 225 timmar ersätts." in text
    assert "(statens schablon)" in text


@pytest.mark.parametrize(
    ("andring", "rad"), [("12,5", ["12,5", "296,50", "677 817"]), ("−1", ["−1", "283,00", "−54 225"])]
)
def test_any_change_may_be_tried(controller, eva, andring, rad):
    budget_2015(eva)

    assert rad in rows_of(read(controller, "budget_lista", ar=2015, andring=andring))


def test_the_municipality_s_own_amount_is_what_the_hours_are_counted_with(controller, eva):
    budget_2015(eva)
    build_timbelopp(kategori="kommun", galler_tom=date(2015, 12, 31), belopp=Decimal(280))

    assert "Beräkningen utgår från att ca 55 000 timmar ersätts." in read(controller, "budget_lista")
    assert "ca 54 225 timmar" in read(controller, "budget_lista", ar=2015, timbelopp="284")


@pytest.mark.parametrize(
    ("fraga", "mening"),
    [
        ({"andring": "tjugo"}, "Skriv ändringen som ett tal, till exempel −12,50."),
        ({"timbelopp": "0"}, "Talet får inte vara mindre än 0,01."),
        ({"ar": "1999"}, "Ingen budget för LSS är registrerad det året."),
    ],
)
def test_a_question_that_cannot_be_counted_is_told_why(controller, eva, fraga, mening):
    budget_2015(eva)

    text = read(controller, "budget_lista", **fraga)

    assert mening in text
    assert "Beräkningen utgår" not in text


def test_without_a_rate_for_the_year_one_is_asked_for(controller, eva):
    register_budget(ar=2015, slag="lss", belopp=Decimal(15_400_000), grund="§ 118", by=eva, at=NU)

    assert "Inget timbelopp gäller hela 2015. Skriv ett att räkna med." in read(controller, "budget_lista")


def test_a_budget_is_written_with_spaces_and_changed(controller):
    post(controller, "budget_ny", ar="2015", slag="lss", belopp="15 400 000", grund="Nämnden § 118")
    budget = Budgetpost.objects.get()
    assert budget.belopp == Decimal(15_400_000)

    assert "Budgeten för 2015 är ändrad." in text_of(
        post(controller, "budget_andra", budget.pk, belopp="16000000", grund="Nämnden § 9")
    )
    svar = post(controller, "budget_ny", ar="2015", slag="lss", belopp="1", grund="x")
    assert "Budgeten för året är redan registrerad. Ändra den i stället." in text_of(svar)
