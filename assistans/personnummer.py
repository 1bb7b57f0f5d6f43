"""Swedish identity numbers: personnummer, orgnr, bankgiro and plusgiro.

Shape and check digit are kept apart: a number of the wrong shape cannot be stored and raises, while a giro whose
check digit is wrong can (control B13 warns of it). Nothing here reads the clock: who needs the century of a
10-digit personnummer says on which day it is read. For that reason the parsing is our own and only the check digit
comes from a library.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from stdnum import luhn

from assistans.svenska import BULLET

_PERSONNUMMER = re.compile(r"([0-9]{2})?([0-9]{2})([0-9]{2})([0-9]{2})([-+]?)([0-9]{3})([0-9])")
_CENTURIES = ("18", "19", "20")
_COORDINATION_DAYS = 60
"""A samordningsnummer has its day of birth raised by sixty. Day 60 and month 00 mean unknown, and 91 can stand in a
month of thirty days: Skatteverket gives such numbers out."""

_ORGNR = re.compile(r"[0-9]{6}-?[0-9]{4}")
_PSEUDONYM = re.compile(r"EA[0-9]{1,18}")
_BANKGIRO = re.compile(r"[0-9]{3,4}-?[0-9]{4}")
_PLUSGIRO = re.compile(r"[0-9]{1,7}-?[0-9]")

_DASHES = "-‐‑‒–−"
_GAP = rf"(?:\s?[{_DASHES}+]\s?|[  ]?)"
_IN_TEXT = re.compile(
    rf"(?<![0-9])(?<![0-9][.,{_DASHES}+])"
    rf"((?:18|19|20)?[0-9]{{6}}|(?:18|19|20)[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}})({_GAP})([0-9]{{4}})"
    r"(?![0-9]|[.,][0-9])"
)
_LABELLED_AS_OTHER = re.compile(
    r"\b(?:ocr|orgnr|org\.?\s?nr|organisationsnummer|bankgiro|plusgiro|bg|pg|gln|iban|konto|kontonr|kontonummer|"
    r"faktura|fakturanr|fakturanummer|tel|tfn|telefon|mobil)\.?\s*[:.#]?\s*$",
    re.IGNORECASE,
)


class PersonnummerFel(ValueError):
    """The text is no personnummer or samordningsnummer. The message is for the user."""


class OrgnrFel(ValueError):
    """The text is no organisationsnummer and no pseudonym. The message is for the user."""


class GiroFel(ValueError):
    """The text is no bankgiro or plusgiro number. The message is for the user."""


def check_digit_ok(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of the others (orgnr, bankgiro, plusgiro, personnummer in 10)."""
    return luhn.is_valid(digits)


# Personnummer


def normalize_personnummer(text: str, *, idag: date) -> str:
    """Answer the 12 digits of a personnummer or samordningsnummer written with 10 or 12, with or without `-` or `+`.

    `idag` decides the century of a 10-digit number: the latest birth that is not after that day, a hundred years
    earlier with `+`. Raises PersonnummerFel.
    """
    match = _PERSONNUMMER.fullmatch(text.strip())
    if match is None:
        raise PersonnummerFel("Skriv personnumret med 10 eller 12 siffror.")

    century, year, month, day, sign, serial, check = match.groups()
    if century is not None and century not in _CENTURIES:
        raise PersonnummerFel("Ett personnummer med 12 siffror börjar med 18, 19 eller 20.")
    if not check_digit_ok(f"{year}{month}{day}{serial}{check}"):
        raise PersonnummerFel("Kontrollsiffran stämmer inte.")
    if serial == "000":
        raise PersonnummerFel("Numret 000 före kontrollsiffran delas inte ut.")

    if century is None:
        century = _century(int(year), int(month), int(day), has_plus=sign == "+", idag=idag)
    pnr = f"{century}{year}{month}{day}{serial}{check}"
    if _born(int(pnr[:4]), int(month), int(day)) is None:
        raise PersonnummerFel("Födelsedagen i personnumret finns inte.")
    return pnr


def birth_date(pnr: str) -> date:
    """The day of birth in a normalized personnummer or samordningsnummer of 12 digits.

    What a samordningsnummer leaves unknown is read as the last it can be: nobody is taken for older than they are.
    """
    born = _born(int(pnr[:4]), int(pnr[4:6]), int(pnr[6:8]))
    if born is None:
        raise PersonnummerFel("Födelsedagen i personnumret finns inte.")
    return born


def birthday_18(pnr: str) -> date:
    """The day the person turns 18.

    Who is born on 29 February turns 18 on the last day of that month (lagen 1930:173 om beräkning av lagstadgad tid,
    1 §: a day that does not exist in the closing month is its last day).
    """
    born = birth_date(pnr)
    return born.replace(year=born.year + 18, day=min(born.day, _last_day(born.year + 18, born.month)))


def is_samordningsnummer(pnr: str) -> bool:
    """Whether a normalized number of 12 digits is a samordningsnummer."""
    return int(pnr[6:8]) >= _COORDINATION_DAYS


def mask(text: str) -> str:
    """Hide what stands where a personnummer should, right or wrong, to show which row is meant: 19••••••-••••."""
    shown = text[:2] if text[:2] in _CENTURIES and sum(map(str.isalnum, text)) > 10 else ""
    return shown + "".join(BULLET if char.isalnum() else char for char in text[len(shown) :])


def find_personnummer(text: str, *, idag: date) -> list[str]:
    """The valid personnummer and samordningsnummer written in a free text, as 12 digits, in order, each once.

    An orgnr is never one (its third digit is at least 2, so its month does not exist). Ten digits in a row that the
    text itself calls something else (OCR, bankgiro, telephone) are left out, and so are those of no month and births
    after `idag`.
    """
    found: dict[str, None] = {}
    for match in _IN_TEXT.finditer(text):
        ten_in_a_row = len(match[0]) == 10
        if ten_in_a_row and (match[0][2:4] == "00" or _LABELLED_AS_OTHER.search(text, 0, match.start())):
            continue
        try:
            pnr = _normalized(match, idag)
        except PersonnummerFel:
            continue
        if birth_date(pnr) <= idag:
            found[pnr] = None
    return list(found)


def _normalized(match: re.Match[str], idag: date) -> str:
    sign = "+" if "+" in match[2] else ""
    return normalize_personnummer(match[1].replace("-", "") + sign + match[3], idag=idag)


def _century(year: int, month: int, day: int, *, has_plus: bool, idag: date) -> str:
    latest = idag.year - (idag.year - year) % 100
    if has_plus:
        return str(latest - 100)[:2]
    born = _born(latest, month, day)
    if born is not None and born > idag:
        latest -= 100
    return str(latest)[:2]


def _born(year: int, month: int, day: int) -> date | None:
    """The day of birth as birth_date tells it, or None if there is no such day."""
    if _COORDINATION_DAYS <= day <= _COORDINATION_DAYS + 31 and month <= 12:
        month = month or 12
        last = _last_day(year, month)
        return date(year, month, min(day - _COORDINATION_DAYS or last, last))
    if 1 <= month <= 12 and 1 <= day <= _last_day(year, month):
        return date(year, month, day)
    return None


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


# Organisations


def normalize_orgnr(text: str) -> str:
    """Answer the 10 digits of an orgnr written with or without `-`, or the pseudonym `EA` + digits as it is.

    The pseudonym stands for an employer whose orgnr is a personnummer. Raises OrgnrFel.
    """
    text = text.strip()
    if _PSEUDONYM.fullmatch(text):
        return text
    if not _ORGNR.fullmatch(text):
        raise OrgnrFel("Skriv organisationsnumret med 10 siffror, eller EA och siffror för en egen arbetsgivare.")
    digits = text.replace("-", "")
    if not check_digit_ok(digits):
        raise OrgnrFel("Kontrollsiffran stämmer inte.")
    return digits


def is_pseudonym(orgnr: str) -> bool:
    """Whether a normalized orgnr is the pseudonym of an employer who is a person."""
    return orgnr.startswith("EA")


def is_personnummer_shaped_orgnr(orgnr: str) -> bool:
    """Whether a normalized orgnr is a personnummer (a sole trader's): it may not stand in any orgnr column."""
    if is_pseudonym(orgnr) or orgnr[6:9] == "000":
        return False
    month, day = int(orgnr[2:4]), int(orgnr[4:6])
    return any(_born(int(century + orgnr[:2]), month, day) for century in _CENTURIES)


# Giro


def normalize_bankgiro(text: str) -> str:
    """Answer the 7 or 8 digits of a bankgiro number. The check digit is not looked at. Raises GiroFel."""
    digits = _without_spaces(text)
    if not _BANKGIRO.fullmatch(digits):
        raise GiroFel("Skriv bankgironumret med 7 eller 8 siffror.")
    return digits.replace("-", "")


def normalize_plusgiro(text: str) -> str:
    """Answer the 2 to 8 digits of a plusgiro number. The check digit is not looked at. Raises GiroFel."""
    digits = _without_spaces(text)
    if not _PLUSGIRO.fullmatch(digits):
        raise GiroFel("Skriv plusgironumret med 2 till 8 siffror.")
    return digits.replace("-", "")


def _without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)
