"""Ord som flera avsnitt skriver likadant. Utan Django."""

from collections.abc import Sequence
from datetime import date

from assistans.svenska import manad_namn, upprakning
from assistans.tid import months_after


def months_in_words(manader: Sequence[date]) -> str:
    """Months in order, those that follow on each other as a span: `juni 2014–mars 2015 och maj 2015`."""
    foljder: list[list[date]] = []
    for manad in manader:
        if foljder and months_after(foljder[-1][-1], 1) == manad:
            foljder[-1].append(manad)
        else:
            foljder.append([manad])
    return upprakning([_span(foljd) for foljd in foljder])


def upper_first(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def _span(foljd: Sequence[date]) -> str:
    if len(foljd) == 1:
        return manad_namn(foljd[0])
    forst, sist = foljd[0], foljd[-1]
    if len(foljd) == 2:
        return f"{manad_namn(forst, ar=forst.year != sist.year)} och {manad_namn(sist)}"
    return f"{manad_namn(forst, ar=forst.year != sist.year)}–{manad_namn(sist)}"
