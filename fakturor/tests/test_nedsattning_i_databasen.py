"""What the database itself refuses of a reduction, tried by SQL that goes past every service."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from beslut.models import Brev, Jav
from fakturor.attestratt import approved_amount
from fakturor.flode import Status
from fakturor.models import Faktura, Nedsattning, Nedsattningspost
from tests.byggstenar import (
    INLAST,
    STOCKHOLM,
    build_arende,
    build_faktura,
    build_granskare,
    build_handlaggare,
)
from tests.byggstenar_kontroll import bring_to
from tests.byggstenar_nedsattning import (
    EFTER_TIDEN,
    SVARA_SENAST,
    build_beslutsfattare,
    build_delegation,
    build_kommunicering,
    build_nedsattning,
    build_post,
    communicated,
    decided,
)
from tests.vagran import execute, refused

pytestmark = pytest.mark.django_db

I_TID = datetime(2015, 6, 24, 23, 0, tzinfo=STOCKHOLM)
"""The last evening of the time to answer."""


@pytest.fixture
def arende():
    arende = build_arende()
    arende.faktura.status = Status.STOPPAD
    arende.faktura.save()
    return arende


@pytest.fixture
def nedsattning(arende):
    return build_nedsattning(arende.faktura, 2720)


def test_a_decision_lowers_what_the_invoice_is_approved_with(nedsattning):
    decided(nedsattning)

    assert approved_amount(nedsattning.faktura) == Decimal("20000")


def test_a_draft_lowers_nothing(nedsattning):
    assert approved_amount(nedsattning.faktura) == Decimal("22720")


def test_the_one_who_drew_it_up_does_not_decide_it(nedsattning):
    communicated(nedsattning)
    nedsattning.delegation = build_delegation(nedsattning.upprattad_av)

    with refused("nedsattning_beslutad_av_annan"):
        decided(
            nedsattning, beslutad_av=nedsattning.upprattad_av, delegation=nedsattning.upprattad_av.delegationer.get()
        )


def test_a_decision_needs_the_letter_first(nedsattning):
    with refused("Tiden att yttra sig har inte gått ut"):
        execute(
            "UPDATE fakturor_nedsattning SET status = 'beslutad', beslutad_av_id = %s, beslutad = %s WHERE id = %s",
            [build_beslutsfattare().pk, EFTER_TIDEN, nedsattning.pk],
        )


def test_no_decision_on_the_last_day_to_answer(nedsattning):
    with refused("Tiden att yttra sig har inte gått ut"):
        decided(nedsattning, beslutad=I_TID)


def test_an_answer_opens_for_a_decision_before_the_last_day(nedsattning):
    decided(nedsattning, beslutad=I_TID, svar="Jag håller med.", svar_inkom=date(2015, 6, 15))

    assert nedsattning.status == Nedsattning.Status.BESLUTAD


@pytest.mark.parametrize("dag", [date(2015, 6, 9), date(2015, 6, 26)])
def test_an_answer_from_before_the_letter_or_after_the_decision_is_none(nedsattning, dag):
    with refused("Svaret kom inte mellan brevet och beslutet"):
        decided(nedsattning, svar="Ja.", svar_inkom=dag)


def test_the_time_to_answer_becomes_longer_but_never_shorter(nedsattning):
    communicated(nedsattning)

    execute("UPDATE fakturor_nedsattning SET svara_senast = %s WHERE id = %s", [date(2015, 7, 1), nedsattning.pk])
    with refused("Tiden att yttra sig förkortas inte"):
        execute("UPDATE fakturor_nedsattning SET svara_senast = %s WHERE id = %s", [SVARA_SENAST, nedsattning.pk])


def test_another_letter_is_not_put_in_the_place_of_the_one_that_was_sent(nedsattning):
    communicated(nedsattning)
    annat = build_kommunicering(nedsattning.faktura)

    with refused("Tiden att yttra sig förkortas inte"):
        execute("UPDATE fakturor_nedsattning SET brev_id = %s WHERE id = %s", [annat.pk, nedsattning.pk])


@pytest.mark.parametrize(
    "brev",
    [{"skickat": None}, {"skickat": SVARA_SENAST}, {"slag": Brev.Slag.ANNAT}],
    ids=["not sent", "sent on the last day", "another letter"],
)
def test_the_letter_has_been_handed_over_in_time(nedsattning, brev):
    communicated(nedsattning, brev=build_kommunicering(nedsattning.faktura, **brev))

    with refused("Brevet om att få yttra sig är inte lämnat i tid"):
        decided(nedsattning)


def test_a_decision_has_a_reference_in_the_registry(nedsattning):
    with refused("Ett beslut har ett diarienummer"):
        decided(nedsattning, diarienummer=" ")


@pytest.mark.parametrize(
    "falt", [{"avser": ["aterbetalning"]}, {"galler_fran": date(2015, 6, 26)}, {"galler_tom": date(2015, 6, 24)}]
)
def test_a_delegation_for_something_else_or_another_day_does_not_carry_it(nedsattning, falt):
    chef = build_beslutsfattare()
    annan = build_delegation(chef, punkt="9.9", **falt)

    with refused("Beslutet saknar delegation"):
        decided(nedsattning, delegation=annan)


def test_another_persons_delegation_does_not_carry_it(nedsattning):
    annan = build_beslutsfattare("annan-chef")

    with refused("Beslutet saknar delegation"):
        decided(nedsattning, delegation=annan.delegationer.get())


def test_a_delegation_does_not_end_before_what_rests_on_it(nedsattning):
    decided(nedsattning)

    with refused("Delegationen har använts efter den dagen"):
        execute(
            "UPDATE beslut_delegation SET galler_tom = %s WHERE id = %s",
            [date(2015, 6, 24), nedsattning.delegation_id],
        )


def test_no_more_is_taken_off_than_the_invoice_asks_for(nedsattning):
    build_post(nedsattning, Decimal("20000"))
    with refused("större än fakturan"):
        build_post(nedsattning, Decimal("0.01"))


def test_posts_stand_as_they_were_written(nedsattning):
    for sql in ("UPDATE fakturor_nedsattningspost SET belopp = 1", "DELETE FROM fakturor_nedsattningspost"):
        with pytest.raises(IntegrityError), transaction.atomic():
            execute(sql)
    assert Nedsattningspost.objects.get().belopp == Decimal("2720")


def test_posts_are_not_added_when_it_has_been_sent(nedsattning):
    communicated(nedsattning)

    with refused("redan lämnad"):
        build_post(nedsattning, Decimal("1"))


def test_a_decided_reduction_stands(nedsattning):
    decided(nedsattning)

    with refused("En beslutad nedsättning står fast"):
        execute("UPDATE fakturor_nedsattning SET svar = 'Annat' WHERE id = %s", [nedsattning.pk])
    with refused("tas inte bort"):
        execute("DELETE FROM fakturor_nedsattning WHERE id = %s", [nedsattning.pk])


def test_it_does_not_go_backwards(nedsattning):
    decided(nedsattning)
    Nedsattning.objects.filter(pk=nedsattning.pk).update(status="atertagen", atertagen_skal="Fel månad")

    with refused("går inte från atertagen till beslutad"):
        execute("UPDATE fakturor_nedsattning SET status = 'beslutad' WHERE id = %s", [nedsattning.pk])


def test_the_amount_of_an_attested_invoice_does_not_change():
    faktura = build_arende().faktura
    nedsattning = communicated(build_nedsattning(faktura, 2720))
    bring_to(faktura, Status.GRANSKAD)

    with refused("Beloppet på en faktura som är granskad ändras inte"):
        decided(nedsattning)


def test_a_credit_note_is_not_reduced(arende):
    kredit = build_faktura(arende.redovisning, nummer="4712", typ=Faktura.Typ.KREDITNOTA)

    with refused("En kreditfaktura sätts inte ned"):
        build_nedsattning(kredit, 1)


def test_an_invoice_has_one_reduction_at_a_time(nedsattning):
    with refused("nedsattning_en_per_faktura"):
        build_nedsattning(nedsattning.faktura, 1)


@pytest.mark.parametrize(
    ("avtalsform", "form"), [("B", "beslut"), ("C", "bestridande"), ("D", "bestridande"), ("A", "bestridande")]
)
def test_the_form_is_the_assignments(arende, avtalsform, form):
    arende.brukare.uppdrag.update(avtalsform=avtalsform)

    with refused("följer inte uppdragets avtalsform"):
        build_nedsattning(arende.faktura, 1, form=form)


def test_a_dispute_is_decided_without_delegation_or_letter(arende):
    arende.brukare.uppdrag.update(avtalsform="B")

    nedsattning = decided(build_nedsattning(arende.faktura, 100, form="bestridande"))

    assert approved_amount(nedsattning.faktura) == Decimal("22620")


@pytest.mark.parametrize("vem", ["upprattar", "beslutar"])
def test_a_person_with_an_interest_neither_draws_up_nor_decides(arende, vem):
    av = build_handlaggare() if vem == "upprattar" else build_beslutsfattare()
    Jav.objects.create(anvandare=av, brukare=arende.brukare, grund="narstaende", anmald_av=av, anmald=INLAST)

    with refused("jävig"):
        decided(build_nedsattning(arende.faktura, 1))


def test_whoever_has_reduced_an_invoice_does_not_attest_it(arende):
    nedsattning = decided(build_nedsattning(arende.faktura, 2720))
    with connection.cursor() as cursor:
        for person in (nedsattning.upprattad_av_id, nedsattning.beslutad_av_id):
            cursor.execute("SELECT har_del_i_underlaget(%s, %s)", [arende.faktura.pk, person])
            assert cursor.fetchone() == ("Den som har satt ned fakturan får inte attestera den.",)
        cursor.execute("SELECT har_del_i_underlaget(%s, %s)", [arende.faktura.pk, build_granskare().pk])
        assert cursor.fetchone() == (None,)
