"""Provet av en FK-faktura, vid gränserna. Ingen databas.

31 dagar i maj är 31/7 veckor, och 20 timmar i veckan blir 88 tim 34 2/7 min.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from fakturor.fk.fakta import Annanrad, Beviljat, Fakturan, Grad, Rad, Saknad, Sats
from fakturor.fk.prov import examine, granted_minutes, most_minutes, priced, settled_minutes

MAJ, SISTA = date(2015, 5, 1), date(2015, 5, 31)
TJUGO = 88 * 60 + 34
SATS = Sats(fran=date(2015, 1, 1), tom=date(2015, 12, 31), belopp=Decimal(284))
BESLUT = Beviljat(fran=date(2015, 1, 1), tom=None, timmar=Decimal(60), enhet="vecka", omrakning="kalenderdagar")


def row(minuter: int = 80 * 60, rad: int = 1, **falt) -> Rad:
    varden = {
        "rad": rad,
        "referens": f"LSS-{rad}",
        "brukare_id": rad,
        "fran": MAJ,
        "tom": SISTA,
        "minuter": minuter,
        "timbelopp": Decimal(284),
        "belopp": priced(minuter, Decimal(284)),
        "beviljat": (BESLUT,),
    } | falt
    return Rad(**varden)


def invoice(*rader: Rad, **falt) -> Fakturan:
    varden = {
        "slutavrakning": False,
        "manad": MAJ,
        "belopp": sum((rad.belopp for rad in rader), Decimal(0)),
        "rader": rader,
        "satser": (SATS,),
    } | falt
    return Fakturan(**varden)


def codes(*rader: Rad, **falt) -> list[str]:
    return [fynd.kod for fynd in examine(invoice(*rader, **falt))]


def texts(*rader: Rad, **falt) -> list[str]:
    return [fynd.text.replace("\u00a0", " ") for fynd in examine(invoice(*rader, **falt))]


def annan(fran: date, tom: date, minuter: int = 4800, **falt) -> Annanrad:
    varden = {"nummer": "FK-1", "belopp": priced(minuter, Decimal(284)), "slutavrakning": False} | falt
    return Annanrad(fran=fran, tom=tom, minuter=minuter, **varden)


def test_an_invoice_in_which_everything_agrees_has_no_findings():
    assert codes(row(), row(rad=2)) == []


def test_the_days_divided_by_seven_are_the_weeks_exactly():
    assert most_minutes(row()) == Fraction(20 * 60 * 31, 7)


def test_as_much_as_twenty_hours_a_week_passes_and_one_minute_more_does_not():
    assert codes(row(TJUGO)) == []

    assert codes(row(TJUGO + 1)) == ["over_tjugo"]
    assert texts(row(TJUGO + 1)) == [
        "88 tim 35 min för 31 dagar. 20 timmar i veckan är 88 tim 34 2/7 min, alltså är knappt 1 min mer."
    ]


def test_a_week_gives_twenty_hours_and_a_day_a_seventh_of_them():
    vecka = {"fran": date(2015, 5, 4), "tom": date(2015, 5, 10)}

    assert codes(row(1200, **vecka)) == []
    assert codes(row(1201, **vecka)) == ["over_tjugo"]
    assert codes(row(171, fran=MAJ, tom=MAJ)) == []
    assert codes(row(172, fran=MAJ, tom=MAJ)) == ["over_tjugo"]


def test_only_the_days_with_a_decision_give_twenty_hours_a_week():
    sista_veckan = replace(BESLUT, fran=date(2015, 5, 25), timmar=Decimal(60))

    assert codes(row(1200, beviljat=(sista_veckan,))) == ["del_av_period"]
    assert texts(row(1201, beviljat=(sista_veckan,)))[1:] == [
        "20 tim 1 min för 7 dagar med beslut. 20 timmar i veckan är 20 tim, alltså är 1 min mer."
    ]


def test_the_hours_are_held_against_what_the_decisions_give_too():
    tio = replace(BESLUT, timmar=Decimal(10))

    assert granted_minutes(row(beviljat=(tio,))) * 7 == 10 * 60 * 31
    assert codes(row(10 * 60 * 31 // 7, beviljat=(tio,))) == []
    assert codes(row(10 * 60 * 31 // 7 + 1, beviljat=(tio,))) == ["over_beviljat"]


def test_standby_is_granted_as_it_is_paid_and_a_month_as_its_share_of_days():
    vantetid = replace(BESLUT, timmar=Decimal(31), enhet="manad", delare=4)

    assert granted_minutes(row(beviljat=(vantetid,))) == 31 * 60 / 4
    assert granted_minutes(row(beviljat=(vantetid,), fran=MAJ, tom=date(2015, 5, 10))) == 10 * 60 / 4


def test_a_decision_over_a_change_of_month_gives_each_month_its_own():
    manadsvis = replace(BESLUT, timmar=Decimal(60), enhet="manad")
    rad = row(1, beviljat=(manadsvis,), fran=date(2015, 4, 16), tom=date(2015, 5, 31))

    assert granted_minutes(rad) == 60 * 60 * 15 // 30 + 60 * 60


def test_no_decision_and_a_decision_for_a_part_of_the_days():
    fran_16 = replace(BESLUT, fran=date(2015, 5, 16))

    assert codes(row(60, beviljat=())) == ["inget_beslut"]
    assert codes(row(60, beviljat=(replace(BESLUT, tom=date(2015, 4, 30)),))) == ["inget_beslut"]
    assert texts(row(60, beviljat=(fran_16,))) == ["Besluten om assistansersättning gäller 16 av radens 31 dagar."]
    assert codes(row(60, beviljat=(replace(BESLUT, tom=date(2015, 5, 15)), fran_16))) == []


def test_two_decisions_for_the_same_days_count_the_days_once():
    tre_veckor = replace(BESLUT, tom=date(2015, 5, 21))

    assert codes(row(60, beviljat=(tre_veckor, replace(tre_veckor, delare=4)))) == ["del_av_period"]


def test_somebody_unknown_is_told_and_her_hours_are_held_against_nothing():
    assert codes(row(9999 * 60, brukare_id=None, beviljat=())) == ["okand_person"]


@pytest.mark.parametrize(("fel", "koder"), [("0.02", []), ("-0.02", []), ("0.03", ["rakning"]), ("-0.03", ["rakning"])])
def test_the_amount_is_hours_times_price_within_two_ore(fel, koder):
    rad = row()

    assert codes(replace(rad, belopp=rad.belopp + Decimal(fel))) == koder


def test_the_amount_that_differs_is_told_with_its_figures():
    assert texts(row(belopp=Decimal(23000))) == [
        "80 tim à 284,00 kr är 22 720,00 kr. På raden står 23 000,00 kr, skillnaden är 280,00 kr."
    ]


def test_an_amount_without_hours_cannot_be_counted():
    fynd = examine(invoice(row(0, belopp=Decimal(100))))

    assert [(f.kod, f.grad) for f in fynd] == [("utan_timmar", Grad.EJ_PROVAT)]


def test_the_price_is_the_states_rate_on_all_the_days():
    assert texts(row(60, timbelopp=Decimal(280), belopp=Decimal(280))) == [
        "Priset är 280,00 kr per timme. Statens timbelopp är 284,00 kr."
    ]
    halva = replace(SATS, tom=date(2015, 5, 30))
    assert codes(row(), satser=(halva,)) == ["pris_saknas"]
    assert codes(row(), satser=(halva, replace(SATS, fran=SISTA, tom=None, belopp=Decimal(290)))) == ["pris_andras"]
    assert codes(row(), satser=(halva, replace(SATS, fran=SISTA, tom=None))) == []


def test_a_row_outside_the_month_of_the_invoice():
    assert codes(row(60, fran=date(2015, 4, 30), tom=MAJ)) == ["utanfor_manad"]


def test_a_person_twice_for_the_same_days():
    tva = row(60, rad=2, brukare_id=1)

    assert codes(row(60), tva) == ["dubbel"]
    assert codes(row(60, tom=date(2015, 5, 15)), replace(tva, fran=date(2015, 5, 16))) == []
    assert codes(row(60, tom=date(2015, 5, 16)), replace(tva, fran=date(2015, 5, 16))) == ["dubbel"]


def test_what_another_invoice_has_asked_for_already():
    assert codes(row(andra=(annan(date(2015, 5, 31), date(2015, 6, 30)),))) == ["redan_fakturerad"]
    assert codes(row(andra=(annan(date(2015, 6, 1), date(2015, 6, 30)),))) == []


def test_the_sum_of_the_rows_is_the_invoice_to_the_ore():
    assert texts(row(60), belopp=Decimal("284.01")) == [
        "Raderna är 284,00 kr tillsammans. Fakturan är på 284,01 kr, skillnaden är 0,01 kr."
    ]


def test_who_has_a_decision_and_is_not_on_the_invoice():
    saknad = Saknad(brukare_id=9, referens="LSS-9", fran=MAJ, tom=SISTA)

    assert texts(row(), saknade=(saknad,)) == [
        "LSS-9 har beslut om assistansersättning 1–31 maj 2015 och står inte på fakturan."
    ]
    assert codes(row(), saknade=(saknad,), slutavrakning=True) == ["inte_fakturerat"]


def test_time_after_the_municipalitys_own_decision_is_only_shown():
    fynd = examine(invoice(row(lss_minuter=125)))

    assert [(f.kod, f.grad) for f in fynd] == [("lss_tid", Grad.UPPLYSER)]
    assert fynd[0].text.replace("\u00a0", " ").startswith("Kommunen har också godkänt 2 tim 5 min enligt LSS")


APRIL_MAJ = {"fran": date(2015, 4, 1), "tom": SISTA}
APRIL = annan(date(2015, 4, 1), date(2015, 4, 30))
I_MAJ = annan(MAJ, SISTA, nummer="FK-2")


def test_a_settlement_is_the_difference_to_the_months_that_it_settles():
    rad = row(-600, **APRIL_MAJ, andra=(APRIL, I_MAJ))

    assert settled_minutes(rad) == 2 * 4800 - 600
    assert codes(rad, slutavrakning=True) == []


def test_a_settlement_is_held_against_twenty_hours_with_what_was_invoiced():
    hogst = 20 * 60 * 61 // 7
    rad = row(hogst - 9600, **APRIL_MAJ, andra=(APRIL, I_MAJ))

    assert codes(rad, slutavrakning=True) == []
    assert codes(row(hogst - 9599, **APRIL_MAJ, andra=(APRIL, I_MAJ)), slutavrakning=True) == ["over_tjugo"]


def test_a_settlement_never_takes_back_more_than_was_invoiced():
    assert codes(row(-9600, **APRIL_MAJ, andra=(APRIL, I_MAJ)), slutavrakning=True) == []
    assert codes(row(-9601, **APRIL_MAJ, andra=(APRIL, I_MAJ)), slutavrakning=True) == ["under_noll"]


def test_a_settlement_of_a_month_without_invoice_or_settled_before():
    tidigare = annan(date(2015, 3, 1), date(2015, 4, 1), slutavrakning=True, nummer="S-1")

    assert texts(row(-60, **APRIL_MAJ, andra=(I_MAJ,)), slutavrakning=True) == [
        "Ingen inläst månadsfaktura för personen i april 2015."
    ]
    assert codes(row(-60, **APRIL_MAJ, andra=(APRIL, I_MAJ, tidigare)), slutavrakning=True) == ["redan_avraknad"]


def test_an_invoice_that_reaches_outside_the_settled_days_is_not_compared():
    over = annan(date(2015, 5, 1), date(2015, 6, 30), nummer="FK-3")
    fynd = examine(invoice(row(60, **APRIL_MAJ, andra=(APRIL, over)), slutavrakning=True))

    assert [(f.kod, f.grad) for f in fynd] == [
        ("delvis", Grad.EJ_PROVAT),
        ("inte_fakturerat", Grad.AVVIKER),
    ]
