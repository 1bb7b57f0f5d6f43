"""Hur lång tid en faktura tar från det att den kom till att den är betald, steg för steg, i hela dagar.

Dagarna är kalenderdagar i Sverige. Ett steg räknas för de underlag som har kommit förbi det: den senaste attesten i
fakturans omgång som inte är återkallad, den första kontrollen, den senaste bedömningen, och dagen då banken betalade.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from django.db import connection

from kontroller.rapport.period import Period

TIDER = """
SELECT f.status, (f.mottagen AT TIME ZONE 'Europe/Stockholm')::date,
       (SELECT min(coalesce(k.avslutad, k.startad) AT TIME ZONE 'Europe/Stockholm')::date
        FROM kontroller_granskning g JOIN kontroller_korning k ON k.id = g.korning_id WHERE g.faktura_id = f.id),
       (SELECT max(b.tid AT TIME ZONE 'Europe/Stockholm')::date FROM kontroller_bedomning b WHERE b.faktura_id = f.id),
       (SELECT max(a.tid AT TIME ZONE 'Europe/Stockholm')::date FROM fakturor_attest a
        WHERE a.faktura_id = f.id AND a.omgang = f.omgang AND a.typ = 'granskning'
          AND NOT EXISTS (SELECT 1 FROM fakturor_attestaterkallelse t WHERE t.attest_id = a.id)),
       (SELECT max(a.tid AT TIME ZONE 'Europe/Stockholm')::date FROM fakturor_attest a
        WHERE a.faktura_id = f.id AND a.omgang = f.omgang AND a.typ = 'beslut'),
       (SELECT max(b.datum) FROM fakturor_betalningspost p
        JOIN fakturor_betalbesked b ON b.betalning_id = p.betalning_id AND b.utfall = 'utford'
        WHERE p.faktura_id = f.id AND p.upphord IS NULL)
FROM fakturor_faktura f
WHERE EXISTS (SELECT 1 FROM fakturor_fakturarad r WHERE r.faktura_id = f.id AND r.manad = ANY(%s))
"""


class Steg(StrEnum):
    """Ett steg på vägen, från det förra till det som namnet säger."""

    KONTROLLERAD = "Mottagen till kontrollerad"
    BEDOMD = "Kontrollerad till bedömd"
    GRANSKAD = "Kontrollerad eller bedömd till granskningsattest"
    BESLUTAD = "Granskningsattest till beslutsattest"
    BETALD = "Beslutsattest till betald"
    ALLT = "Mottagen till betald"


class Tider(NamedTuple):
    """Ett underlags dagar. None är ett steg som det inte har kommit till."""

    mottagen: date
    kontrollerad: date | None
    bedomd: date | None
    granskad: date | None
    beslutad: date | None
    betald: date | None

    def days(self) -> Iterable[tuple[Steg, int]]:
        """How many days each step took. An assessment after the attest is not one that the attest waited for."""
        bedomd = self.bedomd
        if bedomd and self.granskad and bedomd > self.granskad:
            bedomd = None
        par = (
            (Steg.KONTROLLERAD, self.mottagen, self.kontrollerad),
            (Steg.BEDOMD, self.kontrollerad, bedomd),
            (Steg.GRANSKAD, bedomd or self.kontrollerad, self.granskad),
            (Steg.BESLUTAD, self.granskad, self.beslutad),
            (Steg.BETALD, self.beslutad, self.betald),
            (Steg.ALLT, self.mottagen, self.betald),
        )
        for steg, fran, till in par:
            if fran is not None and till is not None and till >= fran:
                yield steg, (till - fran).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledtid:
    """Ett stegs dagar: hur många underlag, mitten av dem, och så många dagar som nio av tio klarar."""

    steg: Steg
    antal: int
    median: Decimal | None = None
    nio_av_tio: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Genomlopp:
    """Alla steg, och var underlagen står nu."""

    ledtider: tuple[Ledtid, ...]
    per_status: Counter[str]

    def of(self, steg: Steg) -> Ledtid:
        """One of the steps."""
        return next(ledtid for ledtid in self.ledtider if ledtid.steg == steg)


def throughput_of(period: Period) -> Genomlopp:
    """The lead times of every document that claims one of the months. One query."""
    dagar: dict[Steg, Counter[int]] = {steg: Counter() for steg in Steg}
    per_status: Counter[str] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(TIDER, [list(period.tidrymd.manader)])
        while rader := cursor.fetchmany(2000):
            for status, *tider in rader:
                per_status[status] += 1
                for steg, antal in Tider(*tider).days():
                    dagar[steg][antal] += 1
    return Genomlopp(ledtider=tuple(summed(steg, dagar[steg]) for steg in Steg), per_status=per_status)


def summed(steg: Steg, dagar: Counter[int]) -> Ledtid:
    """The counted days of a step, by how many documents took so many."""
    i_ordning = sorted(dagar.elements())
    if not i_ordning:
        return Ledtid(steg=steg, antal=0)
    return Ledtid(steg=steg, antal=len(i_ordning), median=median(i_ordning), nio_av_tio=ninety(i_ordning))


def median(i_ordning: Sequence[int]) -> Decimal:
    """The middle one; of an even number the mean of the two in the middle."""
    mitt = len(i_ordning) // 2
    if len(i_ordning) % 2:
        return Decimal(i_ordning[mitt])
    return Decimal(i_ordning[mitt - 1] + i_ordning[mitt]) / 2


def ninety(i_ordning: Sequence[int]) -> int:
    """The 90th percentile by nearest rank: the least that at least nine of ten do not exceed."""
    return i_ordning[-(-9 * len(i_ordning) // 10) - 1]
