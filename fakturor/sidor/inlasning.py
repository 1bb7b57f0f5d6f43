"""Inläsningens sidor: vad filerna ändrar eller ändrade, fil för fil, och raderna som inte kan läsas in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from assistans.models import Handelse, User
from assistans.svenska import antal, upprakning
from fakturor.models import Inlasning, Inlasningsfil
from fakturor.services.concealing import open_rows, protection_for
from fakturor.services.importing import FAKTURA

MOST_FAULTS_SHOWN = 50
MOST_ON_A_LINE = 50
"""Characters that a file's name and a value have room for beside the sentence."""
_RAKNAS = ("lasta", "nya", "andrade", "oforandrade")


@dataclass(slots=True)
class Filrad:
    """A file, or all the invoices together, with its counts."""

    namn: str
    lasta: int
    nya: int
    andrade: int
    oforandrade: int
    fel: int


@dataclass(frozen=True, slots=True)
class Felpost:
    fil: str
    rad: int | None
    kolumn: str
    varde: str
    orsak: str

    @property
    def is_long(self) -> bool:
        """Whether the file's name and the value need more than a line of the table."""
        return len(self.fil) + len(self.varde) > MOST_ON_A_LINE


@dataclass(frozen=True, slots=True)
class Andringsrad:
    """En rad i registren som ändras: vilken, om vem, och varje fält före och efter. En ny rad har inget före."""

    post: str
    om: str
    gjort: str
    falt: list[tuple[str, str | None, str | None]]

    @property
    def is_new(self) -> bool:
        """Whether the row was not there before."""
        return all(fore is None for _, fore, _ in self.falt)


@dataclass(frozen=True, slots=True)
class Hamtning:
    """Bad rows of one file, to be fetched."""

    id: int
    fil: str


@dataclass(frozen=True, slots=True)
class Inlasningssida:
    """All that the page of one upload says."""

    filer: list[Filrad]
    antal_filer: int
    fel: list[Felpost]
    """The first of them."""
    antal_fel: int
    felrubrik: str
    hamtningar: list[Hamtning]
    skyddade_rader: int
    """How many rows the files to fetch leave out, as they are about persons whom the user may not see."""
    nya: int
    andrade: int
    andringar: list[Andringsrad]
    """The first of the changed rows of the registers."""
    antal_andringar: int

    @property
    def changes(self) -> str:
        """What is new and changed, in words: 2 586 nya och 2 ändrade. Empty if nothing is."""
        return changes_in_words(self.nya, self.andrade)


def changes_in_words(nya: int, andrade: int) -> str:
    """2 586 nya och 2 ändrade; 1 ny; empty for nothing."""
    parts = [antal(nya, "ny", "nya")] * bool(nya) + [antal(andrade, "ändrad", "ändrade")] * bool(andrade)
    return upprakning(parts)


def build_page(inlasning: Inlasning, *, to: User) -> Inlasningssida:
    """The page of an upload, for one who may fetch the bad rows of those whom she may see."""
    filer: list[dict[str, Any]] = inlasning.resultat["filer"]
    fel = [Felpost(fil["fil"], **post) for fil in filer for post in fil["fel"]]
    with_bad_rows = list(inlasning.filer.filter(felrader__isnull=False).order_by("pk").defer("innehall"))
    return Inlasningssida(
        filer=list_files(filer),
        antal_filer=len(filer),
        fel=fel[:MOST_FAULTS_SHOWN],
        antal_fel=len(fel),
        felrubrik=_heading(filer),
        hamtningar=[Hamtning(fil.pk, fil.namn) for fil in with_bad_rows],
        skyddade_rader=_count_closed(with_bad_rows, to),
        nya=sum(fil["nya"] for fil in filer),
        andrade=sum(fil["andrade"] for fil in filer),
        andringar=[Andringsrad(**rad) for rad in inlasning.andringar.get("rader", [])],
        antal_andringar=inlasning.andringar.get("antal", 0),
    )


def _count_closed(filer: list[Inlasningsfil], to: User) -> int:
    """How many bad rows are about persons whom the reader may not see."""
    if not filer:
        return 0
    skydd = protection_for(to)
    return sum(open_rows(bytes(fil.felrader), skydd)[1] for fil in filer)


def earlier_uploads() -> QuerySet[Inlasning]:
    """All uploads, the latest first, with the sums of their counts; the long results stay in the database."""
    total = "(SELECT coalesce(sum((fil->>%s)::int), 0) FROM jsonb_array_elements(resultat->'filer') fil)"
    faults = (
        "(SELECT coalesce(sum(jsonb_array_length(fil->'fel')), 0) FROM jsonb_array_elements(resultat->'filer') fil)"
    )
    return (
        Inlasning.objects.select_related("av")
        .defer("resultat", "andringar")
        .annotate(
            antal_filer=RawSQL("jsonb_array_length(resultat->'filer')", []),
            fel=RawSQL(faults, []),
            **{namn: RawSQL(total, [namn]) for namn in _RAKNAS},
            **_who_answered(),
        )
        .order_by("-skapad", "-pk")
    )


def _who_answered() -> dict[str, Subquery]:
    """Who read the files in or stopped it: not always the one who put them up."""
    answers = Handelse.objects.filter(
        objekt=Inlasning._meta.label_lower,
        objekt_id=OuterRef("pk"),
        typ__in=["inlasning.inlast", "inlasning.avbruten"],
    )
    return {"svarat_av": Subquery(answers.order_by("-pk").values("av__namn")[:1])}


def list_files(filer: list[dict[str, Any]]) -> list[Filrad]:
    """A row for each table, and one for all invoices."""
    rader = []
    fakturor = [fil for fil in filer if _is_invoice(fil)]
    for fil in filer:
        if not _is_invoice(fil):
            rader.append(Filrad(fil["fil"], *(fil[namn] for namn in _RAKNAS), fel=len(fil["fel"])))
    if len(fakturor) == 1:
        [en] = fakturor
        rader.append(Filrad(en["fil"], *(en[namn] for namn in _RAKNAS), fel=len(en["fel"])))
    elif fakturor:
        sums = (sum(fil[namn] for fil in fakturor) for namn in _RAKNAS)
        namn = f"fakturor, {antal(len(fakturor), 'fil', 'filer')}"
        rader.append(Filrad(namn, *sums, fel=sum(len(fil["fel"]) for fil in fakturor)))
    return rader


def _is_invoice(fil: dict[str, Any]) -> bool:
    return PurePath(fil["fil"]).suffix.lower() == FAKTURA


def _heading(filer: list[dict[str, Any]]) -> str:
    """8 rader kan inte läsas in; files that cannot be read at all are counted as files."""
    whole = [fil for fil in filer if fil["fel"] and (_is_invoice(fil) or not fil["lasta"])]
    rows = {(fil["fil"], post["rad"]) for fil in filer if fil not in whole for post in fil["fel"]}
    parts = [antal(len(rows), "rad", "rader")] * bool(rows) + [antal(len(whole), "fil", "filer")] * bool(whole)
    return f"{upprakning(parts)} kan inte läsas in" if parts else ""


def outcome_in_words(sida: Inlasningssida) -> str:
    """What reading the files in led to, in one sentence."""
    what = f"{sida.changes} är inlästa." if sida.changes else "Ingenting ändrades: allt fanns redan."
    return f"{what} {sida.felrubrik.replace(' kan inte ', ' kunde inte ')}." if sida.felrubrik else what
