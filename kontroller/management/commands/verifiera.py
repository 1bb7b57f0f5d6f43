import sys

from django.core.management.base import BaseCommand

from assistans import kommando
from kontroller.liggare import replay
from kontroller.models import Korning
from kontroller.motor import OkandRegel


class Command(BaseCommand):
    help = "Räknar om en lagrad körning ur dess lagrade fakta och regelversioner och namnger den första skillnaden."
    create_parser = kommando.create_parser

    def add_arguments(self, parser):
        parser.add_argument("korning", metavar="KÖRNING", help="körningens nummer")

    def handle(self, *, korning, traceback, **_):
        kommando.run(lambda: verify(korning), show_traceback=traceback)


def verify(nummer: str) -> int:
    """Recompute every verdict of a run; say how many agree, or what first differs."""
    korning = Korning.objects.filter(pk=nummer).first() if nummer.isdecimal() and len(nummer) < 19 else None
    if korning is None:
        raise kommando.KommandoFel(f"Körning {nummer} finns inte.")

    lika = 0
    try:
        for skillnad in replay(korning):
            if skillnad:
                sys.stderr.write(f"Faktura {skillnad.faktura}: {skillnad.text}\n")
                return kommando.DELVIS
            lika += 1
    except OkandRegel as okand:
        sys.stderr.write(f"{okand}\n")
        return kommando.DELVIS
    if korning.status != Korning.Status.KLAR or lika != korning.antal:
        sys.stderr.write(f"Körning {nummer} har verdikt för {lika} av {korning.antal} fakturor.\n")
        return kommando.DELVIS
    sys.stdout.write(f"Körning {nummer}: {lika} fakturor, varje verdikt är detsamma.\n")
    return kommando.KLART
