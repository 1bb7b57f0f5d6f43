import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from assistans import kommando
from assistans.aktor import set_actor
from assistans.models import User
from assistans.pango import PangoMissing
from kontroller.services.reporting import ReportRefused, create_report


class Command(BaseCommand):
    help = "Skriver nämndens kontrollrapport för en månad som PDF."
    create_parser = kommando.create_parser

    def add_arguments(self, parser):
        parser.add_argument("manad", metavar="ÅÅÅÅ-MM", help="månaden som rapporten gäller")
        parser.add_argument("--fil", metavar="FIL.pdf", required=True, help="filen som rapporten skrivs till")

    def handle(self, *, manad, fil, traceback, **_):
        kommando.run(lambda: report(manad, Path(fil)), show_traceback=traceback)


def report(manad: str, fil: Path) -> int:
    """Write the report to a file, whole or not at all."""
    dag = kommando.month(manad)
    if not fil.absolute().parent.is_dir():
        raise kommando.KommandoFel(f"Mappen för {fil.name} finns inte.")
    system = User.objects.system()
    set_actor(system.pk)
    try:
        rapport = create_report(manad=dag, by=system, at=timezone.now())
    except (ReportRefused, PangoMissing) as refused:
        sys.stderr.write(f"{refused}\n")
        return kommando.DELVIS
    utkast = fil.with_name(f".{fil.name}.del")
    utkast.write_bytes(rapport.pdf)
    utkast.replace(fil)
    return kommando.KLART
