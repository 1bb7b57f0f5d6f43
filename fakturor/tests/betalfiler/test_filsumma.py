"""En betalfil räknad ur sina egna rader, för den som ska hålla den mot det som är godkänt."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakturor.betalfiler.dialekt import DIALEKTER
from fakturor.betalfiler.filsumma import Filsumma, FilsummaRefused, count_orderfil, count_pain001
from fakturor.betalfiler.orderfil import write_orderfil
from fakturor.betalfiler.pain001 import write_pain001
from fakturor.tests.betalfiler.bygg import build_order, build_uppdrag

ORDER = build_order(build_uppdrag(id="A", belopp=Decimal("0.10")), build_uppdrag(id="B", belopp=Decimal("0.20")))
VANTAD = Filsumma("UB-2015-05", (("A", Decimal("0.10")), ("B", Decimal("0.20"))), 2, Decimal("0.30"))
BETALFIL = write_pain001(ORDER, DIALEKTER["svensk_09"])
TABELL = write_orderfil(ORDER)


@pytest.mark.parametrize("nyckel", sorted(DIALEKTER))
def test_a_payment_file_is_counted_from_its_rows(nyckel):
    assert count_pain001(write_pain001(ORDER, DIALEKTER[nyckel])) == VANTAD
    assert (VANTAD.antal, VANTAD.summa, VANTAD.gar_ihop) == (2, Decimal("0.30"), True)


def test_a_payment_order_table_is_counted_from_its_rows():
    assert count_orderfil(TABELL) == VANTAD


def test_an_amount_that_somebody_has_changed_shows():
    andrad = count_pain001(BETALFIL.replace(b">0.20<", b">0.21<"))

    assert not andrad.gar_ihop
    assert andrad.summa == Decimal("0.31")


def test_a_table_that_has_lost_its_end_shows():
    kapad = count_orderfil(TABELL[: TABELL.rindex(b"UB-2015-05;")])

    assert (kapad.antal, kapad.uppgivet_antal, kapad.gar_ihop) == (1, 2, False)


@pytest.mark.parametrize(
    ("fil", "sagt"),
    [
        (BETALFIL.replace(b"<CtrlSum>0.30", b"<CtrlSum>0.31", 1), "huvud och grupper har olika antal eller summa"),
        (BETALFIL.replace(b"pain.001.001.09", b"pain.002.001.09"), "Filen är ingen betalfil"),
        (BETALFIL.replace(b'"SEK">0.20', b'"EUR">0.20'), "beloppet är inte i svenska kronor"),
        (BETALFIL.replace(b"<NbOfTxs>2", b"<NbOfTxs>x"), "antalet betalningar saknas"),
        (BETALFIL.replace(b"<CtrlSum>0.30", b"<CtrlSum>NaN"), "kontrollsumman saknas"),
        (BETALFIL[:-20], "Filen är avbruten"),
    ],
)
def test_a_payment_file_that_is_not_as_we_wrote_it_is_refused(fil, sagt):
    with pytest.raises(FilsummaRefused, match=sagt):
        count_pain001(fil)


@pytest.mark.parametrize(
    ("fil", "sagt"),
    [
        (b"", "ingen betalningsorder i tabell"),
        (b"a;b\r\n1;2\r\n", "ingen betalningsorder i tabell"),
        (TABELL.replace(b"0,30", b"0,31", 1), "olika betalningsorder"),
        (TABELL.replace(b";0,20;", b";NaN;"), "går inte att läsa"),
        (TABELL.replace(b"\xef\xbb\xbf", b"\xff"), "går inte att läsa"),
    ],
)
def test_a_table_that_is_not_as_we_wrote_it_is_refused(fil, sagt):
    with pytest.raises(FilsummaRefused, match=sagt):
        count_orderfil(fil)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([(count_pain001, BETALFIL), (count_orderfil, TABELL)]), st.data())
def test_broken_bytes_are_counted_or_refused_and_nothing_else(fall, data):
    rakna, hel = fall
    fran, till = (data.draw(st.integers(0, len(hel))) for _ in range(2))

    with suppress(FilsummaRefused):
        assert rakna(hel[: min(fran, till)] + data.draw(st.binary(max_size=8)) + hel[max(fran, till) :]).antal >= 0
