"""Avtalen som sidorna visar: ett godkänt med uppföljningar, tilldelning och felaktig uppgift, och ett som prövas."""

from datetime import date

from beslut.models import Anordnare, Brukare
from beslut.services.turns import assign_in_turn
from fakturor.models import Faktura
from fakturor.services.felaktiga import state_wrong
from tests.byggstenar import NU, build_handlaggare
from tests.byggstenar_avtal import build_avtal, build_gjord, build_uppfoljning

NORRSKAR, ANGSVADDEN = "5599020038", "5599170015"
"""A provider with persons by the municipality's contract, and one whose contract is tried."""


def build_contracts(brukare: Brukare) -> dict[str, int]:
    """What the addresses about contracts point at, by name."""
    avtal = build_avtal(Anordnare.objects.get(orgnr=NORRSKAR))
    provas = build_avtal(Anordnare.objects.get(orgnr=ANGSVADDEN), godkant=None)
    tilldelning = assign_in_turn(
        brukare=brukare, avtal=avtal, forbi={}, skal="Vill inte välja.", by=build_handlaggare(), at=NU
    )
    felaktig = state_wrong(
        avtal=avtal,
        faktura=None,
        lamnad=date(2015, 3, 4),
        beskrivning="Ett pass var uppgivet två gånger.",
        by=build_handlaggare(),
        at=NU,
    )
    fakturor = Faktura.objects.filter(leverantor=NORRSKAR, rader__brukare__uppdrag__avtalsform="B")
    return {
        "avtal": avtal.pk,
        "provas": provas.pk,
        "avtalskrav": provas.krav.first().pk,
        "uppfoljning": build_uppfoljning(avtal).pk,
        "gjord": build_gjord(avtal).pk,
        "tilldelning": tilldelning.pk,
        "felaktiguppgift": felaktig.pk,
        "avtalsfaktura": fakturor.order_by("pk").first().pk,
    }
