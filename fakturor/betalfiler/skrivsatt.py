"""Words, amounts and days as people and banks write them in a table, rewritten as the table has them."""

import re
import unicodedata

from assistans.svenska import MANADER

_LIKA = {
    "utford": "utförd",
    "utfoerd": "utförd",
    "utfört": "utförd",
    "utfort": "utförd",
    "utfoert": "utförd",
    "avvisat": "avvisad",
    "pagar": "pågår",
    "paagaar": "pågår",
    "retur": "retur",
    "återsänd": "retur",
    "atersand": "retur",
    "aatersaend": "retur",
}
_ISO = re.compile(r"([0-9]{4})[-/.]?([0-9]{2})[-/.]?([0-9]{2})")
_DAG_FORST = re.compile(r"([0-9]{1,2})[./-] ?([0-9]{1,2})[./ -] ?([0-9]{4})")
_I_ORD = re.compile(r"(?:den )?([0-9]{1,2})(?::e)? ([a-zåäö]{3,9})\.? ([0-9]{4})")


def plain_word(text: str) -> str:
    """An outcome in any case, with å ä ö or without."""
    ord_ = unicodedata.normalize("NFC", text).casefold().strip()
    return _LIKA.get(ord_, ord_)


def plain_amount(text: str) -> str:
    """An amount without the spaces between thousands and the word for kronor."""
    return re.sub(r"(?<=[0-9])\s(?=[0-9]{3}(?:[^0-9]|$))", "", re.sub(r"(?i)\s*(?:kr|sek)\.?$", "", text.strip()))


def plain_day(text: str) -> str:
    """A day as Swedes write it, as year-month-day; what is no such day is left as it is written."""
    text = " ".join(text.split()).casefold()
    if traff := _ISO.fullmatch(text):
        return "-".join(traff.groups())
    if traff := _DAG_FORST.fullmatch(text):
        dag, manad, ar = traff.groups()
        return f"{ar}-{int(manad):02d}-{int(dag):02d}"
    if traff := _I_ORD.fullmatch(text):
        dag, namn, ar = traff.groups()
        for nummer, manad in enumerate(MANADER, 1):
            if namn in (manad, manad[:3]):
                return f"{ar}-{nummer:02d}-{int(dag):02d}"
    return text
