"""Kostnadsredovisningarna för ett blocks uppdrag: en fråga."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from fakturor.models import Kostnadsredovisning
from kontroller import fakta
from kontroller.loading.belopp import exact
from kontroller.loading.register import grouped

FALT = ("pk", "uppdrag", "period_fran", "period_tom", "inkommen", "mottaget")


def load_cost_accounts(uppdrag: Iterable[int]) -> defaultdict[int, tuple[fakta.Kostnadsredovisning, ...]]:
    """The cost accounts of some assignments, by assignment, in the order they came."""
    rader = (
        Kostnadsredovisning.objects.filter(uppdrag__in=list(uppdrag))
        .order_by("inkommen", "pk", "poster__slag")
        .values_list(*FALT, "poster__slag", "poster__belopp")
    )
    konton = groupby(rader, key=itemgetter(slice(len(FALT))))
    return grouped((huvud[1], _account(*huvud, poster=[rad[len(FALT) :] for rad in delar])) for huvud, delar in konton)


def _account(pk, uppdrag, fran, tom, inkommen, mottaget, *, poster) -> fakta.Kostnadsredovisning:
    return fakta.Kostnadsredovisning(
        id=pk,
        uppdrag=uppdrag,
        fran=fran,
        tom=tom,
        inkommen=inkommen,
        mottaget=exact(mottaget),
        poster=tuple(fakta.Kostnadspost(slag=slag, belopp=exact(belopp)) for slag, belopp in poster if slag),
    )
