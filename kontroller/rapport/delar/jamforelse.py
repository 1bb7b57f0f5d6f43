"""Det som stack ut: perioden mot den lika långa tiden före, i meningar som skrivs ur talen.

En period jämförs bara med en som är kontrollerad i lika många månader, så att en kortare tid aldrig ser ut som en
minskning. Det som rör färre än fem personer sägs inte.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistans.svenska import antal_i_ord, decimal, heltal, kronor, procent, upprakning
from assistans.tid import months_after
from kontroller.rapport.avsnitt import Avsnitt, Cell, Kolumn, Slag, Tabell
from kontroller.rapport.ord import upper_first
from kontroller.rapport.period import Period, Tidrymd, span_of
from kontroller.rapport.rakning.stopp import latest_runs
from kontroller.rapport.summor import (
    MINST_PERSONER,
    Periodvolymer,
    outcomes_of,
    stopped,
    stops_of,
    volumes_of,
)
from kontroller.regelskillnad import title_of
from kontroller.tackning import Del, coverage_over

FLEST = 3
"""So many controls at most are named in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tal:
    """Det som jämförs för en period."""

    period: Period
    volymer: Periodvolymer
    stoppat: Decimal
    tackning: Decimal | None
    kontroller: Mapping[str, tuple[int, Decimal]]
    """Underlag och kronor som varje kontroll stoppade, efter kod."""

    @property
    def for_fa(self) -> bool:
        """Whether so few persons are behind the figures that a difference could be one person's."""
        return self.volymer.personer < MINST_PERSONER


def section(period: Period) -> Avsnitt | None:
    """The period beside the one before. Nine queries, whatever the length."""
    if not period.korningar:
        return None
    nu, fore = _figures(period), _before(period)
    if fore is None:
        return Avsnitt(
            kod="jamforelse",
            rubrik="Det som stack ut",
            stycken=(*_alone(nu), _nothing_before(period)),
        )
    da = _figures(fore)
    return Avsnitt(
        kod="jamforelse",
        rubrik="Det som stack ut",
        stycken=tuple(_in_words(nu, da)),
        tabeller=() if nu.for_fa or da.for_fa else (_table(nu, da),),
    )


def _previous(period: Period) -> Tidrymd:
    """The month, quarter or year before."""
    return span_of(period.slag, months_after(period.fran, -1))


def _before(period: Period) -> Period | None:
    """The one before with its newest runs; None unless as many of its months are controlled."""
    rymd = _previous(period)
    korningar = latest_runs(rymd.manader)
    if len(korningar) != len(rymd.manader) or period.saknade:
        return None
    return Period(rymd.slag, rymd.fran, rymd.tom, tuple(korningar[manad] for manad in rymd.manader), period.dag)


def _nothing_before(period: Period) -> str:
    if period.saknade:
        return f"{upper_first(period.namn)} är inte kontrollerat i sin helhet och jämförs därför inte med tiden före."
    hur = "kontrollerad" if period.is_month else "kontrollerat i sin helhet"
    return f"{upper_first(_previous(period).namn)} är inte {hur}, så det finns inget att jämföra med."


def _figures(period: Period) -> Tal:
    return Tal(
        period=period,
        volymer=volumes_of(period),
        stoppat=stopped(outcomes_of(period)),
        tackning=coverage_over(period.manader, period.korningar, idag=period.dag).begart.share(Del.PROVAT),
        kontroller=stops_of(period),
    )


def _alone(nu: Tal) -> Iterator[str]:
    """What can be said of the period by itself."""
    if mening := _most(nu):
        yield mening


def _in_words(nu: Tal, da: Tal) -> Iterator[str]:
    if nu.for_fa or da.for_fa:
        yield (
            f"Bakom talen för {nu.period.namn} eller {da.period.namn} står färre än fem personer. De jämförs därför "
            "inte."
        )
        return
    yield " ".join(_volumes(nu, da))
    yield " ".join(_money(nu, da))
    if mening := _coverage(nu, da):
        yield mening
    if mening := _most(nu):
        yield f"{mening}{_new(nu, da)}"
    elif mening := _new(nu, da):
        yield mening.strip()


def _volumes(nu: Tal, da: Tal) -> Iterator[str]:
    mot = f"Jämfört med {da.period.namn}"
    delar = [
        _more(nu.volymer.personer - da.volymer.personer, "person", "personer"),
        _more(nu.volymer.anordnare - da.volymer.anordnare, "anordnare", "anordnare"),
    ]
    if not any(delar):
        yield f"{mot} är personerna och anordnarna lika många."
    else:
        yield f"{mot} är det {upprakning([del_ for del_ in delar if del_])}."
    timmar, kr = nu.volymer.timmar - da.volymer.timmar, nu.volymer.belopp - da.volymer.belopp
    yield (
        f"Den fakturerade tiden {_moved(timmar, da.volymer.timmar, f'{decimal(abs(timmar))} timmar')}, och beloppet "
        f"{_moved(kr, da.volymer.belopp, _kr(abs(kr)))}."
    )


def _more(skillnad: int, ental: str, flertal: str) -> str:
    if not skillnad:
        return ""
    hur = "fler" if skillnad > 0 else "färre"
    return f"{antal_i_ord(abs(skillnad), '', '', utrum=True).strip()} {hur} {ental if abs(skillnad) == 1 else flertal}"


def _moved(skillnad: Decimal, fore: Decimal, hur_mycket: str) -> str:
    if not skillnad:
        return "är oförändrad" if "timmar" in hur_mycket else "är oförändrat"
    andel = f" ({procent(abs(skillnad) / fore)})" if fore else ""
    return f"{'ökade' if skillnad > 0 else 'minskade'} med {hur_mycket}{andel}"


def _money(nu: Tal, da: Tal) -> Iterator[str]:
    if not nu.stoppat and not da.stoppat:
        yield "Inget belopp stoppades i någon av perioderna."
    elif nu.stoppat == da.stoppat:
        yield f"Lika mycket stoppades: {_kr(nu.stoppat)}."
    elif not da.stoppat:
        yield f"{_kr(nu.stoppat)} stoppades; i {da.period.namn} stoppades inget."
    elif not nu.stoppat:
        yield f"Inget belopp stoppades; i {da.period.namn} stoppades {_kr(da.stoppat)}."
    else:
        hur = "mer" if nu.stoppat > da.stoppat else "mindre"
        yield f"{_kr(nu.stoppat)} stoppades, {_kr(abs(nu.stoppat - da.stoppat))} {hur} än i {da.period.namn}."


def _coverage(nu: Tal, da: Tal) -> str:
    if nu.tackning is None or da.tackning is None:
        return ""
    if nu.tackning == da.tackning:
        return f"Täckningen är oförändrad, {procent(nu.tackning)}."
    hur = "högre" if nu.tackning > da.tackning else "lägre"
    return f"Täckningen är {procent(nu.tackning)}, {hur} än {procent(da.tackning)} i {da.period.namn}."


def _most(nu: Tal) -> str:
    """The controls that question most."""
    flest = [(kod, kronor_) for kod, (_, kronor_) in nu.kontroller.items() if kronor_]
    flest = sorted(flest, key=lambda rad: (-rad[1], rad[0]))[:FLEST]
    if not flest:
        return ""
    delar = [f"{title_of(kod)} ({_kr(kronor_)})" for kod, kronor_ in flest]
    return f"Mest ifrågasatte {'kontrollen' if len(flest) == 1 else 'kontrollerna'} {upprakning(delar)}."


def _new(nu: Tal, da: Tal) -> str:
    """The controls that found something now and nothing before."""
    nya = sorted(nu.kontroller.keys() - da.kontroller.keys())
    if not nya:
        return ""
    if len(nya) > FLEST:
        return f" {heltal(len(nya))} kontroller stoppade något nu men inget i {da.period.namn}."
    return f" Något stoppades nu men inte i {da.period.namn} av {upprakning([title_of(kod) for kod in nya])}."


def _table(nu: Tal, da: Tal) -> Tabell:
    par: tuple[tuple[str, Decimal | int | None, Decimal | int | None], ...] = (
        ("Personer", nu.volymer.personer, da.volymer.personer),
        ("Anordnare", nu.volymer.anordnare, da.volymer.anordnare),
        ("Underlag", nu.volymer.underlag, da.volymer.underlag),
        ("Fakturerad tid, timmar", nu.volymer.timmar, da.volymer.timmar),
        ("Fakturerat, kr", _whole(nu.volymer.belopp), _whole(da.volymer.belopp)),
        ("Stoppat, kr", _whole(nu.stoppat), _whole(da.stoppat)),
    )
    rader: list[tuple[Cell, ...]] = [(vad, fore, efter, efter - fore) for vad, efter, fore in par]
    return Tabell(
        kod="jamforelse",
        rubrik=f"{upper_first(nu.period.namn)} mot {da.period.namn}",
        kolumner=(
            *(Kolumn("Mått"), Kolumn(upper_first(da.period.namn), Slag.TAL)),
            *(Kolumn(upper_first(nu.period.namn), Slag.TAL), Kolumn("Skillnad", Slag.TAL)),
        ),
        rader=tuple(rader),
    )


def _whole(belopp: Decimal) -> Decimal:
    return belopp.quantize(Decimal(1))


def _kr(belopp: Decimal) -> str:
    return kronor(belopp, oren=False)
