"""Vad människor har gjort med månadens fakturor: fakturornas lägen, bedömningar, attester, betalningar och loggen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from assistans.models import Handelse, Lasning
from assistans.svenska import mask_text
from fakturor.models import (
    Attest,
    Betalning,
    Betalningspost,
    Faktura,
    Fakturarad,
    Redovisning,
    Tidrapport,
    Utbetalningsomgang,
)
from kontroller.bevispaket.provat import reports_of
from kontroller.bevispaket.rader import exact
from kontroller.bevispaket.skydd import SKYDDAT, Paketskydd
from kontroller.models import Bedomning, Korning, ManuellKontroll

BLOCK = 500
LASNINGAR = ("fakturor.faktura", "fakturor.dokument", "fakturor.redovisning", "fakturor.tidrapport")


def invoices_of(manad: date) -> QuerySet[Faktura]:
    """The invoices with a line for the month, each once."""
    rader = Fakturarad.objects.filter(faktura=OuterRef("pk"), manad=manad)
    return Faktura.objects.filter(Exists(rader)).order_by("pk")


def invoices(manad: date, skydd: Paketskydd) -> Iterator[dict[str, Any]]:
    """Each invoice: how far it has come, and the SHA-256 of the document that it came as."""
    falt = ("pk", "typ", "status", "omgang", "att_betala", "godkant", "mottagen", "fakturadatum")
    fakturor = invoices_of(manad).with_approved_amount()
    for rad in fakturor.values(*falt, "leverantor", "nummer", "dokument__sha256").iterator(chunk_size=BLOCK):
        post = {"faktura": rad["pk"], "status": rad["status"], "omgang": rad["omgang"]}
        post |= {"att_betala": exact(rad["att_betala"]), "godkant": exact(rad["godkant"])}
        post |= {"mottagen": rad["mottagen"], "dokument_sha256": rad["dokument__sha256"]}
        if rad["pk"] in skydd.stangda:
            yield post | {"skyddat": SKYDDAT}
            continue
        post |= {"leverantor": mask_text(rad["leverantor"]), "nummer": mask_text(rad["nummer"]), "typ": rad["typ"]}
        yield post | {"fakturadatum": rad["fakturadatum"]}


def assessments(manad: date, skydd: Paketskydd) -> Iterator[dict[str, Any]]:
    """Each assessment with its reason and the second person, and what persons have looked at themselves."""
    rader = Bedomning.objects.filter(faktura__in=invoices_of(manad)).select_related("av", "bekraftelse__av")
    for rad in rader.order_by("pk").iterator(chunk_size=BLOCK):
        bekraftelse = getattr(rad, "bekraftelse", None)
        yield {
            "bedomning": rad.pk,
            "faktura": rad.faktura_id,
            "regel": rad.regel,
            "version": rad.version,
            "fyndhash": rad.fyndhash,
            "beslut": rad.beslut,
            "skal": _free(rad.skal, rad.faktura_id, skydd),
            "galler_till": rad.galler_till,
            "handling": rad.handling_id,
            "av": rad.av.namn,
            "tid": rad.tid,
            "bekraftad_av": bekraftelse.av.namn if bekraftelse else None,
            "bekraftad": bekraftelse.tid if bekraftelse else None,
        }
    manuella = ManuellKontroll.objects.filter(faktura__in=invoices_of(manad)).select_related("av")
    for steg in manuella.order_by("pk").iterator(chunk_size=BLOCK):
        yield {
            "manuell_kontroll": steg.pk,
            "faktura": steg.faktura_id,
            "regel": steg.kod,
            "utfall": steg.utfall,
            "sett": _free(steg.sett, steg.faktura_id, skydd),
            "datum": steg.datum,
            "handling": steg.handling_id,
            "av": steg.av.namn,
            "tid": steg.tid,
        }


def attests(manad: date) -> Iterator[dict[str, Any]]:
    """Each attest: which, by whom, for how much, and whether it was taken back."""
    rader = Attest.objects.filter(faktura__in=invoices_of(manad)).select_related("av", "aterkallelse__av")
    for rad in rader.order_by("pk").iterator(chunk_size=BLOCK):
        aterkallelse = getattr(rad, "aterkallelse", None)
        yield {
            "attest": rad.pk,
            "faktura": rad.faktura_id,
            "omgang": rad.omgang,
            "typ": rad.typ,
            "av": rad.av.namn,
            "tid": rad.tid,
            "belopp": exact(rad.belopp),
            "attestratt": rad.attestratt_id,
            "aterkallad_av": aterkallelse.av.namn if aterkallelse else None,
            "aterkallad": aterkallelse.tid if aterkallelse else None,
        }


def rounds_of(manad: date) -> QuerySet[Utbetalningsomgang]:
    """The rounds that pay or have tried to pay something of the month."""
    poster = Betalningspost.objects.filter(faktura__in=invoices_of(manad))
    return Utbetalningsomgang.objects.filter(betalningar__poster__in=poster).distinct().order_by("pk")


def payments(manad: date, skydd: Paketskydd) -> Iterator[dict[str, Any]]:
    """Each round with its files' hashes, and the payments in it of the month's invoices."""
    for omgang in rounds_of(manad).select_related("skapad_av", "frislappt_av", "makulerad_av"):
        yield {
            "omgang": omgang.nummer,
            "status": omgang.status,
            "betaldag": omgang.betaldag,
            "antal": omgang.antal,
            "summa": exact(omgang.summa),
            "skapad_av": omgang.skapad_av.namn,
            "skapad": omgang.skapad,
            "frislappt_av": omgang.frislappt_av.namn if omgang.frislappt_av else None,
            "frislappt": omgang.frislappt,
            "makulerad_av": omgang.makulerad_av.namn if omgang.makulerad_av else None,
            "makulerad": omgang.makulerad,
            "filer": list(omgang.filer.order_by("slag").values("slag", "namn", "sha256")),
        }
    poster = Betalningspost.objects.filter(faktura__in=invoices_of(manad)).values("betalning")
    betalningar = Betalning.objects.filter(pk__in=poster).select_related("omgang", "anordnare", "besked")
    alla = Prefetch("poster", Betalningspost.objects.order_by("pk"))
    for betalning in betalningar.prefetch_related(alla).order_by("pk").iterator(chunk_size=BLOCK):
        yield _payment(betalning, skydd)


def events(manad: date, skydd: Paketskydd) -> Iterator[dict[str, Any]]:
    """What is in the log of events about the month's objects, in order."""
    rader = Handelse.objects.filter(_about(manad)).order_by("pk").select_related("av")
    for rad in rader.iterator(chunk_size=BLOCK):
        post = {"handelse": rad.pk, "typ": rad.typ, "objekt": rad.objekt, "objekt_id": rad.objekt_id}
        post |= {"av": rad.av.namn, "tid": rad.tid}
        faktura = rad.objekt_id if rad.objekt == "fakturor.faktura" else 0
        if faktura in skydd.stangda:
            yield post | {"skyddat": SKYDDAT}
        else:
            yield post | {"uppgifter": skydd.values(rad.uppgifter, faktura)}


def readings(manad: date) -> Iterator[dict[str, Any]]:
    """Who has read the month's invoices, dossiers and reports, when and for what purpose."""
    rader = Lasning.objects.filter(_about(manad), objekt__in=LASNINGAR).order_by("pk").select_related("av")
    for rad in rader.iterator(chunk_size=BLOCK):
        yield {
            "lasning": rad.pk,
            "objekt": rad.objekt,
            "objekt_id": rad.objekt_id,
            "av": rad.av.namn,
            "tid": rad.tid,
            "syfte": mask_text(rad.syfte),
        }


def _about(manad: date) -> Q:
    """The rows of a log that are about something of the month."""
    redovisningar = Redovisning.objects.filter(manad=manad)
    fakturor = invoices_of(manad).order_by()
    om = {
        "fakturor.faktura": fakturor.values("pk"),
        "fakturor.dokument": fakturor.filter(dokument__isnull=False).values("dokument"),
        "fakturor.redovisning": redovisningar.values("pk"),
        "fakturor.tidrapport": Tidrapport.objects.filter(redovisning__in=redovisningar).values("pk"),
        "fakturor.utbetalningsomgang": rounds_of(manad).order_by().values("pk"),
        "kontroller.korning": Korning.objects.filter(manad=manad).values("pk"),
        "kontroller.kontrollrapport": reports_of(manad).order_by().values("pk"),
    }
    samlat = Q(pk__in=[])
    for objekt, ids in om.items():
        samlat |= Q(objekt=objekt, objekt_id__in=ids)
    return samlat


def _payment(betalning: Betalning, skydd: Paketskydd) -> dict[str, Any]:
    poster = list(betalning.poster.all())
    besked = getattr(betalning, "besked", None)
    post: dict[str, Any] = {
        "omgang": betalning.omgang.nummer,
        "belopp": exact(betalning.belopp),
        "poster": [{"faktura": p.faktura_id, "belopp": exact(p.belopp), "upphord": p.upphord} for p in poster],
        "besked": besked.utfall if besked else None,
        "besked_datum": besked.datum if besked else None,
    }
    if any(p.faktura_id in skydd.stangda for p in poster):
        return post | {"skyddat": SKYDDAT}
    return post | {
        "betalning": betalning.kod,
        "mottagare": betalning.anordnare.orgnr,
        "konto_typ": betalning.konto_typ,
        "konto_slutar": betalning.konto_nummer[-3:],
        "ocr": mask_text(betalning.ocr),
    }


def _free(text: str, faktura: int, skydd: Paketskydd) -> str:
    return SKYDDAT if faktura in skydd.stangda else skydd.free_text(text, faktura)
