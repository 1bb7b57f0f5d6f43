"""intyg.csv."""

from collections.abc import Iterable
from datetime import date, datetime

from assistans.kopiering import copy_rows
from assistans.models import User
from assistans.tabeller import Kolumn, Tabell, Tabellasning, Typ
from beslut.importing.resultat import Filresultat, good_rows
from beslut.models import Person
from fakturor.importing.kanda_rapporter import known_reports
from fakturor.models import Intyg, Tidrapport

INTYG = Tabell(
    "intyg",
    (
        Kolumn("rapport", nyckel=True, langst=60),
        Kolumn("part", Typ.VAL, nyckel=True, val=tuple(Intyg.Part.values)),
        Kolumn("namn", kravs=True),
        Kolumn("personnummer", Typ.PERSONNUMMER, kravs=True),
        Kolumn("roll", Typ.VAL, kravs=True, val=tuple(Intyg.Roll.values)),
        Kolumn("datum", Typ.DATUM, kravs=True),
        Kolumn("satt", Typ.VAL, kravs=True, val=tuple(Intyg.Satt.values)),
    ),
)
INNEHALL = ("namn", "person_id", "roll", "datum", "satt")
KOLUMNER = ("rapport_id", "version", "part", *INNEHALL, "registrerat_av_id", "registrerat")

Innehall = tuple[str, int, str, date, str]


def import_intyg(lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Take in the certificates. Each holds for the version of the report that it is given for, and is never changed.

    The same certificate again is the same certificate, also when the rows have changed since: it was not given for
    the new ones. Another is added beside it.
    """
    rader = list(good_rows(lasning, resultat))
    rapporter = {r.kod: r for r in known_reports({rad["rapport"] for rad in rader})}
    personer = Person.objects.ids_by_number({rad["personnummer"] for rad in rader if rad["rapport"] in rapporter})
    given = _given(rapporter.values())

    new = []
    for rad in rader:
        rapport = rapporter.get(rad["rapport"])
        if rapport is None:
            resultat.refuse(lasning, rad, "rapport", "Rapporten finns inte i rapporter.csv.")
            continue
        innehall = (rad["namn"], personer[rad["personnummer"]], rad["roll"], rad["datum"], rad["satt"])
        before = given.get((rapport.pk, rad["part"]), set())
        if innehall in before:
            resultat.oforandrade += 1
            continue
        resultat.andrade += bool(before)
        resultat.nya += not before
        resultat.redovisningar.add(rapport.redovisning_id)
        new.append((rapport.pk, rapport.version, rad["part"], *innehall, by.pk, at))
    copy_rows(Intyg, KOLUMNER, new)


def _given(rapporter: Iterable[Tidrapport]) -> dict[tuple[int, str], set[Innehall]]:
    """What has been certified before, by report and party."""
    given: dict[tuple[int, str], set[Innehall]] = {}
    rader = Intyg.objects.filter(rapport__in=rapporter).values_list("rapport_id", "part", *INNEHALL)
    for rapport, part, *innehall in rader:
        given.setdefault((rapport, part), set()).add(tuple(innehall))
    return given
