"""Krediteringen: vad en kreditfaktura hör till, vad som är kvar, och vad som då inte betalas."""

import threading
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection

from assistans.aktor import set_actor
from assistans.models import Handelse
from fakturor.flode import Status
from fakturor.kreditering import proposals_for, rests_of, unlinked_credits
from fakturor.models import Faktura, GodkandTid, Kreditering
from fakturor.services.crediting import CreditRefused, link_credit, link_credit_by_number, settle_credits
from fakturor.services.settling import settle_by_hand
from fakturor.tests.bygg_utbetalning import (
    BETALDAG,
    build_kredit,
    ekonom,
    kommunens_konto,  # noqa: F401
    make_round,
    paid_out,
    status_of,
)
from fakturor.utbetalning.betalbara import payable
from tests.byggstenar import (
    NU,
    Arende,
    build_anordnare,
    build_arende,
    build_brukare,
    build_faktura,
    build_granskare,
    build_redovisning,
)
from tests.byggstenar_kontroll import bring_to
from tests.vagran import copy_row, execute, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kommunens_konto")]

HELA = Decimal("22720.00")


@pytest.fixture
def arende() -> Arende:
    return build_arende()


def build_kreditnota(belopp: Decimal | int = HELA, nummer: str = "K-1", **falt) -> Faktura:
    """A credit note that has just come, for the case of `arende`."""
    redovisning = build_redovisning(build_brukare(), build_anordnare())
    falt = {"typ": Faktura.Typ.KREDITNOTA} | falt
    return build_faktura(redovisning, nummer=nummer, timmar=1, pris=Decimal(belopp), **falt)


def link(kredit: Faktura, faktura: Faktura, belopp: Decimal | int | None = None) -> Kreditering:
    by = build_granskare()
    set_actor(by.pk)
    onskat = None if belopp is None else Decimal(belopp)
    return link_credit(kredit=kredit, faktura=faktura, belopp=onskat, by=by, at=NU)


def execute_payment(faktura: Faktura) -> None:
    """The bank says that the payment with the invoice is made."""
    by = ekonom("olle")
    set_actor(by.pk)
    betalning = faktura.betalningsposter.get(upphord__isnull=True).betalning
    settle_by_hand(betalning=betalning, utfall="utford", datum=BETALDAG, skal="Kontoutdrag.", by=by, at=SENT)


SENT = NU.replace(day=15)


# --- Credited in its entirety before it is paid --------------------------------------------------------------------


@pytest.mark.parametrize("steg", [None, Status.KONTROLLERAD, Status.GRANSKAD, Status.GODKAND])
def test_an_unpaid_invoice_that_is_wholly_credited_is_not_paid_and_nor_is_the_credit(arende, steg):
    faktura = bring_to(arende.faktura, steg) if steg else arende.faktura
    kredit = build_kreditnota()

    link(kredit, faktura)

    assert status_of(faktura) == status_of(kredit) == Status.KREDITERAD
    assert not payable(by=ekonom(), at=NU).betalningar
    assert Handelse.objects.filter(typ="faktura.krediterad", objekt_id__in=[faktura.pk, kredit.pk]).count() == 2


def test_the_time_of_what_is_credited_can_be_claimed_again(arende):
    faktura = bring_to(arende.faktura, Status.GODKAND)
    assert GodkandTid.objects.filter(faktura=faktura).count() == 10

    link(build_kreditnota(), faktura)

    assert not GodkandTid.objects.exists()
    ny = bring_to(build_faktura(arende.redovisning, nummer="4712"), Status.GODKAND)
    assert GodkandTid.objects.filter(faktura=ny).count() == 10


def test_an_invoice_in_a_prepared_round_that_is_credited_cannot_be_released(arende):
    faktura = bring_to(arende.faktura, Status.GODKAND)
    omgang = make_round(faktura)

    link(build_kreditnota(), faktura)

    with refused("En faktura har ändrats"):
        execute(
            "INSERT INTO fakturor_betalfil (omgang_id, slag, namn, sha256, innehall) VALUES"
            " (%s, 'orderfil', 'x', encode(sha256('x'), 'hex'), 'x')",
            [omgang.pk],
        )
        set_actor(ekonom("ingrid").pk)
        execute(
            "UPDATE fakturor_utbetalningsomgang SET status = 'frislappt', frislappt = now(), frislappt_av_id = %s"
            " WHERE id = %s",
            [ekonom("ingrid").pk, omgang.pk],
        )


def test_two_credits_that_together_are_the_invoice_take_all_three(arende):
    forsta, andra = build_kreditnota(20000, "K-1"), build_kreditnota(2720, "K-2")

    link(forsta, arende.faktura)
    assert status_of(arende.faktura) == Status.MOTTAGEN
    link(andra, arende.faktura)

    assert {status_of(f) for f in (arende.faktura, forsta, andra)} == {Status.KREDITERAD}


def test_a_credit_of_two_invoices_waits_until_both_are_wholly_credited(arende):
    annan = build_faktura(arende.redovisning, nummer="4712")
    kredit = build_kreditnota(2 * HELA)

    link(kredit, arende.faktura)
    assert {status_of(f) for f in (arende.faktura, annan, kredit)} == {Status.MOTTAGEN}
    link(kredit, annan)

    assert {status_of(f) for f in (arende.faktura, annan, kredit)} == {Status.KREDITERAD}


def test_a_negative_invoice_credits_as_a_credit_note_does(arende):
    kredit = build_kreditnota(-HELA, typ=Faktura.Typ.FAKTURA)

    link(kredit, arende.faktura)

    assert status_of(arende.faktura) == status_of(kredit) == Status.KREDITERAD


# --- Credited in part, or when already paid ------------------------------------------------------------------------


def test_a_partial_credit_is_drawn_from_the_invoice_in_the_round(arende):
    faktura, kredit = bring_to(arende.faktura, Status.GODKAND), build_kredit("K-1", 1000)

    link(kredit, faktura)

    assert (status_of(faktura), status_of(kredit)) == (Status.GODKAND, Status.GODKAND)
    [betalning] = payable(by=ekonom(), at=NU).betalningar
    assert betalning.belopp == HELA - 1000


def test_a_paid_invoice_is_credited_first_when_its_credit_has_been_drawn(arende):
    faktura = bring_to(arende.faktura, Status.GODKAND)
    paid_out(faktura)
    execute_payment(faktura)
    kredit = build_kredit("K-1", HELA)

    link(kredit, faktura)
    assert (status_of(faktura), status_of(kredit)) == (Status.UTBETALD, Status.GODKAND)

    nasta = build_faktura(
        build_redovisning(arende.brukare, arende.anordnare, NU.date().replace(day=1)), nummer="4800", timmar=90
    )
    paid_out(bring_to(nasta, Status.GODKAND), kredit)
    assert status_of(faktura) == Status.UTBETALD
    execute_payment(kredit)

    assert (status_of(faktura), status_of(kredit)) == (Status.KREDITERAD, Status.UTBETALD)
    assert not GodkandTid.objects.filter(faktura=faktura).exists()


def test_an_invoice_on_its_way_is_credited_when_the_bank_sends_it_back(arende):
    faktura, kredit = bring_to(arende.faktura, Status.GODKAND), build_kreditnota()
    omgang = paid_out(faktura)
    link(kredit, faktura)
    assert (status_of(faktura), status_of(kredit)) == (Status.I_UTBETALNING, Status.MOTTAGEN)

    by = ekonom("olle")
    set_actor(by.pk)
    settle_by_hand(
        betalning=omgang.betalningar.get(), utfall="avvisad", datum=BETALDAG, skal="Kontot är stängt.", by=by, at=SENT
    )

    assert status_of(faktura) == status_of(kredit) == Status.KREDITERAD


# --- What is left ------------------------------------------------------------------------------------------------


def test_a_credit_larger_than_what_is_left_keeps_the_rest(arende):
    kredit = build_kreditnota(HELA + 500)

    link(kredit, arende.faktura)

    rester = rests_of([kredit.pk, arende.faktura.pk])
    assert (rester[kredit.pk].kvar, rester[arende.faktura.pk].kvar) == (500, 0)
    assert status_of(arende.faktura) == Status.MOTTAGEN, "the rest is not accounted for, so nothing is settled"


@pytest.mark.parametrize(
    ("belopp", "mening"),
    [("1000.01", "Av kreditfakturan är 1\u00a0000,00\u00a0kr kvar"), ("0", "över noll"), ("1.005", "två decimaler")],
)
def test_an_amount_that_does_not_fit_is_refused_in_words(arende, belopp, mening):
    with pytest.raises(CreditRefused, match=mening):
        link(build_kreditnota(1000), arende.faktura, Decimal(belopp))
    assert not Kreditering.objects.exists()


def test_what_a_rejected_credit_took_is_left_again(arende):
    forsta, andra = build_kreditnota(20000, "K-1"), build_kreditnota(HELA, "K-2")
    link(forsta, arende.faktura)
    forsta.move_to(Status.AVVISAD)

    link(andra, arende.faktura)

    assert status_of(arende.faktura) == status_of(andra) == Status.KREDITERAD


@pytest.mark.parametrize("sort", ["samma", "faktura_som_kredit", "kredit_av_kredit", "annan", "omatchad", "avvisad"])
def test_what_does_not_belong_together_is_not_linked(arende, sort):
    kredit, faktura = build_kreditnota(1000), arende.faktura
    if sort == "samma":
        link(kredit, faktura, 100)
    elif sort == "faktura_som_kredit":
        kredit = build_faktura(arende.redovisning, nummer="4712")
    elif sort == "kredit_av_kredit":
        faktura = build_kreditnota(1000, "K-2")
    elif sort == "annan":
        andra = build_anordnare("5599010013", "Annan Assistans AB")
        faktura = build_faktura(build_redovisning(arende.brukare, andra), nummer="9")
    elif sort == "omatchad":
        faktura.move_to(Status.OMATCHAD)
    else:
        faktura.move_to(Status.AVVISAD)

    with pytest.raises(CreditRefused):
        link(kredit, faktura, 100)


def test_only_who_matches_invoices_links(arende):
    with pytest.raises(CreditRefused, match="roll"):
        link_credit(kredit=build_kreditnota(), faktura=arende.faktura, by=ekonom(), at=NU)


# --- Proposals ---------------------------------------------------------------------------------------------------


def test_the_invoice_that_the_credit_names_is_proposed_however_the_number_is_written(arende):
    build_faktura(arende.redovisning, nummer="4712")
    kredit = build_kreditnota(1000, avser=["004711"])

    [forslag] = proposals_for(kredit, build_granskare())

    assert (forslag.faktura, forslag.belopp, forslag.kvar) == (arende.faktura, 1000, HELA)


def test_without_a_number_invoices_of_the_same_person_and_month_are_proposed(arende):
    kredit = build_kreditnota(1000)

    [forslag] = proposals_for(kredit, build_granskare())

    assert forslag.faktura == arende.faktura
    assert forslag.grund == "Samma person och månad."


def test_a_number_is_typed_when_nothing_is_proposed(arende):
    kredit = build_kreditnota(1000)
    by = build_granskare()

    with pytest.raises(CreditRefused, match="ingen faktura med det numret"):
        link_credit_by_number(kredit=kredit, nummer="9999", belopp=None, by=by, at=NU)
    kreditering = link_credit_by_number(kredit=kredit, nummer=" 4711 ", belopp=Decimal(400), by=by, at=NU)

    assert (kreditering.faktura, kreditering.belopp) == (arende.faktura, 400)


def test_a_credit_waits_to_be_linked_until_it_is(arende):
    kredit = build_kreditnota(1000)
    by = build_granskare()
    assert list(unlinked_credits(by)) == [kredit]

    link(kredit, arende.faktura)

    assert not unlinked_credits(by)


# --- The database alone ------------------------------------------------------------------------------------------


def test_the_database_refuses_an_invoice_that_credits_itself(arende):
    kreditering = link(build_kreditnota(1000), arende.faktura, 100)
    execute("SELECT 1")  # what is deferred has its say before the table is altered
    execute("ALTER TABLE fakturor_kreditering DISABLE TRIGGER USER")

    with refused("kreditering_av_annan"):
        copy_row("fakturor_kreditering", kreditering.pk, faktura_id=kreditering.kredit_id)


def test_the_database_refuses_more_than_is_left_of_either(arende):
    kredit, andra = build_kreditnota(HELA, "K-1"), build_kreditnota(HELA, "K-2")
    annan = build_faktura(arende.redovisning, nummer="4712")
    kreditering = link(kredit, arende.faktura, 20000)

    with refused("Krediteringen är större än det som är kvar."):
        copy_row("fakturor_kreditering", kreditering.pk, kredit_id=andra.pk, belopp="2720.01")
    with refused("Krediteringen är större än det som är kvar."):
        copy_row("fakturor_kreditering", kreditering.pk, faktura_id=annan.pk, belopp="2720.01")


def test_the_database_refuses_to_credit_one_side_only(arende):
    bring_to(arende.faktura, Status.KONTROLLERAD)
    kredit = build_kreditnota(HELA)
    by = build_granskare()
    Kreditering.objects.create(kredit=kredit, faktura=arende.faktura, belopp=HELA, av=by, tid=NU)

    for pk in (kredit.pk, arende.faktura.pk):
        with refused("krediteras tillsammans"):
            execute("UPDATE fakturor_faktura SET status = 'krediterad' WHERE id = %s", [pk])

    assert settle_credits(fakturor={kredit.pk}, by=by, at=NU) == {kredit.pk, arende.faktura.pk}


def test_the_database_refuses_to_link_what_is_settled_or_of_another(arende):
    kredit, andra = build_kreditnota(HELA, "K-1"), build_kreditnota(1000, "K-2")
    kreditering = link(kredit, arende.faktura)

    with refused("hör inte till fakturan"):
        copy_row("fakturor_kreditering", kreditering.pk, kredit_id=andra.pk, belopp="1")


@pytest.mark.django_db(transaction=True)
def test_two_who_link_the_same_remainder_at_once_leave_one_link():
    arende = build_arende()
    krediter = [build_kreditnota(HELA, f"K-{nummer}") for nummer in range(2)]
    by = build_granskare()
    start, svar = threading.Barrier(2), []

    def attempt(kredit: Faktura) -> Callable[[], None]:
        def run() -> None:
            try:
                start.wait(timeout=10)
                link_credit(kredit=kredit, faktura=arende.faktura, by=by, at=NU)
                svar.append("kopplad")
            except CreditRefused as refused_:
                svar.append(str(refused_))
            finally:
                connection.close()

        return run

    tradar = [threading.Thread(target=attempt(kredit)) for kredit in krediter]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join(timeout=20)

    assert sorted(svar) == ["Fakturan är krediterad.", "kopplad"]
    assert Kreditering.objects.get().belopp == HELA
    assert status_of(arende.faktura) == Status.KREDITERAD
