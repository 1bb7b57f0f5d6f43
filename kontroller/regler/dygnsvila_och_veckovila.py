"""F06: dygnsvila och veckovila, bara för kännedom."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistans.svenska import antal_i_ord, datum_kort
from kontroller.arbetstidsprov import hours, named, reports_by_assistant
from kontroller.berakning import TIMME
from kontroller.bevis import missing_report, person_month, point_at
from kontroller.fakta import Fakta, Rapport, Redovisning, Tidrad
from kontroller.regel import Allvar, Fynd, Villkor, hint, ok, regel

DYGN, VECKA = 24 * TIMME, 7 * 24 * TIMME


@regel(
    kod="F06",
    version=1,
    rubrik="Dygnsvila och veckovila",
    lagrum="13 och 14 §§ arbetstidslagen (1982:673)",
    allvar=Allvar.INFO,
    standard={"dygnsvila_timmar": 11, "veckovila_timmar": 36},
    tips=True,
)
def dygnsvila_och_veckovila(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Visar arbetspass som inte rymmer 11 timmars vila på ett dygn eller 36 timmar på en vecka.

    Det är ingen grund för att inte betala: 9 d § LSS hänvisar inte till reglerna om vila, och kollektivavtal har ofta
    andra. Bara tiden i den här redovisningen syns. Aktiv tid och väntetid räknas, beredskap räknas som vila.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
            continue
        fynd = [*_of_dossier(redovisning, villkor)]
        yield from fynd or [
            ok(f"Passen för {person_month(redovisning)} rymmer dygnsvila och veckovila.", redovisning=redovisning.id)
        ]


def _of_dossier(redovisning: Redovisning, villkor: Villkor) -> Iterator[Fynd]:
    dygnsvila, veckovila = (villkor.number(f"{namn}_timmar") * TIMME for namn in ("dygnsvila", "veckovila"))
    for rapporter in reports_by_assistant(redovisning).values():
        rader = [(rapport, rad) for rapport in rapporter for rad in rapport.rader if rad.tidstyp != "beredskap"]
        rader.sort(key=lambda par: par[1].borjar)
        for vila, rymd, ord_ in ((dygnsvila, DYGN, "dygnsvila"), (veckovila, VECKA, "veckovila")):
            langa = [f for f in stretches(rader, vila) if f.minuter > rymd - vila]
            if langa:
                yield _told(redovisning, rapporter, langa, vila, ord_)


@dataclass(slots=True)
class Foljd:
    """Rader utan nog vila emellan, i tidsordning, och minuten då den sista slutar."""

    rader: list[tuple[Rapport, Tidrad]]
    slutar: int

    @property
    def minuter(self) -> int:
        """From the beginning of the first row to the end of the last."""
        return self.slutar - self.rader[0][1].borjar


def stretches(rader: list[tuple[Rapport, Tidrad]], vila: int) -> list[Foljd]:
    """Rows in order of time, parted where there is so much rest between them."""
    foljder: list[Foljd] = []
    for par in rader:
        rad = par[1]
        if not foljder or rad.borjar - foljder[-1].slutar >= vila:
            foljder.append(Foljd([par], rad.slutar))
            continue
        foljd = foljder[-1]
        foljd.rader.append(par)
        if rad.slutar > foljd.slutar:
            foljd.slutar = rad.slutar
    return foljder


def _told(
    redovisning: Redovisning,
    rapporter: tuple[Rapport, ...],
    langa: list[Foljd],
    vila: int,
    ord_: str,
) -> Fynd:
    langst = max(langa, key=lambda foljd: foljd.minuter)
    ganger = antal_i_ord(len(langa), "gång", "gånger", utrum=True)
    return hint(
        f"{named(redovisning, rapporter)} har {ganger} arbetat så att {hours(vila)} {ord_} inte ryms. Längst är "
        f"{hours(langst.minuter)} från den {datum_kort(langst.rader[0][1].datum)}. Det är ingen grund för att inte "
        "betala.",
        redovisning=redovisning.id,
        matt={"ganger_antal": len(langa), "langsta_minuter": langst.minuter, "vila_minuter": vila},
        **point_at(langst.rader),
    )
