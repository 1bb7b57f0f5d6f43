import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assistans import kommando
from assistans.aktor import set_actor
from assistans.kommando import DELVIS, KLART, KommandoFel
from assistans.models import User
from assistans.svenska import antal, heltal, mask_text
from assistans.tabeller import Radfel
from beslut.importing.resultat import Filresultat
from fakturor.services.importing import FAKTURA, Fil, Importresultat, import_folder, is_known

FAKTUROR = "fakturor"


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
    found = _find_files(mapp)
    if result_file and not result_file.absolute().parent.is_dir():
        raise KommandoFel(f"Mappen för {result_file} finns inte.")

    unreadable: list[Filresultat] = []
    system = User.objects.system()
    set_actor(system.pk)
    resultat = import_folder(_contents(mapp, found, unreadable), by=system, at=timezone.now())
    resultat.filer.extend(unreadable)

    _tell(resultat)
    if result_file:
        _write(result_file, resultat)
    return DELVIS if resultat.has_errors else KLART


def _find_files(mapp: Path) -> list[Path]:
    """The tables in the folder, and the invoices in its folder for them. Raises KommandoFel if there are none."""
    if not mapp.is_dir():
        raise KommandoFel(f"Mappen {mapp} finns inte.")
    try:
        tables = [path for path in mapp.iterdir() if path.suffix.lower() != FAKTURA]
        invoices = [path for path in _children(mapp / FAKTUROR) if path.suffix.lower() == FAKTURA]
    except OSError as error:
        raise KommandoFel(f"Mappen {mapp} går inte att läsa.") from error
    found = [path for path in (*tables, *invoices) if is_known(path.name) and path.is_file()]
    if not found:
        raise KommandoFel(f"Mappen {mapp} har ingen tabell och inga fakturor att läsa in.")
    return found


def _children(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _contents(mapp: Path, found: list[Path], unreadable: list[Filresultat]) -> Iterator[Fil]:
    """The files' names, as from the folder, and bytes. One that the system will not open is noted."""
    for path in found:
        namn = path.relative_to(mapp).as_posix()
        try:
            yield namn, path.read_bytes()
        except OSError:
            unreadable.append(Filresultat(namn, fel=[Radfel(None, "", "", "Filen går inte att öppna.")]))


def _tell(resultat: Importresultat) -> None:
    """Counts on stdout; faults on stderr, one a line, without the values: they can be somebody's name."""
    for fil in resultat.filer:
        sys.stdout.write(
            f"{mask_text(fil.fil)}: {antal(fil.lasta, 'rad', 'rader')} lästa, {heltal(fil.nya)} nya, "
            f"{heltal(fil.andrade)} ändrade, {heltal(fil.oforandrade)} oförändrade, {heltal(len(fil.fel))} fel\n"
        )
        for fel in fil.fel:
            where = [mask_text(fil.fil), fel.rad and f"rad {fel.rad}", fel.kolumn]
            sys.stderr.write(f"{', '.join(filter(None, where))}: {fel.orsak}\n")


def _write(result_file: Path, resultat: Importresultat) -> None:
    try:
        result_file.write_text(json.dumps(resultat.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise KommandoFel(f"Resultatet går inte att skriva till {result_file}. Filerna är inlästa.") from error
