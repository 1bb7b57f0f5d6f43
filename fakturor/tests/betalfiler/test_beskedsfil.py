"""Den egna tabellen med besked, och att inga trasiga filer ger något annat än en mening."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakturor.betalfiler.besked import AVVISAD, PAGAR, UTFORD, Besked, BeskedRefused, Beskedsfil, settle
from fakturor.betalfiler.beskedsfil import read_beskedsfil, write_beskedsmall
from fakturor.betalfiler.orsakskoder import ORSAKER
from fakturor.tests.betalfiler.bygg_besked import build_camt054, build_pain002, entry, part, payment_state, reason

TABELL = """id;utfall;belopp;datum;skal_kod;skal
A;utförd;34080,50;2015-06-12;;
B;avvisad;;;AC04;
C;Pågår;;;;väntar på täckning
""".encode()


def test_our_own_table_says_the_same_as_a_bank():
    fil = read_beskedsfil(TABELL, "betalbesked.csv")

    assert (fil.slag, fil.msg_id, fil.original_msg_id) == ("tabell", "", "")
    assert fil.besked == (
        Besked("A", UTFORD, Decimal("34080.50"), date(2015, 6, 12)),
        Besked("B", AVVISAD, skal_kod="AC04", skal="Kontot är avslutat."),
        Besked("C", PAGAR, skal="väntar på täckning"),
    )
    assert fil.anmarkningar == ()


def test_a_personnummer_among_the_banks_words_is_masked():
    [besked] = read_beskedsfil("id;utfall;skal\nA;avvisad;Gäller 18900102-9819.\n".encode()).besked

    assert "9819" not in besked.skal


def test_the_template_is_a_table_without_rows():
    fil = read_beskedsfil(write_beskedsmall() + "A;utförd;;;;\r\n".encode())

    assert fil.besked == (Besked("A", UTFORD),)
    assert read_beskedsfil(write_beskedsmall()).anmarkningar == ("Filen säger inget om någon betalning.",)


@pytest.mark.parametrize(
    ("rad", "sagt"),
    [
        ("A;betald;;;;", "Rad 2: utfall: Skriv utförd, avvisad, pågår eller retur."),
        ("A;utförd;-1;;;", "Rad 2: belopp: Talet får inte vara mindre än 0,01."),
        ("A;utförd;1,001;;;", "Rad 2: belopp: Talet har 3 decimaler."),
        ("A;utförd;;12/6;;", "Rad 2: datum: "),
        (";utförd;;;;", "Rad 2: id: "),
    ],
)
def test_a_row_that_cannot_be_read_is_a_sentence_and_stops_no_other(rad, sagt):
    fil = read_beskedsfil(f"id;utfall;belopp;datum;skal_kod;skal\n{rad}\nB;avvisad;;;;\n".encode())

    assert [besked.id for besked in fil.besked] == ["B"]
    [anmarkning] = fil.anmarkningar
    assert anmarkning.startswith(sagt)


def test_a_payment_on_two_rows_is_left_to_a_person():
    fil = read_beskedsfil("id;utfall\nA;utförd\nA;avvisad\nB;utförd\n".encode())

    assert [besked.id for besked in fil.besked] == ["B"]
    assert fil.oklara == ("A",)


@pytest.mark.parametrize("fil", [b"", b"   ", b"a;b\n1;2\n", b"%PDF-1.7", b"PK\x03\x04trasig", b"id;utfall\n\xff;x\n"])
def test_what_is_no_table_is_refused(fil):
    with pytest.raises(BeskedRefused, match=r"\.$"):
        read_beskedsfil(fil)


def test_a_settled_payment_is_the_same_whatever_the_order_of_what_is_said():
    sagt = [Besked("A", PAGAR), Besked("A", UTFORD, Decimal(1)), Besked("A", AVVISAD, Decimal(1), retur=True)]

    assert settle(sagt)[0] == settle(reversed(sagt))[0] == (sagt[2],)
    assert settle(sagt[:2])[0] == settle(reversed(sagt[:2]))[0] == (sagt[1],)


def test_every_explained_code_is_a_code_and_a_sentence():
    assert all(len(kod) == 4 and kod.isupper() for kod in ORSAKER)
    assert all(text.endswith(".") and "  " not in text for text in ORSAKER.values())


HELA = (
    build_pain002(
        payment_state("A", "ACSC", belopp="34080.50", datum="2015-06-12"),
        payment_state("B", "RJCT", skal=reason("AC04", "Kontot är slut")),
        status="PART",
        gruppstatus="PART",
    ),
    build_camt054(entry(part("A", belopp="1.00"), part("B", skal="AC04", riktning="CRDT")), entry()),
    TABELL,
    build_pain002(status="RJCT").decode().replace("UTF-8", "UTF-16").encode("utf-16"),
)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_broken_file_is_read_or_refused_and_nothing_else(data):
    hel = data.draw(st.sampled_from(HELA))
    fran, till = (data.draw(st.integers(0, len(hel))) for _ in range(2))
    klistrat = data.draw(st.one_of(st.binary(max_size=20), st.sampled_from([b"&#0;", b"&x;", b"<!DOCTYPE x>", b"]]>"])))
    bruten = hel[: min(fran, till)] + klistrat + hel[max(fran, till) :]

    with suppress(BeskedRefused):
        assert isinstance(read_beskedsfil(bruten, data.draw(st.sampled_from(["", "b.csv", "b.xlsx"]))), Beskedsfil)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"<", b"PK\x03\x04", b"id;utfall\n", b"\xff\xfe<\0"]))
def test_any_bytes_are_refused_or_read(skrap, borjan):
    with suppress(BeskedRefused):
        assert isinstance(read_beskedsfil(borjan + skrap), Beskedsfil)
