"""Utbetalningens grindar, prövade med rå SQL: ingen faktura blir utbetald förbi någon av dem."""

import hashlib
from datetime import timedelta

import pytest

from assistans.aktor import set_actor
from beslut.models import Jav, Konto
from fakturor.flode import Status
from fakturor.models import Betalbesked, Betalfil, Betalning, Faktura, Utbetalningsomgang
from fakturor.tests.bygg_utbetalning import build_godkand, build_kredit, status_of
from tests.byggstenar import NU, build_anordnare, build_attestant, build_brukare, build_faktura, build_redovisning
from tests.byggstenar import build_konto as build_annat_konto
from tests.byggstenar_betalning import (
    build_andra_ekonomen,
    build_besked,
    build_ekonom,
    build_fil,
    build_omgang,
    build_utbetalning,
    release,
)
from tests.byggstenar_kontroll import bring_to
from tests.vagran import copy_row, empty, execute, refused

pytestmark = pytest.mark.django_db

STEG_SQL = "UPDATE fakturor_faktura SET status = %s WHERE id = %s"
FRISLAPP_SQL = (
    "UPDATE fakturor_utbetalningsomgang SET status = 'frislappt', frislappt_av_id = %s, frislappt = %s WHERE id = %s"
)
MAKULERA_SQL = (
    "UPDATE fakturor_utbetalningsomgang SET status = 'makulerad', makulerad_av_id = %s, makulerad = %s,"
    " makulerad_skal = 'Fel dag.' WHERE id = %s"
)
POST_SQL = "INSERT INTO fakturor_betalningspost (betalning_id, faktura_id, belopp) VALUES (%s, %s, %s)"
UPPHOR_SQL = "UPDATE fakturor_betalningspost SET upphord = %s WHERE faktura_id = %s"
OMGANG, BETALNING, POST = "fakturor_utbetalningsomgang", "fakturor_betalning", "fakturor_betalningspost"
ALDRIG_UTBETALD = "Banken har inte sagt att betalningen är utförd."
STAR_FAST = "går inte att skriva om"
INTE_I_OMGANG = "Fakturan ingår inte i en frisläppt utbetalning."


def step(faktura: Faktura, status: str) -> None:
    execute(STEG_SQL, [status, faktura.pk])


def let_go(omgang: Utbetalningsomgang, av, *, som=None) -> None:
    set_actor((som or av).pk)
    execute(FRISLAPP_SQL, [av.pk, NU, omgang.pk])


@pytest.fixture
def faktura() -> Faktura:
    return build_godkand()


# --- The way of the invoice ---------------------------------------------------------------------------------------


def test_an_approved_invoice_without_a_payment_does_not_go_to_payment(faktura):
    set_actor(build_andra_ekonomen().pk)

    with refused(INTE_I_OMGANG):
        step(faktura, Status.I_UTBETALNING)
    with refused("En faktura går inte från godkand till utbetald."):
        step(faktura, Status.UTBETALD)


def test_a_payment_in_a_round_that_is_not_released_is_no_payment(faktura):
    build_omgang(faktura)
    set_actor(build_andra_ekonomen().pk)

    with refused(INTE_I_OMGANG):
        step(faktura, Status.I_UTBETALNING)


def test_only_whoever_released_the_round_moves_its_invoices(faktura):
    omgang = build_omgang(faktura)
    build_fil(omgang)
    release(omgang)
    set_actor(build_ekonom("olle").pk)

    with refused(INTE_I_OMGANG):
        execute("SET CONSTRAINTS ALL DEFERRED; " + STEG_SQL, [Status.I_UTBETALNING, faktura.pk])
    set_actor(build_andra_ekonomen().pk)
    step(faktura, Status.I_UTBETALNING)


@pytest.mark.parametrize("svar", [None, "avvisad"])
def test_nothing_is_paid_without_the_banks_word(faktura, svar):
    build_utbetalning(faktura)
    if svar:
        build_besked(faktura, svar, skal="Kontot är avslutat.")

    with refused(ALDRIG_UTBETALD):
        step(faktura, Status.UTBETALD)


def test_another_payments_answer_pays_nothing(faktura):
    annan = build_godkand("4712")
    build_utbetalning(annan)
    build_besked(annan)
    build_utbetalning(faktura)

    with refused(ALDRIG_UTBETALD):
        step(faktura, Status.UTBETALD)


def test_a_payment_on_its_way_does_not_come_back_until_the_bank_has_sent_it_back(faktura):
    build_utbetalning(faktura)

    with refused("kommer tillbaka först när banken har avvisat betalningen"):
        step(faktura, Status.GODKAND)
    build_besked(faktura, "avvisad", skal="Kontot är avslutat.")
    with refused("kommer tillbaka först när banken har avvisat betalningen"):
        step(faktura, Status.GODKAND)

    execute(UPPHOR_SQL, [NU, faktura.pk])
    step(faktura, Status.GODKAND)

    assert status_of(faktura) == Status.GODKAND


def test_past_every_gate_the_invoice_is_paid(faktura):
    build_utbetalning(faktura)
    build_besked(faktura)

    step(faktura, Status.UTBETALD)

    assert status_of(faktura) == Status.UTBETALD


# --- The payment --------------------------------------------------------------------------------------------------


def test_an_account_that_is_not_the_payees_confirmed_one_is_not_paid_to(faktura):
    omgang = build_omgang(faktura)
    betalning = omgang.betalningar.get()
    frammande = build_annat_konto(build_anordnare("5599010013", "Annan Assistans AB"), "50501014")
    obekraftat = build_annat_konto(faktura.anordnare, "52345671", forsta=False)

    for konto in (frammande, obekraftat):
        with refused("Kontot är inte mottagarens bekräftade konto."):
            copy_row(BETALNING, betalning.pk, kod="X-1", konto_id=konto.pk, konto_nummer=konto.nummer)
    with refused("Kontot är inte mottagarens bekräftade konto."):
        copy_row(BETALNING, betalning.pk, kod="X-1", konto_nummer="52345671")
    execute("UPDATE beslut_konto SET upphort = %s WHERE id = %s", [NU, betalning.konto_id])
    with refused("Kontot är inte mottagarens bekräftade konto."):
        copy_row(BETALNING, betalning.pk, kod="X-1")


@pytest.mark.parametrize("belopp", ["22719.99", "22720.01", "-22720"])
def test_a_post_is_of_the_approved_amount(faktura, belopp):
    omgang = build_omgang(build_godkand("4712"))

    with refused("Beloppet är inte det godkända."):
        execute(POST_SQL, [omgang.betalningar.get().pk, faktura.pk, belopp])


def test_a_credit_is_never_paid_as_an_invoice():
    kredit, omgang = build_kredit(), build_omgang(build_godkand("4712"))

    with refused("Beloppet är inte det godkända."):
        execute(POST_SQL, [omgang.betalningar.get().pk, kredit.pk, 1000])


@pytest.mark.parametrize("status", [Status.MOTTAGEN, Status.KONTROLLERAD, Status.GRANSKAD])
def test_an_invoice_that_is_not_approved_is_in_no_payment(status):
    omgang = build_omgang(build_godkand("4712"))
    faktura = build_faktura(build_redovisning(build_brukare(), build_anordnare()), nummer="4713")
    if status != Status.MOTTAGEN:
        bring_to(faktura, status)

    with refused(f"En faktura som är {status} betalas inte."):
        execute(POST_SQL, [omgang.betalningar.get().pk, faktura.pk, "22720"])


def test_an_invoice_of_another_payee_is_not_in_the_payment(faktura):
    annan = build_godkand("4712", anordnare=build_anordnare("5599010013", "Annan Assistans AB"))
    omgang = build_omgang(faktura)

    with refused("Fakturan hör till en annan mottagare."):
        execute(POST_SQL, [omgang.betalningar.get().pk, annan.pk, "22720"])


def test_an_invoice_has_one_payment_that_holds(faktura):
    build_omgang(faktura)
    annan = build_omgang(build_godkand("4712"))

    with refused("betalningspost_betalas_en_gang"):
        execute(POST_SQL, [annan.betalningar.get().pk, faktura.pk, "22720"])


def test_a_post_is_neither_removed_nor_changed_and_ends_only_when_it_may(faktura):
    omgang = build_omgang(faktura)

    with refused("En betalningspost tas inte bort: den upphör."):
        execute("DELETE FROM fakturor_betalningspost")
    with refused("En betalningspost ändras inte"):
        execute("UPDATE fakturor_betalningspost SET belopp = 1")
    with refused("En betalning upphör när omgången makuleras eller banken skickar den tillbaka."):
        execute(UPPHOR_SQL, [NU, faktura.pk])
    build_fil(omgang)
    release(omgang)
    step(faktura, Status.I_UTBETALNING)
    build_besked(faktura)
    with refused("En betalning upphör när omgången makuleras eller banken skickar den tillbaka."):
        execute(UPPHOR_SQL, [NU, faktura.pk])


def test_an_ended_post_does_not_hold_again(faktura):
    omgang = build_omgang(faktura)
    execute(
        f"{MAKULERA_SQL}; UPDATE fakturor_betalningspost SET upphord = %s", [omgang.skapad_av_id, NU, omgang.pk, NU]
    )

    with refused("En betalningspost ändras inte"):
        execute("UPDATE fakturor_betalningspost SET upphord = NULL")


@pytest.mark.parametrize("tabell", [OMGANG, BETALNING, POST, "fakturor_betalfil", "fakturor_betalbesked"])
def test_the_tables_of_payments_are_not_emptied(faktura, tabell):
    build_utbetalning(faktura)

    with refused(STAR_FAST):
        empty(tabell)
    assert Betalning.objects.count() == 1


# --- The file and the answer --------------------------------------------------------------------------------------


def test_a_file_carries_its_own_hash_and_is_never_changed(faktura):
    omgang = build_omgang(faktura)
    fil = build_fil(omgang)

    with refused("Filens hash är en annan."):
        copy_row("fakturor_betalfil", fil.pk, slag="sie", sha256=hashlib.sha256(b"annat").hexdigest())
    for sql in ("UPDATE fakturor_betalfil SET innehall = 'annat'", "DELETE FROM fakturor_betalfil"):
        with refused(STAR_FAST):
            execute(sql)
    assert bytes(Betalfil.objects.get().innehall) == b"en betalfil"


def test_a_released_round_gets_no_second_file_no_other_payment_and_no_other_post(faktura):
    omgang = build_utbetalning(faktura)
    annan = build_godkand("4712")

    with refused("Omgången är redan frisläppt eller makulerad."):
        build_fil(omgang, b"en annan")
    with refused("Omgången är redan frisläppt eller makulerad."):
        copy_row(BETALNING, omgang.betalningar.get().pk, kod="X-1")
    with refused("Omgången är redan frisläppt eller makulerad."):
        execute(POST_SQL, [omgang.betalningar.get().pk, annan.pk, "22720"])


def test_a_payment_that_is_not_released_gets_no_answer_and_an_answer_stands(faktura):
    omgang = build_omgang(faktura)
    with refused("Betalningen är inte lämnad till banken."):
        build_besked(faktura)
    build_fil(omgang)
    release(omgang)
    step(faktura, Status.I_UTBETALNING)
    besked = build_besked(faktura)

    with refused(STAR_FAST):
        execute("UPDATE fakturor_betalbesked SET utfall = 'avvisad', skal = 'x' WHERE id = %s", [besked.pk])
    with refused(STAR_FAST):
        execute("DELETE FROM fakturor_betalbesked")
    with refused("betalbesked_avvisad_med_skal"):
        build_besked(build_paid("4712"), "avvisad")
    assert Betalbesked.objects.get().utfall == "utford"


def build_paid(nummer: str) -> Faktura:
    faktura = build_godkand(nummer)
    build_utbetalning(faktura)
    return faktura


# --- The round ----------------------------------------------------------------------------------------------------


@pytest.fixture
def omgang(faktura: Faktura) -> Utbetalningsomgang:
    omgang = build_omgang(faktura)
    build_fil(omgang)
    return omgang


def test_whoever_put_the_round_together_does_not_release_it(omgang):
    with refused("utbetalningsomgang_frislappt_av_annan"):
        let_go(omgang, omgang.skapad_av)


def test_nobody_releases_in_anothers_name(omgang):
    with refused("Den som frisläpper gör det i eget namn."):
        let_go(omgang, build_andra_ekonomen(), som=build_ekonom("olle"))


def test_whoever_attested_an_invoice_does_not_release_it(omgang):
    with refused("Den som har attesterat en faktura får inte lämna den till betalning."):
        let_go(omgang, build_attestant())


def test_whoever_entered_an_account_does_not_release_payments_to_it():
    inger = build_ekonom("inger")
    build_annat_konto(build_anordnare(), inlagt_av=inger)
    omgang = build_omgang(build_godkand())
    build_fil(omgang)

    with refused("Den som har ändrat ett konto frisläpper inte betalningar till det."):
        let_go(omgang, inger)


def test_whoever_has_an_interest_in_a_party_does_not_release_its_payment(omgang, faktura):
    inger = build_ekonom("inger")
    Jav.objects.create(anvandare=inger, anordnare=faktura.anordnare, grund="annan", anmald=NU, anmald_av=inger)

    with refused("Den som är jävig lämnar inte fakturan till betalning."):
        let_go(omgang, inger)


def test_a_round_without_a_file_is_not_released(faktura):
    with refused("Omgången har ingen betalfil."):
        let_go(build_omgang(faktura), build_andra_ekonomen())


@pytest.mark.parametrize("falt", [{"antal": 2}, {"summa": "22719.99"}])
def test_a_round_whose_number_or_sum_is_not_its_payments_is_not_released(faktura, falt):
    omgang = build_omgang(faktura, **falt)
    build_fil(omgang)

    with refused("Omgångens summa är inte betalningarnas."):
        let_go(omgang, build_andra_ekonomen())


def test_a_payment_larger_than_its_posts_is_not_released(omgang, faktura):
    copy_row(OMGANG, omgang.pk, nummer="X-1", summa="100", skapad=NU)
    storre = Utbetalningsomgang.objects.get(nummer="X-1")
    copy_row(BETALNING, omgang.betalningar.get().pk, omgang_id=storre.pk, kod="X-1-1", belopp="100")
    build_fil(storre, b"en fil")

    with refused("Omgångens summa är inte betalningarnas."):
        let_go(storre, build_andra_ekonomen())


def test_a_round_with_an_invoice_that_has_gone_back_is_not_released(omgang, faktura):
    execute("UPDATE fakturor_faktura SET status = 'mottagen', omgang = omgang + 1 WHERE id = %s", [faktura.pk])

    with refused("En faktura har ändrats sedan omgången gjordes."):
        let_go(omgang, build_andra_ekonomen())


def test_a_round_with_an_account_that_has_ended_is_not_released(omgang):
    Konto.objects.update(upphort=NU)

    with refused("Ett konto har ändrats sedan omgången gjordes."):
        let_go(omgang, build_andra_ekonomen())


def test_a_released_round_takes_its_invoices_with_it(omgang):
    with refused("Omgångens fakturor har inte följt med."):
        let_go(omgang, build_andra_ekonomen())


def test_a_cancelled_round_leaves_no_post_in_force(omgang):
    with refused("Omgångens fakturor har inte följt med."):
        execute(MAKULERA_SQL, [omgang.skapad_av_id, NU, omgang.pk])
    with refused("utbetalningsomgang_makulerad_med_skal"):
        execute(MAKULERA_SQL.replace("Fel dag.", ""), [omgang.skapad_av_id, NU, omgang.pk])


def test_a_round_begins_as_prepared_and_is_neither_changed_nor_removed(omgang):
    with refused("En omgång börjar som förberedd."):
        copy_row(OMGANG, omgang.pk, nummer="X-1", status="frislappt")
    with refused("En omgång ändras inte"):
        execute("UPDATE fakturor_utbetalningsomgang SET summa = 1")
    with refused("En omgång tas inte bort: den makuleras."):
        execute("DELETE FROM fakturor_utbetalningsomgang")


def test_a_released_round_is_not_taken_back(faktura):
    omgang = build_utbetalning(faktura)

    with refused("En omgång ändras inte: den makuleras eller frisläpps."):
        execute(MAKULERA_SQL, [omgang.skapad_av_id, NU, omgang.pk])
    with refused("En omgång ändras inte: den makuleras eller frisläpps."):
        execute(
            "UPDATE fakturor_utbetalningsomgang SET frislappt = %s WHERE id = %s", [NU + timedelta(days=1), omgang.pk]
        )
