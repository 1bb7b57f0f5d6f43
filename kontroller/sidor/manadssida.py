"""Månadens sida: hur månaden står, i en mening och i nyckeltal, och valen av utfall."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from assistans.svenska import HARD_SPACE, antal, antal_i_ord, heltal, kronor, tidpunkt, upprakning
from kontroller.manad import Manadslage, Utfallssumma, Volymer
from kontroller.regel import Utfall
from kontroller.sidor.manadstabell import Tabellrad
from kontroller.sidor.steg import Steg
from kontroller.sidor.tackningssida import Tackningssida

VANTAR = {
    Steg.KONTROLL: "en ny kontroll",
    Steg.PARNING: "parning",
    Steg.BEDOMNING: "bedömning",
    Steg.BEKRAFTELSE: "en andra persons bekräftelse",
    Steg.KOMPLETTERING: "komplettering",
    Steg.AVSLAGEN: "att avvisas eller krediteras",
}
"""Vad ett stoppat underlag väntar på."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nyckeltal:
    """Ett tal på sidans topp, skrivet som det ska läsas."""

    rubrik: str
    varde: str
    enhet: str = ""
    forklaring: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manadssida:
    """Det som står över månadens tabell."""

    manad: date
    ingress: str
    nyckeltal: list[Nyckeltal]
    summor: list[Utfallssumma]
    belopp: Decimal
    underlag: int
    redovisningar: int
    kontrollerade: int


def build_month(lage: Manadslage, rader: list[Tabellrad], tackning: Tackningssida | None = None) -> Manadssida:
    """The head of the month's page."""
    volymer = lage.volumes()
    return Manadssida(
        manad=lage.manad,
        ingress=_how_things_stand(lage, rader),
        nyckeltal=_key_figures(lage, volymer, tackning),
        summor=lage.sums(),
        belopp=sum((summa.belopp for summa in lage.sums()), Decimal(0)),
        underlag=len(lage.underlag),
        redovisningar=volymer.redovisningar,
        kontrollerade=len(lage.kontrollerade),
    )


def _how_things_stand(lage: Manadslage, rader: list[Tabellrad]) -> str:
    if not lage.underlag:
        return "Ingen faktura tar upp tid för månaden."
    if not lage.kontrollerade:
        return f"{_capital(_invoices(len(lage.underlag)))} är inlästa och inte kontrollerade än."
    senast = max(lage.kontrollerade, key=lambda u: u.granskning.pk).granskning.korning
    meningar = [
        f"Senast kontrollerad {_when(senast.avslutad or senast.startad)} med regelverk {senast.regelverk.version}."
    ]
    if okontrollerade := len(lage.underlag) - len(lage.kontrollerade):
        meningar.append(f"{_capital(_invoices(okontrollerade))} är inte kontrollerade.")
    return " ".join([*meningar, _stopped(rader)])


def _stopped(rader: list[Tabellrad]) -> str:
    stoppade = [rad for rad in rader if rad.utfall in (Utfall.AVVIKELSE, Utfall.EJ_BEDOMD) and rad.steg in VANTAR]
    if not stoppade:
        return "Inget underlag är stoppat."
    vantar = [ord_ for steg, ord_ in VANTAR.items() if any(rad.steg == steg for rad in stoppade)]
    verb = "väntar på " + upprakning(vantar)
    return f"{_capital(_invoices(len(stoppade)))} är {'stoppat' if len(stoppade) == 1 else 'stoppade'} och {verb}."


def _coverage(tackning: Tackningssida) -> Nyckeltal:
    return Nyckeltal(
        rubrik="Täckning",
        varde=tackning.andel.removesuffix(f"{HARD_SPACE}%"),
        enhet="%",
        forklaring="av kronorna är prövade utan något som stoppar",
    )


def _key_figures(lage: Manadslage, volymer: Volymer, tackning: Tackningssida | None) -> list[Nyckeltal]:
    egna = volymer.egna_arbetsgivare
    tal = [_coverage(tackning)] if tackning and lage.kontrollerade else []
    tal += [
        Nyckeltal(rubrik="Redovisningar", varde=heltal(volymer.redovisningar)),
        Nyckeltal(
            rubrik="Anordnare",
            varde=heltal(volymer.anordnare),
            enhet=f"+ {antal(egna, 'egen arbetsgivare', 'egna arbetsgivare')}" if egna else "",
        ),
        Nyckeltal(rubrik="Tid", varde=heltal(int(volymer.timmar.to_integral_value())), enhet="tim"),
        Nyckeltal(
            rubrik="Fakturerat", varde=kronor(volymer.belopp, oren=False).removesuffix(f"{HARD_SPACE}kr"), enhet="kr"
        ),
    ]
    if volymer.sjuklon.antal:
        tal.append(
            Nyckeltal(
                rubrik="Sjuklön",
                varde=kronor(volymer.sjuklon.belopp, oren=False).removesuffix(f"{HARD_SPACE}kr"),
                enhet="kr",
                forklaring=f"{antal(volymer.sjuklon.antal, 'ansökan', 'ansökningar')}, räknas för sig",
            )
        )
    return tal


def _invoices(n: int) -> str:
    return antal_i_ord(n, "underlag", "underlag")


def _when(nar: datetime) -> str:
    return tidpunkt(nar, ar=True)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
