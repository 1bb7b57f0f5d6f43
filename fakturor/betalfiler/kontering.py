"""How a payment is coded in the accounts, as a table: one row per coding row.

Form as in csvrader. `belopp` is kronor with its sign, a cost positive and a credit negative, and never nothing.
`momsersattning` is what the municipality holds of the compensation for input VAT (lagen 2005:807): "ja", "nej" or
"oklart". The file says it and takes no stand: what is "oklart" is for the economist.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from fakturor.betalfiler.csvrader import amount, write_rows
from fakturor.betalfiler.order import OrderRefused

MOMSERSATTNING = ("ja", "nej", "oklart")
FORMER = ("A", "B", "C", "D")
RUBRIKER = (
    "betalning_id",
    "form",
    "mottagare",
    "belopp",
    "konto",
    "ansvar",
    "verksamhet",
    "motpart",
    "momsersattning",
    "text",
)
_KOD = re.compile(r"[0-9A-Za-zÅÄÖåäö]{1,20}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Konteringsrad:
    """A part of one payment on one account. `betalning_id` is the payment's EndToEndId; `form` is A, B, C or D."""

    betalning_id: str
    form: str
    mottagare: str
    belopp: Decimal
    konto: str
    ansvar: str
    verksamhet: str
    motpart: str = ""
    momsersattning: str = "oklart"
    text: str = ""


def write_kontering(rader: Iterable[Konteringsrad]) -> bytes:
    """The rows as CSV, in the order they come. Raises OrderRefused with everything that is wrong with them."""
    rader = tuple(rader)
    problem = [f"Rad {nummer}: {text}" for nummer, rad in enumerate(rader, 1) for text in _problems(rad)]
    if not rader:
        problem = ["Det finns inga konteringsrader."]
    if problem:
        raise OrderRefused(problem)
    return write_rows(
        RUBRIKER,
        (
            (
                rad.betalning_id,
                rad.form,
                rad.mottagare,
                amount(rad.belopp),
                rad.konto,
                rad.ansvar,
                rad.verksamhet,
                rad.motpart,
                rad.momsersattning,
                rad.text,
            )
            for rad in rader
        ),
    )


def _problems(rad: Konteringsrad) -> Iterator[str]:
    if rad.form not in FORMER:
        yield "Formen ska vara A, B, C eller D."
    if rad.momsersattning not in MOMSERSATTNING:
        yield "Momsersättning ska vara ja, nej eller oklart."
    if not rad.belopp.is_finite() or not rad.belopp or rad.belopp != round(rad.belopp, 2):
        yield "Beloppet ska vara skilt från noll och ha högst två decimaler."
    if not re.fullmatch(r"[0-9]{1,10}", rad.konto):
        yield "Kontot ska ha 1 till 10 siffror."
    for falt, kod, kravs in (
        ("Ansvar", rad.ansvar, True),
        ("Verksamhet", rad.verksamhet, True),
        ("Motpart", rad.motpart, False),
    ):
        if not kod and kravs:
            yield f"{falt} saknas."
        elif kod and not _KOD.fullmatch(kod):
            yield f"{falt} ska ha 1 till 20 bokstäver och siffror."
