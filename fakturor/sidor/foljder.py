"""Vad ett upphört tillstånd betyder i tid och kronor: varje uppdrag, månad och faktura efter den sista dagen (B02)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.db.models import Count, F, Sum

from assistans.models import User
from assistans.tid import first_of_month, last_of_month
from beslut.models import Brev, Tillstand, Uppdrag
from beslut.upphort import Lucka, assignments_touched, gaps_after, last_day, last_payable
from fakturor.flode import BETALAS, SLUTGILTIGA, Status
from fakturor.models import Faktura, Fakturarad, Intyg, Redovisning, Tidrad
from fakturor.sidor.beteckning import closed_to

ORE = Decimal("0.01")


@dataclass(slots=True)
class Tid:
    """Minuter efter den sista dagen: rapporterade, intygade av alla tre, och rapporterade efter de två veckorna."""

    rapporterat: int = 0
    intygat: int = 0
    efter_fristen: int = 0

    def add(self, annan: Tid) -> None:
        """Count another's minutes too."""
        self.rapporterat += annan.rapporterat
        self.intygat += annan.intygat
        self.efter_fristen += annan.efter_fristen


@dataclass(frozen=True, slots=True, kw_only=True)
class Fakturadel:
    """Det en faktura begär för en redovisning: så stor del av beloppet, i kronor, som tiden efter den sista dagen är.

    Beloppen är None när månaden börjar före den sista dagen och saknar tidrader: då går det inte att dela upp.
    `nummer` är tomt när fakturan också gäller någon som användaren inte får se.
    """

    faktura: int
    nummer: str
    steg: str
    referens: str
    manad: date
    hela: Decimal
    efter: Decimal | None
    efter_fristen: Decimal | None
    ar_godkand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Berord:
    """Ett uppdrag som berörs. `sista_att_betala` är None när ingen dag efter tillståndets sista får betalas."""

    uppdrag: Uppdrag
    sista_att_betala: date | None
    tid: Tid = field(default_factory=Tid)
    fakturor: list[Fakturadel] = field(default_factory=list)
    brev: Brev | None = None

    @property
    def claimed(self) -> Decimal:
        """Kronor that the invoices claim for time after the last day, as far as it can be told."""
        return _sum(del_.efter for del_ in self.fakturor)

    @property
    def approved(self) -> Decimal:
        """Of that, kronor on invoices that are approved for payment or further."""
        return _sum(del_.efter for del_ in self.fakturor if del_.ar_godkand)


@dataclass(frozen=True, slots=True, kw_only=True)
class Foljdsida:
    """Allt som ett upphört tillstånd berör, av det som användaren får se."""

    sista_dag: date | None
    berorda: list[Berord]
    fakturor: list[Fakturadel]
    tid: Tid
    begart: Decimal
    begart_efter_fristen: Decimal
    godkant: Decimal
    odelbara: int
    utan_brev: int

    @classmethod
    def load(cls, tillstand: Tillstand, user: User) -> Foljdsida:
        """Read it all. Eight queries, however many it touches."""
        luckor = gaps_after(tillstand)
        uppdragen = list(assignments_touched(tillstand, luckor, user))
        underlag = _Underlag.load(tillstand, uppdragen, luckor, user)
        breven = {brev.brukare_id: brev for brev in _letters(tillstand)}
        berorda = [underlag.touched(u, last_payable(tillstand, u.informerad_om_upphort), breven) for u in uppdragen]

        tid = Tid()
        for berord in berorda:
            tid.add(berord.tid)
        fakturor = [del_ for berord in berorda for del_ in berord.fakturor]
        return cls(
            sista_dag=last_day(tillstand),
            berorda=berorda,
            fakturor=fakturor,
            tid=tid,
            begart=_sum(del_.efter for del_ in fakturor),
            begart_efter_fristen=_sum(del_.efter_fristen for del_ in fakturor),
            godkant=_sum(del_.efter for del_ in fakturor if del_.ar_godkand),
            odelbara=sum(del_.efter is None for del_ in fakturor),
            utan_brev=len({b.uppdrag.brukare_id for b in berorda if b.brev is None}),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Underlag:
    """Dossiers of those touched, with their minutes by day and what invoices claim for them."""

    luckor: list[Lucka]
    redovisningar: dict[int, list[Redovisning]]
    dagar: dict[int, dict[date, tuple[int, int]]]
    rader: dict[int, list[tuple[Faktura, Decimal]]]

    @classmethod
    def load(cls, tillstand: Tillstand, uppdragen: list[Uppdrag], luckor: list[Lucka], user: User) -> _Underlag:
        fran = first_of_month(luckor[0].fran) if luckor else date.max
        redovisningar = list(
            Redovisning.objects.filter(
                anordnare=tillstand.anordnare_id, brukare__in={u.brukare_id for u in uppdragen}, manad__gte=fran
            ).order_by("manad")
        )
        by_person: dict[int, list[Redovisning]] = defaultdict(list)
        for redovisning in redovisningar:
            by_person[redovisning.brukare_id].append(redovisning)
        ids = [redovisning.pk for redovisning in redovisningar]
        return cls(luckor=luckor, redovisningar=by_person, dagar=_minutes_by_day(ids), rader=_claims(ids, user))

    def touched(self, uppdrag: Uppdrag, sista: date | None, breven: dict[int, Brev]) -> Berord:
        """One assignment with its time and invoices after the last day."""
        berord = Berord(uppdrag=uppdrag, sista_att_betala=sista, brev=breven.get(uppdrag.brukare_id))
        for redovisning in self.redovisningar[uppdrag.brukare_id]:
            dagar = self.dagar[redovisning.pk]
            tid = self._time_after(uppdrag, sista, dagar)
            berord.tid.add(tid)
            andelar = self._shares(uppdrag, sista, redovisning, tid, dagar)
            if andelar is None or andelar[0]:
                berord.fakturor.extend(_parts(uppdrag, redovisning, self.rader[redovisning.pk], andelar))
        return berord

    def _is_after(self, uppdrag: Uppdrag, dag: date) -> bool:
        i_uppdraget = uppdrag.galler_fran <= dag and (uppdrag.galler_tom is None or dag <= uppdrag.galler_tom)
        return i_uppdraget and any(lucka.covers(dag) for lucka in self.luckor)

    def _time_after(self, uppdrag: Uppdrag, sista: date | None, dagar: dict[date, tuple[int, int]]) -> Tid:
        tid = Tid()
        for dag, (minuter, intygade) in dagar.items():
            if self._is_after(uppdrag, dag):
                tid.rapporterat += minuter
                tid.intygat += intygade
                tid.efter_fristen += 0 if sista and dag <= sista else minuter
        return tid

    def _shares(
        self, uppdrag: Uppdrag, sista: date | None, redovisning: Redovisning, tid: Tid, dagar: dict
    ) -> tuple[Fraction, Fraction] | None:
        """How much of the month's claim is after the last day, and after the two weeks. None if nobody can tell."""
        if hela := sum(minuter for minuter, _ in dagar.values()):
            return Fraction(tid.rapporterat, hela), Fraction(tid.efter_fristen, hela)
        manad, slut = redovisning.manad, last_of_month(redovisning.manad)
        if self._is_after(uppdrag, manad) and self._is_after(uppdrag, slut) and (sista is None or sista < manad):
            return Fraction(1), Fraction(1)
        helt_fore = all(slut < lucka.fran for lucka in self.luckor) or slut < uppdrag.galler_fran
        helt_utanfor = helt_fore or (uppdrag.galler_tom is not None and uppdrag.galler_tom < manad)
        return (Fraction(0), Fraction(0)) if helt_utanfor else None


def _letters(tillstand: Tillstand) -> Iterable[Brev]:
    return Brev.objects.filter(tillstand=tillstand, slag=Brev.Slag.TILLSTAND_UPPHORT, makulerat__isnull=True)


def _minutes_by_day(ids: list[int]) -> dict[int, dict[date, tuple[int, int]]]:
    """Minutes by dossier and day: reported, and certified by all three for the report as it stands. Two queries."""
    intygade = set(
        Intyg.objects.filter(rapport__redovisning__in=ids, version=F("rapport__version"))
        .values("rapport")
        .annotate(parter=Count("part", distinct=True))
        .filter(parter=len(Intyg.Part))
        .values_list("rapport", flat=True)
    )
    rader = Tidrad.objects.current().filter(rapport__redovisning__in=ids)
    summor = rader.order_by().values_list("rapport__redovisning", "rapport", "datum").annotate(Sum("minuter"))
    found: dict[int, dict[date, tuple[int, int]]] = defaultdict(dict)
    for redovisning, rapport, datum, minuter in summor:
        fore, intygat = found[redovisning].get(datum, (0, 0))
        found[redovisning][datum] = (fore + minuter, intygat + (minuter if rapport in intygade else 0))
    return found


def _claims(ids: list[int], user: User) -> dict[int, list[tuple[Faktura, Decimal]]]:
    """What the invoices that stand claim for each dossier, in kronor; a credit note is below zero. Two queries.

    An invoice that is about somebody whom the user may not see as well loses its number.
    """
    summor: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    fakturor: dict[int, Faktura] = {}
    rader = Fakturarad.objects.filter(redovisning__in=ids).exclude(faktura__status__in=SLUTGILTIGA)
    for rad in rader.select_related("faktura").order_by("faktura__fakturadatum", "faktura", "ordning"):
        fakturor[rad.faktura_id] = rad.faktura
        kredit = rad.faktura.typ == Faktura.Typ.KREDITNOTA
        summor[rad.redovisning_id, rad.faktura_id] += -rad.belopp if kredit else rad.belopp
    slutna = Fakturarad.objects.filter(faktura__in=fakturor, brukare__in=closed_to(user))
    for faktura in set(slutna.values_list("faktura", flat=True)):
        fakturor[faktura].nummer = ""
    found: dict[int, list[tuple[Faktura, Decimal]]] = defaultdict(list)
    for (redovisning, faktura), belopp in summor.items():
        found[redovisning].append((fakturor[faktura], belopp))
    return found


def _parts(
    uppdrag: Uppdrag,
    redovisning: Redovisning,
    rader: list[tuple[Faktura, Decimal]],
    andelar: tuple[Fraction, Fraction] | None,
) -> list[Fakturadel]:
    return [
        Fakturadel(
            faktura=faktura.pk,
            nummer=faktura.nummer,
            steg=Status(faktura.status).label,
            referens=uppdrag.brukare.referens,
            manad=redovisning.manad,
            hela=belopp,
            efter=_share(belopp, andelar[0]) if andelar else None,
            efter_fristen=_share(belopp, andelar[1]) if andelar else None,
            ar_godkand=faktura.status in BETALAS,
        )
        for faktura, belopp in rader
    ]


def _share(belopp: Decimal, andel: Fraction) -> Decimal:
    """A part of an amount, in whole öre, half up."""
    return (belopp * andel.numerator / andel.denominator).quantize(ORE, ROUND_HALF_UP)


def _sum(belopp: Iterable[Decimal | None]) -> Decimal:
    return sum((ett for ett in belopp if ett is not None), Decimal("0.00"))
