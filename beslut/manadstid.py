"""Vad besluten ger en månad, rad för rad och summerat per slag av tid, som sidorna visar det."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from assistans.svenska import datum_kort
from assistans.tid import last_of_month
from beslut.models import Beslutsrad
from beslut.models.beslut import Tidstyp
from beslut.omrakning import days_in_force, month_share, share_in_words

KOMMUNENS = (Beslutsrad.Typ.ORDINARIE, Beslutsrad.Typ.TILLFALLIG_UTOKNING)
"""Assistansersättning is Försäkringskassan's, and counts nothing here."""
ORDNING = {(typ, dubbel): (plats, dubbel) for plats, typ in enumerate(Tidstyp.values) for dubbel in (False, True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manadsdel:
    """Vad en beslutsrad ger månaden: de dagar den gäller, räkningen i timmar och minuterna exakt."""

    diarienummer: str
    dagar: str
    rakning: str
    minuter: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Manadsslag:
    """Ett slag av tid under månaden: delarna och deras summa i minuter."""

    rubrik: str
    delar: list[Manadsdel]

    @property
    def minuter(self) -> Fraction:
        """The sum of the parts, exact."""
        return sum((del_.minuter for del_ in self.delar), Fraction(0))


def minutes_of(rad: Beslutsrad, manad: date) -> Fraction:
    """Minutes that a row gives the month, exact; zero outside its period."""
    return month_share(rad.timmar, rad.enhet, rad.omrakning, rad.galler_fran, rad.galler_tom, manad)


def kind_label(rad: Beslutsrad) -> str:
    """Aktiv tid, or Aktiv tid, dubbel assistans."""
    return f"{Tidstyp(rad.tidstyp).label}, dubbel assistans" if rad.dubbel else Tidstyp(rad.tidstyp).label


def month_of(rader: Iterable[Beslutsrad], manad: date) -> list[Manadsslag]:
    """What the municipality's rows give the month, by kind of time; the rows' decisions have been fetched."""
    sista = last_of_month(manad)
    galler = [
        rad for rad in rader if rad.typ in KOMMUNENS and days_in_force(rad.galler_fran, rad.galler_tom, manad, sista)
    ]
    galler.sort(key=lambda rad: (ORDNING[rad.tidstyp, rad.dubbel], rad.galler_fran))
    return [
        Manadsslag(rubrik=rubrik, delar=[_part(rad, manad, sista) for rad in grupp])
        for rubrik, grupp in groupby(galler, key=kind_label)
    ]


def _part(rad: Beslutsrad, manad: date, sista: date) -> Manadsdel:
    fran, tom = max(rad.galler_fran, manad), min(rad.galler_tom or sista, sista)
    return Manadsdel(
        diarienummer=rad.beslut.diarienummer,
        dagar=datum_kort(tom) if fran == tom else f"{fran.day}–{datum_kort(tom)}",
        rakning=share_in_words(rad.timmar, rad.enhet, rad.omrakning, rad.galler_fran, rad.galler_tom, manad),
        minuter=minutes_of(rad, manad),
    )
