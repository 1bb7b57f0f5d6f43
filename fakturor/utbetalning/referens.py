"""Vad mottagaren läser om en betalning: OCR-numret när det duger, annars fakturans nummer. Utan Django."""

import re
from collections.abc import Sequence

from assistans.personnummer import check_digit_ok
from fakturor.betalfiler.order import KONTO, LANGSTA_MEDDELANDE
from fakturor.betalfiler.tecken import SVENSKA, for_bank

_OCR = re.compile(r"[0-9]{2,25}")


def ocr_of(ocr: str, konto_typ: str, *, kvittad: bool) -> str:
    """The OCR to pay with, or "" when a message is better.

    A bank account reads no OCR, and an amount that credits have lowered is not the one that the OCR stands for.
    """
    siffror = re.sub(r"\s", "", ocr)
    if konto_typ == KONTO or kvittad or not _OCR.fullmatch(siffror) or not check_digit_ok(siffror):
        return ""
    return siffror


def message_of(nummer: str, krediter: Sequence[str] = ()) -> str:
    """The numbers of the invoice and of the credits drawn from it, in characters that the banks take, cut at 140."""
    text = f"Faktura {_written(nummer)}"
    if krediter:
        text += f" minus kredit {', '.join(map(_written, krediter))}"
    return text[:LANGSTA_MEDDELANDE].rstrip()


def _written(nummer: str) -> str:
    return "".join(tecken for tecken in for_bank(nummer, SVENSKA) if tecken in SVENSKA)
