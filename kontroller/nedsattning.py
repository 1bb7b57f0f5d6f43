"""Vad en nedsättning svarar mot: fynden som kan dras av, deras bestämmelser, och vad som redan är avdraget."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from beslut.models import Brukare
from fakturor.models import Faktura, Fakturarad, Nedsattning
from fakturor.nedsattning import ORE, line_amount
from kontroller import kanon
from kontroller.bedomningslage import Bedomningslage, state_of
from kontroller.models import Utfallsrad
from kontroller.motor import Verdikt
from kontroller.regel import Fynd
from kontroller.sidor.beteckning import control_name
from kontroller.sidor.dolda_fakturor import without_protected_invoices

LANGST = 500
"""Characters of a post's text."""
TID_SOM_IFRAGASATTS = (
    "over_minuter",
    "minuter_over",
    "samtidiga_minuter",
    "minuter_under_vistelse",
    "betalda_minuter",
    "utan_beslut_minuter",
    "berorda_minuter",
    "gemensamma_minuter",
)
"""The measures that say how long the questioned time is, the first that a finding has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forslag:
    """Ett fynd som kan dras av. `belopp` är None när samma rad redan är ifrågasatt av ett annat fynd i förslaget.

    `ifragasatt` är hela det belopp som fyndet pekar ut, i hela ören uppåt, så att stoppet täcks.
    """

    regel: str
    fyndhash: str
    rubrik: str
    text: str
    fakturarad: Fakturarad | None
    minuter: int | None
    belopp: Decimal | None
    ifragasatt: Decimal
    forbjuden: bool


def propose(faktura: Faktura) -> list[Forslag]:
    """What the open findings question, first what nobody may accept, then the largest.

    Two controls that question the same line are most often about the same kronor: only the first is proposed with an
    amount, so that nothing is taken off twice without somebody having said so. What they say ends up in a letter, so
    it names no invoice about somebody protected.
    """
    oppna = [lage for lage in state_of(faktura) if not lage.tackt]
    rader = list(faktura.rader.select_related("brukare"))
    referenser = _references(oppna)
    verdikt = without_protected_invoices(_verdict_of(lage.utfallsrad) for lage in oppna)
    alla = [
        ett
        for lage, hela in zip(oppna, verdikt, strict=True)
        for ett in _from_verdict(lage.utfallsrad, hela, rader, referenser)
    ]
    alla.sort(key=lambda ett: (not ett.forbjuden, -ett.ifragasatt, ett.regel))
    return list(_once_per_line(alla, rader))


def grounds_of(nedsattning: Nedsattning) -> list[str]:
    """The grounds in law of the controls that the posts answer, in order of code."""
    svar = {(post.regel, post.fyndhash) for post in nedsattning.poster.all() if post.regel}
    rader = Utfallsrad.objects.filter(
        granskning__faktura=nedsattning.faktura_id, regel__in={regel for regel, _ in svar}
    ).order_by("regel", "-pk")
    lagrum = {(rad.regel, rad.fyndhash): rad.lagrum for rad in reversed(rader)}
    return list(dict.fromkeys(lagrum[nyckel] for nyckel in sorted(svar) if lagrum.get(nyckel)))


def findings_of(faktura: Faktura) -> set[tuple[str, str]]:
    """Rule and hash of every deviation and warning in the invoice's newest result."""
    return {(lage.utfallsrad.regel, lage.utfallsrad.fyndhash) for lage in state_of(faktura)}


def _from_verdict(
    rad: Utfallsrad, verdikt: Verdikt, rader: list[Fakturarad], referenser: set[str]
) -> Iterator[Forslag]:
    if not rad.kronor or rad.kronor <= 0:
        return
    for fynd in verdikt.fynd:
        if fynd.utfall != rad.utfall or not fynd.kronor or fynd.kronor <= 0:
            continue
        rubrik = control_name(rad.regel)
        fakturarad = _line_of(fynd, rader)
        egna = {rad.brukare.referens for rad in ([fakturarad] if fakturarad else rader) if rad.brukare}
        namner_annan = bool(referenser & _words(fynd.text) - (egna if len(egna) == 1 else set()))
        yield Forslag(
            regel=rad.regel,
            fyndhash=rad.fyndhash,
            rubrik=rubrik,
            text=rubrik if namner_annan else fynd.text[:LANGST],
            fakturarad=fakturarad,
            minuter=_minutes(fynd),
            belopp=None,
            ifragasatt=fynd.kronor.quantize(ORE, ROUND_CEILING),
            forbjuden=rad.forbjuden,
        )


def _once_per_line(alla: Iterable[Forslag], rader: list[Fakturarad]) -> Iterator[Forslag]:
    """Give an amount to those whose line no other control has been given, and no more than the line asks for."""
    kvar: dict[int | None, Decimal] = {rad.pk: line_amount(rad) for rad in rader}
    kvar[None] = sum(kvar.values(), Decimal(0))
    agare: dict[int | None, tuple[str, str]] = {}
    for ett in alla:
        vem, plats = (ett.regel, ett.fyndhash), ett.fakturarad.pk if ett.fakturarad else None
        # What is about the whole invoice is about every line of it.
        andra = agare.values() if plats is None else (agare.get(plats, vem), agare.get(None, vem))
        if any(annan != vem for annan in andra) or kvar[plats] <= 0:
            yield ett
            continue
        agare[plats] = vem
        belopp = min(ett.ifragasatt, kvar[plats])
        kvar[plats] -= belopp
        yield replace(ett, belopp=belopp)


def _verdict_of(rad: Utfallsrad) -> Verdikt:
    falt = ("regel", "version", "utfall", "text", "lagrum", "fynd")
    return kanon.verdict_from_json({falt: getattr(rad, falt) for falt in falt} | {"i_bruk": True})


def _line_of(fynd: Fynd, rader: list[Fakturarad]) -> Fakturarad | None:
    """The line that a finding points at: by its number, or the only one of its dossier."""
    nummer = {text.removeprefix("fakturarad ") for text in fynd.rader if text.startswith("fakturarad ")}
    utpekade = [rad for rad in rader if rad.rad in nummer]
    if len(utpekade) != 1 and fynd.redovisning is not None:
        utpekade = [rad for rad in rader if rad.redovisning_id == fynd.redovisning]
    return utpekade[0] if len(utpekade) == 1 else None


def _minutes(fynd: Fynd) -> int | None:
    for namn in TID_SOM_IFRAGASATTS:
        varde = fynd.matt.get(namn)
        if isinstance(varde, (int, Fraction)) and varde > 0:
            return int(varde)
    return None


def _references(lagen: Iterable[Bedomningslage]) -> set[str]:
    """The references of persons that the findings name. One query."""
    orden = {ord_ for lage in lagen for data in lage.utfallsrad.fynd for ord_ in _words(data["text"])}
    return set(Brukare.objects.filter(referens__in=orden).values_list("referens", flat=True))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text))
