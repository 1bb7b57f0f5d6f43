"""Uppdragets sida: avtalsformen i ord, vad den kräver, och vem som får betalt."""

from dataclasses import dataclass
from datetime import date

from assistans.svenska import datumspann
from beslut.beteckning import provider_in_words, provider_label
from beslut.brister.krav import Krav
from beslut.brister.uppdrag import I_ORD, demands_on_assignments
from beslut.models import Betalningsmottagare, Uppdrag


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandatrad:
    """En grund för betalning mellan samma två."""

    rad: Betalningsmottagare
    period: str
    kan_aterkallas: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Uppdragssida:
    """Allt som sägs om ett uppdrag."""

    anordnare: str
    hos: str
    """The provider inside a sentence."""
    period: str
    form_i_ord: str
    krav: list[Krav]
    mandat: list[Mandatrad]

    @classmethod
    def load(cls, uppdrag: Uppdrag, *, idag: date) -> "Uppdragssida":
        """Read it all. Three queries."""
        mandat = Betalningsmottagare.objects.filter(brukare=uppdrag.brukare_id, anordnare=uppdrag.anordnare_id)
        return cls(
            anordnare=provider_label(uppdrag.anordnare),
            hos=provider_in_words(uppdrag.anordnare),
            period=datumspann(uppdrag.galler_fran, uppdrag.galler_tom),
            form_i_ord=I_ORD[Uppdrag.Avtalsform(uppdrag.avtalsform)],
            krav=demands_on_assignments([uppdrag], idag=idag)[uppdrag.pk],
            mandat=[
                Mandatrad(
                    rad=rad,
                    period=datumspann(rad.galler_fran, rad.galler_tom),
                    kan_aterkallas=rad.aterkallad is None and (rad.galler_tom is None or rad.galler_tom >= idag),
                )
                for rad in mandat.order_by("-galler_fran", "pk")
            ],
        )
