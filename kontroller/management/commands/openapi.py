import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from assistans import kommando
from kontroller.api.beskrivning import openapi_text

FIL = Path("docs/openapi.json")


class Command(BaseCommand):
    help = "Skriver docs/openapi.json ur API:t, eller säger om den inte längre stämmer med det."
    create_parser = kommando.create_parser

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="skriv ingenting, säg bara om filen stämmer")

    def handle(self, *, check, **_):
        fil = settings.BASE_DIR / FIL
        text = openapi_text()
        if not check:
            fil.write_text(text, encoding="utf-8")
            self.stdout.write(f"{FIL} är skriven.")
        elif not fil.exists() or fil.read_text(encoding="utf-8") != text:
            sys.stderr.write(f"{FIL} stämmer inte med API:t. Kör manage.py openapi.\n")
            sys.exit(kommando.DELVIS)
