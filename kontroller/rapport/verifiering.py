"""Att en lagrad rapport är som den skrevs: hashen räknas om, och PDF:en skrivs om ur innehållet och jämförs."""

from assistans.svenska import heltal
from kontroller.models import Kontrollrapport
from kontroller.rapport.dokument import from_json, sha256, to_json
from kontroller.rapport.pdf import program, write_pdf, write_summary


def first_difference(rapport: Kontrollrapport) -> str:
    """What is not as it was written, in a sentence; empty when every byte is.

    The files are written anew when the program still writes as it did then; otherwise their hashes are held against
    them. Raises PangoMissing when the type cannot be set.
    """
    if rapport.innehall and (fel := _content(rapport)):
        return fel
    signatur = rapport.signature
    if signatur and (signatur.innehall_sha256, signatur.pdf_sha256) != (rapport.innehall_sha256, rapport.sha256):
        return "Rapporten är inte den som är undertecknad."
    skriv_om = bool(rapport.innehall) and rapport.program == program()
    filer = [("PDF:en", rapport.pdf, rapport.sha256, write_pdf)]
    if rapport.sammandrag is not None:
        filer.append(("Sammandraget", rapport.sammandrag, rapport.sammandrag_sha256, write_summary))
    for namn, lagrad, hashen, write in filer:
        if skriv_om and (plats := _first_byte(bytes(lagrad), write(rapport.innehall))) is not None:
            return f"{namn} är inte den som innehållet ger. Byte {heltal(plats)} är den första som skiljer."
        if sha256(bytes(lagrad)) != hashen:
            return f"{namn} stämmer inte med sin SHA-256."
    return ""


def _content(rapport: Kontrollrapport) -> str:
    if sha256(rapport.innehall) != rapport.innehall_sha256:
        return "Innehållet stämmer inte med sin SHA-256."
    try:
        samma = to_json(from_json(rapport.innehall)) == rapport.innehall
    except (TypeError, ValueError, KeyError):
        samma = False
    return "" if samma else "Innehållet går inte att läsa som en rapport."


def _first_byte(lagrad: bytes, skriven: bytes) -> int | None:
    """The place of the first byte that differs, counted from 1; None when they are the same."""
    if lagrad == skriven:
        return None
    par = zip(lagrad, skriven, strict=False)
    return next((plats for plats, (a, b) in enumerate(par, start=1) if a != b), min(len(lagrad), len(skriven)) + 1)
