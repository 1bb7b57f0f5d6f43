"""Characters that a receiving system takes: Swedish letters stay, other accents go, and what is left is told apart."""

import string
import unicodedata
from collections.abc import Callable

SWIFT = frozenset(string.ascii_letters + string.digits + "/-?:().,'+ ")
"""What every bank in the world takes in a text."""
SVENSKA = SWIFT | frozenset("åäöÅÄÖ")

_LIKA = {
    "æ": "ä",
    "Æ": "Ä",
    "ø": "ö",
    "Ø": "Ö",
    "ß": "ss",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "Ð": "D",
    "þ": "th",
    "Þ": "Th",
    "ı": "i",
    "œ": "oe",
    "Œ": "OE",
    "&": "+",
    "_": "-",
    ";": ",",
    "’": "'",
    "‘": "'",
    "´": "'",
    "`": "'",
    "”": "'",
    "“": "'",
    '"': "'",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "€": "EUR",
    "=": "-",
    "*": "-",
    "~": "-",
    "^": "-",
    "!": ".",
    "|": "/",
    "\\": "/",
    "<": "(",
    "[": "(",
    "{": "(",
    "«": "'",
    ">": ")",
    "]": ")",
    "}": ")",
    "»": "'",
    "@": "(at)",
    "#": "nr ",
    "%": "procent",
    "§": "par.",
    "$": "USD",
}
"""What is written instead of a character that the receiver does not take."""


def fitted(text: str, takes: Callable[[str], bool]) -> str:
    """The text in the characters that `takes` says yes to, as like as can be. What has no likeness is left as it is."""
    return "".join(_fitted_char(char, takes) for char in unicodedata.normalize("NFC", text))


def for_bank(text: str, tecken: frozenset[str]) -> str:
    """The text as it is written in a bank file: likenesses for what the bank does not take, single spaces."""
    return " ".join(fitted(text, tecken.__contains__).split())


def foreign(text: str, tecken: frozenset[str]) -> list[str]:
    """The characters that have no likeness among those that are taken, each once, in order."""
    return [char for char in dict.fromkeys(fitted(text, tecken.__contains__)) if char not in tecken]


def shown(char: str) -> str:
    """A character as it may stand in a sentence: itself, or its number when it cannot be seen."""
    return char if char.isprintable() and not char.isspace() else f"U+{ord(char):04X}"


def _fitted_char(char: str, takes: Callable[[str], bool]) -> str:
    if takes(char):
        return char
    for like in (_LIKA.get(char, char), _bare(_LIKA.get(char, char)), _bare(char)):
        if like and all(map(takes, like)):
            return like
    return char


def _bare(text: str) -> str:
    """The letters without their accents: é is e."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
