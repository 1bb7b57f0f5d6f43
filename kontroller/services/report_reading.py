"""That a report is opened or fetched is an event: afterwards one can say what the nämnd was given, and when."""

from datetime import datetime

from assistans.models import Handelse, User
from kontroller.models import Kontrollrapport


def note_read(*, rapport: Kontrollrapport, by: User, at: datetime) -> None:
    """Write down that somebody opened the report's page."""
    Handelse.record("rapport.last", rapport, by=by, at=at)


def note_fetched(*, rapport: Kontrollrapport, vad: str, by: User, at: datetime) -> None:
    """Write down that somebody fetched the report, or a table of it, as a file."""
    Handelse.record("rapport.hamtad", rapport, by=by, at=at, vad=vad)
