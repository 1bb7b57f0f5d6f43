"""The official rules beside ours: the same faults under the same names, and what differs is known."""

import pytest

from fakturor.filer import officiella
from fakturor.filer.faktura import Anmarkning, FakturaAvvisad
from fakturor.filer.jamforelse import BARA_VARA, OLIKA_SVAR, is_ours, own_rules, side_by_side
from fakturor.filer.officiella import Officiell, check_officially, editions
from fakturor.filer.ubl import read_invoice
from fakturor.tests.filer.bygg_ubl import Rad, build_invoice, build_justering, build_momsrad, build_summa

installerade = pytest.mark.skipif(not editions(), reason="de officiella reglerna är inte installerade (make peppol)")

FEL = {
    "radbelopp": build_invoice(Rad(belopp="35217")),
    "radsumma": build_invoice(LineExtensionAmount="35216.01"),
    "utan moms": build_invoice(TaxExclusiveAmount="35216.01"),
    "med moms": build_invoice(TaxInclusiveAmount="35216.01"),
    "att betala": build_invoice(PayableAmount="35216.01"),
    "momsens summa": build_invoice(moms="1"),
    "momsens underlag": build_invoice(momsrader=build_momsrad("35000")),
    "momsens skäl": build_invoice(momsrader=build_momsrad("35216", skal="")),
    "momsrad saknas": build_invoice(momsrader=""),
    "köparens referens": build_invoice(BuyerReference=""),
    "avdrag som inte går ihop": build_invoice(efter=build_justering("10", tillagg=False, bas="100", procent="20")),
    "tillägg utan summa": build_invoice(efter=build_justering("100", tillagg=True)),
    "äldre girokod": build_invoice(betalkod="56"),
    "bankgirots längd": build_invoice(konto="12345"),
    "momsnummer": build_invoice(momsnummer="SE12"),
    "f-skatt": build_invoice(f_skatt="ja"),
    "tre decimaler": build_invoice(andra_summor=build_summa("PrepaidAmount", "0.001")),
    "dubbel period": build_invoice(StartDate="2026-02-01", EndDate="2026-01-01"),
    "kreditnota": build_invoice(typ="CreditNote", PayableAmount="1"),
}


@installerade
@pytest.mark.parametrize("data", [build_invoice(), build_invoice(typ="CreditNote")], ids=["faktura", "kreditnota"])
def test_a_clean_invoice_is_clean_to_both(data):
    assert check_officially(data) == ()
    assert read_invoice(data).anmarkningar == ()


@installerade
@pytest.mark.parametrize("vad", FEL)
def test_both_find_the_same_of_what_both_look_at(vad):
    egna = own_rules()

    deras = {fynd.regel for fynd in check_officially(FEL[vad])}
    vara = {anmarkning.regel for anmarkning in read_invoice(FEL[vad]).anmarkningar}

    assert deras
    bara_deras, bara_vara, _ = OLIKA_SVAR.get(vad, (set(), set(), ""))
    deras = {regel for regel in deras if is_ours(regel, egna)}
    assert deras - vara == bara_deras
    assert vara - deras - BARA_VARA.keys() == bara_vara


def test_every_known_difference_is_tried():
    assert OLIKA_SVAR.keys() <= FEL.keys()


@installerade
def test_only_we_see_a_giro_with_a_wrong_check_digit():
    data = build_invoice(konto="9912347")

    assert check_officially(data) == ()
    assert {a.regel for a in read_invoice(data).anmarkningar} == {"BG-LUHN"}


@installerade
def test_the_rules_are_dated_and_compiled_once():
    check_officially(build_invoice())
    check_officially(build_invoice())

    assert [utgava.namn for utgava in editions()] == ["EN 16931", "Peppol BIS Billing 3"]
    assert all(utgava.dag for utgava in editions())
    assert officiella._compiled.cache_info().misses == 1


@pytest.mark.parametrize(
    ("data", "orsak"),
    [
        (b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><x>&f;</x>', "DOCTYPE"),
        (b"<x/>", "inte en faktura"),
        (b'<Invoice xmlns="urn:sfti:documents:BasicInvoice:1:0"/>', "bara fakturor i Peppol"),
    ],
)
def test_a_hostile_or_foreign_document_never_reaches_the_rules(data, orsak):
    with pytest.raises(FakturaAvvisad, match=orsak):
        check_officially(data)


def test_without_the_rules_it_is_said(monkeypatch):
    monkeypatch.setattr(officiella, "editions", tuple)
    officiella._compiled.cache_clear()

    with pytest.raises(officiella.SaknasHar, match="make peppol"):
        check_officially(build_invoice())


def test_side_by_side_each_rule_stands_once_with_both_texts():
    deras = [Officiell("BR-CO-16", True, "Amount due …", "Invoice"), Officiell("UBL-CR-001", False, "A field", "")]
    vara = [Anmarkning("BR-CO-16", "PayableAmount", "Att betala stämmer inte.", "G01")] * 2
    vara += [Anmarkning("BG-LUHN", "ID", "Kontrollsiffran stämmer inte.", "B13")]

    rader = side_by_side(deras, vara)

    assert [(rad.regel, rad.fatal, bool(rad.var_text)) for rad in rader] == [
        ("BG-LUHN", None, True),
        ("BR-CO-16", True, True),
        ("UBL-CR-001", False, False),
    ]
