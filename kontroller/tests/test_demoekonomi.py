"""Demokommunens ekonomi: figur 2 genom de riktiga tjänsterna, och Försäkringskassans faktura med sitt fynd."""

import pytest

from beslut.models import Utfallspost
from fakturor.fk.laddning import load_invoice
from fakturor.fk.prov import examine
from fakturor.models import Fkfaktura
from kontroller.demoekonomi import ensure_economy
from kontroller.demokommun import ensure_users
from tests.byggstenar import build_brukare, build_timbelopp
from tests.byggstenar_fk import build_fk_beslut

pytestmark = pytest.mark.django_db


def test_the_economy_is_entered_once_by_the_economist():
    ensure_users()

    for _ in range(2):
        ensure_economy()

    assert Utfallspost.objects.count() == 6
    assert set(Utfallspost.objects.values_list("upprattad_av__anvandarnamn", flat=True)) == {"karin"}
    assert Fkfaktura.objects.get().granskad is None


def test_one_of_the_two_rows_does_not_agree_with_the_registers():
    ensure_users()
    build_fk_beslut(build_brukare("LSS-6HNT"))
    build_brukare("LSS-X8SA", "198601012399")
    build_timbelopp()

    ensure_economy()

    assert [(f.kod, f.rad) for f in examine(load_invoice(Fkfaktura.objects.get()))] == [("inget_beslut", 2)]
