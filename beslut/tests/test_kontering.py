"""Konteringstabellen: en rad ändras inte, den följs av en ny, och prestationsmånaden avgör."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assistans.models import Andring, Handelse
from beslut.models import Kontering
from beslut.services.coding import end_coding, register_coding
from beslut.services.refusal import RegistrationRefused
from tests.byggstenar import NU, build_arende, build_user
from tests.byggstenar_kontering import build_kontering
from tests.vagran import copy_row, refused

pytestmark = pytest.mark.django_db

IFYLLT = {
    "slag": "assistans",
    "avtalsform": "C",
    "mottagare": "enskild",
    "galler_fran": "2015-01-01",
    "galler_tom": "",
    "konto": "4538",
    "ansvar": "4100",
    "verksamhet": "5131",
    "motpart": "",
    "momsersattning": "",
}


def text_of(svar) -> str:
    return " ".join(svar.content.decode().replace("\u00a0", " ").split())


@pytest.fixture
def karin(client: Client):
    karin = build_user("karin", "ekonom")
    client.force_login(karin)
    return karin


def enter(**andrat) -> Kontering:
    falt = IFYLLT | {"galler_fran": date(2015, 1, 1), "galler_tom": None, "momsersattning": "nej"} | andrat
    return register_coding(**falt, by=build_user("karin", "ekonom"), at=NU)


def test_a_new_row_ends_the_open_one_the_day_before_and_the_history_has_it():
    forsta = enter()

    enter(galler_fran=date(2015, 7, 1), konto="4539")

    forsta.refresh_from_db()
    assert forsta.galler_tom == date(2015, 6, 30)
    assert Andring.objects.filter(tabell="beslut_kontering", rad_id=str(forsta.pk)).exists()
    assert Handelse.objects.filter(typ="kontering.registrerad").count() == 2


def test_rows_of_other_things_stay_as_they_are():
    andra = enter(avtalsform="D", mottagare="naringsidkare")

    enter(galler_fran=date(2015, 7, 1))

    andra.refresh_from_db()
    assert andra.galler_tom is None


@pytest.mark.parametrize(
    ("falt", "varde"),
    [
        ("konto", "45 38"),
        ("konto", "45"),
        ("ansvar", ""),
        ("verksamhet", ""),
        ("motpart", "8-7"),
        ("galler_fran", date(2015, 1, 2)),
        ("galler_tom", date(2014, 12, 31)),
    ],
)
def test_what_the_files_cannot_carry_is_refused_at_its_field(falt, varde):
    with pytest.raises(RegistrationRefused) as vagrat:
        enter(**{falt: varde})

    assert vagrat.value.falt == falt


def test_a_period_inside_another_is_refused_in_words():
    enter(galler_tom=date(2015, 12, 31))

    with pytest.raises(RegistrationRefused, match="redan en kontering"):
        enter(galler_fran=date(2015, 3, 1), galler_tom=date(2015, 3, 31))


def test_the_database_refuses_two_rows_of_the_same_day():
    rad = build_kontering()

    with refused("kontering_overlappar_inte"):
        copy_row("beslut_kontering", rad.pk, galler_fran="2015-03-01")


def test_a_row_becomes_shorter_and_never_longer():
    rad = enter()
    by = build_user("karin", "ekonom")

    end_coding(kontering=rad, galler_tom=date(2015, 6, 30), by=by, at=NU)

    with pytest.raises(RegistrationRefused, match="slutar redan"):
        end_coding(kontering=rad, galler_tom=date(2015, 7, 31), by=by, at=NU)


# --- Pages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mottagare", "valt", "blir"),
    [("enskild", "", "nej"), ("naringsidkare", "", "oklart"), ("enskild", "ja", "ja"), ("naringsidkare", "nej", "nej")],
)
@pytest.mark.usefixtures("karin")
def test_the_compensation_is_no_for_a_private_person_unless_chosen(client, mottagare, valt, blir):
    client.post(reverse("beslut:kontering_ny"), IFYLLT | {"mottagare": mottagare, "momsersattning": valt})

    assert Kontering.objects.get().momsersattning == blir


@pytest.mark.usefixtures("karin")
def test_the_table_shows_a_chosen_day_and_on_request_all_that_has_been(client):
    build_kontering(galler_tom=date(2015, 6, 30), konto="4111")
    build_kontering(galler_fran=date(2015, 7, 1), konto="4222")

    sommar = text_of(client.get(reverse("beslut:kontering"), {"dag": "2015-05-04"}))
    alla = text_of(client.get(reverse("beslut:kontering"), {"dag": "2015-05-04", "alla": "on"}))

    assert "4111" in sommar
    assert "4222" not in sommar
    assert "4222" in alla
    assert "Börjar gälla" in alla


@pytest.mark.usefixtures("karin")
def test_what_is_claimed_without_a_row_is_told_with_a_link_that_fills_in_the_form(client, monkeypatch):
    build_arende()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NU)

    sida = text_of(client.get(reverse("beslut:kontering")))

    vad = "Personlig assistans, avtalsform D, till bolag, förening eller annan näringsidkare"
    assert vad in sida
    assert "maj 2015" in sida
    assert "slag=assistans&amp;avtalsform=D&amp;mottagare=naringsidkare&amp;galler_fran=2015-05-01" in sida


@pytest.mark.usefixtures("karin")
def test_a_row_is_ended_on_its_page(client):
    rad = build_kontering()

    client.post(reverse("beslut:kontering_avsluta", args=[rad.pk]), {"galler_tom": "2015-06-30"})

    rad.refresh_from_db()
    assert rad.galler_tom == date(2015, 6, 30)


@pytest.mark.usefixtures("karin")
def test_the_table_asks_as_many_questions_for_two_rows_as_for_six(client, django_assert_num_queries):
    def count() -> int:
        with django_assert_num_queries(QUERIES):
            client.get(reverse("beslut:kontering"))
        return Kontering.objects.count()

    build_kontering()
    count()
    for form in "ABC":
        build_kontering(avtalsform=form)
    assert count() == 4


QUERIES = 6


@pytest.mark.parametrize(
    ("roll", "laser", "andrar"),
    [
        ("ekonom", 200, 200),
        ("controller", 200, 403),
        ("revisor", 200, 403),
        ("enhetschef", 200, 403),
        ("namnd", 200, 403),
        ("handlaggare", 403, 403),
        ("konsulent", 403, 403),
        ("administrativ_assistent", 403, 403),
    ],
)
def test_who_reads_and_who_changes(client, roll, laser, andrar):
    rad = build_kontering()
    client.force_login(build_user(roll, roll))

    assert client.get(reverse("beslut:kontering")).status_code == laser
    assert client.get(reverse("beslut:kontering_ny")).status_code == andrar
    assert client.get(reverse("beslut:kontering_avsluta", args=[rad.pk])).status_code == andrar
