"""Krediteringen som den visas på fakturans sida: vad som är kopplat, vad som är kvar, och vad som kan kopplas."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from assistans.models import User
from assistans.svenska import kronor
from beslut.models import Brukare
from fakturor.flode import Status
from fakturor.kreditering import KAN_INTE_KOPPLAS, Forslag, proposals_for, rests_of, standing_links, unlinked_credits_of
from fakturor.models import Faktura
from fakturor.services.crediting import FAR_KOPPLA


@dataclass(frozen=True, slots=True)
class Kopplad:
    """Den andra sidan av en kreditering. `faktura` är None när läsaren inte får se den."""

    faktura: Faktura | None
    belopp: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Krediteringsruta:
    """En fakturas eller kreditfakturas krediteringar. `mening` säger vad de betyder för betalningen."""

    ar_kredit: bool
    belopp: Decimal
    kvar: Decimal
    kopplade: list[Kopplad]
    mening: str
    forslag: list[Forslag]
    kreditfakturor: list[Faktura]
    far_koppla: bool


def crediting_of(faktura: Faktura, reader: User) -> Krediteringsruta | None:
    """What the page tells, or None when the invoice has nothing to do with any credit. At most eight queries.

    One that is neither a credit nor credited costs a query, and two for those who may link.
    """
    lankar = list(
        standing_links()
        .filter(Q(kredit=faktura.pk) | Q(faktura=faktura.pk))
        .select_related("kredit__anordnare", "faktura__anordnare")
        .order_by("pk")
    )
    far_koppla = reader.may(FAR_KOPPLA)
    kreditfakturor = unlinked_credits_of(faktura, reader) if far_koppla else []
    if not (faktura.is_credit or lankar or kreditfakturor):
        return None
    andra = [(lank.faktura if faktura.is_credit else lank.kredit, lank.belopp) for lank in lankar]
    rest = rests_of([faktura.pk])[faktura.pk]
    oppen = far_koppla and faktura.status not in KAN_INTE_KOPPLAS and bool(rest.kvar)
    slutna = _closed({annan.pk for annan, _ in andra}, reader)
    return Krediteringsruta(
        ar_kredit=faktura.is_credit,
        belopp=rest.belopp,
        kvar=rest.kvar,
        kopplade=[Kopplad(None if annan.pk in slutna else annan, belopp) for annan, belopp in andra],
        mening=_meaning(faktura, rest.kvar, [annan for annan, _ in andra]),
        forslag=proposals_for(faktura, reader) if oppen and faktura.is_credit else [],
        kreditfakturor=kreditfakturor,
        far_koppla=oppen and faktura.is_credit,
    )


def _closed(ids: set[int], reader: User) -> set[int]:
    if not ids:
        return set()
    stangda = Faktura.objects.filter(pk__in=ids, rader__brukare__in=Brukare.objects.closed_to(reader))
    return set(stangda.values_list("pk", flat=True))


def _meaning(faktura: Faktura, kvar: Decimal, andra: list[Faktura]) -> str:
    """What the links mean for what is paid, as a sentence."""
    if faktura.status == Status.KREDITERAD:
        return "Krediterad i sin helhet. Inget betalas, och tiden kan begäras igen."
    if not andra:
        if faktura.is_credit:
            return "Kreditfakturan är inte kopplad till någon faktura."
        return "Anordnaren har kreditfakturor som inte är kopplade till någon faktura."
    if faktura.is_credit:
        if kvar:
            return f"{kronor(kvar)} är inte kopplat. Hela kreditfakturan dras ändå av från anordnarens betalningar."
        return "Dras av från anordnarens betalningar när den är attesterad."
    if faktura.status == Status.UTBETALD:
        return "Fakturan är betald. Krediten dras av från en kommande betalning till anordnaren."
    return f"{kronor(kvar)} är kvar att betala när krediten har dragits av."
