import contextlib
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

from django.conf import settings
from django.core.management.base import BaseCommand

from assistans import kommando
from assistans.arbetare import WorkerMissing, worker_running
from kontroller import demokommun
from kontroller.management.commands.kontrollera import wait_for

VARD = "127.0.0.1"
SEKUNDER_ATT_STARTA = 30
SEKUNDER_ATT_STOPPA = 10


class Command(BaseCommand):
    help = "Bygger den påhittade demokommunen och visar den i webbläsaren."
    create_parser = kommando.create_parser

    def add_arguments(self, parser):
        parser.add_argument("--utan-server", action="store_true", help="bygg, men starta ingen webbserver")
        parser.add_argument("--port", type=int, default=8000, metavar="PORT", help="webbserverns port (8000)")

    def handle(self, *, utan_server, port, traceback, **_):
        try:
            require_demo(None if utan_server else port)
        except kommando.KommandoFel as fel:
            sys.stderr.write(f"{fel}\n")
            sys.exit(kommando.OBRUKBART)
        kommando.run(lambda: show(None if utan_server else port), show_traceback=traceback)


def require_demo(port: int | None) -> None:
    """See to it that nothing but the demo is touched. Raises KommandoFel before anything is changed."""
    if not settings.DEMO:
        raise kommando.KommandoFel("Demon startas med make demo, eller med manage.py demo.")
    if port is not None and not _is_free(port):
        raise kommando.KommandoFel(f"Port {port} är upptagen. Välj en annan med --port.")
    try:
        demokommun.require_own_database()
    except demokommun.NotTheDemo as fel:
        raise kommando.KommandoFel(str(fel)) from fel


def show(port: int | None) -> int:
    """Build what is missing, and serve it until Ctrl-C."""
    # A stop from outside ends like Ctrl-C, so that what was started is stopped. A script that starts the demo in the
    # background has told it to ignore Ctrl-C; it is not ignored here.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    try:
        with worker_running(say=lambda _: None):
            if not demokommun.build(wait_for):
                sys.stderr.write("Alla underlag fick inga verdikt. Starta demon igen, så tar den vid.\n")
                return kommando.DELVIS
            if port is not None:
                serve(port)
    except WorkerMissing as saknas:
        sys.stderr.write(f"{saknas}\n")
        return kommando.DELVIS
    return kommando.KLART


def serve(port: int) -> None:
    """Serve the pages until Ctrl-C. Raises KommandoFel when the server does not come up."""
    with _server(port) as server:
        _wait_until_it_answers(server, port)
        sys.stdout.write(welcome(port))
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            server.wait()
            raise kommando.KommandoFel("Webbservern avslutades oväntat.")
        sys.stderr.write("\nDemon stoppas. Inget går förlorat, make demo öppnar den igen.\n")


def welcome(port: int) -> str:
    """The address, and who can sign in."""
    bredd = max(len(rad.anvandarnamn) for rad in demokommun.ANVANDARE)
    rader = [
        "",
        f"{settings.KOMMUN_NAMN} finns på http://localhost:{port}",
        f"Lösenordet är {demokommun.LOSENORD} för alla:",
        *(f"  {rad.anvandarnamn:<{bredd}}  {rad.namn}, {rad.roll.label.lower()}" for rad in demokommun.ANVANDARE),
        "Stoppa med Ctrl-C.",
    ]
    return "\n".join(rader) + "\n"


@contextlib.contextmanager
def _server(port: int) -> Iterator[subprocess.Popen[bytes]]:
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--bind", f"{VARD}:{port}", "--workers", "2", "--threads", "2",
         "--log-level", "warning", "assistans.wsgi"],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches us, and we stop the server in good order
    )  # fmt: skip
    try:
        yield server
    finally:
        server.terminate()
        try:
            server.wait(SEKUNDER_ATT_STOPPA)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    senast = time.monotonic() + SEKUNDER_ATT_STARTA
    while time.monotonic() < senast and server.poll() is None:
        if not _is_free(port):
            return
        time.sleep(0.1)
    raise kommando.KommandoFel(f"Webbservern kom inte igång på port {port}.")


def _is_free(port: int) -> bool:
    """Whether nothing answers on the port."""
    with socket.socket() as prov:
        prov.settimeout(1)
        return prov.connect_ex((VARD, port)) != 0
