"""Vad banken säger har blivit av betalningarna: lästs ur en fil, eller antecknat av en människa.

A payment gets one answer, and it stands; that it came back after it was executed is a fact of its own (returning.py).
What a file says is shown before it is taken in, and what the file says twice, about others' payments, with another
amount, or against what is known, is told and left alone. Our own table is corrected instead: nothing of it is taken in
while one row is wrong.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from assistans.models import Handelse, User
from fakturor.betalfiler.besked import AVVISAD, PAGAR, TABELL, UTFORD, Besked, BeskedRefused, Matchning, match_besked
from fakturor.betalfiler.besked import Beskedsfil as Lastfil
from fakturor.betalfiler.beskedsfil import read_beskedsfil
from fakturor.flode import Status
from fakturor.models import Beskedsfil, Betalbesked, Betalning, Betalningspost, Faktura, Utbetalningsomgang
from fakturor.services.crediting import settle_credits
from fakturor.services.paying import FAR_UTBETALA, record_on_invoices
from fakturor.services.reopening import reopen_returned
from fakturor.services.returning import FORST, Provadretur, record_return, try_returns
from fakturor.skal import problem_with_reason

LANGSTA_SKAL, LANGSTA_NAMN, FLEST_FEL = 300, 255, 20
UTAN_SKAL = "Banken angav inget skäl."


class AnswerRefused(Exception):
    """The answer is not taken in. The message is for the user, and `rader` what is wrong with the rows of a table.

    `falt` is the field that the message is about.
    """

    def __init__(self, text: str, falt: str = "", *rader: str) -> None:
        super().__init__(text)
        self.falt, self.rader = falt, list(rader)


@dataclass(frozen=True, slots=True)
class Svar:
    """What an answer would do to a payment that waits for one, or to one that was executed and has come back."""

    betalning: Betalning
    besked: Besked
    retur: Provadretur | None = None


@dataclass(frozen=True, slots=True)
class Lasning:
    """What a file says, held against the payments as they are now.

    `nya` are answers to take in, `pagar` those that the bank is still working on, `kanda` how many payments already
    have the same answer. `anmarkningar` are sentences for a person.
    """

    nya: list[Svar]
    pagar: list[Svar]
    kanda: int
    anmarkningar: list[str]


@transaction.atomic
def receive_answers(*, namn: str, innehall: bytes, by: User, at: datetime) -> Beskedsfil:
    """Keep a file with answers as it came; nothing is done to any payment yet. Raises AnswerRefused."""
    _require_right(by)
    try:
        last = read_beskedsfil(innehall, namn)
    except BeskedRefused as refused:
        raise AnswerRefused(str(refused), "fil") from None
    _require_known_order(last.original_msg_id)
    _require_whole(last)
    sha256 = hashlib.sha256(innehall).hexdigest()
    if Beskedsfil.objects.filter(sha256=sha256).exists():
        raise AnswerRefused("Filen är redan uppladdad. Den finns i listan nedan.", "fil")
    fil = Beskedsfil.objects.create(
        namn=namn[-LANGSTA_NAMN:], slag=last.slag, sha256=sha256, innehall=innehall, inlast_av=by, inlast=at
    )
    Handelse.record("utbetalning.besked_mottaget", fil, by=by, at=at, slag=fil.slag, sha256=sha256)
    return fil


def read_answers(fil: Beskedsfil) -> Lasning:
    """What the file says about the payments as they are now. A constant number of queries."""
    last = read_beskedsfil(bytes(fil.innehall), fil.namn)
    per_kod, traff = _held_against(last)
    lasning = Lasning([], [], 0, list(traff.anmarkningar))
    returer = try_returns([(per_kod[b.id], b) for b in traff.besked if b.retur], dag=timezone.localdate(fil.inlast))
    utforda = {besked.id for besked in traff.besked if besked.utfall == UTFORD}
    kanda = 0
    for besked in traff.besked:
        betalning = per_kod[besked.id]
        tidigare = getattr(betalning, "besked", None)
        if besked.retur and (besked.id in utforda if tidigare is None else tidigare.utfall == UTFORD):
            retur = returer[betalning.pk]
            if retur.hinder:
                lasning.anmarkningar.append(retur.hinder)
            elif retur.kand:
                kanda += 1
            else:
                lasning.nya.append(Svar(betalning, besked, retur))
        elif tidigare is None and besked.retur and besked.belopp not in (None, betalning.belopp):
            lasning.anmarkningar.append(FORST.format(kod=betalning.kod))
        elif tidigare is None:
            (lasning.pagar if besked.utfall == PAGAR else lasning.nya).append(Svar(betalning, besked))
        elif besked.utfall in (PAGAR, tidigare.utfall):
            kanda += 1
        else:
            lasning.anmarkningar.append(_against(betalning, tidigare, besked))
    return Lasning(lasning.nya, lasning.pagar, kanda, lasning.anmarkningar)


@transaction.atomic
def apply_answers(*, fil: Beskedsfil, by: User, at: datetime) -> Lasning:
    """Take in what the file says: executed payments are paid, rejected ones go back to the queue. Raises AnswerRefused.

    Answers what was taken in. The same file a second time has nothing more to say.
    """
    _require_right(by)
    fil = Beskedsfil.objects.select_for_update().get(pk=fil.pk)
    omgangar = sorted({svar.betalning.omgang_id for svar in read_answers(fil).nya})
    _lock_rounds(omgangar)
    lasning = read_answers(fil)  # anew, now that nobody else answers the same payments
    if not lasning.nya:
        raise AnswerRefused("Filen har inga nya besked.")
    for svar in lasning.nya:
        if svar.retur:
            record_return(betalning=svar.betalning, provad=svar.retur, fil=fil, by=by, at=at)
        else:
            _settle(svar.betalning, svar.besked, fil=fil, by=by, at=at)
    Handelse.record("utbetalning.besked_bokfort", fil, by=by, at=at, antal=len(lasning.nya))
    return lasning


@transaction.atomic
def settle_by_hand(
    *, betalning: Betalning, utfall: str, datum: date, skal: str, skal_kod: str = "", by: User, at: datetime
) -> Betalbesked:
    """Note what has become of one payment, with how it is known. Raises AnswerRefused.

    Whoever released the round does not also say that it came back: that would be to pay twice alone.
    """
    _require_right(by)
    _lock_rounds([betalning.omgang_id])
    betalning = Betalning.objects.select_related("omgang").get(pk=betalning.pk)
    if betalning.omgang.status != Utbetalningsomgang.Status.FRISLAPPT:
        raise AnswerRefused("Betalningen är inte lämnad till banken.")
    if betalning.omgang.frislappt_av_id == by.pk:
        raise AnswerRefused("Den som har frisläppt omgången antecknar inte själv vad som blev av den.")
    if Betalbesked.objects.filter(betalning=betalning).exists():
        raise AnswerRefused("Betalningen har redan ett besked.")
    if not betalning.omgang.skapad.date() <= datum <= timezone.localdate(at):
        raise AnswerRefused("Dagen ska ligga mellan den dag omgången gjordes och i dag.", "datum")
    for faktura in Faktura.objects.filter(betalningsposter__betalning=betalning):
        if problem := problem_with_reason(skal, faktura=faktura, idag=timezone.localdate(at)):
            raise AnswerRefused(problem, "skal")
    kod = skal_kod if utfall == AVVISAD else ""
    besked = Besked(betalning.kod, utfall, datum=datum, skal_kod=kod, skal=skal.strip())
    return _settle(betalning, besked, fil=None, by=by, at=at)


def _settle(betalning: Betalning, besked: Besked, *, fil: Beskedsfil | None, by: User, at: datetime) -> Betalbesked:
    avvisad = besked.utfall == AVVISAD
    skal = besked.skal or (UTAN_SKAL if avvisad and not besked.skal_kod else "")
    sparat = Betalbesked.objects.create(
        betalning=betalning,
        utfall=besked.utfall,
        datum=besked.datum or timezone.localdate(at),
        skal_kod=besked.skal_kod,
        skal=skal[:LANGSTA_SKAL],
        fil=fil,
        av=by,
        tid=at,
    )
    poster = Betalningspost.objects.filter(betalning=betalning, upphord__isnull=True)
    ids = sorted(poster.values_list("faktura_id", flat=True))
    if avvisad:
        poster.update(upphord=at)
    typ, status = ("faktura.avvisad_av_banken", Status.GODKAND) if avvisad else ("faktura.utbetald", Status.UTBETALD)
    Faktura.objects.filter(pk__in=ids).update(status=status)
    record_on_invoices(typ, ids, betalning.omgang.nummer, by=by, at=at)
    settle_credits(fakturor=ids, by=by, at=at)
    if avvisad:
        reopen_returned(fakturor=ids, by=by, at=at)
    return sparat


def _lock_rounds(ids: list[int]) -> None:
    list(Utbetalningsomgang.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


def _against(betalning: Betalning, tidigare: Betalbesked, besked: Besked) -> str:
    rad = f"Rad {besked.rad}: " if besked.rad else ""
    return (
        f"{rad}Betalning {betalning.kod} är sedan tidigare {tidigare.get_utfall_display().lower()}, men filen säger "
        f"{Betalbesked.Utfall(besked.utfall).label.lower()}."
    )


def _require_right(by: User) -> None:
    if not by.may(FAR_UTBETALA):
        raise AnswerRefused("Din roll får inte anteckna bankens besked.")


def _require_known_order(order_id: str) -> None:
    if order_id and not Utbetalningsomgang.objects.known_as(order_id).exists():
        raise AnswerRefused("Filen svarar på en betalningsorder som inte finns här.", "fil")


def _require_whole(last: Lastfil) -> None:
    """See to it that every row of our own table is understood and of a payment of ours, before any is kept."""
    if last.slag != TABELL:
        return
    if fel := _held_against(last)[1].anmarkningar:
        fler = [f"Och {len(fel) - FLEST_FEL} fel till."] if len(fel) > FLEST_FEL else []
        raise AnswerRefused("Ingen rad är inläst. Rätta filen och lägg upp den igen", "fil", *fel[:FLEST_FEL], *fler)


def _held_against(last: Lastfil) -> tuple[dict[str, Betalning], Matchning]:
    """The released payments that the file is about, by id, and what it says of them. One query."""
    betalningar = Betalning.objects.filter(omgang__status=Utbetalningsomgang.Status.FRISLAPPT)
    betalningar = betalningar.select_related("omgang", "anordnare", "besked")
    if last.original_msg_id:
        omgangar = Utbetalningsomgang.objects.known_as(last.original_msg_id)
        betalningar = betalningar.filter(omgang__in=omgangar)
    else:
        betalningar = betalningar.filter(kod__in={besked.id for besked in last.besked})
    per_kod = {betalning.kod: betalning for betalning in betalningar}
    belopp = {kod: betalning.belopp for kod, betalning in per_kod.items()}
    return per_kod, match_besked(last, belopp, order_id=last.original_msg_id)
