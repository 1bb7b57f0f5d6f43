"""Budgeten mot det som blev eller väntas bli, som i figur 2. Ren räkning, utan Django. Beloppen är i kronor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

TUSEN = Decimal(1000)
HELA = Decimal(1)
AVVIKER_FRAN_PLAN = Decimal(10)
"""A month is shown as deviating when it differs from its plan by more than so many per cent of it (H10)."""
MANADER_PER_AR = 12


@dataclass(frozen=True, slots=True)
class Jamford:
    """En budget och det som den jämförs med. None där inget är registrerat: det är inte noll."""

    budget: Decimal | None
    utfall: Decimal | None

    @property
    def avvikelse(self) -> Decimal | None:
        """What is left of the budget; below zero when it does not suffice."""
        return None if self.budget is None or self.utfall is None else self.budget - self.utfall

    @property
    def procent(self) -> Decimal | None:
        """The deviation in whole per cent of the budget, half away from zero. None against a budget of nothing."""
        if self.avvikelse is None or not self.budget:
            return None
        return (self.avvikelse * 100 / self.budget).quantize(HELA, ROUND_HALF_UP)


def total_of(delar: Iterable[Jamford]) -> Jamford:
    """All kinds together. A sum with a part missing is no sum."""
    delar = list(delar)
    return Jamford(_whole([d.budget for d in delar]), _whole([d.utfall for d in delar]))


def thousands(belopp: Decimal | None) -> Decimal | None:
    """Kronor as whole thousands, half away from zero. Each figure is rounded by itself, from its exact amount."""
    return None if belopp is None else (belopp / TUSEN).quantize(HELA, ROUND_HALF_UP)


def plan_of_month(budget: Decimal) -> Decimal:
    """The year's budget in twelve equal parts, to the öre."""
    return (budget / MANADER_PER_AR).quantize(Decimal("0.01"), ROUND_HALF_UP)


def deviates(manad: Jamford) -> bool:
    """Whether a month is more than the limit from its plan, in either direction; exactly the limit is not."""
    if manad.avvikelse is None:
        return False
    return abs(manad.avvikelse) * 100 > AVVIKER_FRAN_PLAN * abs(manad.budget or Decimal(0))


def _whole(belopp: Sequence[Decimal | None]) -> Decimal | None:
    kanda = [ett for ett in belopp if ett is not None]
    return sum(kanda, Decimal(0)) if kanda and len(kanda) == len(belopp) else None
