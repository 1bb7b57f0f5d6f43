"""Originalen i ett paket som har bett om dem: fakturornas dokument, handlingar och tidrapporter, med identiteter.

Bara det som den som beställer får öppna är med. Det som inte är det räknas, med skälet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from assistans.models import User
from beslut.filslag import ANDELSER
from beslut.insyn import Insyn
from beslut.models import Brukare, Handling, Person
from fakturor.models import Dokument, Faktura, Fakturarad, Intyg, Tidrapport
from fakturor.services.concealing import marks_of
from fakturor.sidor.skydd import waiting_about, words_of
from kontroller.bevispaket.handlat import invoices_of
from kontroller.bevispaket.skydd import SKYDDAT
from kontroller.models import Granskning
from kontroller.sidor.skydd import found_clean

FORMAT = {"application/xml": "xml", "text/xml": "xml", "text/csv": "csv", "application/pdf": "pdf"}
NAMNER = "Texten kan nämna någon med namn eller personnummer (G10), och läses bara av den som bedömer."


@dataclass(slots=True)
class Original:
    """Vad ett paket tar med: fakturor och personer som är öppna för den som beställer, och varför andra inte är med."""

    user: User
    manad: date
    oppna: set[int] = field(default_factory=set)
    lasbara: set[int] = field(default_factory=set)
    personer: set[int] = field(default_factory=set)
    utelamnade: Counter[str] = field(default_factory=Counter)

    @classmethod
    def open_to(cls, user: User, manad: date) -> Original:
        """Decide for each invoice of the month. A constant number of queries and one pass over the invoices."""
        val = cls(user, manad)
        stangda = Brukare.objects.closed_to(user)
        tecken = marks_of(stangda, Person.objects.closed_to(user))
        stangda_ids = set(stangda.values_list("pk", flat=True))
        om_stangda = waiting_about(stangda, tecken, among=invoices_of(manad)) if stangda_ids else set()
        far_bedoma = user.may("kontroller.bedoma")
        for faktura in _with_newest(invoices_of(manad)).iterator(chunk_size=100):
            berorda = {rad.brukare_id for rad in faktura.rader.all() if rad.brukare_id}
            namner = tecken.stands_in(" ".join(words_of(faktura)))
            if berorda & stangda_ids or faktura.pk in om_stangda:
                val.utelamnade[SKYDDAT] += 1
                continue
            val.oppna.add(faktura.pk)
            val.personer |= berorda
            if faktura.dokument_id is None:
                continue
            ren = found_clean(Granskning(ovriga=faktura.ovriga)) if faktura.ovriga is not None else False
            if namner or not (ren or far_bedoma):
                val.utelamnade[SKYDDAT if namner else NAMNER] += 1
            else:
                val.lasbara.add(faktura.dokument_id)
        return val

    def documents(self) -> Iterator[tuple[str, int]]:
        """The name in the pack and the id of each invoice's file."""
        rader = Dokument.objects.filter(pk__in=self.lasbara).values_list("pk", "sha256", "mime")
        for pk, sha256, mime in rader:
            yield f"original/faktura-{sha256[:16]}.{FORMAT.get(mime, 'bin')}", pk

    def attachments(self) -> Iterator[tuple[str, int]]:
        """The name in the pack and the id of each paper that the month's invoices were judged by."""
        egna = Q(objekt="fakturor.faktura", objekt_id__in=self.oppna)
        anvanda = Q(pk__in=_used("bedomningar", self.oppna)) | Q(pk__in=_used("manuella_kontroller", self.oppna))
        rader = Handling.objects.filter(egna | anvanda, dold__isnull=True).order_by("pk")
        if not self.user.may("fakturor.se_sjukdagar"):
            rader = rader.exclude(slag__in=Handling.OM_SJUKDOM)
        for pk, mime in rader.values_list("pk", "mime"):
            yield f"original/handling-{pk}.{ANDELSER.get(mime, 'bin')}", pk

    def time_reports(self) -> Iterator[dict[str, Any]]:
        """Each report of the persons with its rows and certificates, as they were handed in."""
        insyn = Insyn.of(self.user)
        rapporter = Tidrapport.objects.filter(
            redovisning__manad=self.manad, redovisning__brukare__in=self.personer
        ).select_related("redovisning__brukare", "redovisning__anordnare", "assistent")
        med = rapporter.prefetch_related("rader", Prefetch("intyg", Intyg.objects.order_by("pk"))).order_by("pk")
        for rapport in med.iterator(chunk_size=50):
            yield {
                "rapport": rapport.kod,
                "referens": rapport.redovisning.brukare.referens,
                "orgnr": rapport.redovisning.anordnare.orgnr,
                "assistent": insyn.name(rapport.assistent.personnummer, rapport.assistent_id, "assistent"),
                "inkommen": rapport.inkommen,
                "version": rapport.version,
                "summor": [rapport.summa_aktiv, rapport.summa_vantetid, rapport.summa_beredskap],
                "rader": [
                    [r.datum, r.start, r.slut, r.minuter, r.tidstyp, r.dubbel, r.ersatter_sjuk, r.dragen_version]
                    for r in rapport.rader.all()
                ],
                "intyg": [
                    [i.part, insyn.name(i.namn, i.person_id, i.part), i.roll, i.datum, i.satt, i.version]
                    for i in rapport.intyg.all()
                ],
            }

    def as_json(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return {
            "med": True,
            "text": (
                "Paketet innehåller original med namn och personnummer, för de personer som den som beställde det får "
                "öppna. Hantera det som personakter."
            ),
            "utelamnade": dict(sorted(self.utelamnade.items())),
        }


UTAN: dict[str, Any] = {
    "med": False,
    "text": "Paketet innehåller inga original: personer står med pseudonym referens, och dokumenten med sin SHA-256.",
    "utelamnade": {},
}
"""What the manifest says of a pack without them."""


def bytes_of(modell: type[Dokument] | type[Handling], pk: int) -> Iterable[bytes]:
    """The stored bytes of one file."""
    return (bytes(modell.objects.values_list("innehall", flat=True).get(pk=pk)),)


def _with_newest(fakturor: QuerySet[Faktura]) -> QuerySet[Faktura]:
    """Each with what its newest control passed, and its lines."""
    nyaste = Granskning.objects.filter(faktura=OuterRef("pk")).order_by("-pk").values("ovriga")[:1]
    rader = Prefetch("rader", Fakturarad.objects.order_by("ordning"))
    return fakturor.annotate(ovriga=Subquery(nyaste)).prefetch_related(rader)


def _used(vag: str, fakturor: set[int]) -> QuerySet:
    handlingar = Faktura.objects.filter(pk__in=fakturor, **{f"{vag}__handling__isnull": False})
    return handlingar.values(f"{vag}__handling")
