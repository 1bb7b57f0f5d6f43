"""En persons sjuklöneansökningar, utan vem som var sjuk."""

from dataclasses import dataclass
from decimal import Decimal

from assistans.svenska import datumspann, manad_namn
from beslut.beteckning import provider_label
from beslut.models import Brukare
from fakturor.models import Faktura, Sjuklon


@dataclass(frozen=True, slots=True, kw_only=True)
class Ansokningsrad:
    """En ansökan i listan."""

    faktura: Faktura
    dagar: str
    anordnare: str
    belopp: Decimal


def claims_for(brukare: Brukare, *, dagar: bool) -> list[Ansokningsrad]:
    """The claims for a person, the newest first. Without `dagar` they say the month and not the days. One query."""
    rader = Sjuklon.objects.filter(brukare=brukare).select_related("faktura__anordnare")
    return [
        Ansokningsrad(
            faktura=rad.faktura,
            dagar=datumspann(rad.sjuk_fran, rad.sjuk_tom) if dagar else manad_namn(rad.sjuk_fran),
            anordnare=provider_label(rad.faktura.anordnare),
            belopp=round(rad.faktura.att_betala, 2),
        )
        for rad in rader.order_by("-sjuk_fran", "-pk")
    ]
