"""Four eyes on every payment, tried by raw SQL: attests, the steps that need them, and the time that they approve."""

from datetime import date

import pytest

from assistans.aktor import set_actor
from assistans.models import User
from fakturor.flode import Status
from fakturor.models import Attest, Faktura, GodkandTid
from tests.byggstenar import (
    NU,
    Arende,
    build_anordnare,
    build_arende,
    build_attestant,
    build_attestratt,
    build_beslut,
    build_brukare,
    build_faktura,
    build_granskare,
    build_konto,
    build_rapport,
    build_redovisning,
    build_tidrad,
    build_user,
)
from tests.byggstenar_betalning import build_besked, build_utbetalning
from tests.byggstenar_kontroll import bring_to, build_attest, build_godkand_tid
from tests.vagran import execute, refused

pytestmark = pytest.mark.django_db

GRANSKNING, BESLUT = Attest.Typ.GRANSKNING, Attest.Typ.BESLUT
ATTEST_SQL = """
    INSERT INTO fakturor_attest (faktura_id, omgang, typ, av_id, tid, belopp, attestratt_id)
    SELECT id, omgang, %s, %s, now(), att_betala, %s FROM fakturor_faktura WHERE id = %s"""
STEG_SQL = "UPDATE fakturor_faktura SET status = %s WHERE id = %s"
TILLBAKA_SQL = "UPDATE fakturor_faktura SET status = 'mottagen', omgang = omgang + 1 WHERE id = %s"
KONTOT = "Den som har ändrat kontot får inte attestera fakturan."
BESLUTET = "Den som har fattat beslutet får inte attestera fakturan."


@pytest.fixture
def arende() -> Arende:
    return build_arende()


@pytest.fixture
def faktura(arende: Arende) -> Faktura:
    return arende.faktura


def attest(faktura: Faktura, typ: str, av: User) -> None:
    ratt = av.attestratter.filter(typ=typ).first() or build_attestratt(av, typ)
    execute(ATTEST_SQL, [typ, av.pk, ratt.pk, faktura.pk])


def step(faktura: Faktura, status: str) -> None:
    execute(STEG_SQL, [status, faktura.pk])


def go_back(faktura: Faktura) -> None:
    execute(TILLBAKA_SQL, [faktura.pk])
    faktura.refresh_from_db()


# --- The attests ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [Status.MOTTAGEN, Status.GRANSKAD, Status.GODKAND])
def test_granskningsattest_is_given_only_when_the_invoice_is_controlled(faktura, status):
    if status != Status.MOTTAGEN:
        bring_to(faktura, status)

    with refused(f"Fakturan är {status} och väntar inte på attest av typen granskning."):
        attest(faktura, GRANSKNING, build_granskare("gunnar"))


@pytest.mark.parametrize("status", [Status.MOTTAGEN, Status.KONTROLLERAD, Status.GODKAND])
def test_beslutsattest_is_given_only_when_the_invoice_has_been_reviewed(faktura, status):
    if status != Status.MOTTAGEN:
        bring_to(faktura, status)

    with refused(f"Fakturan är {status} och väntar inte på attest av typen beslut."):
        attest(faktura, BESLUT, build_attestant("britta"))


def test_an_attest_is_one_of_the_two(faktura):
    bring_to(faktura, Status.KONTROLLERAD)

    with refused("väntar inte på attest av typen annan"):
        execute(ATTEST_SQL, ["annan", build_granskare().pk, None, faktura.pk])


def test_the_same_person_does_not_give_both_attests(faktura):
    bring_to(faktura, Status.GRANSKAD)

    with refused("Den som har granskat en faktura får inte attestera den."):
        attest(faktura, BESLUT, build_granskare())


def test_an_attest_is_given_once(faktura):
    bring_to(faktura, Status.KONTROLLERAD)
    attest(faktura, GRANSKNING, build_granskare())

    with refused("attest_en_av_varje"):
        attest(faktura, GRANSKNING, build_granskare("gunnar"))


def test_an_attest_holds_for_the_amount_to_pay(faktura):
    bring_to(faktura, Status.KONTROLLERAD)
    build_attest(faktura, GRANSKNING, build_granskare())
    step(faktura, Status.GRANSKAD)

    with refused("Attesten gäller ett annat belopp än det godkända."):
        execute(
            "INSERT INTO fakturor_attest (faktura_id, omgang, typ, av_id, tid, belopp) VALUES (%s, 1, %s, %s, %s, 1)",
            [faktura.pk, BESLUT, build_attestant().pk, NU],
        )


def test_an_attest_holds_for_the_round_that_the_invoice_is_in(faktura):
    bring_to(faktura, Status.KONTROLLERAD)

    with refused("Attesten gäller inte fakturans nuvarande omgång."):
        execute(
            "INSERT INTO fakturor_attest (faktura_id, omgang, typ, av_id, tid, belopp)"
            " SELECT id, 2, 'granskning', %s, now(), att_betala FROM fakturor_faktura WHERE id = %s",
            [build_granskare().pk, faktura.pk],
        )


@pytest.mark.parametrize(("status", "typ"), [(Status.KONTROLLERAD, GRANSKNING), (Status.GRANSKAD, BESLUT)])
def test_who_has_changed_the_account_does_not_attest(arende, status, typ):
    bring_to(arende.faktura, status)
    eva = build_user("eva")
    build_konto(arende.anordnare, "50505208", forsta=False, inlagt_av=eva, inlagt=NU)

    with refused(KONTOT):
        attest(arende.faktura, typ, eva)


def test_who_entered_the_first_account_does_not_attest():
    anordnare = build_anordnare()
    build_konto(anordnare, inlagt_av=build_user("eva"))
    faktura = build_arende().faktura
    bring_to(faktura, Status.KONTROLLERAD)

    with refused(KONTOT):
        attest(faktura, GRANSKNING, build_user("eva"))


def test_who_changed_an_account_that_has_ended_may_attest(arende):
    bring_to(arende.faktura, Status.KONTROLLERAD)
    eva = build_user("eva")
    build_konto(arende.anordnare, "50505208", forsta=False, inlagt_av=eva, inlagt=NU, upphort=NU)

    attest(arende.faktura, GRANSKNING, eva)

    assert arende.faktura.attester.get().av == eva


@pytest.mark.parametrize(("status", "typ"), [(Status.KONTROLLERAD, GRANSKNING), (Status.GRANSKAD, BESLUT)])
@pytest.mark.parametrize("galler_tom", [None, date(2015, 5, 1), date(2016, 12, 31)])
def test_who_made_the_decision_does_not_attest(status, typ, galler_tom):
    beslut = build_beslut(build_brukare(), galler_tom=galler_tom)
    hanna = build_user("hanna")
    execute("UPDATE beslut_beslut SET beslutsfattare_konto_id = %s WHERE id = %s", [hanna.pk, beslut.pk])
    faktura = build_arende().faktura
    bring_to(faktura, status)

    with refused(BESLUTET):
        attest(faktura, typ, hanna)


def test_who_made_a_decision_that_ended_before_the_month_may_attest():
    beslut = build_beslut(build_brukare(), galler_tom=date(2015, 4, 30))
    hanna = build_user("hanna")
    execute("UPDATE beslut_beslut SET beslutsfattare_konto_id = %s WHERE id = %s", [hanna.pk, beslut.pk])
    faktura = build_arende().faktura
    bring_to(faktura, Status.KONTROLLERAD)

    attest(faktura, GRANSKNING, hanna)

    assert faktura.attester.get().av == hanna


# --- The steps that need them -----------------------------------------------------------------------------------


def test_no_invoice_is_reviewed_without_granskningsattest(faktura):
    bring_to(faktura, Status.KONTROLLERAD)

    with refused("Fakturan saknar granskningsattest för den här omgången."):
        step(faktura, Status.GRANSKAD)


def test_no_invoice_is_approved_without_beslutsattest(faktura):
    bring_to(faktura, Status.GRANSKAD)

    with refused("Fakturan saknar beslutsattest för den här omgången."):
        step(faktura, Status.GODKAND)


def test_an_attest_of_an_earlier_round_does_not_count(faktura):
    bring_to(faktura, Status.GRANSKAD)
    go_back(faktura)
    step(faktura, Status.KONTROLLERAD)

    with refused("Fakturan saknar granskningsattest för den här omgången."):
        step(faktura, Status.GRANSKAD)


def test_a_change_of_account_by_one_who_has_attested_closes_the_way(arende):
    bring_to(arende.faktura, Status.GRANSKAD)
    build_attest(arende.faktura, BESLUT, build_attestant())
    build_godkand_tid(arende.faktura)
    build_konto(arende.anordnare, "50505208", forsta=False, inlagt_av=build_granskare(), inlagt=NU)

    with refused(KONTOT):
        step(arende.faktura, Status.GODKAND)


def test_a_change_of_account_by_one_who_has_attested_stops_the_payment(arende):
    bring_to(arende.faktura, Status.GODKAND)
    build_konto(arende.anordnare, "50505208", forsta=False, inlagt_av=build_attestant(), inlagt=NU)
    set_actor(build_user("eva").pk)

    with refused(KONTOT):
        step(arende.faktura, Status.I_UTBETALNING)


@pytest.mark.parametrize("vem", ["greta", "bo"])
def test_who_has_attested_does_not_release_the_payment(faktura, vem):
    bring_to(faktura, Status.GODKAND)
    set_actor(build_user(vem).pk)

    with refused("Den som har attesterat en faktura får inte lämna den till betalning."):
        step(faktura, Status.I_UTBETALNING)


def test_nobody_releases_a_payment_without_a_name(faktura):
    bring_to(faktura, Status.GODKAND)
    set_actor(None)

    with refused("Det ska stå vem som lämnar fakturan till betalning."):
        step(faktura, Status.I_UTBETALNING)


def test_a_third_person_releases_the_payment_and_may_take_it_back(faktura):
    bring_to(faktura, Status.I_UTBETALNING)

    build_besked(faktura, "avvisad", skal_kod="MS03")
    execute("UPDATE fakturor_betalningspost SET upphord = now()")
    step(faktura, Status.GODKAND)
    build_utbetalning(faktura)
    build_besked(faktura)
    step(faktura, Status.UTBETALD)

    assert Faktura.objects.get().status == Status.UTBETALD


# --- The time that is approved ----------------------------------------------------------------------------------


def test_no_invoice_is_approved_without_its_time(faktura):
    bring_to(faktura, Status.GRANSKAD)
    build_attest(faktura, BESLUT, build_attestant())

    with refused("Det finns tid på fakturan som inte är godkänd."):
        step(faktura, Status.GODKAND)


def test_time_that_came_after_the_approval_stops_the_payment(arende):
    bring_to(arende.faktura, Status.GODKAND)
    set_actor(build_user("eva").pk)
    build_tidrad(arende.rapport, date(2015, 5, 19))

    with refused("Det finns tid på fakturan som inte är godkänd."):
        step(arende.faktura, Status.I_UTBETALNING)


@pytest.mark.parametrize("status", [Status.MOTTAGEN, Status.KONTROLLERAD, Status.I_UTBETALNING])
def test_time_is_approved_only_on_an_invoice_that_has_been_reviewed(arende, status):
    if status != Status.MOTTAGEN:
        bring_to(arende.faktura, status)
    rad = build_tidrad(arende.rapport, date(2015, 5, 19))

    with refused(f"Tid godkänns inte på en faktura som är {status}."):
        execute("INSERT INTO fakturor_godkandtid (tidrad_id, faktura_id) VALUES (%s, %s)", [rad.pk, arende.faktura.pk])


def test_time_is_approved_once(arende):
    bring_to(arende.faktura, Status.GODKAND)
    andra = build_faktura(arende.redovisning, nummer="4712")
    bring_to(andra, Status.GRANSKAD)

    with refused("fakturor_godkandtid_tidrad_id_key"):
        build_godkand_tid(andra)


def test_only_time_of_the_invoice_is_approved_on_it(arende):
    annan = build_brukare("LSS-1B2D", "198511299995")
    rapport = build_rapport(build_redovisning(annan, arende.anordnare), kod="R-1B2D-2015-05")
    bring_to(arende.faktura, Status.GRANSKAD)

    with refused("Tidraden hör inte till fakturan, eller är dragen."):
        execute(
            "INSERT INTO fakturor_godkandtid (tidrad_id, faktura_id) VALUES (%s, %s)",
            [rapport.rader.first().pk, arende.faktura.pk],
        )


def test_withdrawn_time_is_not_approved(arende):
    rad = arende.rapport.rader.first()
    execute("UPDATE fakturor_tidrad SET dragen_version = 2 WHERE id = %s", [rad.pk])
    bring_to(arende.faktura, Status.GRANSKAD)

    with refused("Tidraden hör inte till fakturan, eller är dragen."):
        execute("INSERT INTO fakturor_godkandtid (tidrad_id, faktura_id) VALUES (%s, %s)", [rad.pk, arende.faktura.pk])


@pytest.mark.parametrize("falt", [{"typ": "kreditnota"}, {"att_betala": -1}])
def test_no_time_is_approved_on_a_credit_note(arende, falt):
    kredit = build_faktura(arende.redovisning, nummer="K1", **falt)
    bring_to(kredit, Status.GRANSKAD)

    with refused("Tid godkänns inte på en kreditfaktura."):
        build_godkand_tid(kredit)


def test_a_credit_note_is_approved_without_time(arende):
    kredit = build_faktura(arende.redovisning, nummer="K1", typ="kreditnota")
    bring_to(kredit, Status.GRANSKAD)
    build_attest(kredit, BESLUT, build_attestant())

    step(kredit, Status.GODKAND)

    assert not GodkandTid.objects.exists()


def test_approved_time_is_not_withdrawn_from_the_report(arende):
    bring_to(arende.faktura, Status.GODKAND)

    with refused("En tidrad som är godkänd för betalning dras inte tillbaka."):
        execute("UPDATE fakturor_tidrad SET dragen_version = 2 WHERE rapport_id = %s", [arende.rapport.pk])


@pytest.mark.parametrize("status", [Status.GODKAND, Status.I_UTBETALNING, Status.UTBETALD])
def test_approved_time_stays_until_the_invoice_has_gone_back(faktura, status):
    bring_to(faktura, status)

    with refused("Tid som är godkänd för betalning lämnas tillbaka först när fakturan har gått tillbaka."):
        execute("DELETE FROM fakturor_godkandtid WHERE faktura_id = %s", [faktura.pk])


def test_approved_time_is_not_moved_to_another_invoice(arende):
    bring_to(arende.faktura, Status.GODKAND)
    andra = build_faktura(arende.redovisning, nummer="4712")

    with refused("Godkänd tid flyttas inte till en annan faktura."):
        execute("UPDATE fakturor_godkandtid SET faktura_id = %s", [andra.pk])


def test_an_invoice_that_has_gone_back_gives_its_time_back_before_it_goes_on(faktura):
    bring_to(faktura, Status.GODKAND)
    go_back(faktura)

    with refused("Tiden som var godkänd på fakturan ska först lämnas tillbaka."):
        step(faktura, Status.KONTROLLERAD)
    execute("DELETE FROM fakturor_godkandtid WHERE faktura_id = %s", [faktura.pk])
    step(faktura, Status.KONTROLLERAD)

    assert not GodkandTid.objects.exists()
