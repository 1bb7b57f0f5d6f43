"""What the database refuses about rates, costs and calculations, tried by raw SQL."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.roller import Roll
from beslut.models import Budgetpost, Kalkyl, Kalkylpost, Kommunbelopp, Kostnadspost
from tests.byggstenar import NU, build_anordnare, build_brukare, build_timbelopp, build_user
from tests.vagran import copy_row, execute, refused

pytestmark = pytest.mark.django_db

FASTSTALL = "UPDATE beslut_kalkyl SET faststalld = now(), faststalld_av_id = %s WHERE id = %s"


@pytest.fixture
def andel():
    """95 per cent of the schablon, to öre, as Västerås had it in 2019."""
    return build_timbelopp(
        kategori="kommun",
        galler_fran=date(2019, 1, 1),
        galler_tom=date(2019, 12, 31),
        belopp=Decimal("284.81"),
        procent=Decimal(95),
        avrundning="ore",
    )


@pytest.fixture
def kalkyl():
    kalkyl = Kalkyl.objects.create(
        ar=2015, version=1, upprattad_av=build_user("eva", Roll.CONTROLLER), upprattad=NU, motivering="Löneavtalet"
    )
    kalkyl.poster.create(slag=Kalkylpost.Slag.LON, enhet="kronor", varde=Decimal(150), kalla="Löneavtalet")
    return kalkyl


@pytest.fixture
def faststalld(kalkyl):
    execute(FASTSTALL, [build_user("maria", Roll.ENHETSCHEF).pk, kalkyl.pk])
    return kalkyl


@pytest.mark.parametrize(
    ("kategori", "andrat"),
    [
        ("schablon", {}),
        ("kommun", {}),
        ("anhorig", {}),
        ("natt", {}),
        ("avtal", {"anordnare": True}),
        ("forhojt", {"brukare": True}),
        ("individuell", {"brukare": True}),
    ],
)
def test_no_category_has_two_rates_on_one_day(kategori, andrat):
    vem = {"brukare": build_brukare()} if "brukare" in andrat else {}
    vem |= {"anordnare": build_anordnare()} if "anordnare" in andrat else {}
    timbelopp = build_timbelopp(kategori=kategori, galler_tom=date(2015, 12, 31), **vem)

    with refused("timbelopp_overlappar_inte"):
        copy_row("beslut_timbelopp", timbelopp.pk, galler_fran=date(2015, 12, 31), galler_tom=None)

    copy_row("beslut_timbelopp", timbelopp.pk, galler_fran=date(2016, 1, 1), galler_tom=None)


@pytest.mark.parametrize(
    "andrat",
    [
        {"procent": None},
        {"avrundning": ""},
        {"procent": Decimal(0)},
        {"procent": Decimal(-5)},
        {"kategori": "schablon"},
    ],
)
def test_a_share_has_its_percentage_its_rounding_and_a_category_of_the_municipality(andel, andrat):
    with refused("timbelopp_procent_med_avrundning"):
        copy_row("beslut_timbelopp", andel.pk, galler_fran=date(2020, 1, 1), galler_tom=None, **andrat)


def test_a_contract_price_is_no_share(andel):
    with refused("timbelopp_procent_med_avrundning"):
        copy_row("beslut_timbelopp", andel.pk, kategori="avtal", anordnare_id=build_anordnare().pk)


def test_a_part_of_the_cost_stands_once_and_is_not_below_zero():
    timbelopp = build_timbelopp(kategori="individuell", brukare=build_brukare())
    post = timbelopp.kostnader.create(slag=Kostnadspost.Slag.LON, belopp=Decimal("210.50"))

    with refused("kostnadspost_nyckel"):
        copy_row("beslut_kostnadspost", post.pk)
    with refused("kostnadspost_inte_under_noll"):
        copy_row("beslut_kostnadspost", post.pk, slag="ob", belopp=Decimal("-0.01"))


def test_nobody_adopts_what_they_have_written(kalkyl):
    with refused("kalkyl_faststalld_av_annan"):
        execute(FASTSTALL, [kalkyl.upprattad_av_id, kalkyl.pk])


def test_a_calculation_is_adopted_by_somebody_at_some_time(kalkyl):
    with refused("kalkyl_faststalld_av_annan"):
        execute("UPDATE beslut_kalkyl SET faststalld = now() WHERE id = %s", [kalkyl.pk])


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE beslut_kalkyl SET motivering = 'annat' WHERE id = %s",
        "UPDATE beslut_kalkyl SET faststalld = NULL, faststalld_av_id = NULL WHERE id = %s",
        "UPDATE beslut_kalkylpost SET varde = 140 WHERE kalkyl_id = %s",
        "DELETE FROM beslut_kalkylpost WHERE kalkyl_id = %s",
        "INSERT INTO beslut_kalkylpost (kalkyl_id, slag, enhet, varde, kalla) VALUES (%s, 'ob', 'kronor', 5, 'x')",
    ],
)
def test_an_adopted_calculation_stands_fast(faststalld, sql):
    with refused("beslut_kalkyl" if "beslut_kalkyl SET" in sql else "Kalkylen är fastställd"):
        execute(sql, [faststalld.pk])


def test_a_part_does_not_move_into_an_adopted_calculation(faststalld):
    utkast = Kalkyl.objects.create(ar=2015, version=2, upprattad_av=faststalld.upprattad_av, upprattad=NU)
    post = utkast.poster.create(slag=Kalkylpost.Slag.OB, enhet="kronor", varde=Decimal(5), kalla="x")

    with refused("Kalkylen är fastställd"):
        execute("UPDATE beslut_kalkylpost SET kalkyl_id = %s WHERE id = %s", [faststalld.pk, post.pk])


def test_wages_are_written_in_kronor(kalkyl):
    with refused("kalkylpost_lon_i_kronor"):
        execute("UPDATE beslut_kalkylpost SET enhet = 'procent' WHERE kalkyl_id = %s", [kalkyl.pk])


def test_a_municipality_has_an_amount_or_follows_the_schablon():
    rad = Kommunbelopp.objects.create(kommun="Borås", ar=2014, belopp=Decimal(250), kalla="x")

    with refused("kommunbelopp_belopp_eller_schablon"):
        copy_row("beslut_kommunbelopp", rad.pk, ar=2015, foljer_schablon=True)
    with refused("kommunbelopp_belopp_eller_schablon"):
        copy_row("beslut_kommunbelopp", rad.pk, ar=2015, belopp=None)
    with refused("kommunbelopp_nyckel"):
        copy_row("beslut_kommunbelopp", rad.pk)


def test_a_year_has_one_budget_of_each_kind():
    post = Budgetpost.objects.create(ar=2015, slag="lss", belopp=Decimal(15_400_000))

    with refused("budgetpost_nyckel"):
        copy_row("beslut_budgetpost", post.pk, belopp=Decimal(1))
    with refused("budgetpost_inte_under_noll"):
        copy_row("beslut_budgetpost", post.pk, ar=2016, belopp=Decimal(-1))
