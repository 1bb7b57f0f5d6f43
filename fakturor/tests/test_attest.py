"""Attest with an outcome handed down, and the refusal of an invoice."""

from datetime import date

import pytest

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.models import Beslut
from fakturor.flode import Status
from fakturor.models import Attest, Faktura, GodkandTid
from fakturor.services.attesting import (
    AttestRefused,
    Kontrollutfall,
    RejectionRefused,
    attest_obstacle,
    record_beslutsattest,
    record_granskningsattest,
    reject,
)
from tests.byggstenar import (
    NU,
    Arende,
    build_arende,
    build_attestant,
    build_beslut,
    build_brukare,
    build_granskare,
    build_handlaggare,
    build_rapport,
    build_redovisning,
    build_tidrad,
    build_user,
)
from tests.byggstenar_kontroll import bring_to, build_attest, build_godkand_tid, build_granskning

pytestmark = pytest.mark.django_db

INGET_OPPET = Kontrollutfall(resultat="ren", oppna_stopp=0, okommenterade=0)
ETT_STOPP = Kontrollutfall(resultat="stoppad", oppna_stopp=1, okommenterade=0)
EN_VARNING = Kontrollutfall(resultat="varning", oppna_stopp=0, okommenterade=1)


@pytest.fixture
def arende() -> Arende:
    return build_arende()


@pytest.fixture
def faktura(arende: Arende) -> Faktura:
    return arende.faktura


@pytest.mark.parametrize(
    ("utfall", "sagt"),
    [
        (ETT_STOPP, "Fakturan har avvikelser som först måste bedömas."),
        (EN_VARNING, "Fakturan har varningar som först måste kommenteras."),
    ],
)
def test_an_open_outcome_refuses_both_attests(faktura, utfall, sagt):
    bring_to(faktura, Status.KONTROLLERAD)
    with pytest.raises(AttestRefused, match=sagt):
        record_granskningsattest(faktura=faktura, utfall=utfall, by=build_granskare(), at=NU)

    bring_to(faktura, Status.GRANSKAD)
    with pytest.raises(AttestRefused, match=sagt):
        record_beslutsattest(faktura=faktura, utfall=utfall, by=build_attestant(), at=NU)


def test_an_attest_is_for_the_amount_and_the_round_of_the_invoice(faktura):
    bring_to(faktura, Status.KONTROLLERAD)

    attest = record_granskningsattest(faktura=faktura, utfall=INGET_OPPET, by=build_granskare(), at=NU)

    assert (attest.belopp, attest.omgang, attest.tid) == (faktura.att_betala, 1, NU)
    assert Faktura.objects.get().status == Status.GRANSKAD


def test_an_earlier_round_bars_nobody(faktura):
    both = build_user("berit", Roll.ADMINISTRATIV_ASSISTENT, Roll.BESLUTSATTESTANT)
    bring_to(faktura, Status.KONTROLLERAD)
    build_attest(faktura, Attest.Typ.GRANSKNING, both)
    Faktura.objects.update(status=Status.MOTTAGEN, omgang=2)
    faktura.refresh_from_db()
    bring_to(faktura, Status.GRANSKAD)

    record_beslutsattest(faktura=faktura, utfall=INGET_OPPET, by=both, at=NU)

    assert Faktura.objects.get().status == Status.GODKAND


@pytest.mark.parametrize(
    ("galler_fran", "galler_tom", "bars"),
    [
        (date(2015, 5, 31), None, True),
        (date(2015, 6, 1), None, False),
        (date(2015, 1, 1), date(2015, 5, 1), True),
        (date(2015, 1, 1), date(2015, 4, 30), False),
    ],
)
def test_a_decision_bars_its_maker_when_it_is_in_force_some_day_of_the_month(galler_fran, galler_tom, bars):
    build_beslut(build_brukare(), galler_fran=galler_fran, galler_tom=galler_tom)
    Beslut.objects.update(beslutsfattare_konto=build_granskare())
    faktura = build_arende().faktura
    build_granskning(faktura)
    faktura.move_to(Status.KONTROLLERAD)

    obstacle = attest_obstacle(faktura=faktura, typ=Attest.Typ.GRANSKNING, by=build_granskare())

    assert obstacle == ("Den som har fattat beslutet får inte attestera fakturan." if bars else None)


def test_a_decision_for_another_person_bars_nobody(faktura):
    build_beslut(build_brukare("LSS-1B2D", "198511299995"), diarienummer="SN 2014/200")
    Beslut.objects.filter(diarienummer="SN 2014/200").update(beslutsfattare_konto=build_granskare())
    bring_to(faktura, Status.KONTROLLERAD)

    assert attest_obstacle(faktura=faktura, typ=Attest.Typ.GRANSKNING, by=build_granskare()) is None


def test_the_approval_takes_the_time_that_stands_and_nobody_has_had_approved(arende):
    withdrawn, *standing = arende.rapport.rader.all()
    withdrawn.dragen_version = 2
    withdrawn.save(update_fields=["dragen_version"])
    build_rapport(build_redovisning(arende.brukare, arende.anordnare, date(2015, 6, 1)), kod="R-juni")
    bring_to(arende.faktura, Status.GRANSKAD)

    record_beslutsattest(faktura=arende.faktura, utfall=INGET_OPPET, by=build_attestant(), at=NU)

    assert set(GodkandTid.objects.values_list("tidrad", flat=True)) == {rad.pk for rad in standing}


def test_time_that_came_between_is_added_to_what_was_approved_before(arende):
    bring_to(arende.faktura, Status.GRANSKAD)
    build_godkand_tid(arende.faktura)
    build_tidrad(arende.rapport, date(2015, 5, 19))

    record_beslutsattest(faktura=arende.faktura, utfall=INGET_OPPET, by=build_attestant(), at=NU)

    assert GodkandTid.objects.count() == 11


# --- Refusing an invoice ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [Status.MOTTAGEN, Status.OMATCHAD, Status.STOPPAD, Status.KONTROLLERAD])
def test_an_invoice_that_nobody_has_attested_can_be_refused(faktura, status):
    if status == Status.KONTROLLERAD:
        bring_to(faktura, status)
    elif status != Status.MOTTAGEN:
        faktura.move_to(status)

    reject(faktura=faktura, skal=" Fakturan gäller en annan kommun. ", by=build_handlaggare(), at=NU)

    assert Faktura.objects.get().status == Status.AVVISAD
    assert Handelse.objects.get(typ="faktura.avvisad").uppgifter == {"skal": "Fakturan gäller en annan kommun."}


@pytest.mark.parametrize(
    ("status", "namn"),
    [
        (Status.GRANSKAD, "granskad"),
        (Status.GODKAND, "godkänd för betalning"),
        (Status.UTBETALD, "utbetald"),
    ],
)
def test_an_attested_invoice_is_not_refused(faktura, status, namn):
    bring_to(faktura, status)

    with pytest.raises(RejectionRefused, match=f"En faktura som är {namn} går inte att avvisa."):
        reject(faktura=faktura, skal="Fel kommun.", by=build_handlaggare(), at=NU)


@pytest.mark.parametrize(
    ("skal", "sagt"),
    [
        ("", "Skriv ett skäl."),
        ("Gäller 19850113-9995.", "Skriv inget personnummer i skälet."),
        ("Elsa Provberg har flyttat.", "Skriv inget namn i skälet. Använd referensen i stället."),
    ],
)
def test_a_refusal_has_a_reason_without_names_and_numbers(faktura, skal, sagt):
    with pytest.raises(RejectionRefused, match=sagt):
        reject(faktura=faktura, skal=skal, by=build_handlaggare(), at=NU)


def test_only_some_roles_refuse_invoices(faktura):
    with pytest.raises(RejectionRefused, match="Din roll får inte avvisa fakturor"):
        reject(faktura=faktura, skal="Fel kommun.", by=build_attestant(), at=NU)
