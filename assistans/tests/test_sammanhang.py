import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from assistans.models import User
from assistans.roller import Roll, menu_for
from assistans.sammanhang import build_menu, installation, meny


def page(request):
    return HttpResponse()


urlpatterns = [
    path("", page, name="start"),
    path("manader/", page, name="manader"),
    path("manader/rapporter/", page, name="rapporter"),
]

GRUPPER = [
    ("Arbete", [("Min dag", "start", "hem"), ("Månader", "manader", "manad")]),
    ("Uppföljning", [("Rapporter", "rapporter", "rapport"), ("Loggar", "sidan_som_inte_finns", "logg")]),
    ("Tom", [("Handbok", "den_har_inte_heller", "bok")]),
]


@pytest.fixture(autouse=True)
def _own_urls():
    with override_settings(ROOT_URLCONF=__name__):
        yield


def active(address):
    return [plats["namn"] for grupp in build_menu(GRUPPER, address) for plats in grupp["platser"] if plats["aktiv"]]


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/", ["Min dag"]),
        ("/manader/", ["Månader"]),
        ("/manader/2015-04/", ["Månader"]),
        ("/manader/rapporter/2015-04/", ["Rapporter"]),
        ("/annat/", []),
    ],
)
def test_the_place_with_the_longest_beginning_is_active(address, names):
    assert active(address) == names


def test_a_place_without_page_and_a_group_without_places_are_left_out():
    built = build_menu(GRUPPER, "/")

    assert [grupp["rubrik"] for grupp in built] == ["Arbete", "Uppföljning"]
    assert [plats["namn"] for plats in built[1]["platser"]] == ["Rapporter"]


def test_before_login_there_is_no_rail():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    assert meny(request) == {"meny": [], "jag": {}}


def test_the_installation_says_whose_it_is():
    with override_settings(KOMMUN_NAMN="Mälarås kommun", NAMND_NAMN="Omsorgsnämnden"):
        assert installation(RequestFactory().get("/"))["installation"] == {
            "kommun": "Mälarås kommun",
            "namnd": "Omsorgsnämnden",
        }


@pytest.mark.parametrize("roll", Roll.values)
def test_no_role_has_more_than_eight_places(roll):
    platser = [plats for _, grupp in menu_for(User(roller=[roll])) for plats in grupp]

    assert 1 <= len(platser) <= 8
