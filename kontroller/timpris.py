"""Vilket timbelopp som gäller för en redovisnings tid: dag för dag, efter kategoriernas ordning. Utan Django."""

from datetime import date
from fractions import Fraction

from kontroller.berakning import days_between, payable_minutes
from kontroller.fakta import Redovisning, Tidstyp, Timbelopp, Uppdrag, covers

KATEGORIER = {
    "individuell": "individuellt beslut",
    "forhojt": "förhöjt belopp",
    "avtal": "avtal",
    "anhorig": "anhörig",
    "natt": "natt",
    "kommun": "kommunens belopp",
    "schablon": "statens schablon",
}

RANG = {kategori: plats for plats, kategori in enumerate(KATEGORIER)}
"""Den ordning som kategorierna gäller i."""

Tider = list[tuple[Tidstyp, int]]
Pristid = tuple[Timbelopp, Fraction]
"""Ett timbelopp och de minuter att ersätta som det gäller för."""


def time_by_rate(redovisning: Redovisning, fran: date, tom: date) -> tuple[list[Pristid], list[date]]:
    """Payable minutes of the days by the rate that holds for them, dearest first, and the days without a rate.

    Without rows each of the days is looked at, with no minutes.
    """
    dagar = time_by_day(redovisning, fran, tom) or {(dag, False): [] for dag in days_between(fran, tom)}
    kan_galla: dict[tuple[int | None, bool], list[Timbelopp]] = {}
    galler: dict[int, Timbelopp] = {}
    tider: dict[int, Tider] = {}
    utan: set[date] = set()
    for (dag, anhorig), tid in dagar.items():
        uppdrag = redovisning.uppdrag_on(dag)
        nyckel = (uppdrag.id if uppdrag else None, anhorig)
        if nyckel not in kan_galla:
            kan_galla[nyckel] = rates_for(redovisning, uppdrag, anhorig)
        timbelopp = next((t for t in kan_galla[nyckel] if covers(t, dag)), None)
        if timbelopp is None:
            utan.add(dag)
        else:
            galler[timbelopp.id] = timbelopp
            tider.setdefault(timbelopp.id, []).extend(tid)

    fallande = sorted(galler.values(), key=lambda timbelopp: (-timbelopp.belopp, timbelopp.fran, timbelopp.kategori))
    return [(timbelopp, payable_minutes(tider[timbelopp.id])) for timbelopp in fallande], sorted(utan)


def in_order(redovisning: Redovisning) -> list[Timbelopp]:
    """The rates that can concern the dossier, in the order that their categories hold."""
    return sorted(redovisning.timbelopp, key=lambda timbelopp: RANG[timbelopp.kategori])


def time_by_day(redovisning: Redovisning, fran: date, tom: date) -> dict[tuple[date, bool], Tider]:
    """The rows' time by day and by whether the assistant was next of kin or of the household that day."""
    dagar: dict[tuple[date, bool], Tider] = {}
    for rapport in redovisning.rapporter:
        som_anhorig = [r for r in rapport.assistent.registreringar if r.narstaende or r.hushallsgemenskap]
        for dag, tid in rapport.tid_per_dag.items():
            if fran <= dag <= tom:
                anhorig = bool(som_anhorig) and any(covers(r, dag) for r in som_anhorig)
                dagar.setdefault((dag, anhorig), []).extend(tid.items())
    return dagar


def rates_for(redovisning: Redovisning, uppdrag: Uppdrag | None, anhorig: bool) -> list[Timbelopp]:
    """The rates that can concern time in an assignment, in order: the first in force on the day holds."""
    undantag = {
        "avtal": uppdrag is not None and uppdrag.avtalsform == "B",
        "anhorig": anhorig,
        "natt": uppdrag is not None and uppdrag.natt,
    }
    return [t for t in in_order(redovisning) if undantag.get(t.kategori, True)]
