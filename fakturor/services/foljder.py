"""What follows when those who judge invoices should know at once: invoices came that belong to no month, which a
month's control never reaches, or something became known of what is already paid.

The judges stand to the right, where nothing here may reach, so they say at start-up what they want to be called with
(docs/adr/0005).
"""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from assistans.models import User
from fakturor.flode import Status
from fakturor.models import Faktura


class Foljd(Protocol):
    """What somebody does with invoices (ids) that no month's control will reach."""

    def __call__(self, *, faktura_ids: Collection[int], by: User, at: datetime) -> object: ...


_foljder: list[Foljd] = []


def on_arrival_without_month(foljd: Foljd) -> None:
    """Call this for such invoices from now on. An app does it once, when it is ready."""
    if foljd not in _foljder:
        _foljder.append(foljd)


class SenFoljd(Protocol):
    """What somebody does with notes (ids) of what became known of paid invoices. In the transaction of the change."""

    def __call__(self, *, sena_ids: Collection[int]) -> object: ...


_sena_foljder: list[SenFoljd] = []


def on_late_fact(foljd: SenFoljd) -> None:
    """Call this with such notes from now on. An app does it once, when it is ready."""
    if foljd not in _sena_foljder:
        _sena_foljder.append(foljd)


def announce_late_facts(*, sena_ids: Collection[int]) -> None:
    """Tell that what has become known of paid invoices is to be tried."""
    for foljd in _sena_foljder:
        foljd(sena_ids=sena_ids)


def announce_arrivals(*, by: User, at: datetime) -> None:
    """Tell of the invoices that came at this instant, wait in the queue and have no line with a month."""
    ids = Faktura.objects.filter(status=Status.OMATCHAD, mottagen=at).exclude(rader__manad__isnull=False)
    faktura_ids = list(ids.order_by("pk").values_list("pk", flat=True))
    if faktura_ids:
        for foljd in _foljder:
            foljd(faktura_ids=faktura_ids, by=by, at=at)
