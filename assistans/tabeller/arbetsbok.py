"""Tables to a workbook (XLSX) that a person calculates on in: typed cells, a frozen heading, and a sheet of contents.

The same tables give the same bytes: the workbook carries the time that it is given, and nothing of when it was packed.
A text is always a text: one that a spreadsheet could take for a formula is marked as such. Rows are written as they
come, so a long table takes no more memory than a short.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import chain, islice
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

Varde = str | int | Decimal | date | datetime | None
INNEHALL = "Innehåll"
PROGRAM = "Assistanskontroll"
MEDIATYP = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HUVUDRAD = 4
"""The row of the headings; above it the title, the source and the way back."""
LANGST_NAMN = 31
"""Characters that a sheet's name can have in Excel."""
LANGST_TEXT = 32_000
"""Characters of a cell; Excel refuses a workbook with more than 32 767 in one."""
SMALAST, BREDAST = 9, 60
MATS = 200
"""So many rows decide how wide the columns are."""
FORMEL = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula when a cell is typed in anew."""
MATT_EFTER = {"kronor": " kr", "belopp": ",00 kr", "timmar": ",00 tim", "andel": ",0 %"}
"""What stands after a figure when a column is measured."""
FORBJUDET_I_NAMN = re.compile(r"[\[\]:*?/\\']")
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
PACKED = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip file can carry."""


class Form(StrEnum):
    """What the cells of a column are, and thereby how they are shown."""

    TEXT = "text"
    HELTAL = "heltal"
    KRONOR = "kronor"
    BELOPP = "belopp"
    TIMMAR = "timmar"
    DAGAR = "dagar"
    ANDEL = "andel"
    TAL = "tal"
    DATUM = "datum"
    MANAD = "manad"
    TIDPUNKT = "tidpunkt"


SVENSKT = {
    Form.TEXT: "@",
    Form.HELTAL: "#,##0",
    Form.KRONOR: '#,##0" kr"',
    Form.BELOPP: '#,##0.00" kr"',
    Form.TIMMAR: '#,##0.00" tim"',
    Form.DAGAR: "#,##0",
    Form.ANDEL: "0.0%",
    Form.TAL: "#,##0",
    Form.DATUM: "yyyy-mm-dd",
    Form.MANAD: "[$-41D]mmmm yyyy",
    Form.TIDPUNKT: "yyyy-mm-dd hh:mm",
}
"""As the file format writes them; a spreadsheet shows them with the separators of its own language."""
MED_SINA_DECIMALER = (Form.DAGAR, Form.TAL)
"""What is shown with as many decimals as each figure has."""

FET, RUBRIK = Font(bold=True), Font(bold=True, size=14)
LANK, DAMPAD = Font(color="15506E", underline="single"), Font(color="545C60")
HUVUD = PatternFill("solid", fgColor="E9E6DE")
OVERST = Border(top=Side(style="thin"))
OVERKANT = Alignment(vertical="top")
RADBRYT, HOGER = (
    Alignment(wrap_text=True, vertical="top"),
    Alignment(horizontal="right", wrap_text=True, vertical="top"),
)


@dataclass(frozen=True, slots=True)
class Rubrik:
    """A column: its heading, and what its cells are."""

    text: str
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Blad:
    """A table as a sheet. `rader` can be read once. `summa` is a last row in bold; `fotnoter` stand under it."""

    namn: str
    rubrik: str
    kalla: str
    kolumner: Sequence[Rubrik]
    rader: Iterable[Sequence[Varde]]
    summa: Sequence[Varde] | None = None
    fotnoter: Sequence[str] = ()


def write_workbook(blad: Sequence[Blad], *, titel: str, kalla: str, skapad: datetime) -> IO[bytes]:
    """The tables as a workbook, with the contents first when they are several. An open file, at its beginning.

    Times in cells are written as they stand: local. `skapad` is aware.
    """
    bok = Workbook(write_only=True)
    bok.properties.creator = PROGRAM
    bok.properties.title = titel
    skapad = skapad.astimezone(UTC)
    bok.properties.created = skapad.replace(tzinfo=None)
    namn = _sheet_names([ett.namn for ett in blad])
    if len(blad) > 1:
        _write_contents(bok, titel, kalla, list(zip(namn, blad, strict=True)))
    for ett, bladnamn in zip(blad, namn, strict=True):
        _write_sheet(bok, ett, bladnamn, tillbaka=len(blad) > 1)
    return _packed(bok, skapad)


def _write_contents(bok: Workbook, titel: str, kalla: str, blad: Sequence[tuple[str, Blad]]) -> None:
    ark = bok.create_sheet(INNEHALL)
    ark.column_dimensions["A"].width, ark.column_dimensions["B"].width = BREDAST, LANGST_NAMN + 2
    ark.append([_cell(ark, titel, Form.TEXT, font=RUBRIK)])
    ark.append([_cell(ark, kalla, Form.TEXT, font=DAMPAD)])
    ark.append([])
    ark.append([_cell(ark, text, Form.TEXT, font=FET, fill=HUVUD) for text in ("Tabell", "Blad")])
    for nummer, (namn, ett) in enumerate(blad, start=HUVUDRAD + 1):
        ark.append([_link(ark, f"A{nummer}", ett.rubrik, namn), _cell(ark, namn, Form.TEXT)])


def _write_sheet(bok: Workbook, blad: Blad, namn: str, *, tillbaka: bool) -> None:
    ark = bok.create_sheet(namn)
    rader = iter(blad.rader)
    forsta = list(islice(rader, MATS))
    for plats, bredd in enumerate(_widths(blad, forsta), start=1):
        ark.column_dimensions[get_column_letter(plats)].width = bredd
    ark.freeze_panes = f"B{HUVUDRAD + 1}"
    ark.page_setup.orientation, ark.page_setup.fitToHeight = "landscape", 0
    ark.sheet_properties.pageSetUpPr.fitToPage = True
    ark.print_title_rows = f"{HUVUDRAD}:{HUVUDRAD}"

    ark.append([_cell(ark, blad.rubrik, Form.TEXT, font=RUBRIK)])
    ark.append([_cell(ark, blad.kalla, Form.TEXT, font=DAMPAD)])
    ark.append([_link(ark, "A3", "Till innehållet", INNEHALL)] if tillbaka else [])
    ark.append([_heading(ark, kolumn) for kolumn in blad.kolumner])
    former = [kolumn.form for kolumn in blad.kolumner]
    for rad in chain(forsta, rader):
        ark.append([_cell(ark, varde, form, alignment=OVERKANT) for varde, form in zip(rad, former, strict=True)])
    if blad.summa is not None:
        ark.append(
            [_cell(ark, varde, form, font=FET, border=OVERST) for varde, form in zip(blad.summa, former, strict=True)]
        )
    for fotnot in blad.fotnoter:
        ark.append([_cell(ark, fotnot, Form.TEXT, font=DAMPAD)])


def _heading(ark: Any, kolumn: Rubrik) -> WriteOnlyCell:
    vanster = kolumn.form in (Form.TEXT, Form.MANAD)
    return _cell(ark, kolumn.text, Form.TEXT, font=FET, fill=HUVUD, alignment=RADBRYT if vanster else HOGER)


def _cell(ark: Any, varde: Varde, form: Form, **stil: Any) -> WriteOnlyCell:
    """A cell of the type that its value has. A text is a text, whatever it begins with."""
    if isinstance(varde, datetime):
        varde = varde.replace(microsecond=0, tzinfo=None)
    if not isinstance(varde, str):
        cell = WriteOnlyCell(ark, varde)
        cell.number_format = _number_format(varde, form)
    else:
        text = ILLEGAL_CHARACTERS_RE.sub("", varde.replace("\u00ad", ""))[:LANGST_TEXT]
        cell = WriteOnlyCell(ark, text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMEL)
    for namn, vardet in stil.items():
        setattr(cell, namn, vardet)
    if "alignment" in stil and isinstance(varde, str) and len(varde) > BREDAST:
        cell.alignment = RADBRYT
    return cell


def _number_format(varde: Varde, form: Form) -> str:
    if form == Form.TEXT:
        return "General"
    decimaler = max(0, -int(varde.as_tuple().exponent)) if isinstance(varde, Decimal) else 0
    return SVENSKT[form] + (f".{'0' * decimaler}" if decimaler and form in MED_SINA_DECIMALER else "")


def _link(ark: Any, plats: str, text: str, till: str) -> WriteOnlyCell:
    """A link to the beginning of another sheet: a link of the file format, never a formula."""
    cell = _cell(ark, text, Form.TEXT, font=LANK)
    ark._hyperlinks.append(Hyperlink(ref=plats, location=f"'{till}'!A1", display=text))
    return cell


def _widths(blad: Blad, rader: Sequence[Sequence[Varde]]) -> Iterator[float]:
    for plats, kolumn in enumerate(blad.kolumner):
        langder = [len(_shown(rad[plats], kolumn.form)) for rad in [*rader, *([blad.summa] if blad.summa else [])]]
        ord_ = max((len(ord_) for ord_ in kolumn.text.replace("\u00ad", "").split()), default=0)
        yield min(BREDAST, max(SMALAST, ord_ + 2, *(langd + 2 for langd in langder), 0))


def _shown(varde: Varde, form: Form) -> str:
    """About as a cell is shown, to measure."""
    if isinstance(varde, Decimal | int):
        return f"{int(varde):,}{MATT_EFTER.get(form, ',00')}"
    if isinstance(varde, date):
        return "september 2015" if form == Form.MANAD else f"{varde}"[:16]
    return varde or ""


def _sheet_names(onskade: Sequence[str]) -> list[str]:
    """Names that Excel takes: short, without what it forbids, and none alike, not even but for large letters."""
    tagna, namn = {INNEHALL.casefold()}, []
    for onskat in onskade:
        rent = " ".join(FORBJUDET_I_NAMN.sub(" ", onskat.replace("\u00ad", "")).split()) or "Tabell"
        forslag, nummer = _short(rent, LANGST_NAMN), 1
        while forslag.casefold() in tagna:
            nummer += 1
            forslag = f"{_short(rent, LANGST_NAMN - len(f' {nummer}'))} {nummer}"
        tagna.add(forslag.casefold())
        namn.append(forslag)
    return namn


def _short(text: str, langst: int) -> str:
    """The text cut between two words, when it is too long and that leaves enough of it."""
    if len(text) <= langst:
        return text
    vid_ord = text[: langst + 1].rpartition(" ")[0]
    return vid_ord.rstrip(" ,.") if len(vid_ord) > langst // 2 else text[:langst].rstrip()


def _packed(bok: Workbook, skapad: datetime) -> IO[bytes]:
    """The workbook packed anew, without the clock that the library writes with."""
    ut: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
    with tempfile.TemporaryFile() as skriven:
        bok.save(skriven)
        skriven.seek(0)
        nar = f"{skapad:%Y-%m-%dT%H:%M:%SZ}".encode()
        with zipfile.ZipFile(skriven) as fran, zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as till:
            for del_ in fran.infolist():
                info = zipfile.ZipInfo(del_.filename, PACKED)
                info.compress_type = zipfile.ZIP_DEFLATED
                with fran.open(del_) as kalla, till.open(info, "w") as mal:
                    if del_.filename == "docProps/core.xml":
                        mal.write(MODIFIED.sub(rb"\g<1>" + nar + rb"\g<2>", kalla.read()))
                        continue
                    while bit := kalla.read(1 << 20):
                        mal.write(bit)
    ut.seek(0)
    return ut
