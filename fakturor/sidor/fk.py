"""Sidorna om Försäkringskassans fakturor: listan, och en faktura med det som provet fann.

Rader om personer som användaren inte får se står inte med. Det sägs hur många de är, och fakturans summa är hel.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet

from assistans.models import User
from assistans.svenska import datumspann, timmar_exakt, timmar_minuter
from beslut.models import Brukare
from fakturor.fk.fakta import Fynd, Grad, Rad
from fakturor.fk.laddning import load_invoice
from fakturor.fk.prov import examine, invoiced, most_minutes, settled_minutes
from fakturor.models import Fkfaktura
from fakturor.services.likhet import fold_referens

GRADORD = {Grad.AVVIKER: "Avviker", Grad.EJ_PROVAT: "Ej prövat", Grad.UPPLYSER: "Upplysning"}
UTSEENDE = {Grad.AVVIKER: "avvikelse", Grad.EJ_PROVAT: "ej_bedomd", Grad.UPPLYSER: "ej_tillamplig"}
"""The verdict whose mark a grade has."""
ORDNING = tuple(Grad)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fyndord:
    """Ett fynd som det visas."""

    utseende: str
    ord: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Radvy:
    """En rad, och det som provet fann om den. På en slutavräkning också vad som var fakturerat och vad det blev."""

    rad: int
    referens: str
    period: str
    timmar: str
    hogst: str
    timbelopp: Decimal
    belopp: Decimal
    fakturerat: str
    fakturerat_kronor: Decimal | None
    slutligt: str
    slutligt_kronor: Decimal | None
    fynd: tuple[Fyndord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fkvy:
    """En faktura, färdig att visas."""

    rader: tuple[Radvy, ...]
    ovriga: tuple[Fyndord, ...]
    antal: dict[str, int]
    skyddade: int
    skyddade_fynd: bool

    @property
    def avviker(self) -> int:
        """How many findings the reviewer has to say something about."""
        return self.antal.get(Grad.AVVIKER, 0) + self.antal.get(Grad.EJ_PROVAT, 0)


def invoices() -> QuerySet[Fkfaktura]:
    """All, the newest month first, with how many rows each has."""
    return (
        Fkfaktura.objects.select_related("inlast_av", "granskad_av")
        .annotate(antal_rader=Count("rader"))
        .order_by("-manad", "-fakturadatum", "-pk")
    )


def view_of(faktura: Fkfaktura, user: User) -> Fkvy:
    """What a user may see of an invoice. Seven queries."""
    laddad = load_invoice(faktura)
    funna = examine(laddad)
    stangda, vikta = _closed_to(user)
    synliga = [rad for rad in laddad.rader if not _is_closed(rad, stangda, vikta)]
    nummer = {rad.rad for rad in synliga}
    visade = [f for f in funna if f.brukare_id not in stangda and (f.rad is None or f.rad in nummer)]
    return Fkvy(
        rader=tuple(_row(rad, visade, slutavrakning=laddad.slutavrakning) for rad in synliga),
        ovriga=tuple(_in_order(f for f in visade if f.rad is None)),
        antal={grad: sum(1 for f in visade if f.grad == grad) for grad in Grad},
        skyddade=len(laddad.rader) - len(synliga),
        skyddade_fynd=any(f.grad != Grad.UPPLYSER for f in funna if f not in visade),
    )


def _closed_to(user: User) -> tuple[set[int], set[str]]:
    stangda = dict(Brukare.objects.closed_to(user).values_list("pk", "referens"))
    return set(stangda), {fold_referens(referens) for referens in stangda.values()}


def _is_closed(rad: Rad, stangda: set[int], vikta: set[str]) -> bool:
    return rad.brukare_id in stangda or (rad.brukare_id is None and fold_referens(rad.referens) in vikta)


def _row(rad: Rad, funna: list[Fynd], *, slutavrakning: bool) -> Radvy:
    tidigare = invoiced(rad) if slutavrakning else []
    fakturerat = sum((a.belopp for a in tidigare), Decimal(0))
    return Radvy(
        rad=rad.rad,
        referens=rad.referens,
        period=datumspann(rad.fran, rad.tom),
        timmar=timmar_minuter(rad.minuter),
        hogst=timmar_exakt(most_minutes(rad)),
        timbelopp=rad.timbelopp,
        belopp=rad.belopp,
        fakturerat=timmar_minuter(sum(a.minuter for a in tidigare)) if slutavrakning else "",
        fakturerat_kronor=fakturerat if slutavrakning else None,
        slutligt=timmar_minuter(settled_minutes(rad)) if slutavrakning else "",
        slutligt_kronor=fakturerat + rad.belopp if slutavrakning else None,
        fynd=tuple(_in_order(f for f in funna if f.rad == rad.rad)),
    )


def _in_order(funna):
    for fynd in sorted(funna, key=lambda fynd: ORDNING.index(fynd.grad)):
        yield Fyndord(utseende=UTSEENDE[fynd.grad], ord=GRADORD[fynd.grad], text=fynd.text)
