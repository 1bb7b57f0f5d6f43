"""C01: assistenten ska vara anmäld till kommunen innan den första tidraden."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import datum_text
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, Period, Rapport, Redovisning, covers, days_outside
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, ok, regel, stop
from kontroller.underlag import days_text, evidence, without_rows


@regel(kod="C01", version=1, rubrik="Anmäld assistent", lagrum="11 a § LSS", allvar=Allvar.STOPP)
def anmald_assistent(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Den som utför assistans ska vara registrerad för anordnaren alla dagar med tidrader.

    Anmälan enligt 11 a § LSS ska ha kommit in senast den första dagen. Varje tidrapport prövas för sig.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.arbetsdagar:
            yield without_rows(redovisning)
            continue
        fynd = [f for rapport in redovisning.rapporter if rapport.rader for f in _judge(fakta, redovisning, rapport)]
        yield from fynd or [
            ok(
                f"Assistenterna för {person_month(redovisning)} är anmälda före sin första tidrad.",
                redovisning=redovisning.id,
                matt={"rapporter_antal": len(redovisning.rapporter)},
            )
        ]


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport) -> Iterator[Fynd]:
    vem = f"En assistent för {dossier_name(redovisning)} (rapport {rapport.kod})"
    registreringar = rapport.assistent.registreringar
    oregistrerade = days_outside(registreringar, rapport.dagar)
    if oregistrerade:
        yield stop(
            f"{vem} är inte registrerad hos anordnaren den {days_text(oregistrerade)}.",
            matt={"dagar_utan_registrering": len(oregistrerade)},
            **_evidence_on(fakta, redovisning, rapport, oregistrerade),
        )

    # On each day some registration in force must have been notified, so a later change does not undo an earlier one.
    anmalda = [(r, r.anmald_11a) for r in registreringar if r.anmald_11a is not None]
    efter_anmalan = [Period(max(r.fran, anmald), r.tom) for r, anmald in anmalda]
    sena = [dag for dag in days_outside(efter_anmalan, rapport.dagar) if dag not in oregistrerade]
    if not sena:
        return
    forst = min((anmald for r, anmald in anmalda if any(covers(r, dag) for dag in rapport.dagar)), default=None)
    yield stop(
        f"{vem} har tidrader från den {datum_text(sena[0])}, "
        + (f"men är anmäld först {datum_text(forst)}." if forst else "men någon dag för anmälan är inte registrerad."),
        matt={"forsta_tidrad_datum": sena[0], "anmald_datum": forst},
        **_evidence_on(fakta, redovisning, rapport, sena),
    )


def _evidence_on(fakta: Fakta, redovisning: Redovisning, rapport: Rapport, dagar: list[date]) -> dict[str, object]:
    return evidence(fakta, redovisning, [(rapport, rad) for rad in rapport.rader if rad.datum in dagar])
