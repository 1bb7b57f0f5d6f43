"""Täckningen: hur stor del av kronorna som är prövad, vad som har undantag och vad som är öppet."""

from assistans.svenska import antal, antal_i_ord, heltal, kronor, procent
from kontroller.rapport.avsnitt import Avsnitt, Kolumn, Slag, Tabell
from kontroller.rapport.period import Period
from kontroller.rapport.summor import controls_of, in_use, volumes_of
from kontroller.sidor.manuellt import count_in_months
from kontroller.sidor.tackningssida import parts_of
from kontroller.tackning import Del, Tackning, coverage_over

RUBRIKER = {Del.PROVAT: "Prövat, kr", Del.UNDANTAG: "Undantag, kr", Del.OPPET: "Öppet, kr"}


def section(period: Period) -> Avsnitt | None:
    """The parts of the coverage with what each means, and month by month when there are several."""
    tackning = coverage_over(period.manader, period.korningar, idag=period.dag)
    if not tackning.begart.antal:
        return None
    return Avsnitt(
        kod="tackning",
        rubrik="Täckning",
        stycken=(
            "Täckningen säger hur stor del av kronorna som varje kontroll i bruk har prövat utan att finna något som "
            "stoppar. Ett underlag räknas med hela sitt belopp utan tecken.",
            _in_words(period, tackning.betalas),
        ),
        tabeller=(_parts(tackning.begart), *([] if period.is_month else [_months(period)])),
    )


def _in_words(period: Period, betalas: Tackning) -> str:
    volymer, manuella = volumes_of(period), count_in_months(period.manader)
    meningar = []
    if volymer.sjukloner:
        ansokningar = antal_i_ord(volymer.sjukloner, "sjuklöneansökan", "sjuklöneansökningar", utrum=True)
        meningar.append(
            f"{ansokningar[:1].upper()}{ansokningar[1:]} om {kronor(volymer.sjuklon)} är med här, men inte i "
            "rapportens tal om assistansen."
        )
    i_bruk = antal(len(in_use(controls_of(period))), "kontroll", "kontroller")
    meningar.append(f"{i_bruk} är i bruk; de som inte är det räknas inte.")
    andel = betalas.share(Del.PROVAT)
    meningar.append(
        f"Inget av {period.namn} är godkänt för betalning än."
        if andel is None
        else f"Av det som är godkänt för betalning eller betalt är {procent(andel)} prövat."
    )
    anmarkningar = f", {heltal(manuella.anmarkningar)} med anmärkning" if manuella.anmarkningar else ""
    meningar.append(f"{antal(manuella.gjorda, 'manuell kontroll', 'manuella kontroller')} är antecknade{anmarkningar}.")
    return " ".join(meningar)


def _parts(tackning: Tackning) -> Tabell:
    kolumner = (
        *(Kolumn("Del"), Kolumn("Vad den betyder"), Kolumn("Underlag", Slag.HELTAL)),
        *(Kolumn("Kronor", Slag.KRONOR), Kolumn("Andel", Slag.ANDEL)),
    )
    rader = [
        (rad.ord, f"{rad.forklaring[:1].upper()}{rad.forklaring[1:]}.", rad.summa.antal, rad.summa.kronor, andel)
        for rad, andel in zip(parts_of(tackning), [tackning.share(d) for d in tackning.delar()], strict=True)
    ]
    return Tabell(kod="tackning", rubrik="Kronornas delar", kolumner=kolumner, rader=tuple(rader))


def _months(period: Period) -> Tabell:
    rader = []
    for manad in period.per_month():
        begart = coverage_over(manad.manader, manad.korningar, idag=period.dag).begart
        kronorna = [getattr(begart, del_).kronor for del_ in RUBRIKER]
        rader.append((manad.fran, *kronorna, begart.share(Del.PROVAT)))
    return Tabell(
        kod="tackning-per-manad",
        rubrik="Månad för månad",
        kolumner=(
            Kolumn("Månad", Slag.MANAD),
            *(Kolumn(rubrik, Slag.KRONOR) for rubrik in RUBRIKER.values()),
            Kolumn("Täckning", Slag.ANDEL),
        ),
        rader=tuple(rader),
        not_under="Ett underlag som gäller flera månader räknas i var och en av dem, men en gång i hela perioden.",
    )
