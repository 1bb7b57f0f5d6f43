"""Taking in e-invoices: read, matched, and stored with the bytes they came as."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django.db import transaction

from assistans.models import User
from assistans.svenska import mask_text
from assistans.tabeller import Radfel
from beslut.importing.resultat import Filresultat
from fakturor.filer.faktura import FakturaAvvisad, LastFaktura, LastRad
from fakturor.filer.ubl import read_invoice
from fakturor.filer.ubl_falt import MAX_TEXT
from fakturor.flode import Status
from fakturor.models import Dokument, Faktura, Fakturarad
from fakturor.services.dossiers import dossier_ids
from fakturor.services.matching import Kanda, Traff, is_matched

SUMMOR = ("radsumma", "avdrag", "tillagg", "utan_moms", "moms", "med_moms", "forskott", "avrundning", "att_betala")
_OKAND_MOTTAGARE = "okänd"


@dataclass(slots=True)
class Mottagen:
    """A file that could be read as an invoice, and what it was matched to."""

    resultat: Filresultat
    data: bytes
    sha256: str
    last: LastFaktura
    leverantor: str
    anordnare: int | None
    traffar: list[Traff]

    @property
    def nyckel(self) -> tuple[str, str]:
        return self.leverantor, self.last.nummer


@transaction.atomic
def receive_invoices(files: Sequence[tuple[str, bytes]], *, by: User, at: datetime) -> list[Filresultat]:
    """Take in invoices in the order given, one result each. The number of queries does not depend on how many.

    A file that cannot be read is refused. So is a supplier's number that has been received before; the very same
    file again is unchanged.
    """
    kanda = Kanda.load()
    resultat: list[Filresultat] = []
    lasta: list[Mottagen] = []
    for fil, data in files:
        resultat.append(Filresultat(fil, lasta=1))
        try:
            lasta.append(_read(resultat[-1], data, kanda))
        except FakturaAvvisad as refused:
            _refuse(resultat[-1], refused.regel or refused.falt or "", refused.orsak)

    _store(_not_received_before(lasta), at=at)
    return resultat


def _read(resultat: Filresultat, data: bytes, kanda: Kanda) -> Mottagen:
    last = read_invoice(data)
    leverantor, anordnare = kanda.match_provider(last.leverantor_id)
    traffar = [kanda.match_line(last, rad) for rad in last.rader]
    return Mottagen(resultat, data, hashlib.sha256(data).hexdigest(), last, leverantor, anordnare, traffar)


def _refuse(resultat: Filresultat, kolumn: str, orsak: str) -> None:
    resultat.fel.append(Radfel(None, kolumn, "", orsak))


def _not_received_before(lasta: list[Mottagen]) -> list[Mottagen]:
    """Those whose supplier and number are new. The others are noted as the same file again, or refused."""
    known: dict[tuple[str, str], str | None] = {
        (leverantor, nummer): sha256
        for leverantor, nummer, sha256 in Faktura.objects.filter(
            leverantor__in={m.leverantor for m in lasta}, nummer__in={m.last.nummer for m in lasta}
        ).values_list("leverantor", "nummer", "dokument__sha256")
    }
    new = []
    for mottagen in lasta:
        if mottagen.nyckel not in known:
            known[mottagen.nyckel] = mottagen.sha256
            mottagen.resultat.nya = 1
            new.append(mottagen)
        elif known[mottagen.nyckel] == mottagen.sha256:
            mottagen.resultat.oforandrade = 1
        else:
            nummer = mask_text(mottagen.last.nummer)
            _refuse(mottagen.resultat, "ID", f"Leverantören har redan en faktura med numret {nummer}. Den står kvar.")
    return new


def _store(new: list[Mottagen], *, at: datetime) -> None:
    akter = dossier_ids(
        (traff.brukare, m.anordnare, traff.manad)
        for m in new
        for traff in m.traffar
        if m.anordnare and traff.brukare and traff.manad
    )
    dokument = _store_documents(new)
    fakturor = Faktura.objects.bulk_create([_build(m, dokument[m.sha256], at=at) for m in new], batch_size=500)
    rader: list[Fakturarad] = []
    for m, faktura in zip(new, fakturor, strict=True):
        for rad, traff in zip(m.last.rader, m.traffar, strict=True):
            akt = akter.get((traff.brukare, m.anordnare, traff.manad))
            rader.append(_build_line(faktura, rad, traff, akt))
            m.resultat.redovisningar.update({akt} - {None})
    Fakturarad.objects.bulk_create(rader, batch_size=1000)


def _store_documents(new: list[Mottagen]) -> dict[str, int]:
    """Ids of the original files by their SHA-256."""
    Dokument.objects.bulk_create(
        [
            Dokument(
                sha256=m.sha256,
                namn=mask_text(PurePath(m.resultat.fil).name)[:255],
                mime="application/xml",
                innehall=m.data,
            )
            for m in new
        ],
        ignore_conflicts=True,
        batch_size=100,
    )
    return dict(Dokument.objects.filter(sha256__in={m.sha256 for m in new}).values_list("sha256", "pk"))


def _build(m: Mottagen, dokument: int, *, at: datetime) -> Faktura:
    last = m.last
    return Faktura(
        typ=last.typ,
        format=last.format,
        nummer=last.nummer,
        leverantor=m.leverantor,
        leverantor_namn=_clean(last.leverantor_namn)[:MAX_TEXT],
        anordnare_id=m.anordnare,
        kopare_orgnr=last.kopare_id,
        kopare_namn=last.kopare_namn[:MAX_TEXT],
        er_referens=mask_text(last.buyer_reference),
        fakturadatum=last.fakturadatum,
        forfallodatum=last.forfallodatum,
        **{namn: getattr(last, namn) for namn in SUMMOR},
        konton=[{"typ": konto.typ, "nummer": konto.nummer} for konto in last.begarda_konton],
        annan_mottagare=_other_payee(m),
        ocr=next((konto.ocr for konto in last.konton if konto.ocr), "")[:MAX_TEXT],
        momsrader=[
            {"kategori": r.kategori, "procent": _text(r.procent), "underlag": _text(r.underlag), "moms": _text(r.moms)}
            for r in last.momsrader
        ],
        avser=list(last.avser_faktura),
        anmarkningar=[
            {"regel": a.regel, "falt": a.falt, "text": _clean(a.text), "kontroll": a.kontroll}
            for a in last.anmarkningar
        ],
        texter=[{"falt": text.falt, "text": _clean(text.text)} for text in last.texter],
        bilagor=[
            {
                "namn": bilaga.namn,
                "mime": bilaga.mime,
                "sha256": bilaga.sha256,
                "text": None if bilaga.text is None else _clean(bilaga.text),
            }
            for bilaga in last.bilagor
        ],
        dokument_id=dokument,
        mottagen=at,
        status=Status.MOTTAGEN if is_matched(m.anordnare, m.traffar) else Status.OMATCHAD,
    )


def _build_line(faktura: Faktura, rad: LastRad, traff: Traff, redovisning: int | None) -> Fakturarad:
    period: Any = rad.period
    return Fakturarad(
        faktura=faktura,
        ordning=rad.ordning,
        rad=rad.id,
        benamning=_clean(rad.benamning)[:MAX_TEXT],
        referens=traff.referens,
        brukare_id=traff.brukare,
        manad=traff.manad,
        redovisning_id=redovisning,
        period_fran=period.fran if period else None,
        period_tom=period.tom if period else None,
        antal=rad.antal,
        antal_decimaler=max(0, -int(rad.antal.as_tuple().exponent)) if rad.antal is not None else 2,
        enhet=rad.enhet,
        pris=rad.pris,
        prisbas=rad.prisbas,
        belopp=rad.belopp,
        avdrag=rad.rad_avdrag,
        tillagg=rad.rad_tillagg,
        moms_kategori=rad.momskategori,
        moms_procent=rad.momsprocent,
    )


def _other_payee(m: Mottagen) -> str:
    """The number of whoever asks to be paid in the supplier's place, if it is another."""
    payee = m.last.payee
    if payee is None or payee.id == m.last.leverantor_id:
        return ""
    return mask_text(payee.id)[:MAX_TEXT] or _OKAND_MOTTAGARE


def _text(tal: Decimal | None) -> str | None:
    return None if tal is None else format(tal, "f")


def _clean(text: str) -> str:
    """The text without the zero character, which PostgreSQL cannot store (attachments can hold it)."""
    return text.replace("\x00", "")
