"""SIE 4, the format that Swedish accounting programs exchange vouchers in, written as type 4I (see sie_lasning too).

Code page 437, one post per line, CRLF. What the code page has no character for gets its likeness, else "?". The
standard can write a quotation mark inside a text (`\\"`) but not the character before it, and no control characters,
so `sie_text` says what a text will be in the file. Amounts are kronor: debit positive, credit negative.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistans.svenska import kronor, upprakning
from fakturor.betalfiler.tecken import fitted

TECKEN = "cp437"
BALANS = Decimal(0)
_STORSTA = Decimal("9999999999999.99")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_KONTO = re.compile(r"[0-9]{1,10}")
_BARE = re.compile(r"[!#-z|~]+")
"""Printable ASCII without space, quotation mark and braces: what may stand without quotes."""


@dataclass(frozen=True, slots=True)
class Kontorad:
    """One row of a voucher. `dimensioner` are (number, object), as (1, "3120") for a cost centre."""

    konto: str
    belopp: Decimal
    dimensioner: tuple[tuple[int, str], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Verifikation:
    """A voucher. `nummer` is "" when the receiving program shall number it."""

    serie: str
    nummer: str
    datum: date
    text: str
    rader: tuple[Kontorad, ...]

    @property
    def obalans(self) -> Decimal:
        """The sum of the rows, kronor. Nothing in a voucher that balances."""
        return sum((rad.belopp for rad in self.rader), BALANS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Siefil:
    """What a file of type 4 holds. `genererad` is a date that is given, never the clock's.

    `konton` are (number, name), `dimensioner` (number, name), `objekt` (dimension, code, name). `rakenskapsar` is
    the first and last day of the current year, `kontoplan` the standard's word for a chart of accounts; both may be
    left out.
    """

    foretag: str
    orgnr: str
    program: str
    version: str
    genererad: date
    verifikationer: tuple[Verifikation, ...]
    konton: tuple[tuple[str, str], ...] = ()
    dimensioner: tuple[tuple[int, str], ...] = ()
    objekt: tuple[tuple[int, str, str], ...] = ()
    rakenskapsar: tuple[date, date] | None = None
    kontoplan: str = ""


class SieRefused(Exception):
    """The file is not written, or not read. `problem` has a Swedish sentence for each thing that is wrong."""

    def __init__(self, problem: Iterable[str]):
        self.problem = tuple(problem)
        super().__init__(" ".join(self.problem))


def sie_text(text: str) -> str:
    """The text as it will stand in the file, and be read from it."""
    kept = fitted(_CONTROL.sub(" ", text).replace("\\", "/"), _in_code_page)
    return "".join(char if _in_code_page(char) else "?" for char in kept)


def write_sie(fil: Siefil) -> bytes:
    """The file as bytes. Raises SieRefused when a voucher does not balance or something cannot be written."""
    if problem := list(_problems(fil)):
        raise SieRefused(problem)
    return "".join(f"{rad}\r\n" for rad in _lines(fil)).encode(TECKEN)


def _problems(fil: Siefil) -> Iterator[str]:
    if not fil.verifikationer:
        yield "Det finns inga verifikationer."
    if not fil.foretag.strip():
        yield "Företagets namn saknas."
    for konto in (konto for konto, _ in fil.konton):
        if not _KONTO.fullmatch(konto):
            yield f"Kontot {sie_text(konto)} ska ha 1 till 10 siffror."
    nummer = Counter((v.serie, v.nummer) for v in fil.verifikationer if v.nummer)
    if dubbla := [f"{serie}{nr}" for (serie, nr), ganger in nummer.items() if ganger > 1]:
        yield f"Flera verifikationer har samma nummer: {upprakning(dubbla)}."
    for plats, verifikation in enumerate(fil.verifikationer, 1):
        namn = f"Verifikation {verifikation.serie}{verifikation.nummer or plats}"
        yield from (f"{namn}: {text}" for text in _voucher_problems(verifikation))


def _voucher_problems(verifikation: Verifikation) -> Iterator[str]:
    if len(verifikation.rader) < 2:
        yield "En verifikation ska ha minst två rader."
    for rad in verifikation.rader:
        if not _KONTO.fullmatch(rad.konto):
            yield f"Kontot {sie_text(rad.konto)} ska ha 1 till 10 siffror."
        if not rad.belopp.is_finite() or abs(rad.belopp) > _STORSTA or rad.belopp != round(rad.belopp, 2):
            yield "Ett belopp är inget tal, för stort eller har delar av ett öre."
            return
        if any(nummer < 1 or not kod for nummer, kod in rad.dimensioner):
            yield "En dimension saknar nummer eller objekt."
        if len({nummer for nummer, _ in rad.dimensioner}) < len(rad.dimensioner):
            yield "En rad har två objekt i samma dimension."
    if verifikation.obalans != BALANS:
        yield f"Debet och kredit skiljer {kronor(abs(verifikation.obalans))}."


def _lines(fil: Siefil) -> Iterator[str]:
    yield "#FLAGGA 0"
    yield f"#PROGRAM {_field(fil.program)} {_field(fil.version)}"
    yield "#FORMAT PC8"
    yield f"#GEN {_day(fil.genererad)}"
    yield "#SIETYP 4"
    if fil.orgnr:
        yield f"#ORGNR {_field(_hyphenated(fil.orgnr))}"
    yield f"#FNAMN {_quoted(fil.foretag)}"
    if fil.rakenskapsar:
        yield f"#RAR 0 {_day(fil.rakenskapsar[0])} {_day(fil.rakenskapsar[1])}"
    if fil.kontoplan:
        yield f"#KPTYP {_field(fil.kontoplan)}"
    yield from (f"#DIM {nummer} {_quoted(namn)}" for nummer, namn in fil.dimensioner)
    yield from (f"#OBJEKT {nummer} {_quoted(kod)} {_quoted(namn)}" for nummer, kod, namn in fil.objekt)
    yield from (f"#KONTO {konto} {_quoted(namn)}" for konto, namn in fil.konton)
    for verifikation in fil.verifikationer:
        huvud = (_field(verifikation.serie), _field(verifikation.nummer), _day(verifikation.datum))
        yield f"#VER {' '.join(huvud)} {_quoted(verifikation.text)}"
        yield "{"
        yield from (_row(rad) for rad in verifikation.rader)
        yield "}"


def _row(rad: Kontorad) -> str:
    objekt = " ".join(f"{nummer} {_quoted(kod)}" for nummer, kod in rad.dimensioner)
    # The date of the row is left empty: it is the voucher's.
    text = f' "" {_quoted(rad.text)}' if rad.text else ""
    return f"   #TRANS {rad.konto} {{{objekt}}} {rad.belopp:.2f}{text}"


def _field(text: str) -> str:
    """A field without quotes where it needs none."""
    return sie_text(text) if _BARE.fullmatch(sie_text(text)) else _quoted(text)


def _quoted(text: str) -> str:
    escaped = sie_text(text).replace('"', '\\"')
    return f'"{escaped}"'


def _day(dag: date) -> str:
    return f"{dag:%Y%m%d}".zfill(8)


def _hyphenated(orgnr: str) -> str:
    return f"{orgnr[:6]}-{orgnr[6:]}" if re.fullmatch(r"[0-9]{10}", orgnr) else orgnr


def _in_code_page(char: str) -> bool:
    try:
        char.encode(TECKEN)
    except UnicodeEncodeError:
        return False
    return True
