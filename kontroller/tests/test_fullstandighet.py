"""Vad som saknas, räknat utan databas: varje slag funnet och inte funnet, och dagarna som det räknas från."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kontroller.fullstandighet.oversikt import look_at, silent_months
from kontroller.fullstandighet.saknas import Part, Saknad, Slag, missing, report_day
from kontroller.fullstandighet.vantat import (
    Begart,
    Konto,
    Mandat,
    Period,
    Rapporter,
    Tillstand,
    Uppdrag,
    Vantat,
    Villkor,
)

APRIL = date(2015, 4, 1)
SISTA_APRIL = date(2015, 4, 30)
FEMTE_JUNI = date(2015, 6, 5)
VILLKOR = Villkor()
AVTAL = date(2014, 12, 15)
PAR = (1, 2)


def build_uppdrag(form: str = "D", **falt: Any) -> Uppdrag:
    varden = {"id": 7, "fran": date(2015, 1, 1), "tom": None, "avtal_datum": AVTAL} | falt
    return Uppdrag(form=form, **varden)


def build_vantat(**falt: Any) -> Vantat:
    """A person who buys from a provider, and from whom everything has come for April 2015."""
    varden = {
        "brukare": 1,
        "anordnare": 2,
        "manad": APRIL,
        "forsta": APRIL,
        "sista": SISTA_APRIL,
        "uppdrag": (build_uppdrag(),),
        "rapporter": Rapporter(2, 0, 0, 0),
        "begart": Begart(1, 0, Decimal(22720), Decimal(22720)),
        "tillstand": (Tillstand("tillstand", date(2014, 1, 1), None, date(2015, 3, 1)),),
        "mandat": (Mandat(date(2015, 1, 1), None, AVTAL, None),),
        "konto": Konto(True, date(2015, 1, 7)),
    } | falt
    return Vantat(**varden)


def build_own_employer(**falt: Any) -> Vantat:
    varden = {
        "uppdrag": (build_uppdrag("C", avtal_datum=None),),
        "tillstand": (Tillstand("anmalan", date(2014, 12, 1), None, date(2015, 1, 7)),),
        "kostnader": (Period(date(2015, 1, 1), date(2015, 12, 31)),),
    } | falt
    return build_vantat(**varden)


def kinds(vantat: Vantat) -> list[Slag]:
    return [brist.slag for brist in missing(vantat, VILLKOR)]


def the_one(vantat: Vantat) -> Saknad:
    [brist] = missing(vantat, VILLKOR)
    return brist


def test_nothing_is_missing_when_everything_has_come():
    assert missing(build_vantat(), VILLKOR) == []
    assert missing(build_own_employer(), VILLKOR) == []


def test_nothing_is_asked_of_the_municipalitys_own_staff():
    tomt = build_vantat(uppdrag=(build_uppdrag("A", avtal_datum=None),), rapporter=None, begart=None, konto=None)

    assert missing(tomt, VILLKOR) == []


def test_a_report_is_due_on_the_fifth_of_the_second_month_and_not_late_that_day():
    brist = the_one(build_vantat(rapporter=None))

    assert (brist.slag, brist.part, brist.senast) == (Slag.RAPPORT, Part.ANORDNARE, FEMTE_JUNI)
    assert brist.text == "Ingen tidrapport har kommit."
    assert brist.days_late(FEMTE_JUNI) == 0
    assert brist.days_late(FEMTE_JUNI + timedelta(days=1)) == 1


def test_the_day_follows_what_has_been_adopted_over_the_end_of_a_year_and_of_a_short_month():
    assert report_day(date(2015, 11, 1), VILLKOR) == date(2016, 1, 5)
    assert report_day(date(2014, 12, 1), Villkor(rapport_dag=31)) == date(2015, 2, 28)
    assert report_day(APRIL, Villkor(rapport_dag=10, rapport_manader=1)) == date(2015, 5, 10)


def test_the_certificates_of_each_party_are_asked_for_by_themselves():
    brister = missing(build_vantat(rapporter=Rapporter(3, 1, 2, 3)), VILLKOR)

    assert [(b.part, b.text.replace("\u00a0", " ")) for b in brister] == [
        (Part.ANORDNARE, "Assistentens intyg om 1 av 3 tidrapporter saknas."),
        (Part.ANORDNARE, "Anordnarens intyg om 2 av 3 tidrapporter saknas."),
        (Part.PERSON, "Personens eller företrädarens intyg om 3 av 3 tidrapporter saknas."),
    ]
    assert the_one(build_vantat(rapporter=Rapporter(1, 0, 0, 1))).text.endswith("intyg om tidrapporten saknas.")


def test_without_a_report_no_certificate_is_asked_for():
    assert kinds(build_vantat(rapporter=None)) == [Slag.RAPPORT]


@pytest.mark.parametrize(
    ("begart", "mening"),
    [
        (None, "Ingen faktura har kommit."),
        (
            Begart(0, 1, Decimal(0), Decimal(0)),
            "Fakturan som kom är avvisad eller krediterad, och ingen ny har kommit.",
        ),
        (Begart(1, 0, Decimal(0), Decimal(0)), "Fakturan är krediterad, och ingen ny har kommit."),
        (Begart(0, 0, Decimal(-100), Decimal(-100)), "Fakturan är krediterad, och ingen ny har kommit."),
    ],
)
def test_an_invoice_that_is_not_there_is_refused_or_is_taken_back_is_missing(begart: Begart | None, mening: str):
    brist = the_one(build_vantat(begart=begart))

    assert (brist.slag, brist.senast, brist.text) == (Slag.FAKTURA, FEMTE_JUNI, mening)


def test_an_invoice_that_is_credited_in_part_has_come():
    assert missing(build_vantat(begart=Begart(1, 1, Decimal("0.01"), Decimal(0))), VILLKOR) == []


def test_the_providers_invoices_without_a_person_are_told_of_where_one_is_missing():
    brist = the_one(build_vantat(begart=None, omatchade=2))

    assert brist.text == "Ingen faktura har kommit."
    assert brist.tillagg.replace("\u00a0", " ") == "Två fakturor från anordnaren väntar på att paras med rätt person."


def test_a_look_at_the_permit_is_good_for_ninety_days_before_the_last_day():
    def seen(dag: date | None) -> Vantat:
        return build_vantat(tillstand=(Tillstand("tillstand", date(2014, 1, 1), None, dag),))

    assert kinds(seen(date(2015, 1, 30))) == []
    brist = the_one(seen(date(2015, 1, 29)))

    assert (brist.slag, brist.part, brist.senast) == (Slag.TILLSTAND, Part.KOMMUNEN, date(2015, 4, 29))
    assert the_one(seen(None)).text == "Ingen har sett efter hos IVO att tillståndet gäller."


def test_a_permit_that_ended_before_the_month_is_no_permit_of_the_month():
    def until(tom: date) -> Vantat:
        return build_vantat(tillstand=(Tillstand("tillstand", date(2014, 1, 1), tom, date(2015, 3, 1)),))

    assert kinds(until(APRIL)) == []
    assert the_one(until(date(2015, 3, 31))).text == "Inget tillstånd från IVO är registrerat för månaden."


@pytest.mark.parametrize(("form", "part"), [("B", Part.KOMMUNEN), ("D", Part.ANORDNARE)])
def test_an_agreement_is_asked_for_where_somebody_is_bought_from(form: str, part: Part):
    brist = the_one(build_vantat(uppdrag=(build_uppdrag(form, avtal_datum=None),)))

    assert (brist.slag, brist.part, brist.senast, brist.uppdrag) == (Slag.AVTAL, part, date(2015, 1, 1), 7)


def test_an_agreement_that_came_late_in_the_month_has_come_and_one_that_came_after_it_has_not():
    assert kinds(build_vantat(uppdrag=(build_uppdrag(avtal_datum=SISTA_APRIL),))) == []
    assert kinds(build_vantat(uppdrag=(build_uppdrag(avtal_datum=date(2015, 5, 1)),))) == [Slag.AVTAL]


@pytest.mark.parametrize(
    ("mandat", "senast"),
    [
        (None, date(2015, 1, 1)),
        (Mandat(date(2015, 1, 1), None, None, None), date(2015, 1, 1)),
        (Mandat(date(2015, 1, 1), date(2015, 4, 29), AVTAL, None), date(2015, 4, 29)),
        (Mandat(date(2015, 1, 1), None, AVTAL, SISTA_APRIL), date(2015, 4, 29)),
        (Mandat(date(2015, 5, 1), None, AVTAL, None), date(2015, 1, 1)),
    ],
    ids=["none", "not signed", "ended the day before", "withdrawn that day", "begins after"],
)
def test_a_ground_for_payment_has_to_hold_on_the_last_day(mandat: Mandat | None, senast: date):
    brist = the_one(build_vantat(mandat=(mandat,) if mandat else ()))

    assert (brist.slag, brist.part, brist.senast) == (Slag.GRUND, Part.PERSON, senast)


def test_a_ground_that_ends_with_the_assignment_is_enough():
    slutade = build_uppdrag(tom=date(2015, 4, 10))
    mandat = Mandat(date(2015, 1, 1), date(2015, 4, 10), AVTAL, date(2015, 4, 11))

    assert kinds(build_vantat(sista=date(2015, 4, 10), uppdrag=(slutade,), mandat=(mandat,))) == []


def test_no_ground_is_asked_for_under_the_municipalitys_contract():
    assert kinds(build_vantat(uppdrag=(build_uppdrag("B"),), mandat=())) == []


def test_her_own_employer_has_told_ivo_before_it_began():
    brist = the_one(build_own_employer(tillstand=()))

    assert (brist.slag, brist.part, brist.senast) == (Slag.ANMALAN, Part.ANORDNARE, date(2014, 12, 31))


def test_costs_are_accounted_for_within_eight_months_where_the_actual_cost_is_paid():
    brist = the_one(build_own_employer(kostnader=(Period(APRIL, date(2015, 4, 29)),)))

    assert (brist.slag, brist.senast) == (Slag.KOSTNADER, date(2015, 11, 30))
    assert kinds(build_vantat(verklig_kostnad=True)) == [Slag.KOSTNADER]
    assert kinds(build_vantat(verklig_kostnad=True, kostnader=(Period(APRIL, SISTA_APRIL),))) == []


def test_an_account_that_nobody_has_verified_is_the_municipalitys_to_verify():
    saknas = the_one(build_vantat(konto=None))
    vantar = the_one(build_vantat(konto=Konto(False, date(2015, 4, 7))))

    assert (saknas.slag, saknas.part, saknas.senast) == (Slag.KONTO, Part.ANORDNARE, date(2015, 1, 1))
    assert (vantar.slag, vantar.part, vantar.senast) == (Slag.KONTO, Part.KOMMUNEN, date(2015, 4, 7))


def test_of_two_assignments_in_the_month_each_has_its_agreement_and_the_report_is_asked_for_once():
    forst = build_uppdrag(id=7, tom=date(2015, 4, 14))
    sedan = build_uppdrag(id=8, fran=date(2015, 4, 15), avtal_datum=None)
    brister = missing(build_vantat(uppdrag=(forst, sedan), rapporter=None), VILLKOR)

    assert [(b.slag, b.uppdrag) for b in brister] == [(Slag.AVTAL, 8), (Slag.RAPPORT, None)]


# --- The month -----------------------------------------------------------------------------------------------------


def overview(*vantade: Vantat, dag: date = FEMTE_JUNI + timedelta(days=12), **kant: Any):
    return look_at(APRIL, vantade, VILLKOR, dag=dag, forsta=kant.get("forsta", {}), senaste=kant.get("senaste", {}))


def test_the_month_is_told_in_figures():
    allt, utan_intyg = build_vantat(), build_vantat(brukare=3, rapporter=Rapporter(1, 0, 0, 1))
    lage = overview(allt, utan_intyg, build_own_employer(brukare=4, kostnader=()))

    assert lage.in_words().replace("\u00a0", " ") == (
        "1 av 3 uppdrag har allt. 1 saknar något som skulle ha kommit, det äldsta sedan tolv dagar. "
        "1 saknar något som inte är sent än, det första den 30 november 2015."
    )
    assert (lage.fullstandiga, len(lage.sena), lage.aldst) == (1, 1, FEMTE_JUNI)
    assert lage.ofullstandiga[0].obetalt == Decimal(22720)


def test_what_is_late_is_counted_once_for_each_assignment_and_kind():
    flera = build_vantat(rapporter=Rapporter(2, 1, 1, 0), begart=None)
    lage = overview(build_vantat(), flera, build_own_employer(brukare=4, kostnader=(), begart=None))

    assert lage.late_by_kind() == [("Intyg", 1), ("Faktura eller räkning", 2)]


def test_a_month_without_anything_missing_and_one_without_anybody_are_told():
    assert overview(build_vantat()).in_words().endswith("har beviljad tid, och allt som väntas har kommit.")
    assert overview().in_words() == "Inget uppdrag i månaden har tid som är beviljad av kommunen."


def test_silence_is_counted_when_the_report_is_late_and_not_on_the_day_it_is_due():
    tyst = build_vantat(rapporter=None, begart=None)

    assert overview(tyst, dag=FEMTE_JUNI).ofullstandiga[0].tysta_manader == 0
    assert overview(tyst, dag=FEMTE_JUNI + timedelta(days=1)).ofullstandiga[0].tysta_manader == 1
    assert len(overview(tyst).tysta) == 1


def test_a_refused_invoice_is_missing_but_not_silence():
    avvisad = build_vantat(rapporter=None, begart=Begart(0, 1, Decimal(0), Decimal(0)))

    [rad] = overview(avvisad).ofullstandiga

    assert [b.slag for b in rad.saknade] == [Slag.RAPPORT, Slag.FAKTURA]
    assert rad.tysta_manader == 0


@pytest.mark.parametrize(
    ("forsta", "senaste", "manader"),
    [
        (date(2015, 1, 1), None, 4),
        (date(2015, 1, 1), date(2015, 3, 1), 1),
        (date(2015, 1, 1), date(2015, 1, 1), 3),
        (date(2014, 11, 1), None, 6),
        (date(2015, 3, 1), date(2014, 12, 1), 2),
    ],
)
def test_silent_months_are_counted_from_the_first_month_or_the_last_sign(forsta, senaste, manader):
    tyst = build_vantat(rapporter=None, begart=None)
    sedda = {PAR: senaste} if senaste else {}

    assert silent_months(tyst, VILLKOR, dag=date(2015, 7, 1), forsta={PAR: forsta}, senaste=sedda) == manader
