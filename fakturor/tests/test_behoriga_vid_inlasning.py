"""Den som läser in en person med skyddade uppgifter blir namngiven för henne, så att alltid någon är det."""

import pytest

from assistans.models import Handelse, User
from assistans.roller import Roll
from beslut.models import Brukare
from fakturor.services.importing import import_folder
from fakturor.tests.bygg_mapp import first, only
from tests.byggstenar import NU, build_granskare, build_user

pytestmark = pytest.mark.django_db


def events() -> list[dict]:
    andrade = Handelse.objects.filter(typ="brukare.behoriga_andrade").order_by("pk")
    return list(andrade.values_list("uppgifter", flat=True))


def read_protected(by: User) -> Brukare:
    import_folder(only(brukare=[first("brukare", skydd="sekretessmarkering")]), by=by, at=NU)
    return Brukare.objects.get()


def test_whoever_reads_a_protected_person_in_is_named():
    alma = build_granskare("alma")

    assert list(read_protected(by=alma).behoriga.all()) == [alma]


def test_the_heads_of_the_unit_are_named_for_a_person_whom_the_system_reads_in():
    chef = build_user("henrik", Roll.ENHETSCHEF)

    skyddad = read_protected(by=User.objects.system())

    assert list(skyddad.behoriga.all()) == [chef]
    assert events() == [{"tillagda": [chef.pk], "borttagna": []}]


def test_an_import_changes_nothing_where_somebody_is_named_already():
    alma = build_granskare("alma")
    read_protected(by=alma)

    skyddad = read_protected(by=build_granskare("greta"))

    assert list(skyddad.behoriga.all()) == [alma]
