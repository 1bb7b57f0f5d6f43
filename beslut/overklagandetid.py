"""Tiden för att överklaga: tre veckor från den dag då personen fick del av beslutet (44 § FL). Utan Django."""

from datetime import date, timedelta

from assistans.helgdagar import is_weekend_or_holiday
from assistans.svenska import antal, datum_text, veckodag

TRE_VECKOR = timedelta(weeks=3)
LORDAG = 5


def last_day_to_appeal(delgivet: date) -> date:
    """The day three weeks after the person received the decision."""
    return delgivet + TRE_VECKOR


def deadline_in_words(delgivet: date) -> str:
    """Till och med den 4 maj 2015; and what day it is when it is no working day."""
    sista = last_day_to_appeal(delgivet)
    if not is_weekend_or_holiday(sista):
        return f"till och med den {datum_text(sista)}"
    dagen = veckodag(sista) if sista.weekday() >= LORDAG else "helgdag"
    return f"till och med den {datum_text(sista)}, som är en {dagen}"


def arrival_in_words(delgivet: date | None, inkom: date) -> str:
    """Whether an appeal came within the three weeks. Whether it is too late, a person decides."""
    if delgivet is None:
        return "Det är inte registrerat när personen fick del av beslutet, så tiden kan inte räknas."
    sena = (inkom - last_day_to_appeal(delgivet)).days
    if sena <= 0:
        return f"Det kom inom tre veckor, som gick {deadline_in_words(delgivet)}."
    return f"Det kom {antal(sena, 'dag', 'dagar')} efter de tre veckorna, som gick {deadline_in_words(delgivet)}."
