"""Reports, time rows and certificates: what a version is, and what the clock did."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistans.models import Handelse
from fakturor.flode import Status
from fakturor.models import Faktura, Intyg, Redovisning, Tidrad, Tidrapport
from fakturor.tests.bygg_mapp import MAPP, PERSON, VIKARIE, first, only
from fakturor.tests.importing.test_register import counts, reasons
from tests.byggstenar_kontroll import bring_to


def row(datum="2015-04-03", start="08:00", slut="12:00", **andrat):
    return first("tidrader", datum=datum, start=start, slut=slut, **andrat)


def standing():
    return [
        (rad.datum.isoformat(), rad.start // 60, rad.slut // 60, rad.minuter)
        for rad in Tidrad.objects.current().order_by("datum", "start")
    ]


def report(manad, kod="R2"):
    return first("rapporter", rapport=kod, manad=manad)


def test_a_row_over_midnight_is_two_parts_and_one_row(kommun):
    assert counts(kommun["tidrader"]) == (2, 2, 0, 0, 0)
    assert standing() == [
        ("2015-04-01", 8, 12, 240),
        ("2015-04-02", 22, 24, 120),
        ("2015-04-03", 0, 6, 360),
    ]


def test_a_row_that_leaves_the_month_is_an_error_as_a_whole(kommun, read):
    rader = [
        *MAPP["tidrader"],
        row("2015-04-30", "22:00", "06:00"),
        row("2015-05-01"),
        row("2015-04-29", "22:00", "00:00"),
    ]

    resultat = read(only(tidrader=rader))["tidrader"]

    assert reasons(resultat) == [
        (4, "slut", "Passet slutar den 1 maj. Den delen hör till rapporten för maj."),
        (5, "datum", "Rapporten gäller april\u00a02015. Dagen ligger i en annan månad."),
    ]
    assert standing()[-1] == ("2015-04-29", 22, 24, 120)


@pytest.mark.parametrize(
    ("manad", "cells", "kolumn", "orsak"),
    [
        ("2015-03", ("2015-03-29", "01:00", "02:30"), "slut", "Klockan 02:30 fanns inte den natten"),
        ("2015-03", ("2015-03-29", "02:30", "06:00"), "start", "Klockan 02:30 fanns inte den natten"),
        ("2015-03", ("2015-03-28", "22:00", "02:15"), "slut", "Klockan 02:15 fanns inte den natten"),
        ("2015-04", ("2015-04-05", "08:00", "08:00"), "slut", "Start och slut är samma klockslag."),
        ("2015-04", ("2015-04-05", "08:00", "24:30"), "slut", "Klockslaget finns inte. Skriv 24:00 eller dela raden"),
    ],
)
def test_a_row_that_could_not_be_is_an_error(kommun, read, manad, cells, kolumn, orsak):
    resultat = read(only(rapporter=[report(manad)], tidrader=[row(*cells, rapport="R2")]))["tidrader"]

    [fel] = resultat.fel
    assert (fel.kolumn, fel.orsak[: len(orsak)]) == (kolumn, orsak)


@pytest.mark.parametrize(
    ("manad", "cells", "minuter", "oavgjord"),
    [
        ("2015-03", ("2015-03-28", "22:00", "06:00"), 7 * 60, False),
        ("2015-10", ("2015-10-24", "22:00", "06:00"), 9 * 60, False),
        ("2015-10", ("2015-10-25", "00:00", "02:30"), 150, True),
    ],
)
def test_the_nights_when_the_clock_changes_are_as_long_as_they_were(kommun, read, manad, cells, minuter, oavgjord):
    read(only(rapporter=[report(manad)], tidrader=[row(*cells, rapport="R2")]))

    rader = list(Tidrad.objects.filter(rapport__kod="R2"))
    assert sum(rad.minuter for rad in rader) == minuter
    assert any(rad.oavgjord for rad in rader) == oavgjord


def test_the_rows_of_a_report_in_a_file_are_the_whole_report(kommun, read):
    rader = [MAPP["tidrader"][0], row("2015-04-07")]

    once, again = read(only(tidrader=rader)), read(only(tidrader=rader))

    assert counts(once["tidrader"]) == (2, 1, 2, 1, 0)
    assert counts(again["tidrader"]) == (2, 0, 0, 2, 0)
    assert [rad[0] for rad in standing()] == ["2015-04-01", "2015-04-07"]
    assert Tidrapport.objects.get().version == 2
    assert list(Tidrad.objects.order_by("datum", "start").values_list("version", "dragen_version")) == [
        (1, None),
        (1, 2),
        (1, 2),
        (2, None),
    ]


def test_a_report_that_the_file_does_not_name_is_left_alone(kommun, read):
    read(only(rapporter=[report("2015-04")], tidrader=[row(rapport="R2")]))

    assert Tidrapport.objects.get(kod="R1").version == 1
    assert len(standing()) == 4


def test_a_changed_row_is_withdrawn_and_another_put_in_its_place(kommun, read):
    rader = [{**MAPP["tidrader"][0], "slut": "11:00"}, MAPP["tidrader"][1]]

    resultat = read(only(tidrader=rader))["tidrader"]

    assert counts(resultat) == (2, 0, 1, 1, 0)
    assert standing()[0] == ("2015-04-01", 8, 11, 180)
    assert Tidrapport.objects.get().version == 2


def test_rows_in_any_order_are_one_report(kommun, read):
    read(only(rapporter=[report("2015-04")]))
    mixed = [MAPP["tidrader"][0], row(rapport="R2"), MAPP["tidrader"][1], row("2015-04-09", rapport="R2")]

    assert counts(read(only(tidrader=mixed))["tidrader"]) == (4, 2, 0, 2, 0)
    assert set(Tidrapport.objects.values_list("version", flat=True)) == {1}


def test_a_bad_row_stops_no_other_and_can_be_added_when_it_is_right(kommun, read):
    rader = [row("2015-04-08", rapport="R2"), row("2015-04-09", slut="25:00", rapport="R2")]
    bad = read(only(rapporter=[report("2015-04")], tidrader=rader))["tidrader"].bad_rows()

    resultat = read([("tidrader.csv", bad.replace(b"25:00", b"15:00"))])["tidrader"]

    assert counts(resultat) == (1, 1, 0, 0, 0)
    assert Tidrad.objects.current().filter(rapport__kod="R2").count() == 2


def test_a_part_after_midnight_meets_no_other_row_on_the_same_minute(kommun, read):
    rader = [row("2015-04-05", "22:00", "02:00"), row("2015-04-06", "00:00", "01:00")]

    assert reasons(read(only(tidrader=rader))["tidrader"]) == [
        (3, "start", "Rad 2 börjar samma minut den 6\u00a0april\u00a02015.")
    ]


def test_a_row_of_an_unknown_report_is_an_error(kommun, read):
    resultat = read(only(tidrader=[row(rapport="R9")], intyg=[first("intyg", rapport="R9")]))

    assert reasons(resultat["tidrader"]) == [(2, "rapport", "Rapporten finns inte i rapporter.csv.")]
    assert reasons(resultat["intyg"]) == [(2, "rapport", "Rapporten finns inte i rapporter.csv.")]


def test_time_that_is_paid_is_never_withdrawn(kommun, read):
    bring_to(Faktura.objects.get(), Status.UTBETALD)

    fewer = read(only(tidrader=[MAPP["tidrader"][1]]))["tidrader"]
    moved = read(only(rapporter=[first("rapporter", assistent=VIKARIE)]))["rapporter"]
    more = read(only(tidrader=[*MAPP["tidrader"], row("2015-04-08")]))["tidrader"]

    assert reasons(fewer) == [(2, "rapport", "Rapporten har rader som är betalda. De kan inte ändras eller utgå.")]
    assert reasons(moved) == [(2, "rapport", "Rapporten har rader som är betalda och kan inte flyttas.")]
    assert counts(more) == (3, 1, 0, 2, 0)
    assert Faktura.objects.get().status == Status.UTBETALD


@pytest.mark.parametrize("status", [Status.KONTROLLERAD, Status.GRANSKAD, Status.GODKAND])
def test_an_invoice_goes_back_when_its_time_changes_before_payment(kommun, read, status):
    bring_to(Faktura.objects.get(), status)

    resultat = read(only(tidrader=[MAPP["tidrader"][0]]))["tidrader"]

    faktura = Faktura.objects.get()
    assert counts(resultat) == (1, 0, 2, 1, 0)
    assert (faktura.status, faktura.omgang) == (Status.MOTTAGEN, 2)
    assert not faktura.godkand_tid.exists()
    assert Handelse.objects.get(typ="faktura.tillbaka").uppgifter["fran"] == status


def test_an_assistant_who_is_not_registered_is_taken(kommun, read):
    resultat = read(only(rapporter=[first("rapporter", rapport="R3", assistent=VIKARIE)]))["rapporter"]

    assert counts(resultat) == (1, 1, 0, 0, 0)


def test_a_report_moved_to_another_assistant_gives_up_its_rows(kommun, read):
    read(only(rapporter=[first("rapporter", assistent=VIKARIE)]))

    assert standing() == []
    assert Tidrapport.objects.get().version == 2

    read(only(tidrader=MAPP["tidrader"]))

    rad = Tidrad.objects.current().first()
    assert (rad.assistent.personnummer, rad.version) == (VIKARIE, 3)


def test_a_report_is_put_in_the_dossier_of_person_provider_and_month(kommun, read):
    read(only(rapporter=[first("rapporter"), report("2015-05")]))

    assert list(Redovisning.objects.order_by("manad").values_list("manad", flat=True)) == [
        date(2015, 4, 1),
        date(2015, 5, 1),
    ]


@pytest.mark.parametrize(
    ("cells", "kolumn"),
    [({"referens": "B-9"}, "referens"), ({"orgnr": "5599004180"}, "orgnr"), ({"manad": "2015-13"}, "manad")],
)
def test_a_report_of_nobody_known_is_an_error(kommun, read, cells, kolumn):
    resultat = read(only(rapporter=[first("rapporter", **cells)]))["rapporter"]

    assert [fel.kolumn for fel in resultat.fel] == [kolumn]


def test_a_certificate_holds_for_the_version_it_was_given_for(kommun, read):
    read(only(tidrader=[MAPP["tidrader"][0]], intyg=MAPP["intyg"]))

    assert list(Intyg.objects.values_list("version", flat=True)) == [1]

    new, again = (read(only(intyg=[first("intyg", datum="2015-05-04")]))["intyg"] for _ in range(2))

    assert (counts(new), counts(again)) == ((1, 0, 1, 0, 0), (1, 0, 0, 1, 0))
    assert counts(read(only(intyg=MAPP["intyg"]))["intyg"]) == (1, 0, 0, 1, 0)
    assert list(Intyg.objects.order_by("pk").values_list("version", flat=True)) == [1, 2]


def test_certificates_of_the_parties_stand_beside_each_other(kommun, read):
    rader = [
        first("intyg", part="anordnare", roll="arbetsgivare"),
        first("intyg", part="brukare", personnummer=PERSON, satt="e_legitimation"),
    ]

    assert counts(read(only(intyg=rader))["intyg"]) == (2, 2, 0, 0, 0)


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(kommun, read):
    def queries(days):
        rader = [row(f"2015-04-{day:02}", f"{hour:02}:00", f"{hour:02}:30") for day in days for hour in range(20)]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert counts(read(only(tidrader=rader))["tidrader"])[1] > 0
        return len(captured)

    few = queries([11])

    assert queries(range(12, 30)) == few
