"""Documents embedded in an invoice: their bytes' fingerprint, and their text where it can be read safely."""

import base64
import binascii
import hashlib
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from fakturor.filer.faktura import LastBilaga
from fakturor.filer.ubl_falt import CBC, Element, text_of

MAX_PDF_BYTES = 5 * 1024 * 1024
# Of one invoice: how many bytes of text are read, and how many seconds the PDFs may take together. A text can be
# four times larger in memory, and a PDF can be built so that reading it never ends.
MAX_TEXT_BYTES = 10 * 1024 * 1024
PDF_TID = 5.0
PDF_LASARE = Path(__file__).with_name("pdf_text.py")
TEXTFORMAT = ("text/", "application/xml", "application/csv", "application/json")
TEXTANDELSER = (".txt", ".csv", ".xml", ".html", ".htm", ".json")
MELLANRUM = str.maketrans("", "", " \t\r\n")


@dataclass
class Kvot:
    """What is left to spend on the attachments of one invoice."""

    slut: float
    byte: int


def read_bilagor(rot: Element) -> tuple[LastBilaga, ...]:
    """All embedded documents, in the order of the file. Nothing they refer to is fetched."""
    kvot = Kvot(slut=time.monotonic() + PDF_TID, byte=MAX_TEXT_BYTES)
    return tuple(_read_bilaga(el, kvot) for el in rot.iter(f"{CBC}EmbeddedDocumentBinaryObject"))


def _read_bilaga(el: Element, kvot: Kvot) -> LastBilaga:
    namn, mime = el.get("filename", "").strip(), el.get("mimeCode", "").strip().lower()
    try:
        data = base64.b64decode(text_of(el).translate(MELLANRUM), validate=True)
    except (binascii.Error, ValueError):
        return LastBilaga(namn=namn, mime=mime, sha256="", text=None)

    return LastBilaga(
        namn=namn, mime=mime, sha256=hashlib.sha256(data).hexdigest(), text=_read_text(data, namn.lower(), mime, kvot)
    )


def _read_text(data: bytes, namn: str, mime: str, kvot: Kvot) -> str | None:
    """The text of a document, by what its bytes are before what they are called; None when nobody has read it."""
    if data.startswith(b"%PDF"):
        text = _text_of_pdf(data, kvot)
    else:
        is_text = mime.startswith(TEXTFORMAT) or mime.endswith("+xml") or namn.endswith(TEXTANDELSER)
        text = data if is_text else None
    if text is None or len(text) > kvot.byte:
        return None
    kvot.byte -= len(text)
    return _decode(text)


def _decode(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("windows-1252", errors="replace")
    return None if "\0" in text else text  # bytes called text that are none


def _text_of_pdf(data: bytes, kvot: Kvot) -> bytes | None:
    """The text of a PDF in UTF-8, read by a process with a time and a memory of its own."""
    kvar = kvot.slut - time.monotonic()
    if len(data) > MAX_PDF_BYTES or kvar <= 0:
        return None
    kommando = [sys.executable, "-I", str(PDF_LASARE)]
    try:
        return subprocess.run(kommando, input=data, capture_output=True, timeout=kvar, check=True).stdout
    except (subprocess.SubprocessError, OSError):
        return None
