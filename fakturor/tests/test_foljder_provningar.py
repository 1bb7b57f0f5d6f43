"""Det som kommunen tar reda på skickar tillbaka de obetalda fakturor som vilar på det, när det säger något nytt."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistans.roller import Roll
from beslut.models import Beslut, Betalningsmottagare, Delegation, Relation, Tillstand
from beslut.services import checks, contacts, delegations, documents, permits, relations
from fakturor.flode import Status
from fakturor.services.felaktiga import strike_wrong
from fakturor.tests.test_felaktiga import confirmed, state
from fakturor.tests.test_foljder import APRIL, HENNES, MAJ, MITT_I_MAJ, SISTA_APRIL, SISTA_MAJ, went_back, who
from tests.byggstenar import (
    INTYGSGIVARENS_NUMMER,
    NU,
    PDF,
    Arende,
    build_anordnare,
    build_arende,
    build_brukare,
    build_faktura,
    build_handlaggare,
    build_handling,
    build_person,
    build_redovisning,
    build_uppdrag,
    build_user,
)
from tests.byggstenar_anordnare import build_bolagskontroll, build_funktionar
from tests.byggstenar_avtal import build_avtal, build_chef
from tests.byggstenar_kontroll import bring_to

pytestmark = pytest.mark.django_db

FEL = {"utfall": "anmarkning", "notering": "Likvidation."}


@pytest.fixture
def arende() -> Arende:
    """Elsa's case with approved invoices for May and April, and one for another person and provider."""
    arende = build_arende(nummer="maj")
    annan = build_brukare("LSS-1B2D", "198601012399"), build_anordnare("5599020004", "Annan Assistans AB")
    build_uppdrag(*annan)
    april = build_faktura(build_redovisning(arende.brukare, arende.anordnare, APRIL), nummer="april")
    for faktura in (arende.faktura, april, build_faktura(build_redovisning(*annan), nummer="annan")):
        bring_to(faktura, Status.GODKAND)
    return arende


def change_relation(a: Arende, **andrat: Any):
    person = build_person(INTYGSGIVARENS_NUMMER)
    stod: dict[str, Any] = {"namn": "Kim Exempelson", "slag": "foralder", "hushall": True, "kalla": "Ansökan"}
    stod |= {"galler_fran": None, "galler_tom": None}
    relation = Relation.objects.create(brukare=a.brukare, person=person, **stod)
    relations.change_relation(relation=relation, **stod | andrat, **who())


def look_at_permit(a: Arende, status: str):
    uppgifter = {"datum": SISTA_MAJ, "kalla": "ivo_utdrag", "notering": "", "nasta_kontroll": None}
    tillstand = Tillstand.objects.get(anordnare=a.anordnare)
    permits.record_look(tillstand=tillstand, status=status, **uppgifter, **who())


def check_provider(a: Arende, slag: str, fore: str | None = None, ny: dict[str, Any] | None = None):
    """A check, after one in May that found nothing when `fore` says of what."""
    if fore:
        build_bolagskontroll(a.anordnare, slag=fore, datum=MITT_I_MAJ)
    uppgifter = {"utfall": "utan_anmarkning", "datum": SISTA_MAJ, "notering": "", "nasta_kontroll": None}
    checks.record_check(anordnare=a.anordnare, slag=slag, **uppgifter | (ny or {}), **who())


def register_functionary(a: Arende, galler_fran: date | None):
    contacts.register_functionary(
        anordnare=a.anordnare,
        personnummer=INTYGSGIVARENS_NUMMER,
        namn="Kim Exempelson",
        roll="vd",
        i_kommunen="",
        galler_fran=galler_fran,
        galler_tom=None,
        **who(),
    )


def change_functionary(a: Arende, **andrat: Any):
    funktionar = build_funktionar(a.anordnare)
    stod = {"namn": funktionar.namn, "roll": "vd", "i_kommunen": "", "galler_tom": None}
    contacts.change_functionary(
        funktionar=funktionar, **stod | {"galler_fran": funktionar.galler_fran} | andrat, **who()
    )


def build_delegation(delegat: str) -> Delegation:
    uppgifter = {"punkt": "3.1", "avser": ["ordinarie"], "galler_fran": APRIL, "namndbeslut": "§ 7"}
    chef = build_user("maria", Roll.ENHETSCHEF)
    return Delegation.objects.create(delegat=build_user(delegat), inlagd_av=chef, inlagd=NU, **uppgifter)


def delegate(a: Arende, beslutade: str, delegat: str, fore: str | None = None):
    """Enter a delegation when one person has decided; `fore` has one already."""
    Beslut.objects.update(organ="delegat", beslutsfattare_konto=build_user(beslutade))
    if fore:
        build_delegation(fore)
    uppgifter = {"punkt": "3.2", "avser": ["ordinarie"], "galler_fran": APRIL, "galler_tom": None, "namndbeslut": "§ 8"}
    delegations.register_delegation(delegat=build_user(delegat), **uppgifter, **who(Roll.ENHETSCHEF))


def end_delegation(a: Arende, beslutade: str, delegat: str):
    Beslut.objects.update(organ="delegat", beslutsfattare_konto=build_user(beslutade))
    delegations.end_delegation(delegation=build_delegation(delegat), galler_tom=MAJ, **who(Roll.ENHETSCHEF))


def attach(a: Arende, slag: str):
    mandat = Betalningsmottagare.objects.get(brukare=a.brukare)
    documents.attach_document(rad=mandat, slag=slag, rubrik="Beslut den 3 mars 2015", innehall=PDF, **who())


def hide_decision(a: Arende):
    handling = build_handling(Betalningsmottagare.objects.get(brukare=a.brukare), slag="beslut")
    documents.hide_document(handling=handling, skal="Fel person.", **who())


ANDRINGAR: dict[str, tuple[Callable[[Arende], Any], set[str]]] = {
    "relationens namn": (lambda a: change_relation(a, namn="Kim Exempelsson", kalla="Folkbokföringen"), set()),
    "relation som börjar i maj": (lambda a: change_relation(a, galler_fran=MAJ), HENNES),
    "relation som slutar i april": (lambda a: change_relation(a, galler_tom=SISTA_APRIL), {"maj"}),
    "tillstånd som IVO ser annorlunda": (lambda a: look_at_permit(a, "aterkallat"), HENNES),
    "tillstånd som IVO ser likadant": (lambda a: look_at_permit(a, "beviljat"), set()),
    "den första kontrollen av F-skatt": (lambda a: check_provider(a, "f_skatt"), HENNES),
    "en kontroll som visar detsamma": (lambda a: check_provider(a, "f_skatt", "f_skatt"), set()),
    "en kontroll som visar något annat": (lambda a: check_provider(a, "bolagsverket", "bolagsverket", ny=FEL), HENNES),
    "en äldre kontroll": (lambda a: check_provider(a, "moms", "moms", ny=FEL | {"datum": MAJ}), set()),
    "en kontroll som ingen kontroll läser": (lambda a: check_provider(a, "kredit"), set()),
    "någon i ledningen från maj": (lambda a: register_functionary(a, MAJ), {"maj"}),
    "någon i ledningen sedan okänd tid": (lambda a: register_functionary(a, None), HENNES),
    "funktionärens namn": (lambda a: change_functionary(a, namn="Kim Exempelsson"), set()),
    "funktionärens uppdrag i kommunen": (lambda a: change_functionary(a, i_kommunen="Nämndledamot"), HENNES),
    "delegationsordningen börjar": (lambda a: delegate(a, "dina", "annan"), HENNES),
    "en till som har beslutat": (lambda a: delegate(a, "dina", "dina", fore="annan"), HENNES),
    "en till som inte har det": (lambda a: delegate(a, "dina", "annan", fore="bea"), set()),
    "beslutsfattarens delegation slutar": (lambda a: end_delegation(a, "dina", "dina"), HENNES),
    "någon annans delegation slutar": (lambda a: end_delegation(a, "dina", "annan"), set()),
    "beslutet om betalning som handling": (lambda a: attach(a, "beslut"), HENNES),
    "en annan handling om betalning": (lambda a: attach(a, "begaran"), set()),
    "beslutet om betalning som döljs": (hide_decision, HENNES),
}


@pytest.mark.parametrize("vad", ANDRINGAR)
def test_what_is_found_out_sends_back_what_rests_on_it(arende, vad):
    change, expected = ANDRINGAR[vad]

    change(arende)

    assert went_back() == expected


def test_a_wrong_statement_counts_when_it_is_confirmed_and_not_before(arende):
    avtal = build_avtal(arende.anordnare)

    state(avtal)
    assert went_back() == set()

    confirmed(avtal)
    assert went_back() == HENNES


def test_a_wrong_statement_of_another_year_is_not_the_invoices(arende):
    confirmed(build_avtal(arende.anordnare, galler_fran=date(2014, 1, 1)), lamnad=date(2014, 12, 31))

    assert went_back() == set()


def test_striking_a_confirmed_one_is_told_and_striking_another_is_not(arende):
    avtal = build_avtal(arende.anordnare)

    strike_wrong(uppgift=state(avtal), struken_skal="Den var riktig.", by=build_handlaggare(), at=NU)
    assert went_back() == set()

    uppgift = confirmed(avtal)
    arende.faktura.refresh_from_db()
    bring_to(arende.faktura, Status.GODKAND)
    strike_wrong(uppgift=uppgift, struken_skal="Den var riktig.", by=build_chef(), at=NU)

    arende.faktura.refresh_from_db()
    assert (arende.faktura.status, arende.faktura.omgang) == (Status.MOTTAGEN, 3)
