"""Utbetalningen: en omgång sätts ihop av en person och frisläpps av en annan, som inte har attesterat något i den.

What is paid is tried three times by the same question (`fakturor.utbetalning.betalbara`): on the page, when the round
is made, and when it is released. The database then tries it once more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from assistans.helgdagar import is_weekend_or_holiday
from assistans.models import Handelse, User
from assistans.svenska import antal_i_ord, datum_text, kronor
from fakturor.betalfiler.order import Betalningsorder, problem_with
from fakturor.flode import Status
from fakturor.models import Betalfil, Betalning, Betalningspost, Faktura, Utbetalningsomgang
from fakturor.utbetalning.avsandare import UTAN_BANKFIL, SenderMissing, dialect, id_prefix, sender
from fakturor.utbetalning.betalbara import TanktBetalning, assess, payable
from fakturor.utbetalning.filer import FilesRefused, files_of

FAR_UTBETALA = "fakturor.utbetala"
FAR_HAMTA = (FAR_UTBETALA, "fakturor.se_utbetalning")
LANGST_FRAM = timedelta(days=90)
NUMMERSERIE = "fakturor_utbetalningsomgang.nummer"


class PaymentRefused(Exception):
    """Nothing was put together, released or cancelled. The message is for the user; `falt` is its field."""

    def __init__(self, text: str, falt: str = "") -> None:
        super().__init__(text)
        self.falt = falt


@transaction.atomic
def create_round(*, fakturor: Collection[int], betaldag: date, by: User, at: datetime) -> Utbetalningsomgang:
    """Put the chosen invoices and credits together to payments, on a day. Raises PaymentRefused.

    Each is tried anew with its row locked. When one can no longer be paid nothing is made, as the sum that was shown is
    no longer the sum. A credit that finds no payment waits, and is not in the round.
    """
    _require_right(by)
    _require_banking_day(betaldag, at)
    nummer = _next_number(at)
    _lock(fakturor)
    underlag = payable(by=by, at=at, among=fakturor)
    if hindrade := [provad for provad in underlag.hallna if provad.belopp > 0]:
        antal = antal_i_ord(len(hindrade), "faktura", "fakturor", utrum=True).capitalize()
        raise PaymentRefused(f"{antal} som du valde kan inte betalas. {hindrade[0].hinder}")
    if not underlag.betalningar:
        raise PaymentRefused("Välj minst en faktura att betala.")

    order_id = f"{id_prefix()}{nummer}"
    koder = [f"{order_id}-{plats:04d}" for plats in range(1, underlag.antal + 1)]
    dialekt, konto = _try_order(order_id, koder, underlag.betalningar, betaldag, at)
    omgang = Utbetalningsomgang.objects.create(
        nummer=nummer,
        filens_id=order_id,
        betaldag=betaldag,
        dialekt=dialekt,
        avsandare_konto=konto,
        antal=underlag.antal,
        summa=underlag.summa,
        skapad_av=by,
        skapad=at,
    )
    _save_payments(omgang, koder, underlag.betalningar)
    Handelse.record(
        "utbetalning.skapad", omgang, by=by, at=at, nummer=nummer, antal=omgang.antal, summa=str(omgang.summa)
    )
    return omgang


def release_obstacle(*, omgang: Utbetalningsomgang, by: User, at: datetime) -> str:
    """Why the round as a whole is not released by this person now, as a sentence, or "". Its invoices are not asked."""
    if omgang.status != Utbetalningsomgang.Status.FORBEREDD:
        return f"Omgången är redan {omgang.get_status_display().lower()}."
    if not by.may(FAR_UTBETALA):
        return "Din roll får inte frisläppa betalningar."
    if omgang.skapad_av_id == by.pk:
        return "Den som har satt ihop en omgång frisläpper den inte. En annan ekonom gör det."
    if omgang.betaldag < timezone.localdate(at):
        return "Betalningsdagen har passerat. Makulera omgången och gör en ny."
    return ""


def obstacles_in(*, omgang: Utbetalningsomgang, by: User) -> dict[int, str]:
    """Why payments of a prepared round can no longer be made as they stand, by id. A constant number of queries."""
    poster = Betalningspost.objects.filter(betalning__omgang=omgang, upphord__isnull=True).select_related("betalning")
    provade = assess(by=by, among=[post.faktura_id for post in poster], omgang=omgang.pk)
    hinder: dict[int, str] = {}
    for post in poster:
        provad, betalning = provade[post.faktura_id], post.betalning
        mening = provad.hinder
        if not mening and provad.belopp != post.belopp:
            mening = f"Det godkända beloppet är nu {kronor(provad.belopp.normalize())}."
        if not mening and provad.belopp > 0 and (provad.konto is None or provad.konto.pk != betalning.konto_id):
            mening = "Mottagarens konto har ändrats sedan omgången gjordes."
        if mening:
            hinder.setdefault(betalning.pk, mening)
    return hinder


@transaction.atomic
def release_round(*, omgang: Utbetalningsomgang, by: User, at: datetime) -> Utbetalningsomgang:
    """Let the payments go: write the files and move every invoice, all or nothing. Raises PaymentRefused.

    Whoever the database knows as acting is the one who releases.
    """
    omgang = Utbetalningsomgang.objects.select_for_update().get(pk=omgang.pk)
    if hinder := release_obstacle(omgang=omgang, by=by, at=at):
        raise PaymentRefused(hinder)
    poster = Betalningspost.objects.filter(betalning__omgang=omgang, upphord__isnull=True)
    ids = _lock(poster.values_list("faktura_id", flat=True))
    if hindrade := obstacles_in(omgang=omgang, by=by):
        antal = antal_i_ord(len(hindrade), "betalning", "betalningar", utrum=True).capitalize()
        raise PaymentRefused(f"{antal} går inte att lämna. {next(iter(hindrade.values()))}")

    try:
        filer = files_of(omgang)
    except FilesRefused as refused:
        raise PaymentRefused(str(refused)) from None
    sparade = [
        Betalfil(
            omgang=omgang,
            slag=fil.slag,
            namn=fil.namn,
            innehall=fil.innehall,
            sha256=hashlib.sha256(fil.innehall).hexdigest(),
        )
        for fil in filer
    ]
    Betalfil.objects.bulk_create(sparade)
    omgang.status, omgang.frislappt_av, omgang.frislappt = Utbetalningsomgang.Status.FRISLAPPT, by, at
    omgang.save(update_fields=["status", "frislappt_av", "frislappt"])
    Faktura.objects.filter(pk__in=ids).update(status=Status.I_UTBETALNING)
    record_on_invoices("faktura.i_utbetalning", ids, omgang.nummer, by=by, at=at)
    Handelse.record(
        "utbetalning.frislappt",
        omgang,
        by=by,
        at=at,
        nummer=omgang.nummer,
        summa=str(omgang.summa),
        filer={fil.slag: fil.sha256 for fil in sparade},
    )
    return omgang


@transaction.atomic
def cancel_round(*, omgang: Utbetalningsomgang, skal: str, by: User, at: datetime) -> Utbetalningsomgang:
    """Give a round up before it is released; its invoices can be paid in another. Raises PaymentRefused."""
    omgang = Utbetalningsomgang.objects.select_for_update().get(pk=omgang.pk)
    _require_right(by)
    if omgang.status != Utbetalningsomgang.Status.FORBEREDD:
        raise PaymentRefused(f"Omgången är {omgang.get_status_display().lower()} och kan inte makuleras.")
    if not skal.strip():
        raise PaymentRefused("Skriv varför omgången makuleras.", "skal")

    omgang.status, omgang.makulerad_av, omgang.makulerad = Utbetalningsomgang.Status.MAKULERAD, by, at
    omgang.makulerad_skal = skal.strip()
    omgang.save(update_fields=["status", "makulerad_av", "makulerad", "makulerad_skal"])
    Betalningspost.objects.filter(betalning__omgang=omgang, upphord__isnull=True).update(upphord=at)
    Handelse.record("utbetalning.makulerad", omgang, by=by, at=at, nummer=omgang.nummer, skal=skal.strip())
    return omgang


@transaction.atomic
def fetch_file(*, fil: Betalfil, by: User, at: datetime) -> bytes:
    """The stored bytes of a file, with a note of who took them. Never written anew. Raises PaymentRefused."""
    if not any(by.may(rattighet) for rattighet in FAR_HAMTA):
        raise PaymentRefused("Din roll får inte hämta betalfiler.")
    Handelse.record("utbetalning.fil_hamtad", fil.omgang, by=by, at=at, slag=fil.slag, sha256=fil.sha256)
    return bytes(fil.innehall)


def record_on_invoices(typ: str, ids: Collection[int], nummer: str, *, by: User, at: datetime) -> None:
    """One event for each invoice, in one statement."""
    objekt = Faktura._meta.label_lower
    Handelse.objects.bulk_create(
        Handelse(typ=typ, objekt=objekt, objekt_id=pk, av=by, tid=at, uppgifter={"utbetalning": nummer})
        for pk in sorted(ids)
    )


def _require_right(by: User) -> None:
    if not by.may(FAR_UTBETALA):
        raise PaymentRefused("Din roll får inte sätta ihop betalningar.")


def _require_banking_day(betaldag: date, at: datetime) -> None:
    if betaldag < timezone.localdate(at):
        raise PaymentRefused("Betalningsdagen har redan varit.", "betaldag")
    if betaldag > timezone.localdate(at) + LANGST_FRAM:
        raise PaymentRefused(f"Betalningsdagen är mer än {LANGST_FRAM.days} dagar bort.", "betaldag")
    if is_weekend_or_holiday(betaldag):
        raise PaymentRefused(f"Den {datum_text(betaldag)} är ingen bankdag.", "betaldag")


def _next_number(at: datetime) -> str:
    """2015-0007: the next of the year. One round is made at a time, so that none is given twice and none is skipped."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [NUMMERSERIE])
        cursor.execute(
            "SELECT coalesce(max(split_part(nummer, '-', 2)::int), 0) + 1 FROM fakturor_utbetalningsomgang"
            " WHERE nummer ~ %s",
            [rf"^{timezone.localdate(at).year}-[0-9]+$"],
        )
        (lopnummer,) = cursor.fetchone()
    return f"{timezone.localdate(at).year}-{lopnummer:04d}"


def _lock(ids: Collection[int]) -> list[int]:
    return list(Faktura.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))


def _try_order(
    order_id: str, koder: list[str], betalningar: list[TanktBetalning], betaldag: date, at: datetime
) -> tuple[str, str]:
    """The dialect and the account to keep with the round, when its file can be written. Raises PaymentRefused."""
    try:
        avsandare, dialekt = sender(), dialect()
    except SenderMissing as saknas:
        raise PaymentRefused(str(saknas)) from None
    uppdrag = tuple(betalning.uppdrag(kod) for kod, betalning in zip(koder, betalningar, strict=True))
    order = Betalningsorder(order_id, at, betaldag, avsandare, uppdrag)
    if problem := problem_with(order, till_bank=dialekt is not None):
        raise PaymentRefused(" ".join(problem))
    return dialekt.nyckel if dialekt else UTAN_BANKFIL, avsandare.konto


def _save_payments(omgang: Utbetalningsomgang, koder: list[str], betalningar: list[TanktBetalning]) -> None:
    sparade = Betalning.objects.bulk_create(
        Betalning(
            omgang=omgang,
            kod=kod,
            anordnare=tankt.faktura.faktura.anordnare,
            konto=tankt.konto,
            mottagare_namn=tankt.mottagare_namn,
            konto_typ=tankt.konto.typ,
            konto_nummer=tankt.konto.nummer,
            belopp=tankt.belopp,
            ocr=tankt.ocr,
            meddelande="" if tankt.ocr else tankt.meddelande,
        )
        for kod, tankt in zip(koder, betalningar, strict=True)
    )
    Betalningspost.objects.bulk_create(
        Betalningspost(betalning=betalning, faktura=post.faktura, belopp=post.belopp)
        for betalning, tankt in zip(sparade, betalningar, strict=True)
        for post in tankt.poster
    )
