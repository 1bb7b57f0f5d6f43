"""Assistentens arbetstid över de perioder som arbetstidslagarna räknar den (9 d § första stycket 4 LSS).

Två slag av tid räknas, i förflutna minuter: aktiv tid och väntetid. Väntetid är tid då assistenten finns på plats under
brukarens dygnsvila och därför står till arbetsgivarens förfogande. Beredskap hemma är ingen arbetstid och är inte med.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Arbetstidslag = Literal["HusligL", "ATL", "kollektivavtal", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arbetat:
    """Minuter av de båda slagen."""

    aktiv: int
    vantetid: int


INGET = Arbetat(aktiv=0, vantetid=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arbetsfonster:
    """En period, båda dagarna med, och vad assistenten har arbetat i den till och med redovisningens månad.

    `fore_aret` och `fore` är tid hos anordnaren före årets början och därefter före månaden. `har` är redovisningens
    egen tid, `anordnaren` det övriga hos anordnaren i månaden. `andra_fore` och `andra` är tid hos andra arbetsgivare
    som kommunen känner till, före och i månaden.
    """

    fran: date
    tom: date
    fore_aret: Arbetat = INGET
    fore: Arbetat = INGET
    har: Arbetat = INGET
    anordnaren: Arbetat = INGET
    andra_fore: Arbetat = INGET
    andra: Arbetat = INGET


@dataclass(frozen=True, slots=True, kw_only=True)
class Arbetstid:
    """En assistents arbetstid enligt en av anordnarens anmälningar av hen, som gäller någon dag i månaden.

    `galler_fran` och `galler_tom` är anmälans. `berakning_fran` och `veckor` är perioden som arbetstiden räknas över,
    None när den inte är registrerad. `avtal` är kollektivavtalets namn och `styrkt` om en handling om det är inlagd.
    `perioder` är de beräkningsperioder som har en dag i månaden. `fyraveckor` är perioderna om 28 dagar räknade från
    samma första dag, från den med den 1 januari till den med månadens sista dag; de utan tid är inte med.
    """

    assistent: int
    lag: Arbetstidslag
    galler_fran: date
    galler_tom: date | None
    berakning_fran: date | None
    veckor: int | None
    avtal: str = ""
    styrkt: bool = False
    perioder: tuple[Arbetsfonster, ...] = ()
    fyraveckor: tuple[Arbetsfonster, ...] = ()
    anmalan: int | None = None
    """Anmälans id, för sidan om arbetstid."""

    @property
    def fran(self) -> date:
        """The first day of the registration, for `covers`."""
        return self.galler_fran

    @property
    def tom(self) -> date | None:
        """The last day of the registration, for `covers`."""
        return self.galler_tom
