"""Pairing an invoice by hand: which provider, person and month it is about, when its own words do not tell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from assistans.models import Handelse, User
from assistans.svenska import mask_text
from beslut.models import Anordnare, Brukare
from fakturor.flode import Status
from fakturor.models import Faktura, Fakturarad
from fakturor.services.dossiers import dossier_ids
from fakturor.services.reopening import reopen_invoices


class PairingRefused(Exception):
    """The invoice cannot be paired so. The message is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parning:
    """What somebody says that a line is about; None leaves as it is what the line says itself."""

    rad: int
    """The line's id."""
    brukare: Brukare | None = None
    manad: date | None = None


@transaction.atomic
def pair_invoice(
    *, faktura: Faktura, anordnare: Anordnare | None = None, rader: Collection[Parning] = (), by: User, at: datetime
) -> Faktura:
    """Set the provider of an unmatched invoice, and person and month of its lines, those that are given.

    When nothing is missing any more the invoice is received anew and can be controlled. What a line was matched to
    by its own words is not changed.
    """
    faktura = Faktura.objects.lock(faktura.pk)

    if faktura.status != Status.OMATCHAD:
        raise PairingRefused("Fakturan är inte längre omatchad. Någon annan kan ha parat den.")
    if not by.may("fakturor.matcha"):
        raise PairingRefused("Din roll får inte para fakturor.")
    _refuse_closed({p.brukare.pk for p in rader if p.brukare}, by)

    if anordnare and faktura.anordnare_id is None:
        _set_provider(faktura, anordnare)
    stored = {rad.pk: rad for rad in faktura.rader.all()}
    paired = [stored[p.rad].ordning for p in rader if _pair_line(stored[p.rad], p)]
    _place_in_dossiers(faktura, list(stored.values()))
    is_complete = _move_if_complete(faktura, list(stored.values()))
    # What the person's other invoices of the month have claimed is now measured against one more.
    placed = {rad.redovisning_id for rad in stored.values()} - {None}
    reopen_invoices(omfang=(), redovisningar=placed, by=by, at=at)

    Handelse.record(
        "faktura.parad",
        faktura,
        by=by,
        at=at,
        anordnare=anordnare.pk if anordnare else None,
        rader=sorted(paired),
        klar=is_complete,
    )
    return faktura


def _refuse_closed(brukare: set[int], by: User) -> None:
    """A person with protected identity is unknown to everybody who is not named for her."""
    if brukare - set(Brukare.objects.open_to(by).filter(pk__in=brukare).values_list("pk", flat=True)):
        raise PairingRefused("Ingen brukare har den referensen.")


def _set_provider(faktura: Faktura, anordnare: Anordnare) -> None:
    taken = Faktura.objects.filter(leverantor=anordnare.orgnr, nummer=faktura.nummer).exclude(pk=faktura.pk)
    if taken.exists():
        nummer = mask_text(faktura.nummer)
        raise PairingRefused(
            f"Anordnaren har redan en faktura med numret {nummer}. Är det här samma faktura kan den avvisas."
        )
    faktura.anordnare = anordnare
    faktura.leverantor = anordnare.orgnr
    faktura.save(update_fields=["anordnare", "leverantor"])


def _pair_line(rad: Fakturarad, parning: Parning) -> bool:
    """Fill in what the line lacks; answer whether anything was."""
    before = rad.brukare_id, rad.manad
    if rad.brukare_id is None and parning.brukare:
        rad.brukare_id = parning.brukare.pk
    if rad.manad is None:
        rad.manad = parning.manad
    return (rad.brukare_id, rad.manad) != before


def _place_in_dossiers(faktura: Faktura, rader: list[Fakturarad]) -> None:
    placed = [rad for rad in rader if faktura.anordnare_id and rad.brukare_id and rad.manad]
    akter = dossier_ids((rad.brukare_id, faktura.anordnare_id, rad.manad) for rad in placed)
    for rad in placed:
        rad.redovisning_id = akter[rad.brukare_id, faktura.anordnare_id, rad.manad]
    Fakturarad.objects.bulk_update(rader, ["brukare", "manad", "redovisning"])


def _move_if_complete(faktura: Faktura, rader: list[Fakturarad]) -> bool:
    if not rader or any(rad.redovisning_id is None for rad in rader):
        return False
    faktura.status = Status.MOTTAGEN
    faktura.omgang += 1
    faktura.save(update_fields=["status", "omgang"])
    return True
