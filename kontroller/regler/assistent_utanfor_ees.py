"""C03: assistenten ska vara bosatt inom EES."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import timmar_minuter
from kontroller.anstallning import is_exempt
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, Rapport, Redovisning, covers, days_outside
from kontroller.regel import ALLTID, Allvar, Fynd, Villkor, dossier_name, not_judged, ok, regel, stop
from kontroller.underlag import days_of, days_text, evidence, minutes_of, without_rows


@regel(
    kod="C03",
    version=1,
    rubrik="Bosatt inom EES",
    lagrum=(
        (ALLTID, "LSS i lydelsen enligt 2012:930, övergångsbestämmelse 2"),
        (date(2021, 11, 1), "9 d § 2 LSS; 2012:930, övergångsbestämmelse 2"),
    ),
    allvar=Allvar.STOPP,
)
def assistent_utanfor_ees(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Tid som utförs av någon som inte är bosatt inom EES ersätts inte.

    Uppgiften kommer från anordnarens anmälan. Regeln gäller inte en assistent som var anställd före den 1 juli 2013.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.arbetsdagar:
            yield without_rows(redovisning)
            continue
        fynd = [f for rapport in redovisning.rapporter for f in _judge(fakta, redovisning, rapport)]
        yield from fynd or [
            ok(
                f"Assistenterna för {person_month(redovisning)} är anmälda som bosatta inom EES "
                "eller anställda före den 1 juli 2013.",
                redovisning=redovisning.id,
                matt={"rapporter_antal": len(redovisning.rapporter)},
            )
        ]


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport) -> Iterator[Fynd]:
    assistent = rapport.assistent
    oregistrerade = days_outside(assistent.registreringar, rapport.dagar)
    okanda = [(rapport, rad) for rad in rapport.rader if rad.datum in oregistrerade]
    utomlands = [r for r in assistent.registreringar if not r.ees_bosatt]
    dagar = {dag for r in utomlands for dag in rapport.dagar if covers(r, dag) and not is_exempt(assistent, dag)}
    utanfor = [(rapport, rad) for rad in rapport.rader if rad.datum in dagar]
    vem = f"En assistent för {dossier_name(redovisning)} (rapport {rapport.kod})"
    if okanda:
        yield not_judged(
            f"{vem} är inte registrerad hos anordnaren den {days_text(days_of(okanda))}, så det går inte att säga var "
            "assistenten är bosatt.",
            matt={"dagar_utan_registrering": len(days_of(okanda))},
            **evidence(fakta, redovisning, okanda),
        )
    if utanfor:
        yield stop(
            f"{vem} är anmäld som bosatt utanför EES och har {timmar_minuter(minutes_of(utanfor))} rapporterade den "
            f"{days_text(days_of(utanfor))}.",
            matt={"utanfor_ees_minuter": minutes_of(utanfor)},
            **evidence(fakta, redovisning, utanfor),
        )
