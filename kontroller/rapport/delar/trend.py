"""Vad kontrollerna stoppade under tolv månader: sammanlagt, och varje kontroll med sina stopp, kronor och undantag.

En månad som inte är kontrollerad sägs vara det. Den ritas aldrig som noll.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from assistans.grafik.papper import Fyllning
from assistans.grafik.sma_bilder import Liten, small_multiples
from assistans.grafik.staende import Pelare, Plats, standing_bars
from assistans.svenska import MANADER, antal, antal_i_ord, kronor, manad_namn
from kontroller.rapport.avsnitt import Avsnitt, Bild, Cell, Kolumn, Slag, Tabell
from kontroller.rapport.ord import months_in_words, upper_first
from kontroller.rapport.period import Period
from kontroller.rapport.rakning.stopp import Manadsstopp, Stopp, Tolv, twelve_months
from kontroller.regelskillnad import title_of

STORSTA = 6
"""So many controls have a picture of their own."""
TUSEN = Decimal(1000)


def section(period: Period) -> Avsnitt | None:
    """The twelve months to the end of the period."""
    tolv = twelve_months(period)
    if not tolv.per_manad:
        return None
    storsta = _largest(tolv)
    return Avsnitt(
        kod="trend",
        rubrik="Tolv månader",
        stycken=tuple(_in_words(tolv, period)),
        bilder=(_all(tolv), *([_each(tolv, storsta)] if storsta else [])),
        tabeller=(_months(tolv), *([_controls(tolv, period)] if tolv.per_kontroll else [])),
    )


def _in_words(tolv: Tolv, period: Period) -> Iterator[str]:
    forst, sist = tolv.manader[0], tolv.manader[-1]
    kanda = len(tolv.per_manad)
    hur_manga = f"{antal_i_ord(kanda, 'månad', 'månader', utrum=True).capitalize()} av de tolv är kontrollera"
    yield (
        f"Tiden är {manad_namn(forst)}–{manad_namn(sist)}. {hur_manga}{'d' if kanda == 1 else 'de'}.{_unknown(tolv)}"
    )
    alla = sum((m.stopp for m in tolv.per_manad.values()), Stopp())
    if not alla.antal:
        yield "Inget underlag stoppades."
        return
    mening = f"{antal(alla.antal, 'underlag', 'underlag')} på {_kr(alla.kronor)} stoppades."
    if alla.godtagna:
        mening += (
            f" Av dem godtog två personer med skäl att {antal(alla.godtagna, 'underlag', 'underlag')} på "
            f"{_kr(alla.godtagna_kronor)} får betalas."
        )
    else:
        mening += " Inget av dem är godtaget i sin helhet."
    yield mening
    if change := _change(tolv, period):
        yield change


def _unknown(tolv: Tolv) -> str:
    if not tolv.okontrollerade:
        return ""
    return f" Inte kontrollerade: {months_in_words(tolv.okontrollerade)}."


def _change(tolv: Tolv, period: Period) -> str:
    """The last month held against the one before it, when both are known."""
    sist, forra = tolv.manader[-1], tolv.manader[-2]
    if not period.is_month or sist not in tolv.per_manad or forra not in tolv.per_manad:
        return ""
    nu, da = tolv.per_manad[sist].stopp.kronor, tolv.per_manad[forra].stopp.kronor
    if nu == da:
        return f"Det stoppade beloppet är detsamma i {manad_namn(sist, ar=False)} som i {manad_namn(forra, ar=False)}."
    if not nu or not da:
        nar, inget = (sist, forra) if nu else (forra, sist)
        return f"{upper_first(_when(nar))} stoppades {_kr(nu or da)}, och {_when(inget)} inget."
    hur = "mer" if nu > da else "mindre"
    return (
        f"I {manad_namn(sist, ar=False)} stoppades {_kr(abs(nu - da))} {hur} än i {manad_namn(forra, ar=False)}: "
        f"{_kr(nu)} mot {_kr(da)}."
    )


def _when(manad: date) -> str:
    return f"i {manad_namn(manad, ar=False)}"


def _largest(tolv: Tolv) -> list[str]:
    summor = {kod: tolv.of_control(kod, tolv.manader).kronor for kod in tolv.per_kontroll}
    return sorted((kod for kod, summa in summor.items() if summa), key=lambda kod: (-summor[kod], kod))[:STORSTA]


def _all(tolv: Tolv) -> Bild:
    serier = (("Stoppat, tkr", Fyllning.STRECKAD), ("Av det godtaget med skäl, tkr", Fyllning.LJUS))
    platser = [
        Plats(MANADER[manad.month - 1][:3], _bars(tolv.per_manad.get(manad)), "ej kontrollerad")
        for manad in tolv.manader
    ]
    ord_ = "; ".join(f"{manad_namn(manad)} {_told(kand)}" for manad, kand in sorted(tolv.per_manad.items()))
    return Bild(
        kod="trend",
        svg=standing_bars(serier, platser, etiketter=10),
        text=f"Stoppat belopp månad för månad: {ord_}.{_unknown(tolv)}",
    )


def _bars(manad: Manadsstopp | None) -> tuple[Pelare, ...]:
    if manad is None:
        return Pelare(None), Pelare(None)
    stopp = manad.stopp
    return (
        Pelare(stopp.kronor, _tkr(stopp.kronor)),
        Pelare(stopp.godtagna_kronor, _tkr(stopp.godtagna_kronor) if stopp.godtagna else ""),
    )


def _told(manad: Manadsstopp) -> str:
    godtaget = f", godtaget {_kr(manad.stopp.godtagna_kronor)}" if manad.stopp.godtagna else ""
    return f"{_kr(manad.stopp.kronor)}{godtaget}"


def _each(tolv: Tolv, koder: Sequence[str]) -> Bild:
    sist = tolv.manader[-1]
    bilder = [
        Liten(
            f"{title_of(kod)} ({kod})",
            tuple(v.kronor if v is not None else None for v in _values(tolv, kod)),
            f"{_month_in_words(tolv, kod, sist)}tolv månader {_tkr(tolv.of_control(kod, tolv.manader).kronor)} tkr",
        )
        for kod in koder
    ]
    delar = (
        f"{title_of(kod)} "
        + ", ".join(
            f"{manad_namn(manad)} {_kr(v.kronor)}"
            for manad, v in zip(tolv.manader, _values(tolv, kod), strict=True)
            if v is not None
        )
        for kod in koder
    )
    return Bild(
        kod="trend-kontroller",
        svg=small_multiples(bilder, forst=manad_namn(tolv.manader[0]), sist=manad_namn(sist)),
        text=f"Ifrågasatt belopp för de kontroller som har ifrågasatt mest, de kontrollerade månaderna: "
        f"{'; '.join(delar)}.",
    )


def _month_in_words(tolv: Tolv, kod: str, manad: date) -> str:
    """What the small picture has room for; a month that is not controlled is said above."""
    if manad not in tolv.per_manad:
        return ""
    return f"{manad_namn(manad, ar=False)} {_tkr(tolv.of_control(kod, [manad]).kronor)}, "


def _values(tolv: Tolv, kod: str) -> list[Stopp | None]:
    return [tolv.of_control(kod, [manad]) if manad in tolv.per_manad else None for manad in tolv.manader]


def _months(tolv: Tolv) -> Tabell:
    return Tabell(
        kod="trend-manader",
        rubrik="Stoppat och godtaget månad för månad",
        kolumner=(
            *(Kolumn("Månad", Slag.MANAD), Kolumn("Underlag", Slag.HELTAL), Kolumn("Begärt, kr", Slag.KRONOR)),
            *(Kolumn("Stoppade", Slag.HELTAL), Kolumn("Stoppat, kr", Slag.KRONOR)),
            *(Kolumn("Godtagna", Slag.HELTAL), Kolumn("Godtaget, kr", Slag.KRONOR)),
        ),
        rader=tuple((manad, *_cells(kand)) for manad, kand in sorted(tolv.per_manad.items())),
        not_under=f"Kreditfakturor räknas med sitt belopp utan tecken, och sjuklönen är med.{_unknown(tolv)}",
        tat=True,
    )


def _cells(manad: Manadsstopp) -> tuple[Cell, ...]:
    s = manad.stopp
    return manad.underlag, manad.begart, s.antal, s.kronor, s.godtagna, s.godtagna_kronor


def _controls(tolv: Tolv, period: Period) -> Tabell:
    egna = [manad for manad in period.manader if manad in tolv.per_manad]
    rader = []
    for kod in sorted(tolv.per_kontroll):
        nu, alla = tolv.of_control(kod, egna), tolv.of_control(kod, tolv.manader)
        rader.append((title_of(kod), kod, *_three(nu), *_three(alla)))
    return Tabell(
        kod="trend-kontroller",
        rubrik="Stopp per kontroll",
        kolumner=(
            *(Kolumn("Kontroll"), Kolumn("Kod")),
            *(Kolumn("Stopp", Slag.HELTAL), Kolumn("Kronor", Slag.KRONOR), Kolumn("Undantag, kr", Slag.KRONOR)),
            *(Kolumn("Stopp, 12 mån", Slag.HELTAL), Kolumn("Kronor, 12 mån", Slag.KRONOR)),
            Kolumn("Undantag, 12 mån", Slag.KRONOR),
        ),
        rader=tuple(rader),
        not_under=(
            f"De första tre talen gäller {period.namn}. Kronor är det som kontrollen pekade på, och undantag det av "
            "dem som två personer har godtagit. En krona kan vara ifrågasatt i flera kontroller, så raderna "
            "summeras inte."
        ),
        tat=len(rader) > 12,
    )


def _three(stopp: Stopp) -> tuple[Cell, ...]:
    return stopp.antal, stopp.kronor, stopp.godtagna_kronor


def _kr(belopp: Decimal) -> str:
    return kronor(belopp, oren=False)


def _tkr(belopp: Decimal) -> str:
    """Thousands of kronor; what is more than nothing never reads as nothing."""
    tusen = belopp / TUSEN
    if not belopp:
        return "0"
    return kronor(tusen, oren=False).removesuffix("\u00a0kr") if tusen >= 1 else "<1"
