"""En kalkyl som den visas: delarna, skillnaderna mot versionen före, och det som den jämförs med."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from assistans.svenska import datum_text, decimal, kronor
from beslut.belopp.andel import SchablonUnclear, schablon_over
from beslut.belopp.budget import amount_of_year
from beslut.belopp.budgeteffekt import Effekt, effect_of
from beslut.belopp.jamforelse import compare
from beslut.belopp.kalkylrakning import Del, Post, Timkostnad, cost_per_hour
from beslut.models import Budgetpost, Kalkyl, Kalkylpost, Kommunbelopp, Timbelopp


def counted(poster: Iterable[Kalkylpost]) -> Timkostnad:
    """The cost of an hour by the stored parts."""
    return cost_per_hour(Post(post.slag, post.enhet, post.varde) for post in poster)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delrad:
    """En del på sidan: namnet, beloppet och hur det kom till, källan, och vad den var i versionen före."""

    namn: str
    del_: Del
    kalla: str
    fore: str = ""


def named_parts(kostnad: Timkostnad) -> list[Delrad]:
    """The parts with their names, for what is not stored yet."""
    return [Delrad(namn=Kalkylpost.Slag(del_.slag).label, del_=del_, kalla="") for del_ in kostnad.delar]


def part_rows(poster: Iterable[Kalkylpost], fore: Iterable[Kalkylpost] | None) -> list[Delrad]:
    """The stored parts in their order. `fore` are those of the version before, if there is one."""
    nu = {post.slag: post for post in poster}
    forut = None if fore is None else {post.slag: post for post in fore}
    return [
        Delrad(
            namn=nu[del_.slag].get_slag_display(),
            del_=del_,
            kalla=nu[del_.slag].kalla,
            fore="" if forut is None else _before(nu[del_.slag], forut.get(del_.slag)),
        )
        for del_ in counted(nu.values()).delar
    ]


def removed_parts(poster: Iterable[Kalkylpost], fore: Iterable[Kalkylpost] | None) -> list[str]:
    """The parts of the version before that are not in this one, with their values."""
    nu = {post.slag for post in poster}
    return [f"{post.get_slag_display()} ({_value(post)})" for post in fore or () if post.slag not in nu]


def _before(nu: Kalkylpost, fore: Kalkylpost | None) -> str:
    if fore is None:
        return "Ny del"
    if (nu.varde, nu.enhet) != (fore.varde, fore.enhet):
        return f"Förut {_value(fore)}"
    return "Ny källa" if nu.kalla != fore.kalla else ""


def _value(post: Kalkylpost) -> str:
    tal = decimal(post.varde.normalize(), None if post.varde.normalize().as_tuple().exponent < -2 else 2)
    return f"{decimal(post.varde.normalize())}\u00a0%" if post.enhet == "procent" else f"{tal}\u00a0kr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Jamforelserad:
    """Något som kalkylen hålls mot: beloppet (None när det saknas), och kalkylens skillnad mot det."""

    vad: str
    belopp: Decimal | None
    skillnad: Decimal | None
    saknas: str = ""


def comparison_rows(kostnad: Decimal, rates: Iterable[Timbelopp], kalkyl: Kalkyl) -> list[Jamforelserad]:
    """The calculated cost beside the schablon of the year and the municipality's own amount."""
    rates, (forsta, sista) = list(rates), year_of(kalkyl.ar)
    rader = []
    for kategori in dict.fromkeys((Timbelopp.Kategori.SCHABLON, Timbelopp.Kategori.KOMMUN, kalkyl.avser)):
        vad = Timbelopp.Kategori(kategori).label
        try:
            belopp = schablon_over([t for t in rates if t.kategori == kategori], forsta, sista)
        except SchablonUnclear:
            saknas = f"Inget belopp gäller hela {kalkyl.ar}"
            rader.append(Jamforelserad(vad=vad, belopp=None, skillnad=None, saknas=saknas))
        else:
            rader.append(Jamforelserad(vad=vad, belopp=belopp, skillnad=kostnad - belopp))
    return rader


def among_others(kostnad: Decimal, uppgifter: Iterable[Kommunbelopp], rates: Iterable[Timbelopp], ar: int) -> str:
    """How the calculated cost stands among other municipalities, in a sentence; empty when none is known."""
    statens = [t for t in rates if t.kategori == Timbelopp.Kategori.SCHABLON]
    try:
        schablon = schablon_over(statens, *year_of(ar))
    except SchablonUnclear:
        schablon = None
    jamforelse = compare(uppgifter, ar=ar, schablon=schablon, egen=settings.KOMMUN_NAMN)
    return jamforelse.in_words(kostnad, "kalkylens")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verkan:
    """Vad kalkylens belopp gör med årets kostnad, jämfört med det belopp som gäller."""

    budget: Budgetpost
    nu: Decimal
    kallas: str
    effekt: Effekt


def effect_on_year(kostnad: Decimal, rates: Iterable[Timbelopp], budget: Budgetpost | None, ar: int) -> Verkan | None:
    """None without a budget for the year, or without an amount that holds the whole of it."""
    gallande = amount_of_year(rates, ar)
    if budget is None or gallande is None:
        return None
    nu, kallas = gallande
    return Verkan(budget=budget, nu=nu, kallas=kallas, effekt=effect_of(budget.belopp, nu, kostnad - nu))


def year_of(ar: int) -> tuple[date, date]:
    return date(ar, 1, 1), date(ar, 12, 31)


def proposed_rate(kalkyl: Kalkyl) -> dict[str, Any]:
    """What the form of a rate opens with, for the amount that an adopted calculation gives."""
    forsta, sista = year_of(kalkyl.ar)
    dag = datum_text(timezone.localdate(kalkyl.faststalld))
    belopp = counted(kalkyl.poster.all()).belopp
    return {
        "kategori": kalkyl.avser,
        "satt": "belopp",
        "belopp": belopp,
        "galler_fran": forsta,
        "galler_tom": sista,
        "grund": f"Kalkyl {kalkyl.ar} version {kalkyl.version}, fastställd den {dag}: {kronor(belopp)}",
    }
