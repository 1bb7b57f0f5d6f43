"""Filerna som ett förhandsprov tar emot: vilka de får vara, hur stora, och vilken anordnare de är från."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import PurePath

from django.db.models import Q
from django.utils import timezone

from assistans.svenska import upprakning
from assistans.tabeller import Rad, TabellFel, read_table
from beslut.models import Anordnare
from fakturor import importing
from fakturor.filer.faktura import FakturaAvvisad
from fakturor.filer.ubl import read_invoice
from fakturor.models import Faktura
from fakturor.services.importing import FAKTURA, ORDNING, Fil
from fakturor.services.matching import Kanda
from kontroller.forhandsprov.transaktion import ProvRefused

MEST = 20 * 1024**2
FLEST_FAKTUROR = 200
TABELLER = {tabell.namn: tabell for tabell, _ in importing.TABELLER}
"""What a provider hands in. The other tables are the municipality's own."""
RAKNINGAR = "rakningar"
MED_ORGNR = ("rapporter", RAKNINGAR)

FOR_STORA = "Filerna är mer än 20\u00a0MB tillsammans. Dela upp dem och prova dem var för sig."
FLERA_ANORDNARE = "Filerna är från flera anordnare. Förhandspröva en anordnares filer i taget."


def check_files(filer: Sequence[Fil]) -> None:
    """Raise ProvRefused when the files are too many or too large, or are not a provider's to hand in."""
    if not filer:
        raise ProvRefused("Det finns inga filer att pröva.")
    if sum(len(data) for _, data in filer) > MEST:
        raise ProvRefused(FOR_STORA)
    if sum(_is_invoice(namn) for namn, _ in filer) > FLEST_FAKTUROR:
        raise ProvRefused(f"Högst {FLEST_FAKTUROR} fakturor prövas på en gång. Dela upp dem.")
    kommunens = sorted({tabell for namn, _ in filer if (tabell := _table(namn)) in ORDNING and tabell not in TABELLER})
    if kommunens:
        raise ProvRefused(
            f"{upprakning(kommunens).capitalize()} tas inte emot i ett förhandsprov: de är kommunens register. "
            f"Här prövas {upprakning(sorted(TABELLER))}, och e-fakturor."
        )


def provider_of(filer: Iterable[Fil], *, idag: date) -> Anordnare | None:
    """The provider that the files are from, None when it is not known. Raises ProvRefused when they are several."""
    kanda = Kanda.load()
    ids = {pk for nummer in _numbers(filer, idag) if (pk := kanda.match_provider(nummer)[1])}
    if len(ids) > 1:
        raise ProvRefused(FLERA_ANORDNARE)
    return Anordnare.objects.get(pk=ids.pop()) if ids else None


def received_before(filer: Sequence[Fil], anordnare: Anordnare | None, *, at: datetime) -> Q:
    """The provider's invoices that the files hold again, unchanged: the same bytes, or a räkning of the same number."""
    if anordnare is None:
        return Q(pk=None)
    samma = {hashlib.sha256(data).hexdigest() for namn, data in filer if _is_invoice(namn)}
    nummer = {
        rad["nummer"]
        for namn, data in filer
        if _table(namn) == RAKNINGAR
        for rad in _rows(RAKNINGAR, data, namn, timezone.localdate(at))
    }
    rakningar = Q(typ=Faktura.Typ.RAKNING, nummer__in=nummer)
    return Q(anordnare=anordnare) & (Q(dokument__sha256__in=samma) | rakningar)


def _numbers(filer: Iterable[Fil], idag: date) -> Iterable[str]:
    for namn, data in filer:
        if _is_invoice(namn):
            yield from _supplier(data)
        elif (tabell := _table(namn)) in MED_ORGNR:
            yield from {rad["orgnr"] for rad in _rows(tabell, data, namn, idag)}


def _supplier(data: bytes) -> list[str]:
    try:
        return [read_invoice(data).leverantor_id]
    except FakturaAvvisad:
        return []


def _rows(tabell: str, data: bytes, namn: str, idag: date) -> list[Rad]:
    """The rows that can be read. What is wrong with the others the reading itself will say."""
    try:
        return [rad for rad in read_table(TABELLER[tabell], data, namn, idag=idag).rader() if not rad.fel]
    except TabellFel:
        return []


def _is_invoice(namn: str) -> bool:
    return PurePath(namn).suffix.lower() == FAKTURA


def _table(namn: str) -> str:
    return PurePath(namn).stem.lower()
