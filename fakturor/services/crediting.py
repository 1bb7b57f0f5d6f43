"""Krediteringen: en kreditfaktura kopplas till det som den krediterar, och det som är krediterat helt betalas inte.

A credit is linked to one invoice or several of the same payee, with never more than what is left of either; the
database refuses more. What then happens is decided for everything that hangs together by links:

- Nothing of it is paid or on its way, and all of it is linked to the öre: it comes to nothing, so neither invoices
  nor credits are paid. They become `krediterad`, attests and all, and their time can be claimed again.
- Otherwise invoice and credit go on towards payment each by its attests, and the round draws one from the other. An
  invoice that is paid and wholly credited becomes `krediterad` when its credits have been drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from assistans.models import Handelse, User
from assistans.svenska import kronor
from fakturor.flode import FORE_BETALNING, Status
from fakturor.kreditering import KAN_INTE_KOPPLAS, Rest, by_side, fold_number, linked_with, open_invoices_of, rests_of
from fakturor.models import Faktura, GodkandTid, Kreditering
from fakturor.services.attesting import has_interest

FAR_KOPPLA = "fakturor.matcha"
AVGJORDA = (Status.UTBETALD, Status.KREDITERAD)
"""A credit in these steps has been drawn, or is not to be."""


class CreditRefused(Exception):
    """The credit is not linked. The message is for the user; `falt` is its field."""

    def __init__(self, text: str, falt: str = "") -> None:
        super().__init__(text)
        self.falt = falt


@transaction.atomic
def link_credit(
    *, kredit: Faktura, faktura: Faktura, belopp: Decimal | None = None, by: User, at: datetime
) -> Kreditering:
    """Say that a credit is of an invoice, with so many kronor, or as many as are left of both. Raises CreditRefused.

    It is written once: a link is not taken back, as money may follow it at once.
    """
    if not by.may(FAR_KOPPLA):
        raise CreditRefused("Din roll får inte koppla kreditfakturor.")
    samhorande, _ = linked_with({kredit.pk, faktura.pk})
    _lock(samhorande)
    rester = rests_of({kredit.pk, faktura.pk})
    av, pa = rester[kredit.pk], rester[faktura.pk]
    if hinder := _obstacle(av.faktura, pa.faktura, by):
        raise CreditRefused(hinder)
    kronor_att_koppla = min(av.kvar, pa.kvar) if belopp is None else belopp
    if hinder := _amount_obstacle(kronor_att_koppla, av, pa):
        raise CreditRefused(hinder, "belopp")

    kreditering = Kreditering.objects.create(
        kredit=av.faktura, faktura=pa.faktura, belopp=kronor_att_koppla, av=by, tid=at
    )
    for vilken, andra in ((av.faktura, pa.faktura), (pa.faktura, av.faktura)):
        Handelse.record(
            "faktura.kreditering_kopplad", vilken, by=by, at=at, annan=andra.pk, belopp=str(kronor_att_koppla)
        )
    settle_credits(fakturor={av.faktura.pk}, by=by, at=at)
    return kreditering


@transaction.atomic
def link_credit_by_number(
    *, kredit: Faktura, nummer: str, belopp: Decimal | None, by: User, at: datetime
) -> Kreditering:
    """The same of the payee's invoice with a number, as somebody has read it. Raises CreditRefused."""
    traffar = [f for f in open_invoices_of(kredit, by) if fold_number(f.nummer) == fold_number(nummer)]
    exakta = [f for f in traffar if f.nummer == nummer.strip()] or traffar
    if not exakta:
        raise CreditRefused("Anordnaren har ingen faktura med det numret som kan krediteras.", "nummer")
    if len(exakta) > 1:
        raise CreditRefused("Flera fakturor har nästan samma nummer. Skriv det exakt som på fakturan.", "nummer")
    return link_credit(kredit=kredit, faktura=exakta[0], belopp=belopp, by=by, at=at)


@transaction.atomic
def settle_credits(*, fakturor: Collection[int], by: User, at: datetime) -> set[int]:
    """Take what is credited in its entirety to `krediterad`, among these and all that hang together with them.

    To be called when a link is made, and when a payment has been executed or has come back. Answers which.
    """
    krediterade: set[int] = set()
    kvar = set(fakturor)
    while kvar:
        samhorande, lankar = linked_with({min(kvar)})
        kvar -= samhorande
        if not lankar:
            continue
        status = _lock(samhorande)
        rester = rests_of(samhorande)
        if all(status[pk] in FORE_BETALNING and not rester[pk].kvar for pk in samhorande):
            ids = samhorande
        else:
            krediter, _ = by_side(lankar)
            ids = {
                pk
                for pk, egna in krediter.items()
                if status[pk] == Status.UTBETALD
                and not rester[pk].kvar
                and all(status[kredit] in AVGJORDA for kredit in egna)
            }
        _take_to_credited(ids, status, by=by, at=at)
        krediterade |= ids
    return krediterade


def _obstacle(kredit: Faktura, faktura: Faktura, by: User) -> str:
    """Why the two cannot be linked by this person, as a sentence, or ""."""
    if not kredit.is_credit:
        return "Fakturan är ingen kreditfaktura."
    if faktura.is_credit:
        return "En kreditfaktura krediteras inte av en annan."
    for vilken, namn in ((kredit, "Kreditfakturan"), (faktura, "Fakturan")):
        if vilken.status == Status.OMATCHAD or vilken.anordnare_id is None:
            return f"{namn} är inte parad än. Para ihop den först."
        if vilken.status in KAN_INTE_KOPPLAS:
            return f"{namn} är {vilken.get_status_display().lower()}."
    if kredit.anordnare_id != faktura.anordnare_id:
        return "Kreditfakturan och fakturan är från olika anordnare."
    if has_interest(kredit, by) or has_interest(faktura, by):
        return "Du har anmält jäv mot en part. En annan person kopplar kreditfakturan."
    if Kreditering.objects.filter(kredit=kredit, faktura=faktura).exists():
        return "Kreditfakturan är redan kopplad till fakturan."
    return ""


def _amount_obstacle(belopp: Decimal, kredit: Rest, faktura: Rest) -> str:
    if not kredit.kvar:
        return "Hela kreditfakturan är redan kopplad."
    if not faktura.kvar:
        return "Fakturan är redan krediterad i sin helhet."
    if belopp <= 0 or belopp != round(belopp, 2):
        return "Skriv ett belopp över noll med högst två decimaler."
    if belopp > faktura.kvar:
        return f"Av fakturan är {kronor(faktura.kvar)} kvar att kreditera."
    if belopp > kredit.kvar:
        return f"Av kreditfakturan är {kronor(kredit.kvar)} kvar att koppla."
    return ""


def _take_to_credited(ids: Iterable[int], status: dict[int, str], *, by: User, at: datetime) -> None:
    """The invoices by way of `mottagen` where they have been attested, so that the attests hold no longer."""
    ids = sorted(ids)
    attesterade = [pk for pk in ids if status[pk] in (Status.GRANSKAD, Status.GODKAND, Status.OMATCHAD)]
    Faktura.objects.filter(pk__in=attesterade).update(status=Status.MOTTAGEN, omgang=F("omgang") + 1)
    GodkandTid.objects.filter(faktura__in=attesterade).delete()
    Faktura.objects.filter(pk__in=ids).update(status=Status.KREDITERAD)
    GodkandTid.objects.filter(faktura__in=ids).delete()
    objekt = Faktura._meta.label_lower
    Handelse.objects.bulk_create(
        Handelse(
            typ="faktura.krediterad",
            objekt=objekt,
            objekt_id=pk,
            av=by,
            tid=at,
            uppgifter={"fran": status[pk], "till": Status.KREDITERAD},
        )
        for pk in ids
    )


def _lock(ids: Iterable[int]) -> dict[int, str]:
    """The invoices locked, in the order of their ids, and where each is."""
    rader = Faktura.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk")
    return dict(rader.values_list("pk", "status"))
