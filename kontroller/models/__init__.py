"""Regelverk, körningar, verdikt, bedömningar, prov, stickprov och rapporter."""

from kontroller.models.bedomning import Bedomning, Bekraftelse
from kontroller.models.korning import Block, Granskning, Korning, Utfallsrad
from kontroller.models.prov import Konsekvensprov
from kontroller.models.rapport import Kontrollrapport
from kontroller.models.regelverk import Regelverk, Regelverksrad
from kontroller.models.steg import ManuellKontroll
from kontroller.models.stickprov import Stickprov, Stickprovspost

__all__ = [
    "Bedomning",
    "Bekraftelse",
    "Block",
    "Granskning",
    "Konsekvensprov",
    "Kontrollrapport",
    "Korning",
    "ManuellKontroll",
    "Regelverk",
    "Regelverksrad",
    "Stickprov",
    "Stickprovspost",
    "Utfallsrad",
]
