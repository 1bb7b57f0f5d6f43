"""A01: tid på dagar då inget beslut gäller."""

from collections.abc import Iterator

from assistans.svenska import antal, timmar_minuter
from kontroller.berakning import KOMMUNENS_BESLUT
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, days_outside
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, ok, regel, stop
from kontroller.underlag import days_of, days_text, evidence, minutes_of, rows_on, without_rows


@regel(kod="A01", version=1, rubrik="Beslut alla dagar", lagrum="9 § 2 LSS", allvar=Allvar.STOPP)
def dag_utan_beslut(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Varje dag med tidrader ska omfattas av ett beslut om assistans enligt LSS.

    Både första och sista dagen i beslutet räknas med. Ordinarie beslut och tillfälliga utökningar räknas,
    Försäkringskassans beslut prövas för sig (A09).
    """
    for redovisning in fakta.redovisningar:
        dagar = redovisning.arbetsdagar
        if not dagar:
            yield without_rows(redovisning)
            continue

        beslut = [rad for rad in redovisning.brukare.beslutsrader if rad.typ in KOMMUNENS_BESLUT]
        utanfor = rows_on(redovisning, days_outside(beslut, dagar))
        vem = dossier_name(redovisning)
        if not utanfor:
            yield ok(
                f"{antal(len(dagar), 'dag', 'dagar')} med tidrader för {person_month(redovisning)} omfattas av beslut.",
                redovisning=redovisning.id,
                matt={"dagar_med_tidrader": len(dagar), "dagar_utan_beslut": 0},
            )
            continue

        yield stop(
            f"{vem} har {timmar_minuter(minutes_of(utanfor))} rapporterade den {days_text(days_of(utanfor))}, "
            "när inget beslut gäller.",
            matt={"dagar_utan_beslut": len(days_of(utanfor)), "utan_beslut_minuter": minutes_of(utanfor)},
            **evidence(fakta, redovisning, utanfor),
        )
