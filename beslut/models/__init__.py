"""Vem som får vad, av vem, till vilket pris."""

from beslut.models.anordnare import Anordnare, Konto, Tillstand
from beslut.models.assistent import Assistent
from beslut.models.beslut import Beslut, Beslutsrad
from beslut.models.brukare import Brukare, Stallforetradare, Vistelse
from beslut.models.person import Person
from beslut.models.timbelopp import Timbelopp
from beslut.models.uppdrag import Betalningsmottagare, Uppdrag

__all__ = [
    "Anordnare",
    "Assistent",
    "Beslut",
    "Beslutsrad",
    "Betalningsmottagare",
    "Brukare",
    "Konto",
    "Person",
    "Stallforetradare",
    "Tillstand",
    "Timbelopp",
    "Uppdrag",
    "Vistelse",
]
