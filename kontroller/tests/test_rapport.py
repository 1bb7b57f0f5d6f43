"""Nämndens rapport: samma tal som körningen, inga personer, och en PDF som en skärmläsare och ett arkiv kan läsa."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistans.roller import Roll
from kontroller.korning import run_block, start_month
from kontroller.models import Korning, Stickprovspost
from kontroller.rapport import innehall
from kontroller.rapport.delar import avvikelser, per_anordnare, volymer
from kontroller.rapport.dokument import Dokument
from kontroller.rapport.innehall import build_document, period_of
from kontroller.rapport.period import Period, Tidrymd, Utgava, span_of
from kontroller.rapport.sattning import SattAvsnitt, section_as_set
from kontroller.rapport.summor import MINST_PERSONER, outcomes_of, stopped, volumes_of
from kontroller.rapport.tre_sidor import three_sides
from kontroller.services.reporting import ReportRefused, create_report
from tests.byggstenar import (
    MANAD,
    NU,
    build_anordnare,
    build_arende,
    build_beslut,
    build_brukare,
    build_faktura,
    build_granskare,
    build_rapport,
    build_redovisning,
    build_uppdrag,
    build_user,
)
from tests.byggstenar_kontroll import build_stickprov

pytestmark = pytest.mark.django_db

FLER_NUMMER = ("198512119897", "198501019992", "198502129999", "198503119896")
"""Fyra brukare till, ur Skatteverkets testnummer."""


def run(manad=MANAD) -> Korning:
    korning = start_month(manad=manad, by=build_granskare(), at=NU)
    for block in korning.block.all():
        run_block(block.pk, at=NU)
    korning.refresh_from_db()
    return korning


def period() -> Period:
    """The month, with its newest run."""
    return period_of(span_of(Utgava.MANAD, MANAD), dag=NU.date())


def report() -> str:
    """The words of the month's report of its newest run, with its tables as they are read."""
    return " ".join(" ".join(words_of(build_document(period()))).replace("\u00a0", " ").split())


def words_of(dokument: Dokument) -> Iterator[str]:
    """Every word of a report in order, but those of the pictures."""
    yield from dokument.sammanfattning.meningar
    for avsnitt in dokument.avsnitt:
        yield from words_in(section_as_set(avsnitt))


def words_in(avsnitt: SattAvsnitt) -> Iterator[str]:
    """The words of a section and of its parts."""
    yield from (avsnitt.rubrik, *avsnitt.stycken)
    for tabell in avsnitt.tabeller:
        yield from (ruta.text for rad in (tabell.huvud, *tabell.rader) for ruta in rad)
        yield tabell.not_under
    for del_ in avsnitt.delar:
        yield from words_in(del_)


def report_of_a_run() -> str:
    """The same, once the month has been controlled."""
    run()
    return report()


def test_the_report_says_the_months_figures_and_no_person():
    arende = build_arende()

    text = report_of_a_run()

    assert "I maj 2015 fakturerade 1 anordnare 80 timmar personlig assistans för 22 720 kronor." in text
    assert "Av beloppet har 22 720 kronor gått igenom alla kontroller" in text
    assert "Täckningen är 100,0 %: så stor del av kronorna är prövad av varje kontroll i bruk" in text
    for hemligt in (arende.brukare.referens, arende.brukare.efternamn, "R-1"):
        assert hemligt not in text


def test_the_coverage_leads_and_a_section_says_what_it_means():
    build_arende(timmar=81)

    text = report_of_a_run()

    assert build_document(period()).sammanfattning.andel == "0,0\u00a0%"
    assert "väntar på en människa. 1 23 004 100,0 %" in text
    assert "Inget av maj 2015 är godkänt för betalning än. 0 manuella kontroller är antecknade." in text


def test_the_report_counts_what_has_not_come_without_saying_of_whom():
    arende = build_arende()
    tyst = build_brukare("LSS-TYST", "198503079901")
    build_beslut(tyst, diarienummer="SN 2014/119")
    build_uppdrag(tyst, arende.anordnare)

    text = report_of_a_run()

    assert "1 av 2 uppdrag har allt." in text
    assert "Har tid som kommunen har beviljat 2" in text
    assert "LSS-TYST" not in text


def test_the_sample_is_told_with_its_limit_and_no_invoice_number():
    arende = build_arende()
    assert "Inget stickprov är draget bland månadens fakturor." in report_of_a_run()
    [post] = build_stickprov(arende.faktura)
    Stickprovspost.objects.filter(pk=post.pk).update(
        ratt_belopp=22000, notering="Fel.", granskad=NU, granskad_av=build_user("eva", Roll.CONTROLLER)
    )

    text = report()

    assert "1 dragen faktura och 0 efter risk, ur 1 faktura på 22 720,00 kr." in text
    assert "Det uppskattade felet är 720,00 kr, och med 95 procents säkerhet högst 720,00 kr." in text
    assert arende.faktura.nummer not in text


def test_granted_certified_and_invoiced_hours_stand_side_by_side():
    build_arende(timmar=81)

    run()

    sidor = three_sides(period(), fakturerat=Decimal(81))

    assert (sidor.beviljat, sidor.intygat, sidor.fakturerat) == (Decimal(100), Decimal(80), Decimal(81))


def test_a_deviation_is_told_without_saying_whose():
    build_arende(timmar=81)

    run()

    [tabell] = avvikelser.section(period()).tabeller
    [rad] = [rad for rad in tabell.rader if "G04" in rad]
    assert rad == ("Fakturerad tid mot intygad", "G04", "Avvikelse", "Väntar på bedömning", Decimal("284.00"))
    assert stopped(outcomes_of(period())) == Decimal("23004.00")


def build_more_persons(antal: int) -> None:
    """Persons with invoices of their own from the first provider."""
    anordnare = build_anordnare()
    for nummer, pnr in enumerate(FLER_NUMMER[:antal]):
        brukare = build_brukare(f"LSS-{nummer:04d}", pnr)
        build_beslut(brukare, diarienummer=f"SN 2014/20{nummer}")
        build_uppdrag(brukare, anordnare)
        redovisning = build_redovisning(brukare, anordnare)
        build_rapport(redovisning, kod=f"R-FLER-{nummer}")
        build_faktura(redovisning, nummer=f"70{nummer}")


@pytest.mark.parametrize(
    ("fler", "namn"), [(MINST_PERSONER - 1, "Exempel Assistans AB"), (MINST_PERSONER - 2, "Alla 1")]
)
def test_a_provider_stands_alone_only_with_five_persons_behind_it(fler, namn):
    build_arende()
    build_more_persons(fler)

    run()

    [tabell] = per_anordnare.section(period()).tabeller
    [rad] = tabell.rader
    assert rad[:2] == (namn, fler + 1)


def test_the_same_content_is_kept_once(monkeypatch):
    build_arende()
    run()

    monkeypatch.setattr(innehall, "AVSNITT", (volymer.section,))

    forsta = create_report(tidrymd=span_of(Utgava.MANAD, MANAD), by=build_granskare(), at=NU)
    andra = create_report(tidrymd=span_of(Utgava.MANAD, MANAD), by=build_granskare(), at=NU + timedelta(hours=1))

    assert forsta.pk == andra.pk
    assert [k.pk for k in forsta.korningar.all()] == [Korning.objects.latest_done(MANAD).pk]


def test_a_quarter_is_written_of_the_months_that_are_controlled_and_names_the_others():
    build_arende()
    run()

    dokument = build_document(period_of(span_of(Utgava.KVARTAL, MANAD), dag=NU.date()))

    assert dokument.saknade == (date(2015, 4, 1), date(2015, 6, 1))
    assert dokument.sammanfattning.forbehall.replace("\u00a0", " ") == (
        "Rapporten omfattar 1 av 3 månader. Inte kontrollerade och därför inte med: april 2015 och juni 2015."
    )
    assert dokument.sammanfattning.meningar[0].startswith("Under andra kvartalet 2015 fakturerade")


def test_a_year_without_a_controlled_month_is_refused_in_a_sentence():
    with pytest.raises(ReportRefused, match="2014: ingen månad är kontrollerad"):
        create_report(tidrymd=Tidrymd(Utgava.AR, date(2014, 1, 1)), by=build_granskare(), at=NU)


def test_a_month_that_is_not_controlled_is_refused_in_a_sentence():
    with pytest.raises(ReportRefused, match=r"Maj\s2015 är inte kontrollerad\. Kontrollera månaden först\."):
        create_report(tidrymd=span_of(Utgava.MANAD, MANAD), by=build_granskare(), at=NU)


@pytest.mark.parametrize("slag", Utgava)
def test_a_report_asks_as_many_questions_however_many_the_persons_are(slag):
    build_arende(timmar=81)
    run()
    tidrymd = span_of(slag, MANAD)
    build_document(period_of(tidrymd, dag=NU.date()))
    with CaptureQueriesContext(connection) as ensam:
        build_document(period_of(tidrymd, dag=NU.date()))
    build_more_persons(4)
    run()

    with CaptureQueriesContext(connection) as fem:
        build_document(period_of(tidrymd, dag=NU.date()))

    assert len(fem) == len(ensam)


def test_a_document_of_two_months_is_counted_once_in_the_quarter():
    """Its amount stands in both months, and once in what they have together."""
    build_arende()
    run()
    kvartal = period_of(span_of(Utgava.KVARTAL, MANAD), dag=NU.date())

    [korning] = kvartal.korningar
    dubbel = replace(kvartal, korningar=(korning, korning), saknade=(date(2015, 4, 1),))

    assert volumes_of(dubbel).belopp == volumes_of(kvartal).belopp == Decimal("22720.00")
