"""Vad banken säger om betalningarna: ur en fil eller för hand, en gång, och avvisat går tillbaka till kön."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from fakturor.flode import Status
from fakturor.models import Beskedsfil, Betalbesked, Betalning, Faktura, Utbetalningsomgang
from fakturor.services.settling import AnswerRefused, apply_answers, read_answers, receive_answers, settle_by_hand
from fakturor.tests.betalfiler.bygg_besked import build_camt054, entry, part
from fakturor.tests.bygg_utbetalning import (
    SENARE,
    build_godkand,
    build_kredit,
    ekonom,
    kommunens_konto,
    make_round,
    paid_out,
    status_of,
)
from tests.byggstenar import build_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kommunens_konto")]
__all__ = ["kommunens_konto"]

I_DAG = date(2015, 6, 11)
SVAR = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
<GrpHdr><MsgId>SVAR-1</MsgId><CreDtTm>2015-06-12T10:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>{order}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.03</OrgnlMsgNmId>{hela}</OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>{order}</OrgnlPmtInfId>{betalningar}</OrgnlPmtInfAndSts>
</CstmrPmtStsRpt></Document>"""


def answer(order: str, *betalningar: str, hela: str = "") -> bytes:
    return SVAR.format(order=order, hela=hela, betalningar="".join(betalningar)).encode()


def said(kod: str, status: str, skal: str = "") -> str:
    orsak = f"<StsRsnInf><Rsn><Cd>{skal}</Cd></Rsn></StsRsnInf>" if skal else ""
    return f"<TxInfAndSts><OrgnlEndToEndId>{kod}</OrgnlEndToEndId><TxSts>{status}</TxSts>{orsak}</TxInfAndSts>"


def table(*rader: str) -> bytes:
    return "\r\n".join(["id;utfall;belopp;datum;skal_kod;skal", *rader, ""]).encode()


def notice(kod: str, belopp: str, *, retur: str = "", dag: str = "2015-06-12") -> bytes:
    """A camt.054 of one payment: booked as debited, or as come back when `retur` is why."""
    riktning = "CRDT" if retur else "DBIT"
    return build_camt054(entry(part(kod, belopp=belopp, skal=retur, order=""), riktning=riktning, dag=dag))


def receive(innehall: bytes, namn: str = "svar.xml") -> Beskedsfil:
    return receive_answers(namn=namn, innehall=innehall, by=ekonom(), at=SENARE)


def apply(innehall: bytes, namn: str = "svar.xml"):
    return apply_answers(fil=receive(innehall, namn), by=ekonom(), at=SENARE)


def test_an_executed_payment_makes_its_invoice_and_credit_paid():
    faktura, kredit = build_godkand(), build_kredit()
    omgang = paid_out(faktura, kredit)

    apply(answer(omgang.nummer, said("2015-0001-0001", "ACSC")))

    assert {status_of(faktura), status_of(kredit)} == {Status.UTBETALD}


def test_a_rejected_payment_goes_back_to_the_queue_with_the_banks_reason_and_is_paid_by_a_new_id():
    faktura = build_godkand()
    omgang = paid_out(faktura)

    apply(answer(omgang.nummer, said("2015-0001-0001", "RJCT", "AM09")))

    besked = Betalbesked.objects.get()
    assert (besked.utfall, besked.skal_kod, bool(besked.skal)) == ("avvisad", "AM09", True)
    assert status_of(faktura) == Status.GODKAND
    assert paid_out(faktura).nummer == "2015-0002"
    assert list(Betalning.objects.values_list("kod", flat=True)) == ["2015-0001-0001", "2015-0002-0001"]
    assert faktura.betalningsposter.filter(upphord__isnull=True).count() == 1


def test_an_answer_about_some_leaves_the_others_waiting():
    forsta, andra = build_godkand("1"), build_godkand("2")
    omgang = paid_out(forsta, andra)

    apply(answer(omgang.nummer, said("2015-0001-0001", "ACSC"), said("2015-0001-0002", "PDNG")))

    assert (status_of(forsta), status_of(andra)) == (Status.UTBETALD, Status.I_UTBETALNING)


def test_an_answer_about_the_whole_order_goes_for_each_payment():
    forsta, andra = build_godkand("1"), build_godkand("2")
    omgang = paid_out(forsta, andra)

    apply(answer(omgang.nummer, hela="<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM05</Cd></Rsn></StsRsnInf>"))

    assert {status_of(forsta), status_of(andra)} == {Status.GODKAND}


def test_nothing_happens_until_the_answers_are_taken_in():
    faktura = build_godkand()
    omgang = paid_out(faktura)

    fil = receive(answer(omgang.nummer, said("2015-0001-0001", "ACSC")))

    [svar] = read_answers(fil).nya
    assert (svar.betalning.kod, svar.besked.utfall) == ("2015-0001-0001", "utford")
    assert (status_of(faktura), Betalbesked.objects.count()) == (Status.I_UTBETALNING, 0)


def test_the_same_file_is_taken_in_once():
    omgang = paid_out(build_godkand())
    innehall = answer(omgang.nummer, said("2015-0001-0001", "ACSC"))
    apply(innehall)

    with pytest.raises(AnswerRefused, match="Filen är redan uppladdad"):
        receive(innehall, "samma.xml")
    with pytest.raises(AnswerRefused, match="Filen har inga nya besked"):
        apply_answers(fil=Beskedsfil.objects.get(), by=ekonom(), at=SENARE)
    assert Betalbesked.objects.count() == 1


def test_the_same_answer_in_another_file_is_known_and_another_answer_is_told_and_left():
    omgang = paid_out(build_godkand("1"), build_godkand("2"))
    apply(answer(omgang.nummer, said("2015-0001-0001", "ACSC"), said("2015-0001-0002", "RJCT", "AC01")))

    lasning = read_answers(receive(table("2015-0001-0001;utförd;;;;", "2015-0001-0002;utförd;;;;"), "svar.csv"))

    assert (lasning.nya, lasning.kanda) == ([], 1)
    [anmarkning] = lasning.anmarkningar
    assert anmarkning == "Rad 3: Betalning 2015-0001-0002 är sedan tidigare avvisad, men filen säger utförd."


def test_what_is_not_ours_or_of_another_amount_is_told_and_changes_nothing():
    faktura = build_godkand()
    paid_out(faktura)

    fil = receive(notice("2015-0001-0001", "22721.00"))

    lasning = read_answers(fil)
    assert lasning.nya == []
    assert any("skulle vara 22\u00a0720,00\u00a0kr" in text for text in lasning.anmarkningar)
    with pytest.raises(AnswerRefused):
        apply_answers(fil=fil, by=ekonom(), at=SENARE)
    assert status_of(faktura) == Status.I_UTBETALNING


def test_of_our_own_table_nothing_is_taken_in_while_one_row_is_wrong():
    forsta, andra = build_godkand("1"), build_godkand("2")
    paid_out(forsta, andra)
    rader = [
        "2015-0001-0001; UTFORD ;;;;",
        "2015-0001-0002;utförd;22721;;;",
        "2014-0009-0001;utförd;;;;",
        "x;betald;;;;",
    ]

    with pytest.raises(AnswerRefused, match="Ingen rad är inläst") as refused:
        receive(table(*rader), "svar.csv")

    assert [text.replace("\u00a0", " ") for text in refused.value.rader] == [
        "Rad 5: utfall: Skriv utförd, avvisad, pågår eller retur.",
        "Rad 3: Betalning 2015-0001-0002 skulle vara 22 720,00 kr, men beskedet gäller 22 721,00 kr.",
        "Rad 4: Betalning 2014-0009-0001 finns inte bland dem som är lämnade till banken.",
    ]
    assert not Beskedsfil.objects.exists()
    assert {status_of(forsta), status_of(andra)} == {Status.I_UTBETALNING}


@pytest.mark.parametrize(
    "rad",
    [
        "utford;22 720,00 kr;12 juni 2015",
        "UTFOERD;22\u00a0720,00;20150612",
        " Utförd ;22720;12/6 2015",
        "utförd;;12.6.2015",
    ],
)
def test_our_own_table_is_read_as_people_write_it(rad):
    faktura = build_godkand()
    paid_out(faktura)

    apply(table(f"2015-0001-0001;{rad};;"), "svar.csv")

    assert (status_of(faktura), Betalbesked.objects.get().datum) == (Status.UTBETALD, date(2015, 6, 12))


def test_an_answer_to_another_order_or_a_file_of_another_kind_is_refused_and_not_kept():
    paid_out(build_godkand())

    with pytest.raises(AnswerRefused, match="en betalningsorder som inte finns här"):
        receive(answer("ANNAN-1", said("2015-0001-0001", "ACSC")))
    with pytest.raises(AnswerRefused):
        receive(b"%PDF-1.7")
    assert not Beskedsfil.objects.exists()


def test_a_payment_in_a_round_that_is_not_released_waits_for_no_answer():
    make_round(build_godkand())

    with pytest.raises(AnswerRefused) as refused:
        receive(table("2015-0001-0001;utförd;;;;"), "svar.csv")

    assert "finns inte bland dem som är lämnade till banken" in refused.value.rader[0]


def test_a_row_that_says_rejected_without_why_says_that_none_was_given():
    paid_out(build_godkand())

    apply(table("2015-0001-0001;avvisad;;2015-06-12;;"), "svar.csv")

    besked = Betalbesked.objects.get()
    assert (besked.skal, besked.datum) == ("Banken angav inget skäl.", date(2015, 6, 12))


# --- By hand ------------------------------------------------------------------------------------------------------


def by_hand(betalning: Betalning, utfall: str = "utford", **andrat) -> Betalbesked:
    varden = {"datum": I_DAG, "skal": "Kontoutdraget den 11 juni.", "by": ekonom(), "at": SENARE} | andrat
    return settle_by_hand(betalning=betalning, utfall=utfall, **varden)


@pytest.mark.parametrize(("utfall", "status"), [("utford", Status.UTBETALD), ("avvisad", Status.GODKAND)])
def test_what_became_of_a_payment_can_be_noted_by_hand_once(utfall, status):
    faktura = build_godkand()
    paid_out(faktura)

    by_hand(Betalning.objects.get(), utfall)

    assert status_of(faktura) == status
    with pytest.raises(AnswerRefused, match="har redan ett besked"):
        by_hand(Betalning.objects.get(), utfall)


@pytest.mark.parametrize(
    ("andrat", "varfor"),
    [
        ({"skal": " "}, "Skriv ett skäl."),
        ({"skal": "Elsa Provberg ringde."}, "Skriv inget namn"),
        ({"datum": I_DAG + timedelta(days=1)}, "Dagen ska ligga mellan"),
        ({"datum": date(2015, 6, 9)}, "Dagen ska ligga mellan"),
    ],
)
def test_a_note_by_hand_says_how_it_is_known_and_when(andrat, varfor):
    paid_out(build_godkand())

    with pytest.raises(AnswerRefused, match=varfor):
        by_hand(Betalning.objects.get(), **andrat)


def test_whoever_released_the_round_does_not_note_what_became_of_it():
    paid_out(build_godkand())

    with pytest.raises(AnswerRefused, match="Den som har frisläppt omgången"):
        by_hand(Betalning.objects.get(), by=ekonom("ingrid"))


def test_a_round_that_is_not_released_gets_no_note_and_others_make_none():
    make_round(build_godkand())
    with pytest.raises(AnswerRefused, match="inte lämnad till banken"):
        by_hand(Betalning.objects.get())
    with pytest.raises(AnswerRefused, match="Din roll får inte"):
        by_hand(Betalning.objects.get(), by=build_user("eva", "controller"))


def test_the_number_of_questions_about_a_file_does_not_depend_on_its_payments(django_assert_num_queries):
    paid_out(build_godkand("1"))
    en = receive(table("2015-0001-0001;utförd;;;;"), "en.csv")
    paid_out(*(build_godkand(f"A{n}") for n in range(4)))
    rader = [f"2015-0002-000{n};utförd;;;;" for n in range(1, 5)]
    flera = receive(table(*rader), "flera.csv")

    with django_assert_num_queries(1):
        read_answers(en)
    with django_assert_num_queries(1):
        assert len(read_answers(flera).nya) == 4
    assert Utbetalningsomgang.objects.count() == 2
    assert Faktura.objects.filter(status=Status.I_UTBETALNING).count() == 5
    assert Decimal(0) < Betalning.objects.first().belopp
