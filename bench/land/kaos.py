"""`python -m bench kaos`: döda arbetaren, kön och databasservern mitt i en körning, och se att svaret blir detsamma.

Allt sker på två egna servrar i en egen mapp. Det som dödas startas om med det som programmet självt startar med.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assistans import embedded

FAKTUROR, BLOCK, PROCESSER = 600, 25, 2
SEKUNDER_UTAN_FRAMSTEG = 10
MALL, OSTORD = "kaosmall", "ostörd"


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench kaos", description=__doc__)
    parser.add_argument("--fakturor", type=int, default=FAKTUROR, help=f"fakturor i månaden ({FAKTUROR})")
    parser.add_argument("--bara", default="", help="bara störningar vars namn innehåller detta")
    val = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistans.settings")
    for egen in ("DATABASE_URL", "REDIS_URL", "ASSISTANS_DEMO"):
        os.environ.pop(egen, None)
    mapp = Path(tempfile.mkdtemp(prefix="assistans-kaos-"))
    os.environ["ASSISTANS_VAR"] = str(mapp)
    os.environ["ASSISTANS_KOMMUNKOD"] = "0000"
    try:
        embedded.ensure()
        import django

        django.setup()
        return Kaos(mapp).run(val.fakturor, bara=val.bara)
    except embedded.ServiceRefused as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    finally:
        embedded.own_services().stop()
        for rester in (mapp, embedded.own_services().place.root):
            shutil.rmtree(rester, ignore_errors=True)


class Kaos:
    """Samma månad kontrolleras gång på gång, varje gång med något annat som dör på vägen."""

    def __init__(self, mapp: Path) -> None:
        from bench.land.arbetare import Arbetare

        self.logg = mapp / "arbetare.log"
        self.arbetare: Arbetare
        self.handelser: list[str] = []

    def run(self, fakturor: int, *, bara: str = "") -> int:
        """Build the month once, run it undisturbed and with each disturbance, and compare. 0 when all agree."""
        self._build(fakturor)
        forsok: dict[str, Callable[[], None]] = {
            OSTORD: lambda: None,
            "en arbetsprocess dödas": self._kill_process,
            "arbetaren dödas med alla sina processer": self._kill_worker,
            "kön dödas": self._kill_broker,
            "databasservern dödas": self._kill_database,
        }
        avtryck = {}
        for vad, stor in forsok.items():
            if bara not in vad and vad != OSTORD:
                continue
            borjan = time.monotonic()
            avtryck[vad], status = self._one(stor)
            _say(f"{vad}: körningen blev {status} på {time.monotonic() - borjan:.1f} s, avtryck {avtryck[vad][:16]}")
            for handelse in self.handelser:
                _say(f"    {handelse}")
        lika = len(set(avtryck.values())) == 1
        _say("Alla körningar gav samma verdikt." if lika else "VERDIKTEN SKILJER SIG.")
        return 0 if lika else 1

    def _build(self, fakturor: int) -> None:
        from django.core.management import call_command
        from django.db import connection

        from bench.databas import execute_beside
        from bench.land.storlek import Landsstorlek
        from bench.land.underlag import build
        from kontroller import korning

        korning.BLOCKSTORLEK = BLOCK
        call_command("migrate", verbosity=0, interactive=False)
        land = build(Landsstorlek(fakturor=fakturor))
        _say(f"En månad med {land.fakturor} fakturor och {land.tidrader} tidrader är byggd.")
        connection.close()
        execute_beside(f'CREATE DATABASE {MALL} TEMPLATE "{connection.settings_dict["NAME"]}"')

    def _one(self, stor: Callable[[], None]) -> tuple[str, str]:
        """Run the month from the beginning, disturb it when a third is done, and see it through."""
        from django.utils import timezone

        from assistans.models import User
        from bench.land.korning import digest
        from bench.land.storlek import MANAD
        from kontroller.korning import done_count, start_month

        self._restore()
        self.handelser = []
        self.arbetare = self._start_worker()
        try:
            kord = start_month(manad=MANAD, by=User.objects.system(), at=timezone.now())
            self._follow(kord, lambda: done_count(kord) >= kord.antal / 3)
            self.handelser.append(f"störd när {done_count(kord)} av {kord.antal} fakturor var klara")
            stor()
            self._follow(kord, lambda: False)
            return digest(kord), kord.get_status_display().lower()
        finally:
            self.arbetare.kill()

    def _follow(self, kord, until: Callable[[], bool]) -> None:
        """Wait until the run has come so far, or ended; start what is gone, and hand out again what nobody seems to be
        doing.
        """
        from django.db import InterfaceError, OperationalError, connection
        from django.utils import timezone

        from kontroller import korning
        from kontroller.models import Korning

        senast, sedan = -1, time.monotonic()
        while kord.status == Korning.Status.PAGAR:
            try:
                if until():
                    return
                klara = korning.done_count(kord)
                if klara != senast:
                    senast, sedan = klara, time.monotonic()
                elif time.monotonic() - sedan > SEKUNDER_UTAN_FRAMSTEG:
                    korning.resume(kord, at=timezone.now())
                    self.handelser.append(f"det som återstod delades ut igen vid {klara} klara")
                    sedan = time.monotonic()
                if self.arbetare.process.poll() is not None:
                    self.handelser.append("en ny arbetare startades")
                    self.arbetare = self._start_worker()
                kord.refresh_from_db()
            except (OperationalError, InterfaceError):
                connection.close()
                embedded.ensure()
            time.sleep(0.02)

    def _restore(self) -> None:
        """The database as it was built, and an empty queue."""
        from django.db import connection

        from assistans.celery import app
        from bench.databas import execute_beside

        namn = connection.settings_dict["NAME"]
        connection.close()
        execute_beside(f'DROP DATABASE "{namn}" WITH (FORCE)')
        execute_beside(f'CREATE DATABASE "{namn}" TEMPLATE {MALL}')
        app.control.purge()

    def _start_worker(self):
        from bench.land.arbetare import start_worker

        return start_worker(PROCESSER, env={}, logg=self.logg)

    def _kill_process(self) -> None:
        os.kill(self.arbetare.children()[0], signal.SIGKILL)

    def _kill_worker(self) -> None:
        self.arbetare.kill()

    def _kill_broker(self) -> None:
        from redis import Redis

        os.kill(Redis.from_url(embedded.redis_url()).info("server")["process_id"], signal.SIGKILL)
        time.sleep(0.5)
        embedded.ensure()
        self.handelser.append("kön startades igen")

    def _kill_database(self) -> None:
        pid = (embedded.own_services().place.root / "pgdata" / "postmaster.pid").read_text().split("\n", 1)[0]
        os.kill(int(pid), signal.SIGKILL)
        time.sleep(0.5)
        embedded.ensure()
        self.handelser.append("databasservern startades igen")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
