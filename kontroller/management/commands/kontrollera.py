import json
import sys
import time
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from assistans import kommando
from assistans.aktor import set_actor
from assistans.arbetare import WorkerMissing, worker_running
from assistans.models import User
from kontroller import korning as korningar
from kontroller.liggare import run_as_file
from kontroller.models import Korning

TAL_UTAN_FRAMSTEG = 60
"""Sekunder utan att en faktura blir klar, innan det som återstår delas ut igen."""
FLEST_OMTAG = 5


class Command(BaseCommand):
    help = "Kontrollerar alla fakturor som tar upp tid för en månad."
    create_parser = kommando.create_parser

    def add_arguments(self, parser):
        parser.add_argument("manad", metavar="ÅÅÅÅ-MM", help="månaden som ska kontrolleras")
        parser.add_argument("--json", metavar="FIL", help="skriv verdikten till en fil")

    def handle(self, *, manad, json, traceback, **_):
        kommando.run(lambda: control(kommando.month(manad), json), show_traceback=traceback)


def control(manad: date, fil: str | None) -> int:
    """Run the month through Celery, show how far it has come, and write the verdicts."""
    if fil and not Path(fil).absolute().parent.is_dir():
        raise kommando.KommandoFel(f"Mappen för {Path(fil).name} finns inte.")
    system = User.objects.system()
    set_actor(system.pk)

    try:
        with worker_running():
            korning = korningar.start_month(manad=manad, by=system, at=timezone.now())
            klar = wait_for(korning)
    except WorkerMissing as saknas:
        sys.stderr.write(f"{saknas}\n")
        return kommando.DELVIS

    if fil:
        Path(fil).write_text(json.dumps(run_as_file(korning), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if not klar:
        saknas = korning.antal - korningar.done_count(korning)
        sys.stderr.write(f"{saknas} av {korning.antal} fakturor fick inga verdikt. Kör kommandot igen.\n")
        return kommando.DELVIS
    return kommando.KLART


def wait_for(korning: Korning) -> bool:
    """Wait until the run is done, with a progress bar on stderr; say whether every invoice got its verdicts."""
    senast, sedan, omtag = -1, time.monotonic(), 0
    while korning.status == Korning.Status.PAGAR:
        klara = korningar.done_count(korning)
        if klara != senast:
            senast, sedan = klara, time.monotonic()
            _show(klara, korning.antal)
        elif time.monotonic() - sedan > TAL_UTAN_FRAMSTEG:
            omtag += 1
            if omtag > FLEST_OMTAG:
                break
            korningar.resume(korning, at=timezone.now())
            sedan = time.monotonic()
        time.sleep(0.2)
        korning.refresh_from_db()
    _show(korningar.done_count(korning), korning.antal, sista=True)
    return korning.status == Korning.Status.KLAR


def _show(klara: int, antal: int, *, sista: bool = False) -> None:
    bredd = 30
    fyllt = bredd if not antal else bredd * klara // antal
    rad = f"[{'█' * fyllt}{'·' * (bredd - fyllt)}] {klara} av {antal} fakturor"
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{rad}" + ("\n" if sista else ""))
    elif sista:
        sys.stderr.write(f"{rad}\n")
    sys.stderr.flush()
