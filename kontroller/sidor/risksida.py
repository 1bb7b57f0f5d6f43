"""Riskregistret på en sida, och varje risk för sig."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from assistans.grafik import Svg
from assistans.grafik.riskmatris import Niva, niva_of, riskmatris
from assistans.models import User
from assistans.svenska import antal, heltal, kronor
from kontroller.models import Risk, Riskatgard, Riskbedomning
from kontroller.services.risks import MAY_HANDLE, may_finish
from kontroller.styrning.fynd import Fynd, Kontrollfynd, Stoppat, Tidsram, findings, last_twelve_months
from kontroller.styrning.ord_om import how_held
from kontroller.styrning.riskanalys import content_of, register
from kontroller.styrning.riskanalys_avsnitt import posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Atgardsrad:
    """En åtgärd, om den är sen, och om läsaren får avsluta den."""

    atgard: Riskatgard
    sen: bool
    avslutas: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Riskrad:
    """En risk i registret. `niva` är None när den inte är bedömd."""

    risk: Risk
    bedomning: Riskbedomning | None
    niva: Niva | None
    stoppat: Stoppat
    oppna: int
    sena: int

    @property
    def varde(self) -> int | None:
        """Likelihood times consequence."""
        return self.bedomning.sannolikhet * self.bedomning.konsekvens if self.bedomning else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Riskregister:
    """Alla risker, matrisen och det som summerar dem."""

    rader: list[Riskrad]
    bild: Svg
    tidsram: Tidsram
    innehall: list[dict[str, Any]]
    """Riskerna så som ett dokument skulle säga i dag."""

    @property
    def tal(self) -> list[dict[str, str]]:
        """The key figures."""
        tunga = sum(rad.niva is not None and rad.niva.atgardas for rad in self.rader)
        oppna, sena = (sum(getattr(rad, falt) for rad in self.rader) for falt in ("oppna", "sena"))
        return [
            {"rubrik": "Risker", "varde": heltal(len(self.rader))},
            {"rubrik": "Ska åtgärdas", "varde": heltal(tunga), "forklaring": "värde 8 eller mer"},
            {
                "rubrik": "Åtgärder kvar",
                "varde": heltal(oppna),
                "forklaring": f"{antal(sena, 'försenad', 'försenade')}" if sena else "ingen försenad",
            },
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kontrollrad:
    """En kontroll mot risken: hur den hålls och vad den fann, i ord."""

    fynd: Kontrollfynd
    hur: str
    funnet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Risksida:
    """En risk: bedömningarna, kontrollerna, åtgärderna och vad läsaren får göra."""

    rad: Riskrad
    bedomningar: list[Riskbedomning]
    kontroller: list[Kontrollrad]
    atgarder: list[Atgardsrad]
    tidsram: Tidsram
    far_andra: bool


def build_register(dag: date) -> Riskregister:
    """The register as a page. A constant number of queries."""
    fynd = findings(tidsram=last_twelve_months(), dag=dag)
    risker = register()
    innehall = content_of(risker, fynd)
    poster = [post._replace(adress=reverse("kontroller:risk", args=[post.nr])) for post in posts(innehall)]
    return Riskregister(
        rader=[_row(risk, fynd, dag) for risk in risker],
        bild=riskmatris(poster),
        tidsram=fynd.tidsram,
        innehall=innehall,
    )


def build_risk_page(risk: Risk, *, reader: User, dag: date) -> Risksida:
    """One risk as a page. A constant number of queries."""
    fynd = findings(tidsram=last_twelve_months(), dag=dag)
    atgarder = [_action(atgard, reader, dag) for atgard in risk.atgarder.select_related("ansvarig", "avslutad_av")]
    return Risksida(
        rad=_row(risk, fynd, dag),
        bedomningar=list(risk.bedomningar.select_related("av")),
        kontroller=[control_in_words(kontroll) for kontroll in fynd.of(risk.kontroller)],
        atgarder=sorted(atgarder, key=lambda rad: rad.atgard.avslutad is not None),
        tidsram=fynd.tidsram,
        far_andra=risk.avslutad is None and reader.may(MAY_HANDLE),
    )


def control_in_words(fynd: Kontrollfynd) -> Kontrollrad:
    """A control with how it is held and what it found, as words."""
    return Kontrollrad(fynd=fynd, hur=how_held(fynd.as_content()), funnet=_found(fynd))


def own_actions(user: User, dag: date) -> list[Atgardsrad]:
    """What a person is to do about the risks. One query."""
    rader: Iterable[Riskatgard] = Riskatgard.objects.filter(ansvarig=user, avslutad__isnull=True).select_related(
        "risk", "ansvarig"
    )
    return [_action(atgard, user, dag) for atgard in rader]


def _row(risk: Risk, fynd: Fynd, dag: date) -> Riskrad:
    bedomning = next(iter(risk.bedomningar.all()), None)
    oppna = [atgard for atgard in risk.atgarder.all() if atgard.avslutad is None]
    return Riskrad(
        risk=risk,
        bedomning=bedomning,
        niva=niva_of(bedomning.sannolikhet * bedomning.konsekvens) if bedomning else None,
        stoppat=fynd.per_risk.get(risk.pk, Stoppat()),
        oppna=len(oppna),
        sena=sum(atgard.klar_senast < dag for atgard in oppna),
    )


def _action(atgard: Riskatgard, reader: User, dag: date) -> Atgardsrad:
    oppen = atgard.avslutad is None
    return Atgardsrad(
        atgard=atgard, sen=oppen and atgard.klar_senast < dag, avslutas=oppen and may_finish(atgard, reader)
    )


def _found(fynd: Kontrollfynd) -> str:
    """What a control found, in a few words."""
    if fynd.i_bruk is None:
        if not fynd.anteckningar:
            return "Inga anteckningar" if fynd.hur.startswith("Manuell") else ""
        return f"{heltal(fynd.anteckningar)} antecknade, {heltal(fynd.anmarkningar)} med anmärkning"
    delar = []
    if fynd.stoppade:
        delar.append(f"stoppade {heltal(fynd.stoppade)}, {kronor(Decimal(fynd.kronor), oren=False)}")
    if fynd.ej_bedomda:
        delar.append(f"kunde inte bedöma {heltal(fynd.ej_bedomda)}")
    if fynd.varnade:
        delar.append(f"varnade för {heltal(fynd.varnade)}")
    if fynd.godtagna:
        delar.append(f"{heltal(fynd.godtagna)} godtogs av två personer")
    if not delar:
        return "Fann inget" if fynd.i_bruk else "Görs inte"
    text = "; ".join(delar)
    return f"{text[0].upper()}{text[1:]}"
