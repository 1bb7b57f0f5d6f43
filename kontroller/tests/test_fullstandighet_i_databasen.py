"""Det som väntas och har kommit, hämtat ur databasen: varje slag funnet och inte funnet, och dagarna däromkring."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beslut.models import Betalningsmottagare, Timbelopp, Uppdrag
from fakturor.flode import Status
from fakturor.models import Faktura, Intyg, Kostnadsredovisning
from kontroller.fullstandighet.oversikt import Oversikt
from kontroller.fullstandighet.saknas import Slag
from kontroller.loading.fullstandighet import conditions_for, load_overview
from kontroller.regelverk import ensure_standard
from kontroller.tests.bygg_fullstandighet import (
    NUMMER,
    build_silent,
    withdraw_certificate,
    withdraw_time,
    without_gates,
)
from tests.byggstenar import (
    INLAST,
    MANAD,
    NU,
    Arende,
    build_arende,
    build_faktura,
    build_rapport,
    build_redovisning,
    build_user,
)

pytestmark = pytest.mark.django_db

FEMTE_JULI, SJATTE_JULI = date(2015, 7, 5), date(2015, 7, 6)


@pytest.fixture
def arende() -> Arende:
    """The one case, from which everything has come for May 2015."""
    return build_arende()


def look(dag: date = SJATTE_JULI) -> Oversikt:
    return load_overview(MANAD, dag=dag)


def kinds(dag: date = SJATTE_JULI) -> list[Slag]:
    return [brist.slag for rad in look(dag).ofullstandiga for brist in rad.saknade]


def test_a_month_from_which_everything_has_come_lacks_nothing(arende):
    lage = look()

    assert (lage.vantade, lage.ofullstandiga) == (1, ())


def test_a_report_that_has_not_come_is_late_the_day_after_the_fifth(arende):
    withdraw_time(arende)

    assert kinds() == [Slag.RAPPORT]
    assert look(FEMTE_JULI).sena == []
    assert [rad.dagar_sen for rad in look(SJATTE_JULI).sena] == [1]


@pytest.mark.parametrize("part", Intyg.Part.values)
def test_a_certificate_of_another_version_has_not_come(arende, part):
    arende.rapport.version = 2
    arende.rapport.save(update_fields=["version"])
    for intyg in arende.rapport.intyg.exclude(part=part):
        intyg.pk, intyg.version = None, 2
        intyg.save()

    [rad] = look().ofullstandiga

    vems = {"assistent": "Assistentens", "anordnare": "Anordnarens", "brukare": "Personens"}[part]
    assert [brist.text.split()[0] for brist in rad.saknade] == [vems]


def test_a_certificate_given_twice_is_counted_once(arende):
    andra = build_rapport(arende.redovisning, kod="R-ANDRA", dagar=[], personnummer=NUMMER[1])
    withdraw_certificate(andra, "brukare")
    for intyg in arende.rapport.intyg.filter(part="brukare"):
        intyg.pk = None
        intyg.save()

    [rad] = look().ofullstandiga

    assert rad.saknade[0].text.replace("\u00a0", " ").endswith("intyg om 1 av 2 tidrapporter saknas.")


def test_a_refused_invoice_has_not_come_and_another_one_has(arende):
    arende.faktura.move_to(Status.AVVISAD)
    assert kinds() == [Slag.FAKTURA]

    build_faktura(arende.redovisning, nummer="4712")
    assert kinds() == []


def test_an_invoice_taken_back_by_a_credit_note_has_not_come_and_one_lowered_has(arende):
    build_faktura(arende.redovisning, nummer="K1", typ=Faktura.Typ.KREDITNOTA, timmar=79)
    assert kinds() == []

    build_faktura(arende.redovisning, nummer="K2", typ=Faktura.Typ.KREDITNOTA, timmar=1)
    assert kinds() == [Slag.FAKTURA]


@pytest.mark.parametrize(("manad", "sagt"), [(MANAD, True), (None, True), (date(2015, 4, 1), False)])
def test_the_providers_invoice_without_a_person_is_told_of_in_its_month(arende, manad, sagt):
    arende.faktura.move_to(Status.AVVISAD)
    omatchad = build_faktura(arende.redovisning, nummer="4712", status=Status.OMATCHAD)
    omatchad.rader.update(brukare=None, redovisning=None, manad=manad)

    [rad] = look().ofullstandiga

    assert [bool(brist.tillagg) for brist in rad.saknade] == [sagt]


def test_what_waits_to_be_paid_stands_beside_what_is_missing(arende):
    withdraw_certificate(arende.rapport, "brukare")
    build_faktura(arende.redovisning, nummer="K1", typ=Faktura.Typ.KREDITNOTA, timmar=10)

    [rad] = look().ofullstandiga

    assert rad.obetalt == Decimal("19880")


def test_an_assignment_that_ended_before_the_month_or_has_no_granted_time_is_not_expected(arende):
    Uppdrag.objects.update(galler_tom=date(2015, 4, 30))
    assert look().vantade == 0

    Uppdrag.objects.update(galler_tom=date(2015, 5, 1))
    assert look().vantade == 1


def test_a_decision_that_ended_before_the_assignments_days_expects_nothing(arende):
    rad = arende.brukare.beslutsrader.get()
    rad.galler_tom = date(2015, 4, 30)
    rad.save()
    assert look().vantade == 0

    rad.galler_tom = date(2015, 5, 1)
    rad.save()
    assert look().vantade == 1

    Uppdrag.objects.update(galler_fran=date(2015, 5, 2))
    assert look().vantade == 0


def test_fks_decision_and_one_of_no_hours_grant_nothing_that_the_municipality_expects(arende):
    arende.brukare.beslutsrader.update(typ="assistansersattning")
    assert look().vantade == 0

    arende.brukare.beslutsrader.update(typ="tillfallig_utokning", timmar=0)
    assert look().vantade == 0


def test_nothing_is_expected_of_form_a(arende):
    Uppdrag.objects.update(avtalsform="A")

    assert look().vantade == 0


def test_nothing_is_expected_for_somebody_who_died_before_the_month(arende):
    arende.brukare.avliden = date(2015, 4, 30)
    arende.brukare.save()
    assert look().vantade == 0

    arende.brukare.avliden = date(2015, 5, 1)
    arende.brukare.save()
    assert look().vantade == 1


def test_an_assignment_closed_in_the_month_is_asked_for_its_own_days(arende):
    """The ground for payment ends with it, and is enough."""
    Uppdrag.objects.update(galler_tom=date(2015, 5, 10))
    Betalningsmottagare.objects.update(galler_tom=date(2015, 5, 10))

    assert kinds() == []


def test_the_ground_the_agreement_the_permit_and_the_account_are_asked_for(arende):
    Betalningsmottagare.objects.update(aterkallad=date(2015, 5, 31))
    Uppdrag.objects.update(avtal_datum=None)
    arende.anordnare.tillstand.update(kontrollerad=date(2015, 3, 1))
    arende.anordnare.konton.update(upphort=NU)

    assert sorted(kinds()) == sorted([Slag.GRUND, Slag.AVTAL, Slag.TILLSTAND, Slag.KONTO])


def test_her_own_employers_notification_and_costs_are_asked_for(arende):
    Uppdrag.objects.update(avtalsform="C", avtal_datum=None)
    Betalningsmottagare.objects.all().delete()
    assert sorted(kinds()) == sorted([Slag.ANMALAN, Slag.KOSTNADER])

    arende.anordnare.tillstand.update(typ="anmalan")
    Kostnadsredovisning.objects.create(
        uppdrag=Uppdrag.objects.get(),
        period_fran=date(2015, 1, 1),
        period_tom=date(2015, 6, 30),
        inkommen=date(2015, 8, 1),
        mottaget=Decimal(100000),
        registrerad_av=build_user("annika"),
        registrerad=NU,
    )
    assert kinds() == []


def test_costs_are_asked_for_where_the_person_has_a_rate_of_her_own(arende):
    Timbelopp.objects.create(
        kategori="individuell", brukare=arende.brukare, galler_fran=date(2015, 5, 31), belopp=Decimal(310)
    )

    assert kinds() == [Slag.KOSTNADER]


def test_silence_is_counted_month_by_month_from_the_last_sign():
    uppdrag = build_silent()
    assert [rad.tysta_manader for rad in look().tysta] == [5]  # assignment and decision began in January

    build_redovisning(uppdrag.brukare, uppdrag.anordnare, date(2015, 4, 1))
    assert [rad.tysta_manader for rad in look().tysta] == [5]

    build_rapport(build_redovisning(uppdrag.brukare, uppdrag.anordnare, date(2015, 3, 1)), kod="R-MARS", dagar=[])
    assert [rad.tysta_manader for rad in look().tysta] == [2]

    build_faktura(build_redovisning(uppdrag.brukare, uppdrag.anordnare, date(2015, 4, 1)))
    assert [rad.tysta_manader for rad in look().tysta] == [1]
    assert look(FEMTE_JULI).tysta == []


def test_silence_is_not_counted_from_before_the_decision():
    uppdrag = build_silent()
    uppdrag.brukare.beslutsrader.update(galler_fran=date(2015, 4, 15))

    assert [rad.tysta_manader for rad in look().tysta] == [2]


def test_the_days_follow_the_rule_set_that_is_in_force():
    regelverk = ensure_standard(at=INLAST)
    assert (conditions_for(MANAD).rapport_dag, conditions_for(MANAD).rapport_manader) == (5, 2)

    with without_gates():
        regelverk.rader.filter(kod="D07").update(parametrar={"dag": 10, "manader": 1})

    assert (conditions_for(MANAD).rapport_dag, conditions_for(MANAD).rapport_manader) == (10, 1)


def test_the_days_for_permits_and_costs_are_those_of_their_controls():
    regelverk = ensure_standard(at=INLAST)
    with without_gates():
        regelverk.rader.filter(kod="B03").update(parametrar={"dagar": 30})
        regelverk.rader.filter(kod="G14").update(parametrar={"manader": 14})

    assert (conditions_for(MANAD).tillstand_dagar, conditions_for(MANAD).kostnader_manader) == (30, 14)


def test_as_many_queries_are_made_for_many_as_for_one():
    build_silent()
    with CaptureQueriesContext(
        connection,
    ) as en:
        look()
    for plats, nummer in enumerate(NUMMER[1:]):
        build_silent(f"LSS-MER{plats}", nummer)
    with CaptureQueriesContext(connection) as flera:
        assert look().vantade == 4

    assert len(flera) == len(en) <= 13
