"""Hur en regel om arbetstid prövar en faktura: vems tid som räknas, vad som saknas, hur den pekas ut. Utan Django."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from assistans.svenska import antal_i_ord, datum_text, datumspann, manad_namn, timmar_minuter, upprakning
from kontroller.bevis import Radpar, missing_report, person_month, point_at, worth
from kontroller.fakta import Arbetsfonster, Arbetstid, Arbetstidslag, Fakta, Rapport, Redovisning, covers
from kontroller.fakta.arbetstid import INGET
from kontroller.regel import ALLTID, Fynd, dossier_name, not_applicable, not_judged, ok
from kontroller.underlag import without_rows

FORST = date(2013, 7, 1)
"""2012:930: från den dagen räknas inte tid över arbetstidslagarnas gränser som en kostnad."""


def ground(*lagrum: str) -> tuple[tuple[date, str], ...]:
    """The legal ground by date: what LSS says of working time, and the laws that it refers to."""
    mer = "; ".join(("", *lagrum))
    return (ALLTID, f"LSS i lydelsen enligt 2012:930{mer}"), (date(2021, 11, 1), f"9 d § 4 LSS{mer}")


LAGORD: dict[Arbetstidslag, str] = {
    "HusligL": "lagen om arbetstid i husligt arbete",
    "ATL": "arbetstidslagen",
    "kollektivavtal": "ett kollektivavtal",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistenttid:
    """En assistent i en redovisning, med en av de ordningar som hens arbetstid räknas efter."""

    redovisning: Redovisning
    rapporter: tuple[Rapport, ...]
    tid: Arbetstid

    @property
    def vem(self) -> str:
        """The assistant in a sentence, by the reports: no name leaves the register."""
        return named(self.redovisning, self.rapporter)

    @property
    def veckor(self) -> int:
        """How many weeks the working time is counted over; an assistant without a period is not tried."""
        return self.tid.veckor or 0

    @property
    def perioder(self) -> list[Arbetsfonster]:
        """The calculation periods that the month's part of the registration touches."""
        return [f for f in self.tid.perioder if self._touched(f)]

    @property
    def fyraveckor(self) -> list[Arbetsfonster]:
        """The spans of 28 days that it touches; those before are counted too when a year is."""
        return [f for f in self.tid.fyraveckor if self._touched(f)]

    def _touched(self, fonster: Arbetsfonster) -> bool:
        fran = max(fonster.fran, self.redovisning.manad, self.tid.galler_fran)
        return fran <= min(fonster.tom, self.redovisning.sista_dag, self.tid.galler_tom or date.max)

    def newest_rows(self, fran: date, tom: date, minuter: int) -> list[Radpar]:
        """The newest rows of active time here that together are at least so many minutes."""
        rader = [
            (rapport, rad)
            for rapport in self.rapporter
            for rad in rapport.rader
            if rad.tidstyp == "aktiv" and fran <= rad.datum <= tom
        ]
        funna: list[Radpar] = []
        for rapport, rad in sorted(rader, key=lambda par: (-par[1].borjar, par[1].id)):
            if minuter <= 0:
                break
            funna.append((rapport, rad))
            minuter -= rad.minuter
        return funna


def named(redovisning: Redovisning, rapporter: Iterable[Rapport]) -> str:
    """An assistant in a sentence: "En assistent för LSS-9F3C (rapport R-1)"."""
    koder = [rapport.kod for rapport in rapporter]
    ord_ = "rapport" if len(koder) == 1 else "rapporterna"
    return f"En assistent för {dossier_name(redovisning)} ({ord_} {upprakning(koder)})"


def judge_each(
    fakta: Fakta,
    lagar: Iterable[Arbetstidslag],
    judge: Callable[[Assistenttid], Iterator[Fynd]],
    agrees: Callable[[Redovisning, list[Assistenttid]], str],
) -> Iterator[Fynd]:
    """What a rule of working time answers for every dossier: per assistant that the laws hold for, or why it cannot.

    Without a law or a period nothing can be said of an assistant. `agrees` is the sentence when nothing is found.
    """
    lagar = tuple(lagar)
    for redovisning in fakta.redovisningar:
        if redovisning.manad < FORST:
            yield not_applicable(
                f"Arbetstiden prövas inte för tid före den {datum_text(FORST)}.", redovisning=redovisning.id
            )
        elif not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
        elif not redovisning.arbetsdagar:
            yield without_rows(redovisning)
        else:
            yield from _judge_dossier(redovisning, lagar, judge, agrees)


def _judge_dossier(
    redovisning: Redovisning,
    lagar: tuple[Arbetstidslag, ...],
    judge: Callable[[Assistenttid], Iterator[Fynd]],
    agrees: Callable[[Redovisning, list[Assistenttid]], str],
) -> Iterator[Fynd]:
    fynd = [*_unregistered(redovisning, lagar)]
    provas = [a for a in regimes_of(redovisning) if a.tid.lag in lagar and a.tid.veckor]
    fynd += [f for a in provas for f in judge(a)]
    yield from fynd
    if fynd:
        return
    if not provas:
        yield not_applicable(
            f"Ingen assistent för {person_month(redovisning)} arbetar enligt {_laws(lagar)}.",
            redovisning=redovisning.id,
        )
        return
    yield ok(agrees(redovisning, provas), redovisning=redovisning.id, matt={"assistenter_antal": len(_persons(provas))})


def regimes_of(redovisning: Redovisning) -> list[Assistenttid]:
    """Every way that some assistant's time in the dossier is counted, each once."""
    funna: dict[tuple[object, ...], Assistenttid] = {}
    for person, rapporter in reports_by_assistant(redovisning).items():
        dagar = {rad.datum for rapport in rapporter for rad in rapport.rader}
        for tid in redovisning.arbetstider:
            if tid.assistent == person and tid.lag and any(covers(tid, dag) for dag in dagar):
                nyckel = (person, tid.lag, tid.avtal, tid.berakning_fran, tid.veckor)
                funna.setdefault(nyckel, Assistenttid(redovisning=redovisning, rapporter=rapporter, tid=tid))
    return list(funna.values())


def _unregistered(redovisning: Redovisning, lagar: tuple[Arbetstidslag, ...]) -> Iterator[Fynd]:
    """Assistants of whom too little is registered to count their time by these laws."""
    for person, rapporter in reports_by_assistant(redovisning).items():
        dagar = {rad.datum for rapport in rapporter for rad in rapport.rader}
        kanda = [tid for tid in redovisning.arbetstider if tid.assistent == person and tid.lag]
        vem = named(redovisning, rapporter)
        if not all(any(covers(tid, dag) for tid in kanda) for dag in dagar):
            yield not_judged(
                f"{vem} har ingen registrerad arbetstidslag, så arbetstiden kan inte räknas.",
                redovisning=redovisning.id,
            )
        for lag in lagar:
            egna = [tid for tid in kanda if tid.lag == lag and any(covers(tid, dag) for dag in dagar)]
            if egna and not all(tid.veckor for tid in egna):
                yield not_judged(
                    f"{vem} arbetar enligt {LAGORD[lag]}, men beräkningsperioden är inte registrerad.",
                    redovisning=redovisning.id,
                )


def too_long(a: Assistenttid, hogst_veckor: int) -> Fynd | None:
    """What is said of a calculation period longer than the law allows: an average over it says nothing."""
    if a.tid.veckor is None or a.tid.veckor <= hogst_veckor:
        return None
    return not_judged(
        f"{a.vem} har en beräkningsperiod om {antal_i_ord(a.tid.veckor, 'vecka', 'veckor', utrum=True)}. "
        f"Enligt {LAGORD[a.tid.lag]} får den vara högst {antal_i_ord(hogst_veckor, 'vecka', 'veckor', utrum=True)}.",
        redovisning=a.redovisning.id,
        matt={"registrerade_veckor_antal": a.tid.veckor, "tillatna_veckor_antal": hogst_veckor},
    )


def period_text(f: Arbetsfonster, a: Assistenttid) -> str:
    """A period in a sentence, and how much of it is counted when it goes on after the month: "den 1–28 april 2015"."""
    hittills = f", räknat till och med {manad_namn(a.redovisning.manad)}" if f.tom > a.redovisning.sista_dag else ""
    return f"den {datumspann(f.fran, f.tom)}{hittills}"


def pointing(fakta: Fakta, a: Assistenttid, f: Arbetsfonster, minuter: Fraction) -> dict[str, Any]:
    """What a finding about too much time points at: the newest rows here, and what so much of them is worth."""
    har = min(int(minuter) if minuter.denominator == 1 else int(minuter) + 1, f.har.aktiv)
    fran, tom = max(f.fran, a.redovisning.manad), min(f.tom, a.redovisning.sista_dag)
    return {
        "redovisning": a.redovisning.id,
        **point_at(a.newest_rows(fran, tom, har)),
        "kronor": worth(fakta, a.redovisning, [("aktiv", har)]),
    }


def pointing_in_month(fakta: Fakta, a: Assistenttid, minuter: Fraction) -> dict[str, Any]:
    """The same for too much time in the month as a whole."""
    manaden = Arbetsfonster(
        fran=a.redovisning.manad,
        tom=a.redovisning.sista_dag,
        har=replace(INGET, aktiv=sum(f.har.aktiv for f in a.tid.fyraveckor)),
    )
    return pointing(fakta, a, manaden, minuter)


def hours(minuter: int | Fraction) -> str:
    """Minutes in a sentence."""
    return timmar_minuter(minuter)


def reports_by_assistant(redovisning: Redovisning) -> dict[int, tuple[Rapport, ...]]:
    """The dossier's reports with rows, by the assistant's pseudonymous id."""
    grupper: dict[int, tuple[Rapport, ...]] = {}
    for rapport in redovisning.rapporter:
        if rapport.rader:
            person = rapport.assistent.person
            grupper[person] = (*grupper.get(person, ()), rapport)
    return grupper


def _persons(provas: Iterable[Assistenttid]) -> set[int]:
    return {a.tid.assistent for a in provas}


def _laws(lagar: tuple[Arbetstidslag, ...]) -> str:
    return " eller ".join(LAGORD[lag] for lag in lagar)
