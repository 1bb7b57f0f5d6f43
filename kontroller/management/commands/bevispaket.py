import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from assistans import kommando
from assistans.aktor import set_actor
from assistans.models import User
from kontroller.services.evidence import PackRefused, fetch_parts, make_pack, register_order


class Command(BaseCommand):
    help = "Gör en månads bevispaket, utan original, och skriver det till en fil."
    create_parser = kommando.create_parser

    def add_arguments(self, parser):
        parser.add_argument("manad", metavar="ÅÅÅÅ-MM", help="månaden som paketet gäller")
        parser.add_argument("--till", metavar="FIL.zip", required=True, help="filen som paketet skrivs till")

    def handle(self, *, manad, till, traceback, **_):
        kommando.run(lambda: evidence_pack(manad, Path(till)), show_traceback=traceback)


def evidence_pack(manad: str, fil: Path) -> int:
    """Make the pack, keep it as any other, and write it to a file, whole or not at all."""
    dag = kommando.month(manad)
    if not fil.absolute().parent.is_dir():
        raise kommando.KommandoFel(f"Mappen för {fil.name} finns inte.")
    system = User.objects.system()
    set_actor(system.pk)
    try:
        paket = register_order(manad=dag, med_original=False, by=system, at=timezone.now())
        paket = make_pack(paket.pk, at=timezone.now())
        delar = fetch_parts(paket=paket, by=system, at=timezone.now())
    except PackRefused as refused:
        sys.stderr.write(f"{refused}\n")
        return kommando.DELVIS
    utkast = fil.with_name(f".{fil.name}.del")
    with utkast.open("wb") as skriv:
        skriv.writelines(delar)
    utkast.replace(fil)
    sys.stdout.write(f"SHA-256 {paket.sha256}\nOffentlig nyckel {paket.nyckel}\n")
    return kommando.KLART
