"""Det som kommunen har tagit reda på eller antecknat vid sidan av besluten: hur det står till med anordnaren, vem som
fattade ett beslut och på vilken grund, och vilka som hör ihop.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bolagskontroll:
    """Den senaste kontrollen av ett slag hos en myndighet (B05, B11, B12)."""

    slag: Literal["f_skatt", "arbetsgivare", "moms", "bolagsverket", "funktionarer", "skulder", "kredit"]
    utfall: Literal["utan_anmarkning", "anmarkning", "avregistrerad"]
    datum: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Tillstandsblick:
    """Den senaste gången någon såg efter hos IVO, och hur det stod till med tillståndet då (B03)."""

    datum: date
    status: Literal["beviljat", "aterkallat", "inhiberat", "forbud", "upphort"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Funktionar:
    """Ägare eller någon som bestämmer hos anordnaren. `person` är None när inget nummer är registrerat.

    `fran` är None när ingen vet när det började. Den som driver enskild firma är dess ägare.
    """

    person: int | None
    roll: Literal["agare", "vd", "styrelse", "suppleant", "bolagsman", "ledande"]
    fran: date | None
    tom: date | None
    i_kommunen: bool
    """Om hen är anställd eller förtroendevald i kommunen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FelaktigaUppgifter:
    """Så många bekräftade felaktiga uppgifter som räknas på ett av anordnarens avtal under ett kalenderår (B17)."""

    avtal: int
    ar: int
    antal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Någon i personens närhet. `narstaende` enligt 9 c § LSS. `fran` är None när ingen vet när det började."""

    person: int
    narstaende: bool
    hushall: bool
    fran: date | None
    tom: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """Rätten att besluta i nämndens namn för ett slag av beslut. En delegation för flera slag är flera rader."""

    id: int
    punkt: str
    avser: Literal["ordinarie", "tillfallig_utokning", "timbelopp", "betalning_11"]
    fran: date
    tom: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beslut:
    """Vem som fattade ett beslut och på vilken grund. `organ` är tomt när det inte är registrerat.

    `delegationer` är den som beslutet anger, eller alla som beslutsfattaren har när beslutet inte anger någon.
    """

    id: int
    diarienummer: str
    datum: date
    organ: Literal["", "delegat", "namnd", "forsakringskassan"]
    beslutsfattare: int | None
    """Beslutsfattarens konto, None när det inte är känt."""
    delegationer: tuple[Delegation, ...]
    delegationsordning: bool
    """Om kommunen har lagt in någon delegation alls. Annars går inget att pröva mot den."""
