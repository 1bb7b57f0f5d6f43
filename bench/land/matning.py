"""Hela mätningen av landets månad: bygg, kör med en och två arbetare, mät golvet, läs in filerna."""

import sys
from typing import Any

from bench.databas import copied_database, own_database
from bench.land.attest import Moment, measure_attests
from bench.land.golv import measure_floor
from bench.land.inlasning import measure_import
from bench.land.korning import measure_run
from bench.land.storlek import FAKTUROR, Landsstorlek
from bench.land.tabell import Matning, as_json, as_text, goals, memory_gb
from bench.land.underlag import build
from bench.tabell import machine

TIONDEL = 0.1
PROCESSER = (1, 2)


def run(*, andel: float | None = None) -> tuple[str, dict[str, Any], bool]:
    """Measure a tenth and the whole, or just the part asked for. Answers the text, the data, and whether all holds."""
    maskin = machine() | {"minne_gb": round(memory_gb(), 1)}
    matningar = [_measure(del_ * FAKTUROR) for del_ in ([andel] if andel else [TIONDEL, 1])]
    liten = matningar[0] if len(matningar) > 1 else None
    haller = all(mal.haller for mal in goals(liten, matningar[-1]))
    return as_text(matningar, maskin), as_json(matningar, maskin), haller


def _measure(fakturor: float) -> Matning:
    storlek = Landsstorlek(fakturor=max(100, round(fakturor)))
    with own_database("land"):
        _tell(f"En månad med {storlek.fakturor} fakturor byggs.")
        land = build(storlek)
        korningar = []
        moment: list[Moment] = []
        for processer in PROCESSER:
            _tell(f"Månaden kontrolleras med {processer} arbetare.")
            with copied_database():
                korningar.append(measure_run(processer))
                if processer == PROCESSER[-1]:
                    _tell("Femtio attesteras, två gånger, och sidorna omkring öppnas.")
                    moment = measure_attests()
        _tell("Golvet mäts.")
        golv = measure_floor(korningar[0].verdikt)
        golv_lagrat = measure_floor(korningar[0].rader)
    with own_database("inlasning"):
        _tell("Filerna läses in.")
        inlasning = measure_import(storlek)
    return Matning(
        land=land,
        golv=golv,
        golv_lagrat=golv_lagrat,
        korningar=tuple(korningar),
        inlasning=tuple(inlasning),
        moment=tuple(moment),
    )


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")
