from kontroller.fakta import Kreditering
from kontroller.regel import Utfall
from kontroller.regler.kredit_mot_faktura import kredit_mot_faktura
from kontroller.tests.bygg import STOPP, build_fakta, build_faktura, build_summor, kr


def findings(*krediteringar, typ="kreditnota", belopp="1000.00"):
    faktura = build_faktura(typ=typ, summor=build_summor(kr(belopp)), krediteringar=krediteringar)
    return list(kredit_mot_faktura(build_fakta(faktura=faktura), STOPP))


def left(kvar, nummer="4187"):
    return Kreditering(nummer=nummer, kand=True, kvar=None if kvar is None else kr(kvar))


def test_an_invoice_is_no_credit():
    [fynd] = findings(typ="faktura")

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG


def test_a_credit_of_all_that_is_left_agrees():
    [fynd] = findings(left("1000.00"))

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"belopp_kr": kr("1000.00"), "kvar_kr": kr("1000.00")}


def test_an_ore_more_than_is_left_is_found():
    [fynd] = findings(left("999.99"))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text.replace("\u00a0", " ") == (
        "Kreditfakturan är på 1 000,00 kr, men av faktura 4187 är 999,99 kr kvar att kreditera, "
        "alltså 0,01 kr för mycket."
    )
    assert fynd.rader == ("faktura 4187",)
    assert fynd.kronor == kr("0.01")


def test_a_negative_invoice_is_a_credit():
    [fynd] = findings(left("999.99"), typ="faktura", belopp="-1000.00")

    assert fynd.utfall == Utfall.AVVIKELSE


def test_a_credit_that_names_no_invoice_is_found():
    [fynd] = findings()

    assert fynd.text == "Kreditfakturan pekar inte ut någon faktura."
    assert fynd.kronor == kr("1000.00")


def test_a_credit_of_an_unknown_invoice_is_found():
    [fynd] = findings(left("2000.00"), Kreditering(nummer="4999", kand=False, kvar=None))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.rader == ("faktura 4999",)


def test_a_credit_of_two_invoices_may_be_as_large_as_both():
    [fynd] = findings(left("400.00"), left("600.00", "4188"))

    assert fynd.utfall == Utfall.GODKAND


def test_without_knowing_what_is_left_nothing_can_be_said():
    [fynd] = findings(left(None))

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_a_credit_of_less_than_is_left_agrees():
    [fynd] = findings(left("1500.00"))

    assert fynd.utfall == Utfall.GODKAND
