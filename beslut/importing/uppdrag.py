"""uppdrag.csv, betalningsmottagare.csv och assistenter.csv."""

from datetime import datetime

from assistans.models import User
from assistans.tabeller import Kolumn, Rad, Tabell, Tabellasning, Typ
from beslut.importing.kolumner import FRAN, ORGNR, REFERENS, TOM
from beslut.importing.register import Falt, Register, import_rows
from beslut.importing.resultat import Filresultat, good_rows
from beslut.importing.uppslag import Uppslag, refuse_backwards
from beslut.models import Assistent, Betalningsmottagare, Uppdrag

UPPDRAG = Tabell(
    "uppdrag",
    (
        REFERENS,
        ORGNR,
        FRAN,
        TOM,
        Kolumn("avtalsform", Typ.VAL, kravs=True, val=tuple(Uppdrag.Avtalsform.values)),
        Kolumn("avtal_datum", Typ.DATUM),
        Kolumn("informerad_om_upphort", Typ.DATUM),
        Kolumn("natt", Typ.JA_NEJ, frivillig=True),
    ),
)
BETALNINGSMOTTAGARE = Tabell(
    "betalningsmottagare",
    (
        REFERENS,
        ORGNR,
        FRAN,
        TOM,
        Kolumn("grund", Typ.VAL, kravs=True, val=tuple(Betalningsmottagare.Grund.values)),
        Kolumn("undertecknad_av"),
        Kolumn("undertecknad", Typ.DATUM),
        Kolumn("aterkallad", Typ.DATUM),
    ),
)
ASSISTENTER = Tabell(
    "assistenter",
    (
        Kolumn("personnummer", Typ.PERSONNUMMER, nyckel=True),
        ORGNR,
        FRAN,
        Kolumn("referens", Typ.REFERENS, nyckel=True, kravs=False, frivillig=True, langst=40),
        TOM,
        Kolumn("namn", kravs=True),
        Kolumn("anmald_11a", Typ.DATUM),
        Kolumn("narstaende", Typ.JA_NEJ, kravs=True),
        Kolumn("hushallsgemenskap", Typ.JA_NEJ, kravs=True),
        Kolumn("ees_bosatt", Typ.JA_NEJ, kravs=True),
        Kolumn("anstalld_fran", Typ.DATUM),
        Kolumn("arbetstidslag", Typ.VAL, val=tuple(Assistent.Arbetstidslag.values)),
    ),
)


def import_uppdrag(lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Take in the assignments. An open one is closed by the next of the same person and provider."""
    rader = list(good_rows(lasning, resultat))
    uppslag = Uppslag.load(rader)

    def to_fields(rad: Rad) -> Falt:
        refuse_backwards(rad)
        falt = {
            "brukare_id": uppslag.brukare_of(rad),
            "anordnare_id": uppslag.anordnare_of(rad),
            "galler_fran": rad["from"],
            "galler_tom": rad["tom"],
            "avtalsform": rad["avtalsform"],
            "avtal_datum": rad["avtal_datum"],
            "informerad_om_upphort": rad["informerad_om_upphort"],
        }
        if "natt" in lasning.rubriker:
            falt["natt"] = bool(rad["natt"])
        return falt

    register = Register(
        Uppdrag,
        ("brukare_id", "anordnare_id", "galler_fran"),
        grupp=lambda falt: (falt["brukare_id"], falt["anordnare_id"]),
        closes_open=True,
        refuses_overlap=True,
    )
    import_rows(register, lasning, rader, resultat, to_fields)


def import_betalningsmottagare(lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Take in on what ground somebody else than the person is paid."""
    rader = list(good_rows(lasning, resultat))
    uppslag = Uppslag.load(rader)

    def to_fields(rad: Rad) -> Falt:
        refuse_backwards(rad)
        return {
            "brukare_id": uppslag.brukare_of(rad),
            "anordnare_id": uppslag.anordnare_of(rad),
            "galler_fran": rad["from"],
            "galler_tom": rad["tom"],
            "grund": rad["grund"],
            "undertecknad_av": rad["undertecknad_av"],
            "undertecknad": rad["undertecknad"],
            "aterkallad": rad["aterkallad"],
        }

    register = Register(Betalningsmottagare, ("brukare_id", "anordnare_id", "galler_fran"))
    import_rows(register, lasning, rader, resultat, to_fields)


def import_assistenter(lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Take in the registered assistants. An open row is closed by the next of that assistant, provider and person."""
    rader = list(good_rows(lasning, resultat))
    uppslag = Uppslag.load(rader, personkolumn="personnummer", refererar=("orgnr", "referens"))

    def to_fields(rad: Rad) -> Falt:
        refuse_backwards(rad)
        return {
            "anordnare_id": uppslag.anordnare_of(rad),
            "brukare_id": uppslag.brukare_of(rad) if rad["referens"] else None,
            "person_id": uppslag.personer[rad["personnummer"]],
            "galler_fran": rad["from"],
            "galler_tom": rad["tom"],
            "namn": rad["namn"],
            "anmald_11a": rad["anmald_11a"],
            "narstaende": rad["narstaende"],
            "hushallsgemenskap": rad["hushallsgemenskap"],
            "ees_bosatt": rad["ees_bosatt"],
            "anstalld_fran": rad["anstalld_fran"],
            "arbetstidslag": rad["arbetstidslag"],
        }

    register = Register(
        Assistent,
        ("person_id", "anordnare_id", "galler_fran", "brukare_id"),
        grupp=lambda falt: (falt["person_id"], falt["anordnare_id"], falt["brukare_id"]),
        closes_open=True,
    )
    import_rows(register, lasning, rader, resultat, to_fields)
