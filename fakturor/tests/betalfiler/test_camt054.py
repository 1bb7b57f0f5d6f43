"""Bankens avisering: det som är bokfört som debiterat är betalt, och det som har kommit tillbaka är det inte."""

from datetime import date
from decimal import Decimal

import pytest

from fakturor.betalfiler.besked import AVVISAD, PAGAR, UTFORD, Besked, BeskedRefused
from fakturor.betalfiler.beskedsfil import read_beskedsfil
from fakturor.tests.betalfiler.bygg_besked import ORDER, XSD, build_camt054, entry, part

DAG = date(2015, 6, 12)


@pytest.mark.parametrize(("version", "ny"), [("02", False), ("08", True)])
def test_a_booked_debit_is_an_executed_payment(version, ny):
    samlad = entry(part("A", belopp="34080.50", ny=ny), part("B", belopp="7.00", ny=ny), belopp="34087.50", ny=ny)

    fil = read_beskedsfil(build_camt054(samlad, version=version))

    assert (fil.slag, fil.msg_id, fil.original_msg_id) == ("camt.054", "BANK-78", ORDER)
    assert fil.besked == (Besked("A", UTFORD, Decimal("34080.50"), DAG), Besked("B", UTFORD, Decimal(7), DAG))
    assert fil.anmarkningar == ()


def test_a_payment_alone_in_its_entry_has_the_amount_of_the_entry():
    [ensam] = read_beskedsfil(build_camt054(entry(part("A")))).besked
    delad = read_beskedsfil(build_camt054(entry(part("A"), part("B")))).besked

    assert ensam.belopp == Decimal("34080.50")
    assert [besked.belopp for besked in delad] == [None, None]


@pytest.mark.parametrize("status", ["PDNG", "INFO", "FUTR"])
def test_what_is_not_yet_booked_is_under_way(status):
    assert [b.utfall for b in read_beskedsfil(build_camt054(entry(part("A"), status=status))).besked] == [PAGAR]


@pytest.mark.parametrize(
    ("post", "kod", "skal"),
    [
        (entry(part("A", skal="AC04"), riktning="CRDT"), "AC04", "Kontot är avslutat."),
        (entry(part("A"), riktning="CRDT", tillbaka=True), "", "Pengarna har kommit tillbaka."),
        (entry(part("A"), riktning="CRDT", kod="RRTN"), "", "Pengarna har kommit tillbaka."),
        (entry(part("A", skal="AC04", riktning="CRDT")), "AC04", "Kontot är avslutat."),
    ],
)
def test_a_payment_that_comes_back_is_rejected_after_being_executed(post, kod, skal):
    vantad = Besked("A", AVVISAD, Decimal("34080.50"), DAG, kod, skal, retur=True)

    assert read_beskedsfil(build_camt054(post)).besked == (vantad,)
    assert read_beskedsfil(build_camt054(entry(part("A")), post)).besked == (vantad,)
    assert read_beskedsfil(build_camt054(post, entry(part("A")))).besked == (vantad,)


def test_a_part_that_comes_back_stands_beside_what_it_is_a_part_of():
    fil = read_beskedsfil(
        build_camt054(entry(part("A")), entry(part("A", skal="AC04"), riktning="CRDT", belopp="80.50"))
    )

    utford, retur = fil.besked
    assert (utford.utfall, utford.belopp, utford.retur) == ("utford", Decimal("34080.50"), False)
    assert (retur.belopp, retur.skal_kod, retur.retur) == (Decimal("80.50"), "AC04", True)
    assert (fil.oklara, fil.anmarkningar) == ((), ())


def test_a_part_of_a_payment_that_is_not_booked_yet_stands_alone():
    fil = read_beskedsfil(
        build_camt054(entry(part("A"), status="PDNG"), entry(part("A", skal="AC04"), riktning="CRDT", belopp="80.50"))
    )

    assert [(besked.belopp, besked.retur) for besked in fil.besked] == [(Decimal("80.50"), True)]


def test_more_than_was_paid_does_not_come_back():
    fil = read_beskedsfil(
        build_camt054(entry(part("A")), entry(part("A", skal="AC04"), riktning="CRDT", belopp="34080.51"))
    )

    assert (fil.besked, fil.oklara) == ((), ("A",))
    assert fil.anmarkningar == ("Betalning A har olika belopp på olika ställen i filen.",)


def test_money_that_others_pay_in_is_passed_over():
    inbetalt = entry(part("X"), riktning="CRDT") + entry(riktning="CRDT")

    fil = read_beskedsfil(build_camt054(entry(part("A")), inbetalt))

    assert [besked.id for besked in fil.besked] == ["A"]
    assert fil.anmarkningar == ()


@pytest.mark.parametrize(
    ("post", "sagt"),
    [
        (entry(part("A"), valuta="EUR"), "Betalning A: beloppet är inte i svenska kronor."),
        (entry(part("A"), status="QQQQ"), "Betalning A: läget QQQQ är inte känt här."),
        (entry(part("NOTPROVIDED")), "En debitering saknar betalningens id."),
        (entry(part("x" * 36)), "En debitering saknar betalningens id."),
        (entry(part("", skal="AC04"), riktning="CRDT"), "En retur saknar betalningens id."),
        (entry(), "En debitering är bokförd utan att säga vilka betalningar den består av."),
        (entry(part("A"), tillbaka=True), "Betalning A: den är debiterad och kallas ändå en retur."),
        ("", "Filen säger inget om någon betalning."),
    ],
)
def test_what_cannot_be_used_is_a_sentence(post, sagt):
    fil = read_beskedsfil(build_camt054(post))

    assert fil.besked == ()
    assert fil.anmarkningar == (sagt,)


def test_a_payment_booked_twice_is_told():
    fil = read_beskedsfil(build_camt054(entry(part("A")), entry(part("A"))))
    med_retur = read_beskedsfil(
        build_camt054(entry(part("A")), entry(part("A")), entry(part("A"), riktning="CRDT", tillbaka=True))
    )

    assert fil.anmarkningar == med_retur.anmarkningar == ("Betalning A är bokförd 2 gånger.",)
    assert [besked.utfall for besked in fil.besked] == [UTFORD]
    assert (med_retur.besked, med_retur.oklara) == ((), ("A",))


def test_a_notice_of_two_orders_answers_neither_alone():
    fil = read_beskedsfil(build_camt054(entry(part("A", order="UB-1"), part("B", order="UB-2"))))

    assert fil.original_msg_id == ""
    assert len(fil.besked) == 2


def test_a_notice_without_a_notice_is_refused():
    with pytest.raises(BeskedRefused, match="ingen avisering i sig"):
        read_beskedsfil(f'<Document xmlns="{XSD}:camt.054.001.08"/>'.encode())
