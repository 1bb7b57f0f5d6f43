import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from assistans import kommando
from assistans.aktor import set_actor
from assistans.models import User
from assistans.pango import PangoMissing
from assistans.tid import TidFel
from kontroller.rapport.period import parse_span
from kontroller.services.reporting import ReportRefused, create_report


class Command(BaseCommand):
    help = "Skriver nämndens kontrollrapport för en månad, ett kvartal eller ett år som PDF."
    create_parser = kommando.create_parser

    def add_arguments(self, parser):
        parser.add_argument("period", metavar="PERIOD", help="månaden (2015-04), kvartalet (2015-K2) eller året (2015)")
        parser.add_argument("--fil", metavar="FIL.pdf", required=True, help="filen som rapporten skrivs till")
        parser.add_argument("--sammandrag", action="store_true", help="skriv sammandraget på en sida i stället")

    def handle(self, *, period, fil, sammandrag, traceback, **_):
        kommando.run(lambda: report(period, Path(fil), one_page=sammandrag), show_traceback=traceback)


def report(period: str, fil: Path, *, one_page: bool) -> int:
    """Write the report to a file, whole or not at all."""
    try:
        tidrymd = parse_span(period)
    except TidFel as fel:
        raise kommando.KommandoFel(str(fel)) from None
    if not fil.absolute().parent.is_dir():
        raise kommando.KommandoFel(f"Mappen för {fil.name} finns inte.")
    system = User.objects.system()
    set_actor(system.pk)
    try:
        rapport = create_report(tidrymd=tidrymd, by=system, at=timezone.now())
    except (ReportRefused, PangoMissing) as refused:
        sys.stderr.write(f"{refused}\n")
        return kommando.DELVIS
    utkast = fil.with_name(f".{fil.name}.del")
    utkast.write_bytes(rapport.sammandrag if one_page else rapport.pdf)
    utkast.replace(fil)
    return kommando.KLART
