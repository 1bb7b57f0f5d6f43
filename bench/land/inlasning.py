"""Inläsningen av månadens filer, jämförd med att samma bytes läggs i en tabell utan villkor med COPY."""

import csv
import io
from dataclasses import dataclass
from time import perf_counter

from django.db import connection, transaction
from django.utils import timezone

from assistans.models import User
from bench.anvandare import ensure_users
from bench.fyllning import Fyllning, restart_ids
from bench.land.filer import Manadsfiler
from bench.land.register import build_registers
from bench.land.storlek import Landsstorlek
from beslut.models import Anordnare, Beslut, Brukare, Person, Uppdrag
from fakturor.services.importing import import_folder

XML = 600
"""Så många e-fakturor mäts, oavsett storlek upp till det antalet."""


class ImportRefused(Exception):
    """A file did not go in whole; the message is a sentence for the one who started the bench."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inlasning:
    """En fils mätning: rader, megabyte, sekunder för inläsningen och för COPY av samma bytes."""

    fil: str
    rader: int
    mb: float
    sekunder: float
    copy: float


def measure_import(storlek: Landsstorlek) -> list[Inlasning]:
    """Read the month's files into an empty database that is open. Raises ImportRefused."""
    fyllning = Fyllning(storlek.parameters())
    with transaction.atomic():
        ensure_users()
        build_registers(storlek, fyllning)
        restart_ids([Person, Brukare, Anordnare, Beslut, Uppdrag])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    filer = Manadsfiler(storlek)
    matt = [
        _measure(f"{namn}.csv", [(f"{namn}.csv", data := getattr(filer, namn))], data)
        for namn in ("rapporter", "tidrader", "intyg", "rakningar")
    ]
    fakturor = filer.invoices(min(XML, storlek.fakturor))
    return [*matt, _measure("fakturor/*.xml", fakturor, _as_table(fakturor))]


def _measure(namn: str, filer: list[tuple[str, bytes]], tabell: bytes) -> Inlasning:
    copy = min(_copy(tabell) for _ in range(3))
    borjan = perf_counter()
    resultat = import_folder(filer, by=User.objects.system(), at=timezone.now())
    sekunder = perf_counter() - borjan
    if fel := [fel for fil in resultat.filer for fel in fil.fel]:
        raise ImportRefused(f"{namn} gick inte in hel: {fel[0].orsak}")
    lasta = sum(fil.lasta for fil in resultat.filer)
    return Inlasning(fil=namn, rader=lasta, mb=sum(len(data) for _, data in filer) / 1e6, sekunder=sekunder, copy=copy)


def _copy(tabell: bytes) -> float:
    """Seconds to put the bytes into a table of text columns with no key and no constraint."""
    kolumner = ", ".join(f"k{n} text" for n in range(tabell.split(b"\r\n", 1)[0].count(b";") + 1))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE copy_av_samma ({kolumner})")
        borjan = perf_counter()
        cursor.copy_expert("COPY copy_av_samma FROM STDIN (FORMAT csv, HEADER, DELIMITER ';')", io.BytesIO(tabell))
        sekunder = perf_counter() - borjan
        transaction.set_rollback(True)
    return sekunder


def _as_table(fakturor: list[tuple[str, bytes]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([["xml"], *([data.decode()] for _, data in fakturor)])
    return text.getvalue().encode()
