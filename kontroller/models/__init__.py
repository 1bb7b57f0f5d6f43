"""Regelverk, körningar, verdikt, bedömningar och rapporter."""

from kontroller.models.bedomning import Bedomning, Bekraftelse
from kontroller.models.korning import Block, Granskning, Korning, Utfallsrad
from kontroller.models.rapport import Kontrollrapport
from kontroller.models.regelverk import Regelverk, Regelverksrad

__all__ = [
    "Bedomning",
    "Bekraftelse",
    "Block",
    "Granskning",
    "Kontrollrapport",
    "Korning",
    "Regelverk",
    "Regelverksrad",
    "Utfallsrad",
]
