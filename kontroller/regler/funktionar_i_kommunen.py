"""B18: någon som bestämmer hos anordnaren är anställd eller förtroendevald i kommunen."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import antal, upprakning
from kontroller.bolagskontroll import EGEN_ARBETSGIVARE, KOMMUN, LEDNING
from kontroller.fakta import Fakta, Funktionar
from kontroller.regel import Allvar, Fynd, Villkor, not_applicable, not_judged, ok, regel, warn
from kontroller.underlag import unknown_provider


@regel(
    kod="B18",
    version=1,
    rubrik="Uppdrag i kommunen och hos anordnaren",
    lagrum="6 kap. 28 § kommunallagen",
    allvar=Allvar.VARNING,
    kraver_redovisning=False,
    i_bruk=False,
    galler_sjuklon=True,
)
def funktionar_i_kommunen(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Är en ägare eller någon i ledningen hos anordnaren anställd eller förtroendevald i kommunen ska den som granskar
    veta det.

    Det är inte förbjudet. Det som ska ses efter är att hen inte har handlagt eller beslutat något som rör anordnaren.
    Uppgiften ska gälla någon dag i fakturans månader. Är ingen i ledningen registrerad går det inte att bedöma.
    """
    anordnare = fakta.anordnare
    if anordnare is None:
        yield unknown_provider()
        return
    if anordnare.form in (EGEN_ARBETSGIVARE, KOMMUN):
        yield not_applicable("Kontrollen gäller företag och föreningar, inte egna arbetsgivare och kommuner.")
        return
    fran, tom = _months(fakta)
    ledning = [f for f in anordnare.funktionarer if _in_force(f, fran, tom)]
    i_kommunen = sorted({LEDNING[f.roll] for f in ledning if f.i_kommunen})
    matt = {"ledning_antal": len(ledning), "i_kommunen_antal": sum(f.i_kommunen for f in ledning)}
    if i_kommunen:
        yield warn(
            f"Den som är {upprakning(i_kommunen)} hos anordnaren är enligt registret anställd eller förtroendevald i "
            "kommunen. Se efter att hen inte har handlagt något som rör anordnaren.",
            matt=matt,
        )
    elif not ledning:
        yield not_judged("Ingen ägare eller ledning hos anordnaren är registrerad för fakturans tid.", matt=matt)
    else:
        yield ok(
            f"Ingen i anordnarens ägande och ledning ({antal(len(ledning), 'person', 'personer')}) är antecknad som "
            "anställd eller förtroendevald i kommunen.",
            matt=matt,
        )


def _months(fakta: Fakta) -> tuple[date, date]:
    """The first and last day of the invoice's months; without any, the day of the invoice, or all time."""
    if fakta.redovisningar:
        return min(r.manad for r in fakta.redovisningar), max(r.sista_dag for r in fakta.redovisningar)
    dag = fakta.faktura.fakturadatum
    return (dag, dag) if dag else (date.min, date.max)


def _in_force(funktionar: Funktionar, fran: date, tom: date) -> bool:
    return (funktionar.fran or date.min) <= tom and (funktionar.tom or date.max) >= fran
