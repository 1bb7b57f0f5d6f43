"""The month picture in words: its title, its description with the findings in figures, and its legend."""

from datetime import datetime

from assistans import svenska
from assistans.grafik.manad import AVVIKELSE, RAD, VARNING, Manadsbild, Rad, Vistelse
from assistans.grafik.svg import Svg, element, line, rect

MOST_FINDINGS = 12


def title(bild: Manadsbild) -> str:
    manad = svenska.manad_namn(bild.manad)
    return f"{manad.capitalize()} för {bild.referens}: tidrader, beslut och vistelser dag för dag"


def description(bild: Manadsbild) -> str:
    """What the picture shows and what was found in it, for whoever does not see it."""
    satser = ["En rad per assistent. Höjden inom varje dag är klockslag, midnatt överst."]
    satser += [_permits(bild), _decisions(bild)]
    satser += [f"Vistelse: {told}." for told in stays_told(bild)]
    satser += [_findings(bild, AVVIKELSE, "Avvikelser", "Ingen tidrad har avvikelse.")]
    satser += [_findings(bild, VARNING, "Varningar", "")]
    satser += _times(bild)
    return " ".join(sats for sats in satser if sats)


def row_told(bild: Manadsbild, rad: Rad) -> str:
    """16 april 14.00–16.00 (E01)"""
    kod = f" ({rad.kod})" if rad.kod else ""
    return f"{svenska.datum_kort(bild.date_of(rad.dag))} {svenska.tidsspann(rad.start, rad.slut)}{kod}"


def stay_told(vistelse: Vistelse) -> str:
    """Sjukhus 21 april 10.00 – 24 april 15.00"""
    start = _instant(vistelse.start)
    return f"{vistelse.typ} {start} – {_instant(vistelse.slut)}" if vistelse.slut else f"{vistelse.typ} från {start}"


def stays_told(bild: Manadsbild) -> list[str]:
    """The stays of the month one by one; a kind that returns more than three times is counted instead."""
    sorter: dict[str, list[Vistelse]] = {}
    for vistelse in bild.vistelser:
        sorter.setdefault(vistelse.typ, []).append(vistelse)
    return [
        told
        for typ, alla in sorter.items()
        for told in (
            [stay_told(vistelse) for vistelse in alla]
            if len(alla) <= 3
            else [f"{typ}, {svenska.antal(len(alla), 'tillfälle', 'tillfällen')}"]
        )
    ]


def forklaring(bild: Manadsbild) -> list[tuple[Svg, str]]:
    """The legend: a small drawing and its words for each thing that occurs in this picture, and no other."""
    rad = rect(2, 4, 20, 7, rx=1.5, class_="rad")
    fel = (rect(4, 4, 16, 6, class_="fel"), rect(1, 1, 22, 12, rx=3, class_="ring"))
    varn = rect(3, 4, 18, 6, rx=1.5, class_="varn")
    hatch = [line(f"M{x} 14 {x + 14} 0", class_="s-vistelse") for x in range(-8, 24, 8)]
    lagen = {rad.lage for _, rad in bild.rows()}
    val = [
        (RAD in lagen, (rad,), "Tidrad"),
        (AVVIKELSE in lagen, fel, "Tidrad med avvikelse"),
        (VARNING in lagen, (varn,), "Tidrad med varning"),
        (bool(bild.vistelser), hatch, "Vistelse"),
        (bild.snitt_per_dag is not None, (line("M0 7h24", class_="snitt"),), "Beviljat i snitt per dag"),
    ]
    return [
        (element("svg", *ritat, view_box="0 0 24 14", aria_hidden="true"), ord_) for finns, ritat, ord_ in val if finns
    ]


def _permits(bild: Manadsbild) -> str:
    if bild.tillstand is None:
        return ""
    if not bild.tillstand:
        return f"{bild.tillstand_rubrik} saknas hela månaden."
    dagar = svenska.upprakning([_days(bild, spann.fran, spann.tom) for spann in bild.tillstand])
    return f"{bild.tillstand_rubrik} gäller {dagar}."


def _decisions(bild: Manadsbild) -> str:
    if not bild.beslut:
        return "Inget beslut gäller någon dag i månaden."
    return " ".join(f"{spann.text} gäller {_days(bild, spann.fran, spann.tom)}." for spann in bild.beslut)


def _findings(bild: Manadsbild, lage: str, rubrik: str, inga: str) -> str:
    fynd = [f"{bild.band[i].namn} {row_told(bild, rad)}" for i, rad in bild.rows(lage)]
    if not fynd:
        return inga
    if len(fynd) > MOST_FINDINGS:
        fynd = [*fynd[:MOST_FINDINGS], f"{len(fynd) - MOST_FINDINGS} till"]
    return f"{rubrik}: {svenska.upprakning(fynd)}."


def _times(bild: Manadsbild) -> list[str]:
    per_dag = {dag: sum(delar) for dag, delar in bild.minutes_per_day().items()}
    if not per_dag:
        return ["Inga tidrader finns."]
    mest = max(per_dag, key=lambda dag: (per_dag[dag], -dag))
    satser = [
        f"Tiden är {svenska.timmar_minuter(sum(per_dag.values()))}.",
        f"Mest tid en dag: {svenska.timmar_minuter(per_dag[mest])} den {svenska.datum_kort(bild.date_of(mest))}.",
    ]
    if bild.snitt_per_dag is not None:
        satser.append(f"Beviljat i snitt {svenska.timmar_minuter(bild.snitt_per_dag)} per dag.")
    return satser


def _days(bild: Manadsbild, fran: int, tom: int) -> str:
    if (fran, tom) == (1, bild.dagar):
        return "hela månaden"
    if fran == tom:
        return f"den {svenska.datum_kort(bild.date_of(fran))}"
    return f"{fran}–{svenska.datum_kort(bild.date_of(tom))}"


def _instant(nar: datetime) -> str:
    """An instant on the clock in Stockholm; a naive one is on that clock already."""
    return svenska.tidpunkt(nar if nar.tzinfo else nar.replace(tzinfo=svenska.STOCKHOLM))
