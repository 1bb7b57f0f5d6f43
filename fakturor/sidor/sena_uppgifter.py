"""Betalda fakturor som vilar på något som har ändrats efteråt, och som ingen har avgjort (I02)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from assistans.models import User
from fakturor.models import Fakturarad, SenUppgift
from fakturor.sidor.aterkravsord import invoice_words
from fakturor.sidor.beteckning import closed_to


class Sen(NamedTuple):
    """En faktura, vad som ändrades, och vad kontrollerna svarar i dag, i ord."""

    sen: SenUppgift
    faktura: str
    utfall: str


def waiting(user: User, manad: date | None = None) -> QuerySet[SenUppgift]:
    """What waits for somebody to settle it, about nobody whom the user may not see. The oldest first."""
    stangda = Fakturarad.objects.filter(faktura=OuterRef("faktura"), brukare__in=closed_to(user))
    sena = SenUppgift.objects.filter(avgjord__isnull=True).exclude(Exists(stangda))
    sena = sena if manad is None else sena.filter(manad=manad)
    return sena.select_related("faktura__anordnare").order_by("tid", "pk")


def rows_of(sena: Iterable[SenUppgift]) -> list[Sen]:
    """As the page shows them."""
    return [Sen(sen, invoice_words(sen.faktura), _in_words(sen)) for sen in sena]


def count_by_month(user: User) -> dict[date, tuple[int, SenUppgift]]:
    """How many wait in each month, and the one that has waited longest. One query."""
    per: dict[date, list[SenUppgift]] = defaultdict(list)
    for sen in waiting(user):
        per[sen.manad].append(sen)
    return {manad: (len(deras), deras[0]) for manad, deras in sorted(per.items())}


def _in_words(sen: SenUppgift) -> str:
    if sen.omraknad is None:
        return "Prövas"
    return "En kontroll svarar annorlunda" if sen.kontroller == 1 else f"{sen.kontroller} kontroller svarar annorlunda"
