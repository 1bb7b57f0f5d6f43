"""Det som den som bara läser en sida ska veta, skrivet ur talen."""

from collections.abc import Sequence
from decimal import Decimal

from assistans.svenska import antal, antal_i_ord, belopp, decimal, heltal, procent
from kontroller.manad import Kontrollsumma, Utfallssumma
from kontroller.rapport import bilder
from kontroller.rapport.avsnitt import Bild, Kolumn, Slag, Tabell
from kontroller.rapport.dokument import Nyckeltal, Sammanfattning
from kontroller.rapport.ord import months_in_words
from kontroller.rapport.period import Period
from kontroller.rapport.summor import Periodvolymer, controls_of, outcomes_of, stopped, volumes_of
from kontroller.rapport.tre_sidor import three_sides
from kontroller.regel import Utfall
from kontroller.sidor.tackningssida import parts_of
from kontroller.tackning import Del, Tackning, coverage_over

FLEST_FYND = 5


def summary(period: Period) -> Sammanfattning:
    """The leading figure, three sentences, four figures, the pictures and the controls that question most."""
    volymer, summor = volumes_of(period), outcomes_of(period)
    tackning = coverage_over(period.manader, period.korningar, idag=period.dag).begart
    sidor, delar = three_sides(period, fakturerat=volymer.timmar), parts_of(tackning)
    andel = tackning.share(Del.PROVAT)
    return Sammanfattning(
        andel="" if andel is None else procent(andel),
        meningar=(_volumes(volymer, period), _outcomes(summor), _coverage(tackning)),
        nyckeltal=_figures(volymer),
        tackning=Bild(kod="tackning", svg=bilder.coverage(delar), text=bilder.coverage_text(delar)),
        sidor=Bild(kod="tresidor", svg=bilder.three_sides(sidor), text=bilder.three_sides_text(sidor)),
        utfall=Bild(kod="utfall", svg=bilder.outcomes(summor), text=bilder.outcomes_text(summor)),
        fynd=_most_questioned(controls_of(period)),
        forbehall=_reservation(period),
    )


def _volumes(v: Periodvolymer, period: Period) -> str:
    nar = f"I {period.namn}" if period.is_month else f"Under {period.namn}"
    vilka = antal(v.anordnare, "anordnare", "anordnare")
    if v.egna_arbetsgivare:
        vilka += f" och {antal_i_ord(v.egna_arbetsgivare, 'egen arbetsgivare', 'egna arbetsgivare', utrum=True)}"
    return f"{nar} fakturerade {vilka} {decimal(v.timmar)} timmar personlig assistans för {_kronor(v.belopp)}."


def _outcomes(summor: Sequence[Utfallssumma]) -> str:
    per = {summa.utfall: summa.belopp for summa in summor}
    return (
        f"Av beloppet har {_kronor(per[Utfall.GODKAND])} gått igenom alla kontroller, {_kronor(per[Utfall.VARNING])} "
        f"gått igenom med varning och {_kronor(stopped(summor))} stoppats tills de är bedömda."
    )


def _coverage(tackning: Tackning) -> str:
    andel = tackning.share(Del.PROVAT)
    if andel is None:
        return "Ingen faktura är kontrollerad."
    return (
        f"Täckningen är {procent(andel)}: så stor del av kronorna är prövad av varje kontroll i bruk utan något som "
        "stoppar."
    )


def _figures(v: Periodvolymer) -> tuple[Nyckeltal, ...]:
    egna = v.egna_arbetsgivare
    return (
        Nyckeltal(vad="Redovisningar", tal=heltal(v.redovisningar)),
        Nyckeltal(
            vad="Anordnare",
            tal=heltal(v.anordnare),
            enhet=f"+ {antal(egna, 'egen arbetsgivare', 'egna arbetsgivare')}" if egna else "",
        ),
        Nyckeltal(vad="Tid", tal=decimal(v.timmar), enhet="tim"),
        Nyckeltal(vad="Fakturerat", tal=belopp(v.belopp, oren=False), enhet="kr"),
    )


def _most_questioned(kontroller: Sequence[Kontrollsumma]) -> Tabell:
    flest = sorted(kontroller, key=lambda k: (-k.ifragasatt, k.regel.kod))[:FLEST_FYND]
    return Tabell(
        kod="mest-ifragasatt",
        rubrik="Kontrollerna som ifrågasätter mest",
        kolumner=(
            *(Kolumn("Kontroll"), Kolumn("Kod"), Kolumn("Avvikelser", Slag.HELTAL)),
            *(Kolumn("Ej bedömda", Slag.HELTAL), Kolumn("Ifrågasatt, kr", Slag.KRONOR)),
        ),
        rader=tuple(
            (k.regel.rubrik, k.regel.kod, k.utfall[Utfall.AVVIKELSE], k.utfall[Utfall.EJ_BEDOMD], k.ifragasatt)
            for k in flest
            if k.ifragasatt
        ),
        not_under="En krona kan vara ifrågasatt i flera kontroller.",
    )


def _reservation(period: Period) -> str:
    """Which months the figures do not cover; empty when they cover all."""
    if not period.saknade:
        return ""
    alla = len(period.saknade) + len(period.manader)
    return (
        f"Rapporten omfattar {heltal(len(period.manader))} av {heltal(alla)} månader. Inte kontrollerade och därför "
        f"inte med: {months_in_words(period.saknade)}."
    )


def _kronor(summa: Decimal) -> str:
    return f"{belopp(summa, oren=False)} kronor"
