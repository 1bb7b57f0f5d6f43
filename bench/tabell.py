"""Mätningen som text och som JSON."""

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import django
from django.db import connection

from assistans.svenska import decimal, heltal
from bench.matning import GRANS_MS, Utslag
from bench.sidor import GOLV
from bench.underlag import Kommun

KOLUMNER = (
    "sida",
    "p50 ms",
    "p95 ms",
    "cpu ms",
    "× golvet",
    "frågor, liten",
    "frågor, stor",
    f"under {GRANS_MS:.0f} ms",
)


def machine() -> dict[str, Any]:
    """What the figures were measured on, without naming it."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        [version] = cursor.fetchone()
    return {
        "karnor": len(os.sched_getaffinity(0)),
        "belastning": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "django": django.get_version(),
        "postgresql": version.split()[0],
    }


def as_text(
    utslag: Sequence[Utslag], okanda: Mapping[str, str], liten: Kommun, stor: Kommun, maskin: Mapping[str, Any]
) -> str:
    """The table with what it was measured on, and what does not hold, in Swedish."""
    return "\n".join([*_heading(liten, stor, maskin), "", *_table(utslag), "", *_verdict(utslag, okanda), ""])


def as_json(
    utslag: Sequence[Utslag], okanda: Mapping[str, str], liten: Kommun, stor: Kommun, maskin: Mapping[str, Any]
) -> dict[str, Any]:
    """The same as data; times in milliseconds."""
    golv = floor_of(utslag)
    return {
        "maskin": dict(maskin),
        "grans_ms": GRANS_MS,
        "liten": _counts(liten),
        "stor": _counts(stor),
        "golv_ms": round(golv, 2),
        "sidor": [
            {
                "sida": u.namn,
                "p50_ms": round(u.p50, 2),
                "p95_ms": round(u.p95, 2),
                "cpu_ms": round(u.cpu, 2),
                "ganger_golvet": round(u.p50 / golv, 2),
                "fragor_liten": u.liten,
                "fragor_stor": u.stor,
                "haller": u.holds,
            }
            for u in utslag
        ],
        "inte_matta": dict(okanda),
    }


def floor_of(utslag: Sequence[Utslag]) -> float:
    """The median of the trivial page, ms."""
    return next(u.p50 for u in utslag if u.namn == GOLV)


def tal(varde: float, decimaler: int = 1) -> str:
    """A measured figure as Swedish text; what is money or working time is never a float and never comes here."""
    return decimal(Decimal(f"{varde:.{decimaler}f}"), decimaler)


def _counts(kommun: Kommun) -> dict[str, Any]:
    return {
        "personer": kommun.personer,
        "tidrader": kommun.tidrader,
        "fakturor": kommun.fakturor,
        "byggd_pa_sekunder": round(kommun.sekunder, 1),
    }


def _heading(liten: Kommun, stor: Kommun, maskin: Mapping[str, Any]) -> Iterator[str]:
    for namn, kommun in (("Liten", liten), ("Stor", stor)):
        yield (
            f"{namn} kommun: {heltal(kommun.personer)} personer, {heltal(kommun.tidrader)} tidrader och"
            f" {heltal(kommun.fakturor)} fakturor, byggd på {tal(kommun.sekunder, 0)} s."
        )
    yield (
        f"Maskin: {maskin['karnor']} kärnor, belastning {tal(maskin['belastning'])} när mätningen började."
        f" Python {maskin['python']}, Django {maskin['django']}, PostgreSQL {maskin['postgresql']}."
    )
    yield (
        "Tiderna är serverns för en hel begäran i den stora kommunen. Golvet är en inloggad sida med en enda fråga"
        " och bara ramen. Cpu är Pythons egen tid, utan databasen och utan väntan på annat som körs på maskinen."
    )


def _table(utslag: Sequence[Utslag]) -> Iterator[str]:
    golv = floor_of(utslag)
    rader = [KOLUMNER] + [
        (
            u.namn,
            tal(u.p50),
            tal(u.p95),
            tal(u.cpu),
            tal(u.p50 / golv),
            "saknas" if u.liten is None else str(u.liten),
            str(u.stor) + (" växer" if u.grows else ""),
            "nej" if u.slow else "ja",
        )
        for u in utslag
    ]
    bredder = [max(len(rad[i]) for rad in rader) for i in range(len(KOLUMNER))]
    for rad in rader:
        forst, *resten = zip(rad, bredder, strict=True)
        yield "  ".join([forst[0].ljust(forst[1]), *(text.rjust(bredd) for text, bredd in resten)])


def _verdict(utslag: Sequence[Utslag], okanda: Mapping[str, str]) -> Iterator[str]:
    langsamma, vaxande = [u for u in utslag if u.slow], [u for u in utslag if u.grows]
    for u in langsamma:
        yield f"{u.namn} tar {tal(u.p95, 0)} ms i 95 fall av 100; gränsen är {GRANS_MS:.0f} ms."
    for u in vaxande:
        fanns = "ingen" if u.liten is None else u.liten
        yield f"{u.namn} ställer {u.stor} frågor i den stora kommunen och {fanns} i den lilla; antalet ska vara lika."
    for namn, varfor in okanda.items():
        yield f"{namn} är inte mätt. {varfor}"
    if not (langsamma or vaxande or okanda):
        yield f"Alla {len(utslag)} sidor håller: under {GRANS_MS:.0f} ms, och lika många frågor i båda kommunerna."
