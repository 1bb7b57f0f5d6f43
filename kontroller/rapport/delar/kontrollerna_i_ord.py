"""Bilagan: varje kontroll i ord, så som den står i regelverkets egen text."""

from kontroller.rapport.avsnitt import Avsnitt, Satt
from kontroller.rapport.period import Period
from kontroller.regel import Allvar, Regel
from kontroller.regler import load_rules

NIVA = {Allvar.STOPP: "Stoppar", Allvar.VARNING: "Varnar", Allvar.INFO: "Upplyser"}


def section(period: Period) -> Avsnitt:
    """Every control: what it looks at, what it does, and its legal ground in the period's last month."""
    return Avsnitt(
        kod="kontrollerna-i-ord",
        rubrik="Så görs varje kontroll",
        delar=tuple(_in_words(regel, period) for regel in load_rules().values()),
        satt=Satt.TVASPALT,
    )


def _in_words(regel: Regel, period: Period) -> Avsnitt:
    return Avsnitt(
        kod=f"kontroll-{regel.kod.lower()}",
        rubrik=f"{regel.rubrik} ({regel.kod})",
        stycken=(regel.forklaring, f"{NIVA[regel.allvar]}. {regel.legal_ground(period.manader[-1])}"),
    )
