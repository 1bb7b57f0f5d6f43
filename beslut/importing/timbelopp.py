"""timbelopp.csv."""

from datetime import datetime
from decimal import Decimal

from assistans.models import User
from assistans.tabeller import Kolumn, Rad, Tabell, Tabellasning, Typ
from beslut.importing.kolumner import FRAN, TOM
from beslut.importing.register import Falt, Register, import_rows
from beslut.importing.resultat import Filresultat, RadRefused, good_rows
from beslut.importing.uppslag import Uppslag, refuse_backwards
from beslut.models import Timbelopp

TIMBELOPP = Tabell(
    "timbelopp",
    (
        Kolumn("kategori", Typ.VAL, nyckel=True, val=tuple(Timbelopp.Kategori.values)),
        FRAN,
        Kolumn("referens", Typ.REFERENS, nyckel=True, kravs=False, langst=40),
        Kolumn("orgnr", Typ.ORGNR, nyckel=True, kravs=False),
        TOM,
        Kolumn(
            "belopp",
            Typ.DECIMAL,
            kravs=True,
            minst=Decimal("0.01"),
            hogst=Decimal("9999999.99"),
            anvisning="Skriv beloppet i kronor som ett tal, till exempel 304,50.",
        ),
        Kolumn("grund"),
    ),
)
PERSONENS = (Timbelopp.Kategori.INDIVIDUELL, Timbelopp.Kategori.FORHOJT)


def import_timbelopp(lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Take in the rates. An open one is closed by the next of the same category, person and provider."""
    rader = list(good_rows(lasning, resultat))
    uppslag = Uppslag.load(rader)

    def to_fields(rad: Rad) -> Falt:
        _refuse_misplaced(rad)
        refuse_backwards(rad)
        return {
            "kategori": rad["kategori"],
            "galler_fran": rad["from"],
            "galler_tom": rad["tom"],
            "brukare_id": uppslag.brukare_of(rad) if rad["referens"] else None,
            "anordnare_id": uppslag.anordnare_of(rad) if rad["orgnr"] else None,
            "belopp": rad["belopp"],
            "grund": rad["grund"],
        }

    register = Register(
        Timbelopp,
        ("kategori", "galler_fran", "brukare_id", "anordnare_id"),
        grupp=lambda falt: (falt["kategori"], falt["brukare_id"], falt["anordnare_id"]),
        closes_open=True,
        refuses_overlap=True,
    )
    import_rows(register, lasning, rader, resultat, to_fields)


def _refuse_misplaced(rad: Rad) -> None:
    """`referens` belongs to the person's own rates, `orgnr` to the contract's, and nothing to the others."""
    kategori = rad["kategori"]
    if (kategori in PERSONENS) != bool(rad["referens"]):
        word = "saknas" if not rad["referens"] else "ska vara tom"
        raise RadRefused("referens", f"Referensen {word}. Den fylls i för individuell och forhojt, inga andra.")
    if (kategori == Timbelopp.Kategori.AVTAL) != bool(rad["orgnr"]):
        word = "saknas" if not rad["orgnr"] else "ska vara tomt"
        raise RadRefused("orgnr", f"Organisationsnumret {word}. Det fylls i för avtal, inga andra.")
