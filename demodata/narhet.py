"""Vilka som står några av personerna nära, vad förordnandena omfattar, och egna assistenters arbetstid.

Inget av det står i filerna som läses in. Två samband är att pröva: en make som är assistent, och ett ombud som är
suppleant hos anordnaren. En god mans omfattning saknas.
"""

from datetime import date
from typing import NamedTuple


class Nara(NamedTuple):
    """En relation, som handläggaren registrerar den."""

    referens: str
    personnummer: str
    namn: str
    slag: str
    hushall: bool
    galler_fran: date | None
    kalla: str


RELATIONER = (
    Nara("LSS-NF34", "196312123240", "Gunnel Lindhage", "foralder", True, None, "Folkbokföringen, mars 2015"),
    Nara("LSS-NF34", "199001012385", "Astrid Lindhage", "syskon", False, None, "Utredningen, februari 2014"),
    Nara("LSS-7TQ2", "197009169298", "Stefan Björkkrona", "foralder", True, None, "Folkbokföringen, mars 2015"),
    Nara("LSS-9F3C", "195801082743", "Karin Nordkrona", "foralder", False, None, "Utredningen, maj 2012"),
    Nara("LSS-FV99", "197405269288", "Yvonne Holmsjö", "make", True, date(2013, 6, 1), "Hembesök, augusti 2014"),
)

ALLT = ("bevaka_ratt", "forvalta_egendom", "sorja_for_person")
OMFATTNING = {
    "LSS-9ZG9": ALLT,
    "LSS-7NKA": ALLT,
    "LSS-K4RB": ("bevaka_ratt", "sorja_for_person"),
    "LSS-P5XD": ALLT,
    "LSS-9GT7": ("bevaka_ratt", "forvalta_egendom"),
    "LSS-FRRZ": ALLT,
    "LSS-9F3C": ALLT,
}
"""What each court has appointed the god man or förvaltare for. That of LSS-T4PM nobody has written down."""

OMBUD, OMBUDETS_ROLL = "LSS-2GPJ", "suppleant"
"""Whose ombud is on the board of her provider."""
HUSLIGT_FRAN = date(2014, 12, 29)
"""When the first period of four weeks begins for the assistants of the one who is her own employer."""
