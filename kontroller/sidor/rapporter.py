"""Sidan med nämndens rapporter: varje kontrollerad månad, dess rapporter, och om en skrivs just nu."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from kontroller.models import Kontrollrapport, Korning
from kontroller.services.reporting import SKRIVS, state_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapportmanad:
    """En kontrollerad månad. `inaktuell` när månaden har kontrollerats igen sedan den senaste rapporten skrevs."""

    manad: date
    korning: Korning
    rapporter: list[Kontrollrapport]
    lage: str

    @property
    def skrivs(self) -> bool:
        """Whether a worker is writing the report."""
        return self.lage == SKRIVS

    @property
    def hinder(self) -> str:
        """Why the last order could not be carried out, or nothing."""
        return "" if self.skrivs else self.lage

    @property
    def inaktuell(self) -> bool:
        """Whether the newest report is of an earlier run."""
        return bool(self.rapporter) and self.rapporter[0].korning_id != self.korning.pk


def list_reports() -> list[Rapportmanad]:
    """Every month with a finished control, newest first. Two statements, and one look in the cache."""
    korningar = Korning.objects.filter(typ=Korning.Typ.MANAD, status=Korning.Status.KLAR)
    senaste = {k.manad: k for k in korningar.select_related("regelverk").order_by("pk")}
    rapporter: dict[date, list[Kontrollrapport]] = defaultdict(list)
    for rapport in Kontrollrapport.objects.defer("pdf").select_related("skapad_av").order_by("-pk"):
        rapporter[rapport.manad].append(rapport)
    lagen = cache.get_many(state_key(manad) for manad in senaste)
    return [
        Rapportmanad(
            manad=manad, korning=senaste[manad], rapporter=rapporter[manad], lage=lagen.get(state_key(manad), "")
        )
        for manad in sorted(senaste, reverse=True)
    ]
