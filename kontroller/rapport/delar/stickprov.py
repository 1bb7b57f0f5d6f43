"""Stickproven bland det som är godkänt för betalning: storlek, funnet fel, och uppskattat fel med gräns."""

from assistans.svenska import antal, heltal, kronor, manad_namn
from kontroller.rapport.avsnitt import Avsnitt
from kontroller.rapport.period import Period
from kontroller.sidor.stickprovssida import Stickprovsvy, samples_of

METOD = (
    "Urval per krona med sparat frö, granskat om av någon som inte hade del i godkännandet. Gränsen är Stringers "
    "(Proceedings of the Business and Economic Statistics Section, ASA, 1963), med Poissonfaktorer."
)


def section(period: Period) -> Avsnitt:
    """Each sample in a paragraph. The samples of several months say which month they are of."""
    stycken = [
        _in_words(prov, "" if period.is_month else f"{manad_namn(manad).capitalize()}: ")
        for manad in period.manader
        for prov in samples_of(manad)
    ]
    ingen = "månadens fakturor" if period.is_month else "periodens fakturor"
    return Avsnitt(
        kod="stickprov",
        rubrik="Stickprov",
        stycken=(*stycken, METOD) if stycken else (f"Inget stickprov är draget bland {ingen}.",),
    )


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
