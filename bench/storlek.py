"""Hur stor kommunen är. Allt annat följer av antalet personer, i samma proportioner."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistans.tid import first_of_month, last_of_month

MANADER = 12
TUNG = 20
"""Var tjugonde person har assistans hela dagen; de andra har några pass i månaden."""
ASSISTENTER_TUNG = 4
UNDERLAG_PER_FAKTURA = 11


@dataclass(frozen=True, kw_only=True)
class Storlek:
    """En kommun med så många personer, sedd en viss dag: de tolv månaderna före den har underlag."""

    personer: int
    idag: date

    @property
    def uppdrag(self) -> int:
        """Assignments: one person in ten has two providers."""
        return self.personer + self.personer // 10

    @property
    def anordnare(self) -> int:
        """Providers; the largest has a sixth of the persons."""
        return max(5, self.personer * 6 // 100)

    @cached_property
    def assistenter(self) -> int:
        """Assistants, who each work for one person."""
        return sum(assistants_of(u) for u in range(1, self.uppdrag + 1))

    @property
    def foretradare(self) -> int:
        """Persons who act for somebody: three persons in ten have one."""
        return self.personer * 3 // 10

    @property
    def manniskor(self) -> int:
        """Everyone with a personnummer: persons, assistants, who certifies at each provider, representatives."""
        return self.personer + self.assistenter + self.anordnare + self.foretradare

    @property
    def filer(self) -> int:
        """Files put up at a time; one in ten has rows that cannot be read."""
        return 10 + self.personer // 100

    @property
    def sista(self) -> date:
        """The first day of the newest month."""
        return _months_before(first_of_month(self.idag), 1)

    @property
    def forsta(self) -> date:
        """The first day of the oldest month."""
        return _months_before(first_of_month(self.idag), MANADER)

    def parameters(self) -> dict[str, object]:
        """What the SQL is told, by name."""
        return {
            "personer": self.personer,
            "uppdrag": self.uppdrag,
            "anordnare": self.anordnare,
            "assistenter": self.assistenter,
            "foretradare": self.foretradare,
            "filer": self.filer,
            "idag": self.idag,
            "forsta": self.forsta,
            "sista": self.sista,
            "slut": last_of_month(self.sista),
            "manader": MANADER,
            "per_faktura": UNDERLAG_PER_FAKTURA,
        }


def assistants_of(uppdrag: int) -> int:
    """How many assistants an assignment has, by its number. The SQL of `registren` says the same."""
    if uppdrag % TUNG == 1:
        return ASSISTENTER_TUNG
    return 2 if uppdrag % 3 == 0 else 1


def _months_before(manad: date, antal: int) -> date:
    ar, rest = divmod(manad.year * 12 + manad.month - 1 - antal, 12)
    return date(ar, rest + 1, 1)
