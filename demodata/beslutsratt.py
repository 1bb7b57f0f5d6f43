"""Delegationsordningen, och ett beslut som har överklagats två gånger. Inget av det står i filerna som läses in."""

from datetime import date
from typing import NamedTuple


class Delegerat(NamedTuple):
    """En punkt i nämndens delegationsordning: vem, vad och när. `inlagd_av` är någon annan än delegaten."""

    delegat: str
    punkt: str
    avser: tuple[str, ...]
    galler_fran: date
    galler_tom: date | None
    namndbeslut: str
    inlagd_av: str


ASSISTANS = ("ordinarie", "tillfallig_utokning")
FORSTA, ANDRA = "2010-12-15 § 112", "2013-12-11 § 118"
DELEGATIONSORDNING = (
    Delegerat("johan", "4.2", ASSISTANS, date(2011, 1, 1), date(2013, 12, 31), FORSTA, "maria"),
    Delegerat("johan", "4.2", ASSISTANS, date(2014, 1, 1), None, ANDRA, "maria"),
    Delegerat("maria", "4.2", ASSISTANS, date(2011, 1, 1), date(2013, 12, 31), FORSTA, "system"),
    Delegerat("maria", "4.2", ASSISTANS, date(2014, 1, 1), None, ANDRA, "system"),
    Delegerat("maria", "4.5", ("timbelopp", "betalning_11"), date(2014, 1, 1), None, ANDRA, "system"),
    Delegerat("maria", "4.6", ("ekonomiskt_stod", "aterbetalning"), date(2014, 1, 1), None, ANDRA, "system"),
)

OVERKLAGAT = "LSS 2014/0453"
"""Beslutet för LSS-7TQ2, från den 10 februari 2014."""
DELGIVET, INKOM, OVERLAMNAT, AVGJORT, VIDARE = (
    date(2014, 2, 13),
    date(2014, 3, 3),
    date(2014, 3, 6),
    date(2014, 10, 21),
    date(2014, 11, 10),
)
MAL, MAL_I_KAMMARRATTEN = "1187-14", "6521-14"
