"""Sidorna med bankens besked: filerna, och vad en av dem säger."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet

from assistans.models import User
from beslut.beteckning import provider_label
from fakturor.betalfiler.besked import AVVISAD, PAGAR, UTFORD, Besked
from fakturor.models import Beskedsfil, Betalning
from fakturor.services.settling import Lasning, Svar
from fakturor.sidor.utbetalningar import SKYDDAT, closed_payments

ORD = {UTFORD: "Utförd", AVVISAD: "Avvisad", PAGAR: "Behandlas av banken"}


BLIR = {UTFORD: "Utbetald", AVVISAD: "Godkänd, i kön igen", PAGAR: ""}


@dataclass(frozen=True, slots=True)
class Svarsrad:
    """Vad filen säger om en betalning, som det får visas."""

    betalning: Betalning
    mottagare: str
    utfall: str
    besked: Besked
    blir: str

    @property
    def belopp(self) -> Decimal:
        """Kronor: the payment's, or what of it came back."""
        return self.besked.belopp if self.besked.retur and self.besked.belopp else self.betalning.belopp


def listed_files() -> QuerySet[Beskedsfil]:
    """The files that have come, the newest first, with how many answers have been taken in from each."""
    filer = Beskedsfil.objects.defer("innehall").select_related("inlast_av")
    return filer.annotate(bokforda=Count("besked", distinct=True) + Count("returer", distinct=True)).order_by("-pk")


def answer_rows(lasning: Lasning, *, reader: User) -> list[Svarsrad]:
    """The answers to take in, then those that the bank is still working on. Two queries."""
    svaren = [*lasning.nya, *lasning.pagar]
    slutna = closed_payments([svar.betalning.pk for svar in svaren], reader)
    return [
        Svarsrad(
            svar.betalning,
            SKYDDAT if svar.betalning.pk in slutna else provider_label(svar.betalning.anordnare),
            "Har kommit tillbaka" if svar.retur else ORD[svar.besked.utfall],
            svar.besked,
            _becomes(svar),
        )
        for svar in svaren
    ]


def _becomes(svar: Svar) -> str:
    """What the invoice becomes, or why it stays as it is; "" when nothing happens."""
    if svar.retur and svar.retur.stangd:
        return f"Som nu. {svar.retur.stangd} Du avgör den när beskedet är bokfört."
    return BLIR[svar.besked.utfall]
