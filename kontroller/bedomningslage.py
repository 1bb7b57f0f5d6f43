"""Vad människor har kommit fram till om en fakturas avvikelser och varningar, och vad som återstår.

Ett stopp är täckt när den senaste bedömningen av samma fynd är att det godtas, en annan person har bekräftat den, den
inte har löpt ut och regelverket låter det som kontrollen fann godtas. En varning är täckt när den är kommenterad.
Båda är täckta när en beslutad nedsättning drar av det belopp som kontrollen ifrågasätter.
Databasens grindar räknar likadant.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Prefetch
from django.utils import timezone

from assistans.svenska import datum_text
from fakturor.models import Faktura
from fakturor.services.attesting import Kontrollutfall
from kontroller.listlage import Listbedomning, Listutfall, light_assessments, light_verdicts, with_standing
from kontroller.models import Bedomning, Granskning, Utfallsrad

ACCEPTED = Bedomning.Beslut.GODTAS
COMMENTED = (Bedomning.Beslut.KOMMENTERAS, Bedomning.Beslut.GODTAS)
TO_DO = {
    Utfallsrad.Utfall.AVVIKELSE: "Avvikelsen ska bedömas.",
    Utfallsrad.Utfall.EJ_BEDOMD: "Det som saknas ska kompletteras, eller bedömas.",
    Utfallsrad.Utfall.VARNING: "Varningen ska kommenteras.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bedomningslage:
    """En avvikelse eller varning, den senaste bedömningen av den, och vad som återstår att göra, i en mening."""

    utfallsrad: Utfallsrad | Listutfall
    bedomning: Bedomning | Listbedomning | None
    vad_som_aterstar: str

    @property
    def tackt(self) -> bool:
        """Whether people have dealt with it, so that it no longer holds the invoice back."""
        return not self.vad_som_aterstar

    @property
    def nedsatt(self) -> bool:
        """Whether a decided reduction takes off what the control questions."""
        return self.utfallsrad.nedsatt

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


def states_of(
    faktura_ids: Iterable[int], *, idag: date | None = None, with_findings: bool = True
) -> dict[int, Fakturalage]:
    """The state of many invoices, by id, in three statements. Invoices that have not been controlled are left out.

    A list says only what remains: without findings, what verdicts and assessments say is left in the database.
    """
    newest = Granskning.objects.filter(faktura__in=list(faktura_ids)).values("faktura").annotate(senaste=Max("pk"))
    granskningar = Granskning.objects.filter(pk__in=newest.values("senaste")).order_by("pk")
    granskningar = granskningar.only("faktura", "korning", "resultat", "fakta_sha256")
    if not with_findings:
        return light_states(granskningar, light_verdicts(g.pk for g in granskningar), idag=idag)

    utfall = with_standing(Utfallsrad.objects.order_by("regel"))
    granskningar = granskningar.prefetch_related(Prefetch("utfall", utfall))
    alla = Bedomning.objects.filter(faktura__in=[g.faktura_id for g in granskningar]).order_by("pk")
    return _states({g: tuple(g.utfall.all()) for g in granskningar}, alla.select_related("bekraftelse__av", "av"), idag)


def light_states(
    granskningar: Iterable[Granskning], utfall: Mapping[int, Sequence[Listutfall]], *, idag: date | None = None
) -> dict[int, Fakturalage]:
    """The state of invoices whose newest results are at hand, with their verdicts by id, as a list reads it. One
    statement.
    """
    rader = {granskning: utfall.get(granskning.pk, ()) for granskning in granskningar}
    return _states(rader, light_assessments(g.faktura_id for g in rader), idag)


def _states(
    utfall: Mapping[Granskning, Sequence[Utfallsrad | Listutfall]],
    bedomningar: Iterable[Bedomning | Listbedomning],
    idag: date | None,
) -> dict[int, Fakturalage]:
    """The state by invoice id. The assessments come in order, and of those of one finding the last holds."""
    idag = idag or timezone.localdate()
    senaste = {_finding_of(bedomning, bedomning.faktura_id): bedomning for bedomning in bedomningar}
    return {
        granskning.faktura_id: Fakturalage(
            granskning=granskning,
            rader=tuple(_state(rad, senaste.get(_finding_of(rad, granskning.faktura_id)), idag) for rad in rader),
        )
        for granskning, rader in utfall.items()
    }


def _state(rad: Utfallsrad | Listutfall, bedomning: Bedomning | Listbedomning | None, idag: date) -> Bedomningslage:
    return Bedomningslage(utfallsrad=rad, bedomning=bedomning, vad_som_aterstar=what_remains(rad, bedomning, idag=idag))


def what_remains(
    utfallsrad: Utfallsrad | Listutfall, bedomning: Bedomning | Listbedomning | None, *, idag: date
) -> str:
    """What must be done before the verdict no longer holds the invoice back, as a sentence; empty when nothing."""
    stops = utfallsrad.utfall != Utfallsrad.Utfall.VARNING
    if utfallsrad.nedsatt:
        return ""
    if bedomning is None:
        return TO_DO[utfallsrad.utfall]
    if bedomning.galler_till is not None and bedomning.galler_till < idag:
        return f"Bedömningen gällde till {datum_text(bedomning.galler_till)}. En ny behövs."
    if not stops:
        return "" if bedomning.beslut in COMMENTED else "Varningen ska kommenteras."
    if bedomning.beslut == Bedomning.Beslut.AVSLAS:
        return "Avvikelsen har inte godtagits."
    if bedomning.beslut == Bedomning.Beslut.KOMPLETTERING:
        return "En komplettering är begärd."
    if bedomning.beslut != ACCEPTED:
        return TO_DO[utfallsrad.utfall]
    if utfallsrad.forbjuden:
        return "Avvikelsen är godtagen, men regelverket som nu gäller låter ingen godta den."
    return "" if _is_confirmed(bedomning) else "En annan person ska bekräfta bedömningen."


Fynd = tuple[int, str, int, str]


def _finding_of(rad: Utfallsrad | Listutfall | Bedomning | Listbedomning, faktura_id: int) -> Fynd:
    return (faktura_id, rad.regel, rad.version, rad.fyndhash)


def _is_confirmed(bedomning: Bedomning | Listbedomning) -> bool:
    return bedomning.bekraftad_av is not None and bedomning.bekraftad_av != bedomning.av_id
