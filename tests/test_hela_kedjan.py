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
from kontroller.models import Granskning
from kontroller.rapport.period import Utgava, span_of
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
    rapport = create_report(tidrymd=span_of(Utgava.MANAD, APRIL), by=granskare, at=NU)
    text = " ".join(sida.extract_text() for sida in PdfReader(io.BytesIO(rapport.pdf)).pages)
    text = " ".join(text.replace("\u00a0", " ").split())
    assert (
        "I april 2015 fakturerade 16 anordnare och en egen arbetsgivare 4 333 timmar personlig assistans "
        "för 1 230 572 kronor." in text
    )
    assert sum(Faktura.objects.values_list("att_betala", flat=True)) == Decimal(1_230_572)
