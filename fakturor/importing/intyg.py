"""intyg.csv."""

from datetime import datetime

from assistans.models import User
from assistans.tabeller import Kolumn, Rad, Tabell, Tabellasning, Typ
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
        intyg = _build(rad, rapport, personer[rad["personnummer"]], by=by, at=at)
        before = given.get((rapport.pk, intyg.part), set())
        if _content(intyg) in before:
            resultat.oforandrade += 1
            continue
        resultat.andrade += bool(before)
        resultat.nya += not before
        resultat.redovisningar.add(rapport.redovisning_id)
        new.append(intyg)
    Intyg.objects.bulk_create(new)


def _build(rad: Rad, rapport: Tidrapport, person: int, *, by: User, at: datetime) -> Intyg:
    return Intyg(
        rapport=rapport,
        version=rapport.version,
        part=rad["part"],
        person_id=person,
        namn=rad["namn"],
        roll=rad["roll"],
        datum=rad["datum"],
        satt=rad["satt"],
        registrerat_av=by,
        registrerat=at,
    )


def _content(intyg: Intyg) -> tuple:
    return tuple(getattr(intyg, name) for name in INNEHALL)


def _given(rapporter) -> dict[tuple[int, str], set[tuple]]:
    """What has been certified before, by report and party."""
    given: dict[tuple[int, str], set[tuple]] = {}
    for intyg in Intyg.objects.filter(rapport__in=rapporter):
        given.setdefault((intyg.rapport_id, intyg.part), set()).add(_content(intyg))
    return given
