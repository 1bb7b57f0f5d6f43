"""Kön av det som väntar på en användare: vilka fakturor, på vad, och i vilken ordning.

Den räknas och ordnas hel, men lätt: bara det som ordningen och summorna behöver. Vad som står om en faktura läses
för dem som visas (`arbetslista.py`).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from assistans.models import User
from fakturor.attesthinder import AWAITS, personal_obstacles
from fakturor.attestratt import decided_reductions
from fakturor.flode import Status
from fakturor.models import Faktura, Fakturarad
from fakturor.sidor.omatchade import unmatched
from kontroller.bedomningslage import Fakturalage, states_of
from kontroller.loading.belopp import exact
from kontroller.models import Granskning
from kontroller.sidor.beteckning import closed_to
from kontroller.sidor.steg import Steg, remaining_of

ATT_BEDOMA = (Steg.BEDOMNING, Steg.KOMMENTAR, Steg.BEKRAFTELSE, Steg.KOMPLETTERING, Steg.AVSLAGEN)
BEDOMER = ("kontroller.bedoma", "kontroller.bekrafta")
BEDOMS = (Status.STOPPAD, Status.KONTROLLERAD, Status.GRANSKAD, Status.GODKAND)
ATTESTERAS = (
    (Status.KONTROLLERAD, "kontroller.granskningsattest", Steg.GRANSKNINGSATTEST),
    (Status.GRANSKAD, "kontroller.beslutsattest", Steg.BESLUTSATTEST),
)
"""Where an invoice waits for an attest, the right to give it, and the step."""
KOLUMNER = ("pk", "omgang", "forfallodatum", "att_betala", "typ")


class Koplats(NamedTuple):
    """En faktura i kön. `resultat` är vad den senaste kontrollen fann, tomt när den inte är kontrollerad, och
    `nedsatt` det som en beslutad nedsättning drar av.
    """

    pk: int
    omgang: int
    forfallodatum: date | None
    att_betala: Decimal
    typ: str
    resultat: str | None = None
    steg: Steg = Steg.PARNING
    nedsatt: Decimal | None = None

    @property
    def belopp(self) -> Decimal:
        """Kronor that are claimed; negative for a credit note."""
        belopp = exact(self.att_betala)
        return -belopp if self.typ == Faktura.Typ.KREDITNOTA else belopp

    @property
    def betalas(self) -> Decimal | None:
        """What a decided reduction has left; None when nothing is taken off."""
        return None if self.nedsatt is None else exact(self.att_betala - self.nedsatt)

    @property
    def att_lamna(self) -> Decimal:
        """Kronor that are paid: what is claimed, or what a decided reduction has left of it."""
        return self.belopp if self.nedsatt is None else exact(self.att_betala - self.nedsatt)

    @property
    def senast(self) -> date | None:
        """The day the invoice falls due."""
        return self.forfallodatum

    def order(self) -> tuple[date, Decimal, int]:
        """What the queue is sorted by: the day due, the kronor that are paid, the id."""
        return (self.forfallodatum or date.max, -self.att_lamna, self.pk)


def queue_of(user: User) -> list[Koplats]:
    """All that waits for the user, most urgent first."""
    ko = _to_assess(user)
    for status, rattighet, steg in ATTESTERAS:
        if user.may(rattighet):
            ko += _to_attest(user, status, steg)
    if user.may("fakturor.matcha"):
        ko += [plats._replace(steg=Steg.PARNING) for plats in _places(unmatched(user))]
    return _in_order(ko)


def assessments_of(user: User, steg: Steg | None = None) -> list[Koplats]:
    """The invoices with something for the user to assess, comment, confirm or follow up, most urgent first; those of
    one step when it is given.
    """
    return _in_order([plats for plats in _to_assess(user) if not steg or plats.steg == steg])


def queue_for(user: User) -> list[int]:
    """Ids of the invoices in the queue, in its order."""
    return [plats.pk for plats in queue_of(user)]


def visible(user: User, status: Iterable[str]) -> QuerySet[Faktura]:
    """Invoices in some steps, without those about a person whom the user may not see. One query more."""
    stangda = Fakturarad.objects.filter(brukare__in=closed_to(user)).values("faktura")
    return Faktura.objects.filter(status__in=status).exclude(pk__in=stangda)


def step_for(user: User, lage: Fakturalage) -> Steg | None:
    """What of the invoice the user can do something about; nobody confirms her own assessment."""
    kvar = set()
    for rad in lage.rader:
        steg = remaining_of(rad)
        egen = rad.bedomning is not None and rad.bedomning.av_id == user.pk
        if steg == Steg.BEKRAFTELSE and egen:
            continue
        if steg in ATT_BEDOMA and (steg == Steg.BEKRAFTELSE or user.may("kontroller.bedoma")):
            kvar.add(steg)
    return next((steg for steg in ATT_BEDOMA if steg in kvar), None)


def _to_assess(user: User) -> list[Koplats]:
    """Only an invoice where the newest control found something can wait for anybody's assessment."""
    if not any(user.may(rattighet) for rattighet in BEDOMER):
        return []
    platser = [plats for plats in _controlled(visible(user, BEDOMS)) if _found(plats)]
    lagen = _states(platser)
    steg = {pk: steg for pk, lage in lagen.items() if (steg := step_for(user, lage))}
    return [plats._replace(steg=steg[plats.pk]) for plats in platser if plats.pk in steg]


def _to_attest(user: User, status: Status, steg: Steg) -> list[Koplats]:
    """Those that are controlled and dealt with, and that nothing keeps the user from attesting."""
    platser = [plats for plats in _controlled(visible(user, [status])) if plats.resultat]
    lagen = _states(plats for plats in platser if _found(plats))
    klara = {
        plats.pk: plats.omgang
        for plats in platser
        if not _found(plats) or all(rad.tackt for rad in lagen[plats.pk].rader)
    }
    typ = next(typ for typ, vantar in AWAITS.items() if vantar == status)
    hinder = personal_obstacles(omgangar=klara, typ=typ, by=user, dag=timezone.localdate())
    return [plats._replace(steg=steg) for plats in platser if plats.pk in klara and plats.pk not in hinder]


def _found(plats: Koplats) -> bool:
    return plats.resultat not in (None, Granskning.Resultat.REN)


def _states(platser: Iterable[Koplats]) -> Mapping[int, Fakturalage]:
    return states_of((plats.pk for plats in platser), with_findings=False)


def _in_order(platser: list[Koplats]) -> list[Koplats]:
    """By day due and by what is paid: what is left of those that are reduced. One query."""
    nedsatt = decided_reductions([plats.pk for plats in platser])
    kvar = (plats._replace(nedsatt=nedsatt[plats.pk]) if plats.pk in nedsatt else plats for plats in platser)
    return sorted(kvar, key=Koplats.order)


def _controlled(fakturor: QuerySet[Faktura]) -> list[Koplats]:
    """The places of invoices with what their newest control found, unsorted. One query."""
    senaste = Granskning.objects.filter(faktura=OuterRef("pk")).order_by("-pk").values("resultat")[:1]
    return _places(fakturor.annotate(resultat=Subquery(senaste)), "resultat")


def _places(fakturor: QuerySet[Faktura], *mer: str) -> list[Koplats]:
    rader = fakturor.select_related(None).prefetch_related(None).order_by()
    return [Koplats(*rad) for rad in rader.values_list(*KOLUMNER, *mer)]
