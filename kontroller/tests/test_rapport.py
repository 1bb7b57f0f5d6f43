"""Nämndens rapport: samma tal som körningen, inga personer, och en PDF som en skärmläsare och ett arkiv kan läsa."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from page import ValidationProfile, validate_pdf_bytes
from pypdf import PdfReader

from assistans.roller import Roll
from kontroller.korning import run_block, start_month
from kontroller.models import Korning, Stickprovspost
from kontroller.rapport.delar import avvikelser, per_anordnare
from kontroller.rapport.dokument import to_json
from kontroller.rapport.innehall import build_document, period_of
from kontroller.rapport.pdf import write_pdf
from kontroller.rapport.period import Period, Utgava, span_of
from kontroller.rapport.summor import MINST_PERSONER, outcomes_of, stopped
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


def report() -> bytes:
    """The month's report of its newest run."""
    return write_pdf(to_json(build_document(period())))


def report_of_a_run() -> bytes:
    """The same, once the month has been controlled."""
    run()
    return report()


def text_of(pdf: bytes) -> str:
    sidor = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(sida.extract_text() for sida in sidor).replace("\u00a0", " ").split())


def test_the_report_says_the_months_figures_and_no_person():
    arende = build_arende()

    text = text_of(report_of_a_run())

    assert "I maj 2015 fakturerade 1 anordnare 80 timmar personlig assistans för 22 720 kronor." in text
    assert "Av beloppet har 22 720 kronor gått igenom alla kontroller" in text
    assert "Täckningen är 100,0 %: så stor del av kronorna är prövad av varje kontroll i bruk" in text
    for hemligt in (arende.brukare.referens, arende.brukare.efternamn, "R-1"):
        assert hemligt not in text


def test_the_first_page_leads_with_the_coverage_and_a_section_says_what_it_means():
    build_arende(timmar=81)

    sidor = PdfReader(io.BytesIO(report_of_a_run())).pages
    forsta, _, tredje = (" ".join(sida.extract_text().replace("\u00a0", " ").split()) for sida in sidor[:3])

    assert "0,0 %" in forsta
    assert "av kronorna är prövade av varje kontroll i bruk utan något som stoppar" in forsta
    assert "väntar på en människa. 1 23 004 100,0 %" in tredje
    assert "Inget av maj 2015 är godkänt för betalning än. 0 manuella kontroller är antecknade." in tredje


def test_the_report_counts_what_has_not_come_without_saying_of_whom():
    arende = build_arende()
    tyst = build_brukare("LSS-TYST", "198503079901")
    build_beslut(tyst, diarienummer="SN 2014/119")
    build_uppdrag(tyst, arende.anordnare)

    text = text_of(report_of_a_run())

    assert "1 av 2 uppdrag har allt." in text
    assert "Har tid som kommunen har beviljat 2" in text
    assert "LSS-TYST" not in text


def test_the_sample_is_told_with_its_limit_and_no_invoice_number():
    arende = build_arende()
    assert "Inget stickprov är draget bland månadens fakturor." in text_of(report_of_a_run())
    [post] = build_stickprov(arende.faktura)
    Stickprovspost.objects.filter(pk=post.pk).update(
        ratt_belopp=22000, notering="Fel.", granskad=NU, granskad_av=build_user("eva", Roll.CONTROLLER)
    )

    text = text_of(report())

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


def test_the_file_is_both_archivable_and_accessible():
    build_arende(timmar=81)

    pdf = report_of_a_run()

    for profil in (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A):
        assert [f"{fel.rule_id} {fel.message}" for fel in validate_pdf_bytes(pdf, profile=profil).failures] == []
    lasare = PdfReader(io.BytesIO(pdf))
    assert lasare.trailer["/Root"]["/Lang"] == "sv"
    assert "2015-05-utfall-per-kontroll.csv" in list(lasare.attachments)


def test_the_same_run_gives_the_same_bytes_and_is_kept_once():
    build_arende()
    run()

    forsta = create_report(tidrymd=span_of(Utgava.MANAD, MANAD), by=build_granskare(), at=NU)
    andra = create_report(tidrymd=span_of(Utgava.MANAD, MANAD), by=build_granskare(), at=NU + timedelta(hours=1))

    assert forsta.pk == andra.pk


def test_a_month_that_is_not_controlled_is_refused_in_a_sentence():
    with pytest.raises(ReportRefused, match=r"Maj\s2015 är inte kontrollerad\. Kontrollera månaden först\."):
        create_report(tidrymd=span_of(Utgava.MANAD, MANAD), by=build_granskare(), at=NU)
