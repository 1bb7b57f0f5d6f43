"""Övergångsregeln för assistenter som var anställda före den 1 juli 2013. Utan Django."""

from datetime import date

from kontroller.fakta import Assistent, covers

UNDANTAG_FORE = date(2013, 7, 1)
"""2012:930, övergångsbestämmelse 2: ålder och bosättning prövas inte för den som var anställd före denna dag."""


def is_exempt(assistent: Assistent, dag: date) -> bool:
    """Whether the registrations in force on the day show an employment from before 1 July 2013."""
    anstalld = [r.anstalld_fran for r in assistent.registreringar if covers(r, dag) and r.anstalld_fran is not None]
    return bool(anstalld) and min(anstalld) < UNDANTAG_FORE
