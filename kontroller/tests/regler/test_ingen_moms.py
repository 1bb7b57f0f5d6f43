from decimal import Decimal

import pytest

from kontroller.fakta import Anmarkning, Momsrad
from kontroller.regel import Utfall
from kontroller.regler.ingen_moms import ingen_moms
from kontroller.tests.bygg import STOPP, build_fakta, build_faktura, build_fakturarad, build_summor, kr

SUMMA = kr("11360.00")


def findings(**faktura):
    return list(ingen_moms(build_fakta(faktura=build_faktura(**faktura)), STOPP))


def test_an_invoice_without_tax_agrees():
    [fynd] = findings()

    assert fynd.utfall == Utfall.GODKAND


def test_a_rakning_without_tax_rows_agrees():
    [fynd] = findings(typ="rakning", momsrader=(), summor=build_summor(SUMMA, moms=None))

    assert fynd.utfall == Utfall.GODKAND


def test_an_ore_of_tax_is_found():
    [fynd] = findings(summor=build_summor(SUMMA, moms=kr("0.01")))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text.replace("\u00a0", " ") == (
        "Fakturan tar upp 0,01 kr i moms, men personlig assistans är undantagen från moms."
    )
    assert fynd.matt == {"moms_kr": kr("0.01")}
    assert fynd.kronor == kr("0.01")


def test_tax_rows_that_cancel_each_other_are_tax_all_the_same():
    momsrader = (
        Momsrad(kategori="E", procent=Decimal(0), underlag=SUMMA, moms=kr("10")),
        Momsrad(kategori="E", procent=Decimal(0), underlag=SUMMA, moms=kr("-10")),
    )

    [fynd] = findings(momsrader=momsrader)

    assert fynd.utfall == Utfall.AVVIKELSE


@pytest.mark.parametrize(
    "moms", [{"moms_kategori": "S", "moms_procent": None}, {"moms_kategori": "E", "moms_procent": Decimal(6)}]
)
def test_a_line_marked_as_taxable_is_found(moms):
    [fynd] = findings(rader=(build_fakturarad(**moms),))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.rader == ("fakturarad 1",)


def test_a_taxable_category_in_the_tax_rows_alone_is_found():
    [fynd] = findings(momsrader=(Momsrad(kategori="S", procent=Decimal(25), underlag=kr("0"), moms=kr("0")),))

    assert fynd.utfall == Utfall.AVVIKELSE


def test_a_remark_from_the_reading_is_a_deviation():
    anmarkning = Anmarkning(regel="BR-E-10", falt="TaxExemptionReason", text="Skäl saknas.", kontroll="G05")

    [fynd] = findings(anmarkningar=(anmarkning,))

    assert fynd.text == "Skäl saknas (BR-E-10, fältet TaxExemptionReason)."


@pytest.mark.parametrize(("kategori", "procent"), [("S", None), ("E", Decimal(1)), ("E", Decimal("0.5"))])
def test_a_tax_row_of_a_taxable_kind_or_rate_is_found_though_it_is_zero(kategori, procent):
    [fynd] = findings(momsrader=(Momsrad(kategori=kategori, procent=procent, underlag=SUMMA, moms=kr("0.00")),))

    assert fynd.utfall == Utfall.AVVIKELSE


def test_a_line_with_a_small_rate_is_found():
    [fynd] = findings(rader=(build_fakturarad(moms_procent=Decimal("0.5")),))

    assert fynd.rader == ("fakturarad 1",)


def test_a_rate_below_zero_is_a_rate():
    [rad] = findings(rader=(build_fakturarad(moms_procent=Decimal(-25)),))
    [spec] = findings(momsrader=(Momsrad(kategori="E", procent=Decimal(-25), underlag=SUMMA, moms=kr("0.00")),))

    assert {rad.utfall, spec.utfall} == {Utfall.AVVIKELSE}
