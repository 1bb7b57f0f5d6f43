"""A09: tid på dagar då Försäkringskassan har beviljat assistansersättning."""

from collections.abc import Iterator

from assistans.svenska import timmar_minuter
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, covers
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, ok, regel, stop, warn
from kontroller.underlag import days_of, days_text, evidence, minutes_of, rows_on, without_rows


@regel(
    kod="A09",
    version=1,
    rubrik="Tid mot assistansersättning",
    lagrum="9 § 2 LSS",
    allvar=Allvar.STOPP,
)
def tid_med_assistansersattning(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Kommunen betalar bara den del av behovet som Försäkringskassans assistansersättning inte täcker.

    Tid på en dag då assistansersättning är beviljad stoppar. Gäller en tillfällig utökning samma dag blir det en
    varning, eftersom utökningen kan vara till för just det som Försäkringskassan inte täcker.
    """
    for redovisning in fakta.redovisningar:
        dagar = redovisning.arbetsdagar
        if not dagar:
            yield without_rows(redovisning)
            continue

        beslut = redovisning.brukare.beslutsrader
        statens = [d for d in dagar if any(b.typ == "assistansersattning" and covers(b, d) for b in beslut)]
        utokade = [d for d in statens if any(b.typ == "tillfallig_utokning" and covers(b, d) for b in beslut)]
        vem = dossier_name(redovisning)
        if not statens:
            yield ok(
                f"Försäkringskassan har inget beslut som gäller dagarna med tidrader för {person_month(redovisning)}.",
                redovisning=redovisning.id,
                matt={"dagar_med_tidrader": len(dagar), "dagar_med_assistansersattning": 0},
            )
        if rader := rows_on(redovisning, set(statens) - set(utokade)):
            yield stop(
                f"{vem} har {timmar_minuter(minutes_of(rader))} rapporterade den {days_text(days_of(rader))}, när "
                "Försäkringskassans beslut om assistansersättning gäller.",
                matt={"rapporterade_minuter": minutes_of(rader)},
                **evidence(fakta, redovisning, rader),
            )
        if rader := rows_on(redovisning, utokade):
            yield warn(
                f"{vem} har {timmar_minuter(minutes_of(rader))} rapporterade den {days_text(days_of(rader))}, när både "
                "Försäkringskassans beslut om assistansersättning och en tillfällig utökning gäller.",
                matt={"rapporterade_minuter": minutes_of(rader)},
                **evidence(fakta, redovisning, rader),
            )
