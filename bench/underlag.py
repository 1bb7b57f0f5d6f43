"""Hela kommunen, steg för steg: användare, register, tid, fakturor, kontroll och spåren av allt arbete."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from django.apps import apps
from django.db import connection, transaction

from bench.anvandare import ensure_users
from bench.fakturorna import build_invoices
from bench.fyllning import Fyllning, restart_ids
from bench.kontrollen import control
from bench.lastning import loading
from bench.ovriga_register import build_the_rest
from bench.registren import build_registers
from bench.spar import build_traces
from bench.storlek import Storlek
from bench.tiden import build_time
from beslut.models import Person

APPAR = ("assistans", "beslut", "fakturor", "kontroller")


class NotEmpty(Exception):
    """The database holds persons already; the message is a sentence for the one who started the bench."""


@dataclass(frozen=True, kw_only=True)
class Kommun:
    """Det som blev byggt, i antal rader, och hur länge det tog."""

    personer: int
    tidrader: int
    fakturor: int
    sekunder: float


def build(storlek: Storlek, *, tell: Callable[[str], None] = lambda text: None) -> Kommun:
    """Fill an empty database with a municipality of the size. Raises NotEmpty.

    What the database refuses is refused here too, but for what `loading` takes off and puts back.
    """
    if Person.objects.exists():
        raise NotEmpty("Databasen har redan personer: mätningen bygger bara i en tom databas.")
    borjan = perf_counter()
    fyllning = Fyllning(storlek.parameters())
    with transaction.atomic():
        tell(f"Registren för {storlek.personer} personer läggs in.")
        ensure_users()
        build_registers(storlek, fyllning)
        tell("Tiden och fakturorna läggs in.")
        with loading():
            tidrader = build_time(fyllning)
            fakturor = build_invoices(fyllning)
        build_the_rest(fyllning)
        restart_ids([modell for app in APPAR for modell in apps.get_app_config(app).get_models()])
    _analyze()
    tell("Den nyaste månaden kontrolleras.")
    control(storlek, fyllning)
    build_traces(fyllning)
    restart_ids([modell for app in APPAR for modell in apps.get_app_config(app).get_models()])
    _analyze()
    return Kommun(personer=storlek.personer, tidrader=tidrader, fakturor=fakturor, sekunder=perf_counter() - borjan)


def _analyze() -> None:
    """Tell the planner what the tables hold, as autovacuum would have done long since."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
