"""Bilagan: varje kontroll i ord, så som den står i regelverkets egen text, och om den är i bruk."""

from collections.abc import Set

from kontroller.rapport.avsnitt import Avsnitt, Satt
from kontroller.rapport.period import Period
from kontroller.rapport.summor import controls_of, in_use
from kontroller.regel import Allvar, Regel
from kontroller.regler import load_rules

NIVA = {Allvar.STOPP: "Stoppar", Allvar.VARNING: "Varnar", Allvar.INFO: "Upplyser"}


def section(period: Period) -> Avsnitt:
    """Every control: what it looks at, what it does, and its legal ground in the period's last month."""
    i_bruk = {k.regel.kod for k in in_use(controls_of(period))}
    return Avsnitt(
        kod="kontrollerna-i-ord",
        rubrik="Så görs varje kontroll",
        delar=tuple(_in_words(regel, period, i_bruk) for regel in load_rules().values()),
        satt=Satt.TVASPALT,
    )


def _in_words(regel: Regel, period: Period, i_bruk: Set[str]) -> Avsnitt:
    bruk = "" if regel.kod in i_bruk else " Inte i bruk."
    return Avsnitt(
        kod=f"kontroll-{regel.kod.lower()}",
        rubrik=f"{regel.rubrik} ({regel.kod})",
        stycken=(regel.forklaring, f"{NIVA[regel.allvar]}.{bruk} {regel.legal_ground(period.manader[-1])}"),
    )
