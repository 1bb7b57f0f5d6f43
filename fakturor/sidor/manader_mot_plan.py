"""Årets månader mot sin plan, på sidan Budget och utfall: det som är tomt sägs en gång."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from assistans.svenska import decimal, manad_namn
from beslut.models import Budgetpost
from fakturor.ekonomi.jamforelse import Jamford, deviates, plan_of_month
from fakturor.ekonomi.prognos import Framrakning, Raknad

HART = "\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manadsrad:
    """En månad mot sin plan. `raknat` är sant när beloppet är framräknat och inte blev så.

    `fullt` är vad månaden kostar om allt som är beviljat används, None för det som inga beslut gäller.
    """

    manad: date
    fullt: Decimal | None
    godkant: Decimal
    vantar: Decimal
    belopp: Decimal | None
    raknat: bool
    avvikelse: Decimal | None
    procent: str
    avviker: bool

    @property
    def tom(self) -> bool:
        """Whether nothing is claimed for it, and nothing is reckoned."""
        return self.belopp is None and not self.godkant and not self.vantar


@dataclass(frozen=True, slots=True, kw_only=True)
class Tomrad:
    """Månader i följd som inget är begärt för, i ord."""

    manader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manader:
    """Årets månader. `raknas` är falskt när ingen månad är känd eller framräknad, och `har_fullt` när inga beslut finns
    att räkna från: då står inte de kolumnerna där.
    """

    plan: Decimal | None
    rader: tuple[Manadsrad | Tomrad, ...]
    raknas: bool
    har_fullt: bool


def months_of(slag: str, prognos: Framrakning, budget: Decimal | None) -> Manader:
    """Each month with its plan, a twelfth of the budget. Only a month that is known can deviate from it (H10)."""
    plan = None if budget is None else plan_of_month(budget)
    har_fullt = slag != Budgetpost.Slag.SJUKLON and any(rad.manad.fullt for rad in prognos.manader)
    rader = [_month(rad, plan, har_fullt=har_fullt) for rad in prognos.manader]
    return Manader(
        plan=plan,
        rader=tuple(_runs_together(rader)),
        raknas=any(rad.belopp is not None for rad in rader),
        har_fullt=har_fullt,
    )


def _month(rad: Raknad, plan: Decimal | None, *, har_fullt: bool) -> Manadsrad:
    jamford = Jamford(plan, rad.belopp)
    fullt = rad.manad.fullt if har_fullt else None
    return Manadsrad(
        manad=rad.manad.manad,
        fullt=None if fullt is None else Decimal(fullt.numerator) / fullt.denominator,
        godkant=rad.manad.utfall,
        vantar=rad.manad.vantar,
        belopp=rad.belopp,
        raknat=not rad.manad.kand,
        avvikelse=jamford.avvikelse,
        procent="" if jamford.procent is None else f"{decimal(jamford.procent)}{HART}%",
        avviker=rad.manad.kand and deviates(jamford),
    )


def _runs_together(rader: Iterable[Manadsrad]) -> Iterator[Manadsrad | Tomrad]:
    """The months, those with nothing that follow on each other told once."""
    for tom, grupp in groupby(rader, key=lambda rad: rad.tom):
        manaderna = list(grupp)
        if not tom:
            yield from manaderna
            continue
        forst, sist = manaderna[0].manad, manaderna[-1].manad
        yield Tomrad(manader=manad_namn(sist) if forst == sist else f"{manad_namn(forst, ar=False)}–{manad_namn(sist)}")
