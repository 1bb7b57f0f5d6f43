"""SIE 4: det som skrivs läses tillbaka likadant, i CP437, och bara verifikationer som går jämnt upp skrivs."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakturor.betalfiler.sie import Kontorad, Siefil, SieRefused, Verifikation, sie_text, write_sie
from fakturor.betalfiler.sie_lasning import read_sie
from fakturor.tests.betalfiler.bygg import ORGNR

KOSTNAD = Kontorad("4538", Decimal("34080.50"), ((1, "3120"), (6, "513")), "Ängens Assistans, maj")
SKULD = Kontorad("2440", Decimal("-34080.50"))
VERIFIKATION = Verifikation("U", "17", date(2015, 6, 12), 'Utbetalning "maj"', (KOSTNAD, SKULD))
FIL = Siefil(
    foretag="Mälaräs kommun",
    orgnr=ORGNR,
    program="Assistanskontroll",
    version="1.0",
    genererad=date(2015, 6, 12),
    verifikationer=(VERIFIKATION,),
    konton=(("2440", "Leverantörsskulder"), ("4538", "Ersättning för personliga assistenter")),
    dimensioner=((1, "Ansvar"), (6, "Verksamhet")),
    objekt=((1, "3120", "Vård och omsorg"),),
    rakenskapsar=(date(2015, 1, 1), date(2015, 12, 31)),
)
UTSEENDE = f"""\
#FLAGGA 0
#PROGRAM Assistanskontroll 1.0
#FORMAT PC8
#GEN 20150612
#SIETYP 4
#ORGNR {ORGNR[:6]}-{ORGNR[6:]}
#FNAMN "Mälaräs kommun"
#RAR 0 20150101 20151231
#DIM 1 "Ansvar"
#DIM 6 "Verksamhet"
#OBJEKT 1 "3120" "Vård och omsorg"
#KONTO 2440 "Leverantörsskulder"
#KONTO 4538 "Ersättning för personliga assistenter"
#VER U 17 20150612 "Utbetalning \\"maj\\""
{{
   #TRANS 4538 {{1 "3120" 6 "513"}} 34080.50 "" "Ängens Assistans, maj"
   #TRANS 2440 {{}} -34080.50
}}
"""


def test_a_file_is_written_as_the_standard_says():
    assert write_sie(FIL) == UTSEENDE.replace("\n", "\r\n").encode("cp437")
    assert write_sie(FIL) == write_sie(FIL)


def test_what_is_written_is_read_back():
    assert read_sie(write_sie(FIL)) == FIL


TEXTER = st.text(st.sampled_from("abcÅÄÖåäöéüß0123 \"{}#\\€–’łΩ\t\n\u00a0'.-/"), max_size=25)
KODER = st.text(st.sampled_from('ABCÅÄÖ0123 {}"'), min_size=1, max_size=8)
BELOPP = st.decimals(Decimal("-9999999999.99"), Decimal("9999999999.99"), places=2)
DIMENSIONER = st.dictionaries(st.integers(1, 99), KODER, max_size=3).map(lambda d: tuple(d.items()))
KONTORADER = st.lists(
    st.builds(Kontorad, st.from_regex(r"[1-9][0-9]{3,5}", fullmatch=True), BELOPP, DIMENSIONER, TEXTER),
    min_size=1,
    max_size=5,
).map(lambda rader: (*rader, Kontorad("2440", -sum(rad.belopp for rad in rader))))
DAGAR = st.dates(date(1, 1, 1), date(9999, 12, 31))
VERIFIKATIONER = st.lists(
    st.builds(Verifikation, TEXTER, TEXTER, DAGAR, TEXTER, KONTORADER),
    min_size=1,
    max_size=4,
    unique_by=lambda v: (sie_text(v.serie), sie_text(v.nummer)),
).map(tuple)


def as_written(fil: Siefil) -> Siefil:
    """The file with its texts as the code page has them."""
    return replace(
        fil,
        foretag=sie_text(fil.foretag),
        verifikationer=tuple(
            replace(
                v,
                serie=sie_text(v.serie),
                nummer=sie_text(v.nummer),
                text=sie_text(v.text),
                rader=tuple(replace(rad, text=sie_text(rad.text)) for rad in v.rader),
            )
            for v in fil.verifikationer
        ),
        konton=tuple((konto, sie_text(namn)) for konto, namn in fil.konton),
        objekt=tuple((nummer, kod, sie_text(namn)) for nummer, kod, namn in fil.objekt),
    )


@settings(max_examples=80, deadline=None)
@given(VERIFIKATIONER, DAGAR, TEXTER, st.tuples(KODER, TEXTER))
def test_any_balanced_vouchers_are_read_back_balanced(verifikationer, dag, namn, objekt):
    fil = replace(
        FIL,
        foretag=f"K{namn}",
        genererad=dag,
        verifikationer=verifikationer,
        konton=(("4538", namn),),
        objekt=((1, *objekt),),
    )

    last = read_sie(write_sie(fil))

    assert last == as_written(fil)
    assert all(verifikation.obalans == 0 for verifikation in last.verifikationer)


def test_a_character_that_the_code_page_lacks_gets_its_likeness():
    text = sie_text('Łucja Ørsteds café – 5 € "hem" C:\\ ☃\n')

    assert text == 'Lucja Örsteds café - 5 EUR "hem" C:/ ? '
    assert sie_text("ÅÄÖåäöéü½") == "ÅÄÖåäöéü½"


@pytest.mark.parametrize(
    ("falt", "sagt"),
    [
        ({"rader": (KOSTNAD, replace(SKULD, belopp=Decimal("-34080.49")))}, "Debet och kredit skiljer 0,01 kr."),
        ({"rader": (KOSTNAD,)}, "En verifikation ska ha minst två rader."),
        ({"rader": (replace(KOSTNAD, konto="45A8"), SKULD)}, "Kontot 45A8 ska ha 1 till 10 siffror."),
        ({"rader": (replace(KOSTNAD, belopp=Decimal("0.001")), SKULD)}, "delar av ett öre"),
        ({"rader": (replace(KOSTNAD, belopp=Decimal("NaN")), SKULD)}, "är inget tal"),
        ({"rader": (replace(KOSTNAD, dimensioner=((0, "1"),)), SKULD)}, "En dimension saknar nummer eller objekt."),
        ({"rader": (replace(KOSTNAD, dimensioner=((1, ""),)), SKULD)}, "En dimension saknar nummer eller objekt."),
        ({"rader": (replace(KOSTNAD, dimensioner=((1, "A"), (1, "B"))), SKULD)}, "två objekt i samma dimension"),
    ],
)
def test_a_voucher_with_a_fault_is_not_written(falt, sagt):
    with pytest.raises(SieRefused) as refused:
        write_sie(replace(FIL, verifikationer=(replace(VERIFIKATION, **falt),)))

    assert any(text.startswith("Verifikation U17: ") for text in refused.value.problem)
    assert sagt in str(refused.value).replace("\u00a0", " ")


def test_a_file_without_vouchers_or_with_two_of_the_same_number_is_not_written():
    with pytest.raises(SieRefused, match="Det finns inga verifikationer"):
        write_sie(replace(FIL, verifikationer=()))
    with pytest.raises(SieRefused, match="Flera verifikationer har samma nummer: U17"):
        write_sie(replace(FIL, verifikationer=(VERIFIKATION, VERIFIKATION)))
    onumrerad = replace(VERIFIKATION, nummer="")
    assert read_sie(write_sie(replace(FIL, verifikationer=(onumrerad, onumrerad)))).verifikationer == (onumrerad,) * 2


ANNAN = b"""#FLAGGA 1\r
#SIETYP 4
#GEN 20150701 AB
#FNAMN "K\x94pings hem"
#UNDERDIM 21 "x" 1
#RAR 0 20150101 20151231
#RAR -1 20140101 20141231
#PROGRAM Nya\xffBok 2
#OKAND "utan slut
\x0b
#IB 0 1930 100.00

#VER "A" 1 20150630 "L\x94n" 20150701 NN
{
#TRANS 7010 {"1" "12" "6" "513"} 100 20150630 "Text" 1.5 NN
#BTRANS 7010 {} 50.00
#RTRANS 7011 {} 50.00
#TRANS 7011 {} 50.00
#TRANS 1930 {} -149.5
}
\x1a"""


def test_another_programs_file_is_read_for_what_is_known_in_it():
    fil = read_sie(ANNAN)

    [verifikation] = fil.verifikationer
    assert (fil.foretag, fil.program) == ("Köpings hem", "Nya\u00a0Bok")
    assert fil.rakenskapsar == (date(2015, 1, 1), date(2015, 12, 31))
    assert (verifikation.serie, verifikation.nummer, verifikation.text) == ("A", "1", "Lön")
    assert verifikation.rader == (
        Kontorad("7010", Decimal(100), ((1, "12"), (6, "513")), "Text"),
        Kontorad("7011", Decimal(50)),
        Kontorad("1930", Decimal("-149.5")),
    )
    assert verifikation.obalans == Decimal("0.5")


@pytest.mark.parametrize(
    ("fil", "sagt"),
    [
        (b"", "den börjar inte med #FLAGGA"),
        (b"a;b;c\r\n", "den börjar inte med #FLAGGA"),
        (b"#FLAGGA 0\n#SIETYP 1\n#GEN 20150101", "inte av SIE-typ 4"),
        (b"#FLAGGA 0\n#SIETYP 4", r"säger inte när den skrevs \(#GEN\)"),
        (b"#FLAGGA 0\n#GEN 20150231", "#GEN: ett datum ska skrivas ååååmmdd"),
        (b"#FLAGGA 0\n#GEN 20150101\n#VER A 1 20150101\n{\n", "slutar mitt i en verifikation"),
        (b"#FLAGGA 0\n#VER A 1 20150101\n#VER A 2 20150101\n", "Rad 3: verifikationen innan har inga rader"),
        (b"#FLAGGA 0\n{\n", "Rad 2: en klammer öppnas utan verifikation"),
        (b"#FLAGGA 0\n}\n", "Rad 2: en klammer stängs utan att vara öppnad"),
        (b'#FLAGGA 0\n#FNAMN "a\n', "Rad 2: ett citattecken saknar sitt par"),
        (b"#FLAGGA 0\n#VER A 1\n", "Rad 2: raden har för få uppgifter"),
        (b"#FLAGGA 0\n#DIM ett namn\n", "Rad 2: ett nummer är inget tal"),
        (b"#FLAGGA 0\n#VER A 1 20150101\n{\n#TRANS 1930 {1} 5\n}", "Rad 4: objektlistan går inte att läsa"),
        (b"#FLAGGA 0\n#VER A 1 20150101\n{\n#TRANS 1930 {} 5,00\n}", "Rad 4: raden har inget belopp"),
        (b"#FLAGGA 0\n#VER A 1 20150101\n{\n#TRANS 1930 100\n}", "Rad 4: raden saknar konto"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(fil, sagt):
    with pytest.raises(SieRefused, match=sagt):
        read_sie(fil)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_broken_file_is_read_or_refused_and_nothing_else(data):
    hel = write_sie(FIL)
    fran, till = (data.draw(st.integers(0, len(hel))) for _ in range(2))
    bruten = hel[: min(fran, till)] + data.draw(st.binary(max_size=12)) + hel[max(fran, till) :]

    with suppress(SieRefused):
        assert isinstance(read_sie(bruten), Siefil)
