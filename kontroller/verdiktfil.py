"""Verdiktfilen: en körnings verdikt för andra program. Rent, utan Django; formatet är bestämt och står i handboken.

Belopp, timmar och bråk är text med exakta siffror: "11360.00", och "137/7" för det som inte har ett slut i decimaler.
Minuter och antal är heltal. Databasens id:n är inte med, och inga namn eller personnummer.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter
from typing import Any

from kontroller.berakning import exact_decimal
from kontroller.motor import Resultat, Verdikt
from kontroller.regel import Fynd


def run_to_json(korning: int | None, manad: date, regelverk: str, fakturor: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The whole file: a run's invoices in order of orgnr and number. A pre-check has no run."""
    return {
        "korning": korning,
        "manad": f"{manad:%Y-%m}",
        "regelverk": regelverk,
        "fakturor": sorted(fakturor, key=itemgetter("orgnr", "fakturanummer")),
    }


def invoice_to_json(
    orgnr: str, fakturanummer: str, resultat: Resultat, verdikt: Iterable[Verdikt], tips: Iterable[Verdikt] = ()
) -> dict[str, Any]:
    """One invoice with its result, the verdicts in order of rule, and the hints."""
    return {
        "orgnr": orgnr,
        "fakturanummer": fakturanummer,
        "resultat": resultat,
        "utfall": [verdict_to_json(v) for v in sorted(verdikt, key=lambda v: v.regel)],
        "tips": [verdict_to_json(v) for v in sorted(tips, key=lambda v: v.regel)],
    }


def verdict_to_json(verdikt: Verdikt) -> dict[str, Any]:
    """One verdict with its evidence: the ground in law, the questioned amount, and every finding with its figures."""
    bevis: dict[str, Any] = {"lagrum": verdikt.lagrum, "fynd": [_finding(fynd) for fynd in verdikt.fynd]}
    if verdikt.kronor is not None:
        bevis["kronor"] = exact_text(verdikt.kronor)
    return {
        "regel": verdikt.regel,
        "version": verdikt.version,
        "utfall": verdikt.utfall.value,
        "text": verdikt.text,
        "rader": verdikt.rader,
        "bevis": bevis,
    }


def _finding(fynd: Fynd) -> dict[str, Any]:
    data: dict[str, Any] = {"utfall": fynd.utfall.value, "text": fynd.text}
    if fynd.matt:
        data["matt"] = {namn: _measure(varde) for namn, varde in sorted(fynd.matt.items())}
    if fynd.rader:
        data["rader"] = list(fynd.rader)
    if fynd.kronor is not None:
        data["kronor"] = exact_text(fynd.kronor)
    return data


def _measure(varde: object) -> object:
    if isinstance(varde, Decimal | Fraction):
        return exact_text(varde)
    if isinstance(varde, date):
        return varde.isoformat()
    if varde is None or isinstance(varde, int | str):
        return varde
    raise TypeError(f"ett mått kan inte vara {type(varde).__name__}")


def exact_text(tal: Decimal | Fraction) -> str:
    """A number with all its digits: "40.00" as it was written, "8.5" of a fraction that ends, else "137/7"."""
    if isinstance(tal, Fraction):
        som_decimal = exact_decimal(tal)
        if som_decimal is None:
            return str(tal)
        tal = som_decimal
    return f"{tal:f}"
