"""Mätningen av landets månad som text och som data, och vilka mål som håller."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistans.svenska import heltal
from bench.land.attest import EGNA_SIDOR, Moment
from bench.land.golv import Golv
from bench.land.inlasning import Inlasning
from bench.land.korning import Korningstid
from bench.land.underlag import Land
from bench.tabell import tal

HOGST_GANGER_GOLVET = 3.0
HOGST_TIO_GANGER = 11.0
HOGST_ATTEST = 10.0
"""Så många gånger kontrollen av dem i ett block får det ta att attestera dem: varje attest har sina egna frågor."""
HOGST_FRAGOR = 35
"""Så många frågor får en attest av flera kosta; kontrollen för sig är sextio."""
HOGST_SIDA = 20.0
"""Så många gånger den tomma sidan får Min dag ta, för den som betalar och den som attesterar."""
HOGST_MINNE = 1.25
"""Så mycket mer minne får en arbetare ta när månaden är tio gånger större."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matning:
    """En månad av en storlek: vad som byggdes, golvet, körningarna och inläsningen."""

    land: Land
    golv: Golv
    golv_lagrat: Golv
    korningar: tuple[Korningstid, ...]
    inlasning: tuple[Inlasning, ...]
    moment: tuple[Moment, ...] = ()

    @property
    def basta(self) -> Korningstid:
        """The fastest of the runs."""
        return min(self.korningar, key=lambda kord: kord.sekunder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mal:
    """Ett mål, vad det blev, och om det höll."""

    text: str
    haller: bool


def goals(liten: Matning | None, stor: Matning) -> list[Mal]:
    """What the measurement is for. Without the smaller month only the floor can be judged."""
    kvot = stor.basta.sekunder / stor.golv.sekunder
    mal = [_goal("Körningen tar högst 3 gånger golvet", kvot, HOGST_GANGER_GOLVET)]
    for m in stor.moment:
        if not m.sida:
            mal.append(_goal(f"{m.namn} tar högst 10 gånger kontrollen av dem i ett block", m.ganger, HOGST_ATTEST))
            mal.append(_goal(f"{m.namn} kostar högst {HOGST_FRAGOR} frågor var", m.fragor, HOGST_FRAGOR))
        elif m.namn in EGNA_SIDOR:
            mal.append(_goal(f"{m.namn} tar högst 20 gånger golvsidan", m.ganger, HOGST_SIDA))
    if liten is not None:
        for lite, mycket in zip(liten.korningar, stor.korningar, strict=True):
            vad = f"Tio gånger så mycket tar högst 11 gånger så lång tid, {_processes(lite.processer)}"
            mal.append(_goal(vad, mycket.sekunder / lite.sekunder, HOGST_TIO_GANGER))
            if lite.minne_mb and mycket.minne_mb:
                vad = f"En arbetares minne följer blocket och inte månaden, {_processes(lite.processer)}"
                mal.append(_goal(vad, mycket.minne_mb / lite.minne_mb, HOGST_MINNE))
    return mal


def as_text(matningar: list[Matning], maskin: dict[str, Any]) -> str:
    """The table in Swedish, and which goals hold."""
    liten, stor = (matningar[0] if len(matningar) > 1 else None), matningar[-1]
    rader = [
        f"Maskin: {maskin['karnor']} kärnor, {tal(maskin['minne_gb'], 0)} GB minne, belastning"
        f" {tal(maskin['belastning'])} när mätningen började. Python {maskin['python']}, PostgreSQL"
        f" {maskin['postgresql']}."
    ]
    for matning in matningar:
        rader += ["", *_month(matning)]
    rader.append("")
    rader += [f"{'håller' if mal.haller else 'HÅLLER INTE'}: {mal.text}" for mal in goals(liten, stor)]
    return "\n".join([*rader, ""])


def as_json(matningar: list[Matning], maskin: dict[str, Any]) -> dict[str, Any]:
    """The same as data; seconds and megabytes."""
    liten, stor = (matningar[0] if len(matningar) > 1 else None), matningar[-1]
    return {
        "maskin": maskin,
        "manader": [
            {
                "fakturor": m.land.fakturor,
                "tidrader": m.land.tidrader,
                "golv": _floor_as_json(m.golv),
                "golv_lagrade_rader": _floor_as_json(m.golv_lagrat),
                "korningar": [
                    {
                        "processer": k.processer,
                        "sekunder": round(k.sekunder, 2),
                        "ganger_golvet": round(k.sekunder / m.golv.sekunder, 2),
                        "minne_mb": k.minne_mb and round(k.minne_mb),
                        "verdikt": k.verdikt,
                        "rader": k.rader,
                    }
                    for k in m.korningar
                ],
                "inlasning": [
                    {
                        "fil": i.fil,
                        "rader": i.rader,
                        "mb": round(i.mb, 1),
                        "sekunder": round(i.sekunder, 2),
                        "copy": round(i.copy, 3),
                        "ganger_copy": round(i.sekunder / i.copy, 1),
                    }
                    for i in m.inlasning
                ],
                "moment": [
                    {
                        "namn": o.namn,
                        "sekunder": round(o.sekunder, 4),
                        "fragor": o.fragor,
                        "golv": round(o.golv, 4),
                        "ganger_golvet": round(o.ganger, 1),
                    }
                    for o in m.moment
                ],
            }
            for m in matningar
        ],
        "mal": [{"text": mal.text, "haller": mal.haller} for mal in goals(liten, stor)],
    }


def memory_gb() -> float:
    """How much memory the machine has."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _goal(text: str, kvot: float, hogst: float) -> Mal:
    return Mal(text=f"{text}: {tal(kvot, 2)}.", haller=kvot <= hogst)


def _processes(antal: int) -> str:
    return "en arbetare" if antal == 1 else f"{antal} arbetare"


def _floor_as_json(golv: Golv) -> dict[str, Any]:
    return {
        "summor": round(golv.summor, 3),
        "overlapp": round(golv.overlapp, 3),
        "rader": round(golv.rader, 3),
        "antal_rader": golv.antal_rader,
        "sekunder": round(golv.sekunder, 3),
    }


def _month(m: Matning) -> Iterator[str]:
    fakturor, tidrader = heltal(m.land.fakturor), heltal(m.land.tidrader)
    yield f"{fakturor} fakturor och {tidrader} tidrader, byggda på {tal(m.land.sekunder)} s"
    rader = [
        ("", "sekunder", "× golvet", "minne MB"),
        ("golvet: summera tiden", tal(m.golv.summor, 2), "", ""),
        ("golvet: hitta överlappen", tal(m.golv.overlapp, 2), "", ""),
        (f"golvet: skriv {heltal(m.golv.antal_rader)} verdikt", tal(m.golv.rader, 2), "", ""),
        ("golvet", tal(m.golv.sekunder, 2), "1,0", ""),
    ]
    rader += [
        (
            f"hela körningen, {_processes(k.processer)}",
            tal(k.sekunder, 2),
            tal(k.sekunder / m.golv.sekunder),
            tal(k.minne_mb, 0) if k.minne_mb else "okänt",
        )
        for k in m.korningar
    ]
    yield from _columns(rader)
    yield (
        f"Liggaren samlar verdikten i {heltal(m.golv_lagrat.antal_rader)} rader. Skriver golvet bara så många rader tar"
        f" det {tal(m.golv_lagrat.sekunder, 2)} s, och körningen"
        f" {tal(m.basta.sekunder / m.golv_lagrat.sekunder)} gånger det."
    )
    if m.moment:
        yield ""
        rader = [("attest och Min dag", "ms", "frågor", "golv ms", "× golvet")]
        rader += [
            (o.namn, tal(o.sekunder * 1000, 0), str(o.fragor), tal(o.golv * 1000), tal(o.ganger)) for o in m.moment
        ]
        yield from _columns(rader)
    yield ""
    rader = [("inläsning", "rader", "MB", "sekunder", "COPY", "× COPY")]
    rader += [
        (i.fil, heltal(i.rader), tal(i.mb), tal(i.sekunder, 2), tal(i.copy, 2), tal(i.sekunder / i.copy))
        for i in m.inlasning
    ]
    yield from _columns(rader)


def _columns(rader: list[tuple[str, ...]]) -> Iterator[str]:
    bredder = [max(len(rad[i]) for rad in rader) for i in range(len(rader[0]))]
    for rad in rader:
        forst, *resten = zip(rad, bredder, strict=True)
        yield "  ".join([forst[0].ljust(forst[1]), *(text.rjust(bredd) for text, bredd in resten)])
