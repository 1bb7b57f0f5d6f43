"""Det som kontrollerna fann, utan numren på fakturor som läsaren inte får se.

En öppen faktura kan likna en som också gäller någon med skyddade uppgifter. Att den finns får sägas, men inte vilken.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from django.db.models import QuerySet

from assistans.models import User
from beslut.models import Brukare
from fakturor.models import Fakturarad
from kontroller.motor import Verdikt
from kontroller.regel import Fynd
from kontroller.sidor.beteckning import SKYDDAT


def without_closed_invoices(verdikt: Iterable[Verdikt], reader: User) -> list[Verdikt]:
    """The verdicts, without the number of any invoice that is about somebody closed to the reader. One query."""
    return _without_invoices_of(Brukare.objects.closed_to(reader), verdikt)


def without_protected_invoices(verdikt: Iterable[Verdikt]) -> list[Verdikt]:
    """The verdicts as somebody outside may read them: without the number of any invoice about a protected person."""
    return _without_invoices_of(Brukare.objects.protected(), verdikt)


def protected_hider() -> Callable[[Iterable[Verdikt]], list[Verdikt]]:
    """The same for many invoices: what takes the numbers out of the verdicts of each. One query."""
    return _hider_of(Brukare.objects.protected())


def _without_invoices_of(brukare: QuerySet[Brukare], verdikt: Iterable[Verdikt]) -> list[Verdikt]:
    return _hider_of(brukare)(verdikt)


def _hider_of(brukare: QuerySet[Brukare]) -> Callable[[Iterable[Verdikt]], list[Verdikt]]:
    rader = Fakturarad.objects.filter(brukare__in=brukare)
    dolda = set(rader.values_list("faktura__nummer", flat=True))
    if not dolda:
        return list
    nummer = "|".join(re.escape(ett) for ett in sorted(dolda, key=len, reverse=True))
    monster = re.compile(rf"\bfaktura (?:{nummer})(?![\w-])")
    return lambda verdikt: [
        replace(v, text=_concealed(v.text, monster), fynd=tuple(_finding(f, monster, dolda) for f in v.fynd))
        for v in verdikt
    ]


def _finding(fynd: Fynd, monster: re.Pattern[str], dolda: set[str]) -> Fynd:
    return replace(
        fynd,
        text=_concealed(fynd.text, monster),
        rader=tuple(_concealed(rad, monster) for rad in fynd.rader),
        matt={vad: _open(varde, dolda) for vad, varde in fynd.matt.items()},
    )


def _open(varde: object, dolda: set[str]) -> object:
    return SKYDDAT.lower() if isinstance(varde, str) and varde in dolda else varde


def _concealed(text: str, monster: re.Pattern[str]) -> str:
    return monster.sub(SKYDDAT.lower(), text)
