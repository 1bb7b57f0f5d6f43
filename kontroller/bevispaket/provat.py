"""Vad månadens körningar fann: fakta och verdikt per faktura, och regelverken som de prövades mot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from assistans.svenska import datum_text, mask_text
from kontroller import verdiktfil
from kontroller.bevispaket.rader import as_text, exact
from kontroller.bevispaket.skydd import SKYDDAT, Paketskydd
from kontroller.liggare import stored_hints, stored_verdicts
from kontroller.models import Granskning, Kontrollrapport, Korning, Rapportkorning, Rapportsignatur, Regelverk
from kontroller.motor import Verdikt
from kontroller.sidor.dolda_fakturor import protected_hider
from kontroller.sidor.regelverkssida import areas

FAKTURAN = ("faktura__leverantor", "faktura__nummer", "faktura__typ", "faktura__att_betala")


def reports_of(manad: date) -> QuerySet[Kontrollrapport]:
    """The reports that were written from a run of the month: its own, the quarter's and the year's."""
    rader = Rapportkorning.objects.filter(korning__manad=manad)
    return Kontrollrapport.objects.filter(pk__in=rader.values("rapport")).order_by("pk")


def signature_as_json(signatur: Rapportsignatur) -> dict[str, Any]:
    """Who signed a report, when, and what it was. Not what was written freely to the nämnd."""
    return {
        "rapport": signatur.rapport_id,
        "av": signatur.av.namn,
        "tid": signatur.tid,
        "innehall_sha256": signatur.innehall_sha256,
        "pdf_sha256": signatur.pdf_sha256,
    }


def runs_of(manad: date) -> list[Korning]:
    """The runs that the month rests on: the newest control, those that its reports were written from, and every
    later control of an invoice on its way to payment.
    """
    klara = Korning.objects.filter(manad=manad, status=Korning.Status.KLAR)
    senaste = Korning.objects.latest_done(manad)
    rapporter = Rapportkorning.objects.filter(korning__manad=manad).values("korning")
    valda = klara.filter(Q(pk=senaste and senaste.pk) | Q(pk__in=rapporter) | Q(typ=Korning.Typ.OMKONTROLL))
    korningar = list(valda.select_related("startad_av").order_by("pk"))
    regelverk = Regelverk.objects.in_bulk({k.regelverk_id for k in korningar})
    for korning in korningar:
        korning.regelverk = regelverk[korning.regelverk_id]  # one object each, so that its rows are fetched once
    return korningar


def run_as_json(korning: Korning) -> dict[str, Any]:
    """When and by whom a run was made, by which rule set."""
    return {
        "korning": korning.pk,
        "typ": korning.typ,
        "regelverk": korning.regelverk.version,
        "startad_av": korning.startad_av.namn,
        "startad": korning.startad,
        "avslutad": korning.avslutad,
        "antal": korning.antal,
    }


def files_of(korningar: list[Korning]) -> tuple[str, str]:
    """The names of the files with facts and verdicts: a run of the month has its own, the later controls share."""
    namn = f"korning-{korningar[0].pk}" if korningar[0].typ == Korning.Typ.MANAD else "omkontroller"
    return f"fakta/{namn}.jsonl", f"verdikt/{namn}.jsonl"


@dataclass(slots=True)
class Summor:
    """Antal och kronor per resultat och per utfall, som den som prövar paketet räknar om."""

    resultat: dict[str, tuple[int, Decimal]]
    utfall: dict[str, tuple[int, Decimal]]

    def count(self, rad: dict[str, Any]) -> None:
        """Add a line of the verdict file."""
        _count(self.resultat, rad["resultat"], rad["belopp"])
        for verdikt in rad["utfall"]:
            _count(self.utfall, verdikt["utfall"], verdikt["bevis"].get("kronor", "0"))

    def as_json(self) -> dict[str, Any]:
        """The sums as the manifest has them."""
        return {
            namn: {vad: {"antal": n, "kronor": exact(kronor)} for vad, (n, kronor) in sorted(summor.items())}
            for namn, summor in (("resultat", self.resultat), ("utfall", self.utfall))
        }


def write_facts(korningar: list[Korning], skydd: Paketskydd) -> Iterator[bytes]:
    """The canonical facts as they are stored, one invoice a line, but for those about protected persons."""
    rader = Granskning.objects.filter(korning__in=korningar).order_by("korning", "pk")
    for faktura, fakta in rader.values_list("faktura", "fakta").iterator(chunk_size=100):
        if not skydd.closes_facts(faktura, fakta):
            yield f"{fakta}\n".encode()


def write_verdicts(korningar: list[Korning], skydd: Paketskydd, summor: Summor) -> Iterator[bytes]:
    """Every verdict and hint, one invoice a line, and count them."""
    hide = protected_hider()
    regelverk = {k.pk: k for k in korningar}
    for granskning in _entries(korningar).iterator(chunk_size=100):
        granskning.korning = regelverk[granskning.korning_id]  # the rows of its rule set are fetched once
        rad = _line(granskning, skydd, hide)
        summor.count(rad)
        yield f"{as_text(rad)}\n".encode()


def rule_set_as_json(regelverk: Regelverk) -> dict[str, Any]:
    """A rule set with its parameters, as it was adopted."""
    return {
        "version": regelverk.version,
        "galler_fran": regelverk.galler_fran,
        "levererat": regelverk.levererat,
        "skal": regelverk.skal,
        "diarienummer": regelverk.diarienummer,
        "foreslaget_av": regelverk.foreslaget_av.namn,
        "foreslaget": regelverk.foreslaget,
        "antaget_av": regelverk.antaget_av.namn if regelverk.antaget_av else None,
        "antaget": regelverk.antaget,
        "kontroller": [
            {
                "kod": rad.kod,
                "regelversion": rad.regelversion,
                "niva": rad.allvar,
                "i_bruk": rad.i_bruk,
                "far_undantas": rad.far_undantas,
                "parametrar": rad.parametrar,
            }
            for rad in regelverk.rader.order_by("kod")
        ],
    }


def rule_set_in_words(regelverk: Regelverk) -> str:
    """The same to be read: each control, whether it is in use, what it does, and its parameters."""
    rader = [f"Regelverk {regelverk.version}", f"Gäller från {datum_text(regelverk.galler_fran)}.", ""]
    for omrade in areas(regelverk.rader.order_by("kod")):
        rader += [f"{omrade.bokstav}. {omrade.namn}", ""]
        for rad in omrade.rader:
            bruk = rad.niva if rad.i_bruk else "Ej i bruk"
            undantag = "" if rad.far_undantas else ". Ett stopp får inte godtas"
            rader.append(f"{rad.kod} {rad.rubrik} (version {rad.version}): {bruk}{undantag}.")
            rader += [f"    {vad}: {varde}" for vad, varde in rad.parametrar]
        rader.append("")
    return "\n".join(rader)


def _entries(korningar: list[Korning]) -> QuerySet[Granskning]:
    rader = Granskning.objects.filter(korning__in=korningar).select_related("faktura")
    falt = ("korning", "fakta", "fakta_sha256", "resultat", "ovriga", "tips", *FAKTURAN)
    return rader.only(*falt).prefetch_related("utfall").order_by("korning", "pk")


def _line(granskning: Granskning, skydd: Paketskydd, hide: Callable[[list[Verdikt]], list[Verdikt]]) -> dict[str, Any]:
    faktura = granskning.faktura
    stangd = faktura.pk in skydd.stangda
    verdikt, tips = stored_verdicts(granskning), stored_hints(granskning)
    rad: dict[str, Any] = {
        "faktura": faktura.pk,
        "korning": granskning.korning_id,
        "belopp": exact(faktura.att_betala),
        "resultat": granskning.resultat,
        "fakta_sha256": granskning.fakta_sha256,
        "fakta_med": not skydd.closes_facts(faktura.pk, granskning.fakta),
        "utfall": skydd.without_numbers([_verdict(v, stangd) for v in (verdikt if stangd else hide(verdikt))]),
    }
    if stangd:
        return rad | {"skyddat": SKYDDAT}
    return rad | {
        "typ": faktura.typ,
        "leverantor": mask_text(faktura.leverantor),
        "nummer": mask_text(faktura.nummer),
        "tips": skydd.without_numbers([verdiktfil.verdict_to_json(v) for v in hide(tips)]),
    }


def _verdict(verdikt: Verdikt, stangd: bool) -> dict[str, Any]:
    if not stangd:
        return verdiktfil.verdict_to_json(verdikt)
    bart = verdiktfil.verdict_to_json(replace(verdikt, text=SKYDDAT, fynd=()))
    if verdikt.kronor is not None:
        bart["bevis"]["kronor"] = verdiktfil.exact_text(verdikt.kronor)
    return bart


def _count(summor: dict[str, tuple[int, Decimal]], nyckel: str, kronor: str) -> None:
    antal, summa = summor.get(nyckel, (0, Decimal(0)))
    summor[nyckel] = (antal + 1, summa + Decimal(kronor))
