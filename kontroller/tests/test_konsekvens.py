"""What-if, the counting: what a rate allows before and after, and what is stopped, without a database."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from kontroller.konsekvens import PROVAT, Rakning, from_json, price_effect, to_json, with_rate
from kontroller.motor import Regelverk, Regelverksrad, judge
from kontroller.regel import Allvar
from kontroller.regler import load_versions
from kontroller.tests.bygg import (
    APRIL,
    build_fakta,
    build_redovisning,
    build_tidrad,
    build_timbelopp,
    with_dossier,
    with_rows,
)

G02 = Regelverk(version="prov", rader=(Regelverksrad(kod="G02", version=1, allvar=Allvar.STOPP),))


def effect(fakta, kategori: str, belopp: str):
    [fore], [efter] = fakta.redovisningar, with_rate(fakta, kategori, Decimal(belopp)).redovisningar
    return price_effect(fore, efter)


def count(rakning: Rakning, fakta, kategori: str, belopp: str) -> None:
    provad = with_rate(fakta, kategori, Decimal(belopp))
    rakning.add(fakta=fakta, manad=APRIL, fore={}, dom=judge(provad, G02, load_versions()), provad=provad)


def test_twenty_kronor_less_for_the_hours_of_the_audit_is_its_million():
    fakta = with_rows(build_tidrad(minuter=3_253_521))

    verkan = effect(fakta, "schablon", "264")

    assert verkan.minuter / 60 == Fraction("54225.35")
    assert verkan.efter - verkan.fore == Fraction("-1084507")


def test_a_rate_of_their_own_is_not_moved_by_another_category():
    eget = build_timbelopp(id=2, kategori="individuell", belopp=Decimal(320))
    fakta = with_dossier(timbelopp=(build_timbelopp(), eget))

    verkan = effect(fakta, "schablon", "264")

    assert (verkan.minuter, verkan.efter - verkan.fore) == (0, 0)
    assert effect(fakta, "individuell", "310").efter - effect(fakta, "individuell", "310").fore == -400


def test_a_general_rate_that_is_not_there_is_put_in_and_one_for_a_person_is_not():
    fakta = build_fakta()

    assert [t.id for t in with_rate(fakta, "kommun", Decimal(250)).redovisningar[0].timbelopp] == [1, PROVAT]
    assert with_rate(fakta, "forhojt", Decimal(310)) == fakta


def test_only_time_that_is_paid_counts():
    fakta = with_rows(build_tidrad(), build_tidrad(date(2015, 4, 2), tidstyp="vantetid"))

    assert effect(fakta, "schablon", "285").minuter == 240 + 60


def test_of_a_dossier_without_a_rate_for_some_day_nothing_is_said():
    fakta = with_dossier(timbelopp=(build_timbelopp(tom=date(2015, 4, 5)),))

    verkan = effect(fakta, "schablon", "264")

    assert (verkan.fore, verkan.efter, verkan.utan_timbelopp) == (0, 0, 1)


def test_a_dossier_on_two_invoices_is_counted_once():
    rakning = Rakning()
    for _ in range(2):
        count(rakning, build_fakta(), "schablon", "264")

    assert (rakning.allt.underlag, rakning.allt.minuter) == (2, 40 * 60)
    assert rakning.allt.tillatet_efter - rakning.allt.tillatet_fore == -800


def test_a_lower_rate_stops_what_was_priced_at_the_old_one():
    rakning = Rakning()
    count(rakning, build_fakta(), "schablon", "264")

    assert (rakning.allt.nya, rakning.allt.nya_kronor, len(rakning.allt.nya_personer)) == (1, Decimal("11360.00"), 1)
    assert (rakning.kontroller["G02"].nya, rakning.kontroller["G02"].kronor_efter) == (1, Decimal("800.00"))


def test_what_no_longer_stops_is_told():
    rakning, fakta = Rakning(), build_fakta()
    dom = judge(fakta, G02, load_versions())
    rakning.add(fakta=fakta, manad=APRIL, fore={"G02": Decimal(800)}, dom=dom)

    assert (rakning.allt.inte_langre, rakning.allt.stopp_fore, rakning.allt.stopp_efter) == (1, 1, 0)
    assert rakning.kontroller["G02"].inte_langre_kronor == 800


def test_the_count_survives_being_written_down():
    rakning = Rakning()
    count(rakning, build_fakta(), "schablon", "264.35")
    count(rakning, build_fakta(redovisningar=(build_redovisning(id=2),)), "schablon", "264.35")

    assert from_json(to_json(rakning)) == rakning
