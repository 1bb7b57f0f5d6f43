"""B18: uppdrag i kommunen och hos anordnaren."""

from datetime import date

import pytest

from kontroller.regel import Utfall
from kontroller.regler.funktionar_i_kommunen import funktionar_i_kommunen
from kontroller.tests.bygg import VARNING, build_anordnare, build_fakta, build_faktura, build_redovisning, plain
from kontroller.tests.bygg_anordnare import with_provider
from kontroller.tests.bygg_prov import build_funktionar


def judge(*funktionarer, **anordnare):
    [fynd] = funktionar_i_kommunen(with_provider(funktionarer=funktionarer, **anordnare), VARNING)
    return fynd


def test_a_management_without_posts_in_the_municipality_passes():
    fynd = judge(build_funktionar(), build_funktionar(None, roll="agare"))

    assert (fynd.utfall, fynd.matt) == (Utfall.GODKAND, {"ledning_antal": 2, "i_kommunen_antal": 0})


def test_a_post_is_told_by_what_she_is_at_the_provider():
    fynd = judge(build_funktionar(), build_funktionar(502, roll="styrelse", i_kommunen=True))

    assert (fynd.utfall, fynd.matt) == (Utfall.VARNING, {"ledning_antal": 2, "i_kommunen_antal": 1})
    assert plain(fynd.text) == (
        "Den som är styrelseledamot hos anordnaren är enligt registret anställd eller förtroendevald i kommunen. Se "
        "efter att hen inte har handlagt något som rör anordnaren."
    )


@pytest.mark.parametrize(
    ("fran", "tom", "utfall"),
    [
        (None, None, Utfall.VARNING),
        (date(2015, 4, 30), None, Utfall.VARNING),
        (date(2015, 5, 1), None, Utfall.EJ_BEDOMD),
        (None, date(2015, 4, 1), Utfall.VARNING),
        (None, date(2015, 3, 31), Utfall.EJ_BEDOMD),
    ],
)
def test_the_days_are_those_of_the_invoices_months(fran, tom, utfall):
    assert judge(build_funktionar(fran=fran, tom=tom, i_kommunen=True)).utfall == utfall


def test_a_management_that_is_not_registered_cannot_be_judged():
    fynd = judge()

    assert (fynd.utfall, fynd.matt) == (Utfall.EJ_BEDOMD, {"ledning_antal": 0, "i_kommunen_antal": 0})


@pytest.mark.parametrize("form", ["egen_arbetsgivare", "kommun"])
def test_own_employers_and_municipalities_are_not_tried(form):
    assert judge(build_funktionar(i_kommunen=True), form=form).utfall == Utfall.EJ_TILLAMPLIG


@pytest.mark.parametrize("fakturadatum", [date(2015, 5, 4), None])
def test_an_invoice_without_months_is_tried_on_its_own_day_or_all_time(fakturadatum):
    anordnare = build_anordnare(funktionarer=(build_funktionar(i_kommunen=True),))
    fakta = build_fakta(anordnare=anordnare, redovisningar=(), faktura=build_faktura(fakturadatum=fakturadatum))

    [fynd] = funktionar_i_kommunen(fakta, VARNING)

    assert fynd.utfall == Utfall.VARNING


def test_an_invoice_without_months_asks_for_the_day_of_the_invoice():
    anordnare = build_anordnare(funktionarer=(build_funktionar(tom=date(2015, 5, 3), i_kommunen=True),))

    [fynd] = funktionar_i_kommunen(build_fakta(anordnare=anordnare, redovisningar=()), VARNING)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_an_invoice_of_several_months_asks_for_them_all():
    juni = build_redovisning(id=2, manad=date(2015, 6, 1), sista_dag=date(2015, 6, 30))
    bara_juni = build_funktionar(fran=date(2015, 6, 30), roll="agare", i_kommunen=True)
    bara_april = build_funktionar(502, tom=date(2015, 4, 1), i_kommunen=True)
    anordnare = build_anordnare(funktionarer=(bara_juni, bara_april))

    [fynd] = funktionar_i_kommunen(build_fakta(anordnare=anordnare, redovisningar=(juni, build_redovisning())), VARNING)

    assert fynd.matt == {"ledning_antal": 2, "i_kommunen_antal": 2}
    assert "verkställande direktör och ägare" in fynd.text


def test_an_unknown_provider_cannot_be_judged():
    [fynd] = funktionar_i_kommunen(build_fakta(anordnare=None), VARNING)

    assert fynd.utfall == Utfall.EJ_BEDOMD
