"""Varje adress i projektet, med varje id som kan stå i den: också de sidor som ännu inte fanns när det skrevs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

from django.db.models import ForeignKey, Model
from django.urls import reverse

from beslut.models import Betalningsmottagare, Brukare, Handling, Person
from fakturor.models import Betalningsretur, Faktura, Fakturarad, Inlasningsfil, Tidrapport, Utbetalningsomgang
from kontroller.models import Utfallsrad
from kontroller.rapport.period import Utgava, span_of
from tests.byggstenar import MANAD
from tests.test_arkitektur import EGNA_MODELLER, views
from tests.webblasare.sidor import SIDOR

KALLAS = {
    "mandat": Betalningsmottagare,
    "rapport": Tidrapport,
    "omatchad": Faktura,
    "betald": Faktura,
    "utfall": Utfallsrad,
    "fil": Inlasningsfil,
    "brukare": Brukare,
    "omgang": Utbetalningsomgang,
    "forberedd_omgang": Utbetalningsomgang,
    "retur": Betalningsretur,
}
"""What an address calls a thing that is not called so by its model."""
FASTA = {"manad": [MANAD], "ar": [MANAD.year], "tidrymd": [span_of(Utgava.MANAD, MANAD)]}
"""What an address can carry that is no id."""
FLEST = 5
"""As many rows of a kind as are tried: protected, and not."""
Rad = tuple[type[Model], int]


@dataclass(frozen=True, slots=True)
class Adress:
    """En adress, och raderna som den med säkerhet pekar på."""

    namn: str
    url: str
    rader: frozenset[Rad]


def every_address() -> Iterator[Adress]:
    """Every view of the project with ids of what it is about, protected and not.

    Where the name of an id does not tell what it is about, the ids of everything are tried.
    """
    protected_rows.cache_clear()
    _above.cache_clear()
    _some_of.cache_clear()
    for namn, monster in views():
        parametrar = list(monster.pattern.converters)
        kallade = SIDOR[namn].argument if namn in SIDOR else ()
        val = [_values(p, kallade[n] if n < len(kallade) else "") for n, p in enumerate(parametrar)]
        seen = set()
        for valda in _matching(parametrar, val):
            url = reverse(namn, kwargs=dict(zip(parametrar, (varde for varde, _ in valda), strict=True)))
            if url not in seen:
                seen.add(url)
                yield Adress(namn, url, frozenset(rad for _, rad in valda if rad))


def _values(parameter: str, kallad: str) -> list[tuple[object, Rad | None]]:
    """What a parameter can be, and the row that it points at when that is certain."""
    if parameter in FASTA:
        return [(varde, None) for varde in FASTA[parameter]]
    if not parameter.endswith("_id"):
        return [(modell._meta.model_name, None) for modell in EGNA_MODELLER]
    modell = _called(kallad) or _called(parameter.removesuffix("_id"))
    if modell:
        return [(pk, (modell, pk)) for pk in _some_of(modell)]
    return [(pk, None) for pk in sorted({pk for m in EGNA_MODELLER for pk in _some_of(m)})]


def _called(namn: str) -> type[Model] | None:
    """The model that a name stands for, in an address or among the things of the pages."""
    return KALLAS.get(namn) or next((m for m in EGNA_MODELLER if m._meta.model_name == namn.replace("_", "")), None)


def _matching(parametrar: list[str], val: list[list]) -> Iterator[tuple]:
    """The combinations that hang together: a kind of row goes with the ids of that kind, a row with what it is of."""
    slag = next((n for n, p in enumerate(parametrar) if p not in FASTA and not p.endswith("_id")), None)
    if slag is None:
        yield from (valda for valda in product(*val) if _hang_together([rad for _, rad in valda if rad]))
        return
    for ord_, _ in val[slag]:
        modell = _called(ord_)
        rader = [(pk, (modell, pk)) for pk in _some_of(modell)]
        yield from product(*([(ord_, None)] if n == slag else rader for n in range(len(parametrar))))


def _hang_together(rader: list[Rad]) -> bool:
    """Whether each row is of the one before it in the address, as a file is of the upload that it came with."""
    return all(forst in _above(sedan) for forst, sedan in pairwise(rader))


@cache
def _some_of(modell: type[Model]) -> list[int]:
    """Ids of a model: the first that are about somebody protected, and the first that are not."""
    ids = list(modell.objects.order_by("pk").values_list("pk", flat=True))
    skyddade = [pk for pk in ids if (modell, pk) in protected_rows()]
    return sorted({*skyddade[:FLEST], *[pk for pk in ids if pk not in skyddade][:FLEST]})


@cache
def _above(rad: Rad) -> frozenset[Rad]:
    """The rows that a row points at, and those that they point at."""
    modell, pk = rad
    falt = [f for f in modell._meta.concrete_fields if isinstance(f, ForeignKey) and f.related_model in EGNA_MODELLER]
    if not falt:
        return frozenset()
    varden = modell.objects.filter(pk=pk).values_list(*(f.attname for f in falt)).get()
    pekade = [(f.related_model, varde) for f, varde in zip(falt, varden, strict=True) if varde]
    return frozenset(pekade).union(*map(_above, pekade))


@cache
def protected_rows() -> set[Rad]:
    """Every row that is about somebody with protected identity, by the foreign keys that lead to her, and what is tied
    to such a row by its name and id.
    """
    skyddade = Brukare.objects.exclude(skydd=Brukare.Skydd.INGEN)
    found: set[Rad] = {(Brukare, pk) for pk in skyddade.values_list("pk", flat=True)}
    found |= {(Person, pk) for pk in skyddade.values_list("person", flat=True)}
    while more := set(_pointing_at(found)) - found:
        found |= more
    return found


def _pointing_at(found: set[Rad]) -> Iterator[Rad]:
    yield from ((Faktura, pk) for pk in _invoices_of(found))
    for modell in EGNA_MODELLER:
        for falt in modell._meta.concrete_fields:
            if pekade := [pk for m, pk in found if isinstance(falt, ForeignKey) and m is falt.related_model]:
                rader = modell.objects.filter(**{f"{falt.name}__in": pekade})
                yield from ((modell, pk) for pk in rader.values_list("pk", flat=True))
    for pk, objekt, objekt_id in Handling.objects.values_list("pk", "objekt", "objekt_id"):
        if any(m._meta.label_lower == objekt and objekt_id == rad for m, rad in found):
            yield Handling, pk


def _invoices_of(found: set[Rad]) -> Iterator[int]:
    brukare = [pk for m, pk in found if m is Brukare]
    yield from Fakturarad.objects.filter(brukare__in=brukare).values_list("faktura", flat=True)
