"""Appeals: that one came, that it was handed over to a court, how it went, and that it goes on (27 § LSS)."""

from datetime import date, datetime

from django.utils import timezone

from assistans.models import User
from assistans.svenska import datum_text
from beslut.models import Beslut, Beslutsrad, Overklagande
from beslut.services.foljder import record_change, save_change
from beslut.services.refusal import RegistrationRefused, told_in_words

INSTANSER = tuple(Overklagande.Instans)
"""The courts, from the first to the last."""
DOMSTOLENS = frozenset(
    {
        Overklagande.Utgang.BIFALL,
        Overklagande.Utgang.DELVIS_BIFALL,
        Overklagande.Utgang.AVSLAG,
        Overklagande.Utgang.ATERFORVISAT,
    }
)
"""The outcomes that only a court can give."""


@told_in_words()
def register_appeal(*, beslut: Beslut, inkom: date, by: User, at: datetime) -> Overklagande:
    """Register that the municipality has received an appeal of a decision of its own."""
    beslut = Beslut.objects.select_for_update().get(pk=beslut.pk)
    if beslut.rader.filter(typ=Beslutsrad.Typ.ASSISTANSERSATTNING).exists():
        raise RegistrationRefused("Beslutet är Försäkringskassans. Här står överklaganden av kommunens beslut.")
    _refuse_outside(inkom, "inkom", beslut.beslutsdatum, "Beslutet fattades", idag=timezone.localdate(at))
    if beslut.overklaganden.filter(utgang=Overklagande.Utgang.PAGAR).exists():
        raise RegistrationRefused("Beslutet har redan ett överklagande som inte är avgjort.", "inkom")
    overklagande = Overklagande.objects.create(beslut=beslut, inkom=inkom)
    record_change("overklagande.registrerat", overklagande, omfang=None, by=by, at=at)
    return overklagande


@told_in_words()
def follow_appeal(
    *,
    overklagande: Overklagande,
    overlamnat: date | None,
    instans: str,
    malnummer: str,
    inhibition: bool,
    utgang: str,
    utgang_datum: date | None,
    by: User,
    at: datetime,
) -> Overklagande:
    """Write down what has become known of an appeal: the handing over, the case number, inhibition, the outcome."""
    overklagande = Overklagande.objects.select_for_update().get(pk=overklagande.pk)
    idag = timezone.localdate(at)
    if overlamnat is not None:
        _refuse_outside(overlamnat, "overlamnat", overklagande.inkom, "Överklagandet kom", idag=idag)
        if not instans:
            raise RegistrationRefused("Välj domstolen som överklagandet lämnades till.", "instans")
    _refuse_without_court(instans=instans, malnummer=malnummer, inhibition=inhibition, utgang=utgang)
    _refuse_undated(utgang, utgang_datum)
    if utgang_datum is not None:
        senast = max(overklagande.inkom, overlamnat or overklagande.inkom)
        _refuse_outside(utgang_datum, "utgang_datum", senast, "Överklagandet låg där", idag=idag)

    nytt = {
        "overlamnat": overlamnat,
        "instans": instans,
        "malnummer": malnummer,
        "inhibition": inhibition,
        "utgang": utgang,
        "utgang_datum": utgang_datum,
    }
    andrat = save_change(overklagande, nytt).falt
    record_change("overklagande.andrat", overklagande, omfang=None, by=by, at=at, andrat=andrat)
    return overklagande


@told_in_words()
def continue_appeal(
    *, overklagande: Overklagande, inkom: date, instans: str, malnummer: str, by: User, at: datetime
) -> Overklagande:
    """Register that a court's ruling is appealed to a higher one: a row of its own, beside the ruling."""
    Beslut.objects.select_for_update().get(pk=overklagande.beslut_id)
    overklagande = Overklagande.objects.get(pk=overklagande.pk)
    if not can_go_on(overklagande):
        raise RegistrationRefused("Registrera först hur domstolen avgjorde målet.")
    if instans not in higher_courts(overklagande):
        raise RegistrationRefused("Välj en domstol över den som har avgjort målet.", "instans")
    _refuse_outside(inkom, "inkom", overklagande.utgang_datum, "Målet avgjordes", idag=timezone.localdate(at))
    if overklagande.beslut.overklaganden.filter(utgang=Overklagande.Utgang.PAGAR).exists():
        raise RegistrationRefused("Beslutet har redan ett överklagande som inte är avgjort.", "inkom")
    vidare = Overklagande.objects.create(beslut=overklagande.beslut, inkom=inkom, instans=instans, malnummer=malnummer)
    record_change("overklagande.registrerat", vidare, omfang=None, by=by, at=at, instans=instans)
    return vidare


def higher_courts(overklagande: Overklagande) -> tuple[str, ...]:
    """The courts above the one that an appeal has come to; none above the highest, or before it has come to any."""
    if not overklagande.instans:
        return ()
    return INSTANSER[INSTANSER.index(overklagande.instans) + 1 :]


def can_go_on(overklagande: Overklagande) -> bool:
    """Whether a court has ruled, and there is a higher one."""
    return overklagande.utgang != Overklagande.Utgang.PAGAR and bool(higher_courts(overklagande))


def _refuse_outside(dag: date, falt: str, tidigast: date, vad: str, *, idag: date) -> None:
    """Raise RegistrationRefused if a day lies before what it follows, or ahead of us."""
    if dag < tidigast:
        raise RegistrationRefused(f"{vad} den {datum_text(tidigast)}. Skriv den dagen eller en senare.", falt)
    if dag > idag:
        raise RegistrationRefused("Dagen ligger framåt i tiden.", falt)


def _refuse_without_court(*, instans: str, malnummer: str, inhibition: bool, utgang: str) -> None:
    if instans:
        return
    if malnummer:
        raise RegistrationRefused("Välj domstolen som målnumret hör till.", "instans")
    if inhibition:
        raise RegistrationRefused("Välj domstolen som har bestämt att beslutet inte ska gälla tills vidare.", "instans")
    if utgang in DOMSTOLENS:
        ordet = Overklagande.Utgang(utgang).label.lower()
        raise RegistrationRefused(f"Välj domstolen som har avgjort målet: {ordet} ges av en domstol.", "instans")


def _refuse_undated(utgang: str, utgang_datum: date | None) -> None:
    if utgang == Overklagande.Utgang.PAGAR and utgang_datum is not None:
        raise RegistrationRefused("Välj utgången, eller lämna dagen tom medan överklagandet pågår.", "utgang")
    if utgang != Overklagande.Utgang.PAGAR and utgang_datum is None:
        raise RegistrationRefused("Skriv vilken dag överklagandet avgjordes.", "utgang_datum")
