"""Stickproven bland det som är godkänt för betalning: storlek, funnet fel, och uppskattat fel med gräns."""

from collections.abc import Sequence

from assistans.svenska import antal, heltal, kronor, manad_namn
from kontroller.rapport.avsnitt import Avsnitt, Cell, Kolumn, Slag, Tabell
from kontroller.rapport.period import Period
from kontroller.sidor.stickprovssida import Stickprovsvy, samples_of

METOD = (
    "Urval per krona med sparat frö, granskat om av någon som inte hade del i godkännandet. Gränsen är Stringers "
    "(Proceedings of the Business and Economic Statistics Section, ASA, 1963), med Poissonfaktorer."
)


def section(period: Period) -> Avsnitt:
    """Each sample in a paragraph and on a row. The samples of several months say which month they are of."""
    proven = [(manad, prov) for manad in period.manader for prov in samples_of(manad)]
    stycken = [
        _in_words(prov, "" if period.is_month else f"{manad_namn(manad).capitalize()}: ") for manad, prov in proven
    ]
    ingen = "månadens fakturor" if period.is_month else "periodens fakturor"
    return Avsnitt(
        kod="stickprov",
        rubrik="Stickprov",
        stycken=(*stycken, METOD) if stycken else (f"Inget stickprov är draget bland {ingen}.",),
        tabeller=(_table([prov for _, prov in proven]),) if proven else (),
    )


def _table(proven: Sequence[Stickprovsvy]) -> Tabell:
    return Tabell(
        kod="stickprov",
        rubrik="Stickproven och det uppskattade felet",
        kolumner=(
            *(Kolumn("Månad", Slag.MANAD), Kolumn("Ram, kr", Slag.KRONOR), Kolumn("Dragna", Slag.HELTAL)),
            *(Kolumn("Kvar att granska", Slag.HELTAL), Kolumn("Funnet fel, kr", Slag.BELOPP)),
            *(
                Kolumn("Uppskattat, kr", Slag.BELOPP),
                Kolumn("Högst, kr", Slag.BELOPP),
                Kolumn("Säkerhet, %", Slag.HELTAL),
            ),
        ),
        rader=tuple(_row(prov) for prov in proven),
        not_under=(
            "Felet är för mycket betalt. Det ligger mellan det funna och det högsta med den säkerhet som anges. Ett "
            "streck är ett stickprov som inte är färdiggranskat."
        ),
    )


def _row(prov: Stickprovsvy) -> tuple[Cell, ...]:
    s, manad = prov.skattning, prov.stickprov.manad
    fel = (s.funnet, s.uppskattat, s.hogst) if s else (None, None, None)
    return manad, prov.ram, len(prov.slump), prov.kvar_av_slump, *fel, prov.stickprov.konfidens


def _in_words(prov: Stickprovsvy, forst: str) -> str:
    dragna = antal(len(prov.slump), "dragen faktura", "dragna fakturor")
    meningar = [
        f"{forst}{dragna} och {heltal(len(prov.risk))} efter risk, ur "
        f"{antal(len(prov.stickprov.ram), 'faktura', 'fakturor')} på {kronor(prov.ram)}.",
    ]
    if (s := prov.skattning) is not None:
        meningar.append(
            f"I de dragna är {kronor(s.funnet)} för mycket betalt. Det uppskattade felet är {kronor(s.uppskattat)}, "
            f"och med {s.konfidens} procents säkerhet högst {kronor(s.hogst)}. Uppskattat för lite betalt är "
            f"{kronor(s.for_lite_uppskattat)}."
        )
    else:
        kvar = antal(prov.kvar_av_slump, "dragen faktura", "dragna fakturor")
        meningar.append(f"{kvar} återstår att granska om, så felet är inte uppskattat än.")
    if prov.risk:
        meningar.append(f"I dem som valdes efter risk är {kronor(prov.risk_fel)} för mycket.")
    return " ".join(meningar)
