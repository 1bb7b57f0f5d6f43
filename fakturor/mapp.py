"""En mapp med filer, så som kommandona läser den och berättar om den."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assistans.kommando import KommandoFel
from assistans.svenska import antal, heltal, mask_text
from assistans.tabeller import Radfel
from beslut.importing.resultat import Filresultat
from fakturor.services.importing import FAKTURA, Fil, is_known

FAKTUROR = "fakturor"


def find_files(mapp: Path) -> list[Path]:
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


def contents(mapp: Path, found: list[Path], unreadable: list[Filresultat]) -> Iterator[Fil]:
    """The files' names, as from the folder, and bytes. One that the system will not open is noted."""
    for path in found:
        namn = path.relative_to(mapp).as_posix()
        try:
            yield namn, path.read_bytes()
        except OSError:
            unreadable.append(Filresultat(namn, fel=[Radfel(None, "", "", "Filen går inte att öppna.")]))


def tell(filer: Iterable[dict[str, Any]]) -> None:
    """Counts of the files on stdout; faults on stderr, one a line, without the values: they can be somebody's name."""
    for fil in filer:
        namn = mask_text(fil["fil"])
        sys.stdout.write(
            f"{namn}: {antal(fil['lasta'], 'rad', 'rader')} lästa, {heltal(fil['nya'])} nya, "
            f"{heltal(fil['andrade'])} ändrade, {heltal(fil['oforandrade'])} oförändrade, "
            f"{heltal(len(fil['fel']))} fel\n"
        )
        for fel in fil["fel"]:
            where = [namn, fel["rad"] and f"rad {fel['rad']}", fel["kolumn"]]
            sys.stderr.write(f"{', '.join(filter(None, where))}: {fel['orsak']}\n")
