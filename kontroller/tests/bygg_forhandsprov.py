"""A provider's files for April 2015, beside the small municipality of `bygg_mapp`, and all that the database holds."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import connection

from assistans.models import User
from fakturor.services.importing import import_folder
from fakturor.tests.bygg_mapp import MAPP, Rader, folder, only
from fakturor.tests.filer.bygg_ubl import Rad, build_invoice
from tests.byggstenar import NU

ANORDNARENS = ("rapporter", "tidrader", "intyg")
"""The tables that a provider hands in, besides räkningar."""
Fil = tuple[str, bytes]


def read_registers(**tabeller: Rader) -> None:
    """The municipality's own registers are in place; nothing has come from any provider."""
    tomma = dict.fromkeys((*ANORDNARENS, "rakningar"), ())
    resultat = import_folder(folder(**tomma, **tabeller), by=User.objects.system(), at=NU)
    assert not resultat.has_errors, resultat.as_json()


def invoice(nummer: str = "F-1", antal: str = "12", belopp: str = "3408", referens: str = "B-1001", **falt: Any) -> Fil:
    """An invoice for April 2015, for the twelve hours of the report."""
    period = {"StartDate": "2015-04-01", "EndDate": "2015-04-30", "IssueDate": "2015-05-04", "DueDate": "2015-06-03"}
    rad = Rad(antal=antal, pris="284", belopp=belopp, referens=referens)
    data = build_invoice(rad, ID=nummer, AccountingCost=referens, BuyerReference=referens, **{**period, **falt})
    return f"{nummer}.xml", data


def provider_files(*fakturor: Fil, **tabeller: Rader) -> list[Fil]:
    """The report of one assistant with its rows and certificate, and the invoices."""
    rader = {namn: MAPP[namn] for namn in ANORDNARENS} | tabeller
    return [*only(**rader), *(fakturor or [invoice()])]


def everything() -> Mapping[str, list[tuple]]:
    """Every row of every table, the logs, the history and the documents too, as text."""
    innehall = {}
    with connection.cursor() as cursor:
        for tabell in sorted({modell._meta.db_table for modell in apps.get_models(include_auto_created=True)}):
            cursor.execute(f'SELECT rad::text FROM "{tabell}" rad ORDER BY 1')
            innehall[tabell] = cursor.fetchall()
    return innehall
