"""Utfallet ur fakturorna, och prognosen ur besluten, mot fall som är räknade för hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fakturor.ekonomi.underlag import forecast_of
from fakturor.ekonomi.utfall import LSS, SFB, SJUKLON, outcome_by_kind
from fakturor.flode import Status
from fakturor.models import Faktura, Fkfaktura, Kreditering
from fakturor.services.fk import review_invoice
from tests.byggstenar import (
    NU,
    build_anordnare,
    build_arende,
    build_brukare,
    build_faktura,
    build_fakturarad,
    build_redovisning,
    build_timbelopp,
)
from tests.byggstenar_fk import build_fk_beslut, build_fkfaktura, build_granskare_fk
from tests.byggstenar_kontroll import bring_to

pytestmark = pytest.mark.django_db

APRIL, MAJ, JUNI = (date(2015, n, 1) for n in (4, 5, 6))
ARET = (date(2015, 1, 1), date(2015, 12, 1))
I_JUNI = date(2015, 6, 20)
BELOPP = Decimal(22_720)


def force(faktura: Faktura, status: str) -> None:
    """Put an invoice in a status without its way there: what is tried is the counting alone."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE fakturor_faktura DISABLE TRIGGER USER")
        cursor.execute("UPDATE fakturor_faktura SET status = %s WHERE id = %s", [status, faktura.pk])
        cursor.execute("ALTER TABLE fakturor_faktura ENABLE TRIGGER USER")


def invoice(nummer: str, status: str = Status.UTBETALD, **falt) -> Faktura:
    faktura = build_faktura(build_redovisning(build_brukare(), build_anordnare()), nummer=nummer, **falt)
    force(faktura, status)
    return faktura


def test_what_is_approved_counts_in_its_month_and_what_is_not_waits():
    bring_to(build_arende().faktura, Status.GODKAND)
    invoice("2", Status.STOPPAD)
    invoice("3", Status.AVVISAD)

    utfall = outcome_by_kind(*ARET)[LSS]

    assert (utfall.godkant, utfall.vantar) == ({MAJ: BELOPP}, {MAJ: BELOPP})


def test_a_credit_note_is_taken_off_and_a_cancelled_invoice_is_no_cost():
    invoice("1")
    invoice("2", typ=Faktura.Typ.KREDITNOTA, timmar=10)
    invoice("3", Status.KREDITERAD)

    assert outcome_by_kind(*ARET)[LSS].godkant == {MAJ: BELOPP - 2840}


def test_what_a_credit_note_takes_off_a_cancelled_invoice_is_not_taken_off_once_more():
    borta, kvar = invoice("1"), invoice("2")
    kredit = invoice("3", typ=Faktura.Typ.KREDITNOTA, timmar=100)
    for faktura, belopp in ((borta, BELOPP), (kvar, 5_680)):
        Kreditering.objects.create(kredit=kredit, faktura=faktura, belopp=belopp, av=build_granskare_fk(), tid=NU)
    force(borta, Status.KREDITERAD)

    assert outcome_by_kind(*ARET)[LSS].godkant == {MAJ: BELOPP - 5_680}


def test_an_invoice_for_two_months_is_parted_by_its_lines():
    april = build_redovisning(build_brukare(), build_anordnare(), APRIL)
    faktura = invoice("1", med_moms=Decimal(30_000), att_betala=Decimal(30_000))
    build_fakturarad(faktura, april, ordning=2, antal=Decimal(40), pris=Decimal(284), belopp=Decimal(11_360))

    assert outcome_by_kind(*ARET)[LSS].godkant == {APRIL: 10_000, MAJ: 20_000}
    assert outcome_by_kind(MAJ, MAJ)[LSS].godkant == {MAJ: 20_000}


def test_sick_pay_is_a_kind_of_its_own():
    invoice("1", typ=Faktura.Typ.SJUKLON)

    utfall = outcome_by_kind(*ARET)
    assert (utfall[LSS].godkant, utfall[SJUKLON].godkant) == ({}, {MAJ: BELOPP})


def test_fks_invoices_count_when_they_are_accepted_and_not_when_they_are_disputed():
    forsta, andra, _ = (build_fkfaktura("LSS-1", nummer=f"FK-{n}") for n in range(3))
    for faktura, bedomning in ((forsta, "godtas"), (andra, "bestrids")):
        review_invoice(fkfaktura=faktura, bedomning=bedomning, notering="Se rad 1.", by=build_granskare_fk(), at=NU)

    utfall = outcome_by_kind(*ARET)[SFB]
    assert (utfall.godkant, utfall.vantar) == ({MAJ: BELOPP}, {MAJ: BELOPP})


def test_a_settlement_is_taken_off_the_outcome():
    build_fkfaktura("LSS-1", nummer="S-1", slag=Fkfaktura.Slag.SLUTAVRAKNING, belopp=Decimal(-284))

    assert outcome_by_kind(*ARET)[SFB].vantar == {MAJ: -284}


def test_as_many_questions_whatever_there_is():
    invoice("forst")
    with CaptureQueriesContext(connection) as lite:
        forecast_of(2015, idag=I_JUNI)
    for n in range(3):
        invoice(str(n))
        build_fkfaktura("LSS-1", nummer=f"FK-{n}")
    with CaptureQueriesContext(connection) as fullt:
        forecast_of(2015, idag=I_JUNI)

    assert len(lite) == len(fullt) <= 8


def test_the_year_is_forecast_from_what_the_decisions_give_and_the_known_month_used():
    """A hundred hours a month at 284 kr is 28 400 kr; 22 720 kr were approved for May, which is 80 %."""
    bring_to(build_arende().faktura, Status.GODKAND)

    lss = forecast_of(2015, idag=I_JUNI)[LSS]

    assert (lss.utnyttjande, lss.historik) == (Fraction(4, 5), (MAJ,))
    assert lss.belopp == 12 * BELOPP
    assert lss.is_uncertain


def test_a_month_with_more_than_a_tenth_undecided_is_not_known():
    bring_to(build_arende().faktura, Status.GODKAND)
    invoice("2", Status.KONTROLLERAD, timmar=9)

    assert forecast_of(2015, idag=I_JUNI)[LSS].historik == ()
    assert forecast_of(2015, idag=date(2015, 5, 31))[LSS].belopp is None


def test_of_fks_hours_twenty_a_week_are_the_municipalitys():
    brukare = build_brukare()
    build_fk_beslut(brukare)
    build_timbelopp()
    faktura = build_fkfaktura(brukare)
    review_invoice(fkfaktura=faktura, bedomning="godtas", notering="", by=build_granskare_fk(), at=NU)

    sfb = forecast_of(2015, idag=I_JUNI)[SFB]

    assert sfb.historik_fullt == Fraction(20 * 31 * 284, 7)
    assert sfb.manader[5].manad.fullt == Fraction(20 * 30 * 284, 7)


def test_a_decision_ends_with_the_person():
    build_arende()
    brukare = build_brukare()
    brukare.avliden = date(2015, 6, 15)
    brukare.save()

    manader = forecast_of(2015, idag=I_JUNI)[LSS].manader
    assert [rad.manad.fullt for rad in manader[4:7]] == [28_400, 14_200, 0]


def test_sick_pay_is_forecast_at_the_mean_of_the_months_between_the_first_and_the_last():
    for nummer, manad in (("1", date(2015, 3, 1)), ("2", MAJ)):
        faktura = build_faktura(
            build_redovisning(build_brukare(), build_anordnare(), manad), nummer=nummer, typ=Faktura.Typ.SJUKLON
        )
        force(faktura, Status.UTBETALD)

    sjuk = forecast_of(2015, idag=I_JUNI)[SJUKLON]

    assert sjuk.historik == (date(2015, 3, 1), APRIL, MAJ)
    # 22 720, 0 and 22 720 are 15 146.67 a month, for the nine months that are not known.
    assert sjuk.belopp == 2 * BELOPP + 9 * Decimal("15146.67")
