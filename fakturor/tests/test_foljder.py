"""Det som ändras för hand i registren skickar tillbaka de obetalda fakturor som vilar på det, och inga andra."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.models import Assistent, Beslutsrad, Betalningsmottagare, Konto, Tillstand, Timbelopp, Uppdrag, Vistelse
from beslut.services import (
    accounts,
    assignments,
    assistants,
    decisions,
    identity,
    periods,
    permits,
    persons,
    preceding,
    providers,
    rates,
    redeciding,
    relations,
    representatives,
)
from beslut.services.refusal import RegistrationRefused
from fakturor.flode import Status
from fakturor.models import Faktura, GodkandTid
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    INTYGSGIVARENS_NUMMER,
    NU,
    STOCKHOLM,
    Arende,
    build_anordnare,
    build_arende,
    build_brukare,
    build_faktura,
    build_handlaggare,
    build_konto,
    build_redovisning,
    build_timbelopp,
    build_uppdrag,
    build_user,
)
from tests.byggstenar_kontroll import bring_to

pytestmark = pytest.mark.django_db

ANNANS_NUMMER = "198601012399"
MAJ, SISTA_MAJ, MITT_I_MAJ = date(2015, 5, 1), date(2015, 5, 31), date(2015, 5, 10)
APRIL, SISTA_APRIL, JUNI = date(2015, 4, 1), date(2015, 4, 30), date(2015, 6, 1)


@pytest.fixture
def arende() -> Arende:
    """Elsa's case with its invoice for May, one of hers for April, and one for May of another person and provider.

    All three are approved for payment.
    """
    arende = build_arende(nummer="maj")
    annan = build_brukare("LSS-1B2D", ANNANS_NUMMER), build_anordnare("5599020004", "Annan Assistans AB")
    build_uppdrag(*annan)
    april = build_faktura(build_redovisning(arende.brukare, arende.anordnare, APRIL), nummer="april")
    annans = build_faktura(build_redovisning(*annan), nummer="annan")
    for faktura in (arende.faktura, april, annans):
        bring_to(faktura, Status.GODKAND)
    return arende


def went_back() -> set[str]:
    return set(Faktura.objects.filter(status=Status.MOTTAGEN, omgang=2).values_list("nummer", flat=True))


def who(roll: Roll = Roll.HANDLAGGARE) -> dict[str, Any]:
    return {"by": build_user(roll.value, roll), "at": NU}


def klockan(dag: int, manad: int = 5) -> datetime:
    return datetime(2015, manad, dag, 12, 0, tzinfo=STOCKHOLM)


# Persons and stays


def change_person(a: Arende, **andrat):
    uppgifter = {"skydd": "ingen", "avliden": None, "fornamn": "Elsa", "efternamn": "Provberg"}
    uppgifter |= {"folkbokforingskommun": "", "behoriga": []}
    persons.change_person(brukare=a.brukare, **uppgifter | andrat, **who())


def register_another_person(a: Arende):
    persons.register_person(
        referens="LSS-0001",
        personnummer=INTYGSGIVARENS_NUMMER,
        skydd="ingen",
        avliden=None,
        behoriga=[],
        fornamn="Nils",
        efternamn="Exempel",
        folkbokforingskommun="",
        **who(),
    )


def register_representative(a: Arende, galler_fran: date, galler_tom: date | None = None):
    return representatives.register_representative(
        brukare=a.brukare,
        personnummer=INTYGSGIVARENS_NUMMER,
        namn="Kim Exempelson",
        roll="god_man",
        omfattning=["bevaka_ratt"],
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        **who(),
    )


def correct_number(a: Arende):
    identity.correct_number(
        brukare=a.brukare, personnummer="198511299995", skal="Skrevs fel.", samma_manniska=None, **who()
    )


def register_relation(a: Arende):
    relations.register_relation(
        brukare=a.brukare,
        personnummer=INTYGSGIVARENS_NUMMER,
        namn="Kim Exempelson",
        slag="foralder",
        hushall=True,
        galler_fran=None,
        galler_tom=None,
        kalla="Ansökan",
        **who(),
    )


def register_stay(a: Arende, borjar: datetime, slutar: datetime | None):
    persons.register_stay(brukare=a.brukare, borjar=borjar, slutar=slutar, typ="sjukhus", sarskilda_skal=False, **who())


def end_stay(a: Arende):
    vistelse = Vistelse.objects.create(brukare=a.brukare, borjar=klockan(20), typ="sjukhus")
    persons.end_stay(vistelse=vistelse, slutar=klockan(2, 6), **who())


# Decisions


def register_decision(a: Arende, galler_fran: date, galler_tom: date | None, typ: str = "ordinarie"):
    handlaggare = build_handlaggare()
    beviljat = preceding.Beviljat(tidstyp="aktiv", timmar=Decimal(20), enhet="vecka", omrakning="kalenderdagar")
    decisions.register_decision(
        brukare=a.brukare,
        diarienummer="LSS 2015/212",
        typ=typ,
        beslutsdatum=SISTA_APRIL,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        fattat=decisions.Fattat(beslutsfattare=handlaggare),
        skal=redeciding.Skal(grund="egen_begaran", motivering="Personen vill ha mindre tid."),
        beviljat=[beviljat],
        ends_preceding=True,
        by=handlaggare,
        at=NU,
    )


def end_decision_row(galler_tom: date):
    redeciding.end_decision_row(
        rad=Beslutsrad.objects.get(), galler_tom=galler_tom, grund="egen_begaran", motivering="Flyttar.", **who()
    )


def correct_row(a: Arende, **andrat):
    rad = Beslutsrad.objects.get()
    stod = {"galler_fran": rad.galler_fran, "galler_tom": None, "timmar": rad.timmar}
    stod |= {"tidstyp": "aktiv", "enhet": "manad", "omrakning": "kalenderdagar", "dubbel": False}
    decisions.correct_row(rad=rad, **stod | andrat, skal="Talen var omkastade.", **who())


# Assignments


def register_assignment(a: Arende, galler_fran: date, galler_tom: date | None = None):
    assignments.register_assignment(
        brukare=a.brukare,
        anordnare=a.anordnare,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        avtalsform="B",
        avtal_datum=None,
        natt=False,
        **who(),
    )


def change_assignment(a: Arende, **andrat):
    uppdrag = Uppdrag.objects.get(brukare=a.brukare)
    stod = {"galler_tom": None, "avtal_datum": uppdrag.avtal_datum, "informerad_om_upphort": None, "natt": False}
    assignments.change_assignment(uppdrag=uppdrag, **stod | andrat, **who())


def register_mandate(a: Arende):
    assignments.register_mandate(
        brukare=a.brukare,
        anordnare=a.anordnare,
        galler_fran=JUNI,
        galler_tom=None,
        grund="begaran",
        undertecknad_av="brukaren",
        undertecknad=JUNI,
        **who(),
    )


def revoke_mandate(a: Arende):
    mandat = Betalningsmottagare.objects.get(brukare=a.brukare)
    assignments.revoke_mandate(mandat=mandat, aterkallad=JUNI, **who())


def change_assistant(a: Arende, **andrat: Any):
    assistent = Assistent.objects.get()
    anmalan = {namn: getattr(assistent, namn) for namn in assistants.Anmalan.__annotations__}
    assistants.change_assistant(assistent=assistent, **anmalan | andrat, **who())


def register_assistant(a: Arende):
    assistants.register_assistant(
        anordnare=a.anordnare,
        brukare=None,
        personnummer=ASSISTENTENS_NUMMER,
        namn="Sam Testlund",
        galler_fran=MAJ,
        galler_tom=None,
        anmald_11a=MAJ,
        narstaende=True,
        hushallsgemenskap=False,
        ees_bosatt=True,
        anstalld_fran=None,
        arbetstidslag="ATL",
        kollektivavtal="",
        berakning_fran=None,
        berakning_veckor=None,
        registerutdrag=None,
        informerad_9c=None,
        **who(),
    )


# Providers, permits, accounts


def change_provider(a: Arende, f_skatt: bool):
    providers.change_provider(anordnare=a.anordnare, namn=a.anordnare.namn, form="aktiebolag", f_skatt=f_skatt, **who())


def register_another_provider(a: Arende):
    providers.register_provider(
        form="aktiebolag",
        orgnr="5599030003",
        personnummer="",
        namn="Tredje Assistans AB",
        f_skatt=True,
        konton=[("bankgiro", "99123457")],
        **who(),
    )


def register_permit(a: Arende):
    permits.register_permit(
        anordnare=a.anordnare,
        typ="tillstand",
        galler_fran=MAJ,
        galler_tom=None,
        diarienummer="",
        status="beviljat",
        kontrollerad=None,
        **who(),
    )


def change_permit(a: Arende, **andrat):
    tillstand = Tillstand.objects.get(anordnare=a.anordnare)
    stod = {"status": "beviljat", "galler_tom": None, "diarienummer": "", "kontrollerad": tillstand.kontrollerad}
    permits.change_permit(tillstand=tillstand, **stod | andrat, **who())


def confirm_permit(a: Arende, senast: date | None):
    Tillstand.objects.update(kontrollerad=senast)
    permits.confirm_permit(tillstand=Tillstand.objects.get(anordnare=a.anordnare), **who())


def new_account(a: Arende) -> Konto:
    return build_konto(a.anordnare, "99123457", forsta=False, inlagt_av=build_user("kalle", Roll.KONSULENT))


def register_account(a: Arende):
    accounts.register_account(anordnare=a.anordnare, typ="bankgiro", nummer="99123457", **who())


def verify(a: Arende):
    accounts.verify(
        konto=new_account(a),
        metod="kand_kontakt",
        innehavare="Exempel Assistans AB",
        hur="Uppringd.",
        **who(Roll.EKONOM),
    )


def decline(a: Arende):
    accounts.decline(konto=new_account(a), **who(Roll.EKONOM))


# Rates and ends


def register_rate(a: Arende, kategori: str, galler_fran: date, galler_tom: date | None = None, **vem: Any):
    rates.register_rate(
        kategori=kategori,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        **{"brukare": None, "anordnare": None} | vem,
        belopp=Decimal("290.00"),
        grund="Nämndens beslut",
        **who(),
    )


def end(rad: Any, galler_tom: date):
    periods.end(rad=rad, galler_tom=galler_tom, **who())


HENNES = {"maj", "april"}
ANDRINGAR: dict[str, tuple[Callable[[Arende], Any], set[str]]] = {
    "dödsfall": (lambda a: change_person(a, avliden=MITT_I_MAJ), HENNES),
    "personen som hon var": (change_person, set()),
    "en annan person": (register_another_person, set()),
    "företrädare som kan ha undertecknat i juni": (lambda a: register_representative(a, JUNI), HENNES),
    "företrädare som slutade i april": (lambda a: register_representative(a, APRIL, SISTA_APRIL), {"april"}),
    "rättat personnummer": (correct_number, HENNES),
    "en förälder i hushållet": (register_relation, HENNES),
    "vistelse i maj": (lambda a: register_stay(a, klockan(20), klockan(22)), {"maj"}),
    "vistelse från april": (lambda a: register_stay(a, klockan(30, 4), None), HENNES),
    "vistelse i juni": (lambda a: register_stay(a, klockan(1, 6), None), set()),
    "vistelse som avslutas": (end_stay, {"maj"}),
    "nytt beslut": (lambda a: register_decision(a, MAJ, None), {"maj"}),
    "beslut i april som avslutar det förra": (
        lambda a: register_decision(a, date(2015, 4, 10), SISTA_APRIL),
        HENNES,
    ),
    "tillfällig utökning": (lambda a: register_decision(a, MAJ, SISTA_MAJ, "tillfallig_utokning"), {"maj"}),
    "beslut från juni": (lambda a: register_decision(a, JUNI, None), set()),
    "rättad rad": (lambda a: correct_row(a, timmar=Decimal(120)), HENNES),
    "rättad sista dag": (lambda a: correct_row(a, galler_tom=MITT_I_MAJ), {"maj"}),
    "beslut som slutar i maj": (lambda a: end_decision_row(MITT_I_MAJ), {"maj"}),
    "beslut som slutar efter maj": (lambda a: end_decision_row(SISTA_MAJ), set()),
    "nytt uppdrag": (lambda a: register_assignment(a, MAJ), {"maj"}),
    "uppdrag i april som avslutar det förra": (lambda a: register_assignment(a, APRIL, SISTA_APRIL), HENNES),
    "uppdragets avtal": (lambda a: change_assignment(a, avtal_datum=None), HENNES),
    "uppdraget som det var": (change_assignment, set()),
    "ny grund att betala, före fakturan": (register_mandate, HENNES),
    "återkallad grund": (revoke_mandate, HENNES),
    "anmäld assistent": (register_assistant, {"maj"}),
    "kompletterad anmälan": (lambda a: change_assistant(a, registerutdrag=MAJ), HENNES),
    "anmälan som den var": (change_assistant, set()),
    "assistent som slutar": (lambda a: end(Assistent.objects.get(), MITT_I_MAJ), {"maj"}),
    "anordnarens f-skatt": (lambda a: change_provider(a, False), HENNES),
    "anordnaren som den var": (lambda a: change_provider(a, True), set()),
    "en annan anordnare": (register_another_provider, set()),
    "nytt tillstånd": (register_permit, {"maj"}),
    "återkallat tillstånd": (lambda a: change_permit(a, status="aterkallat", galler_tom=SISTA_APRIL), HENNES),
    "tillstånd som slutar i maj": (lambda a: change_permit(a, galler_tom=MITT_I_MAJ), {"maj"}),
    "tillståndet som det var": (change_permit, set()),
    "tillstånd kontrollerat första gången": (lambda a: confirm_permit(a, None), HENNES),
    "tillstånd kontrollerat igen": (lambda a: confirm_permit(a, SISTA_APRIL), set()),
    "inlagt konto": (register_account, HENNES),
    "verifierat konto": (verify, HENNES),
    "avvisat konto": (decline, HENNES),
    "schablon för alla": (lambda a: register_rate(a, "schablon", MAJ), {"maj", "annan"}),
    "eget timbelopp": (lambda a: register_rate(a, "individuell", MAJ, brukare=a.brukare), {"maj"}),
    "anordnarens timbelopp": (lambda a: register_rate(a, "avtal", MAJ, anordnare=a.anordnare), {"maj"}),
    "timbelopp från juni": (lambda a: register_rate(a, "schablon", JUNI), set()),
    "timbelopp som slutar": (lambda a: end(Timbelopp.objects.get(), SISTA_APRIL), {"maj", "annan"}),
}


@pytest.mark.parametrize("vad", ANDRINGAR)
def test_a_change_by_hand_sends_back_what_rests_on_it(arende, vad):
    change, expected = ANDRINGAR[vad]

    change(arende)

    assert went_back() == expected


@pytest.mark.parametrize("status", [Status.KONTROLLERAD, Status.GRANSKAD, Status.GODKAND])
def test_an_invoice_goes_back_from_every_step_before_payment(status):
    arende = build_arende()
    bring_to(arende.faktura, status)

    change_person(arende, avliden=MITT_I_MAJ)

    arende.faktura.refresh_from_db()
    assert (arende.faktura.status, arende.faktura.omgang) == (Status.MOTTAGEN, 2)
    assert not GodkandTid.objects.exists()
    event = Handelse.objects.get(typ="faktura.tillbaka")
    assert (event.objekt_id, event.uppgifter["fran"], event.tid) == (arende.faktura.pk, status, NU)


@pytest.mark.parametrize("status", [Status.I_UTBETALNING, Status.UTBETALD])
@pytest.mark.parametrize("vad", ["dödsfall", "nytt beslut", "återkallad grund", "återkallat tillstånd", "inlagt konto"])
def test_what_is_paid_stays_paid(vad, status):
    arende = build_arende()
    bring_to(arende.faktura, status)

    ANDRINGAR[vad][0](arende)

    arende.faktura.refresh_from_db()
    assert (arende.faktura.status, arende.faktura.omgang) == (status, 1)


def test_a_refused_change_leaves_the_invoices_where_they_are(arende):
    build_timbelopp(kategori="kommun", galler_fran=MAJ)

    with pytest.raises(RegistrationRefused, match="timbelopp av samma slag"):
        register_rate(arende, "kommun", MAJ)

    assert went_back() == set()
    assert not Handelse.objects.filter(typ="faktura.tillbaka").exists()


def test_an_event_says_whom_and_which_days_a_change_is_about(arende):
    register_assignment(arende, MAJ)
    register_rate(arende, "schablon", MAJ, SISTA_MAJ)

    uppdraget = Handelse.objects.get(typ="uppdrag.registrerat").uppgifter
    timbeloppet = Handelse.objects.get(typ="timbelopp.registrerat").uppgifter
    assert uppdraget == {"brukare": arende.brukare.pk, "anordnare": arende.anordnare.pk, "fran": "2015-05-01"}
    # The open rate gives way, and what follows on the new one has no rate at all.
    assert timbeloppet == {"fran": "2015-05-01", "kategori": "schablon", "belopp": "290.00"}
