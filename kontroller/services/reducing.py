"""Reduction, with what the controls found: what is taken off answers findings, and a decision moves the invoice.

A stop whose questioned amount is taken off no longer stops. The controls' newest result is therefore applied again
when a reduction is decided or taken back, and an invoice of which nothing is left is refused.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assistans.models import User
from beslut.models import Delegation
from fakturor.attestratt import approved_amount
from fakturor.flode import Status
from fakturor.models import Faktura, Nedsattning
from fakturor.services import deciding_reductions, reducing
from fakturor.services.attesting import reject
from fakturor.services.reducing import Postuppgift, ReductionRefused
from kontroller.nedsattning import findings_of, grounds_of
from kontroller.services.outcome import apply_result

__all__ = ["ReductionRefused", "decide_reduction", "draft_reduction", "withdraw_reduction"]


@transaction.atomic
def draft_reduction(
    *, faktura: Faktura, poster: Sequence[Postuppgift], skal: str, ersatter: bool = False, by: User, at: datetime
) -> Nedsattning:
    """Draw up a reduction. A post that answers a finding answers one of the newest result."""
    faktura = Faktura.objects.lock(faktura.pk)
    funna = findings_of(faktura)
    for post in poster:
        if post.regel and (post.regel, post.fyndhash) not in funna:
            raise ReductionRefused(
                f"Fakturan har kontrollerats igen, och {post.regel} finner inte samma sak längre. Öppna sidan på nytt."
            )
    return reducing.draft(faktura=faktura, poster=poster, skal=skal, ersatter=ersatter, by=by, at=at)


@transaction.atomic
def decide_reduction(
    *, nedsattning: Nedsattning, diarienummer: str = "", delegation: Delegation | None = None, by: User, at: datetime
) -> Nedsattning:
    """Decide it. What the invoice then waits for follows from the controls; an invoice with nothing left is refused."""
    nedsattning = deciding_reductions.decide(
        nedsattning=nedsattning,
        diarienummer=diarienummer,
        delegation=delegation,
        bestammelser=grounds_of(nedsattning),
        by=by,
        at=at,
    )
    faktura = nedsattning.faktura
    if approved_amount(faktura) <= 0:
        reject(faktura=faktura, skal=_whole(nedsattning), by=by, at=at)
    else:
        _apply_again(faktura, by=by, at=at)
    return nedsattning


@transaction.atomic
def withdraw_reduction(*, nedsattning: Nedsattning, atertagen_skal: str, by: User, at: datetime) -> Nedsattning:
    """Take it back. What it covered stops the invoice again."""
    nedsattning = reducing.withdraw(nedsattning=nedsattning, atertagen_skal=atertagen_skal, by=by, at=at)
    if nedsattning.beslutad is not None:
        _apply_again(nedsattning.faktura, by=by, at=at)
    return nedsattning


def _apply_again(faktura: Faktura, *, by: User, at: datetime) -> None:
    """Let the newest result move the invoice. One that waits to be controlled is moved by that control."""
    granskning = faktura.granskningar.defer("fakta", "ovriga").order_by("-pk").first()
    if granskning is not None and faktura.status != Status.MOTTAGEN:
        apply_result(granskning=granskning, by=by, at=at)


def _whole(nedsattning: Nedsattning) -> str:
    if nedsattning.form == Nedsattning.Form.BESTRIDANDE:
        return "Kommunen har bestridit hela beloppet."
    return f"Hela beloppet är avslaget, beslut {nedsattning.diarienummer}."
