"""Small payment orders with everything right, to be changed in one thing at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from fakturor.betalfiler.order import Avsandare, Betalningsorder, Uppdrag

ORGNR = "2120009994"
BANKGIRO = "50501055"
PLUSGIRO = "47654"
IBAN = "SE4550000000058398257466"
OCR = "12345678903"


def build_avsandare(**falt) -> Avsandare:
    grund = Avsandare(namn="Mälaräs kommun", orgnr=ORGNR, konto_typ="iban", konto=IBAN, bank_bic="ABCDSESS")
    return replace(grund, **falt)


def build_uppdrag(**falt) -> Uppdrag:
    grund = Uppdrag(
        id="UB-2015-05-0001",
        mottagare_namn="Ängens Assistans AB",
        konto_typ="bankgiro",
        konto=BANKGIRO,
        belopp=Decimal("34080.50"),
        ocr="",
        meddelande="Faktura 1017",
    )
    return replace(grund, **falt)


def build_order(*uppdrag: Uppdrag, **falt) -> Betalningsorder:
    grund = Betalningsorder(
        id="UB-2015-05",
        skapad=datetime(2015, 6, 10, 7, 30, tzinfo=UTC),
        betaldag=date(2015, 6, 12),
        avsandare=build_avsandare(),
        uppdrag=uppdrag or (build_uppdrag(),),
    )
    return replace(grund, **falt)
