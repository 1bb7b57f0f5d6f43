"""Täckningen som den visas: tre delar med stapel och ord, per anordnare och per kontroll."""

from dataclasses import dataclass
from datetime import date

from assistans.grafik import Svg, tackningsstapel
from assistans.models import User
from assistans.svenska import procent, sortnyckel
from beslut.models import Anordnare
from kontroller.regler import load_rules
from kontroller.sidor.beteckning import SKYDDAT, closed_to
from kontroller.tackning import DOLD, Del, Delsumma, Manadstackning, Tackning, coverage_of

ORD = {Del.PROVAT: "Prövat", Del.UNDANTAG: "Undantag", Del.OPPET: "Öppet", Del.NEDSATT: "Nedsatt"}
UTSEENDE = {Del.PROVAT: "godkand", Del.UNDANTAG: "varning", Del.OPPET: "ej_bedomd", Del.NEDSATT: "ej_tillamplig"}
"""The verdict whose colour and texture a part has."""
FORKLARING = {
    Del.PROVAT: "prövat av varje kontroll som är i bruk utan något som stoppar, och varje varning är kommenterad",
    Del.UNDANTAG: "något stoppade, och två personer har med skäl godtagit att det betalas",
    Del.OPPET: "inte kontrollerat, inte gått att bedöma, eller väntar på en människa",
    Del.NEDSATT: "avdraget genom en beslutad nedsättning, och betalas inte",
}
"""What each part means, as the page and the report say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delrad:
    """En av delarna, med andelen skriven."""

    ord: str
    forklaring: str
    utfall: str
    summa: Delsumma
    andel: str
    kod: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tackningsrad:
    """En anordnare eller en kontroll, och dess täckning. `kod` är tom för en anordnare."""

    namn: str
    kod: str
    tackning: Tackning
    andel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tackningssida:
    """Månadens täckning, färdig att visas."""

    tackning: Manadstackning
    delar: list[Delrad]
    stapel: Svg
    per_anordnare: list[Tackningsrad]
    per_kontroll: list[Tackningsrad]

    @property
    def andel(self) -> str:
        """The leading figure: how much of what is claimed is judged."""
        return share_text(self.tackning.begart, Del.PROVAT)

    @property
    def andel_betalas(self) -> str:
        """The same of what is approved for payment or paid; empty when nothing is."""
        return share_text(self.tackning.betalas, Del.PROVAT) if self.tackning.betalas.kronor else ""


def build_coverage(manad: date, *, reader: User) -> Tackningssida | None:
    """The coverage of a month as a reader may see it, or None when nothing is claimed. Three queries."""
    tackning = coverage_of(manad, stangda=closed_to(reader))
    if not tackning.begart.antal:
        return None
    return Tackningssida(
        tackning=tackning,
        delar=parts_of(tackning.begart),
        stapel=tackningsstapel([(rad.utfall, rad.ord, rad.summa.kronor) for rad in parts_of(tackning.begart)]),
        per_anordnare=_providers(tackning),
        per_kontroll=_controls(tackning),
    )


def parts_of(tackning: Tackning) -> list[Delrad]:
    """The parts in order, with what they mean."""
    return [
        Delrad(
            ord=ORD[del_],
            forklaring=FORKLARING[del_],
            utfall=UTSEENDE[del_],
            summa=summa,
            andel=share_text(tackning, del_),
            kod=del_.value,
        )
        for del_, summa in tackning.delar().items()
    ]


def share_text(tackning: Tackning, del_: Del) -> str:
    """A part's share as it is written. A share short of the whole never reads 100 %."""
    andel = tackning.share(del_)
    return "–" if andel is None else procent(andel)


def _providers(tackning: Manadstackning) -> list[Tackningsrad]:
    anordnare = Anordnare.objects.in_bulk([pk for pk in tackning.per_anordnare if pk])
    namn = {pk: _name(a) for pk, a in anordnare.items()} | {None: "Okänd leverantör", DOLD: SKYDDAT}
    rader = [_row(namn[pk], "", t) for pk, t in tackning.per_anordnare.items()]
    return sorted(rader, key=lambda rad: (-rad.tackning.oppet.kronor, sortnyckel(rad.namn)))


def _controls(tackning: Manadstackning) -> list[Tackningsrad]:
    regler = load_rules()
    rader = [_row(regler[kod].rubrik, kod, t) for kod, t in tackning.per_kontroll.items() if kod in regler]
    return sorted(rader, key=lambda rad: (-rad.tackning.oppet.kronor, -rad.tackning.undantag.kronor, rad.kod))


def _row(namn: str, kod: str, tackning: Tackning) -> Tackningsrad:
    return Tackningsrad(namn=namn, kod=kod, tackning=tackning, andel=share_text(tackning, Del.PROVAT))


def _name(anordnare: Anordnare) -> str:
    return f"Egen arbetsgivare {anordnare.orgnr}" if anordnare.is_person else anordnare.namn
