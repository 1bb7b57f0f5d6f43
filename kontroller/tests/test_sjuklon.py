"""A claim of sick pay from its rows to its verdicts, and on to payment; and that nothing else is disturbed by it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistans.models import User
from fakturor.flode import Status
from fakturor.models import GodkandTid
from fakturor.services.reopening import reopen_invoices
from fakturor.services.sick_pay import Pass
from kontroller import kanon
from kontroller.korning import recontrol
from kontroller.liggare import replay, stored_verdicts
from kontroller.loading import load_facts
from kontroller.manad import load_month
from kontroller.regel import Utfall
from kontroller.regelverk import ensure_standard
from kontroller.services.approving import approve, review
from kontroller.services.outcome import apply_result
from kontroller.tackning import coverage_of
from tests.byggstenar import (
    ATTA,
    MANAD,
    NU,
    SEXTON,
    build_attestant,
    build_brukare,
    build_faktura,
    build_granskare,
    build_rapport,
    build_redovisning,
    build_uppdrag,
)
from tests.byggstenar_betalning import build_besked, build_utbetalning
from tests.byggstenar_kontroll import bring_to
from tests.byggstenar_sjuklon import BELOPP, DEN_SJUKAS_NUMMER, PASSEN, SJUKDAGAR, build_sjukfall, build_sjuklon

pytestmark = pytest.mark.django_db

REGLER = {"E07", "E08", "G15", "G16"}


@pytest.fixture
def fall():
    return build_sjukfall()


def control(faktura):
    """The verdicts by code."""
    ensure_standard(at=NU)
    granskning = recontrol(faktura=faktura, by=User.objects.system(), at=NU)
    apply_result(granskning=granskning, by=User.objects.system(), at=NU)
    faktura.refresh_from_db()
    granskning.refresh_from_db()
    return {verdikt.regel: verdikt for verdikt in stored_verdicts(granskning)}


def elsewhere(fall, dagar, kod="R-ANNAN"):
    """Time of the sick assistant with another person."""
    annan = build_brukare("LSS-2222", "197605012389")
    build_uppdrag(annan, fall.arende.anordnare)
    redovisning = build_redovisning(annan, fall.arende.anordnare)
    return build_rapport(redovisning, kod=kod, dagar=dagar, personnummer=DEN_SJUKAS_NUMMER)


def test_a_claim_that_agrees_is_clean_and_judged_by_its_own_controls(fall):
    faktura = build_sjuklon(fall)

    verdikt = control(faktura)

    assert {kod for kod, v in verdikt.items() if v.utfall.stops or v.utfall == Utfall.VARNING} == set()
    assert {kod for kod in REGLER if verdikt[kod].utfall == Utfall.GODKAND} == REGLER
    assert {verdikt[kod].utfall for kod in ("B01", "B06", "B07", "B09", "B14", "D05", "A08")} == {Utfall.GODKAND}
    assert {verdikt[kod].text for kod in ("A01", "A02", "E01", "G01", "G02", "G04")} == {
        "Kontrollen gäller inte sjuklöneansökningar."
    }
    assert faktura.status == Status.KONTROLLERAD


def test_a_stored_claim_is_recomputed_to_the_last_word(fall):
    elsewhere(fall, SJUKDAGAR[:1])
    faktura = build_sjuklon(fall)
    control(faktura)

    korning = faktura.granskningar.get().korning

    assert list(replay(korning)) == [None]


def test_the_facts_hold_what_the_claim_rests_on_and_no_names(fall):
    elsewhere(fall, SJUKDAGAR[:1])
    faktura = build_sjuklon(fall)

    [fakta] = load_facts([faktura.pk])

    ansokan = fakta.sjuklon
    assert [[v.id for v in p.vikarier] for p in ansokan.sjukpass] == [[rad.pk] for rad in fall.vikariens_rader]
    assert [rad.datum for rad in ansokan.den_sjukas_tid] == [SJUKDAGAR[0]]
    assert [[rad.datum for rad in r.rader] for r in fakta.redovisningar[0].rapporter] == [list(SJUKDAGAR)]
    assert fakta.claimed_amount(fakta.redovisningar[0]) == BELOPP
    text = kanon.to_json(fakta)
    assert kanon.from_json(text) == fakta
    for hemligt in ("Ada", "Frisk", DEN_SJUKAS_NUMMER, DEN_SJUKAS_NUMMER[2:]):
        assert hemligt not in text


def test_facts_about_an_invoice_are_written_as_before_there_were_claims(fall):
    [fakta] = load_facts([fall.arende.faktura.pk])

    assert '"sjuklon"' not in kanon.to_json(fakta)


def counted(ids) -> int:
    with CaptureQueriesContext(connection) as fragor:
        load_facts(ids)
    return len(fragor)


def test_claims_cost_the_same_few_questions_however_many_and_none_where_there_are_none(fall):
    utan = counted([fall.arende.faktura.pk])
    en = build_sjuklon(fall)
    med_en = counted([fall.arende.faktura.pk, en.pk])
    flera = [build_sjuklon(fall).pk for _ in range(3)]

    assert counted([fall.arende.faktura.pk]) == utan
    assert counted([fall.arende.faktura.pk, en.pk, *flera]) == med_en == utan + 9


def test_a_shift_without_a_substitute_stops_with_its_share(fall):
    fall.vikariens_rader[1].__class__.objects.filter(pk=fall.vikariens_rader[1].pk).update(dragen_version=2)

    verdikt = control(build_sjuklon(fall))

    assert verdikt["E08"].utfall == Utfall.AVVIKELSE
    assert verdikt["E08"].kronor == BELOPP / 2


def test_without_any_substitute_what_rests_on_their_time_is_not_judged(fall):
    type(fall.vikariens_rader[0]).objects.update(dragen_version=2)

    verdikt = control(build_sjuklon(fall))

    assert verdikt["E08"].kronor == BELOPP
    assert {verdikt[kod].utfall for kod in ("B01", "B07", "D05")} == {Utfall.EJ_BEDOMD}
    assert verdikt["B07"].text == "Ingen vikaries tid hos anordnaren möter passen, så kontrollen kan inte göras."
    assert verdikt["G09"].utfall == Utfall.GODKAND


def test_time_with_another_person_while_sick_stops(fall):
    elsewhere(fall, SJUKDAGAR[:1])

    verdikt = control(build_sjuklon(fall))

    assert verdikt["E07"].utfall == Utfall.AVVIKELSE
    assert verdikt["E07"].kronor == BELOPP / 2


def test_the_same_shift_on_two_claims_stops_only_the_later(fall):
    forsta, andra = build_sjuklon(fall), build_sjuklon(fall, passen=PASSEN[1:])

    assert control(forsta)["G15"].utfall == Utfall.GODKAND
    assert forsta.nummer in control(andra)["G15"].text


def test_a_refused_claim_is_nothing_to_pay_twice(fall):
    forsta, andra = build_sjuklon(fall), build_sjuklon(fall, passen=PASSEN[1:])
    control(forsta)
    forsta.move_to(Status.AVVISAD)

    assert "redan begärda" not in control(andra)["G15"].text


def test_time_of_the_sick_that_is_paid_by_the_hour_is_known(fall):
    rapport = elsewhere(fall, SJUKDAGAR[:1])
    faktura = build_sjuklon(fall)
    annans = build_faktura(rapport.redovisning, nummer="5000", timmar=8)
    bring_to(annans, Status.GODKAND)

    [fakta] = load_facts([faktura.pk])

    assert [rad.betald for rad in fakta.sjuklon.den_sjukas_tid] == [True]


def test_an_earlier_absence_is_known_by_its_last_day(fall):
    build_sjuklon(fall, sjuk_tom=SJUKDAGAR[0], passen=PASSEN[:1])
    senare = build_sjuklon(
        fall, sjuk_fran=SJUKDAGAR[1], sjukperiodens_borjan=SJUKDAGAR[1], passen=(PASSEN[1],), karensavdrag=None
    )

    [fakta] = load_facts([senare.pk])

    assert fakta.sjuklon.tidigare_tom == SJUKDAGAR[0]


# --- Det andra störs inte -----------------------------------------------------------------------------------------


def test_an_invoice_is_judged_as_if_there_were_no_claim(fall):
    fore = control(fall.arende.faktura)
    build_sjuklon(fall)

    efter = control(fall.arende.faktura)

    assert efter == fore
    assert {(efter[kod].utfall, efter[kod].text) for kod in REGLER} == {
        (Utfall.EJ_TILLAMPLIG, "Kontrollen är ej i bruk.")
    }


def test_the_month_counts_claims_apart_from_hours_and_kronor(fall):
    fore = load_month(MANAD).volumes()
    build_sjuklon(fall)

    efter = load_month(MANAD).volumes()

    assert efter.sjuklon.antal == 1
    assert efter.sjuklon.belopp == BELOPP
    for falt in ("underlag", "redovisningar", "personer", "anordnare", "timmar", "belopp", "mest", "minst"):
        assert getattr(efter, falt) == getattr(fore, falt), falt


def test_the_coverage_has_the_controls_of_claims_for_claims_alone(fall):
    control(fall.arende.faktura)
    assert not REGLER & coverage_of(MANAD).per_kontroll.keys()
    control(build_sjuklon(fall))

    tackning = coverage_of(MANAD)

    assert {kod: tackning.per_kontroll[kod].antal for kod in REGLER} == dict.fromkeys(REGLER, 1)
    assert tackning.per_kontroll["B14"].antal == 2
    assert tackning.begart.antal == 2


# --- Vägen till betalning -----------------------------------------------------------------------------------------


def test_a_claim_goes_all_the_way_to_paid_and_pays_for_no_time(fall):
    faktura = build_sjuklon(fall)
    control(faktura)

    review(faktura=faktura, by=build_granskare("greta2"), at=NU)
    approve(faktura=faktura, by=build_attestant(), at=NU + timedelta(hours=1))

    faktura.refresh_from_db()
    assert faktura.status == Status.GODKAND
    assert not GodkandTid.objects.filter(faktura=faktura).exists()
    build_utbetalning(faktura)
    build_besked(faktura)
    faktura.move_to(Status.UTBETALD)
    assert faktura.attester.count() == 2


def attested(fall):
    faktura = build_sjuklon(fall)
    control(faktura)
    review(faktura=faktura, by=build_granskare("greta2"), at=NU)
    faktura.refresh_from_db()
    assert faktura.status == Status.GRANSKAD
    return faktura


def test_new_time_of_the_sick_assistant_sends_the_claim_back(fall):
    faktura = attested(fall)
    annan = elsewhere(fall, SJUKDAGAR[:1])

    reopen_invoices(redovisningar=[annan.redovisning_id], by=User.objects.system(), at=NU)

    faktura.refresh_from_db()
    assert (faktura.status, faktura.omgang) == (Status.MOTTAGEN, 2)


def test_changed_time_of_the_substitute_sends_the_claim_back_and_time_of_others_does_not(fall):
    faktura = attested(fall)
    annan = build_brukare("LSS-3333", "197807012385")
    build_uppdrag(annan, fall.arende.anordnare)
    deras = build_rapport(
        build_redovisning(annan, fall.arende.anordnare),
        kod="R-DERAS",
        dagar=[date(2015, 5, 28)],
        personnummer="197403199289",
    )

    reopen_invoices(redovisningar=[deras.redovisning_id], by=User.objects.system(), at=NU)
    faktura.refresh_from_db()
    assert faktura.status == Status.GRANSKAD

    reopen_invoices(redovisningar=[fall.arende.redovisning.pk], by=User.objects.system(), at=NU)
    faktura.refresh_from_db()
    assert faktura.status == Status.MOTTAGEN


def test_a_shift_covered_in_part_is_valued_by_the_minute(fall):
    lang = Pass(datum=SJUKDAGAR[0], start=ATTA, slut=SEXTON + 60)

    verdikt = control(build_sjuklon(fall, passen=(lang, PASSEN[1]), karensavdrag=Decimal("344.00")))

    assert verdikt["E08"].kronor == (BELOPP * 60 / 1020).quantize(Decimal("0.01"))
