"""Hur stor månaden är. Allt följer av antalet fakturor."""

from dataclasses import dataclass
from datetime import date

from assistans.tid import last_of_month

FAKTUROR = 6000
MANAD = date(2015, 4, 1)
"""Trettio dagar och inget klockbyte."""
DAGAR = 30
ASSISTENTER = 4
PER_ANORDNARE = 10
TIMPRIS = "284.00"
FORSKJUTNING = (13, 7, 24)
"""Dagens pass börjar (13 · dag + 7 · person) mod 24 minuter senare än annars: ingen arbetar på slaget."""


@dataclass(frozen=True, kw_only=True)
class Landsstorlek:
    """En månad med så många fakturor, en för varje person."""

    fakturor: int

    @property
    def anordnare(self) -> int:
        """Providers, each with ten persons."""
        return max(2, self.fakturor // PER_ANORDNARE)

    @property
    def assistenter(self) -> int:
        """Assistants, who each work for one person."""
        return self.fakturor * ASSISTENTER

    @property
    def manniskor(self) -> int:
        """Everyone with a personnummer: persons, assistants, and who certifies at each provider."""
        return self.fakturor + self.assistenter + self.anordnare

    @staticmethod
    def days_of(assistent: int) -> list[int]:
        """The days, from 0, that an assistant (1–4) works: two days on and two off, two assistants at a time."""
        return [dag for dag in range(DAGAR) if dag // 2 % 2 == (assistent - 1) // 2]

    def parameters(self) -> dict[str, object]:
        """What the SQL is told, by name."""
        return {
            "personer": self.fakturor,
            "anordnare": self.anordnare,
            "assistenter": self.assistenter,
            "per_person": ASSISTENTER,
            "manad": MANAD,
            "slut": last_of_month(MANAD),
            "timpris": TIMPRIS,
        }
