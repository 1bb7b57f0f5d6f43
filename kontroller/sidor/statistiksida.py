"""Sidan Statistik: revisionsrapportens figurer och stycke, och tolv månader, räknade på nytt för den valda månaden.

Avsnitten är rapportens egna, så sidan och rapporten säger samma tal.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse

from assistans.models import User
from fakturor.services.paying import FAR_HAMTA
from kontroller.models import Korning
from kontroller.rapport.avsnitt import Avsnitt
from kontroller.rapport.delar import attest, ekonomi, jamforelse, omfattning, timbelopp, trend, utbetalningar
from kontroller.rapport.innehall import period_of
from kontroller.rapport.period import Period, Utgava, span_of
from kontroller.sidor.styrdokumentsida import set_for_page

AVSNITT: tuple[Callable[[Period], Avsnitt | None], ...] = (
    jamforelse.section,
    omfattning.section,
    ekonomi.section,
    timbelopp.section,
    trend.section,
    attest.section,
    utbetalningar.section,
)
Vag = tuple[str, str, tuple[str, ...], str]
VAGAR: dict[str, Vag] = {
    "jamforelse": ("Månadens underlag", "kontroller:manad", ("kontroller.se_manad",), "#tabell"),
    "omfattning": ("Antalen år för år", "kontroller:omfattning", ("kontroller.se_rapport",), ""),
    "ekonomi": ("Budget och utfall", "fakturor:budget_utfall", ("fakturor.se_ekonomi",), ""),
    "timbelopp": ("Kommunernas belopp", "beslut:kommunbelopp_lista", ("beslut.se_belopp",), ""),
    "trend": ("Alla månader", "kontroller:manader", ("kontroller.se_manad",), ""),
    "attest": ("Underlagen efter steg", "kontroller:manad", ("kontroller.se_manad",), "?ordna=steg#tabell"),
    "utbetalningar": ("Utbetalningarna", "fakturor:utbetalningar", FAR_HAMTA, ""),
}
"""Where the rows behind a section are: what the way is called, its page, the rights of which one opens it, and the
choice on the page.
"""
FLEST_RADER = 14
"""A longer table is left to the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistiksida:
    """Den valda månaden, de som går att välja, och avsnitten. `manad` är None innan någon månad är kontrollerad."""

    manad: date | None
    manader: list[date]
    avsnitt: Sequence[tuple[Any, tuple[str, str] | None]]
    """Each with the way down to the rows behind it, as name and address, when the reader may open them."""


def build_page(vald: date | None, *, idag: date, reader: User) -> Statistiksida:
    """The chosen month, or the newest that is controlled. A constant number of queries."""
    klara = Korning.objects.filter(typ=Korning.Typ.MANAD, status=Korning.Status.KLAR)
    manader = list(klara.order_by("-manad").values_list("manad", flat=True).distinct())
    if not manader:
        return Statistiksida(manad=None, manader=[], avsnitt=[])
    manad = vald if vald in manader else manader[0]
    period = period_of(span_of(Utgava.MANAD, manad), dag=idag)
    avsnitt = [avsnitt for section in AVSNITT if period and (avsnitt := section(period))]
    satta = set_for_page([_short(_flat(a)) for a in avsnitt])
    return Statistiksida(manad=manad, manader=manader, avsnitt=[(a, _way(a.kod, manad, reader)) for a in satta])


def _way(kod: str, manad: date, reader: User) -> tuple[str, str] | None:
    """The way down to the rows behind a section, if there is one and the reader may take it."""
    if kod not in VAGAR or not any(reader.may(rattighet) for rattighet in VAGAR[kod][2]):
        return None
    namn, sida, _, val = VAGAR[kod]
    return namn, reverse(sida, args=[manad] if sida == "kontroller:manad" else []) + val


def _short(avsnitt: Avsnitt) -> Avsnitt:
    """The section without its longest tables, which stand in the report and its spreadsheet."""
    return replace(avsnitt, tabeller=tuple(tabell for tabell in avsnitt.tabeller if len(tabell.rader) <= FLEST_RADER))


def _flat(avsnitt: Avsnitt) -> Avsnitt:
    """A section whose parts have pictures, with the pictures and tables of the parts as its own."""
    if not any(del_.bilder for del_ in avsnitt.delar):
        return avsnitt
    return replace(
        avsnitt,
        stycken=(*avsnitt.stycken, *(stycke for del_ in avsnitt.delar for stycke in del_.stycken)),
        bilder=(*avsnitt.bilder, *(bild for del_ in avsnitt.delar for bild in del_.bilder)),
        tabeller=(*avsnitt.tabeller, *(tabell for del_ in avsnitt.delar for tabell in del_.tabeller)),
        delar=(),
    )
