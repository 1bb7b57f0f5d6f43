"""How numbers, times and names are written in Swedish.

Screen, rule text, PDF and command line call these functions, so a sum reads the same wherever it stands.
No Django here. Money is `Decimal` in kronor, time is minutes (`int`, or `Fraction` where a decision gives
a part of a minute), never float. Nothing may break inside a figure: units are joined by U+00A0.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeVar
from zoneinfo import ZoneInfo

HARD_SPACE = "\u00a0"
MINUS = "\u2212"
BULLET = "\u2022"
STOCKHOLM = ZoneInfo("Europe/Stockholm")

Number = TypeVar("Number", int, Decimal, Fraction, Decimal | int, Decimal | Fraction | int)

MANADER = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
VECKODAGAR = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
RAKNEORD = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")

# The five verdicts, in the order in which they are always shown.
UTFALLSORD = {
    "avvikelse": "Avvikelse",
    "ej_bedomd": "Ej bedömd",
    "varning": "Varning",
    "godkand": "Godkänd",
    "ej_tillamplig": "Ej tillämplig",
}


# Numbers and money


def heltal(n: int) -> str:
    """A whole number with its thousands apart: 1 230 572."""
    return _signed(n, f"{abs(n):,}".replace(",", HARD_SPACE))


def decimal(d: Decimal | int, decimaler: int | None = None) -> str:
    """A number with a decimal comma: 6,5. Without `decimaler` exactly the decimals it has are written."""
    d = _exact(d)
    if decimaler is not None:
        d = d.quantize(Decimal(1).scaleb(-decimaler), ROUND_HALF_UP)
    return _signed(d, f"{abs(d):,f}".replace(",", HARD_SPACE).replace(".", ","))


def belopp(kronor: Decimal | int, oren: bool = True) -> str:
    """An amount without its unit, for a column whose head says kr: 284,00, or 284 when `oren` is false.

    With öre no digit is ever rounded away: a price with a third decimal keeps it. Without öre the
    amount is rounded half up, which is for lists alone.
    """
    d = _exact(kronor)
    return decimal(d, max(2, _places(d)) if oren else 0)


def kronor(belopp_i_kronor: Decimal | int, oren: bool = True) -> str:
    """An amount with its unit: 284,00 kr, or 1 230 572 kr when `oren` is false (see `belopp`)."""
    return f"{belopp(belopp_i_kronor, oren)}{HARD_SPACE}kr"


def procent(andel: Decimal | Fraction | int, decimaler: int = 1) -> str:
    """A share of one as per cent: 0.951 is 95,1 %.

    Rounded half up, but a share short of the whole never reads 100 % and one above nothing never reads 0 %.
    """
    exakt = Fraction(_refuse_float(andel)) * 100
    steg = Fraction(1, 10**decimaler)
    avrundad = (exakt / steg + Fraction(1, 2)).__floor__() * steg
    if 0 < exakt < 100:
        avrundad = min(max(avrundad, steg), 100 - steg)
    return f"{decimal(Decimal(avrundad.numerator) / avrundad.denominator, decimaler)}{HARD_SPACE}%"


def antal(n: int, ental: str, flertal: str) -> str:
    """A count and what is counted: 1 rad, 2 146 rader."""
    return f"{heltal(n)}{HARD_SPACE}{ental if n == 1 else flertal}"


def antal_i_ord(n: int, ental: str, flertal: str, utrum: bool = False) -> str:
    """A count that opens or stands in a sentence, in words up to twelve: ett fält, tre rader, 13 rader."""
    ordet = "en" if utrum and n == 1 else RAKNEORD[n] if 0 <= n < len(RAKNEORD) else heltal(n)
    return f"{ordet}{HARD_SPACE}{ental if n == 1 else flertal}"


def upprakning(delar: Sequence[str]) -> str:
    """A list as a sentence has it: a, b och c."""
    if len(delar) < 2:
        return "".join(delar)
    return f"{', '.join(delar[:-1])} och {delar[-1]}"


# Durations


def timmar_minuter(minuter: int | Fraction) -> str:
    """A duration in a sentence: 137 tim 8 min.

    A part of a minute is cut off, as the granted time is counted in whole minutes when it is spoken of.
    A duration above zero but below one minute is "knappt 1 min", so that no difference ever reads as none.
    Where the part matters, write `timmar_exakt` beside it.
    """
    langd = abs(_minutes(minuter))
    timmar, rest = divmod(int(langd), 60)
    if not timmar and not rest:
        return f"knappt{HARD_SPACE}1{HARD_SPACE}min" if langd else f"0{HARD_SPACE}min"
    delar = [f"{heltal(timmar)}{HARD_SPACE}tim"] * bool(timmar) + [f"{rest}{HARD_SPACE}min"] * bool(rest)
    return _signed(minuter, HARD_SPACE.join(delar))


def timmar_exakt(minuter: int | Fraction) -> str:
    """A duration with nothing cut off, for evidence and for showing how a sum came about: 137 tim 8 4/7 min."""
    langd = abs(_minutes(minuter))
    bit = langd - int(langd)
    if not bit:
        return timmar_minuter(minuter)
    timmar, rest = divmod(int(langd), 60)
    delar = [f"{heltal(timmar)}{HARD_SPACE}tim"] * bool(timmar) + [str(rest)] * bool(rest) + [f"{bit}{HARD_SPACE}min"]
    return _signed(minuter, HARD_SPACE.join(delar))


def klocktid(minuter: int | Fraction, tecken: bool = False) -> str:
    """A duration in a table: 137:08. With `tecken`, for differences, a plus is written too: +4:51.

    A part of a minute is cut off, as in `timmar_minuter`.
    """
    timmar, rest = divmod(int(abs(_minutes(minuter))), 60)
    plus = "+" if tecken and minuter > 0 else ""
    return plus + _signed(minuter, f"{heltal(timmar)}:{rest:02}")


# Dates and times of day


def datum_text(dag: date) -> str:
    """16 april 2015"""
    return f"{datum_kort(dag)}{HARD_SPACE}{dag.year}"


def datum_kort(dag: date) -> str:
    """16 april, where the year is plain from what stands around it."""
    return f"{dag.day}{HARD_SPACE}{MANADER[dag.month - 1]}"


def manad_namn(dag: date, ar: bool = True) -> str:
    """april 2015, or april alone when `ar` is false. Any day of the month will do."""
    namn = MANADER[dag.month - 1]
    return f"{namn}{HARD_SPACE}{dag.year}" if ar else namn


def veckodag(dag: date) -> str:
    """tisdag"""
    return VECKODAGAR[dag.weekday()]


def datumspann(fran: date, tom: date | None) -> str:
    """A period, both days included: 1–30 april 2015, 16 april – 3 maj 2015, från 16 april 2015."""
    if tom is None:
        return f"från{HARD_SPACE}{datum_text(fran)}"
    if fran == tom:
        return datum_text(fran)
    if (fran.year, fran.month) == (tom.year, tom.month):
        return f"{fran.day}–{datum_text(tom)}"
    forst = datum_kort(fran) if fran.year == tom.year else datum_text(fran)
    return f"{forst}{HARD_SPACE}–{HARD_SPACE}{datum_text(tom)}"


def klockslag(nar: time | int) -> str:
    """07.12, from a time or from minutes after midnight. 1440 is 24.00, the end of the day."""
    timme, minut = divmod(nar, 60) if isinstance(nar, int) else (nar.hour, nar.minute)
    return f"{timme:02}.{minut:02}"


def tidsspann(start: time | int, slut: time | int) -> str:
    """14.00–16.00"""
    return f"{klockslag(start)}–{klockslag(slut)}"


def tidpunkt(nar: datetime, ar: bool = False) -> str:
    """5 maj 07.12 on the clock in Stockholm, or 5 maj 2015 07.12. A naive instant is refused."""
    if nar.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    har = nar.astimezone(STOCKHOLM)
    return f"{datum_text(har) if ar else datum_kort(har)}{HARD_SPACE}{klockslag(har.time())}"


# Numbers that identify


def orgnr(siffror: str) -> str:
    """559900-4187. A pseudonym (EA and digits) or anything else is given back as it stands."""
    return f"{siffror[:6]}-{siffror[6:]}" if re.fullmatch(r"[0-9]{10}", siffror) else siffror


def bankgiro(siffror: str) -> str:
    """5050-1055 or 505-1055: the last four digits stand apart."""
    return f"{siffror[:-4]}-{siffror[-4:]}" if re.fullmatch(r"[0-9]{7,8}", siffror) else siffror


def plusgiro(siffror: str) -> str:
    """12 34 56-7: pairs counted from the right, then the check digit."""
    if not re.fullmatch(r"[0-9]{2,8}", siffror):
        return siffror
    grund = siffror[:-1]
    forst = len(grund) % 2
    par = [grund[:forst]] * bool(forst) + [grund[i : i + 2] for i in range(forst, len(grund), 2)]
    return f"{HARD_SPACE.join(par)}-{siffror[-1]}"


# A personnummer or samordningsnummer in running text: date part that can be a date (day up to 31, or 61–91),
# any of the separators people type. The check digit is not asked for, as a mistyped number points at somebody too.
_PERSONNUMMER = re.compile(
    r"(?<![0-9])(?P<sekel>1[89]|20)?[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{2}[-+–\u2010\u2011 \u00a0]?[0-9]{4}(?![0-9])"
)


def mask_personnummer(personnummer: str) -> str:
    """19••••••-••••: the century is kept when it is written, and nothing else."""
    siffror = re.sub(r"[^0-9]", "", personnummer)
    return _mask(siffror[:2] if len(siffror) == 12 else "")


def mask_text(text: str) -> str:
    """The text with every number that can be a personnummer or samordningsnummer masked."""
    return _PERSONNUMMER.sub(lambda traff: _mask(traff["sekel"] or "") if _can_be_a_date(traff) else traff[0], text)


def _mask(sekel: str) -> str:
    return f"{sekel}{BULLET * 6}-{BULLET * 4}"


def _can_be_a_date(traff: re.Match[str]) -> bool:
    siffror = re.sub(r"[^0-9]", "", traff[0])[-10:]
    return int(siffror[4:6]) % 60 in range(1, 32)


# Alphabetical order. PostgreSQL writes the same as translate(lower(x), SORT_FRAN, SORT_TILL) COLLATE "C":
# å ä ö come after z in that order, ü goes with y, æ with ä, ø with ö, other accents with their letter.
SORT_FRAN = "åäöæøüéèêëáàâãíìîïóòôõúùûýçćčďğłńñňřśšşťźżžđðþ"
SORT_TILL = "{|}|}yeeeeaaaaiiiioooouuuycccdglnnnrssstzzzddt"
_SORT = str.maketrans(SORT_FRAN, SORT_TILL)


def sortnyckel(text: str) -> str:
    """A key that puts names in Swedish alphabetical order: Zackrisson, Åberg, Ängsvädd, Östling."""
    return text.lower().translate(_SORT)


def _signed(value: Decimal | Fraction | int, size: str) -> str:
    """`size` with a real minus before it when the value is negative and does not read as zero."""
    return MINUS + size if value < 0 and re.search("[1-9]", size) else size


def _minutes(minuter: int | Fraction) -> Fraction:
    if isinstance(minuter, float):
        raise TypeError("minutes are int or Fraction, never float")
    return Fraction(minuter)


def _exact(d: Decimal | int) -> Decimal:
    return Decimal(_refuse_float(d))


def _refuse_float(value: Number) -> Number:
    if isinstance(value, float):
        raise TypeError("numbers are exact, never float")
    return value


def _places(d: Decimal) -> int:
    """Decimals that carry something: 1 for 284.10, 3 for 284.125, 0 for 284."""
    return max(0, -int(d.normalize().as_tuple().exponent))
