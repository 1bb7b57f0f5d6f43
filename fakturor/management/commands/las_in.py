import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assistans import kommando
from assistans.aktor import set_actor
from assistans.kommando import DELVIS, KLART, KommandoFel
from assistans.models import User
from beslut.importing.resultat import Filresultat
from fakturor.mapp import contents, find_files, tell
from fakturor.services.importing import Importresultat, import_folder


class Command(BaseCommand):
    help = "Läser in en mapp med tabeller (CSV eller XLSX) och fakturor (fakturor/*.xml)."

    create_parser = kommando.create_parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mapp", metavar="MAPP", type=Path, help="mappen med filerna")
        parser.add_argument("--json", metavar="FIL", type=Path, help="skriv resultatet, fil för fil, hit")

    def handle(self, *, mapp: Path, json: Path | None, traceback: bool = False, **_options: Any) -> None:
        kommando.run(lambda: _read_folder(mapp, json), show_traceback=traceback)


def _read_folder(mapp: Path, result_file: Path | None) -> int:
    """Read a folder in, tell what happened, and answer the exit code."""
    found = find_files(mapp)
    if result_file and not result_file.absolute().parent.is_dir():
        raise KommandoFel(f"Mappen för {result_file} finns inte.")

    unreadable: list[Filresultat] = []
    system = User.objects.system()
    set_actor(system.pk)
    resultat = import_folder(contents(mapp, found, unreadable), by=system, at=timezone.now())
    resultat.filer.extend(unreadable)

    tell(resultat.as_json()["filer"])
    if result_file:
        _write(result_file, resultat)
    return DELVIS if resultat.has_errors else KLART


def _write(result_file: Path, resultat: Importresultat) -> None:
    try:
        result_file.write_text(json.dumps(resultat.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise KommandoFel(f"Resultatet går inte att skriva till {result_file}. Filerna är inlästa.") from error
