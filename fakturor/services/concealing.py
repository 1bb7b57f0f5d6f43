"""What an import tells of rows about persons with protected identity: that they stand wrong, and nothing more.

The result is kept, shown and written to files, for whoever reads in the month. The rows themselves are fetched by those
who are named for the person.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from assistans.models import User
from assistans.tabeller import Radfel
from beslut.importing.resultat import Filresultat
from beslut.models import Brukare, Person
from beslut.models.brukare import BrukareQuerySet
from beslut.models.person import PersonQuerySet
from beslut.skydd import Kannetecken, Radskydd
from fakturor.models import Tidrapport

SKYDDAD_RAD = "Raden rör en person med skyddade uppgifter. Den som är namngiven för personen kan se vad som är fel."


def marks_of(brukare: BrukareQuerySet, personer: PersonQuerySet) -> Kannetecken:
    """What gives these brukare and these other persons away in a text: also the codes of the brukare's reports."""
    koder = Tidrapport.objects.filter(redovisning__brukare__in=brukare).values_list("kod", flat=True)
    return Kannetecken.of(brukare, personer, ord=koder)


def conceal(filer: Iterable[Filresultat]) -> None:
    """Take what can give a protected person away out of the faults that are told of."""
    filer = [fil for fil in filer if fil.fel]
    if not filer:
        return
    skydd = Radskydd(marks_of(Brukare.objects.protected(), Person.objects.protected()))
    for fil in filer:
        om_skyddade = {fel for celler, felen in fil.felrader if skydd.hides(celler) for fel in felen}
        fil.fel = [_concealed(fel, skydd) if fel in om_skyddade else _checked(fel, skydd) for fel in fil.fel]


def protection_for(user: User) -> Radskydd:
    """Which rows of any file the user may not read. It is asked for once, however many the files are."""
    stangda = marks_of(Brukare.objects.closed_to(user), Person.objects.closed_to(user))
    named_for = Brukare.objects.protected().filter(behoriga=user)
    return Radskydd(stangda, marks_of(named_for, Person.objects.none()))


def open_rows(felrader: bytes, skydd: Radskydd) -> tuple[bytes, int]:
    """A file of bad rows without those that the reader may not read, and how many they were."""
    rubriker, *rader = csv.reader(io.StringIO(felrader.decode("utf-8-sig"), newline=""), delimiter=";")
    synliga = [rad for rad in rader if not skydd.hides(rad)]
    if len(synliga) == len(rader):
        return felrader, 0
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([rubriker, *synliga])
    return text.getvalue().encode("utf-8-sig"), len(rader) - len(synliga)


def _checked(fel: Radfel, skydd: Radskydd) -> Radfel:
    return _concealed(fel, skydd) if skydd.stangda.stands_in(f"{fel.varde} {fel.orsak}") else fel


def _concealed(fel: Radfel, skydd: Radskydd) -> Radfel:
    orsak = SKYDDAD_RAD if skydd.stangda.stands_in(fel.orsak) else fel.orsak
    return fel._replace(varde="", orsak=orsak)
