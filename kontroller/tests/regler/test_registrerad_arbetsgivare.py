"""B05: egen arbetsgivare registrerad hos Skatteverket."""

from datetime import date

import pytest

from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.registrerad_arbetsgivare import registrerad_arbetsgivare
from kontroller.tests.bygg import build_fakta, plain
from kontroller.tests.bygg_anordnare import with_form
from kontroller.tests.bygg_prov import build_bolagskontroll

ETT_AR = Villkor(Allvar.VARNING, {"dagar": 365})


def judge(fakta):
    [fynd] = registrerad_arbetsgivare(fakta, ETT_AR)
    return fynd


@pytest.mark.parametrize(
    ("falt", "utfall"),
    [
        ({}, Utfall.GODKAND),
        ({"datum": date(2014, 5, 4)}, Utfall.GODKAND),
        ({"datum": date(2014, 5, 3)}, Utfall.VARNING),
        ({"utfall": "anmarkning"}, Utfall.VARNING),
        ({"utfall": "avregistrerad"}, Utfall.VARNING),
    ],
)
def test_the_newest_check_is_in_order_and_at_most_a_year_old(falt, utfall):
    fynd = judge(with_form("C", bolagskontroller=(build_bolagskontroll("arbetsgivare", **falt),)))

    assert (fynd.utfall, fynd.redovisning) == (utfall, 1)


def test_that_nobody_has_looked_cannot_be_judged():
    fynd = judge(with_form("C", bolagskontroller=(build_bolagskontroll("f_skatt"),)))

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert plain(fynd.text) == "Ingen har antecknat en kontroll av arbetsgivarens registrering som arbetsgivare."


def test_other_forms_and_an_unknown_provider():
    assert judge(with_form("D")).utfall == Utfall.EJ_TILLAMPLIG
    assert judge(build_fakta(anordnare=None)).utfall == Utfall.EJ_BEDOMD
