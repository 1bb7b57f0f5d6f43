"""tidrader.csv: raderna för en rapport är hela rapporten."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db.models import Exists, OuterRef

from assistans.models import User
from assistans.tabeller import Kolumn, Rad, Tabell, Tabellasning, Typ
from beslut.importing.resultat import Filresultat, RadRefused, good_rows
from beslut.models.beslut import Tidstyp
from fakturor.importing.filrapport import Filrapport
from fakturor.importing.kanda_rapporter import known_reports
from fakturor.importing.versioner import paid_rows, paid_time, store, stored_rows

TIDRADER = Tabell(
    "tidrader",
    (
        Kolumn("rapport", nyckel=True, langst=60),
        Kolumn("datum", Typ.DATUM, nyckel=True),
        Kolumn("start", Typ.KLOCKSLAG, nyckel=True),
        Kolumn("slut", Typ.KLOCKSLAG, kravs=True, slut=True),
        Kolumn("tidstyp", Typ.VAL, kravs=True, val=tuple(Tidstyp.values)),
        Kolumn("dubbel", Typ.JA_NEJ, kravs=True),
        Kolumn("ersatter_sjuk", Typ.JA_NEJ, kravs=True),
    ),
)
ROWS_AT_A_TIME = 20_000
REPORTS_AT_A_TIME = 500

T = TypeVar("T")


def import_tidrader(lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Take in the time rows. Rows of a report that the file no longer has are withdrawn, as a new version.

    A file of rows put right (it has a `fel` column) adds to the reports instead of being the whole of them.
    """
    rapporter = _read(lasning, resultat)
    for block in _blocks(rapporter.values(), REPORTS_AT_A_TIME):
        _store(block, lasning, resultat, by=by, at=at)


def _read(lasning: Tabellasning, resultat: Filresultat) -> dict[str, Filrapport]:
    """The file's reports with their rows. Rows of a report that does not exist are refused."""
    rapporter: dict[str, Filrapport] = {}
    unknown: set[str] = set()
    for block in _blocks(good_rows(lasning, resultat), ROWS_AT_A_TIME):
        koder = {rad["rapport"] for rad in block} - rapporter.keys() - unknown
        rapporter |= _look_up(koder)
        unknown |= koder - rapporter.keys()
        for rad in block:
            try:
                _report_of(rad, rapporter).add(rad)
            except RadRefused as refused:
                resultat.refuse(lasning, rad, refused.kolumn, refused.orsak)
    return rapporter


def _look_up(koder: set[str]) -> dict[str, Filrapport]:
    is_paid = Exists(paid_time().filter(tidrad__rapport=OuterRef("pk")))
    rows = (
        known_reports(koder)
        .annotate(is_paid=is_paid)
        .values_list("kod", "pk", "redovisning__manad", "assistent_id", "version", "redovisning_id", "is_paid")
    )
    return {kod: Filrapport(*values) for kod, *values in rows} if koder else {}


def _report_of(rad: Rad, rapporter: dict[str, Filrapport]) -> Filrapport:
    rapport = rapporter.get(rad["rapport"])
    if rapport is None:
        raise RadRefused("rapport", "Rapporten finns inte i rapporter.csv.")
    return rapport


def _store(block: list[Filrapport], lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Write what differs, with the same number of queries however many rows there are."""
    stored = stored_rows(rapport.pk for rapport in block)
    paid = paid_rows([rapport.pk for rapport in block if rapport.is_paid])
    skillnader = []
    for rapport in block:
        skillnad = rapport.compare(stored[rapport.pk], is_whole=not lasning.is_correction)
        if not paid.isdisjoint(skillnad.dras):
            _refuse_whole(rapport, lasning, resultat)
            continue
        skillnader.append((rapport, skillnad))
        resultat.nya += skillnad.nya
        resultat.andrade += skillnad.andrade
        resultat.oforandrade += skillnad.oforandrade
        if skillnad.dras or skillnad.nya_delar:
            resultat.redovisningar.add(rapport.redovisning)
    store(skillnader, by=by, at=at)


def _refuse_whole(rapport: Filrapport, lasning: Tabellasning, resultat: Filresultat) -> None:
    for rad in rapport.rader:
        resultat.refuse(lasning, rad, "rapport", "Rapporten har rader som är betalda. De kan inte ändras eller utgå.")


def _blocks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while block := list(islice(iterator, size)):
        yield block
