"""Ett krav och hur det står till med det."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Krav(NamedTuple):
    """Något som ska finnas. Antingen sägs vad som finns, eller vad som fattas.

    `kontroll` är koden för den kontroll som frågar efter det, `krav` vad som ska finnas i några ord.
    """

    kontroll: str
    krav: str
    finns: str = ""
    brist: str = ""


def missing(krav: Iterable[Krav]) -> list[Krav]:
    """Those that are not met."""
    return [ett for ett in krav if ett.brist]


def missing_by_row(krav: Mapping[int, list[Krav]]) -> dict[int, list[Krav]]:
    """The rows for which something is missing, and what."""
    return {rad_id: brister for rad_id, alla in krav.items() if (brister := missing(alla))}
