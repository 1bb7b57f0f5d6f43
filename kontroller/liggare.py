"""Liggaren: fakta och verdikt så som de lagras, läses tillbaka och räknas om.

Verdikt som stoppar eller varnar står som egna rader, eftersom människor bedömer dem; de andra står samlade i
granskningen. Tillsammans är de alla, och ur dem kan varje verdikt återskapas till sista öret.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from beslut.models import Brukare
from fakturor.models import Fakturarad
from kontroller import kanon, verdiktfil
from kontroller import regelverk as regelverken
from kontroller.fakta import Fakta
from kontroller.models import Granskning, Korning, Utfallsrad
from kontroller.motor import Dom, Verdikt, judge
from kontroller.regel import Utfall
from kontroller.regler import load_versions

EGNA_RADER = (Utfall.AVVIKELSE, Utfall.EJ_BEDOMD, Utfall.VARNING)


def store_judgements(korning: Korning, domar: Iterable[tuple[Fakta, Dom]]) -> list[Granskning]:
    """Write the facts and verdicts of some invoices into the ledger, in two statements."""
    domar = list(domar)
    granskningar = Granskning.objects.bulk_create(_entry(korning, fakta, dom) for fakta, dom in domar)
    Utfallsrad.objects.bulk_create(
        _row(granskning, verdikt)
        for granskning, (_, dom) in zip(granskningar, domar, strict=True)
        for verdikt in dom.verdikt
        if verdikt.utfall in EGNA_RADER
    )
    return granskningar


def stored_verdicts(granskning: Granskning) -> list[Verdikt]:
    """Every verdict of an entry, in order of code. Prefetch `utfall` when there are many entries."""
    egna = [
        kanon.verdict_from_json(
            {
                "regel": rad.regel,
                "version": rad.version,
                "utfall": rad.utfall,
                "text": rad.text,
                "lagrum": rad.lagrum,
                "fynd": rad.fynd,
                "i_bruk": True,
            }
        )
        for rad in granskning.utfall.all()
    ]
    ovriga = [kanon.verdict_from_json(verdikt) for verdikt in granskning.ovriga]
    return sorted([*egna, *ovriga], key=lambda verdikt: verdikt.regel)


def stored_hints(granskning: Granskning) -> list[Verdikt]:
    """What the hints of an entry found, in order of code."""
    return [kanon.verdict_from_json(tips) for tips in granskning.tips]


def run_as_file(korning: Korning) -> dict[str, Any]:
    """The verdict file of a run: every invoice that has its verdicts.

    Of those about a person with protected identity only the verdicts stand: the file goes to whoever asks for it.
    """
    granskningar = korning.granskningar.select_related("faktura").prefetch_related("utfall").defer("fakta")
    rader = Fakturarad.objects.filter(faktura__granskningar__korning=korning, brukare__in=Brukare.objects.protected())
    skyddade = set(rader.values_list("faktura", flat=True))
    return verdiktfil.run_to_json(
        korning.pk,
        korning.manad,
        korning.regelverk.version,
        (
            verdiktfil.invoice_to_json(
                g.faktura.leverantor,
                g.faktura.nummer,
                g.resultat,
                *_told(g, protected=g.faktura_id in skyddade),
            )
            for g in granskningar.order_by("pk").iterator(chunk_size=200)
        ),
    )


SKYDDAT = "Underlaget rör en person med skyddade uppgifter."


@dataclass(frozen=True, slots=True, kw_only=True)
class Skillnad:
    """Det första som skiljer när en lagrad körning räknas om."""

    faktura: str
    text: str


def replay(korning: Korning) -> Iterator[Skillnad | None]:
    """Recompute a stored run from its facts and rule versions: per entry None, or what differs."""
    regelverk = regelverken.as_engine_reads_it(korning.regelverk)
    regler = load_versions()
    granskningar = korning.granskningar.select_related("faktura").prefetch_related("utfall").order_by("pk")
    for granskning in granskningar.iterator(chunk_size=100):
        yield _compare(granskning, regelverk, regler)


def _told(granskning: Granskning, *, protected: bool) -> tuple[list[Verdikt], list[Verdikt]]:
    """The verdicts and the hints of an entry, so much as may be told of them."""
    verdikt, tips = stored_verdicts(granskning), stored_hints(granskning)
    return ([*map(_bare, verdikt)], [*map(_bare, tips)]) if protected else (verdikt, tips)


def _bare(verdikt: Verdikt) -> Verdikt:
    """A verdict without anything that it was found in."""
    return replace(verdikt, text=SKYDDAT, fynd=())


def _compare(granskning: Granskning, regelverk, regler) -> Skillnad | None:
    namn = f"{granskning.faktura.leverantor} {granskning.faktura.nummer}"
    if kanon.sha256(granskning.fakta) != granskning.fakta_sha256:
        return Skillnad(faktura=namn, text="Lagrade fakta stämmer inte med sin SHA-256.")

    dom = judge(kanon.from_json(granskning.fakta), regelverk, regler)
    if dom.resultat != granskning.resultat:
        return Skillnad(faktura=namn, text=f"Resultatet blir {dom.resultat}, lagrat är {granskning.resultat}.")

    lagrade = {verdikt.regel: kanon.verdict_to_json(verdikt) for verdikt in stored_verdicts(granskning)}
    for verdikt in dom.verdikt:
        lagrat = lagrade.pop(verdikt.regel, None)
        if lagrat is None:
            return Skillnad(faktura=namn, text=f"{verdikt.regel}: inget verdikt är lagrat.")
        if lagrat != kanon.verdict_to_json(verdikt):
            return Skillnad(
                faktura=namn,
                text=f"{verdikt.regel}: räknas om till ”{verdikt.text}”, lagrat är ”{lagrat['text']}”.",
            )
    if lagrade:
        return Skillnad(faktura=namn, text=f"{min(lagrade)}: lagrat verdikt saknas i omräkningen.")
    if granskning.tips != [kanon.verdict_to_json(tips) for tips in dom.tips]:
        return Skillnad(faktura=namn, text="Tipsen blir andra än de lagrade.")
    return None


def _entry(korning: Korning, fakta: Fakta, dom: Dom) -> Granskning:
    text = kanon.to_json(fakta)
    return Granskning(
        korning=korning,
        faktura_id=fakta.faktura.id,
        fakta=text,
        fakta_sha256=kanon.sha256(text),
        resultat=dom.resultat,
        ovriga=[kanon.verdict_to_json(v) for v in dom.verdikt if v.utfall not in EGNA_RADER],
        tips=[kanon.verdict_to_json(tips) for tips in dom.tips],
    )


def _row(granskning: Granskning, verdikt: Verdikt) -> Utfallsrad:
    som_json = kanon.verdict_to_json(verdikt)
    return Utfallsrad(
        granskning=granskning,
        regel=verdikt.regel,
        version=verdikt.version,
        utfall=verdikt.utfall,
        text=verdikt.text,
        lagrum=verdikt.lagrum,
        kronor=verdikt.kronor,
        fynd=som_json["fynd"],
        fyndhash=kanon.finding_hash(verdikt),
    )
