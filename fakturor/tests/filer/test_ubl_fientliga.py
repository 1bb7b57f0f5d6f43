"""Files made to do harm, or merely broken: each is refused whole, with a sentence, quickly and in little memory."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from fakturor.filer.faktura import FakturaAvvisad, LastFaktura
from fakturor.filer.ubl import read_invoice
from fakturor.filer.ubl_rader import MAX_RADER
from fakturor.filer.xml_skydd import MAX_BYTES, MAX_DJUP, parse_xml
from fakturor.tests.filer.bygg_ubl import Rad, build_invoice

ROT = Path(__file__).parents[3]
SEKUNDER = 2
MEGABYTE = 1024 * 1024


def with_prolog(prolog: str, nummer: str = "&hemlig;") -> bytes:
    return build_invoice().replace(b"?>", b"?>" + prolog.encode(), 1).replace(b"2026-1017", nummer.encode())


def test_a_file_named_by_an_entity_is_never_read(tmp_path):
    kanariefagel = tmp_path / "hemlig.txt"
    kanariefagel.write_text("kanariefågel")
    prolog = f'<!DOCTYPE Invoice [<!ENTITY hemlig SYSTEM "{kanariefagel.as_uri()}">]>'

    with pytest.raises(FakturaAvvisad, match="DOCTYPE") as avvisad:
        read_invoice(with_prolog(prolog))

    assert "kanariefågel" not in str(avvisad.value)


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE Invoice [<!ENTITY hemlig "x">]>',
        '<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE Invoice>",
        "<!-- <Invoice> --><?instruktion?> <!DOCTYPE Invoice []>",
    ],
)
def test_any_document_type_declaration_is_refused(prolog):
    with pytest.raises(FakturaAvvisad, match="DOCTYPE"):
        read_invoice(with_prolog(prolog, nummer="1"))


def test_a_document_type_declaration_in_utf_16_is_refused_too():
    data = with_prolog('<!DOCTYPE Invoice [<!ENTITY hemlig "x">]>').decode().replace("UTF-8", "UTF-16").encode("utf-16")

    with pytest.raises(FakturaAvvisad, match="DOCTYPE"):
        read_invoice(data)


def test_the_word_doctype_in_a_text_is_only_a_word():
    assert read_invoice(build_invoice(saljarens_namn="<!DOCTYPE x>")).leverantor_namn == "<!DOCTYPE x>"


def test_an_undefined_entity_is_refused():
    with pytest.raises(FakturaAvvisad, match="entitet"):
        read_invoice(build_invoice().replace(b"2026-1017", b"&hemlig;"))


def nested(nivaer: int) -> bytes:
    return b"<a>" * nivaer + b"</a>" * nivaer


def test_fields_within_fields_are_held_to_a_depth():
    assert parse_xml(nested(MAX_DJUP)) is not None
    for nivaer in (MAX_DJUP + 1, 300, 100_000):
        with pytest.raises(FakturaAvvisad, match=f"fler än {MAX_DJUP} nivåer"):
            parse_xml(nested(nivaer))


def test_an_invoice_has_at_most_its_number_of_lines():
    rad = Rad(antal="1", pris="1", belopp="1")

    assert len(read_invoice(build_invoice(*[rad] * MAX_RADER)).rader) == MAX_RADER
    with pytest.raises(FakturaAvvisad, match=f"Fakturan har {MAX_RADER + 1} rader"):
        read_invoice(build_invoice(*[rad] * (MAX_RADER + 1)))


@pytest.mark.parametrize(
    ("data", "orsak"),
    [
        (b"", "tom"),
        (b" \n", "tom"),
        (build_invoice()[:-400], "avbruten"),
        (build_invoice()[:30], "avbruten"),
        (b"<?xml version='1.0'?><!-- ", "avbruten"),
        (build_invoice().replace(b"</cbc:ID>", b"</cbc:Id>", 1), "inte välformad XML: läsningen stannar på rad 5"),
        (build_invoice().replace(b"rk", b"\xe5", 1), "inte är UTF-8"),
        (build_invoice().replace("ö".encode(), b"\xf6"), "inte är UTF-8"),
        (b"\xff\xfe<\x00a", "inte är UTF-16"),
        (build_invoice().replace(b"UTF-8", b"UTF-16"), "inte skriven så"),
        (build_invoice().replace(b"UTF-8", b"UTF-7"), "teckenkodningen utf-7"),
        (build_invoice().decode().encode("utf-32"), "UTF-32"),
        (build_invoice() + b"<a/>", "inte välformad"),
        (b"\0" * 1000, "inte en e-faktura"),
    ],
)
def test_a_broken_file_is_refused_for_what_it_is(data, orsak):
    with pytest.raises(FakturaAvvisad, match=orsak):
        read_invoice(data)


def in_one_node(innehall: bytes) -> bytes:
    return build_invoice().replace(b"LSS-01", innehall)


BOMBER = {
    "over the size": lambda: b"<a>" + b" " * MAX_BYTES,
    "an attachment over ten megabytes": lambda: in_one_node(b"A" * 11 * MEGABYTE),
    "an attribute over ten megabytes": lambda: b"<a b='" + b"A" * 11 * MEGABYTE + b"'/>",
    "millions of elements": lambda: b"<a>" + b"<b/>" * 10 * MEGABYTE + b"</a>",
    "as many elements as are let through": lambda: b"<a>" + b"<b/>" * 599_000 + b"</a>",
    "millions of attributes": lambda: b"<a" + b" b=''" * 9 * MEGABYTE + b"/>",
    "as many attributes as are let through": lambda: (
        b"<a " + b" ".join(b"b%d=''" % nummer for nummer in range(299_000)) + b"/>"
    ),
    "many namespaces": lambda: b"<a " + b" ".join(b"xmlns:n%d='u'" % nummer for nummer in range(299_000)) + b"/>",
    "billion laughs": lambda: (
        b"<!DOCTYPE a [<!ENTITY b0 'ha'>"
        + b"".join(b"<!ENTITY b%d '%s'>" % (nr, b"&b%d;" % (nr - 1) * 10) for nr in range(1, 30))
        + b"]><a>&b29;</a>"
    ),
    "megabytes of comment": lambda: b"<!--" + b"x" * 40 * MEGABYTE + b"--><a/>",
    "megabytes of character references": lambda: in_one_node(b"&#65;" * 2 * MEGABYTE),
    "megabytes of UTF-16": lambda: ("<a>" + "å" * 20 * MEGABYTE + "</a>").encode("utf-16"),
    "a number of a million digits": lambda: build_invoice(PayableAmount="1" * MEGABYTE),
}
# A process of its own, as the highest memory of this one says nothing about one file.
MAT_MINNE = """
import resource, sys
from fakturor.filer.faktura import FakturaAvvisad
from fakturor.filer.ubl import read_invoice
data = open(sys.argv[1], "rb").read()
fore = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_invoice(data)
except FakturaAvvisad as avvisad:
    sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - fore};{avvisad}")
"""


@pytest.mark.parametrize("bomb", BOMBER)
def test_a_file_made_to_use_up_the_machine_does_not(bomb, tmp_path):
    fil = tmp_path / "bomb.xml"
    fil.write_bytes(BOMBER[bomb]())

    start = time.process_time()
    with pytest.raises(FakturaAvvisad):
        read_invoice(fil.read_bytes())
    assert time.process_time() - start < SEKUNDER

    svar = subprocess.run([sys.executable, "-c", MAT_MINNE, fil], cwd=ROT, capture_output=True, text=True, check=True)
    kilobyte, orsak = svar.stdout.split(";", 1)
    assert int(kilobyte) < 200 * 1024
    assert orsak.endswith(".")


def test_a_large_attachment_has_a_sentence_of_its_own():
    with pytest.raises(FakturaAvvisad, match="bilaga eller text som är större än 10 MB"):
        read_invoice(in_one_node(b"A" * 11 * MEGABYTE))


def read_or_refuse(data: bytes) -> LastFaktura | str:
    try:
        return read_invoice(data)
    except FakturaAvvisad as avvisad:
        return str(avvisad)


def test_damage_anywhere_gives_an_invoice_or_a_refusal_and_nothing_else():
    hel = build_invoice(Rad(), Rad(referens="B-1002"))

    for steg in range(300):
        plats = (steg * 7919) % len(hel)
        skadad = bytearray(hel[: len(hel) - steg] if steg % 3 == 0 else hel)
        skadad[plats % len(skadad)] ^= 1 << (steg % 8)
        assert isinstance(read_or_refuse(bytes(skadad)), LastFaktura | str)
