"""Allt som provet av en FK-faktura får veta. Frysta uppgifter, utan Django. Tid är minuter, belopp är kronor."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Grad(StrEnum):
    """Vad ett fynd betyder för den som granskar."""

    AVVIKER = "avviker"
    EJ_PROVAT = "ej_provat"
    UPPLYSER = "upplyser"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fynd:
    """Något som provet fann. `rad` är radens nummer, None för det som gäller hela fakturan eller någon som saknas."""

    kod: str
    grad: Grad
    text: str
    rad: int | None = None
    brukare_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Från och med, till och med. Utan slut tills vidare."""

    fran: date
    tom: date | None

    def days_within(self, fran: date, tom: date) -> int:
        """The number of days that it shares with a closed period."""
        return max(0, (min(self.tom or tom, tom) - max(self.fran, fran)).days + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beviljat(Period):
    """En rad i Försäkringskassans beslut. `delare` är vad en timme av slaget delas med när den ersätts."""

    timmar: Decimal
    enhet: str
    omrakning: str
    delare: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sats(Period):
    """Statens timbelopp under en period."""

    belopp: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Annanrad(Period):
    """En rad för samma person på en annan FK-faktura. `tom` finns alltid."""

    nummer: str
    minuter: int
    belopp: Decimal
    slutavrakning: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rad:
    """En rad på fakturan. `brukare_id` är None när referensen inte är känd; `andra` är personens övriga FK-rader."""

    rad: int
    referens: str
    brukare_id: int | None
    fran: date
    tom: date
    minuter: int
    timbelopp: Decimal
    belopp: Decimal
    beviljat: tuple[Beviljat, ...] = ()
    andra: tuple[Annanrad, ...] = ()
    lss_minuter: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Saknad:
    """Någon som har ett beslut om assistansersättning under månaden och inte står på fakturan."""

    brukare_id: int
    referens: str
    fran: date
    tom: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Fakturan:
    """Fakturan med det som den prövas mot."""

    slutavrakning: bool
    manad: date
    belopp: Decimal
    rader: tuple[Rad, ...]
    satser: tuple[Sats, ...]
    saknade: tuple[Saknad, ...] = ()
