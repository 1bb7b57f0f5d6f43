"""Omfattningen: hur många som har assistans år för år (figur 1), och vilka som utförde den i månaden.

Anordnare med färre än fem personer räknas, men nämns inte vid namn.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from assistans.grafik.papper import Fyllning
from assistans.grafik.staende import Pelare, Plats, standing_bars
from assistans.svenska import HARD_SPACE, antal_i_ord, datum_text, decimal, heltal, manad_namn, upprakning
from kontroller.rapport.avsnitt import Avsnitt, Bild, Kolumn, Slag, Tabell
from kontroller.rapport.period import Period
from kontroller.rapport.rakning.fordelning import Fordelning, distribution_of
from kontroller.rapport.rakning.omfattning import Antal, Arsrad, october, years_until

FA = "färre än fem"
RUBRIKER = ("Assistansersättning, SFB", "Personlig assistans, LSS")


def section(period: Period) -> Avsnitt | None:
    """Figure 1, and who did the work in the last controlled month of the period."""
    aren = years_until(period.tom)
    fordelning = distribution_of(period.manader[-1], period.korningar[-1]) if period.korningar else None
    stycken = (*years_in_words(aren), *(month_in_words(fordelning) if fordelning else ()))
    if not stycken:
        return None
    return Avsnitt(
        kod="omfattning",
        rubrik="Hur många som har assistans",
        stycken=stycken,
        bilder=(picture_of(aren),) if aren else (),
        tabeller=(_table(aren),) if aren else (),
    )


def month_in_words(f: Fordelning) -> tuple[str, ...]:
    """The paragraph that the audit wrote of April 2015, of any month."""
    if not f.personer:
        return ()
    return tuple(_month_sentences(f))


def _month_sentences(f: Fordelning) -> Iterator[str]:
    manad = manad_namn(f.manad)
    yield " ".join([_persons(f, manad), *_by_providers(f)])
    if f.visas_inte:
        return
    per_person = heltal(_whole(f.timmar / f.personer))
    per = heltal(_whole(f.timmar / f.redovisningar)) if f.redovisningar else ""
    medel = (
        f"I genomsnitt är det {per} timmar per person och anordnare, och {per_person} per person."
        if per != per_person
        else f"I genomsnitt är det {per_person} timmar per person."
    )
    yield (
        f"I {manad} begärde anordnarna {_millions(f.kronor)} för {heltal(_whole(f.timmar + f.utan_person))} "
        f"timmar.{_unmatched(f)} Den som hade mest hjälp fick {heltal(_whole(f.mest))} timmar utförda, och den som "
        f"hade minst fick {heltal(_whole(f.minst))}. {medel} Tillfälliga utökningar ingår."
    )


def _unmatched(f: Fordelning) -> str:
    if not f.utan_person:
        return ""
    return f" Av dem är {heltal(_whole(f.utan_person))} inte parade med någon person."


def _persons(f: Fordelning, manad: str) -> str:
    if f.visas_inte:
        return f"I {manad} hade {FA} personer personlig assistans enligt LSS."
    vilka = antal_i_ord(f.personer, "person", "personer", utrum=True)
    inledning = f"I {manad} hade {vilka} personlig assistans enligt LSS."
    if not f.egna:
        return inledning
    sjalva = "själv" if f.egna == 1 else "själva"
    return f"{inledning} Av dem var {_word(f.egna)} {sjalva} arbetsgivare för assistenterna."


def _by_providers(f: Fordelning) -> Iterator[str]:
    if not f.per_anordnare:
        return
    anordnare = antal_i_ord(len(f.per_anordnare), "anordnare", "anordnare", utrum=True)
    if f.visas_inte:
        yield f"Assistansen utfördes av {anordnare}."
        return
    vilka = "De andra" if f.egna else "De"
    yield f"{vilka} {_word(f.hos_anordnare)} fick assistansen utförd av {anordnare}."
    yield f"{spread_in_words(f)}."
    if f.hos_flera:
        yield (
            f"{antal_i_ord(f.hos_flera, 'person', 'personer', utrum=True).capitalize()} har mer än en anordnare och "
            "räknas hos var och en."
        )


def spread_in_words(f: Fordelning) -> str:
    """`Solrosen AB hade 12 personer, en anordnare hade fyra, fyra hade två var och tio hade en var`."""
    delar = [f"{namn} hade {antal_i_ord(n, 'person', 'personer', utrum=True)}" for namn, n in f.namngivna]
    ovriga = Counter(f.per_anordnare) - Counter(n for _, n in f.namngivna)
    for nummer, (storlek, hur_manga) in enumerate(sorted(ovriga.items(), reverse=True)):
        vilka = _word(hur_manga) if nummer else antal_i_ord(hur_manga, "anordnare", "anordnare", utrum=True)
        personer = "" if nummer or delar else " person" if storlek == 1 else " personer"
        delar.append(f"{vilka} hade {_word(storlek)}{personer}{' var' if hur_manga > 1 else ''}")
    text = upprakning(delar)
    return text[:1].upper() + text[1:]


def _word(n: int) -> str:
    """A count alone: en, två, 13."""
    return antal_i_ord(n, "", "", utrum=True).strip()


def years_in_words(aren: Sequence[Arsrad]) -> Iterator[str]:
    """How many the latest year, and how that differs from the year before."""
    if not aren:
        return
    sista = aren[-1]
    meningar = [
        f"Den {datum_text(october(sista.ar))} hade {_many(sista.lss)} personlig assistans enligt LSS"
        f" och {_many(sista.sfb)} assistansersättning enligt socialförsäkringsbalken."
    ]
    if len(aren) > 1 and aren[-2].ar == sista.ar - 1:
        for namn, nu, da in (
            ("assistans enligt LSS", sista.lss, aren[-2].lss),
            ("assistansersättning", sista.sfb, aren[-2].sfb),
        ):
            if mening := _change(namn, sista.ar, nu.antal, da.antal):
                meningar.append(mening)
    yield " ".join(meningar)
    if any(rad.raknat for rad in aren):
        yield (
            "De år som är märkta med ”räknat” har programmet räknat ur registret; övriga är inskrivna med sin källa. "
            "Assistansersättningen räknas då bara för dem som kommunen har registrerat."
        )


def _many(antal: Antal) -> str:
    if antal.dolt:
        return f"{FA} personer"
    if antal.antal is None:
        return "ett okänt antal personer"
    return antal_i_ord(antal.antal, "person", "personer", utrum=True)


def _change(namn: str, ar: int, nu: int | None, da: int | None) -> str:
    if nu is None or da is None:
        return ""
    if nu == da:
        return f"Antalet med {namn} var oförändrat under {ar}."
    hur = "ökade" if nu > da else "minskade"
    steg = antal_i_ord(abs(nu - da), "person", "personer", utrum=True)
    andel = f" ({_whole(Decimal(abs(nu - da) * 100) / da)}{HARD_SPACE}procent)" if da else ""
    return f"Antalet med {namn} {hur} under {ar} med {steg}{andel}."


def picture_of(aren: Sequence[Arsrad]) -> Bild:
    """Figure 1 as a picture, with the same figures in words."""
    serier = ((RUBRIKER[0], Fyllning.MORK), (RUBRIKER[1], Fyllning.FULL))
    platser = [
        Plats(
            str(rad.ar), tuple(Pelare(a.antal, "" if a.antal is None else heltal(a.antal)) for a in (rad.sfb, rad.lss))
        )
        for rad in aren
    ]
    ord_ = "; ".join(f"{rad.ar}: SFB {_figure(rad.sfb)}, LSS {_figure(rad.lss)}" for rad in aren)
    return Bild(
        kod="omfattning",
        svg=standing_bars(serier, platser),
        text=f"Verkställda assistansinsatser den 1 oktober. {ord_}.",
    )


def _figure(antal: Antal) -> str:
    return FA if antal.dolt else "okänt" if antal.antal is None else heltal(antal.antal)


def _table(aren: Sequence[Arsrad]) -> Tabell:
    return Tabell(
        kod="figur-1",
        rubrik="Verkställda assistansinsatser den 1 oktober, enligt SFB och LSS",
        kolumner=(
            Kolumn("År"),
            Kolumn(RUBRIKER[0], Slag.HELTAL),
            Kolumn(RUBRIKER[1], Slag.HELTAL),
            Kolumn("Varifrån"),
        ),
        rader=tuple((str(rad.ar), rad.sfb.antal, rad.lss.antal, rad.kallor) for rad in aren),
        not_under="Ett streck är ett antal som inte är känt, eller som är färre än fem.",
    )


def _millions(kronor: Decimal) -> str:
    return f"{decimal(kronor / 1_000_000, 2)}{HARD_SPACE}mnkr"


def _whole(tal: Decimal) -> int:
    return int(tal.quantize(Decimal(1), ROUND_HALF_UP))
