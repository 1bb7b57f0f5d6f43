import sys

from django.core.management.base import BaseCommand

from assistans import kommando
from assistans.pango import PangoMissing
from assistans.svenska import antal
from kontroller.models import Kontrollrapport
from kontroller.rapport.verifiering import first_difference


class Command(BaseCommand):
    help = "Räknar om nämndens lagrade rapporter ur deras innehåll och namnger den första som skiljer, och var."
    create_parser = kommando.create_parser

    def add_arguments(self, parser):
        parser.add_argument("rapport", metavar="RAPPORT", nargs="?", help="rapportens nummer; utan det prövas alla")

    def handle(self, *, rapport, traceback, **_):
        kommando.run(lambda: verify(rapport), show_traceback=traceback)


def verify(nummer: str | None) -> int:
    """Hold every report against its hashes and what its content gives; say how many agree, or what first differs."""
    rapporter = Kontrollrapport.objects.select_related("signatur").order_by("pk")
    if nummer is not None:
        rapporter = rapporter.filter(pk=nummer) if nummer.isdecimal() and len(nummer) < 19 else rapporter.none()
        if not rapporter.exists():
            raise kommando.KommandoFel(f"Rapport {nummer} finns inte.")
    lika = 0
    for rapport in rapporter.iterator(chunk_size=1):
        try:
            skillnad = first_difference(rapport)
        except PangoMissing as saknas:
            sys.stderr.write(f"{saknas}\n")
            return kommando.DELVIS
        if skillnad:
            sys.stderr.write(f"Rapport {rapport.pk}, {rapport.namn}: {skillnad}\n")
            return kommando.DELVIS
        lika += 1
    sys.stdout.write(f"{antal(lika, 'rapport', 'rapporter')}: varje byte är densamma.\n")
    return kommando.KLART
