"""C02: assistenten ska ha fyllt 18 år."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import timmar_minuter
from kontroller.anstallning import is_exempt
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, Rapport, Redovisning
from kontroller.regel import ALLTID, Allvar, Fynd, Villkor, dossier_name, ok, regel, stop
from kontroller.underlag import days_of, days_text, evidence, minutes_of, without_rows


@regel(
    kod="C02",
    version=1,
    rubrik="Assistentens ålder",
    lagrum=(
        (ALLTID, "LSS i lydelsen enligt 2012:930, övergångsbestämmelse 2"),
        (date(2021, 11, 1), "9 d § 1 LSS; 2012:930, övergångsbestämmelse 2"),
    ),
    allvar=Allvar.STOPP,
)
def assistent_under_18(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Tid som utförs av någon som inte har fyllt 18 år ersätts inte.

    Regeln gäller inte en assistent som var anställd före den 1 juli 2013.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.arbetsdagar:
            yield without_rows(redovisning)
            continue
        fynd = [f for rapport in redovisning.rapporter if (f := _judge(fakta, redovisning, rapport))]
        yield from fynd or [
            ok(
                f"Ingen assistent för {person_month(redovisning)} har tid före sin 18-årsdag som räknas.",
                redovisning=redovisning.id,
                matt={"rapporter_antal": len(redovisning.rapporter)},
            )
        ]


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport) -> Fynd | None:
    fore = [
        (rapport, rad)
        for rad in rapport.rader
        if rad.datum < rapport.assistent.fyller_18 and not is_exempt(rapport.assistent, rad.datum)
    ]
    if not fore:
        return None
    return stop(
        f"En assistent för {dossier_name(redovisning)} (rapport {rapport.kod}) har {timmar_minuter(minutes_of(fore))} "
        f"rapporterade den {days_text(days_of(fore))}, före sin 18-årsdag.",
        matt={"fore_18_minuter": minutes_of(fore)},
        **evidence(fakta, redovisning, fore),
    )
