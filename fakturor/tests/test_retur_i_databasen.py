"""Grindarna för pengar som kommer tillbaka, prövade med rå SQL."""

import re
from datetime import timedelta

import pytest

from fakturor.betalfiler.orsakskoder import KONTOT_FEL, ORSAKER
from fakturor.flode import STEG, Status
from fakturor.models import Betalning, Betalningsretur, Faktura, Kontointyg, Returbeslut
from fakturor.tests.bygg_utbetalning import build_godkand, status_of
from tests.byggstenar import NU, Arende, build_anordnare, build_brukare, build_uppdrag
from tests.byggstenar_aterkrav import build_aterkrav, build_post
from tests.byggstenar_betalning import (
    BETALDAG,
    build_andra_ekonomen,
    build_besked,
    build_ekonom,
    build_fil,
    build_omgang,
    build_utbetalning,
    release,
)
from tests.vagran import copy_row, empty, execute, refused

pytestmark = pytest.mark.django_db

STEG_SQL = "UPDATE fakturor_faktura SET status = %s WHERE id = %s"
UPPHOR_SQL = "UPDATE fakturor_betalningspost SET upphord = %s WHERE faktura_id = %s"
FORST_RETUR = "En utbetald faktura betalas på nytt först när betalningen har kommit tillbaka."
INTE_OPPNA = "Returen öppnar inte fakturorna: en människa avgör den."
STAR_FAST = "går inte att skriva om"


@pytest.fixture
def faktura() -> Faktura:
    """An invoice that is paid."""
    faktura = build_godkand()
    build_utbetalning(faktura)
    build_besked(faktura)
    execute(STEG_SQL, [Status.UTBETALD, faktura.pk])
    return faktura


def build_retur(faktura: Faktura, *, oppnar: bool = False, **falt) -> Betalningsretur:
    betalning = Betalning.objects.filter(poster__faktura=faktura).latest("pk")
    varden = {"belopp": betalning.belopp, "datum": BETALDAG, "skal_kod": "AM09", "av": build_ekonom(), "tid": NU}
    return Betalningsretur.objects.create(betalning=betalning, oppnar=oppnar, **(varden | falt))


def step_on(faktura: Faktura) -> None:
    execute(STEG_SQL, [Status.I_UTBETALNING, faktura.pk])


def open_invoice(faktura: Faktura) -> None:
    """A return, the post that ends by it, and the invoice's step, in one transaction as they must be."""
    build_retur(faktura, oppnar=True)
    Betalning.objects.get(poster__faktura=faktura).poster.update(upphord=NU)
    Faktura.objects.filter(pk=faktura.pk).update(status=Status.GODKAND)
    execute("SELECT 1")


def test_a_paid_invoice_is_paid_again_only_when_its_payment_has_come_back(faktura):
    with refused(FORST_RETUR):
        execute(STEG_SQL, [Status.GODKAND, faktura.pk])
    with refused("En betalning upphör när omgången makuleras eller banken skickar den tillbaka."):
        execute(UPPHOR_SQL, [NU, faktura.pk])

    open_invoice(faktura)

    assert status_of(faktura) == Status.GODKAND


def test_a_return_that_opens_takes_posts_and_invoices_with_it(faktura):
    with refused("Returens fakturor har inte följt med."):
        build_retur(faktura, oppnar=True)
        execute("SELECT 1")
    with refused("Returens fakturor har inte följt med."):
        build_retur(faktura, oppnar=True)
        execute(UPPHOR_SQL, [NU, faktura.pk])


def test_a_return_that_does_not_open_lets_nothing_go(faktura):
    build_retur(faktura)

    with refused(FORST_RETUR):
        execute(STEG_SQL, [Status.GODKAND, faktura.pk])
    with refused("En betalning upphör när omgången makuleras eller banken skickar den tillbaka."):
        execute(UPPHOR_SQL, [NU, faktura.pk])


def test_an_earlier_return_opens_nothing_of_a_later_payment(faktura):
    open_invoice(faktura)
    build_utbetalning(faktura)
    build_besked(faktura)
    execute(STEG_SQL, [Status.UTBETALD, faktura.pk])

    with refused(FORST_RETUR):
        execute(STEG_SQL, [Status.GODKAND, faktura.pk])
    with refused("En betalning upphör"):
        execute(f"{UPPHOR_SQL} AND upphord IS NULL", [NU, faktura.pk])


def test_a_part_and_what_is_demanded_back_open_nothing(faktura):
    with refused(INTE_OPPNA):
        build_retur(faktura, oppnar=True, belopp=1)
    demand_back(faktura)
    with refused(INTE_OPPNA):
        build_retur(faktura, oppnar=True)


def demand_back(faktura: Faktura) -> None:
    """A case of repayment that is about the invoice."""
    brukare, anordnare = build_brukare(), build_anordnare()
    build_uppdrag(brukare, anordnare, avtalsform="D")
    arende = Arende(brukare=brukare, anordnare=anordnare, redovisning=None, rapport=None, faktura=faktura)
    build_post(build_aterkrav(arende), faktura)


def test_only_what_is_executed_comes_back_and_never_more_than_it(faktura):
    annan = build_godkand("4712")
    build_utbetalning(annan)
    with refused("Bara en utförd betalning kommer tillbaka."):
        build_retur(annan)
    build_besked(annan, "avvisad", skal="Kontot är avslutat.")
    with refused("Bara en utförd betalning kommer tillbaka."):
        build_retur(annan)

    build_retur(faktura, belopp=22000)
    with refused("Mer än betalningen kommer inte tillbaka."):
        build_retur(faktura, belopp=721)
    with refused("betalningsretur_en_gang"):
        build_retur(build_paid("4713"), belopp=1)
        copy_row("fakturor_betalningsretur", Betalningsretur.objects.latest("pk").pk)


def test_a_return_has_an_amount_and_a_reason(faktura):
    with refused("betalningsretur_over_noll"):
        build_retur(faktura, belopp=0)
    with refused("betalningsretur_med_skal"):
        build_retur(faktura, skal_kod="")


def build_paid(nummer: str) -> Faktura:
    faktura = build_godkand(nummer)
    build_utbetalning(faktura)
    build_besked(faktura)
    execute(STEG_SQL, [Status.UTBETALD, faktura.pk])
    return faktura


def test_what_is_decided_is_of_what_opened_nothing_and_by_another_than_released_it(faktura):
    def decide(retur, av, skal="Mottagaren behåller det."):
        return Returbeslut.objects.create(retur=retur, utfall="behalls", skal=skal, av=av, tid=NU)

    retur = build_retur(faktura, belopp=300)
    with refused("Den som frisläppte betalningen avgör inte returen."):
        decide(retur, build_andra_ekonomen())
    with refused("returbeslut_med_skal"):
        decide(retur, build_ekonom(), skal="")
    decide(retur, build_ekonom())

    annan = build_paid("4713")
    open_invoice(annan)
    with refused("Returen öppnade fakturorna"):
        decide(Betalningsretur.objects.latest("pk"), build_ekonom())


@pytest.mark.parametrize("tabell", ["fakturor_betalningsretur", "fakturor_returbeslut", "fakturor_kontointyg"])
def test_what_is_kept_of_returns_and_accounts_stands(faktura, tabell):
    retur = build_retur(faktura, belopp=300)
    Returbeslut.objects.create(retur=retur, utfall="behalls", skal="Skäl.", av=build_ekonom(), tid=NU)
    Kontointyg.objects.create(konto=retur.betalning.konto, hur="Ringde.", av=build_ekonom(), tid=NU)

    for sql in (f"UPDATE {tabell} SET tid = now()", f"DELETE FROM {tabell}"):
        with refused(STAR_FAST):
            execute(sql)
    with refused(STAR_FAST):
        empty(tabell)


def test_what_came_back_is_not_demanded_back_once_more(faktura):
    def paid() -> int:
        return fetch("SELECT utbetalt_belopp(%s)", faktura.pk)

    assert paid() == 22720
    retur = build_retur(faktura, belopp=300)
    assert paid() == 22420
    Returbeslut.objects.create(retur=retur, utfall="rattat", skal="Banken.", av=build_ekonom(), tid=NU)
    assert paid() == 22720


# --- The account --------------------------------------------------------------------------------------------------


def send_back(faktura: Faktura, kod: str = "AC04") -> Betalning:
    """A payment that the bank rejects, and the invoice approved again."""
    build_utbetalning(faktura)
    besked = build_besked(faktura, "avvisad", skal_kod=kod, tid=NU + timedelta(minutes=1))
    execute(UPPHOR_SQL, [NU, faktura.pk])
    execute(STEG_SQL, [Status.GODKAND, faktura.pk])
    return besked.betalning


def test_an_account_that_the_bank_has_called_wrong_is_not_paid_to(faktura):
    annan = build_godkand("4712")
    send_back(annan)

    with refused("Banken har sagt att kontot är fel."):
        build_omgang(annan)


def test_a_round_to_it_that_was_made_before_is_not_released(faktura):
    annan, tredje = build_godkand("4712"), build_godkand("4713")
    omgang = build_omgang(tredje)
    build_fil(omgang)
    send_back(annan)

    with refused("Banken har sagt att kontot är fel."):
        release(omgang)


def test_whoever_says_that_the_account_is_right_does_not_release(faktura):
    annan = build_godkand("4712")
    konto = send_back(annan).konto
    ingrid = build_andra_ekonomen()
    Kontointyg.objects.create(konto=konto, hur="Ringde.", av=ingrid, tid=NU + timedelta(hours=1))
    omgang = build_omgang(annan)
    build_fil(omgang)

    with refused("Den som har intygat ett konto frisläpper inte betalningar till det."):
        release(omgang, ingrid)
    release(omgang, build_ekonom("olle"))
    step_on(annan)


def test_an_account_is_vouched_for_by_another_with_words_and_while_it_is_confirmed(faktura):
    konto = Betalning.objects.get().konto

    with refused("Den som har lagt in kontot intygar inte att det är rätt."):
        Kontointyg.objects.create(konto=konto, hur="Ringde.", av=konto.inlagt_av, tid=NU)
    with refused("kontointyg_med_text"):
        Kontointyg.objects.create(konto=konto, hur="", av=build_ekonom(), tid=NU)
    execute("UPDATE beslut_konto SET upphort = %s WHERE id = %s", [NU, konto.pk])
    with refused("Kontot är inte mottagarens bekräftade konto."):
        Kontointyg.objects.create(konto=konto, hur="Ringde.", av=build_ekonom(), tid=NU)


def test_another_code_says_nothing_of_the_account(faktura):
    annan = build_godkand("4712")
    send_back(annan, "AM09")

    assert build_omgang(annan).antal == 1


def test_program_and_database_know_the_same_codes_and_steps():
    fetched = fetch("SELECT prosrc FROM pg_proc WHERE proname = 'kontots_fel'")

    assert set(re.findall(r"'([A-Z]{2}[0-9]{2})'", fetched)) == KONTOT_FEL <= set(ORSAKER)
    assert STEG[Status.UTBETALD] == (Status.KREDITERAD, Status.GODKAND)


def fetch(sql: str, *params):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]
