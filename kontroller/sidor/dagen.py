"""Min dag: uppgifterna efter brådska, och hur dagen står i några meningar."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from assistans.svenska import antal_i_ord, kronor
from fakturor.sidor.vantande_omgangar import Vantande
from kontroller.sidor.arbetslista import Uppgift
from kontroller.sidor.ko import Koplats


@dataclass(frozen=True, slots=True, kw_only=True)
class Dag:
    """Uppgifter med samma brådska."""

    rubrik: str
    uppgifter: list[Uppgift]


def by_urgency(uppgifter: Iterable[Uppgift], idag: date) -> list[Dag]:
    """The tasks under the headings of the day: what is late, today, this week, later."""
    return [
        Dag(rubrik=rubrik, uppgifter=list(grupp))
        for rubrik, grupp in groupby(uppgifter, key=lambda uppgift: _heading(uppgift.senast, idag))
    ]


def how_the_day_stands(
    ko: Sequence[Koplats | Uppgift], konton: int, idag: date, omgangar: Collection[Vantande] = ()
) -> str:
    """The day in a few sentences: what waits, for how much, and what is late."""
    meningar = []
    if ko:
        summa = kronor(sum((u.att_lamna for u in ko), Decimal(0)), oren=False)
        vantar = antal_i_ord(len(ko), "faktura väntar", "fakturor väntar", utrum=True).capitalize()
        meningar.append(f"{vantar} på dig, {'på' if len(ko) == 1 else 'tillsammans'} {summa}.")
        meningar += _counted("har förfallit", [u for u in ko if u.senast and u.senast < idag], len(ko))
        meningar += _counted("förfaller i dag", [u for u in ko if u.senast == idag], len(ko))
    if omgangar:
        summa = kronor(sum((omgang.kronor for omgang in omgangar), Decimal(0)), oren=False)
        vantar = antal_i_ord(len(omgangar), "utbetalningsomgång väntar", "utbetalningsomgångar väntar", utrum=True)
        meningar.append(f"{vantar.capitalize()}, med {summa}.")
    if konton:
        meningar.append(f"{antal_i_ord(konton, 'konto väntar', 'konton väntar').capitalize()} på att bekräftas.")
    return " ".join(meningar) or "Ingenting väntar på dig."


def _counted(vad: str, funna: list[Koplats | Uppgift], av: int) -> list[str]:
    if not funna:
        return []
    if len(funna) == av:
        return [f"Den {vad}." if av == 1 else f"Alla {vad}."]
    return [f"{antal_i_ord(len(funna), 'av dem', 'av dem', utrum=True).capitalize()} {vad}."]


def _heading(senast: date | None, idag: date) -> str:
    if senast is None:
        return "Utan förfallodag"
    if senast < idag:
        return "Förfallna"
    if senast == idag:
        return "Senast i dag"
    sondag = idag + timedelta(days=6 - idag.weekday())
    return "Den här veckan" if senast <= sondag else "Senare"
