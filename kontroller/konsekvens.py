"""Konsekvensprovets räkning: vad ett annat regelverk eller timbelopp hade betytt för en faktura. Utan Django.

Räkningen tar emot en faktura i taget och behåller bara summor, så den ryms i minnet hur många de än är. Den kan skrivas
som JSON och läsas tillbaka, så att ett prov som avbryts tas upp där det slutade.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kontroller.berakning import TIMME, certified_payable_minutes
from kontroller.fakta import Fakta, Redovisning, Timbelopp
from kontroller.motor import Dom
from kontroller.regel import ALLTID
from kontroller.timpris import time_by_rate

ALLMANNA = ("schablon", "kommun", "anhorig", "natt")
"""Timbelopp som gäller alla; de andra är bestämda för en person eller en anordnare, och byts bara där de finns."""
PROVAT = 0
"""Id på det timbelopp som prövas. Inget i databasen har det."""


@dataclass(slots=True, kw_only=True)
class Summa:
    """Vad provet betyder för en anordnare, en kontroll, en månad eller allt tillsammans.

    `nya` är fakturor som stoppas och inte gjorde det, `inte_langre` tvärtom, med sina kronor och personer (id). För en
    kontroll är kronorna de som den ifrågasätter, annars fakturans belopp. `minuter` är tid att ersätta som det prövade
    timbeloppet gäller för, och `tillatet_fore` och `tillatet_efter` kronor som timbeloppen ger för tiden.
    """

    underlag: int = 0
    belopp: Decimal = Decimal(0)
    personer: set[int] = field(default_factory=set)
    stopp_fore: int = 0
    stopp_efter: int = 0
    kronor_fore: Decimal = Decimal(0)
    kronor_efter: Decimal = Decimal(0)
    nya: int = 0
    nya_kronor: Decimal = Decimal(0)
    nya_personer: set[int] = field(default_factory=set)
    inte_langre: int = 0
    inte_langre_kronor: Decimal = Decimal(0)
    inte_langre_personer: set[int] = field(default_factory=set)
    minuter: Fraction = Fraction(0)
    tillatet_fore: Fraction = Fraction(0)
    tillatet_efter: Fraction = Fraction(0)
    utan_timbelopp: int = 0

    def add(self, *, fore: Decimal | None, efter: Decimal | None, belopp: Decimal, personer: Iterable[int]) -> None:
        """Count an invoice. `fore` and `efter` are kronor that are stopped; None when nothing is."""
        alla = set(personer)
        self.underlag += 1
        self.belopp += belopp
        self.personer |= alla
        if fore is not None:
            self.stopp_fore += 1
            self.kronor_fore += fore
        if efter is not None:
            self.stopp_efter += 1
            self.kronor_efter += efter
        if fore is None and efter is not None:
            self.nya += 1
            self.nya_kronor += efter
            self.nya_personer |= alla
        if fore is not None and efter is None:
            self.inte_langre += 1
            self.inte_langre_kronor += fore
            self.inte_langre_personer |= alla

    def add_price(self, pris: "Prisverkan") -> None:
        """Count what the rates allow for a dossier."""
        self.minuter += pris.minuter
        self.tillatet_fore += pris.fore
        self.tillatet_efter += pris.efter
        self.utan_timbelopp += pris.utan_timbelopp

    def merge(self, annan: "Summa") -> None:
        """Take up another sum."""
        for falt in fields(self):
            varde, annat = getattr(self, falt.name), getattr(annan, falt.name)
            setattr(self, falt.name, varde | annat if isinstance(varde, set) else varde + annat)

    @property
    def changed(self) -> bool:
        """Whether anything becomes different."""
        return bool(
            self.nya
            or self.inte_langre
            or self.kronor_fore != self.kronor_efter
            or self.tillatet_fore != self.tillatet_efter
        )


@dataclass(frozen=True, slots=True)
class Prisverkan:
    """Vad timbeloppen ger för en redovisnings tid, exakt. `minuter` är de som det prövade gäller för."""

    minuter: Fraction = Fraction(0)
    fore: Fraction = Fraction(0)
    efter: Fraction = Fraction(0)
    utan_timbelopp: int = 0


@dataclass(slots=True, kw_only=True)
class Rakning:
    """Allt som provet har kommit fram till hittills."""

    allt: Summa = field(default_factory=Summa)
    anordnare: dict[int, Summa] = field(default_factory=dict)
    kontroller: dict[str, Summa] = field(default_factory=dict)
    manader: dict[str, Summa] = field(default_factory=dict)
    sedda: set[int] = field(default_factory=set)
    """Redovisningar vars tid redan är räknad: den står ofta på flera fakturor."""

    def add(
        self, *, fakta: Fakta, manad: date, fore: Mapping[str, Decimal], dom: Dom, provad: Fakta | None = None
    ) -> None:
        """Count an invoice: what stopped it, what the candidate says, and the facts with the candidate's rate."""
        belopp = abs(fakta.faktura.summor.att_betala)
        personer = {redovisning.brukare.id for redovisning in fakta.redovisningar}
        efter = stops_of(dom, belopp)
        for kod in fore.keys() | efter.keys():
            summa = self.kontroller.setdefault(kod, Summa())
            summa.add(fore=fore.get(kod), efter=efter.get(kod), belopp=belopp, personer=personer)
        summor = [
            self.allt,
            self.anordnare.setdefault(fakta.anordnare.id if fakta.anordnare else 0, Summa()),
            self.manader.setdefault(f"{manad:%Y-%m}", Summa()),
        ]
        for summa in summor:
            summa.add(fore=belopp if fore else None, efter=belopp if efter else None, belopp=belopp, personer=personer)
        if provad is None or fakta.faktura.ar_kredit:
            return
        for gammal, ny in zip(fakta.redovisningar, provad.redovisningar, strict=True):
            if gammal.id not in self.sedda:
                self.sedda.add(gammal.id)
                verkan = price_effect(gammal, ny)
                for summa in summor:
                    summa.add_price(verkan)


def stops_of(dom: Dom, belopp: Decimal) -> dict[str, Decimal]:
    """The controls that stop, with the kronor that each questions."""
    return {v.regel: questioned(v.kronor, belopp) for v in dom.verdikt if v.utfall.stops}


def questioned(kronor: Decimal | None, belopp: Decimal) -> Decimal:
    """What a control questions: at most the invoice's amount, and all of it when the control names no amount."""
    return belopp if kronor is None else min(kronor, belopp)


def with_rate(fakta: Fakta, kategori: str, belopp: Decimal) -> Fakta:
    """The facts as if the rate of a category had been another, every day."""
    return replace(
        fakta, redovisningar=tuple(replace(r, timbelopp=_rates(r, kategori, belopp)) for r in fakta.redovisningar)
    )


def _rates(redovisning: Redovisning, kategori: str, belopp: Decimal) -> tuple[Timbelopp, ...]:
    if kategori not in ALLMANNA:
        return tuple(replace(t, belopp=belopp) if t.kategori == kategori else t for t in redovisning.timbelopp)
    kvar = tuple(t for t in redovisning.timbelopp if t.kategori != kategori)
    return (*kvar, Timbelopp(id=PROVAT, kategori=kategori, fran=ALLTID, tom=None, belopp=belopp))  # type: ignore[arg-type]


def price_effect(fore: Redovisning, efter: Redovisning) -> Prisverkan:
    """What the rates allow for the dossier's certified time before and after.

    Nothing is said of a dossier that lacks a rate for some of its days: what it was allowed is not known.
    """
    gamla, utan = time_by_rate(fore, fore.manad, fore.sista_dag)
    if not certified_payable_minutes(fore):
        return Prisverkan()
    if utan:
        return Prisverkan(utan_timbelopp=1)
    nya, _ = time_by_rate(efter, efter.manad, efter.sista_dag)
    andrade = set(efter.timbelopp) - set(fore.timbelopp)
    return Prisverkan(
        minuter=sum((minuter for timbelopp, minuter in nya if timbelopp in andrade), Fraction(0)),
        fore=_allowed(gamla),
        efter=_allowed(nya),
    )


def _allowed(tider: Iterable[tuple[Timbelopp, Fraction]]) -> Fraction:
    return sum((minuter * Fraction(timbelopp.belopp) for timbelopp, minuter in tider), Fraction(0)) / TIMME


# --- Som JSON -----------------------------------------------------------------------------------------------------


def to_json(rakning: Rakning) -> dict[str, Any]:
    """The count as plain JSON values."""
    return {
        "allt": _summa_to_json(rakning.allt),
        "sedda": sorted(rakning.sedda),
        **{
            namn: {str(nyckel): _summa_to_json(summa) for nyckel, summa in getattr(rakning, namn).items()}
            for namn in ("anordnare", "kontroller", "manader")
        },
    }


def from_json(data: dict[str, Any]) -> Rakning:
    """The count that the values were made from."""
    return Rakning(
        allt=_summa_from_json(data["allt"]),
        sedda=set(data["sedda"]),
        anordnare={int(nyckel): _summa_from_json(summa) for nyckel, summa in data["anordnare"].items()},
        kontroller={nyckel: _summa_from_json(summa) for nyckel, summa in data["kontroller"].items()},
        manader={nyckel: _summa_from_json(summa) for nyckel, summa in data["manader"].items()},
    )


def _summa_to_json(summa: Summa) -> dict[str, Any]:
    varden = {falt.name: getattr(summa, falt.name) for falt in fields(summa)}
    return {
        namn: sorted(varde) if isinstance(varde, set) else varde if isinstance(varde, int) else str(varde)
        for namn, varde in varden.items()
    }


def _summa_from_json(data: dict[str, Any]) -> Summa:
    tom = Summa()
    return Summa(**{falt.name: type(getattr(tom, falt.name))(data[falt.name]) for falt in fields(tom)})
