"""Vad varje kontroll i bruk kom fram till."""

from assistans.svenska import upprakning
from kontroller.rapport.avsnitt import Avsnitt, Kolumn, Slag, Tabell
from kontroller.rapport.period import Period
from kontroller.rapport.summor import controls_of, in_use
from kontroller.regel import Utfall

KOLUMNER = (
    Kolumn("Kontroll"),
    Kolumn("Kod"),
    Kolumn("Gjorda", Slag.HELTAL),
    Kolumn("Godkända", Slag.HELTAL),
    Kolumn("Varning", Slag.HELTAL),
    Kolumn("Avvikelse", Slag.HELTAL),
    Kolumn("Ej bedömda", Slag.HELTAL),
    Kolumn("Ifrågasatt, kr", Slag.KRONOR),
)
UTFALL = (Utfall.GODKAND, Utfall.VARNING, Utfall.AVVIKELSE, Utfall.EJ_BEDOMD)


def section(period: Period) -> Avsnitt:
    """One row for each control in use, and which are not."""
    kontroller = controls_of(period)
    i_bruk = in_use(kontroller)
    utanfor = [k.regel.kod for k in kontroller if k not in i_bruk]
    rader = [(k.regel.rubrik, k.regel.kod, k.gjorda, *(k.utfall[u] for u in UTFALL), k.ifragasatt) for k in i_bruk]
    return Avsnitt(
        kod="per-kontroll",
        rubrik="Utfall per kontroll",
        stycken=(
            "En krona kan vara ifrågasatt i flera kontroller. I sammanfattningen räknas varje underlag en gång.",
            f"Ej i bruk: {upprakning(utanfor)}. Vad de prövar står sist i rapporten."
            if utanfor
            else "Alla kontroller i regelverket är i bruk.",
        ),
        tabeller=(
            Tabell(
                kod="utfall-per-kontroll",
                rubrik="Kontroller i bruk",
                kolumner=KOLUMNER,
                rader=tuple(rader),
                tat=True,
            ),
        ),
    )
