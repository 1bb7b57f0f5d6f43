"""Vem som får vad, av vem, till vilket pris."""

from beslut.models.anordnare import Anordnare, Konto
from beslut.models.assistent import Assistent
from beslut.models.assistentuppgift import Assistentuppgift
from beslut.models.attestratt import Attestratt, Jav
from beslut.models.avtal import Avtal, Avtalskrav, Uppfoljning
from beslut.models.beslut import Beslut, Beslutsrad
from beslut.models.bolag import Bolagskontroll, Funktionar, Kontakt
from beslut.models.brev import Brev
from beslut.models.brukare import Brukare, Stallforetradare, Vistelse
from beslut.models.delegation import Delegation
from beslut.models.handling import Handling
from beslut.models.insatsantal import Insatsantal
from beslut.models.kalkyl import Budgetpost, Kalkyl, Kalkylpost, Kommunbelopp
from beslut.models.kontering import Kontering
from beslut.models.omprovning import Beslutsandring, Overklagande
from beslut.models.person import Person
from beslut.models.relation import Relation
from beslut.models.tillstand import Tillstand, Tillstandskontroll
from beslut.models.timbelopp import Kostnadspost, Timbelopp
from beslut.models.turordning import Tilldelning
from beslut.models.uppdrag import Betalningsmottagare, Uppdrag
from beslut.models.utfall import Utfallspost

__all__ = [
    "Anordnare",
    "Assistent",
    "Assistentuppgift",
    "Attestratt",
    "Avtal",
    "Avtalskrav",
    "Beslut",
    "Beslutsandring",
    "Beslutsrad",
    "Betalningsmottagare",
    "Bolagskontroll",
    "Brev",
    "Brukare",
    "Budgetpost",
    "Delegation",
    "Funktionar",
    "Handling",
    "Insatsantal",
    "Jav",
    "Kalkyl",
    "Kalkylpost",
    "Kommunbelopp",
    "Kontakt",
    "Kontering",
    "Konto",
    "Kostnadspost",
    "Overklagande",
    "Person",
    "Relation",
    "Stallforetradare",
    "Tilldelning",
    "Tillstand",
    "Tillstandskontroll",
    "Timbelopp",
    "Uppdrag",
    "Uppfoljning",
    "Utfallspost",
    "Vistelse",
]
