"""fkfaktura.csv: en faktura eller slutavräkning från Försäkringskassan, en rad för varje person och period.

Mallen är vår egen (docs/drift.md). En fil är en faktura. Den läses in hel eller inte alls.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from assistans.svenska import datum_text, manad_namn
from assistans.tabeller import Kolumn, Rad, Tabell, Typ
from assistans.tid import DYGN, first_of_month
from beslut.importing.resultat import RadRefused
from fakturor.models import Fkfaktura

KRONOR = "Skriv beloppet i kronor som ett tal, till exempel 24609,47."
HOGST = Decimal("999999999.99")


def plain_number(text: str) -> str:
    """A number without the spaces that part its thousands, and with the keyboard's minus."""
    return "".join(text.split()).replace("\u2212", "-")


FKFAKTURA = Tabell(
    "fkfaktura",
    (
        Kolumn("nummer", nyckel=True, langst=60),
        Kolumn("slag", Typ.VAL, kravs=True, val=tuple(Fkfaktura.Slag.values)),
        Kolumn("manad", Typ.MANAD, kravs=True),
        Kolumn("fakturadatum", Typ.DATUM, kravs=True),
        Kolumn("total", Typ.DECIMAL, kravs=True, minst=-HOGST, hogst=HOGST, anvisning=KRONOR, skrivs=plain_number),
        Kolumn("rad", Typ.HELTAL, nyckel=True, minst=Decimal(1), hogst=Decimal(99999)),
        Kolumn("referens", Typ.REFERENS, kravs=True, langst=40),
        Kolumn("from", Typ.DATUM, kravs=True),
        Kolumn("tom", Typ.DATUM, kravs=True),
        Kolumn("timmar", Typ.SKILLNAD, kravs=True),
        Kolumn(
            "timbelopp",
            Typ.DECIMAL,
            kravs=True,
            minst=Decimal("0.01"),
            hogst=Decimal(9999),
            anvisning=KRONOR,
            skrivs=plain_number,
        ),
        Kolumn("belopp", Typ.DECIMAL, kravs=True, minst=-HOGST, hogst=HOGST, anvisning=KRONOR, skrivs=plain_number),
    ),
)
HUVUD = ("nummer", "slag", "manad", "fakturadatum", "total")
"""What is said of the whole invoice, and must be the same on each of its rows."""
LANGST = 366
"""Days that a row may cover: more is a slip of the pen."""


@dataclass(slots=True)
class Filen:
    """Det som en fil säger, rad för rad. `add` vägrar det som inte går ihop."""

    idag: date
    huvud: dict[str, Any] = field(default_factory=dict)
    rader: list[dict[str, Any]] = field(default_factory=list)
    _forsta: int = 0

    def add(self, rad: Rad) -> None:
        """Take a row whose cells can be read. Raises RadRefused."""
        huvud = {kolumn: rad[kolumn] for kolumn in HUVUD}
        if not self.huvud:
            self.huvud, self._forsta = huvud, rad.nummer
        for kolumn in HUVUD:
            if huvud[kolumn] != self.huvud[kolumn]:
                raise RadRefused(kolumn, f"En fil är en faktura. Rad {self._forsta} har något annat.")
        _refuse_head(huvud, self.idag)
        _refuse_period(rad["from"], rad["tom"])
        if abs(rad["timmar"]) > LANGST * DYGN:
            raise RadRefused("timmar", "Så många timmar finns inte i perioden.")
        minuter = rad["timmar"]
        if huvud["slag"] == Fkfaktura.Slag.MANAD and (minuter <= 0 or rad["belopp"] <= 0):
            kolumn = "timmar" if minuter <= 0 else "belopp"
            raise RadRefused(kolumn, "En månadsfaktura har timmar och belopp över noll. Minus är för slutavräkningar.")
        self.rader.append(
            {
                "rad": rad["rad"],
                "referens": rad["referens"],
                "period_fran": rad["from"],
                "period_tom": rad["tom"],
                "minuter": minuter,
                "timbelopp": rad["timbelopp"],
                "belopp": rad["belopp"],
            }
        )


def _refuse_head(huvud: dict[str, Any], idag: date) -> None:
    if huvud["fakturadatum"] > idag:
        raise RadRefused("fakturadatum", f"Fakturan är daterad {datum_text(huvud['fakturadatum'])}, i framtiden.")
    if huvud["slag"] == Fkfaktura.Slag.MANAD and huvud["total"] <= 0:
        raise RadRefused("total", "En månadsfaktura är på mer än noll kronor.")
    if first_of_month(huvud["fakturadatum"]) < huvud["manad"]:
        raise RadRefused(
            "fakturadatum",
            f"Fakturan för {manad_namn(huvud['manad'])} är daterad {datum_text(huvud['fakturadatum'])}, före månaden.",
        )


def _refuse_period(fran: date, tom: date) -> None:
    if tom < fran:
        raise RadRefused("tom", "Slutet ligger före början.")
    if (tom - fran).days >= LANGST:
        raise RadRefused("tom", "En rad gäller högst ett år.")
