"""Vad avtalsformen kräver av ett uppdrag: avtal, anmälan till IVO, och grund för att betala till någon annan."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from assistans.personnummer import birthday_18
from assistans.svenska import datum_text
from beslut.brister.betalning import ground_on
from beslut.brister.krav import Krav
from beslut.models import Betalningsmottagare, Tillstand, Uppdrag

Form = Uppdrag.Avtalsform
Anmalningar = dict[int, list[Tillstand]]
Mandat = dict[tuple[int, int], list[Betalningsmottagare]]

I_ORD = {
    Form.A: "Kommunen anordnar assistansen med egen personal. Inget betalas till någon annan.",
    Form.B: "Kommunen har avtalat med anordnaren, och betalar den enligt avtalet.",
    Form.C: "Personen är själv arbetsgivare för sina assistenter, och får ekonomiskt stöd till skäliga kostnader.",
    Form.D: "Personen köper assistansen av anordnaren, och får ekonomiskt stöd till skäliga kostnader.",
}
"""The four forms as kammarrätten describes them (KR Göteborg mål nr 7131-13)."""


def demands_on_assignments(uppdrag: Iterable[Uppdrag], *, idag: date) -> dict[int, list[Krav]]:
    """What the form of each assignment asks for, by the assignment's id. Two queries.

    The rows come with their `brukare__person`. What an assignment has to have is asked on the day, or on its last one.
    """
    rader = list(uppdrag)
    anmalningar, mandat = _notifications(rader), _mandates(rader)
    return {rad.pk: _demands(rad, anmalningar, mandat, idag) for rad in rader}


def _demands(rad: Uppdrag, anmalningar: Anmalningar, mandat: Mandat, idag: date) -> list[Krav]:
    dag = max(rad.galler_fran, min(idag, rad.galler_tom or idag))
    if rad.avtalsform == Form.A:
        return []
    if rad.avtalsform == Form.B:
        return [_agreement(rad)]
    grund = ground_on(mandat.get((rad.brukare_id, rad.anordnare_id), ()), dag)
    if rad.avtalsform == Form.D:
        return [_agreement(rad), grund]
    return _notified(rad, anmalningar.get(rad.anordnare_id, []), dag)


def _agreement(rad: Uppdrag) -> Krav:
    krav, dag = "Skriftligt avtal senast den första dagen", rad.avtal_datum
    if dag is None:
        return Krav("B06", krav, brist="Inget avtal är registrerat.")
    if dag > rad.galler_fran:
        sen = f"Avtalet är från {datum_text(dag)}, och uppdraget började {datum_text(rad.galler_fran)}."
        return Krav("B06", krav, brist=sen)
    return Krav("B06", krav, finns=f"Avtal från {datum_text(dag)}.")


def _notified(rad: Uppdrag, anmalningar: list[Tillstand], dag: date) -> list[Krav]:
    """The employer's notification before the start, and a new one when she has turned 18."""
    krav = "Anmälan till IVO innan assistansen börjar"
    forsta = min((anmalan.galler_fran for anmalan in anmalningar), default=None)
    if forsta is None:
        fore = Krav("B04", krav, brist="Ingen anmälan till IVO är registrerad.")
    elif forsta > rad.galler_fran:
        sen = f"Anmälan gäller från {datum_text(forsta)}, och uppdraget började {datum_text(rad.galler_fran)}."
        fore = Krav("B04", krav, brist=sen)
    else:
        fore = Krav("B04", krav, finns=f"Anmälan som gäller från {datum_text(forsta)}.")
    fyller_18 = birthday_18(rad.brukare.person.personnummer)
    return [fore, _renewed(anmalningar, fyller_18, dag)] if fyller_18 > rad.galler_fran else [fore]


def _renewed(anmalningar: list[Tillstand], fyller_18: date, dag: date) -> Krav:
    krav = "Ny anmälan till IVO när personen fyller 18 år"
    ny = min((a.galler_fran for a in anmalningar if a.galler_fran >= fyller_18), default=None)
    if ny:
        return Krav("B04", krav, finns=f"Anmälan som gäller från {datum_text(ny)}.")
    if fyller_18 <= dag:
        fyllde = f"Personen fyllde 18 den {datum_text(fyller_18)}, och ingen anmälan därefter är registrerad."
        return Krav("B04", krav, brist=fyllde)
    return Krav("B04", krav, finns=f"Behövs från {datum_text(fyller_18)}.")


def _notifications(rader: list[Uppdrag]) -> Anmalningar:
    egna = {rad.anordnare_id for rad in rader if rad.avtalsform == Form.C}
    funna: Anmalningar = defaultdict(list)
    anmalningar = Tillstand.objects.filter(anordnare__in=egna, typ=Tillstand.Typ.ANMALAN)
    for anmalan in anmalningar.exclude(status=Tillstand.Status.FORBUD):
        funna[anmalan.anordnare_id].append(anmalan)
    return funna


def _mandates(rader: list[Uppdrag]) -> Mandat:
    kopta = {rad.brukare_id for rad in rader if rad.avtalsform == Form.D}
    funna: Mandat = defaultdict(list)
    for mandat in Betalningsmottagare.objects.filter(brukare__in=kopta):
        funna[mandat.brukare_id, mandat.anordnare_id].append(mandat)
    return funna
