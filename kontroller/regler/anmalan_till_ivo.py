"""B04: egen arbetsgivare ska ha anmält sig till IVO i tid, och på nytt vid 18 år."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import datum_text
from kontroller.bevis import person_month
from kontroller.fakta import Anordnare, Fakta, Redovisning
from kontroller.ivo import notifications
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, ok, regel, stop
from kontroller.underlag import days_of_form, days_text, evidence, outside_forms, rows_on, unknown_provider


@regel(
    kod="B04",
    version=1,
    rubrik="Egen arbetsgivares anmälan till IVO",
    lagrum="23 § femte stycket LSS",
    allvar=Allvar.STOPP,
    i_bruk=False,
    galler_sjuklon=True,
)
def anmalan_till_ivo(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Den som själv är arbetsgivare ska ha anmält det till IVO innan assistansen börjar.

    När brukaren fyller 18 år behövs en ny anmälan, eftersom vårdnadshavaren gjorde den tidigare. Anmälans första dag
    jämförs med dagarna med tidrader.
    """
    if fakta.anordnare is None:
        yield unknown_provider()
        return
    for redovisning in fakta.redovisningar:
        yield from outside_forms(redovisning, "C")
        if dagar := days_of_form(redovisning, "C"):
            yield _judge(fakta, fakta.anordnare, redovisning, dagar)


def _judge(fakta: Fakta, anordnare: Anordnare, redovisning: Redovisning, dagar: list[date]) -> Fynd:
    vem = dossier_name(redovisning)
    anmalda = sorted(rad.fran for rad in notifications(anordnare) if rad.status != "forbud")
    if not anmalda or anmalda[0] > dagar[0]:
        finns = f"den första är från {datum_text(anmalda[0])}" if anmalda else "ingen anmälan finns i registret"
        fore = [dag for dag in dagar if not anmalda or dag < anmalda[0]]
        return stop(
            f"{vem} har tidrader från den {datum_text(dagar[0])} utan anmälan till IVO dessförinnan: {finns}.",
            matt={"forsta_tidrad_datum": dagar[0], "forsta_anmalan_datum": anmalda[0] if anmalda else None},
            **evidence(fakta, redovisning, rows_on(redovisning, fore)),
        )

    fyller_18 = redovisning.brukare.fyller_18
    ej_fornyad = [d for d in dagar if d >= fyller_18 and not any(fyller_18 <= fran <= d for fran in anmalda)]
    if ej_fornyad:
        return stop(
            f"Anmälan till IVO för {vem} är inte förnyad efter 18-årsdagen, som tidraderna den {days_text(ej_fornyad)} "
            "kräver.",
            matt={"dagar_utan_fornyad_anmalan": len(ej_fornyad)},
            **evidence(fakta, redovisning, rows_on(redovisning, ej_fornyad)),
        )
    return ok(
        f"Anmälan till IVO från {datum_text(anmalda[0])} är gjord i tid för {person_month(redovisning)}.",
        redovisning=redovisning.id,
        matt={"forsta_tidrad_datum": dagar[0], "forsta_anmalan_datum": anmalda[0]},
    )
