"""What today's facts say of what is already approved for payment or paid (I02). It is listed; nothing is changed.

The invoice's own controls are made once more, by the rule set of its newest result, so that only what has become known
since can make a difference. Blocks of invoices at a time, so that a month of any size has room.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from assistans.tid import parse_month
from fakturor.flode import BETALAS
from fakturor.models import Faktura
from kontroller import kanon
from kontroller import regelverk as regelverken
from kontroller.loading import load_facts
from kontroller.models import Granskning
from kontroller.motor import Verdikt, judge
from kontroller.regel import TYNGD, Utfall
from kontroller.regler import load_versions

BLOCKSTORLEK = 50
SPARAS_SEKUNDER = 30 * 24 * 3600
FEL = "Omräkningen kunde inte göras. Felet står i loggen."
FINNER = (Utfall.AVVIKELSE, Utfall.EJ_BEDOMD, Utfall.VARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Andrat:
    """En kontroll av en godkänd faktura som i dag skulle säga något annat.

    `utfall` är dagens; `godkand` när det som kontrollen fann inte längre finns. `kronor` är det som dagens utfall
    ifrågasätter, högst fakturans belopp.
    """

    faktura: int
    regel: str
    utfall: str
    text: str
    kronor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Omrakning:
    """En månads omräkning: när den gjordes, hur många fakturor som prövades, och det som är annorlunda."""

    raknad: datetime
    antal: int
    andrat: tuple[Andrat, ...]


def find_changes(manad: date) -> Iterator[tuple[int, list[Andrat]]]:
    """Every invoice of the month that is approved or paid, by id, with the controls that would answer otherwise now."""
    ids = list(Faktura.objects.claiming(manad).filter(status__in=BETALAS).values_list("pk", flat=True))
    for fran in range(0, len(ids), BLOCKSTORLEK):
        yield from changes_of(ids[fran : fran + BLOCKSTORLEK])


def changes_of(ids: list[int]) -> Iterator[tuple[int, list[Andrat]]]:
    """Invoices of one block, by id, with the controls that would answer otherwise now."""
    for granskning, verdikt in _tried_again(ids):
        yield granskning.faktura_id, _differences(granskning, verdikt, abs(granskning.faktura.att_betala))


def verdicts_today(faktura: Faktura) -> tuple[list[Andrat], dict[str, Verdikt]]:
    """What differs for one invoice, and what its controls answer today, by code. Both empty when nothing does."""
    for granskning, verdikt in _tried_again([faktura.pk]):
        return _differences(granskning, verdikt, abs(faktura.att_betala)), {v.regel: v for v in verdikt}
    return [], {}


def recalculate(manad: date, *, at: datetime) -> Omrakning:
    """Make the month's recalculation and keep it to be shown."""
    prov = list(find_changes(manad))
    svar = Omrakning(raknad=at, antal=len(prov), andrat=tuple(ett for _, lista in prov for ett in lista))
    cache.set(_key(manad), {**asdict(svar), "raknad": at.isoformat()}, SPARAS_SEKUNDER)
    cache.delete(_state_key(manad))
    return svar


def order_recalculation(manad: date) -> None:
    """Have a worker make it. What it finds is shown when it is done."""
    from kontroller.tasks import recalculate as task

    cache.set(_state_key(manad), "pagar", SPARAS_SEKUNDER)
    transaction.on_commit(lambda: task.delay(f"{manad:%Y-%m}"))


def carry_out_order(manad_text: str) -> None:
    """What the worker does. When it breaks, that is told instead of a result."""
    manad = parse_month(manad_text)
    try:
        recalculate(manad, at=timezone.now())
    except Exception:
        cache.set(_state_key(manad), FEL, SPARAS_SEKUNDER)
        raise


def newest_recalculation(manad: date) -> Omrakning | None:
    """The month's newest recalculation that is kept, or None."""
    sparat = cache.get(_key(manad))
    if sparat is None:
        return None
    andrat = tuple(Andrat(**ett) for ett in sparat["andrat"])
    return Omrakning(raknad=parse_datetime(sparat["raknad"]), antal=sparat["antal"], andrat=andrat)


def recalculation_state(manad: date) -> str:
    """ "pagar" while a worker is at it, a sentence when it could not be made, else nothing."""
    return cache.get(_state_key(manad), "")


def _tried_again(ids: list[int]) -> Iterator[tuple[Granskning, tuple[Verdikt, ...]]]:
    """The newest result of each invoice, and its verdicts on today's facts; none when the facts are the same."""
    senaste: dict[int, Granskning] = {}
    granskningar = (
        Granskning.objects.filter(faktura__in=ids)
        .select_related("korning__regelverk", "faktura")
        .defer("fakta", "ovriga")
    )
    for granskning in granskningar.prefetch_related("utfall").order_by("pk"):
        senaste[granskning.faktura_id] = granskning
    regelverk = {g.korning.regelverk_id: g.korning.regelverk for g in senaste.values()}
    lasta = {pk: regelverken.as_engine_reads_it(ett) for pk, ett in regelverk.items()}
    for fakta in load_facts(senaste):
        granskning = senaste[fakta.faktura.id]
        if kanon.sha256(kanon.to_json(fakta)) == granskning.fakta_sha256:
            yield granskning, ()
            continue
        yield granskning, judge(fakta, lasta[granskning.korning.regelverk_id], load_versions()).verdikt


def _differences(granskning: Granskning, verdikt: tuple[Verdikt, ...], hogst: Decimal) -> list[Andrat]:
    """The controls that find something else than the result says, and those that no longer find what it says."""
    if not verdikt:
        return []
    fore = {rad.regel: rad for rad in granskning.utfall.all()}
    nu = {v.regel: v for v in verdikt if v.utfall in FINNER}
    andra = [v for kod, v in nu.items() if kod not in fore or fore[kod].fyndhash != kanon.finding_hash(v)]
    borta = [v for v in verdikt if v.regel in fore and v.regel not in nu]
    return [
        Andrat(
            faktura=granskning.faktura_id,
            regel=v.regel,
            utfall=str(v.utfall),
            text=v.text,
            kronor=str(min(v.kronor, hogst) if v.kronor and v.utfall in FINNER else Decimal(0)),
        )
        for v in sorted([*andra, *borta], key=lambda v: (TYNGD[v.utfall], v.regel))
    ]


def _key(manad: date) -> str:
    return f"omrakning:{manad:%Y-%m}"


def _state_key(manad: date) -> str:
    return f"omrakning-lage:{manad:%Y-%m}"
