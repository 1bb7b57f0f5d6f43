"""Reading a folder of files: each in its place, each for itself, so that one that is wrong stops no other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.utils import DataError
from django.utils import timezone

from assistans.minne import cycles_left
from assistans.models import Handelse, User
from assistans.tabeller import Radfel, TabellFel, read_table
from beslut import importing as beslut
from beslut.historik.inlasta import Andringslista, changes_after, latest_change
from beslut.importing.resultat import Filresultat
from beslut.models import Assistent, Person
from fakturor import importing as fakturor
from fakturor.models import Faktura, Fakturarad, Inlasning, Inlasningsfil, Intyg, Redovisning, Tidrad, Tidrapport
from fakturor.services.concealing import conceal
from fakturor.services.foljder import announce_arrivals
from fakturor.services.receiving import receive_invoices
from fakturor.services.rematching import rematch_waiting
from fakturor.services.reopening import reopen_invoices

TABELLER = (*beslut.TABELLER, *fakturor.TABELLER)
"""The tables and their importers, in the order in which they are read: what others point at comes first."""
ORDNING = {tabell.namn: place for place, (tabell, _) in enumerate(TABELLER)}
REGISTER = ("brukare", "anordnare")
"""The tables that can say whom a waiting invoice is about."""
FILTYPER = (".csv", ".xlsx")
FAKTURA = ".xml"
_INVOICES_AT_A_TIME = 200
_ROWS_WORTH_STATISTICS = 500
_GROWING_TABLES = tuple(
    modell._meta.db_table for modell in (Person, Assistent, Redovisning, Tidrapport, Tidrad, Intyg, Faktura, Fakturarad)
)
_IMPORT_LOCK = 5_993_002
"""Any number will do, as long as it is always the same."""

Fil = tuple[str, bytes]


@dataclass(slots=True)
class Importresultat:
    """What reading the files led to, file by file in the order they were read."""

    filer: list[Filresultat] = field(default_factory=list)
    andringar: Andringslista | None = None
    """What changed in the registers row by row, when somebody has asked for it."""

    @property
    def has_errors(self) -> bool:
        return any(fil.fel for fil in self.filer)

    @property
    def has_changes(self) -> bool:
        return any(fil.has_changes for fil in self.filer)

    def as_json(self) -> dict[str, Any]:
        """The result as `las_in --json` writes it."""
        return {"filer": [fil.as_json() for fil in self.filer]}


def is_known(namn: str) -> bool:
    """Whether a file is one of the tables or an invoice, by its name."""
    path = PurePath(namn)
    return path.suffix.lower() == FAKTURA or (path.suffix.lower() in FILTYPER and path.stem.lower() in ORDNING)


def import_folder(
    files: Iterable[Fil],
    *,
    by: User,
    at: datetime,
    inlasning: Inlasning | None = None,
    with_statistics: bool = True,
) -> Importresultat:
    """Read files, whatever their order, in the order in which they depend on each other.

    Each file is a transaction of its own (invoices are taken in blocks): its bad rows are noted and its good ones
    stand, and one that cannot be read changes nothing. The result is kept with `inlasning`, or a new one. What is going
    to be taken back leaves the statistics of the tables alone (`with_statistics`): they are not taken back.
    """
    resultat = Importresultat()
    tables, invoices, unknown = _sorted(files)
    for namn, _ in unknown:
        resultat.filer.append(_unknown_file(namn))
    for namn, data in tables:
        resultat.filer.append(_import_table(namn, data, by=by, at=at))
    for start in range(0, len(invoices), _INVOICES_AT_A_TIME):
        resultat.filer.extend(_import_invoices(invoices[start : start + _INVOICES_AT_A_TIME], by=by, at=at))
    if any(fil.nya or fil.andrade for fil in resultat.filer if PurePath(fil.fil).stem.lower() in REGISTER):
        rematch_waiting(by=by, at=at)
    reopen_invoices(
        omfang={omfang for fil in resultat.filer for omfang in fil.omfang},
        redovisningar={redovisning for fil in resultat.filer for redovisning in fil.redovisningar},
        by=by,
        at=at,
    )
    announce_arrivals(by=by, at=at)
    conceal(resultat.filer)
    _conclude(resultat, inlasning, by=by, at=at)
    if with_statistics:
        _refresh_statistics(resultat)
    return resultat


def preview_folder(files: Iterable[Fil], *, by: User, at: datetime) -> Importresultat:
    """What reading the files would lead to, with the changed rows. Nothing is changed."""
    with transaction.atomic():
        fore = latest_change()
        resultat = import_folder(files, by=by, at=at, with_statistics=False)
        resultat.andringar = changes_after(fore)
        transaction.set_rollback(True)
    return resultat


def _refresh_statistics(resultat: Importresultat) -> None:
    """Let the database know what it now holds, so that the control which often follows at once is planned well."""
    if sum(fil.nya + fil.andrade for fil in resultat.filer) >= _ROWS_WORTH_STATISTICS:
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(_GROWING_TABLES)}")


def _sorted(files: Iterable[Fil]) -> tuple[list[Fil], list[Fil], list[Fil]]:
    """Tables in the order they depend on each other, invoices by name, and files that are neither."""
    tables, invoices, unknown = [], [], []
    for fil in files:
        path = PurePath(fil[0])
        kind = unknown if not is_known(fil[0]) else invoices if path.suffix.lower() == FAKTURA else tables
        kind.append(fil)
    tables.sort(key=lambda fil: (ORDNING[PurePath(fil[0]).stem.lower()], fil[0]))
    return tables, sorted(invoices, key=lambda fil: fil[0]), unknown


def _unknown_file(namn: str) -> Filresultat:
    if PurePath(namn).suffix.lower() not in (*FILTYPER, FAKTURA):
        orsak = "Filer av det slaget läses inte in. Spara den som CSV eller XLSX, eller hämta e-fakturan som XML."
        return Filresultat(namn, fel=[Radfel(None, "", "", orsak)])
    known = ", ".join(tabell.namn for tabell, _ in TABELLER)
    orsak = f"Filens namn säger inte vilken tabell den är. Tabellerna är {known}. Fakturor slutar på .xml."
    return Filresultat(namn, fel=[Radfel(None, "", "", orsak)])


def _import_table(namn: str, data: bytes, *, by: User, at: datetime) -> Filresultat:
    tabell, take_in = TABELLER[ORDNING[PurePath(namn).stem.lower()]]
    resultat = Filresultat(namn)
    try:
        with cycles_left(), transaction.atomic():
            one_at_a_time()
            lasning = read_table(tabell, data, namn, idag=timezone.localdate(at))
            take_in(lasning, resultat, by=by, at=at)
    except TabellFel as refused:
        resultat.refuse_file(refused)
    except (IntegrityError, DataError):
        # What the importers do not foresee the database still refuses.
        orsak = "Filen motsäger något som redan finns. Ingenting ur den är inläst."
        resultat.refuse_file(TabellFel(orsak))
    return resultat


def _import_invoices(files: Sequence[Fil], *, by: User, at: datetime) -> list[Filresultat]:
    """A block of invoices in one transaction; if the database refuses one of them, each in its own."""
    try:
        with transaction.atomic():
            one_at_a_time()
            return receive_invoices(files, by=by, at=at)
    except (IntegrityError, DataError):
        if len(files) == 1:
            orsak = "Fakturan går inte att spara som den är skriven."
            return [Filresultat(files[0][0], lasta=1, fel=[Radfel(None, "", "", orsak)])]
        return [resultat for fil in files for resultat in _import_invoices([fil], by=by, at=at)]


def one_at_a_time() -> None:
    """Make another import wait until this transaction ends; what is keyed in by hand waits too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])


@transaction.atomic
def _conclude(resultat: Importresultat, inlasning: Inlasning | None, *, by: User, at: datetime) -> None:
    """Keep the result, the refused rows for download, and the event."""
    if inlasning is None:
        inlasning = Inlasning(av=by, skapad=at)
    inlasning.steg = Inlasning.Steg.INLAST
    inlasning.avslutad = at
    inlasning.resultat = resultat.as_json()
    inlasning.save()
    for fil in resultat.filer:
        if fil.felrader:
            Inlasningsfil.objects.update_or_create(
                inlasning=inlasning, namn=fil.fil[:255], defaults={"innehall": None, "felrader": fil.bad_rows()}
            )
    counts = ("lasta", "nya", "andrade", "oforandrade")
    Handelse.record(
        "inlasning.inlast",
        inlasning,
        by=by,
        at=at,
        filer=len(resultat.filer),
        fel=sum(len(fil.fel) for fil in resultat.filer),
        **{name: sum(getattr(fil, name) for fil in resultat.filer) for name in counts},
    )
