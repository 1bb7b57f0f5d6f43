"""Clock times in Sweden as elapsed time.

Assistants write what the clock on the wall shows. Two nights a year that is not the time that passed: in spring the
hour 02–03 does not exist, in autumn it comes twice. Försäkringskassan lets people report the clock and counts the
hours itself; so do we.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from assistans.svenska import MANADER, STOCKHOLM

DYGN = 24 * 60
"""Minutes on the clock's face in a day. The last of them, 24:00, is only ever an end."""

_KLOCKSLAG = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_LANGD = re.compile(r"([0-9]{1,5}):([0-9]{2})")
_MINUTE = timedelta(minutes=1)


class TidFel(ValueError):
    """The clock time or the interval cannot be. The message is for the user."""


class Tidsintervall(NamedTuple):
    """A half-open stretch of time: 12:00 meets 12:00. `minuter` is the time that passed, not the clock's difference.

    `oavgjord` says that an end stands in the hour that comes twice, so that nobody can tell which one is meant
    (control D09). Both ends are then read as the first of the two.
    """

    borjar: datetime
    slutar: datetime
    minuter: int
    oavgjord: bool


class _Dygn(NamedTuple):
    """A day with its midnight in UTC and, if the clocks change, the first and last minute of the hour concerned."""

    midnatt: datetime
    borta: range
    dubbla: range

    @property
    def is_plain(self) -> bool:
        return not self.borta and not self.dubbla


# Intervals


def interval(datum: date, start: int, slut: int) -> Tidsintervall:
    """The time between two clock times of one day, in minutes after midnight (`slut` up to 24:00 = 1440).

    Raises TidFel if the row has no length or an end that did not exist that day.
    """
    if start >= slut:
        raise TidFel("Passet har ingen längd. Skriv ett slut som är senare än starten.")

    dygn = _dygn(datum)
    if dygn.is_plain:
        return Tidsintervall(
            dygn.midnatt + timedelta(minutes=start),
            dygn.midnatt + timedelta(minutes=slut),
            slut - start,
            oavgjord=False,
        )
    borjar, slutar = _instant(datum, start, dygn), _instant(datum, slut, dygn)
    minuter = (slutar - borjar) // _MINUTE
    if minuter == 0:
        raise TidFel(
            f"Klockan ställs fram från {clock(start)} till {clock(slut)} den natten, så passet har ingen längd."
        )
    return Tidsintervall(borjar, slutar, minuter, start in dygn.dubbla or slut in dygn.dubbla)


def split_at_midnight(datum: date, start: int, slut: int) -> list[tuple[date, int, int]]:
    """Divide a row that ends before it starts into one part per day. Raises TidFel if start and end are equal."""
    if start == slut:
        raise TidFel("Start och slut är samma klockslag.")
    if start < slut:
        return [(datum, start, slut)]
    parts = [(datum, start, DYGN)]
    if slut > 0:
        parts.append((datum + timedelta(days=1), 0, slut))
    return parts


def instant(datum: date, klockslag: int) -> datetime:
    """The moment, in UTC, when the clock shows this many minutes after midnight.

    Raises TidFel for a clock time that did not exist that day, or that came twice.
    """
    dygn = _dygn(datum)
    if klockslag in dygn.dubbla:
        raise TidFel(
            f"Klockan {clock(klockslag)} kommer två gånger den natten. Skriv en tid före 02:00 eller från 03:00."
        )
    return _instant(datum, klockslag, dygn)


def is_missing(datum: date, klockslag: int) -> bool:
    """Whether the clock never showed this that day: it lies inside the hour that is skipped in spring."""
    return klockslag in _dygn(datum).borta


def minutes_of_day(datum: date) -> int:
    """The length of a day in minutes: 1440, or an hour less or more when the clocks change."""
    return (_midnight(datum + timedelta(days=1)) - _midnight(datum)) // _MINUTE


def _instant(datum: date, klockslag: int, dygn: _Dygn) -> datetime:
    if klockslag in dygn.borta:
        raise TidFel(f"Klockan {clock(klockslag)} fanns inte den natten: den ställdes fram från 02:00 till 03:00.")
    if klockslag == DYGN:
        return _midnight(datum + timedelta(days=1))
    return _local(datum, klockslag).astimezone(UTC)


@lru_cache(maxsize=4096)
def _dygn(datum: date) -> _Dygn:
    moved = [m for m in range(DYGN) if _offset(datum, m, 0) != _offset(datum, m, 1)] if _clocks_change(datum) else []
    span = range(moved[0], moved[-1] + 1) if moved else range(0)
    if moved and _offset(datum, moved[0], 0) < _offset(datum, moved[0], 1):
        # 02:00 in spring is the very moment that is also called 03:00, so it is a good end.
        return _Dygn(_midnight(datum), span[1:], range(0))
    return _Dygn(_midnight(datum), range(0), span)


def _clocks_change(datum: date) -> bool:
    return minutes_of_day(datum) != DYGN


def _midnight(datum: date) -> datetime:
    return datetime(datum.year, datum.month, datum.day, tzinfo=STOCKHOLM).astimezone(UTC)


def _local(datum: date, klockslag: int, fold: int = 0) -> datetime:
    hour, minute = divmod(klockslag, 60)
    return datetime(datum.year, datum.month, datum.day, hour, minute, tzinfo=STOCKHOLM, fold=fold)


def _offset(datum: date, klockslag: int, fold: int) -> timedelta:
    return _local(datum, klockslag, fold).utcoffset() or timedelta()


# Text


def parse_clock(text: str, *, is_end: bool = False) -> int:
    """Minutes after midnight of `HH:MM`. 24:00 is an end only. Raises TidFel."""
    match = _KLOCKSLAG.fullmatch(text)
    if match is None:
        raise TidFel("Skriv klockslaget som timmar och minuter, till exempel 07:30.")
    hours, minutes = int(match[1]), int(match[2])
    if minutes > 59:
        raise TidFel("Klockslaget finns inte. Minuterna går från 00 till 59.")
    total = hours * 60 + minutes
    if total > DYGN:
        raise TidFel("Klockslaget finns inte. Skriv 24:00 eller dela raden vid midnatt.")
    if total == DYGN and not is_end:
        raise TidFel("24:00 kan bara vara ett slut. Skriv 00:00 och nästa dags datum.")
    return total


def clock(klockslag: int) -> str:
    """`HH:MM` of minutes after midnight, as parse_clock reads it."""
    return f"{klockslag // 60:02}:{klockslag % 60:02}"


def minutes_of(text: str) -> int:
    """Minutes of a duration `H:MM`. Raises TidFel."""
    match = _LANGD.fullmatch(text)
    if match is None:
        raise TidFel("Skriv timmar och minuter med kolon, till exempel 112:30.")
    minutes = int(match[2])
    if minutes > 59:
        raise TidFel("Minuterna går från 00 till 59. Skriv till exempel 7:45, inte 7:75.")
    return int(match[1]) * 60 + minutes


def parse_date(text: str) -> date:
    """The date of `YYYY-MM-DD`. Raises TidFel with what would make it right."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise TidFel("Skriv datumet som år-månad-dag, till exempel 2015-04-30.")
    first = parse_month(text[:7])
    day = int(text[8:])
    if day == 0:
        raise TidFel("Dag 00 finns inte. Månaden börjar på 01.")
    if day > days_in_month(first):
        name = MANADER[first.month - 1].capitalize()
        year = f" {first.year}" if first.month == 2 else ""
        raise TidFel(f"{name}{year} har {days_in_month(first)} dagar.")
    return first.replace(day=day)


def parse_month(text: str) -> date:
    """The first day of the month `YYYY-MM`. Raises TidFel."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        raise TidFel("Skriv månaden som år och månad, till exempel 2015-04.")
    year, month = int(text[:4]), int(text[5:])
    if not 1 <= month <= 12:
        raise TidFel(f"Månad {text[5:]} finns inte. Skriv 01 till 12.")
    if not 1850 <= year <= 2200:
        raise TidFel(f"År {text[:4]} är utanför det som kan läsas in. Skriv ett år mellan 1850 och 2200.")
    return date(year, month, 1)


# Months


def first_of_month(datum: date) -> date:
    """The first day of the month that the day falls in."""
    return datum.replace(day=1)


def last_of_month(datum: date) -> date:
    """The last day of the month that the day falls in."""
    return datum.replace(day=days_in_month(datum))


def days_in_month(datum: date) -> int:
    """How many days the month has that the day falls in."""
    return calendar.monthrange(datum.year, datum.month)[1]


def days_of_month(datum: date) -> Iterator[date]:
    """Every day of the month that the day falls in, in order."""
    first = first_of_month(datum)
    return (first + timedelta(days=n) for n in range(days_in_month(datum)))


def months_after(datum: date, antal: int) -> date:
    """The same day a number of months later, or the last one of a month that is shorter. May count backwards."""
    ar, manad = divmod(datum.year * 12 + datum.month - 1 + antal, 12)
    first = date(ar, manad + 1, 1)
    return first.replace(day=min(datum.day, days_in_month(first)))
