import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assistans import kommando
from assistans.kommando import DELVIS, KLART, KommandoFel
from assistans.models import User
from assistans.svenska import antal, manad_namn, mask_text
from beslut.importing.resultat import Filresultat
from fakturor.mapp import contents, find_files, tell
from kontroller.forhandsprov.prov import Prov, try_files
from kontroller.forhandsprov.transaktion import ProvRefused, ProvUpptaget

RESULTAT = {"ren": "inget att anmärka", "varning": "varning", "stoppad": "stoppas"}


class Command(BaseCommand):
    help = "Förhandsprövar en anordnares filer: läser och prövar dem som på riktigt, och sparar ingenting."
    create_parser = kommando.create_parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mapp", metavar="MAPP", type=Path, help="mappen med anordnarens filer")
        parser.add_argument("--manad", metavar="ÅÅÅÅ-MM", help="månaden som prövas, om fakturorna gäller flera")
        parser.add_argument("--json", metavar="FIL", type=Path, help="skriv svaret till en fil")

    def handle(
        self, *, mapp: Path, manad: str | None, json: Path | None, traceback: bool = False, **_options: Any
    ) -> None:
        kommando.run(
            lambda: _try_folder(mapp, kommando.month(manad) if manad else None, json), show_traceback=traceback
        )


def _try_folder(mapp: Path, manad: date | None, result_file: Path | None) -> int:
    """Try a folder, tell what its files would lead to, and answer the exit code."""
    found = find_files(mapp)
    if result_file and not result_file.absolute().parent.is_dir():
        raise KommandoFel(f"Mappen för {result_file.name} finns inte.")

    unreadable: list[Filresultat] = []
    try:
        filer = list(contents(mapp, found, unreadable))
        prov = try_files(filer, by=User.objects.system(), at=timezone.now(), manad=manad)
    except ProvUpptaget as refused:
        sys.stderr.write(f"{refused}\n")
        return DELVIS
    except ProvRefused as refused:
        raise KommandoFel(str(refused)) from refused

    svar = prov.as_json()
    svar["filer"] += [fil.as_json() for fil in unreadable]
    _tell(prov, svar)
    if result_file:
        _write(result_file, svar)
    return DELVIS if prov.has_errors or unreadable else KLART


def _tell(prov: Prov, svar: dict[str, Any]) -> None:
    tell(svar["filer"])
    for faktura in svar["fakturor"]:
        sys.stdout.write(f"Faktura {mask_text(faktura['fakturanummer'])}: {RESULTAT[faktura['resultat']]}\n")
        for verdikt in faktura["utfall"]:
            if verdikt["utfall"] in ("avvikelse", "ej_bedomd", "varning"):
                sys.stdout.write(f"  {verdikt['regel']} {verdikt['utfall']}: {verdikt['text']}\n")
    if prov.andra_manader:
        fakturor = antal(len(prov.andra_manader), "faktura", "fakturor")
        sys.stderr.write(f"{fakturor} gäller inte {manad_namn(prov.manad)} och är inte prövade.\n")
    sys.stdout.write("Inget har sparats.\n")


def _write(result_file: Path, svar: dict[str, Any]) -> None:
    try:
        result_file.write_text(json.dumps(svar, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise KommandoFel(f"Svaret går inte att skriva till {result_file.name}.") from error
