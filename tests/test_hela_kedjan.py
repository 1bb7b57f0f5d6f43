"""Från filer till PDF: läs in april, kontrollera, attestera med två personer, och läs nämndens rapport."""

import io
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from assistans.models import Handelse, User
from assistans.roller import Roll
from demodata.skrivning import write_month
from fakturor.flode import Status
from fakturor.models import Attest, Faktura, GodkandTid
from fakturor.services.importing import import_folder
from kontroller.korning import run_block, start_month
from kontroller.liggare import replay
from kontroller.models import Granskning, Korning
from kontroller.rapport.delar.omfattning import month_in_words
from kontroller.rapport.period import Utgava, span_of
from kontroller.rapport.rakning.fordelning import distribution_of
from kontroller.services.approving import approve, review
from kontroller.services.reporting import create_report
from tests.byggstenar import build_attestratt

APRIL = date(2015, 4, 1)
NU = datetime(2015, 5, 11, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.mark.django_db(transaction=True)
def test_april_goes_from_files_to_the_boards_report(tmp_path):
    system = User.objects.system()
    granskare = User.objects.create_user("annika", "Annika Lindvall", roller=[Roll.ADMINISTRATIV_ASSISTENT])
    attestant = User.objects.create_user("birgitta", "Birgitta Sundin", roller=[Roll.BESLUTSATTESTANT])
    build_attestratt(granskare, Attest.Typ.GRANSKNING)
    build_attestratt(attestant, Attest.Typ.BESLUT)

    write_month(tmp_path, APRIL)
    filer = ((str(fil.relative_to(tmp_path)), fil.read_bytes()) for fil in sorted(tmp_path.rglob("*")) if fil.is_file())
    inlast = import_folder(filer, by=system, at=NU)
    assert [fil.fil for fil in inlast.filer if fil.fel] == []

    korning = start_month(manad=APRIL, by=granskare, at=NU)
    for block in korning.block.all():
        run_block(block.pk, at=NU)
    assert set(Granskning.objects.values_list("resultat", flat=True)) == {"ren"}
    assert set(replay(korning)) == {None}

    faktura = Faktura.objects.filter(typ=Faktura.Typ.FAKTURA).earliest("pk")
    review(faktura=faktura, by=granskare, at=NU)
    approve(faktura=faktura, by=attestant, at=NU)
    faktura.refresh_from_db()
    assert faktura.status == Status.GODKAND
    assert list(Attest.objects.order_by("pk").values_list("typ", "av")) == [
        ("granskning", granskare.pk),
        ("beslut", attestant.pk),
    ]
    assert GodkandTid.objects.filter(faktura=faktura).exists()
    assert Handelse.objects.filter(typ="faktura.godkand", objekt_id=faktura.pk).exists()

    korning.refresh_from_db()
    assert_the_audits_paragraph(korning)
    rapport = create_report(tidrymd=span_of(Utgava.MANAD, APRIL), by=granskare, at=NU)
    text = " ".join(sida.extract_text() for sida in PdfReader(io.BytesIO(rapport.pdf)).pages)
    text = " ".join(text.replace("\u00a0", " ").split())
    assert (
        "I april 2015 fakturerade 16 anordnare och en egen arbetsgivare 4 333 timmar personlig assistans "
        "för 1 230 572 kronor." in text
    )
    for rad in (
        "Personer med assistans 34",
        "Redovisningar (en person hos en anordnare, en månad) 35",
        "I genomsnitt per redovisning, timmar 123,8",
        "I genomsnitt per person, timmar 127,4",
        "Mest för en person, timmar 288",
        "Minst för en person, timmar 6",
    ):
        assert rad in text
    assert sum(Faktura.objects.values_list("att_betala", flat=True)) == Decimal(1_230_572)


def assert_the_audits_paragraph(korning: Korning) -> None:
    """What revisionsrapport 2015:3 says of April 2015 (section 4.1), figure by figure."""
    april = distribution_of(APRIL, korning.pk)
    assert (april.personer, april.egna, april.hos_anordnare, april.hos_flera) == (34, 1, 33, 1)
    assert april.per_anordnare == (12, 4, 2, 2, 2, 2, *10 * (1,))
    assert (april.timmar, april.kronor, april.mest, april.minst) == (4333, 1_230_572, 288, 6)
    forsta, andra = (stycke.replace("\u00a0", " ") for stycke in month_in_words(april))
    assert "De andra 33 fick assistansen utförd av 16 anordnare." in forsta
    assert "hade tolv personer, en anordnare hade fyra, fyra hade två var och tio hade en var." in forsta
    assert "1,23 mnkr för 4 333 timmar." in andra
    assert "fick 288 timmar utförda, och den som hade minst fick 6." in andra
    assert "I genomsnitt är det 124 timmar per person och anordnare" in andra
