"""Vad människor har kommit fram till om en fakturas avvikelser och varningar, och vad som återstår.

Ett stopp är täckt när den senaste bedömningen av samma fynd är att det godtas, en annan person har bekräftat den och
den inte har löpt ut. En varning är täckt när den är kommenterad. Databasens grindar räknar likadant.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from assistans.svenska import datum_text
from fakturor.models import Faktura
from fakturor.services.attesting import Kontrollutfall
from kontroller.models import Bedomning, Granskning, Utfallsrad

ACCEPTED = Bedomning.Beslut.GODTAS
COMMENTED = (Bedomning.Beslut.KOMMENTERAS, Bedomning.Beslut.GODTAS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bedomningslage:
    """En avvikelse eller varning, den senaste bedömningen av den, och vad som återstår att göra, i en mening."""

    utfallsrad: Utfallsrad
    bedomning: Bedomning | None
    vad_som_aterstar: str

    @property
    def tackt(self) -> bool:
        """Whether people have dealt with it, so that it no longer holds the invoice back."""
        return not self.vad_som_aterstar

    @property
    def stoppar(self) -> bool:
        """Whether the verdict is one that stops payment until it is covered."""
        return self.utfallsrad.utfall != Utfallsrad.Utfall.VARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Fakturalage:
    """Den senaste granskningen av en faktura, och läget för varje avvikelse och varning i den, efter kod."""

    granskning: Granskning
    rader: tuple[Bedomningslage, ...]

    @property
    def utfall(self) -> Kontrollutfall:
        """What is handed down to the attest."""
        oppna = [rad for rad in self.rader if not rad.tackt]
        return Kontrollutfall(
            resultat=self.granskning.resultat,
            oppna_stopp=sum(rad.stoppar for rad in oppna),
            okommenterade=sum(not rad.stoppar for rad in oppna),
        )


def state_of(faktura: Faktura, *, idag: date | None = None) -> list[Bedomningslage]:
    """Every deviation and warning in the invoice's newest result, with what remains to be done. Three statements."""
    lage = states_of([faktura.pk], idag=idag).get(faktura.pk)
    return list(lage.rader) if lage else []


def states_of(faktura_ids: Iterable[int], *, idag: date | None = None) -> dict[int, Fakturalage]:
    """The state of many invoices, by id, in three statements. Invoices that have not been controlled are left out."""
    idag = idag or timezone.localdate()
    newest = Granskning.objects.filter(faktura__in=list(faktura_ids)).values("faktura").annotate(senaste=Max("pk"))
    granskningar = Granskning.objects.filter(pk__in=newest.values("senaste")).defer("fakta", "ovriga").in_bulk()
    bedomningar = _newest_assessments(granskning.faktura_id for granskning in granskningar.values())

    rader: dict[int, list[Bedomningslage]] = {pk: [] for pk in granskningar}
    for utfallsrad in Utfallsrad.objects.filter(granskning__in=granskningar).order_by("regel"):
        utfallsrad.granskning = granskningar[utfallsrad.granskning_id]
        bedomning = bedomningar.get(_finding_of(utfallsrad, utfallsrad.granskning.faktura_id))
        rader[utfallsrad.granskning_id].append(
            Bedomningslage(
                utfallsrad=utfallsrad,
                bedomning=bedomning,
                vad_som_aterstar=what_remains(utfallsrad, bedomning, idag=idag),
            )
        )
    return {
        granskning.faktura_id: Fakturalage(granskning=granskning, rader=tuple(rader[pk]))
        for pk, granskning in granskningar.items()
    }


def what_remains(utfallsrad: Utfallsrad, bedomning: Bedomning | None, *, idag: date) -> str:
    """What must be done before the verdict no longer holds the invoice back, as a sentence; empty when nothing."""
    stops = utfallsrad.utfall != Utfallsrad.Utfall.VARNING
    if bedomning is None:
        return "Avvikelsen ska bedömas." if stops else "Varningen ska kommenteras."
    if bedomning.galler_till is not None and bedomning.galler_till < idag:
        return f"Bedömningen gällde till {datum_text(bedomning.galler_till)}. En ny behövs."
    if not stops:
        return "" if bedomning.beslut in COMMENTED else "Varningen ska kommenteras."
    if bedomning.beslut == Bedomning.Beslut.AVSLAS:
        return "Avvikelsen har inte godtagits."
    if bedomning.beslut == Bedomning.Beslut.KOMPLETTERING:
        return "En komplettering är begärd."
    if bedomning.beslut != ACCEPTED:
        return "Avvikelsen ska bedömas."
    return "" if _is_confirmed(bedomning) else "En annan person ska bekräfta bedömningen."


Fynd = tuple[int, str, int, str]


def _finding_of(rad: Utfallsrad | Bedomning, faktura_id: int) -> Fynd:
    return (faktura_id, rad.regel, rad.version, rad.fyndhash)


def _newest_assessments(faktura_ids: Iterable[int]) -> dict[Fynd, Bedomning]:
    alla = (
        Bedomning.objects.filter(faktura__in=list(faktura_ids)).select_related("bekraftelse__av", "av").order_by("pk")
    )
    return {_finding_of(bedomning, bedomning.faktura_id): bedomning for bedomning in alla}


def _is_confirmed(bedomning: Bedomning) -> bool:
    bekraftelse = getattr(bedomning, "bekraftelse", None)
    return bekraftelse is not None and bekraftelse.av_id != bedomning.av_id
