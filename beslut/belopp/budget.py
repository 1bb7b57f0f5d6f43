"""Årets budget, och vad ett ändrat timbelopp gör med den, som i figur 4 i revisionsrapporten 2015:3."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistans.svenska import heltal
from beslut.belopp.andel import SchablonUnclear, schablon_over
from beslut.belopp.avrundning import KRONA, rounded
from beslut.belopp.budgeteffekt import VISADE, Effekt, effect_of, hours_paid
from beslut.models import Budgetpost, Timbelopp


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgetar:
    """Ett års budget per slag, i samma ordning som `Budgetpost.Slag`. None där ingen budget är registrerad."""

    ar: int
    poster: tuple[Budgetpost | None, ...]

    @property
    def summa(self) -> Decimal:
        return sum((post.belopp for post in self.poster if post), Decimal(0))


def budget_years(poster: Iterable[Budgetpost]) -> list[Budgetar]:
    """The budgets year by year, the newest first."""
    per_ar: dict[int, dict[str, Budgetpost]] = {}
    for post in poster:
        per_ar.setdefault(post.ar, {})[post.slag] = post
    return [
        Budgetar(ar=ar, poster=tuple(per_ar[ar].get(slag) for slag in Budgetpost.Slag))
        for ar in sorted(per_ar, reverse=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgeteffekt:
    """Vad årets budget räcker till med ett timbelopp, och vad ändringar av det gör med kostnaden."""

    ar: int
    budget: Decimal
    timbelopp: Decimal
    effekter: tuple[Effekt, ...]

    @property
    def mening(self) -> str:
        timmar = heltal(int(rounded(hours_paid(self.budget, self.timbelopp), KRONA)))
        return f"Beräkningen utgår från att ca {timmar} timmar ersätts."


def effect_on_budget(budget: Budgetpost, timbelopp: Decimal, andringar: Iterable[Decimal] = ()) -> Budgeteffekt:
    """The changes of figure 4 and others asked for, the largest reduction first."""
    alla = sorted({*VISADE, *andringar})
    effekter = tuple(effect_of(budget.belopp, timbelopp, andring) for andring in alla)
    return Budgeteffekt(ar=budget.ar, budget=budget.belopp, timbelopp=timbelopp, effekter=effekter)


def amount_of_year(rates: Iterable[Timbelopp], ar: int) -> tuple[Decimal, str] | None:
    """The municipality's amount if one holds the whole year, else the state's, and what it is called."""
    rates = list(rates)
    for kategori, kallas in (
        (Timbelopp.Kategori.KOMMUN, "kommunens timbelopp"),
        (Timbelopp.Kategori.SCHABLON, "statens schablon"),
    ):
        try:
            av_slaget = [t for t in rates if t.kategori == kategori]
            return schablon_over(av_slaget, date(ar, 1, 1), date(ar, 12, 31)), kallas
        except SchablonUnclear:
            continue
    return None
