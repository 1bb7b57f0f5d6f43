import sys
from decimal import Decimal

from django.core.management.base import BaseCommand
from django.utils import timezone

from assistans import kommando
from assistans.svenska import kronor, manad_namn
from fakturor.models import Faktura
from kontroller.services.recalculating import recalculate


class Command(BaseCommand):
    help = "Prövar månadens godkända och betalda fakturor på dagens uppgifter och nämner det som skulle bli annorlunda."
    create_parser = kommando.create_parser

    def add_arguments(self, parser):
        parser.add_argument("manad", metavar="MÅNAD", help="månaden, till exempel 2015-04")

    def handle(self, *, manad, traceback, **_):
        kommando.run(lambda: list_changes(manad), show_traceback=traceback)


def list_changes(text: str) -> int:
    """Recalculate a month and write each difference on a line of its own."""
    manad = kommando.month(text)
    svar = recalculate(manad, at=timezone.now())
    fakturor = Faktura.objects.in_bulk({ett.faktura for ett in svar.andrat})
    for ett in svar.andrat:
        faktura = fakturor[ett.faktura]
        belopp = kronor(Decimal(ett.kronor), oren=False)
        sys.stdout.write(f"{faktura.leverantor} {faktura.nummer} {ett.regel} {ett.utfall} {belopp}\n")
    sys.stdout.write(
        f"{manad_namn(manad).capitalize()}: {svar.antal} fakturor prövade, {len(fakturor)} skulle bedömas annorlunda.\n"
    )
    return kommando.KLART
