"""Parsing of XML from outside. Nothing is expanded, fetched or guessed, and no file can take the machine with it.

A document type declaration is refused whatever it holds: an invoice has none, and every known attack through XML
entities needs one. The sizes are held before the tree is built, as a tree is many times larger than its file.
"""

import codecs
import re
from collections.abc import Iterator

from lxml import etree

from fakturor.filer.faktura import FakturaAvvisad

MAX_BYTES = 50 * 1024 * 1024
MAX_DJUP = 64
# Every element, comment or section costs one or two "<", every attribute one "=".
# Five thousand lines need about 400,000 and 75,000.
MAX_MARKERINGAR = 600_000
MAX_ATTRIBUT = 300_000

CHUNK = 1024 * 1024
# One name for each encoding that invoices are seen in. Rarer ones are refused, as the sizes above are counted in these.
KODNINGAR = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "utf-16": "utf-16",
    "utf-16le": "utf-16",
    "utf-16be": "utf-16",
    "iso-8859-1": "iso-8859-1",
    "latin1": "iso-8859-1",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "windows-1252",
}
DECLARATION = re.compile(rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
SPACE = re.compile(rb"[ \t\r\n]*")
# What a file that is no XML begins with, and what it is then called.
ANDRA_FORMAT = {
    b"%PDF": "en PDF",
    b"PK\x03\x04": "ett zip-arkiv eller ett kalkylark",
    b"\x89PNG": "en bild",
    b"\xff\xd8\xff": "en bild",
    b"{": "JSON",
}
DOCTYPE_TEXT = "Filen har en dokumenttypsdeklaration (DOCTYPE), och sådana filer tas inte emot."
DJUP_TEXT = f"Filen har fält inuti fält i fler än {MAX_DJUP} nivåer, och så är ingen faktura uppbyggd."
AVBRUTEN_TEXT = "Filen är avbruten: den slutar mitt i dokumentet."
_TOO_DEEP = etree.XPath(f"boolean(/{'/'.join('*' * (MAX_DJUP + 1))})")


def parse_xml(data: bytes) -> etree._Element:
    """Build the tree of a document from outside, without comments and processing instructions.

    Raises FakturaAvvisad for everything that is not well-formed, harmless XML of a reasonable size.
    """
    _check_size(data)
    utf8 = _as_utf8(data)
    _check_markup(utf8)
    _refuse_doctype(utf8)

    try:
        rot = etree.fromstring(utf8, _build_parser())
    except etree.XMLSyntaxError as fel:
        raise FakturaAvvisad(_explain(fel, utf8)) from None
    except (OSError, ValueError, MemoryError):  # lxml answers bad bytes and names with these too
        raise FakturaAvvisad("Filen går inte att läsa som XML.") from None

    if rot.getroottree().docinfo.internalDTD is not None:
        raise FakturaAvvisad(DOCTYPE_TEXT)
    if _TOO_DEEP(rot):
        raise FakturaAvvisad(DJUP_TEXT)
    return rot


def _build_parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",  # the bytes are ours by now, whatever the declaration says
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        # A comment inside an amount would otherwise cut it in two, and only the first half be read.
        remove_comments=True,
        remove_pis=True,
    )


def _check_size(data: bytes) -> None:
    if not data.strip():
        raise FakturaAvvisad("Filen är tom.")
    if len(data) > MAX_BYTES:
        raise FakturaAvvisad(f"Filen är större än {MAX_BYTES // (1024 * 1024)} MB.")
    for start, namn in ANDRA_FORMAT.items():
        if data.startswith(start):
            raise FakturaAvvisad(f"Filen är {namn}, inte en e-faktura i XML.")


def _as_utf8(data: bytes) -> bytes:
    """The same document in UTF-8 without byte order mark, every byte of it checked."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise FakturaAvvisad("Filen har teckenkodningen UTF-32, som inte tas emot.")
    kodning = _encoding(data)
    if kodning == "utf-8":
        for _ in _decoded(data, kodning):
            pass
        return data.removeprefix(codecs.BOM_UTF8)
    return b"".join(text.encode() for text in _decoded(data, kodning)).removeprefix(codecs.BOM_UTF8)


def _encoding(data: bytes) -> str:
    """The encoding of the bytes: by their first characters, else by what the file says of itself, else UTF-8."""
    declared = DECLARATION.match(data.removeprefix(codecs.BOM_UTF8)[:400])
    kodning = declared[1].decode().lower() if declared else "utf-8"
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if data.startswith((b"<\0", b"\0<")):
        return "utf-16-le" if data.startswith(b"<\0") else "utf-16-be"
    if kodning not in KODNINGAR:
        raise FakturaAvvisad(f"Filen säger sig ha teckenkodningen {kodning}, som inte tas emot.")
    if KODNINGAR[kodning] == "utf-16":
        raise FakturaAvvisad("Filen säger sig ha teckenkodningen UTF-16 men är inte skriven så.")
    return KODNINGAR[kodning]


def _decoded(data: bytes, kodning: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(kodning)()
    try:
        for start in range(0, len(data), CHUNK):
            yield decoder.decode(data[start : start + CHUNK], final=start + CHUNK >= len(data))
    except UnicodeError:
        rubrik = kodning.removesuffix("-le").removesuffix("-be").upper()
        raise FakturaAvvisad(f"Filen innehåller tecken som inte är {rubrik}, som den säger sig vara.") from None


def _check_markup(utf8: bytes) -> None:
    if utf8.count(b"<") > MAX_MARKERINGAR or utf8.count(b"=") > MAX_ATTRIBUT:
        raise FakturaAvvisad("Filen har fler fält än en faktura med 5 000 rader kan ha.")


def _refuse_doctype(utf8: bytes) -> None:
    """Walk past declaration, comments and instructions to the first tag, and refuse what is no XML or has a DOCTYPE."""
    at = 0
    while True:
        at = SPACE.match(utf8, at).end()
        if utf8.startswith(b"<!--", at):
            at = _past(utf8, b"-->", at + 4)
        elif utf8.startswith(b"<?", at):
            at = _past(utf8, b"?>", at + 2)
        elif utf8[at : at + 9].upper() == b"<!DOCTYPE":
            if utf8[at + 9 : at + 20].strip().lower().startswith(b"html"):
                raise FakturaAvvisad("Filen är en webbsida (HTML), inte en e-faktura.")
            raise FakturaAvvisad(DOCTYPE_TEXT)
        elif utf8.startswith(b"<", at):
            return
        elif at >= len(utf8):
            raise FakturaAvvisad(AVBRUTEN_TEXT)
        else:
            raise FakturaAvvisad("Filen är inte en e-faktura i XML.")


def _past(utf8: bytes, end: bytes, at: int) -> int:
    found = utf8.find(end, at)
    if found < 0:
        raise FakturaAvvisad(AVBRUTEN_TEXT)
    return found + len(end)


def _explain(fel: etree.XMLSyntaxError, utf8: bytes) -> str:
    """A sentence for what the parser found; its own words are in English and may quote the document."""
    orsak = fel.msg or ""
    if "Text node too long" in orsak:
        return "Fakturan har en bilaga eller text som är större än 10 MB, och så stora bilagor tas inte emot."
    if "Excessive depth" in orsak:
        return DJUP_TEXT
    if "Resource limit" in orsak or "too long" in orsak or "Buffer size" in orsak:
        return "Filen har ett fält som är större än vad som tas emot."
    if "Entity" in orsak:
        return "Filen hänvisar till en entitet som inte finns, och sådana filer tas inte emot."
    if not utf8.rstrip().endswith(b">") or "Premature end" in orsak or "EndTag" in orsak:
        return AVBRUTEN_TEXT
    return f"Filen är inte välformad XML: läsningen stannar på rad {fel.lineno}."
