import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from assistans import kommando
from kontroller.regelkatalog import write_catalogue

FIL = Path("docs/regler.md")


class Command(BaseCommand):
    help = "Skriver docs/regler.md ur kontrollerna, eller säger om den inte längre stämmer med dem."
    create_parser = kommando.create_parser

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="skriv ingenting, säg bara om filen stämmer")

    def handle(self, *, check, **_):
        fil = settings.BASE_DIR / FIL
        text = write_catalogue()
        if not check:
            fil.parent.mkdir(exist_ok=True)
            fil.write_text(text, encoding="utf-8")
            self.stdout.write(f"{FIL} är skriven.")
        elif not fil.exists() or fil.read_text(encoding="utf-8") != text:
            sys.stderr.write(f"{FIL} stämmer inte med kontrollerna. Kör manage.py regelkatalog.\n")
            sys.exit(kommando.DELVIS)
