"""Rader av JSON: ett värde på varje rad, skrivet på ett enda sätt, så att samma innehåll ger samma byte."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import orjson

SVERIGE = ZoneInfo("Europe/Stockholm")


def as_text(varde: object) -> str:
    """A value as JSON with its keys in order."""
    return orjson.dumps(varde, default=_plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME).decode()


def as_lines(varden: Iterable[Any]) -> Iterator[bytes]:
    """A file with a value on each line."""
    for varde in varden:
        yield f"{as_text(varde)}\n".encode()


def exact(tal: Decimal | None) -> str | None:
    """Kronor as text with at least two decimals, and no more than they have."""
    if tal is None:
        return None
    utan_nollor = tal.normalize()
    return f"{utan_nollor:f}" if -utan_nollor.as_tuple().exponent > 2 else f"{tal:.2f}"


def _plain(varde: object) -> object:
    if isinstance(varde, datetime):
        return varde.astimezone(SVERIGE).isoformat(timespec="seconds")
    if isinstance(varde, date):
        return varde.isoformat()
    if isinstance(varde, Decimal):
        return exact(varde)
    raise TypeError(f"{type(varde).__name__} kan inte skrivas som JSON")
