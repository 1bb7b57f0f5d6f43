"""Det som kontrollerna fann om en sjuklöneansökan, utan vilka dagar någon var sjuk, för den som inte behöver dem.

Den som attesterar ser varför en krona betalas: passen, tiden, beloppen och vad som skiljer. Dagarna blir månaden.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from assistans.svenska import MANADER
from kontroller.fakta import Fakta
from kontroller.motor import Verdikt
from kontroller.regel import Fynd

OM_SJUKDOM = ("E07", "E08", "G15", "G16")
"""The controls whose every date is a day of illness."""
_MANAD = "|".join(MANADER)
_DAGAR = r"\d{1,2}(?:[–, \u00a0]|\boch\b|\d)*?"
_SKRIVET = re.compile(
    rf"(?P<den>\bden )?(?<!dag )(?<!dag\u00a0)\b{_DAGAR}[ \u00a0](?P<manad>{_MANAD})[ \u00a0](?P<ar>\d{{4}})"
)
_ISO = re.compile(r"\b(?P<ar>\d{4})-(?P<nr>\d\d)-\d\d\b(?:[ \u00a0]\d\d:\d\d–\d\d:\d\d)?")


def without_sick_days(verdikt: Iterable[Verdikt], fakta: Fakta) -> list[Verdikt]:
    """The verdicts on a claim with the month where they have the day. Another invoice's are left as they are.

    The controls of sick pay lose all their dates; others those of the month that the claim is about, which are the
    days of the substitute's time.
    """
    if fakta.sjuklon is None:
        return list(verdikt)
    manad = fakta.sjuklon.fran.replace(day=1)
    return [_verdict(v, None if v.regel in OM_SJUKDOM else manad) for v in verdikt]


def _verdict(verdikt: Verdikt, bara: date | None) -> Verdikt:
    return replace(
        verdikt, text=in_months(verdikt.text, bara), fynd=tuple(_finding(fynd, bara) for fynd in verdikt.fynd)
    )


def _finding(fynd: Fynd, bara: date | None) -> Fynd:
    return replace(
        fynd,
        text=in_months(fynd.text, bara),
        rader=tuple(dict.fromkeys(in_months(rad, bara) for rad in fynd.rader)),
        matt={vad: varde for vad, varde in fynd.matt.items() if not _is_day(varde, bara)},
        tidrader=(),
    )


def in_months(text: str, bara: date | None = None) -> str:
    """A text with months for days: "passet den 9 april 2015" is "passet i april 2015". With `bara`, only that month's
    days.
    """

    def written(traff: re.Match[str]) -> str:
        if bara and (MANADER.index(traff["manad"]) + 1, int(traff["ar"])) != (bara.month, bara.year):
            return traff[0]
        return f"{'i' if traff['den'] else 'en dag i'} {traff['manad']} {traff['ar']}"

    def iso(traff: re.Match[str]) -> str:
        if bara and (int(traff["nr"]), int(traff["ar"])) != (bara.month, bara.year):
            return traff[0]
        return f"i {MANADER[int(traff['nr']) - 1]} {traff['ar']}"

    return _ISO.sub(iso, _SKRIVET.sub(written, text))


def _is_day(varde: object, bara: date | None) -> bool:
    return isinstance(varde, date) and (bara is None or varde.replace(day=1) == bara)
