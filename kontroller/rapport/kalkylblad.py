"""Rapportens tabeller som arbetsbok: varje tabell ett blad, skrivna ur det lagrade innehållet. Utan Django.

Samma text ger samma byte.
"""

from __future__ import annotations

from datetime import datetime

from assistans.tabeller.arbetsbok import Blad, Form, Rubrik, write_workbook
from kontroller.rapport.avsnitt import Tabell
from kontroller.rapport.dokument import from_json, sha256


def as_workbook(innehall: str) -> bytes:
    """Every table of a report as a sheet, with typed cells."""
    dokument = from_json(innehall)
    titel = f"Kontrollrapport {dokument.tidrymd.namn}"
    kalla = f"{titel}, {dokument.kommun}, skriven {dokument.dag.isoformat()}"
    blad = [as_sheet(tabell, kalla=kalla) for tabell in dokument.tables()]
    med_hash = f"{kalla}. Innehållets SHA-256 {sha256(innehall)}"
    with write_workbook(blad, titel=titel, kalla=med_hash, skapad=datetime.fromisoformat(dokument.skapad)) as fil:
        return fil.read()


def as_sheet(tabell: Tabell, *, kalla: str) -> Blad:
    """A table of a report as a sheet: what is not shown there is empty here."""
    rader = list(tabell.rader)
    summa = rader.pop() if tabell.summa and rader else None
    return Blad(
        namn=tabell.rubrik,
        rubrik=tabell.rubrik,
        kalla=kalla,
        kolumner=[Rubrik(kolumn.rubrik, Form(kolumn.slag.value)) for kolumn in tabell.kolumner],
        rader=rader,
        summa=summa,
        fotnoter=[tabell.not_under] if tabell.not_under else [],
    )
