"""A04: dubbel assistans som inget beslut ger."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import timmar_minuter
from kontroller.berakning import KOMMUNENS_BESLUT
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, covers
from kontroller.regel import ALLTID, Allvar, Fynd, Villkor, dossier_name, ok, regel, stop
from kontroller.underlag import days_of, days_text, evidence, minutes_of, without_rows


@regel(
    kod="A04",
    version=1,
    rubrik="Dubbel assistans mot beslut",
    lagrum=((ALLTID, "9 § 2 LSS"), (date(2023, 1, 1), "9 § 2 LSS; 9 a § LSS")),
    allvar=Allvar.STOPP,
)
def dubbel_utan_beslut(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Tid som är märkt som dubbel assistans ska omfattas av ett beslut om dubbel assistans den dagen.

    Hur mycket dubbel tid som ryms i beslutet prövas i A02, och flera assistenter samtidigt utan märkning i E03.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.arbetsdagar:
            yield without_rows(redovisning)
            continue

        beslut = [rad for rad in redovisning.brukare.beslutsrader if rad.typ in KOMMUNENS_BESLUT and rad.dubbel]
        dubbla = [(rapport, rad) for rapport, rad in redovisning.tidrader if rad.dubbel]
        utan = [(rapport, rad) for rapport, rad in dubbla if not any(covers(b, rad.datum) for b in beslut)]
        if utan:
            yield stop(
                f"{dossier_name(redovisning)} har {timmar_minuter(minutes_of(utan))} dubbel assistans rapporterad den "
                f"{days_text(days_of(utan))}, men inget beslut ger dubbel assistans då.",
                matt={"rapporterade_minuter": minutes_of(utan), "beviljade_minuter": 0},
                **evidence(fakta, redovisning, utan),
            )
        elif dubbla:
            yield ok(
                f"{timmar_minuter(minutes_of(dubbla))} dubbel assistans för {person_month(redovisning)} "
                "omfattas av beslut.",
                redovisning=redovisning.id,
                matt={"rapporterade_minuter": minutes_of(dubbla)},
            )
        else:
            yield ok(
                f"Ingen tid för {person_month(redovisning)} är märkt som dubbel assistans.", redovisning=redovisning.id
            )
