"""Statens belopp år för år: de som programmet känner, de som är registrerade, och skillnaden mellan dem."""

from dataclasses import dataclass
from datetime import date

from assistans.svenska import kronor
from beslut.belopp.schablon import KANDA, OKANDA, SENARE, Schablonar
from beslut.models import Timbelopp


@dataclass(frozen=True, slots=True, kw_only=True)
class Statsar:
    """Ett år: det kända beloppet, det registrerade, och vad som skiljer. `varfor` säger varför ett belopp är okänt."""

    ar: int
    kand: Schablonar | None
    registrerade: tuple[Timbelopp, ...]
    varfor: str
    skillnad: str

    @property
    def kan_tas_in(self) -> bool:
        return self.kand is not None and not self.registrerade


def state_years(schabloner: list[Timbelopp], i_ar: int) -> list[Statsar]:
    """Every year from the first known to this one, or to the last that is registered, the newest first."""
    sista = max(i_ar, *KANDA, *(t.galler_fran.year for t in schabloner))
    return [_year(ar, schabloner) for ar in range(sista, min(KANDA) - 1, -1)]


def _year(ar: int, schabloner: list[Timbelopp]) -> Statsar:
    nyar, sylvester = date(ar, 1, 1), date(ar, 12, 31)
    registrerade = tuple(
        t for t in schabloner if t.galler_fran <= sylvester and (t.galler_tom is None or t.galler_tom >= nyar)
    )
    kand = KANDA.get(ar)
    return Statsar(
        ar=ar,
        kand=kand,
        registrerade=registrerade,
        varfor="" if kand else OKANDA.get(ar, SENARE),
        skillnad=_difference(kand, registrerade) if kand else "",
    )


def _difference(kand: Schablonar, registrerade: tuple[Timbelopp, ...]) -> str:
    """What is registered otherwise than it is known, as a sentence."""
    andra = [t for t in registrerade if t.belopp != kand.belopp]
    if not andra:
        return ""
    mer = andra[0].belopp - kand.belopp
    ord_ = "högre" if mer > 0 else "lägre"
    return f"Det registrerade är {kronor(abs(mer))} {ord_} än {kronor(kand.belopp)} enligt {kand.grund}."
