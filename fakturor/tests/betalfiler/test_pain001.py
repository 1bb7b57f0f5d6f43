"""Varje pain.001 håller sitt schema och sina summor, och samma order ger samma fil."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from stdnum import luhn

from fakturor.betalfiler.dialekt import DIALEKTER, UTKAST, DialektRefused, build_dialekt
from fakturor.betalfiler.order import STORSTA_BELOPP, Betalningsorder, OrderRefused, problem_with
from fakturor.betalfiler.pain001 import write_pain001
from fakturor.tests.betalfiler.bygg import OCR, PLUSGIRO, build_avsandare, build_order, build_uppdrag

DIALEKTNYCKLAR = sorted(DIALEKTER)
BETALNINGSSLAG = {
    "bankgiro": {},
    "bankgiro med OCR": {"ocr": OCR, "meddelande": ""},
    "plusgiro": {"konto_typ": "plusgiro", "konto": PLUSGIRO},
    "plusgiro med OCR": {"konto_typ": "plusgiro", "konto": PLUSGIRO, "ocr": OCR},
    "bankkonto": {"konto_typ": "konto", "konto": "5000/1234567"},
    "bankkonto med fem siffror i clearing": {"konto_typ": "konto", "konto": "83279/123456"},
    "utan meddelande": {"meddelande": ""},
    "namn med tecken från andra språk": {"mottagare_namn": "Åsa Łęcka-Öberg & Çelik – «Œuvre» <AB>"},
    "största beloppet": {"belopp": STORSTA_BELOPP},
    "minsta beloppet": {"belopp": Decimal("0.01")},
}


@cache
def schema(version: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(files("sepaxml") / f"schemas/pain.001.001.{version}.xsd")))


def read(fil: bytes) -> etree._Element:
    return etree.fromstring(fil)


def texts(rot: etree._Element, stig: str) -> list[str]:
    steg = "/".join(f"*[local-name()='{namn}']" for namn in stig.split("/"))
    return [nod.text for nod in rot.xpath(f"//{steg}")]


def assert_valid(fil: bytes, nyckel: str, order: Betalningsorder) -> etree._Element:
    """The schema accepts the file, and its counts and sums are those of its own rows."""
    rot = read(fil)
    schema(DIALEKTER[nyckel].version).assertValid(rot)
    belopp = [Decimal(text) for text in texts(rot, "InstdAmt")]
    assert belopp == [uppdrag.belopp for uppdrag in order.uppdrag]
    assert texts(rot, "EndToEndId") == [uppdrag.id for uppdrag in order.uppdrag]
    assert {Decimal(text) for text in texts(rot, "CtrlSum")} == {sum(belopp)}
    assert {int(text) for text in texts(rot, "NbOfTxs")} == {len(belopp)}
    return rot


@pytest.mark.parametrize("nyckel", DIALEKTNYCKLAR)
@pytest.mark.parametrize("slag", BETALNINGSSLAG)
def test_every_kind_of_payment_is_accepted_by_the_schema(nyckel, slag):
    order = build_order(build_uppdrag(**BETALNINGSSLAG[slag]))

    assert_valid(write_pain001(order, DIALEKTER[nyckel]), nyckel, order)


@pytest.mark.parametrize("nyckel", DIALEKTNYCKLAR)
@pytest.mark.parametrize(
    "avsandare",
    [
        {"konto_typ": "bankgiro", "konto": "50501055"},
        {"konto_typ": "konto", "konto": "5000/1234567"},
        {"avtal": "556000000000A001", "bank_bic": "ABCDSESSXXX"},
    ],
    ids=["bankgiro", "konto", "avtal"],
)
def test_every_kind_of_sender_is_accepted_by_the_schema(nyckel, avsandare):
    order = build_order(avsandare=build_avsandare(**avsandare))

    assert_valid(write_pain001(order, DIALEKTER[nyckel]), nyckel, order)


@pytest.mark.parametrize("nyckel", DIALEKTNYCKLAR)
def test_five_hundred_payments_are_one_valid_file(nyckel):
    order = build_order(*(build_uppdrag(id=f"UB-{n}", belopp=Decimal(n) + Decimal("0.37")) for n in range(1, 501)))

    rot = assert_valid(write_pain001(order, DIALEKTER[nyckel]), nyckel, order)

    assert texts(rot, "GrpHdr/CtrlSum") == ["125435.00"]
    assert texts(rot, "GrpHdr/NbOfTxs") == ["500"]


GIRON = st.integers(100_000, 9_999_999).map(lambda n: f"{n}{luhn.calc_check_digit(str(n))}")
PLUSGIRON = st.integers(1, 9_999_999).map(lambda n: f"{n}{luhn.calc_check_digit(str(n))}")
KONTON = st.tuples(st.from_regex(r"[1-79][0-9]{3}|8[0-9]{4}", fullmatch=True), st.integers(10, 9_999_999_999)).map(
    lambda delar: f"{delar[0]}/{delar[1]}"
)
MOTTAGARKONTON = st.one_of(
    st.tuples(st.just("bankgiro"), GIRON),
    st.tuples(st.just("plusgiro"), PLUSGIRON),
    st.tuples(st.just("konto"), KONTON),
)
OCRNUMMER = st.one_of(st.just(""), st.integers(1, 10**24 - 1).map(lambda n: f"{n}{luhn.calc_check_digit(str(n))}"))
BOKSTAVER = "abcåäöÅÄÖéüłøß&<>\"'’–_;-,.()/:?+ 0123"
BETALNINGAR = st.lists(
    st.tuples(
        st.text(BOKSTAVER, min_size=1, max_size=90),
        MOTTAGARKONTON,
        st.decimals(Decimal("0.01"), STORSTA_BELOPP, places=2),
        OCRNUMMER,
        st.text(BOKSTAVER, max_size=140),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(BETALNINGAR, st.sampled_from(DIALEKTNYCKLAR), st.dates(date(2015, 6, 10), date(2099, 12, 31)))
def test_whatever_has_nothing_wrong_with_it_is_accepted_by_the_schema(rader, nyckel, betaldag):
    uppdrag = [
        build_uppdrag(
            id=f"A{n}", mottagare_namn=f"A{namn}", konto_typ=typ, konto=konto, belopp=belopp, ocr=ocr, meddelande=text
        )
        for n, (namn, (typ, konto), belopp, ocr, text) in enumerate(rader)
    ]
    hela = build_order(*uppdrag, betaldag=betaldag)
    utan_fel = [u for u in uppdrag if not problem_with(replace(hela, uppdrag=(u,)))]
    order = replace(hela, uppdrag=tuple(utan_fel) or (build_uppdrag(),))

    fil = write_pain001(order, DIALEKTER[nyckel])

    assert_valid(fil, nyckel, order)
    assert fil == write_pain001(order, DIALEKTER[nyckel])


def test_the_schema_finds_what_is_wrong_with_a_file():
    fil = write_pain001(build_order(), DIALEKTER["svensk_03"])

    assert schema("03").validate(read(fil))
    assert not schema("03").validate(read(fil.replace(b"<PmtMtd>TRF", b"<PmtMtd>XXX")))
    assert not schema("03").validate(read(fil.replace(b"<EndToEndId>", b"<EndToEndId>" + b"x" * 30)))
    assert not schema("09").validate(read(fil))


def test_the_same_order_gives_the_same_bytes_wherever_its_clock_stands():
    order = build_order()
    samma_stund = order.skapad.astimezone(timezone(timedelta(hours=-7))) + timedelta(microseconds=8)

    fil = write_pain001(order, DIALEKTER["svensk_03"])

    assert write_pain001(replace(order, skapad=samma_stund), DIALEKTER["svensk_03"]) == fil
    assert texts(read(fil), "CreDtTm") == ["2015-06-10T09:30:00"]
    assert write_pain001(replace(order, skapad=datetime(2015, 6, 10, 7, 31, tzinfo=UTC)), DIALEKTER["svensk_03"]) != fil


@pytest.mark.parametrize(
    ("falt", "clearing", "konto", "slag"),
    [
        ({}, "9900", "50501055", "SchmeNm/Prtry"),
        ({"konto_typ": "plusgiro", "konto": PLUSGIRO}, "9960", PLUSGIRO, "SchmeNm/Cd"),
        ({"konto_typ": "konto", "konto": "5000/1234567"}, "5000", "50001234567", "SchmeNm/Cd"),
        ({"konto_typ": "konto", "konto": "83279/123456"}, "8327", "832790000123456", "SchmeNm/Cd"),
    ],
)
def test_a_payee_is_addressed_by_clearing_and_number(falt, clearing, konto, slag):
    rot = read(write_pain001(build_order(build_uppdrag(**falt)), DIALEKTER["svensk_03"]))

    assert texts(rot, "CdtrAgt/FinInstnId/ClrSysMmbId/ClrSysId/Cd") == ["SESBA"]
    assert texts(rot, "CdtrAgt/FinInstnId/ClrSysMmbId/MmbId") == [clearing]
    assert texts(rot, "CdtrAcct/Id/Othr/Id") == [konto]
    assert texts(rot, f"CdtrAcct/Id/Othr/{slag}") == ["BGNR" if slag.endswith("Prtry") else "BBAN"]


def test_an_ocr_goes_alone_as_a_reference_and_a_message_goes_where_there_is_none():
    order = build_order(build_uppdrag(id="1", ocr=OCR), build_uppdrag(id="2"))

    rot = read(write_pain001(order, DIALEKTER["svensk_09"]))

    assert texts(rot, "Strd/CdtrRefInf/Ref") == [OCR]
    assert texts(rot, "Strd/CdtrRefInf/Tp/CdOrPrtry/Cd") == ["SCOR"]
    assert texts(rot, "Ustrd") == ["Faktura 1017"]


def test_names_are_written_with_the_letters_that_the_bank_takes():
    order = build_order(build_uppdrag(mottagare_namn="Ångströms  Łódź & Ørsted’s – [Éva] @Hem!"))

    svensk = texts(read(write_pain001(order, DIALEKTER["svensk_03"])), "Cdtr/Nm")
    swift = texts(read(write_pain001(order, build_dialekt("svensk_03", {"svenska_tecken": False}))), "Cdtr/Nm")

    assert svensk == ["Ångströms Lodz + Örsted's - (Eva) (at)Hem."]
    assert swift == ["Angstroms Lodz + Orsted's - (Eva) (at)Hem."]


def test_a_letter_in_two_parts_is_one_letter():
    order = build_order(build_uppdrag(mottagare_namn="A\u030angstro\u0308m"))

    assert texts(read(write_pain001(order, DIALEKTER["svensk_03"])), "Cdtr/Nm") == ["Ångström"]


def test_a_message_that_grows_by_its_likenesses_is_cut_where_the_schema_says():
    order = build_order(build_uppdrag(meddelande="€" * 140))

    rot = assert_valid(write_pain001(order, DIALEKTER["svensk_03"]), "svensk_03", order)

    assert len(texts(rot, "Ustrd")[0]) == 140


def test_the_bank_sees_its_agreement_and_the_payer_is_still_known_by_orgnr():
    order = build_order(avsandare=build_avsandare(avtal="556000000000A001"))

    rot = read(write_pain001(order, DIALEKTER["svensk_03"]))

    assert texts(rot, "InitgPty/Id/OrgId/Othr/Id") == ["556000000000A001"]
    assert texts(rot, "InitgPty/Id/OrgId/Othr/SchmeNm/Cd") == ["BANK"]
    assert texts(rot, "Dbtr/Id/OrgId/Othr/Id") == [order.avsandare.orgnr]
    assert texts(rot, "Dbtr/Id/OrgId/Othr/SchmeNm/Cd") == ["COID"]


def test_a_banks_own_values_take_the_place_of_ours_and_the_schema_still_accepts():
    egen = build_dialekt(
        "svensk_03",
        {
            "serviceniva": "",
            "kategori": "",
            "lokalt_instrument": "DO",
            "samlingsbokning": False,
            "plusgiro_clearing": "9500",
            "konto_med_clearing": False,
            "ocr_som_referens": False,
            "langsta_namn": 6,
        },
    )
    order = build_order(
        build_uppdrag(id="1", konto_typ="plusgiro", konto=PLUSGIRO, ocr=OCR),
        build_uppdrag(id="2", konto_typ="konto", konto="5000/1234567"),
    )

    rot = assert_valid(write_pain001(order, egen), "svensk_03", order)

    assert texts(rot, "SvcLvl") == texts(rot, "CtgyPurp") == []
    assert texts(rot, "LclInstrm/Prtry") == ["DO"]
    assert texts(rot, "BtchBookg") == ["false"]
    assert texts(rot, "MmbId") == ["9500", "5000"]
    assert texts(rot, "CdtrAcct/Id/Othr/Id") == [PLUSGIRO, "1234567"]
    assert texts(rot, "Ustrd") == [OCR, "Faktura 1017"]
    assert texts(rot, "Cdtr/Nm") == ["Ängens"] * 2


def test_everything_left_out_that_may_be_is_still_a_valid_file():
    tomt = dict.fromkeys(
        (
            *("serviceniva", "kategori", "avgiftsbarare", "orgnr_slag", "bankgiro_clearing"),
            *("bankgiro_slag", "clearingsystem"),
        ),
        "",
    )
    order = build_order()

    for nyckel in DIALEKTNYCKLAR:
        assert_valid(write_pain001(order, build_dialekt(nyckel, tomt)), nyckel, order)


@pytest.mark.parametrize(
    ("avvikelser", "sagt"),
    [
        ({"farg": "blå"}, "farg är inget som en dialekt har."),
        ({"version": "08"}, "version är inget som en dialekt har."),
        ({"serviceniva": "<x>"}, "serviceniva ska ha fyra stora bokstäver eller vara tomt."),
        ({"avgiftsbarare": "SLVE"}, "avgiftsbarare ska vara SLEV"),
        ({"bankgiro_clearing": "99"}, "bankgiro_clearing ska ha fyra siffror eller vara tomt."),
        ({"bankgiro_slag": "B" * 36}, "bankgiro_slag ska ha högst 35"),
        ({"clearingsystem": "SE"}, "clearingsystem ska ha fem stora bokstäver"),
        ({"langsta_namn": 0}, "langsta_namn ska vara 1 till 140."),
        ({"langsta_namn": "70"}, "langsta_namn har fel slags värde."),
        ({"samlingsbokning": 1}, "samlingsbokning har fel slags värde."),
    ],
)
def test_settings_that_make_no_dialect_are_refused(avvikelser, sagt):
    with pytest.raises(DialektRefused, match=sagt):
        build_dialekt("svensk_03", avvikelser)


def test_a_dialect_says_that_it_is_a_draft():
    assert all(UTKAST in dialekt.namn for dialekt in DIALEKTER.values())
    assert {dialekt.meddelandetyp for dialekt in DIALEKTER.values()} == {"pain.001.001.03", "pain.001.001.09"}
    with pytest.raises(DialektRefused, match="svensk_03 eller svensk_09"):
        build_dialekt("dansk")


def test_an_order_with_a_fault_gives_no_file():
    with pytest.raises(OrderRefused, match="Kontrollsiffran i OCR-numret"):
        write_pain001(build_order(build_uppdrag(ocr="12345678901")), DIALEKTER["svensk_03"])
