"""Det som ett stickprov kan dras ur, och det i det som väljs efter risk."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max, Min
from django.utils import timezone

from beslut.models import Konto
from fakturor.flode import BETALAS
from fakturor.models import Faktura, Tidrapport
from kontroller.models import Granskning, Stickprov, Utfallsrad

NYTT_KONTO = timedelta(days=92)
"""Så länge före fakturans dag räknas ett konto som nytt."""


def frame_of(manad: date) -> dict[int, Decimal]:
    """The month's invoices that are approved for payment or paid, and that no sample has been drawn from: approved
    amount by id.

    Credit notes and invoices of nothing are left out: no krona of theirs is paid.
    """
    dragna = {pk for ram in Stickprov.objects.values_list("ram", flat=True) for pk in ram}
    fakturor = Faktura.objects.claiming(manad).filter(status__in=BETALAS, att_betala__gt=0)
    fakturor = fakturor.exclude(typ=Faktura.Typ.KREDITNOTA)
    return {
        pk: belopp for pk, belopp in fakturor.with_approved_amount().values_list("pk", "godkant") if pk not in dragna
    }


def reasons_for_risk(faktura_ids: Iterable[int]) -> dict[int, list[str]]:
    """Why each invoice is more of a risk than others, in words; those without a reason are left out. Five queries."""
    fakturor = list(Faktura.objects.filter(pk__in=list(faktura_ids)).only("anordnare", "fakturadatum", "mottagen"))
    orsaker: dict[int, list[str]] = defaultdict(list)
    undantag, varningar = _found(faktura.pk for faktura in fakturor)
    nya_konton = _new_accounts(fakturor)
    rattade = _corrected(faktura.pk for faktura in fakturor)
    forsta = _first_of_provider(fakturor)
    for faktura in fakturor:
        sagt = {
            "ett stopp är godtaget": faktura.pk in undantag,
            "anordnarens konto är nytt": faktura.pk in nya_konton,
            "en tidrapport är rättad efter att den kom": faktura.pk in rattade,
            "kontrollen varnade": faktura.pk in varningar,
            "anordnarens första faktura": faktura.pk in forsta,
        }
        orsaker[faktura.pk] = [orsak for orsak, galler in sagt.items() if galler]
    return {pk: lista for pk, lista in orsaker.items() if lista}


def _found(faktura_ids: Iterable[int]) -> tuple[set[int], set[int]]:
    """The invoices whose newest result stopped, and those where it warned. They are approved, so people accepted it."""
    senaste = Granskning.objects.filter(faktura__in=list(faktura_ids)).values("faktura").annotate(senaste=Max("pk"))
    rader = Utfallsrad.objects.filter(granskning__in=senaste.values("senaste"))
    stopp, varning = set(), set()
    for faktura, utfall in rader.values_list("granskning__faktura", "utfall"):
        (varning if utfall == Utfallsrad.Utfall.VARNING else stopp).add(faktura)
    return stopp, varning


def _new_accounts(fakturor: list[Faktura]) -> set[int]:
    inlagda: dict[int, list[date]] = defaultdict(list)
    konton = Konto.objects.filter(anordnare__in={f.anordnare_id for f in fakturor}, forsta=False)
    for anordnare, inlagt in konton.values_list("anordnare", "inlagt"):
        inlagda[anordnare].append(timezone.localdate(inlagt))
    return {
        faktura.pk
        for faktura in fakturor
        if any(dag >= _day_of(faktura) - NYTT_KONTO for dag in inlagda[faktura.anordnare_id])
    }


def _day_of(faktura: Faktura) -> date:
    return faktura.fakturadatum or timezone.localdate(faktura.mottagen)


def _corrected(faktura_ids: Iterable[int]) -> set[int]:
    rattade = Tidrapport.objects.filter(version__gt=1, redovisning__fakturarader__faktura__in=list(faktura_ids))
    return set(rattade.values_list("redovisning__fakturarader__faktura", flat=True))


def _first_of_provider(fakturor: list[Faktura]) -> set[int]:
    egna = Faktura.objects.filter(anordnare__in={f.anordnare_id for f in fakturor if f.anordnare_id})
    return set(egna.order_by().values("anordnare").annotate(forsta=Min("pk")).values_list("forsta", flat=True))
