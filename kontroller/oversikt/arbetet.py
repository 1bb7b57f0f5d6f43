"""Siffrorna ur det som väntar på användaren själv, och gränsen för vad hen får attestera."""

from decimal import Decimal

from django.urls import reverse

from assistans.svenska import antal, heltal, kronor
from beslut.models import Attestratt
from kontroller.oversikt.siffra import Lage, Siffra
from kontroller.sidor.ko import ATT_BEDOMA, Koplats
from kontroller.sidor.steg import Steg

UPPGIFTER = "#uppgifter"
"""Where on Min dag the tasks stand."""


def to_assess(lage: Lage) -> Siffra:
    """The invoices with something to assess, comment, confirm or follow up."""
    egna = _in_steps(lage, *ATT_BEDOMA)
    return Siffra(
        namn="Att bedöma",
        varde=heltal(len(egna)),
        mening=f"{_sum(egna)} i fakturor som väntar på dig",
        adress=reverse("kontroller:bedomningar"),
        rader=len(egna),
    )


def to_confirm(lage: Lage) -> Siffra:
    """Those that wait for a second person."""
    egna = _in_steps(lage, Steg.BEKRAFTELSE)
    return Siffra(
        namn="Väntar på en andra person",
        varde=heltal(len(egna)),
        mening=f"{_sum(egna)} i fakturor att bekräfta",
        adress=f"{reverse('kontroller:bedomningar')}?steg={Steg.BEKRAFTELSE.value}",
        rader=len(egna),
    )


def to_approve(lage: Lage) -> Siffra:
    """What waits for the user's second attest, in kronor."""
    egna = _in_steps(lage, Steg.BESLUTSATTEST)
    return Siffra(
        namn="Väntar på din beslutsattest",
        varde=_sum(egna),
        mening=f"{antal(len(egna), 'faktura', 'fakturor')} som du får attestera",
        adress=reverse("start") + (UPPGIFTER if egna else ""),
        rader=len(egna),
    )


def own_limit(lage: Lage) -> Siffra:
    """The most that the nämnd lets the user attest today, by the order of attest. One query."""
    ratter = list(Attestratt.objects.in_force(lage.idag).filter(attestant=lage.user, typ=Attestratt.Typ.BESLUT))
    granser = [ratt.beloppsgrans for ratt in ratter]
    ansvar = sorted({ratt.ansvar for ratt in ratter if ratt.ansvar})
    varde = "ingen gräns" if None in granser else kronor(max(granser, default=Decimal(0)), oren=False)
    return Siffra(
        namn="Du får attestera högst",
        varde=varde if ratter else "inte utsedd",
        mening=_responsibility(ansvar) if ratter else "nämnden har inte utsett dig i attestordningen",
        adress=reverse("beslut:attestordning"),
    )


def _responsibility(ansvar: list[str]) -> str:
    if not ansvar:
        return "för alla ansvar, per faktura"
    return f"för ansvar {', '.join(ansvar)}, per faktura"


def _in_steps(lage: Lage, *steg: Steg) -> list[Koplats]:
    return [plats for plats in lage.ko if plats.steg in steg]


def _sum(egna: list[Koplats]) -> str:
    return kronor(sum((plats.att_lamna for plats in egna), Decimal(0)), oren=False)
