"""Bankens svar på en order: vad som är utfört, avvisat och på väg, och vad som ingen ska tro på."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fakturor.betalfiler.besked import AVVISAD, PAGAR, UTFORD, Besked, BeskedRefused, match_besked
from fakturor.betalfiler.beskedsfil import read_beskedsfil
from fakturor.tests.betalfiler.bygg_besked import ORDER, XSD, build_pain002, payment_state, reason

BELOPP = {"A": Decimal("34080.50"), "B": Decimal(7), "C": Decimal(1)}


@pytest.mark.parametrize("version", ["03", "04", "10", "12"])
def test_each_payment_gets_the_fate_that_the_bank_tells(version):
    fil = read_beskedsfil(
        build_pain002(
            payment_state("A", "ACSC", belopp="34080.5", datum="2015-06-12"),
            payment_state("B", "RJCT", skal=reason("AC04")),
            payment_state("C", "ACSP"),
            status="PART",
            version=version,
        )
    )

    assert (fil.slag, fil.msg_id, fil.original_msg_id) == ("pain.002", "BANK-77", ORDER)
    assert fil.besked == (
        Besked("A", UTFORD, Decimal("34080.50"), date(2015, 6, 12)),
        Besked("B", AVVISAD, skal_kod="AC04", skal="Kontot är avslutat."),
        Besked("C", PAGAR),
    )
    assert fil.anmarkningar == fil.grupper == fil.oklara == ()


@pytest.mark.parametrize("status", ["RCVD", "PDNG", "ACTC", "ACCP", "ACSP", "ACWC", "ACCC"])
def test_what_the_bank_has_accepted_is_not_yet_executed(status):
    assert [b.utfall for b in read_beskedsfil(build_pain002(payment_state("A", status))).besked] == [PAGAR]
    assert [g.utfall for g in read_beskedsfil(build_pain002(status=status)).grupper] == [PAGAR]


def test_a_file_that_is_rejected_rejects_every_payment_in_it():
    fil = read_beskedsfil(build_pain002(status="RJCT", skal=reason("DU01")))

    assert fil.besked == ()
    assert match_besked(fil, BELOPP, order_id=ORDER).besked == tuple(
        Besked(id, AVVISAD, skal_kod="DU01", skal="Filens id har använts förut.") for id in BELOPP
    )


def test_what_is_said_of_one_goes_before_what_is_said_of_all():
    fil = read_beskedsfil(
        build_pain002(
            payment_state("B", "RJCT", skal=reason("MD07")), status="ACTC", gruppstatus="ACSP", gruppskal=reason()
        )
    )

    assert [(b.id, b.utfall) for b in match_besked(fil, BELOPP, order_id=ORDER).besked] == [
        ("B", AVVISAD),
        ("A", PAGAR),
        ("C", PAGAR),
    ]


def test_a_rejected_group_gives_its_reason_to_the_payments_that_have_none():
    fil = read_beskedsfil(build_pain002(payment_state("A", "RJCT"), gruppstatus="RJCT", gruppskal=reason("AM04")))

    assert [b.skal for b in match_besked(fil, BELOPP, order_id=ORDER).besked] == [
        "Det finns inte täckning på kontot."
    ] * 3


def test_what_is_said_of_the_group_goes_before_what_is_said_of_the_file():
    fil = read_beskedsfil(build_pain002(status="ACTC", gruppstatus="RJCT"))

    assert {b.utfall for b in match_besked(fil, BELOPP, order_id=ORDER).besked} == {AVVISAD}


def test_nothing_said_of_all_reaches_another_order():
    fil = read_beskedsfil(build_pain002(status="RJCT"))
    utan_id = replace(fil, original_msg_id="", grupper=(replace(fil.grupper[0], id=""),))

    assert match_besked(fil, BELOPP).besked == match_besked(utan_id, BELOPP).besked == ()
    with pytest.raises(BeskedRefused, match="Filen svarar på en annan betalningsorder"):
        match_besked(fil, BELOPP, order_id="UB-2015-06")


@pytest.mark.parametrize(
    ("betalning", "sagt"),
    [
        (payment_state("A", "XXXX"), "Betalning A: läget XXXX är inte känt här."),
        (payment_state("A", "ACSC", belopp="1.00", valuta="EUR"), "Betalning A: beloppet är inte i svenska kronor."),
        (payment_state("A", "ACSC", belopp="1.001"), "Betalning A: beloppet går inte att läsa."),
        (payment_state("A", "ACSC", belopp="-1"), "Betalning A: beloppet går inte att läsa."),
        (payment_state("A", "ACSC", datum="2015-13-01"), "Betalning A: datumet går inte att läsa."),
        (payment_state("A", "RJCT"), "Betalning A: det som sägs om den och om hela gruppen går inte ihop."),
        (payment_state("A", "PDNG"), "Betalning A: det som sägs om den och om hela gruppen går inte ihop."),
    ],
)
def test_an_unclear_payment_is_left_to_a_person_also_when_all_are_said_to_be_executed(betalning, sagt):
    fil = read_beskedsfil(build_pain002(betalning, payment_state("B", "ACSC"), gruppstatus="ACSC"))

    assert fil.anmarkningar == (sagt,)
    assert fil.oklara == ("A",)
    assert [b.id for b in match_besked(fil, BELOPP, order_id=ORDER).besked] == ["B", "C"]


def test_a_payment_executed_in_a_rejected_file_is_neither():
    fil = read_beskedsfil(build_pain002(payment_state("A", "ACSC"), status="RJCT"))

    assert (fil.besked, fil.oklara) == ((), ("A",))


def test_a_payment_both_executed_and_rejected_is_neither():
    fil = read_beskedsfil(build_pain002(payment_state("A", "ACSC"), payment_state("A", "RJCT")))

    assert (fil.besked, fil.oklara) == ((), ("A",))
    assert fil.anmarkningar == ("Betalning A är både utförd och avvisad i filen.",)


def test_a_later_step_takes_the_place_of_an_earlier():
    fil = read_beskedsfil(build_pain002(payment_state("A", "ACSC"), payment_state("A", "PDNG")))

    assert [b.utfall for b in fil.besked] == [UTFORD]


@pytest.mark.parametrize("id", ["", "NOTPROVIDED", "x" * 36])
def test_an_answer_without_an_id_takes_its_certainty_from_what_is_said_of_all(id):
    fil = read_beskedsfil(build_pain002(payment_state(id, "RJCT"), status="ACTC"))

    assert fil.anmarkningar == ("Ett besked saknar betalningens id.",)
    assert fil.besked == fil.grupper == ()


def test_a_file_and_a_group_that_deny_each_other_say_nothing():
    fil = read_beskedsfil(build_pain002(payment_state("A", "ACSC"), status="RJCT", gruppstatus="ACSC"))

    assert fil.besked == fil.grupper == ()
    assert fil.oklara == ("A",)
    assert fil.anmarkningar == ("Det som sägs om hela filen och om en grupp i den går inte ihop.",)


def test_an_unknown_state_of_all_is_a_sentence():
    fil = read_beskedsfil(build_pain002(status="OKEJ"))

    assert fil.anmarkningar == ("Filen har läget OKEJ, som inte är känt här.",)
    assert fil.grupper == ()


def test_another_amount_than_ours_is_a_sentence_and_no_answer():
    fil = read_beskedsfil(build_pain002(payment_state("A", "ACSC", belopp="34080.51"), payment_state("D", "ACSC")))

    matchning = match_besked(fil, BELOPP, order_id=ORDER)

    assert matchning.besked == ()
    assert [text.replace("\u00a0", " ") for text in matchning.anmarkningar] == [
        "Betalning A skulle vara 34 080,50 kr, men beskedet gäller 34 080,51 kr.",
        "Betalning D finns inte bland dem som är lämnade till banken.",
    ]


@pytest.mark.parametrize(
    ("kod", "ord", "sagt"),
    [
        ("AC04", "Closed", "Kontot är avslutat. Banken skriver: Closed"),
        ("ZZ99", "", "Banken anger koden ZZ99."),
        ("NARR", "Ring oss", "Banken skriver: Ring oss"),
        ("", "Se 19121212-1212", "Banken skriver: Se 19••••••-••••"),
        ("", "", ""),
    ],
)
def test_a_reason_is_told_in_words_where_they_are_certain(kod, ord, sagt):
    [besked] = read_beskedsfil(build_pain002(payment_state("A", "RJCT", skal=reason(kod, ord)))).besked

    assert (besked.skal_kod, besked.skal) == (kod, sagt)


@pytest.mark.parametrize(
    ("fil", "sagt"),
    [
        (build_pain002(svarar_pa="pain.008.001.02"), "Filen svarar på något annat än en betalningsorder"),
        (build_pain002().replace(b"CstmrPmtStsRpt", b"Annat"), "inget svar på en betalningsorder i sig"),
        (f'<Document xmlns="{XSD}:pain.001.001.03"/>'.encode(), "Filen är en betalfil"),
        (f'<Document xmlns="{XSD}:camt.053.001.02"/>'.encode(), "Filen är ett kontoutdrag"),
        (f'<Document xmlns="{XSD}:pacs.008.001.02"/>'.encode(), "Här tas pain.002, camt.054 och tabeller emot"),
        (build_pain002().replace(b"Document", b"Brev"), "inget meddelande enligt ISO 20022"),
        (b"<Document/>", "inget meddelande enligt ISO 20022"),
        (b"<!DOCTYPE a><a/>", "dokumenttypsdeklaration"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>', "dokumenttypsdeklaration"),
        (b"<a>" * 100 + b"</a>" * 100, "inget besked i XML, eller större än ett sådant blir"),
        (build_pain002()[:-30], "Filen är avbruten"),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence(fil, sagt):
    with pytest.raises(BeskedRefused, match=sagt):
        read_beskedsfil(fil)


def test_an_answer_that_says_nothing_says_so():
    assert read_beskedsfil(build_pain002()).anmarkningar == ("Filen säger inget om någon betalning.",)
