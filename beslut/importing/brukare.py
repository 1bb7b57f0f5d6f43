"""brukare.csv, stallforetradare.csv och vistelser.csv."""

from datetime import datetime

from assistans.models import User
from assistans.tabeller import Kolumn, Rad, Tabell, Tabellasning, Typ
from beslut.importing.kolumner import FRAN, REFERENS, TOM
from beslut.importing.register import Falt, Register, import_rows
from beslut.importing.resultat import Filresultat, RadRefused, good_rows
from beslut.importing.uppslag import Uppslag, refuse_backwards
from beslut.models import Brukare, Stallforetradare, Vistelse
from beslut.services.naming import name_somebody_where_nobody_is

BRUKARE = Tabell(
    "brukare",
    (
        REFERENS,
        Kolumn("personnummer", Typ.PERSONNUMMER, kravs=True),
        Kolumn("fornamn", kravs=True, langst=100),
        Kolumn("efternamn", kravs=True, langst=100),
        Kolumn("skydd", Typ.VAL, kravs=True, val=tuple(Brukare.Skydd.values)),
        Kolumn("folkbokforingskommun", Typ.KOMMUNKOD),
        Kolumn("avliden", Typ.DATUM),
    ),
)
STALLFORETRADARE = Tabell(
    "stallforetradare",
    (
        REFERENS,
        Kolumn("personnummer", Typ.PERSONNUMMER, nyckel=True),
        FRAN,
        Kolumn("namn", kravs=True),
        Kolumn("roll", Typ.VAL, kravs=True, val=tuple(Stallforetradare.Roll.values)),
        TOM,
    ),
)
VISTELSER = Tabell(
    "vistelser",
    (
        REFERENS,
        Kolumn("from", Typ.TIDPUNKT, nyckel=True),
        Kolumn("tom", Typ.TIDPUNKT, slut=True),
        Kolumn("typ", Typ.VAL, kravs=True, val=tuple(Vistelse.Typ.values)),
        Kolumn("sarskilda_skal", Typ.JA_NEJ, kravs=True),
    ),
)


def import_brukare(lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Take in the persons. One personnummer has one referens."""
    rader = list(good_rows(lasning, resultat))
    uppslag = Uppslag.load(rader, personkolumn="personnummer")
    referens_of = dict(Brukare.objects.values_list("person_id", "referens"))

    def to_fields(rad: Rad) -> Falt:
        person = uppslag.personer[rad["personnummer"]]
        if referens_of.setdefault(person, rad["referens"]) != rad["referens"]:
            raise RadRefused("personnummer", f"Personen har redan referensen {referens_of[person]}.")
        return {
            "referens": rad["referens"],
            "person_id": person,
            "fornamn": rad["fornamn"],
            "efternamn": rad["efternamn"],
            "skydd": rad["skydd"],
            "folkbokforingskommun": rad["folkbokforingskommun"],
            "avliden": rad["avliden"],
        }

    import_rows(Register(Brukare, ("referens",)), lasning, rader, resultat, to_fields)
    name_somebody_where_nobody_is(by=by, at=at)


def import_stallforetradare(lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Take in those who may act for the persons."""
    rader = list(good_rows(lasning, resultat))
    uppslag = Uppslag.load(rader, personkolumn="personnummer", refererar=("referens",))

    def to_fields(rad: Rad) -> Falt:
        refuse_backwards(rad)
        return {
            "brukare_id": uppslag.brukare_of(rad),
            "person_id": uppslag.personer[rad["personnummer"]],
            "galler_fran": rad["from"],
            "galler_tom": rad["tom"],
            "namn": rad["namn"],
            "roll": rad["roll"],
        }

    register = Register(Stallforetradare, ("brukare_id", "person_id", "galler_fran"))
    import_rows(register, lasning, rader, resultat, to_fields)


def import_vistelser(lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Take in stays at hospital and elsewhere."""
    rader = list(good_rows(lasning, resultat))
    uppslag = Uppslag.load(rader)

    def to_fields(rad: Rad) -> Falt:
        if rad["tom"] is not None and rad["tom"] <= rad["from"]:
            raise RadRefused("tom", "Vistelsen slutar inte efter att den har börjat.")
        return {
            "brukare_id": uppslag.brukare_of(rad),
            "borjar": rad["from"],
            "slutar": rad["tom"],
            "typ": rad["typ"],
            "sarskilda_skal": rad["sarskilda_skal"],
        }

    import_rows(Register(Vistelse, ("brukare_id", "borjar")), lasning, rader, resultat, to_fields)
