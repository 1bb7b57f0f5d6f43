"""Documents embedded in an invoice: read where it is safe, and said to be unread where it is not."""

import hashlib
import io
import time

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from fakturor.filer import bilagor
from fakturor.filer.faktura import LastBilaga
from fakturor.filer.ubl import read_invoice
from fakturor.tests.filer.bygg_ubl import build_bilaga, build_invoice


def read_bilaga(innehall: bytes, namn: str, mime: str) -> LastBilaga:
    [bilaga] = read_invoice(build_invoice(efter=build_bilaga(innehall, namn, mime))).bilagor
    return bilaga


def build_pdf(*sidor: bytes) -> bytes:
    """A PDF with one text, in PDF's own drawing language, on each page."""
    skrivare = PdfWriter()
    typsnitt = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for ritning in sidor:
        sida = skrivare.add_blank_page(595, 842)
        strom = DecodedStreamObject()
        strom.set_data(ritning)
        sida[NameObject("/Contents")] = skrivare._add_object(strom)
        sida[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): typsnitt})}
        )
    ut = io.BytesIO()
    skrivare.write(ut)
    return ut.getvalue()


def test_a_text_is_read_and_its_bytes_are_fingerprinted():
    innehall = "Timmar för januari".encode()

    bilaga = read_bilaga(innehall, "timmar.txt", "text/plain")

    assert bilaga == LastBilaga("timmar.txt", "text/plain", hashlib.sha256(innehall).hexdigest(), "Timmar för januari")


@pytest.mark.parametrize("kodning", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_a_table_is_read_in_the_encodings_that_spreadsheets_write(kodning):
    assert read_bilaga("Dag;Tid\nLördag;8".encode(kodning), "tid.csv", "text/csv").text == "Dag;Tid\nLördag;8"


def test_xml_is_read_as_text_and_nothing_in_it_is_expanded():
    innehall = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'

    assert read_bilaga(innehall, "a.xml", "application/xml").text == innehall.decode()


def test_the_text_of_a_pdf_is_read():
    pdf = build_pdf(b"BT /F1 12 Tf 50 800 Td (Tidrapport januari) Tj ET", b"BT /F1 12 Tf 50 800 Td (Sida 2) Tj ET")

    assert read_bilaga(pdf, "rapport.pdf", "application/pdf").text == "Tidrapport januari\nSida 2"


def test_a_pdf_is_known_by_its_bytes_whatever_it_is_called():
    pdf = build_pdf(b"BT /F1 12 Tf 50 800 Td (Tidrapport) Tj ET")

    assert read_bilaga(pdf, "rapport.txt", "text/plain").text == "Tidrapport"


@pytest.mark.parametrize(
    ("innehall", "namn", "mime"),
    [
        pytest.param(b"\x89PNG\r\n", "bild.png", "image/png", id="a picture"),
        pytest.param(b"%PDF-1.7\nskr\xc3\xa4p", "trasig.pdf", "application/pdf", id="a broken PDF"),
        pytest.param(build_pdf(b"0 0 m 9 9 l S"), "skannad.pdf", "application/pdf", id="a page without text"),
        pytest.param(
            build_pdf(b"BT /F1 12 Tf (Hej) Tj ET", b"0 0 m 9 9 l S"), "b.pdf", "application/pdf", id="one such page"
        ),
        pytest.param(b"\0\1\2", "data.txt", "text/plain", id="bytes called text"),
    ],
)
def test_what_cannot_be_read_is_said_to_be_unread(innehall, namn, mime):
    assert read_bilaga(innehall, namn, mime).text is None


def test_a_pdf_that_takes_too_long_is_left_unread(monkeypatch):
    monkeypatch.setattr(bilagor, "PDF_TID", 0.01)
    pdf = build_pdf(b"BT /F1 12 Tf 50 800 Td (Tidrapport) Tj ET")

    assert read_bilaga(pdf, "rapport.pdf", "application/pdf").text is None


def test_a_pdf_that_would_never_end_is_stopped():
    oandlig = build_pdf(b"BT /F1 12 Tf " + b"(x) Tj " * 600_000 + b"ET")

    start = time.monotonic()
    assert read_bilaga(oandlig, "rapport.pdf", "application/pdf").text is None
    assert time.monotonic() - start < bilagor.PDF_TID


def test_texts_beyond_the_limit_of_an_invoice_are_left_unread(monkeypatch):
    monkeypatch.setattr(bilagor, "MAX_TEXT_BYTES", 5)
    tre = "".join(build_bilaga(text, "a.txt", "text/plain") for text in (b"1234", b"56", b"7"))

    assert [bilaga.text for bilaga in read_invoice(build_invoice(efter=tre)).bilagor] == ["1234", None, "7"]


def test_an_attachment_that_is_not_base64_has_neither_text_nor_fingerprint():
    data = build_invoice(efter=build_bilaga(b"x", "a.txt", "text/plain")).replace(b">eA==<", b">!!<")

    assert read_invoice(data).bilagor == (LastBilaga("a.txt", "text/plain", "", None),)


def test_the_name_of_an_attachment_is_among_the_texts():
    faktura = read_invoice(build_invoice(efter=build_bilaga(b"x", "Tid Kim Ek.txt", "text/plain")))

    assert "Tid Kim Ek.txt" in [text.text for text in faktura.texter]
