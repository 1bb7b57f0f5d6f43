"""Fullständigheten: hur många uppdrag som har allt som skulle ha kommit, och vad de andra saknar."""

from collections import Counter

from assistans.svenska import datum_text
from kontroller.fullstandighet.oversikt import Oversikt
from kontroller.loading.fullstandighet import load_overview
from kontroller.rapport.avsnitt import Avsnitt, Kolumn, Slag, Tabell
from kontroller.rapport.period import Period

SENT = (
    "Tidrapport, intyg och faktura räknas som sena efter den dag som kommunen har bestämt. Lagen anger ingen dag "
    "(11 a § LSS). Ett uppdrag kan sakna flera saker."
)


def section(period: Period) -> Avsnitt:
    """What should have come for each month, as it stands on the day the report is written. One month at a time."""
    if period.is_month:
        return _month(load_overview(period.fran, dag=period.dag), period)
    rader, saknas = [], Counter[str]()
    for manad in period.manader:
        oversikt = load_overview(manad, dag=period.dag)
        sena, tysta = len(oversikt.sena), len(oversikt.tysta)
        rader.append((manad, oversikt.vantade, oversikt.fullstandiga, sena, oversikt.vantar, tysta))
        saknas.update(dict(oversikt.late_by_kind()))
    return Avsnitt(
        kod="fullstandighet",
        rubrik="Fullständighet",
        stycken=(f"Vad som skulle ha kommit för varje månad, sett den {datum_text(period.dag)}.",),
        tabeller=(
            Tabell(
                kod="fullstandighet",
                rubrik="Uppdrag månad för månad",
                kolumner=(
                    *(Kolumn("Månad", Slag.MANAD), Kolumn("Uppdrag", Slag.HELTAL), Kolumn("Har allt", Slag.HELTAL)),
                    *(Kolumn("Saknar något", Slag.HELTAL), Kolumn("Inte sent än", Slag.HELTAL)),
                    Kolumn("Ingenting har kommit", Slag.HELTAL),
                ),
                rader=tuple(rader),
                not_under=SENT,
            ),
            *([_kinds(saknas)] if saknas else []),
        ),
    )


def _month(oversikt: Oversikt, period: Period) -> Avsnitt:
    rader = [
        ("Har tid som kommunen har beviljat", oversikt.vantade),
        ("Har allt", oversikt.fullstandiga),
        ("Saknar något som skulle ha kommit", len(oversikt.sena)),
        *((f"– {ord_}", n) for ord_, n in oversikt.late_by_kind()),
        ("Saknar bara något som inte är sent än", oversikt.vantar),
        ("Ingenting alls har kommit", len(oversikt.tysta)),
    ]
    tabell = Tabell(
        kod="fullstandighet",
        rubrik="Uppdragen",
        kolumner=(Kolumn("Uppdrag"), Kolumn("Antal", Slag.HELTAL)),
        rader=tuple(rader),
        not_under=SENT,
    )
    return Avsnitt(
        kod="fullstandighet",
        rubrik="Fullständighet",
        stycken=(
            f"Vad som skulle ha kommit för {period.namn}, sett den {datum_text(oversikt.dag)}. {oversikt.in_words()}",
        ),
        tabeller=(tabell,) if oversikt.ofullstandiga else (),
    )


def _kinds(saknas: Counter[str]) -> Tabell:
    return Tabell(
        kod="fullstandighet-saknas",
        rubrik="Vad som saknas",
        kolumner=(Kolumn("Skulle ha kommit"), Kolumn("Gånger", Slag.HELTAL)),
        rader=tuple(sorted(saknas.items(), key=lambda par: (-par[1], par[0]))),
    )
