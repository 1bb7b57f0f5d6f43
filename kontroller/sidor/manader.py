"""Månaderna som har fakturor: antal, kronor, utfall och körningens läge."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max

from fakturor.models import Faktura, Fakturarad
from kontroller.loading.belopp import exact
from kontroller.manad import VISADE
from kontroller.models import Granskning, Korning, Utfallsrad
from kontroller.regel import TYNGD, Utfall


@dataclass(frozen=True, slots=True, kw_only=True)
class Manadsrad:
    """En månad i listan. En faktura för två månader räknas i båda, med hela sitt belopp, som på månadens sida."""

    manad: date
    antal: int
    belopp: Decimal
    utfall: tuple[tuple[Utfall, int], ...]
    ej_kontrollerade: int
    korning: Korning | None

    @property
    def lage(self) -> str:
        """How the control of the month stands, in words."""
        if self.korning is None:
            return "Inte kontrollerad"
        if self.korning.status == Korning.Status.PAGAR:
            return "Kontrolleras nu"
        if self.korning.status == Korning.Status.OFULLSTANDIG:
            return "Kontrollen är ofullständig"
        return "Delvis kontrollerad" if self.ej_kontrollerade else "Kontrollerad"


def list_months() -> list[Manadsrad]:
    """Every month that an invoice claims, newest first. A constant number of queries."""
    fakturor: dict[date, set[int]] = defaultdict(set)
    belopp: dict[date, Decimal] = defaultdict(Decimal)
    rader = Fakturarad.objects.filter(manad__isnull=False).order_by().distinct()
    for manad, faktura, typ, summa in rader.values_list("manad", "faktura", "faktura__typ", "faktura__att_betala"):
        fakturor[manad].add(faktura)
        belopp[manad] += -summa if typ == Faktura.Typ.KREDITNOTA else summa

    tyngst = _weightiest()
    korningar = _newest_runs()
    return [
        Manadsrad(
            manad=manad,
            antal=len(ids),
            belopp=exact(belopp[manad]),
            utfall=_count(tyngst[pk] for pk in ids if pk in tyngst),
            ej_kontrollerade=sum(pk not in tyngst for pk in ids),
            korning=korningar.get(manad),
        )
        for manad, ids in sorted(fakturor.items(), reverse=True)
    ]


def neighbours(manad: date) -> tuple[date | None, date | None]:
    """The nearest earlier and later month that an invoice claims. Two queries."""
    manader = Fakturarad.objects.values_list("manad", flat=True)
    return (
        manader.filter(manad__lt=manad).order_by("-manad").first(),
        manader.filter(manad__gt=manad).order_by("manad").first(),
    )


def _weightiest() -> dict[int, Utfall]:
    """The weightiest verdict of each invoice's newest result."""
    senaste = Granskning.objects.values("faktura").annotate(senaste=Max("pk")).values("senaste")
    utfall = dict.fromkeys(Granskning.objects.filter(pk__in=senaste).values_list("faktura", flat=True), Utfall.GODKAND)
    rader = Utfallsrad.objects.filter(granskning__in=senaste).order_by()
    for faktura, vad in rader.values_list("granskning__faktura", "utfall").distinct():
        utfall[faktura] = min(utfall[faktura], Utfall(vad), key=TYNGD.__getitem__)
    return utfall


def _newest_runs() -> dict[date, Korning]:
    """The newest control of each month."""
    korningar = Korning.objects.filter(typ=Korning.Typ.MANAD).order_by("manad", "-pk").distinct("manad")
    return {korning.manad: korning for korning in korningar}


def _count(utfall: Iterable[Utfall]) -> tuple[tuple[Utfall, int], ...]:
    raknade = Counter(utfall)
    return tuple((u, raknade[u]) for u in VISADE if raknade[u])
