"""Vad som är godkänt och vad som väntar, per slag av kostnad och månad, ur fakturorna. Lika många frågor varje gång.

En faktura räknas den månad som raderna gäller. Gäller den flera månader delas det godkända beloppet efter raderna.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.db.models import Count, F, Func, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from assistans.tid import first_of_month, last_of_month
from beslut.models import Budgetpost
from fakturor.flode import BETALAS, SLUTGILTIGA, Status
from fakturor.models import Faktura, Fakturarad, Fkfaktura, Kreditering
from fakturor.models.faktura import KRONOR

LSS, SFB, SJUKLON = Budgetpost.Slag.LSS, Budgetpost.Slag.SFB, Budgetpost.Slag.SJUKLON
ORE = Decimal("0.01")
Manadssummor = dict[date, Decimal]


@dataclass(frozen=True, slots=True)
class Utfall:
    """Kronor per månad: godkända, och sådana som begärs men inte är avgjorda."""

    godkant: Manadssummor = field(default_factory=dict)
    vantar: Manadssummor = field(default_factory=dict)


def outcome_by_kind(fran: date, tom: date) -> dict[str, Utfall]:
    """The three kinds between two months, both included. Five queries."""
    lss, sjuk = _invoices(fran, tom)
    return {LSS: lss, SFB: _from_fk(fran, tom), SJUKLON: sjuk}


def _invoices(fran: date, tom: date) -> tuple[Utfall, Utfall]:
    # An invoice that is credited altogether is left out, and so what its credit notes take off it.
    krediterat = (
        Kreditering.objects.filter(kredit=OuterRef("pk"), faktura__status=Status.KREDITERAD)
        .order_by()
        .values("kredit")
        .values(summa=Sum("belopp"))
    )
    rader = _claimed_by_month(fran, tom)
    fakturor = (
        Faktura.objects.filter(pk__in=rader)
        .exclude(status__in=SLUTGILTIGA)
        .annotate(
            kronor=Func("pk", function="att_betala_ut", output_field=KRONOR)
            + Coalesce(Subquery(krediterat), Decimal(0), output_field=KRONOR)
        )
        .values_list("pk", "typ", "status", "kronor")
    )
    summor = {(sjuk, godkand): defaultdict(Fraction) for sjuk in (True, False) for godkand in (True, False)}
    for pk, typ, status, belopp in fakturor:
        summa = summor[typ == Faktura.Typ.SJUKLON, status in BETALAS]
        for manad, del_ in _parts(rader[pk]):
            if fran <= manad <= tom:
                summa[manad] += Fraction(belopp) * del_
    lss, sjuk = (Utfall(_ore(summor[sjuk, True]), _ore(summor[sjuk, False])) for sjuk in (False, True))
    return lss, sjuk


def _claimed_by_month(fran: date, tom: date) -> dict[int, dict[date, Decimal]]:
    """What each invoice claims for each month, by its lines. A line without a month is of the month of the invoice."""
    berorda = _with_lines(fran, tom)
    rader: dict[int, dict[date, Decimal]] = defaultdict(dict)
    for pk, manad, datum, belopp in (
        Fakturarad.objects.filter(faktura__in=berorda)
        .values_list("faktura", "manad", "faktura__fakturadatum")
        .annotate(summa=Sum(F("belopp")))
        .order_by()
    ):
        del_ = manad or (datum and first_of_month(datum))
        if del_:
            rader[pk][del_] = rader[pk].get(del_, Decimal(0)) + belopp
    utan_rader = Faktura.objects.annotate(rader_antal=Count("rader")).filter(rader_antal=0)
    for pk, sjuk_fran in utan_rader.filter(sjuklon__sjuk_fran__range=(fran, last_of_month(tom))).values_list(
        "pk", "sjuklon__sjuk_fran"
    ):
        rader[pk] = {first_of_month(sjuk_fran): Decimal(1)}
    return rader


def _with_lines(fran: date, tom: date) -> QuerySet[Fakturarad]:
    i_tid = Q(manad__range=(fran, tom)) | Q(manad__isnull=True, faktura__fakturadatum__range=(fran, last_of_month(tom)))
    return Fakturarad.objects.filter(i_tid).values("faktura")


def _parts(rader: dict[date, Decimal]) -> Iterable[tuple[date, Fraction]]:
    """The months of an invoice with their shares of it. Lines that cancel each other share alike."""
    summa = sum(rader.values(), Decimal(0))
    for manad, belopp in rader.items():
        yield manad, Fraction(belopp) / Fraction(summa) if summa else Fraction(1, len(rader))


def _from_fk(fran: date, tom: date) -> Utfall:
    fakturor = Fkfaktura.objects.filter(manad__range=(fran, tom)).exclude(bedomning=Fkfaktura.Bedomning.BESTRIDS)
    godkant: Manadssummor = {}
    vantar: Manadssummor = {}
    for manad, bedomning, belopp in fakturor.values_list("manad", "bedomning").annotate(Sum("belopp")).order_by():
        (godkant if bedomning else vantar)[manad] = belopp
    return Utfall(godkant, vantar)


def _ore(summor: dict[date, Fraction]) -> Manadssummor:
    return {
        manad: (Decimal(s.numerator) / s.denominator).quantize(ORE, ROUND_HALF_UP) for manad, s in summor.items() if s
    }
