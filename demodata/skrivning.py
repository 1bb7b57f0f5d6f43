"""Skriver en månad som de filer en kommun lämnar in: en mapp med tabeller och en med e-fakturor."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from assistans.tid import DYGN, clock
from demodata.anordnare import EGEN, EGET_KONTO
from demodata.efaktura import write_invoice
from demodata.i_registret import change_register
from demodata.ingrepp import change_invoices, change_reports, change_shifts
from demodata.kommun import MAJ
from demodata.manad import Pass, Redovisning, Underlag, plan_dossiers, write_invoices, write_reports
from demodata.register import Rad, Tabeller, build_register


class Manad(NamedTuple):
    """Allt som hör till en månad, innan det är filer."""

    register: Tabeller
    redovisningar: list[Redovisning]
    underlag: list[Underlag]


def build_month(manad: date) -> Manad:
    """The month's registers, dossiers and invoices; May with everything that is wrong in it."""
    has_faults = manad == MAJ
    register = build_register(manad)
    redovisningar = plan_dossiers(manad)
    if has_faults:
        change_register(register)
        change_shifts(redovisningar)
    write_reports(redovisningar)
    if has_faults:
        change_reports(redovisningar)
    underlag = write_invoices(redovisningar)
    if has_faults:
        change_invoices(underlag)
    return Manad(register, redovisningar, underlag)


def write_month(mapp: Path, manad: date) -> None:
    """Write the month's files into a folder, the same bytes every time."""
    innehall = build_month(manad)
    fakturor = mapp / "fakturor"
    fakturor.mkdir(parents=True, exist_ok=True)
    tabeller = {
        **innehall.register,
        "rapporter": _reports(innehall.redovisningar),
        "tidrader": _rows(innehall.redovisningar),
        "intyg": _certificates(innehall.redovisningar),
        "rakningar": _claims(innehall.underlag),
    }
    for namn, rader in tabeller.items():
        (mapp / f"{namn}.csv").write_bytes(_as_csv(rader))
    for underlag in innehall.underlag:
        if underlag.orgnr != EGEN:
            (fakturor / f"{underlag.orgnr}-{underlag.nummer}.xml").write_bytes(write_invoice(underlag))


def _reports(redovisningar: list[Redovisning]) -> Iterator[Rad]:
    for redovisning in redovisningar:
        for rapport in redovisning.rapporter:
            yield {
                "rapport": rapport.kod,
                "referens": redovisning.arende.referens,
                "orgnr": redovisning.arende.orgnr,
                "manad": f"{redovisning.manad:%Y-%m}",
                "assistent": rapport.assistent.personnummer,
                "inkommen": rapport.inkommen,
                **{f"summa_{typ}": f"{m // 60}:{m % 60:02}" for typ, m in rapport.summor.items()},
            }


def _rows(redovisningar: list[Redovisning]) -> Iterator[Rad]:
    for redovisning in redovisningar:
        for rapport in redovisning.rapporter:
            for p in rapport.passen:
                yield {
                    "rapport": rapport.kod,
                    "datum": p.dag,
                    "start": clock(p.borjar),
                    "slut": _end(p),
                    "tidstyp": p.tidstyp,
                    "dubbel": "ja" if p.dubbel else "nej",
                    "ersatter_sjuk": "nej",
                }


def _end(p: Pass) -> str:
    """A night ends on the next day's clock; 24:00 is the end of its own."""
    return clock(p.slutar - DYGN if p.slutar > DYGN else p.slutar)


def _certificates(redovisningar: list[Redovisning]) -> Iterator[Rad]:
    for redovisning in redovisningar:
        for rapport in redovisning.rapporter:
            for intyg in rapport.intyg:
                yield {
                    "rapport": rapport.kod,
                    "part": intyg.part,
                    "namn": intyg.namn,
                    "personnummer": intyg.personnummer,
                    "roll": intyg.roll,
                    "datum": intyg.datum,
                    "satt": intyg.satt,
                }


def _claims(underlag: list[Underlag]) -> Iterator[Rad]:
    for rakning in underlag:
        if rakning.orgnr != EGEN:
            continue
        for nummer, rad in enumerate(rakning.rader, start=1):
            yield {
                "nummer": rakning.nummer,
                "orgnr": rakning.orgnr,
                "rad": nummer,
                "referens": rad.referens,
                "manad": f"{rakning.manad:%Y-%m}",
                "fakturadatum": rakning.datum,
                "forfallodatum": rakning.forfaller,
                "bankgiro": "",
                "plusgiro": "",
                **EGET_KONTO,
                "antal": f"{rad.antal:.2f}",
                "pris": f"{rad.pris:.2f}",
                "belopp": f"{rad.belopp:.2f}",
                "total": f"{rakning.netto:.2f}",
            }


def _as_csv(rader: Iterable[Rad]) -> bytes:
    rader = list(rader)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rader[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rader)
    return text.getvalue().encode()
