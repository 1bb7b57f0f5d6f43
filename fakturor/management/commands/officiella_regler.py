import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from assistans import kommando
from fakturor.filer.faktura import FakturaAvvisad
from fakturor.filer.jamforelse import side_by_side, write_table
from fakturor.filer.officiella import check_officially, editions
from fakturor.filer.ubl import read_invoice

FIL = Path("docs/officiella-regler.md")
SAKNAS = "De officiella reglerna är inte installerade. Kör make peppol.\n"


class Command(BaseCommand):
    help = "Prövar fakturafiler mot de officiella reglerna (EN 16931 och Peppol), bredvid våra egna."
    create_parser = kommando.create_parser
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("filer", nargs="*", type=Path, metavar="FIL")
        parser.add_argument("--tabell", action="store_true", help=f"skriv {FIL}: var reglerna skiljer sig")

    def handle(self, *, filer, tabell, **_):
        utgavor = editions()
        if not utgavor:
            sys.stderr.write(SAKNAS)
            sys.exit(kommando.OANVANDBART)
        if tabell:
            (settings.BASE_DIR / FIL).write_text(write_table(utgavor), encoding="utf-8")
            self.stdout.write(f"{FIL} är skriven.")
        for utgava in utgavor:
            self.stdout.write(f"{utgava.namn}, kompilerad {utgava.dag}")
        if not all([self._tell(fil) for fil in filer]):
            sys.exit(kommando.DELVIS)

    def _tell(self, fil: Path) -> bool:
        try:
            data = fil.read_bytes()
            rader = side_by_side(check_officially(data), read_invoice(data).anmarkningar)
        except (OSError, FakturaAvvisad) as fel:
            sys.stderr.write(f"{fil}: {fel.strerror if isinstance(fel, OSError) else fel}\n")
            return False
        self.stdout.write(f"{fil}: {'inget att anmärka' if not rader else ''}")
        for rad in rader:
            vem = "bara vi" if rad.fatal is None else "båda" if rad.var_text else "bara officiell"
            self.stdout.write(f"  {rad.regel} ({vem}): {rad.var_text or rad.officiell}")
        return True
