"""Invoices that wait in the queue are matched again, by the words of their own files, when the registers have grown."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from assistans.models import Handelse, User
from beslut.omfang import Omfang
from fakturor.filer.ubl import read_invoice
from fakturor.flode import Status
from fakturor.models import Faktura, Fakturarad
from fakturor.services.dossiers import dossier_ids
from fakturor.services.matching import Kanda
from fakturor.services.reopening import reopen_invoices


@transaction.atomic
def rematch_waiting(*, by: User, at: datetime) -> int:
    """Fill in what the waiting invoices lacked and can now be told. What a person has paired stays so.

    What their persons' other invoices of the month have claimed is then measured against one more, so these are
    controlled anew. Answers how many no longer wait.
    """
    waiting = list(
        Faktura.objects.select_for_update(of=("self",))
        .filter(status=Status.OMATCHAD, dokument__isnull=False)
        .select_related("dokument")
        .prefetch_related("rader")
        .order_by("pk")
    )
    kanda = Kanda.load()
    taken = _numbers_of(waiting)
    changed = [faktura for faktura in waiting if _match_again(faktura, kanda, taken)]
    _store(changed)

    done = [faktura for faktura in changed if faktura.status == Status.MOTTAGEN]
    Handelse.objects.bulk_create(
        Handelse(
            typ="faktura.parad",
            objekt=faktura._meta.label_lower,
            objekt_id=faktura.pk,
            av=by,
            tid=at,
            uppgifter={"anordnare": faktura.anordnare_id, "rader": [], "klar": True},
        )
        for faktura in done
    )
    placed = {line.redovisning_id for faktura in changed for line in faktura.rader.all()} - {None}
    reopen_invoices(redovisningar=placed, by=by, at=at)
    return len(done)


def rematch_when_known(*, omfang: Collection[Omfang], by: User, at: datetime) -> None:
    """Match the queue again when a person or a provider has come into the registers, or is changed there.

    Only these can say whom a waiting invoice is about, and they are the rows that have no period.
    """
    if any(o.fran is None and o.tom is None and (o.brukare is None) != (o.anordnare is None) for o in omfang):
        rematch_waiting(by=by, at=at)


def _numbers_of(waiting: list[Faktura]) -> set[tuple[str, str]]:
    """Suppliers and numbers that are stored already: no invoice may come to bear them a second time."""
    numbers = {faktura.nummer for faktura in waiting}
    return set(Faktura.objects.filter(nummer__in=numbers).values_list("leverantor", "nummer"))


def _match_again(faktura: Faktura, kanda: Kanda, taken: set[tuple[str, str]]) -> bool:
    """Fill in the provider and the persons that are known now; answer whether anything was."""
    last = read_invoice(bytes(faktura.dokument.innehall))
    is_changed = False
    orgnr, anordnare = kanda.match_provider(last.leverantor_id)
    is_free = orgnr == faktura.leverantor or (orgnr, faktura.nummer) not in taken
    if anordnare and faktura.anordnare_id is None and is_free:
        faktura.leverantor, faktura.anordnare_id = orgnr, anordnare
        is_changed = True
    for line, rad in zip(faktura.rader.all(), last.rader, strict=True):
        brukare = kanda.match_line(last, rad).brukare
        if brukare and line.brukare_id is None:
            line.brukare_id = brukare
            is_changed = True
    return is_changed


def _store(changed: list[Faktura]) -> None:
    """Put the lines in their dossiers, and let the invoices that lack nothing begin a new round."""
    akter = dossier_ids(
        akt for faktura in changed for line in faktura.rader.all() if (akt := _dossier_of(faktura, line))
    )
    for faktura in changed:
        lines = faktura.rader.all()
        for line in lines:
            akt = _dossier_of(faktura, line)
            line.redovisning_id = akter[akt] if akt else None
        if lines and all(line.redovisning_id for line in lines):
            faktura.status, faktura.omgang = Status.MOTTAGEN, faktura.omgang + 1

    lines_of_all = [line for faktura in changed for line in faktura.rader.all()]
    Fakturarad.objects.bulk_update(lines_of_all, ["brukare", "redovisning"], batch_size=500)
    Faktura.objects.bulk_update(changed, ["leverantor", "anordnare", "status", "omgang"], batch_size=500)


def _dossier_of(faktura: Faktura, line: Fakturarad) -> tuple[int, int, date] | None:
    if faktura.anordnare_id and line.brukare_id and line.manad:
        return line.brukare_id, faktura.anordnare_id, line.manad
    return None
