"""En träff, och hur databasen jämför text: utan prickar och versaler, med index för delar av ord."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Func, Q, QuerySet, TextField

from beslut.sokning import fold
from kontroller.sok.fraga import Fraga


@dataclass(frozen=True, slots=True, kw_only=True)
class Traff:
    """Något som fanns: vad det heter, var det finns, vad det är, och vad i det som är lika med frågan.

    `om` är det som en läsning loggas om, när träffen säger vem en människa är.
    """

    rubrik: str
    adress: str
    vad: str
    detaljer: tuple[str, ...] = ()
    om: Any = field(default=None, compare=False)


def sokform(falt: str) -> Func:
    """A column as it is compared; the database has an index on it."""
    return Func(F(falt), function="sokform", output_field=TextField())


def with_forms(rader: QuerySet, **falt: str) -> QuerySet:
    """Rows with columns to be compared, by the names that the conditions call them."""
    return rader.alias(**{f"_{namn}": sokform(vag) for namn, vag in falt.items()})


def every_word(fraga: Fraga, *namn: str) -> Q:
    """Each word of the question stands in one of the columns."""
    samlat = Q()
    for ordet in fraga.ord:
        samlat &= _any(Q(**{f"_{ett}__contains": ordet}) for ett in namn)
    return samlat


def whole_text(fraga: Fraga, *namn: str) -> Q:
    """All of the question stands in one of the columns, as a number with its blanks does."""
    return _any(Q(**{f"_{ett}__contains": fraga.hel}) for ett in namn)


def what_matched(fraga: Fraga, **falt: str | None) -> str:
    """Which of some values have a word of the question in them, as it is told: Namn, Referens."""
    lika = [
        namn
        for namn, varde in falt.items()
        if varde and any(ordet in fold(str(varde)) for ordet in (*fraga.ord, fraga.hel))
    ]
    text = ", ".join(lika).replace("_", " ")
    return text[:1].upper() + text[1:]


def _any(villkor: Iterable[Q]) -> Q:
    samlat = Q(pk__in=[])
    for ett in villkor:
        samlat |= ett
    return samlat
