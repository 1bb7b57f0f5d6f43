"""Beslut som inte har verkställts: tre månader på dagen, efter beslutet eller efter den sista tiden."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.bevakning.punkt import Fraga, find_points
from beslut.services.unexecuted import report_unexecuted
from beslut.tests.sidor import text_of
from fakturor.models import Tidrad
from fakturor.sidor.ej_verkstallda import day_after_months, last_day_of_quarter, quarter_of, unexecuted
from tests.byggstenar import (
    NU,
    build_arende,
    build_beslut,
    build_brukare,
    build_handlaggare,
    build_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def handlaggare():
    return build_handlaggare()


def new_decision(brukare, beslutsdatum: date, fran: date | None = None, **falt):
    beslut = build_beslut(brukare, galler_fran=fran or beslutsdatum, **falt)
    beslut.beslutsdatum = beslutsdatum
    beslut.save()
    return beslut


def test_the_third_month_is_out_on_the_same_day_of_the_month(handlaggare):
    new_decision(build_brukare(), date(2015, 1, 15))

    assert unexecuted(handlaggare, date(2015, 4, 14)) == []
    [funnet] = unexecuted(handlaggare, date(2015, 4, 15))
    assert (funnet.senast_utfort, funnet.fran, funnet.sedan) == (None, date(2015, 1, 15), date(2015, 4, 15))


@pytest.mark.parametrize(
    ("dag", "efter"),
    [
        (date(2015, 11, 30), date(2016, 2, 29)),
        (date(2014, 11, 30), date(2015, 2, 28)),
        (date(2015, 1, 31), date(2015, 4, 30)),
        (date(2015, 12, 1), date(2016, 3, 1)),
    ],
)
def test_three_months_after_a_day_that_the_month_does_not_have_is_its_last(dag, efter):
    assert day_after_months(dag, 3) == efter


def test_a_decision_that_begins_later_is_counted_from_its_first_day(handlaggare):
    new_decision(build_brukare(), date(2015, 1, 15), fran=date(2015, 3, 1))

    assert unexecuted(handlaggare, date(2015, 5, 31)) == []
    assert len(unexecuted(handlaggare, date(2015, 6, 1))) == 1


def test_worked_time_carries_it_out_until_three_months_after_the_last_of_it(handlaggare):
    build_arende()

    assert unexecuted(handlaggare, date(2015, 8, 17)) == []
    [funnet] = unexecuted(handlaggare, date(2015, 8, 18))
    assert funnet.senast_utfort == date(2015, 5, 18)


def test_time_that_is_withdrawn_is_no_time(handlaggare):
    arende = build_arende()
    arende.rapport.rader.filter(datum__gt=date(2015, 5, 4)).update(dragen_version=2)

    [funnet] = unexecuted(handlaggare, date(2015, 8, 17))

    assert funnet.senast_utfort == date(2015, 5, 4)


def test_a_newest_report_without_any_time_left_does_not_hide_the_older(handlaggare):
    arende = build_arende()
    Tidrad.objects.update(dragen_version=2)

    [funnet] = unexecuted(handlaggare, date(2015, 8, 1))

    assert funnet.senast_utfort is None
    assert arende.brukare == funnet.beslut.brukare


def test_a_decision_that_does_not_hold_is_not_told_nor_one_by_forsakringskassan(handlaggare):
    new_decision(build_brukare(), date(2015, 1, 1), galler_tom=date(2015, 3, 31))
    new_decision_fk = build_beslut(build_brukare("LSS-1B2D", "198511299995"), diarienummer="FK 1")
    new_decision_fk.rader.update(typ="assistansersattning")

    assert unexecuted(handlaggare, date(2015, 6, 1)) == []


def test_nobody_is_told_of_who_is_dead_or_closed_to_the_reader(handlaggare):
    new_decision(build_brukare(avliden=date(2015, 2, 1)), date(2015, 1, 1))
    stangd = build_brukare("LSS-1B2D", "198511299995", skydd="sekretessmarkering")
    build_beslut(stangd, diarienummer="SN 2")

    assert unexecuted(handlaggare, date(2015, 12, 1)) == []
    stangd.behoriga.add(handlaggare)
    assert len(unexecuted(handlaggare, date(2015, 12, 1))) == 1


def test_that_it_is_reported_is_kept_for_its_quarter(client, handlaggare):
    beslut = new_decision(build_brukare(), date(2015, 1, 1))
    client.force_login(handlaggare)

    svar = client.post(
        reverse("fakturor:ej_verkstallt_rapportera", args=[beslut.pk]),
        {"skal": "Ingen assistent är hittad"},
        follow=True,
    )

    handelse = Handelse.objects.get(typ="beslut.rapporterat_ej_verkstallt")
    assert handelse.uppgifter["skal"] == "Ingen assistent är hittad"
    assert "1 är rapporterade för" in text_of(svar)
    senare = unexecuted(handlaggare, date(2030, 1, 1))
    assert [funnet.rapporterat for funnet in senare] == [False]


def test_the_reason_bears_no_number_of_a_person(client, handlaggare):
    beslut = new_decision(build_brukare(), date(2015, 1, 1))
    client.force_login(handlaggare)

    svar = client.post(reverse("fakturor:ej_verkstallt_rapportera", args=[beslut.pk]), {"skal": "19850113-9995 nekade"})

    assert "Skriv skälet utan personnummer" in text_of(svar)
    assert not Handelse.objects.filter(typ="beslut.rapporterat_ej_verkstallt").exists()


def test_the_file_tells_which_decisions_and_nobodys_name(client, handlaggare):
    new_decision(build_brukare(), date(2015, 1, 15))
    client.force_login(handlaggare)

    svar = client.get(reverse("fakturor:ej_verkstallda_fil"), {"dag": "2015-04-15"}).content.decode("utf-8-sig")

    assert svar.splitlines() == [
        "diarienummer;beslutsdatum;senast_utfort;tre_manader_gick_ut;rapporterat",
        "SN 2014/118;2015-01-15;;2015-04-15;nej",
    ]


def test_the_list_asks_as_much_for_many_as_for_one(client, handlaggare):
    client.force_login(handlaggare)
    new_decision(build_brukare(), date(2015, 1, 15))
    adress = reverse("fakturor:ej_verkstallda")
    with CaptureQueriesContext(connection) as forst:
        client.get(adress, {"dag": "2015-05-01"})
    for nummer, personnummer in enumerate(["198511299995", "198504199897", "198508199885"]):
        build_beslut(build_brukare(f"LSS-{nummer}", personnummer), diarienummer=f"SN 2015/{nummer}")

    with CaptureQueriesContext(connection) as sedan:
        svar = client.get(adress, {"dag": "2015-12-01"})

    assert len(sedan) == len(forst)
    assert "4 beslut den 1 december 2015" in text_of(svar)


@pytest.mark.parametrize(
    ("roll", "laser", "rapporterar"),
    [
        (Roll.HANDLAGGARE, 200, 200),
        (Roll.REVISOR, 200, 403),
        (Roll.ENHETSCHEF, 200, 403),
        (Roll.KONSULENT, 403, 403),
        (Roll.NAMND, 403, 403),
    ],
)
def test_who_reads_the_list_and_who_reports(client, roll, laser, rapporterar):
    beslut = new_decision(build_brukare(), date(2015, 1, 1))
    client.force_login(build_user("nagon", roll))

    assert client.get(reverse("fakturor:ej_verkstallda")).status_code == laser
    assert client.get(reverse("fakturor:ej_verkstallda_fil")).status_code == laser
    assert client.get(reverse("fakturor:ej_verkstallt_rapportera", args=[beslut.pk])).status_code == rapporterar


def test_a_quarter_has_its_name_and_its_last_day():
    assert quarter_of(date(2015, 3, 31)) == "2015-kv1"
    assert quarter_of(date(2015, 4, 1)) == "2015-kv2"
    assert last_day_of_quarter(date(2015, 4, 1)) == date(2015, 6, 30)
    assert last_day_of_quarter(date(2015, 12, 31)) == date(2015, 12, 31)


def test_the_work_list_asks_for_the_report_by_the_end_of_the_quarter(handlaggare):
    beslut = new_decision(build_brukare(), date(2015, 1, 1))
    fraga = Fraga(user=handlaggare, idag=date(2015, 5, 4), till=date(2015, 7, 1))

    [funnen] = find_points(fraga, "ej_verkstallt")

    assert (funnen.punkt.dag, funnen.punkt.vem) == (date(2015, 6, 30), "1\u00a0beslut")
    report_unexecuted(beslut=beslut, kvartal="2015-kv2", skal="Ingen hittad", by=handlaggare, at=NU)
    assert find_points(fraga, "ej_verkstallt") == []
