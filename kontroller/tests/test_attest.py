"""Attest with the controls run once more: what is refused, what goes back, and what stays written."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.models import Beslut, Tillstand, Timbelopp
from fakturor.flode import Status
from fakturor.models import Attest, Faktura, GodkandTid
from kontroller.models import Granskning, Korning
from kontroller.services.approving import AttestRefused, approve, obstacle, review
from kontroller.services.assessing import assess, confirm
from kontroller.services.outcome import apply_result
from tests.byggstenar import (
    NU,
    Arende,
    build_arende,
    build_attestant,
    build_faktura,
    build_granskare,
    build_handlaggare,
    build_konto,
    build_rapport,
    build_user,
)
from tests.byggstenar_kontroll import build_granskning

pytestmark = pytest.mark.django_db

OBEDOMD = "Fakturan har avvikelser som först måste bedömas."
OKOMMENTERAD = "Fakturan har varningar som först måste kommenteras."
GRANSKAT = "Den som har granskat en faktura får inte attestera den."
KONTOT = "Den som har ändrat kontot får inte attestera fakturan."
BESLUTET = "Den som har fattat beslutet får inte attestera fakturan."


@pytest.fixture
def arende() -> Arende:
    """A case in which everything agrees, controlled."""
    arende = build_arende()
    apply_result(granskning=build_granskning(arende.faktura), by=build_granskare(), at=NU)
    arende.faktura.refresh_from_db()
    return arende


@pytest.fixture
def faktura(arende: Arende) -> Faktura:
    return arende.faktura


def refusal_of(service, faktura: Faktura, by) -> str:
    with pytest.raises(AttestRefused) as refused:
        service(faktura=faktura, by=by, at=NU)
    faktura.refresh_from_db()
    return str(refused.value)


def revoke_permit(arende: Arende) -> None:
    Tillstand.objects.filter(anordnare=arende.anordnare).update(status="forbud")


def raise_rate() -> None:
    """Now the invoice asks for less than the rate allows, which is a warning (G02)."""
    Timbelopp.objects.update(belopp=290)


def test_two_persons_take_a_clean_invoice_to_payment(faktura):
    review(faktura=faktura, by=build_granskare(), at=NU)
    approve(faktura=faktura, by=build_attestant(), at=NU + timedelta(hours=1))

    faktura.refresh_from_db()
    assert faktura.status == Status.GODKAND
    assert list(faktura.attester.order_by("pk").values_list("typ", "av__anvandarnamn", "belopp")) == [
        ("granskning", "greta", faktura.att_betala),
        ("beslut", "bo", faktura.att_betala),
    ]


def test_the_controls_are_run_once_more_for_each_attest(faktura):
    review(faktura=faktura, by=build_granskare(), at=NU)
    approve(faktura=faktura, by=build_attestant(), at=NU)

    runs = faktura.granskningar.order_by("pk").values_list("korning__typ", "korning__startad_av__anvandarnamn")
    assert list(runs) == [("manad", "system"), ("omkontroll", "greta"), ("omkontroll", "bo")]


def test_the_approval_approves_the_time_of_the_invoice(arende):
    review(faktura=arende.faktura, by=build_granskare(), at=NU)
    approve(faktura=arende.faktura, by=build_attestant(), at=NU)

    approved = GodkandTid.objects.filter(faktura=arende.faktura).values_list("tidrad", flat=True)
    assert set(approved) == set(arende.rapport.rader.values_list("pk", flat=True))
    assert len(approved) == 10


def test_each_attest_is_an_event(faktura):
    review(faktura=faktura, by=build_granskare(), at=NU)
    approve(faktura=faktura, by=build_attestant(), at=NU)

    events = Handelse.objects.filter(typ__in=["faktura.granskad", "faktura.godkand"]).order_by("pk")
    assert [(event.typ, event.av.anvandarnamn, event.uppgifter) for event in events] == [
        ("faktura.granskad", "greta", {"omgang": 1, "belopp": "22720"}),
        ("faktura.godkand", "bo", {"omgang": 1, "belopp": "22720"}),
    ]


def test_who_has_reviewed_does_not_approve(faktura):
    bada = build_user("berit", Roll.ADMINISTRATIV_ASSISTENT, Roll.BESLUTSATTESTANT)
    review(faktura=faktura, by=bada, at=NU)

    assert refusal_of(approve, faktura, bada) == GRANSKAT
    assert faktura.status == Status.GRANSKAD


@pytest.mark.parametrize(("service", "status"), [(review, Status.KONTROLLERAD), (approve, Status.GRANSKAD)])
def test_who_has_changed_the_account_does_not_attest(arende, service, status):
    berit = build_user("berit", Roll.ADMINISTRATIV_ASSISTENT, Roll.BESLUTSATTESTANT)
    bring_to_by_attest(arende.faktura, status)
    build_konto(arende.anordnare, "50505208", forsta=False, inlagt_av=berit, inlagt=NU)

    assert refusal_of(service, arende.faktura, berit) == KONTOT
    assert arende.faktura.status == status


@pytest.mark.parametrize(("service", "status"), [(review, Status.KONTROLLERAD), (approve, Status.GRANSKAD)])
def test_who_has_made_the_decision_does_not_attest(arende, service, status):
    berit = build_user("berit", Roll.ADMINISTRATIV_ASSISTENT, Roll.BESLUTSATTESTANT)
    bring_to_by_attest(arende.faktura, status)
    Beslut.objects.update(beslutsfattare_konto=berit)

    assert refusal_of(service, arende.faktura, berit) == BESLUTET
    assert arende.faktura.status == status


def test_a_role_without_the_permission_does_not_attest(faktura):
    assert refusal_of(review, faktura, build_attestant()) == "Din roll får inte ge granskningsattest."
    review(faktura=faktura, by=build_granskare(), at=NU)
    assert refusal_of(approve, faktura, build_granskare("gunnar")) == "Din roll får inte ge beslutsattest."


def test_an_attest_out_of_turn_is_refused(faktura):
    assert refusal_of(approve, faktura, build_attestant()) == "Fakturan väntar inte på beslutsattest."
    review(faktura=faktura, by=build_granskare(), at=NU)
    assert refusal_of(review, faktura, build_granskare("gunnar")) == "Fakturan väntar inte på granskningsattest."


def test_who_may_not_attest_makes_no_new_result(faktura):
    refusal_of(review, faktura, build_attestant())

    assert not Korning.objects.filter(typ=Korning.Typ.OMKONTROLL).exists()


@pytest.mark.parametrize(("service", "status"), [(review, Status.KONTROLLERAD), (approve, Status.GRANSKAD)])
def test_a_worse_result_refuses_the_attest_and_sends_the_invoice_back(arende, service, status):
    bring_to_by_attest(arende.faktura, status)
    revoke_permit(arende)
    by = build_granskare() if service is review else build_attestant()

    assert refusal_of(service, arende.faktura, by) == OBEDOMD
    assert (arende.faktura.status, arende.faktura.omgang) == (Status.STOPPAD, 2)


def test_the_worse_result_stays_in_the_ledger_after_the_refusal(arende):
    revoke_permit(arende)

    refusal_of(review, arende.faktura, build_granskare())

    newest = Granskning.objects.latest("pk")
    assert (newest.korning.typ, newest.resultat) == (Korning.Typ.OMKONTROLL, "stoppad")
    assert list(newest.utfall.values_list("regel", flat=True)) == ["B01"]


def test_a_new_warning_must_be_commented_before_the_attest(faktura):
    raise_rate()

    assert refusal_of(review, faktura, build_granskare()) == OKOMMENTERAD
    assert (faktura.status, faktura.omgang) == (Status.KONTROLLERAD, 1)


def test_a_new_warning_after_the_review_begins_a_new_round(faktura):
    review(faktura=faktura, by=build_granskare(), at=NU)
    raise_rate()

    assert refusal_of(approve, faktura, build_attestant()) == OKOMMENTERAD
    assert (faktura.status, faktura.omgang) == (Status.KONTROLLERAD, 2)


def test_the_same_person_may_review_anew_in_the_new_round(faktura):
    review(faktura=faktura, by=build_granskare(), at=NU)
    raise_rate()
    refusal_of(approve, faktura, build_attestant())
    [utfall] = Granskning.objects.latest("pk").utfall.all()
    assess(faktura=faktura, utfall=utfall, beslut="kommenteras", skal="Priset är lägre.", by=build_handlaggare(), at=NU)

    review(faktura=faktura, by=build_granskare(), at=NU)
    approve(faktura=faktura, by=build_attestant(), at=NU)

    assert list(faktura.attester.order_by("pk").values_list("omgang", "typ")) == [
        (1, "granskning"),
        (2, "granskning"),
        (2, "beslut"),
    ]


def test_an_accepted_stop_follows_the_invoice_through_both_attests(arende):
    revoke_permit(arende)
    refusal_of(review, arende.faktura, build_granskare())
    [utfall] = Granskning.objects.latest("pk").utfall.all()
    bedomning = assess(
        faktura=arende.faktura,
        utfall=utfall,
        beslut="godtas",
        skal="IVO har rättat uppgiften.",
        by=build_handlaggare(),
        at=NU,
    )
    confirm(bedomning=bedomning, by=build_handlaggare("henrik"), at=NU)

    review(faktura=arende.faktura, by=build_granskare(), at=NU)
    approve(faktura=arende.faktura, by=build_attestant(), at=NU)

    arende.faktura.refresh_from_db()
    assert arende.faktura.status == Status.GODKAND


def test_a_credit_note_approves_no_time(arende):
    attest_of_two(arende.faktura)
    kredit = build_faktura(arende.redovisning, nummer="K1", typ=Faktura.Typ.KREDITNOTA, avser=["4711"])
    apply_result(granskning=build_granskning(kredit), by=build_granskare(), at=NU)

    attest_of_two(kredit)

    assert GodkandTid.objects.values_list("faktura", flat=True).distinct().get() == arende.faktura.pk


def test_a_second_invoice_for_the_same_time_is_stopped(arende):
    attest_of_two(arende.faktura)
    andra = build_faktura(arende.redovisning, nummer="4712")
    apply_result(granskning=build_granskning(andra), by=build_granskare(), at=NU)

    assert refusal_of(review, andra, build_granskare()) == OBEDOMD
    assert {"E10", "G07"} <= set(Granskning.objects.latest("pk").utfall.values_list("regel", flat=True))


def test_the_dossiers_are_locked_before_the_controls_read_them(faktura):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        review(faktura=faktura, by=build_granskare(), at=NU)

    said = [query["sql"] for query in queries]
    locks = [nr for nr, sql in enumerate(said) if "FOR UPDATE" in sql and '"fakturor_redovisning"' in sql]
    runs = [nr for nr, sql in enumerate(said) if 'INSERT INTO "kontroller_korning"' in sql]
    assert locks
    assert locks[0] < runs[0]


def test_an_attest_is_not_given_inside_another_transaction(faktura):
    with pytest.raises(RuntimeError), transaction.atomic():
        review(faktura=faktura, by=build_granskare(), at=NU)


def test_a_page_is_told_why_an_attest_is_not_possible(arende):
    typ, greta = Attest.Typ.GRANSKNING, build_granskare()
    assert obstacle(faktura=arende.faktura, typ=typ, by=greta) is None

    build_granskning(arende.faktura, D07="varning")
    assert obstacle(faktura=arende.faktura, typ=typ, by=greta) == OKOMMENTERAD

    build_konto(arende.anordnare, "50505208", forsta=False, inlagt_av=greta, inlagt=NU)
    assert obstacle(faktura=arende.faktura, typ=typ, by=greta) == KONTOT

    okontrollerad = build_faktura(arende.redovisning, nummer="4712")
    assert obstacle(faktura=okontrollerad, typ=typ, by=greta) == "Fakturan är inte kontrollerad än."


def test_a_report_that_came_after_the_approval_sends_the_invoice_back(arende):
    attest_of_two(arende.faktura)
    build_rapport(arende.redovisning, kod="R-9F3C-2", dagar=[date(2015, 5, 20)], personnummer="198511299995")

    apply_result(granskning=arende.faktura.granskningar.latest("pk"), by=build_granskare(), at=NU)

    arende.faktura.refresh_from_db()
    assert (arende.faktura.status, arende.faktura.omgang) == (Status.KONTROLLERAD, 2)
    assert not GodkandTid.objects.exists()


def bring_to_by_attest(faktura: Faktura, status: str) -> None:
    if status == Status.GRANSKAD:
        review(faktura=faktura, by=build_granskare(), at=NU)


def attest_of_two(faktura: Faktura) -> None:
    review(faktura=faktura, by=build_granskare(), at=NU)
    approve(faktura=faktura, by=build_attestant(), at=NU)
    faktura.refresh_from_db()
