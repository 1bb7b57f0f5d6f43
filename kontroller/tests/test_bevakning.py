"""Arbetslistan: tidrapporter som är sena, påminnelser som väntar, och tid som Försäkringskassan också täcker."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistans.models import User
from assistans.roller import Roll
from beslut.bevakning.punkt import Fraga, Punkt, find_points
from beslut.models import Brukare
from fakturor.models import GodkandTid
from kontroller.models import ManuellKontroll
from kontroller.services.reminding import draft_reminders
from tests.byggstenar import (
    MANAD,
    NU,
    build_anordnare,
    build_arende,
    build_beslut,
    build_brukare,
    build_redovisning,
    build_uppdrag,
    build_user,
)

pytestmark = pytest.mark.django_db

SJATTE_JULI = date(2015, 7, 6)
NUMMER = ("198503079901", "198503089918", "198505259809")


def points(user: User, slug: str, idag: date = SJATTE_JULI) -> list[Punkt]:
    fraga = Fraga(user=user, idag=idag, till=idag + timedelta(days=30))
    return [funnen.punkt for funnen in find_points(fraga, slug)]


def build_without_report(personnummer: str, orgnr: str = "5599010005", manad: date = MANAD) -> Brukare:
    brukare = build_brukare(f"LSS-{personnummer[-4:]}", personnummer)
    build_beslut(brukare, diarienummer=f"SN {personnummer[-4:]}")
    anordnare = build_anordnare(orgnr, f"Anordnare {orgnr[-4:]}")
    build_uppdrag(brukare, anordnare)
    build_redovisning(brukare, anordnare, manad)
    return brukare


@pytest.fixture
def olof() -> User:
    return build_user("olof", Roll.KONSULENT)


def test_late_reports_are_one_point_for_a_provider_and_month(olof):
    build_arende()
    build_without_report(NUMMER[0])
    build_without_report(NUMMER[1])
    build_without_report(NUMMER[2], "5599020005")

    punkter = points(olof, "sena_rapporter")

    assert [(p.vem, p.vad.replace("\u00a0", " "), p.dag, p.adress) for p in punkter] == [
        (
            "Anordnare 0005",
            "Tidrapport för maj 2015 saknas för en person.",
            date(2015, 7, 5),
            "/manader/2015-05/fullstandighet/",
        ),
        (
            "Exempel Assistans AB",
            "Tidrapport för maj 2015 saknas för två personer.",
            date(2015, 7, 5),
            "/manader/2015-05/fullstandighet/",
        ),
    ]


def test_a_report_is_not_late_on_its_day(olof):
    build_without_report(NUMMER[0])

    assert points(olof, "sena_rapporter", date(2015, 7, 5)) == []
    assert len(points(olof, "sena_rapporter")) == 1


def test_the_list_tells_of_the_two_newest_months_that_are_due(olof):
    brukare = build_without_report(NUMMER[0])
    for manad in (date(2015, 2, 1), date(2015, 3, 1), date(2015, 4, 1), date(2015, 6, 1)):
        build_redovisning(brukare, build_anordnare(), manad)

    assert [p.nummer for p in points(olof, "sena_rapporter")] == [date(2015, 4, 1), date(2015, 5, 1)]


def test_a_report_for_somebody_protected_is_told_only_to_those_who_are_named(olof):
    brukare = build_without_report(NUMMER[0])
    Brukare.objects.update(skydd=Brukare.Skydd.SEKRETESSMARKERING)
    assert points(olof, "sena_rapporter") == []

    brukare.behoriga.add(olof)

    assert len(points(olof, "sena_rapporter")) == 1


def test_as_many_queries_are_made_for_many_as_for_one(olof):
    build_without_report(NUMMER[0])
    with CaptureQueriesContext(connection) as en:
        points(olof, "sena_rapporter")
    build_without_report(NUMMER[1])
    build_without_report(NUMMER[2], "5599020005")
    with CaptureQueriesContext(connection) as flera:
        assert len(points(olof, "sena_rapporter")) == 2

    assert len(flera) == len(en)


@pytest.mark.parametrize("roll", [Roll.KONSULENT, Roll.HANDLAGGARE])
def test_a_reminder_that_is_not_handed_over_waits_on_the_list_of_those_who_write(roll):
    vem = build_user("vem", roll)
    build_without_report(NUMMER[0])
    anordnare = build_anordnare()
    draft_reminders(manad=MANAD, dag=SJATTE_JULI, mottagare=[f"a{anordnare.pk}"], by=vem, at=NU)

    [punkt] = points(vem, "brev")

    assert punkt.vad.replace("\u00a0", " ") == "Utkast från dagen: Påminnelse om underlag för maj 2015."


@pytest.mark.parametrize("roll", [Roll.HANDLAGGARE, Roll.CONTROLLER])
def test_time_that_fk_covers_too_is_a_point_until_somebody_has_noted_it(roll):
    vem = build_user("vem", roll)
    arende = build_arende()
    build_beslut(arende.brukare, diarienummer="FK 1", typ="assistansersattning", galler_fran=date(2015, 5, 18))
    assert points(vem, "fk_ersattning") == []

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    for rad in arende.rapport.rader.all():
        GodkandTid.objects.create(tidrad=rad, faktura=arende.faktura)

    [punkt] = points(vem, "fk_ersattning")
    assert (punkt.vem, punkt.dag) == ("LSS-9F3C", date(2015, 5, 31))
    assert punkt.vad.replace("\u00a0", " ") == (
        "8 tim för 2 272,00 kr är godkänt i maj 2015. Kommunen kan begära ersättning, FK 3032."
    )

    ManuellKontroll.objects.create(
        kod="A10", redovisning=arende.redovisning, utfall="anmarkning", sett="Sett.", datum=SJATTE_JULI, av=vem, tid=NU
    )
    assert points(vem, "fk_ersattning") == []
