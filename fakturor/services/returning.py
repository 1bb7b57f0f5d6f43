"""Pengar som kommer tillbaka efter att betalningen var utförd: ett nytt faktum, aldrig en ändring av det gamla.

A payment that comes back whole, and whose invoices nothing else has happened to, opens them: they can be paid again.
Of anything else nothing is guessed: the return is kept, shown, and settled by a person who writes what was done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.svenska import datum_text, kronor
from fakturor.betalfiler.besked import TILLBAKA, Besked
from fakturor.flode import Status
from fakturor.models import (
    Aterkrav,
    Beskedsfil,
    Betalbesked,
    Betalning,
    Betalningspost,
    Betalningsretur,
    Faktura,
    Returbeslut,
    Utbetalningsomgang,
)
from fakturor.services.crediting import settle_credits
from fakturor.services.paying import FAR_UTBETALA, record_on_invoices
from fakturor.services.reopening import reopen_returned
from fakturor.skal import problem_with_reason

LANGSTA_SKAL = 300
FORST = "En del av betalning {kod} har kommit tillbaka, men banken har inte sagt att den är utförd."
EN_DEL = "Bara en del av beloppet har kommit tillbaka, så fakturan öppnas inte av sig själv."
KREDITERAD = "En av fakturorna är krediterad, så ingen av dem öppnas av sig själv."
KRAVS = "En av fakturorna krävs tillbaka i ett återkrav, så ingen av dem öppnas av sig själv."


class ReturnRefused(Exception):
    """The return, or the decision about it, is not taken in. The message is for the user; `falt` is its field."""

    def __init__(self, text: str, falt: str = "") -> None:
        super().__init__(text)
        self.falt = falt


@dataclass(frozen=True, slots=True, kw_only=True)
class Provadretur:
    """En retur hållen mot det som är känt om betalningen.

    `stangd` är varför fakturorna inte öppnas, tom när de gör det. `kand` är en som redan är antecknad, och `hinder`
    varför den inte kan antecknas.
    """

    belopp: Decimal = Decimal(0)
    datum: date = date.min
    skal_kod: str = ""
    skal: str = ""
    stangd: str = ""
    kand: bool = False
    hinder: str = ""


def try_returns(returer: Collection[tuple[Betalning, Besked]], *, dag: date) -> dict[int, Provadretur]:
    """What the returns would do, by the payment's id. `dag` goes for those without a day. At most three queries."""
    if not returer:
        return {}
    ids = [betalning.pk for betalning, _ in returer]
    forut = defaultdict(list)
    for retur in Betalningsretur.objects.filter(betalning__in=ids):
        forut[retur.betalning_id].append(retur)
    stangda = _closed(ids)
    return {
        betalning.pk: _tried(betalning, besked, forut[betalning.pk], stangda.get(betalning.pk, ""), dag)
        for betalning, besked in returer
    }


@transaction.atomic
def record_return(
    *, betalning: Betalning, provad: Provadretur, fil: Beskedsfil | None, by: User, at: datetime
) -> Betalningsretur:
    """Keep a return that has been tried with the round locked; open the invoices when it does."""
    retur = Betalningsretur.objects.create(
        betalning=betalning,
        belopp=provad.belopp,
        datum=provad.datum,
        skal_kod=provad.skal_kod,
        skal=provad.skal[:LANGSTA_SKAL],
        oppnar=not provad.stangd,
        fil=fil,
        av=by,
        tid=at,
    )
    poster = Betalningspost.objects.filter(betalning=betalning, upphord__isnull=True)
    ids = sorted(poster.values_list("faktura_id", flat=True))
    uppgifter = {"belopp": str(provad.belopp), "oppnar": retur.oppnar, "kod": provad.skal_kod}
    Handelse.record("utbetalning.retur", retur, by=by, at=at, **uppgifter)
    record_on_invoices("faktura.retur_fran_banken", ids, betalning.omgang.nummer, by=by, at=at)
    if retur.oppnar:
        poster.update(upphord=at)
        Faktura.objects.filter(pk__in=ids).update(status=Status.GODKAND)
        settle_credits(fakturor=ids, by=by, at=at)
        reopen_returned(fakturor=ids, by=by, at=at)
    return retur


@transaction.atomic
def note_return(
    *, betalning: Betalning, belopp: Decimal, datum: date, skal: str, skal_kod: str = "", by: User, at: datetime
) -> Betalningsretur:
    """Note by hand that an executed payment has come back, with how it is known. Raises ReturnRefused."""
    betalning = _locked(betalning)
    _require(betalning, by)
    besked = Betalbesked.objects.filter(betalning=betalning).first()
    if besked is None or besked.utfall != Betalbesked.Utfall.UTFORD:
        raise ReturnRefused("Bara en betalning som banken har utfört kan komma tillbaka.")
    if not besked.datum <= datum <= timezone.localdate(at):
        raise ReturnRefused("Dagen ska ligga mellan den dag betalningen utfördes och i dag.", "datum")
    if belopp > betalning.belopp:
        raise ReturnRefused(f"Betalningen var på {kronor(betalning.belopp)}. Mer kan inte komma tillbaka.", "belopp")
    _require_reason(betalning, skal, at)
    sagt = Besked(betalning.kod, "avvisad", belopp, datum, skal_kod, skal.strip(), retur=True)
    provad = try_returns([(betalning, sagt)], dag=datum)[betalning.pk]
    if provad.kand:
        raise ReturnRefused("Returen är redan antecknad.")
    if provad.hinder:
        raise ReturnRefused(provad.hinder, "belopp")
    return record_return(betalning=betalning, provad=provad, fil=None, by=by, at=at)


@transaction.atomic
def decide_return(*, retur: Betalningsretur, utfall: str, skal: str, by: User, at: datetime) -> Returbeslut:
    """Write down what was done about a return that opened no invoice. Raises ReturnRefused."""
    betalning = _locked(retur.betalning)
    _require(betalning, by)
    if retur.oppnar:
        raise ReturnRefused("Fakturorna kan redan betalas på nytt. Det finns inget att avgöra.")
    if Returbeslut.objects.filter(retur=retur).exists():
        raise ReturnRefused("Någon har redan avgjort returen.")
    _require_reason(betalning, skal, at)
    beslut = Returbeslut.objects.create(retur=retur, utfall=utfall, skal=skal.strip(), av=by, tid=at)
    Handelse.record("utbetalning.retur_avgjord", retur, by=by, at=at, utfall=utfall)
    return beslut


def _tried(betalning: Betalning, besked: Besked, forut: list[Betalningsretur], stangd: str, dag: date) -> Provadretur:
    kod, belopp, datum = betalning.kod, besked.belopp, besked.datum
    if belopp is None:
        return Provadretur(hinder=f"Betalning {kod} har kommit tillbaka, men filen säger inte hur mycket av den.")
    lika = [retur for retur in forut if retur.belopp == belopp]
    if any(belopp == betalning.belopp or datum in (None, retur.datum) for retur in lika):
        return Provadretur(kand=True)
    redan = sum((retur.belopp for retur in forut), Decimal(0))
    if redan + belopp > betalning.belopp:
        return Provadretur(
            hinder=f"Av betalning {kod} har {kronor(redan)} redan kommit tillbaka. {kronor(belopp)} till är mer än "
            "betalningen. Utred den med banken."
        )
    if lika and datum is not None:
        return Provadretur(
            hinder=f"Av betalning {kod} kom {kronor(belopp)} tillbaka den {datum_text(lika[0].datum)}, och filen säger "
            f"samma belopp den {datum_text(datum)}. Utred med banken om det är samma pengar."
        )
    return Provadretur(
        belopp=belopp,
        datum=datum or dag,
        skal_kod=besked.skal_kod,
        skal=besked.skal or ("" if besked.skal_kod else TILLBAKA),
        stangd=EN_DEL if belopp < betalning.belopp else stangd,
    )


def _closed(ids: Collection[int]) -> dict[int, str]:
    """The payments whose invoices something else has happened to, so that they do not open, and what. Two queries."""
    poster = Betalningspost.objects.filter(betalning__in=ids, upphord__isnull=True)
    # An invoice that becomes paid by the same file is on its way still.
    andra = poster.exclude(faktura__status__in=(Status.UTBETALD, Status.I_UTBETALNING))
    kravda = poster.filter(faktura__aterkravsposter__isnull=False).exclude(
        faktura__aterkravsposter__aterkrav__status=Aterkrav.Status.NEDLAGT
    )
    return dict.fromkeys(kravda.values_list("betalning", flat=True), KRAVS) | dict.fromkeys(
        andra.values_list("betalning", flat=True), KREDITERAD
    )


def _locked(betalning: Betalning) -> Betalning:
    Utbetalningsomgang.objects.select_for_update().get(pk=betalning.omgang_id)
    return Betalning.objects.select_related("omgang").get(pk=betalning.pk)


def _require(betalning: Betalning, by: User) -> None:
    if not by.may(FAR_UTBETALA):
        raise ReturnRefused("Din roll får inte anteckna bankens besked.")
    if betalning.omgang.frislappt_av_id == by.pk:
        raise ReturnRefused("Den som har frisläppt omgången antecknar inte själv vad som blev av den.")


def _require_reason(betalning: Betalning, skal: str, at: datetime) -> None:
    for faktura in Faktura.objects.filter(betalningsposter__betalning=betalning):
        if problem := problem_with_reason(skal, faktura=faktura, idag=timezone.localdate(at)):
            raise ReturnRefused(problem, "skal")
