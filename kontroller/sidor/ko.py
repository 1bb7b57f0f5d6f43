"""Kön av det som väntar på en användare: bara fakturornas id:n, för den som går från den ena till den andra."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from assistans.models import User
from fakturor.attestratt import decided_reductions
from fakturor.flode import Status
from fakturor.models import Faktura
from fakturor.sidor.omatchade import unmatched
from kontroller.bedomningslage import states_of
from kontroller.loading.belopp import exact
from kontroller.sidor.arbetslista import BEDOMS, ready_for_attest, step_for, visible

ATTESTERAS = {
    Status.KONTROLLERAD: "kontroller.granskningsattest",
    Status.GRANSKAD: "kontroller.beslutsattest",
}
"""The right to attest what stands in a step."""


class Koplats(NamedTuple):
    """En faktura i kön: så mycket som behövs för att veta var den står."""

    pk: int
    omgang: int
    forfallodatum: date | None
    att_betala: Decimal
    typ: str

    def order(self) -> tuple[date, Decimal, int]:
        """What a queue is sorted by: the day due, the kronor that are paid (credit notes as minus), the id."""
        kronor = exact(self.att_betala)
        return (self.forfallodatum or date.max, kronor if self.typ == Faktura.Typ.KREDITNOTA else -kronor, self.pk)


def queue_for(user: User) -> list[int]:
    """Ids of the invoices that the list of work has for the user, in its order."""
    ko: list[Koplats] = []
    if user.may("kontroller.bedoma") or user.may("kontroller.bekrafta"):
        oppna = _places(visible(user, BEDOMS))
        lagen = states_of((plats.pk for plats in oppna), with_findings=False)
        ko += [plats for plats in oppna if plats.pk in lagen and step_for(user, lagen[plats.pk])]
    for status, rattighet in ATTESTERAS.items():
        if user.may(rattighet):
            vantar = _places(visible(user, [status]))
            fardiga = ready_for_attest(user, status, {plats.pk: plats.omgang for plats in vantar})
            ko += [plats for plats in vantar if plats.pk in fardiga]
    if user.may("fakturor.matcha"):
        ko += _places(unmatched(user))
    nedsatt = decided_reductions([plats.pk for plats in ko])
    kvar = [plats._replace(att_betala=plats.att_betala - nedsatt.get(plats.pk, 0)) for plats in ko]
    return [plats.pk for plats in sorted(kvar, key=Koplats.order)]


def _places(fakturor: QuerySet[Faktura]) -> list[Koplats]:
    """The places of invoices, unsorted. One query."""
    rader = fakturor.select_related(None).prefetch_related(None).order_by()
    return [Koplats._make(rad) for rad in rader.values_list(*Koplats._fields)]
