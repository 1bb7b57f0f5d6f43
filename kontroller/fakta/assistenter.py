"""Det som registren säger om redovisningens assistenter, utöver att de är anmälda, och personens senaste månader.

En uppgift om en assistent kan röra hälsa eller brott. Fakta bär därför bara vad uppgiften betyder för tiden
(`Uppgiftsslag`), aldrig varför: sjukskrivning och ledighet är båda `franvaro`, och det som gör att någon inte kan
arbeta är `hinder`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Uppgiftsslag = Literal["formaga", "hinder", "franvaro", "annat_arbete", "utomlands"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narhet:
    """En relation i registret mellan assistenten och brukaren."""

    fran: date
    tom: date | None
    narstaende: bool
    hushall: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Uppgift:
    """Något som kommunen har fått veta om assistenten, för en tid. `besvarad` gäller frågan till arbetsgivaren."""

    id: int
    slag: Uppgiftsslag
    fran: date
    tom: date | None
    besvarad: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnatDygn:
    """Assistentens tid ett dygn hos andra, en dag då hen också har tid här: förflutna minuter, och varav beredskap."""

    datum: date
    minuter: int
    beredskap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Byte:
    """En tidrad som börjar eller slutar samma minut som assistentens tid hos en annan person slutar eller börjar."""

    tidrad: int
    slag: Literal["fore", "efter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OmAssistent:
    """Allt det om en av redovisningens assistenter."""

    person: int
    nummer_ratt: bool
    """Om personnumret eller samordningsnumret har rätt kontrollsiffra."""
    fler_nummer: bool
    """Om någon med samma namn och födelsedag är registrerad som assistent med ett annat nummer."""
    narhet: tuple[Narhet, ...] = ()
    uppgifter: tuple[Uppgift, ...] = ()
    andra_dygn: tuple[AnnatDygn, ...] = ()
    byten: tuple[Byte, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manadstal:
    """En av personens månader över alla anordnare: antal assistenter, och minuterna som rapporterna anger."""

    manad: date
    assistenter: int
    minuter: int
