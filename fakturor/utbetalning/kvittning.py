"""Vilken kreditfaktura som dras av från vilken betalning. Utan Django.

A credit note lowers one payment to the same payee, whole: first that of the invoice it credits, else the largest. A
payment always leaves something to pay. A credit that finds no room waits.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Post:
    """What is paid for an invoice, negative for a credit. `original` are the invoices that a credit is of."""

    faktura: int
    mottagare: Hashable
    belopp: Decimal
    original: frozenset[int] = frozenset()


@dataclass(slots=True)
class Samlad:
    """A payment: an invoice and the credits that are drawn from it."""

    faktura: Post
    krediter: list[Post] = field(default_factory=list)

    @property
    def belopp(self) -> Decimal:
        """Kronor that are left to pay."""
        return self.faktura.belopp + sum((kredit.belopp for kredit in self.krediter), Decimal(0))


def net(poster: Iterable[Post]) -> tuple[list[Samlad], list[Post]]:
    """The payments, one per invoice in the order given, and the credits that wait.

    The largest credit is placed first, and of equals the one that came first, so that the same posts always give the
    same payments.
    """
    poster = list(poster)
    betalningar = [Samlad(post) for post in poster if post.belopp > 0]
    vantar = []
    for kredit in sorted((post for post in poster if post.belopp < 0), key=lambda post: (post.belopp, post.faktura)):
        if (betalning := _payment_for(kredit, betalningar)) is not None:
            betalning.krediter.append(kredit)
        else:
            vantar.append(kredit)
    return betalningar, vantar


def _payment_for(kredit: Post, betalningar: list[Samlad]) -> Samlad | None:
    rum = [b for b in betalningar if b.faktura.mottagare == kredit.mottagare and b.belopp + kredit.belopp > 0]
    egna = [b for b in rum if b.faktura.faktura in kredit.original]
    return max(egna or rum, key=lambda b: (b.belopp, -b.faktura.faktura), default=None)
