"""Regelverk, körningar, verdikt, bedömningar, prov, stickprov, rapporter, risker och det som nämnden fastställer."""

from kontroller.models.bedomning import Bedomning, Bekraftelse
from kontroller.models.bevispaket import Bevispaket, Bevispaketdel
from kontroller.models.korning import Block, Granskning, Korning, Utfallsrad
from kontroller.models.prov import Konsekvensprov
from kontroller.models.rapport import Kontrollrapport, Rapportkorning
from kontroller.models.rapportsignatur import Rapportsignatur
from kontroller.models.regelverk import Regelverk, Regelverksrad
from kontroller.models.risk import Kontrollmoment, Momentutfall, Risk, Riskatgard, Riskbedomning
from kontroller.models.steg import ManuellKontroll
from kontroller.models.stickprov import Stickprov, Stickprovspost
from kontroller.models.styrdokument import Styrdokument

__all__ = [
    "Bedomning",
    "Bekraftelse",
    "Bevispaket",
    "Bevispaketdel",
    "Block",
    "Granskning",
    "Konsekvensprov",
    "Kontrollmoment",
    "Kontrollrapport",
    "Korning",
    "ManuellKontroll",
    "Momentutfall",
    "Rapportkorning",
    "Rapportsignatur",
    "Regelverk",
    "Regelverksrad",
    "Risk",
    "Riskatgard",
    "Riskbedomning",
    "Stickprov",
    "Stickprovspost",
    "Styrdokument",
    "Utfallsrad",
]
