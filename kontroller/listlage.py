"""Verdikt och bedömningar så mycket som en lista läser av dem: lätta rader i stället för hela modeller."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from fakturor.models import Nedsattning, Nedsattningspost
from kontroller.models import Bedomning, Regelverksrad, Utfallsrad


class Listutfall(NamedTuple):
    """Ett verdikt som stoppar eller varnar, utan det som det säger."""

    granskning_id: int
    regel: str
    version: int
    utfall: str
    kronor: Decimal | None
    fyndhash: str
    forbjuden: bool = False
    nedsatt: bool = False


class Listbedomning(NamedTuple):
    """En bedömning, utan skälet."""

    faktura_id: int
    regel: str
    version: int
    fyndhash: str
    beslut: str
    galler_till: date | None
    av_id: int
    av_namn: str
    bekraftad_av: int | None
    handling_id: int | None = None


UTFALLETS_FALT = ("granskning", "regel", "version", "utfall", "kronor", "fyndhash", "forbjuden", "nedsatt")
BEDOMNINGENS_FALT = (
    *("faktura", "regel", "version", "fyndhash", "beslut", "galler_till"),
    *("av", "av__namn", "bekraftelse__av", "handling"),
)


def with_standing(utfall: QuerySet[Utfallsrad]) -> QuerySet[Utfallsrad]:
    """Say of each verdict whether the rule set that it was judged by lets nobody accept what the control found, and
    whether a decided reduction covers the amount that it questions.

    What a control could not judge is always for people to take a stand on.
    """
    forbjudna = Regelverksrad.objects.filter(
        regelverk=OuterRef("granskning__korning__regelverk"), kod=OuterRef("regel"), far_undantas=False
    )
    avdragna = (
        Nedsattningspost.objects.filter(
            nedsattning__faktura=OuterRef("granskning__faktura"),
            nedsattning__status=Nedsattning.Status.BESLUTAD,
            regel=OuterRef("regel"),
            fyndhash=OuterRef("fyndhash"),
        )
        .values("fyndhash")
        .values(summa=Sum("belopp"))
    )
    return utfall.annotate(
        forbjuden=Q(utfall=Utfallsrad.Utfall.AVVIKELSE) & Exists(forbjudna),
        nedsatt=Coalesce(Q(kronor__gt=0) & Q(kronor__lte=Subquery(avdragna)), False),
    )


def light_verdicts(granskning_ids: Iterable[int]) -> dict[int, tuple[Listutfall, ...]]:
    """The stops and warnings of many results, by the result's id, in order of code. One query."""
    rader: dict[int, list[Listutfall]] = defaultdict(list)
    urval = with_standing(Utfallsrad.objects.filter(granskning__in=list(granskning_ids))).order_by("regel")
    for rad in urval.values_list(*UTFALLETS_FALT):
        rader[rad[0]].append(Listutfall(*rad))
    return {pk: tuple(egna) for pk, egna in rader.items()}


def light_assessments(faktura_ids: Iterable[int]) -> Iterable[Listbedomning]:
    """Every assessment of many invoices, the oldest first. One query."""
    alla = Bedomning.objects.filter(faktura__in=list(faktura_ids)).order_by("pk")
    return [Listbedomning(*rad) for rad in alla.values_list(*BEDOMNINGENS_FALT)]
