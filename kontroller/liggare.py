"""Liggaren: fakta och verdikt så som de lagras, läses tillbaka och räknas om.

Verdikt som stoppar eller varnar står som egna rader, eftersom människor bedömer dem; de andra står samlade i
granskningen. Att en kontroll inte är i bruk följer av körningens regelverk och månad och står inte på varje faktura:
det läggs till när verdikten läses. Tillsammans är de alla, och ur dem kan varje verdikt återskapas till sista öret.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, prefetch_related_objects

from assistans.kopiering import copy_rows, reserve_ids
from beslut.models import Brukare
from fakturor.models import Fakturarad
from kontroller import kanon, verdiktfil
from kontroller import regelverk as regelverken
from kontroller.fakta import Fakta
from kontroller.models import Granskning, Korning, Utfallsrad
from kontroller.motor import Dom, Verdikt, is_for_sick_pay_alone, judge, out_of_use
from kontroller.regel import Regel, Regelnyckel, Utfall
from kontroller.regler import load_versions

EGNA_RADER = (Utfall.AVVIKELSE, Utfall.EJ_BEDOMD, Utfall.VARNING)


GRANSKNINGENS_KOLUMNER = ("id", "korning_id", "faktura_id", "fakta", "fakta_sha256", "resultat", "ovriga", "tips")
RADENS_KOLUMNER = ("granskning_id", "regel", "version", "utfall", "text", "lagrum", "kronor", "fynd", "fyndhash")


def store_judgements(korning: Korning, domar: Iterable[tuple[Fakta, Dom]]) -> list[Granskning]:
    """Write the facts and verdicts of some invoices into the ledger, in three statements.

    What is answered has no facts and no passing verdicts: they are in the database.
    """
    domar, versioner = list(domar), load_versions()
    ids = reserve_ids(Granskning, len(domar))
    copy_rows(
        Granskning,
        GRANSKNINGENS_KOLUMNER,
        (_entry(pk, korning, versioner, fakta, dom) for pk, (fakta, dom) in zip(ids, domar, strict=True)),
    )
    copy_rows(
        Utfallsrad,
        RADENS_KOLUMNER,
        (
            _row(pk, verdikt)
            for pk, (_, dom) in zip(ids, domar, strict=True)
            for verdikt in dom.verdikt
            if verdikt.utfall in EGNA_RADER
        ),
    )
    return [
        Granskning(pk=pk, korning=korning, faktura_id=fakta.faktura.id, resultat=dom.resultat)
        for pk, (fakta, dom) in zip(ids, domar, strict=True)
    ]


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
    kanda = {verdikt.regel for verdikt in (*egna, *ovriga)}
    ur_bruk = [v for v in _out_of_use(granskning.korning) if v.regel not in kanda]
    return sorted([*egna, *ovriga, *ur_bruk], key=lambda verdikt: verdikt.regel)


def codes_out_of_use(korningar: Iterable[int]) -> dict[int, set[str]]:
    """The controls that the rule set of each run has but does not use on invoices, by the run's id. One query."""
    koder: dict[int, set[str]] = {}
    versioner = load_versions()
    av_sjuklon = Q(regelverk__rader__kod__in={kod for (kod, _), regel in versioner.items() if regel.bara_sjuklon})
    rader = Korning.objects.filter(Q(regelverk__rader__i_bruk=False) | av_sjuklon, pk__in=set(korningar))
    falt = ("i_bruk", "kod", "regelversion", "parametrar")
    for korning, i_bruk, kod, version, parametrar in rader.values_list("pk", *(f"regelverk__rader__{f}" for f in falt)):
        regel = versioner.get((kod, version))
        if not i_bruk or (regel and is_for_sick_pay_alone(regel, parametrar)):
            koder.setdefault(korning, set()).add(kod)
    return koder


def _out_of_use(korning: Korning) -> list[Verdikt]:
    """The verdicts that no entry holds since they follow from the run: of the controls not in use, and of those that
    only look at sick pay, whose verdicts stand in the entries of such claims. The rule set's rows are fetched once.
    """
    prefetch_related_objects([korning.regelverk], "rader")
    versioner = load_versions()
    rader = [(versioner.get((rad.kod, rad.regelversion)), rad) for rad in korning.regelverk.rader.all()]
    return [
        out_of_use(regel, korning.manad)
        for regel, rad in rader
        if regel and (not rad.i_bruk or is_for_sick_pay_alone(regel, rad.parametrar))
    ]


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


def _entry(
    pk: int, korning: Korning, versioner: Mapping[Regelnyckel, Regel], fakta: Fakta, dom: Dom
) -> tuple[Any, ...]:
    text = kanon.to_json(fakta)
    return (
        pk,
        korning.pk,
        fakta.faktura.id,
        text,
        kanon.sha256(text),
        dom.resultat,
        [
            kanon.verdict_to_json(v)
            for v in dom.verdikt
            if v.utfall not in EGNA_RADER and _is_stored(v, versioner[v.regel, v.version], korning.manad)
        ],
        [kanon.verdict_to_json(tips) for tips in dom.tips],
    )


def _is_stored(verdikt: Verdikt, regel: Regel, manad: date) -> bool:
    """Whether a verdict stands in the entry: all that were judged, and those that the run does not give alone, since
    another ground in law held when the time was worked.
    """
    return verdikt.i_bruk or verdikt.lagrum != regel.legal_ground(manad)


def _row(granskning: int, verdikt: Verdikt) -> tuple[Any, ...]:
    som_json = kanon.verdict_to_json(verdikt)
    return (
        granskning,
        verdikt.regel,
        verdikt.version,
        verdikt.utfall.value,
        verdikt.text,
        verdikt.lagrum,
        verdikt.kronor,
        som_json["fynd"],
        kanon.finding_hash(verdikt),
    )
