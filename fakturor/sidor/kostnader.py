"""Kostnadsredovisningarna för ett uppdrag, med summor, administrationens andel och det som inte har använts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from assistans.svenska import datumspann, kronor, procent, upprakning
from beslut.belopp.visning import RIKTMARKE, RIKTMARKE_I_ORD
from beslut.models import Kostnadspost, Uppdrag
from fakturor.kostnader import administration_share, missing_kinds, total_of, unused
from fakturor.models import Kostnadsredovisning


@dataclass(frozen=True, slots=True, kw_only=True)
class Kostnadskonto:
    """En kostnadsredovisning som den visas: posterna i förordningens ordning, summan och meningarna om den."""

    rad: Kostnadsredovisning
    period: str
    poster: list[tuple[str, Decimal | None]]
    summa: Decimal
    kvar: Decimal
    andel: str
    meningar: list[str]
    inskriven: date
    ersatt: bool
    """Whether a later account for the same days has come."""


def accounts_of(uppdrag: Uppdrag) -> list[Kostnadskonto]:
    """The accounts of an assignment, the newest time first. Two queries."""
    rader = list(
        Kostnadsredovisning.objects.filter(uppdrag=uppdrag)
        .select_related("registrerad_av", "handling")
        .defer("handling__innehall")
        .prefetch_related("poster")
        .order_by("-period_tom", "-inkommen", "-pk")
    )
    return [_account(rad, ersatt=_is_followed(rad, rader[:plats])) for plats, rad in enumerate(rader)]


def _is_followed(rad: Kostnadsredovisning, senare: list[Kostnadsredovisning]) -> bool:
    return any((a.period_fran, a.period_tom) == (rad.period_fran, rad.period_tom) for a in senare)


def _account(rad: Kostnadsredovisning, *, ersatt: bool) -> Kostnadskonto:
    poster = {post.slag: post.belopp for post in rad.poster.all()}
    andel = administration_share(poster)
    return Kostnadskonto(
        rad=rad,
        period=datumspann(rad.period_fran, rad.period_tom),
        poster=[(str(slag.label), poster.get(slag)) for slag in Kostnadspost.Slag],
        summa=total_of(poster),
        kvar=unused(rad.mottaget, poster),
        andel=procent(andel) if andel is not None else "",
        meningar=[*_sentences(rad, poster)],
        inskriven=timezone.localdate(rad.registrerad),
        ersatt=ersatt,
    )


def _sentences(rad: Kostnadsredovisning, poster: dict[str, Decimal]) -> Iterator[str]:
    if saknas := missing_kinds(poster):
        yield f"Uppgift saknas om {upprakning(saknas)}."
    andel = administration_share(poster)
    if andel is not None and andel > RIKTMARKE[1]:
        yield f"Administrationen är {procent(andel)} av kostnaderna. {RIKTMARKE_I_ORD}"
    kvar = unused(rad.mottaget, poster)
    if kvar > 0:
        yield f"{kronor(kvar)} av ersättningen har inte använts. Stödet är för faktiska kostnader (RÅ 2005 ref. 85)."
    elif kvar < 0:
        yield f"Kostnaderna är {kronor(-kvar)} högre än ersättningen."
