"""En granskad avstämning: siffrorna som de stod, deras hash, och vad som räknas annorlunda i dag. Utan databas."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fakturor.bokforing.avstamning import Avstamning

Led = tuple[int, Decimal]


@dataclass(frozen=True, slots=True)
class Andrat:
    """Ett led, eller ett slag av skillnad, som har fått andra siffror: antal och kronor då och nu."""

    rubrik: str
    fore: Led
    nu: Led


def figures_of(avstamning: Avstamning) -> dict[str, list[dict[str, Any]]]:
    """What a page shows of the month, as it is kept: the sums and every difference. Amounts are text, exact."""
    return {
        "summor": [
            {"rubrik": summa.rubrik, "antal": summa.antal, "belopp": f"{summa.belopp:.2f}"}
            for summa in avstamning.summor
        ],
        "skillnader": sorted(
            (
                {"rubrik": skillnad.rubrik, "vad": skillnad.vad, "belopp": f"{skillnad.belopp:.2f}"}
                for skillnad in avstamning.skillnader
            ),
            key=lambda rad: (rad["rubrik"], rad["vad"], rad["belopp"]),
        ),
    }


def fingerprint(avstamning: Avstamning) -> str:
    """SHA-256 of the figures in canonical JSON."""
    text = json.dumps(figures_of(avstamning), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_current(sha256: str, avstamning: Avstamning) -> bool:
    """Whether the month is counted as it was when it was reviewed."""
    return sha256 == fingerprint(avstamning)


def kinds_of(avstamning: Avstamning) -> list[str]:
    """The kinds of difference that are to be explained, in the order of the page."""
    return list(dict.fromkeys(skillnad.rubrik for skillnad in avstamning.skillnader))


def changes(siffror: dict[str, list[dict[str, Any]]], avstamning: Avstamning) -> list[Andrat]:
    """The sums, and the kinds of difference, that are not what they were."""
    fore, nu = _legs(siffror), _legs(figures_of(avstamning))
    ingen = (0, Decimal(0))
    led = [Andrat(rubrik, fore.get(rubrik, ingen), nu.get(rubrik, ingen)) for rubrik in {**fore, **nu}]
    return [ett for ett in led if ett.fore != ett.nu]


def _legs(siffror: dict[str, list[dict[str, Any]]]) -> dict[str, Led]:
    led = {rad["rubrik"]: (rad["antal"], Decimal(rad["belopp"])) for rad in siffror["summor"]}
    slag: dict[str, list[Decimal]] = defaultdict(list)
    for rad in siffror["skillnader"]:
        slag[rad["rubrik"]].append(Decimal(rad["belopp"]))
    return led | {rubrik: (len(belopp), sum(belopp, Decimal(0))) for rubrik, belopp in slag.items()}
