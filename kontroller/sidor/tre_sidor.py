"""De tre sidorna av en redovisning, ur lagrade fakta: beviljat, intygat och fakturerat, och hur varje tal blev till."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assistans.grafik import Svg, matt, matt_beviljat
from assistans.svenska import (
    antal,
    datum_kort,
    datumspann,
    decimal,
    klocktid,
    kronor,
    manad_namn,
    upprakning,
)
from kontroller.berakning import (
    KOMMUNENS_BESLUT,
    TIMME,
    certified_payable_minutes,
    days_in_force,
    granted_payable_minutes,
)
from kontroller.fakta import DELARE, Beslutsrad, Fakta, Fakturarad, Rapport, Redovisning
from kontroller.loading.belopp import exact
from kontroller.motor import Verdikt
from kontroller.regel import TYNGD, Utfall
from kontroller.underlag import kind_text

Faktum = tuple[str, str]
GANGER = "\u00a0×\u00a0"
PARTER = {"assistent": "Assistent", "anordnare": "Anordnare", "brukare": "Brukare"}
ROLLER = {
    "sjalv": "Brukare",
    "vardnadshavare": "Vårdnadshavare",
    "god_man": "God man",
    "forvaltare": "Förvaltare",
    "framtidsfullmakt": "Framtidsfullmakt",
    "ombud": "Ombud",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sida:
    """En av de tre: tiden i minuter så som den ersätts, måttet, och vad talet kommer av."""

    rubrik: str
    minuter: Fraction
    matt: Svg
    fakta: list[Faktum]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreSidor:
    """En redovisnings tre sidor bredvid varandra, och det som skiljer. `ifragasatt` är kronor."""

    redovisning: Redovisning
    utfall: Utfall
    sidor: list[Sida]
    ifragasatt: Decimal

    @property
    def referens(self) -> str:
        """The pseudonymous reference of the person."""
        return self.redovisning.brukare.referens

    @property
    def id(self) -> int:
        """The id of the dossier, to link to."""
        return self.redovisning.id

    @property
    def fakturerat_mot_beviljat(self) -> Fraction:
        """Minutes invoiced above what is granted; below it is negative."""
        return self.sidor[2].minuter - self.sidor[0].minuter

    @property
    def fakturerat_mot_intygat(self) -> Fraction:
        """Minutes invoiced above what is certified; below it is negative."""
        return self.sidor[2].minuter - self.sidor[1].minuter

    @property
    def avviker(self) -> bool:
        """Whether something found in the dossier stops or warns."""
        return self.utfall != Utfall.GODKAND

    @property
    def stammer(self) -> bool:
        """Whether the invoice asks for the certified time, within the granted."""
        return self.fakturerat_mot_intygat == 0 and self.fakturerat_mot_beviljat <= 0


def three_sides(fakta: Fakta, redovisning: Redovisning, verdikt: Iterable[Verdikt]) -> TreSidor:
    """The three sides of one dossier of the invoice."""
    beviljat = granted_payable_minutes(redovisning)
    intygat = certified_payable_minutes(redovisning)
    rader = fakta.lines_of(redovisning)
    fakturerat = sum((_minutes(rad) for rad in rader), Fraction(0))
    if fakta.faktura.typ == "kreditnota":
        fakturerat = -fakturerat
    # A little air to the right of the longest bar, so that the line at the granted time is seen.
    skala = max(beviljat, intygat, abs(fakturerat), Fraction(TIMME)) * Fraction(105, 100)

    utfall, ifragasatt = _found_in(redovisning, verdikt)
    prefix = f"m{redovisning.id}"
    return TreSidor(
        redovisning=redovisning,
        utfall=utfall,
        ifragasatt=min(ifragasatt, abs(fakta.claimed_amount(redovisning))),
        sidor=[
            Sida(
                rubrik="Beviljat",
                minuter=beviljat,
                matt=matt_beviljat(beviljat, skala),
                fakta=_granted_facts(redovisning),
            ),
            Sida(
                rubrik="Intygat",
                minuter=intygat,
                matt=matt(beviljat, intygat, skala, id_prefix=f"{prefix}i"),
                fakta=_certified_facts(redovisning),
            ),
            Sida(
                rubrik="Krediterat" if fakta.faktura.typ == "kreditnota" else "Fakturerat",
                minuter=fakturerat,
                matt=matt(beviljat, max(fakturerat, Fraction(0)), skala, id_prefix=f"{prefix}f"),
                fakta=_invoiced_facts(rader),
            ),
        ],
    )


def how_counted(rad: Beslutsrad, redovisning: Redovisning) -> str:
    """How a decision row became the month's time: 32 × 30 / 7."""
    dagar = days_in_force(rad.fran, rad.tom, redovisning.manad, redovisning.sista_dag)
    i_manaden = redovisning.sista_dag.day
    delar = [decimal(exact(rad.timmar, 0))]
    if rad.enhet == "vecka" and rad.omrakning == "kalenderdagar":
        delar.append(f"{dagar}\u00a0/\u00a07")
    else:
        if rad.enhet == "vecka":
            delar.append("52\u00a0/\u00a012")
        if dagar != i_manaden:
            delar.append(f"{dagar}\u00a0/\u00a0{i_manaden}")
    delare = DELARE[rad.tidstyp]
    return GANGER.join(delar) + (f"\u00a0/\u00a0{delare}" if delare > 1 else "")


def decisions_of_month(redovisning: Redovisning) -> list[Beslutsrad]:
    """The municipality's decision rows that hold on some day of the month, in order of date."""
    rader = [
        rad
        for rad in redovisning.brukare.beslutsrader
        if rad.typ in KOMMUNENS_BESLUT and days_in_force(rad.fran, rad.tom, redovisning.manad, redovisning.sista_dag)
    ]
    return sorted(rader, key=lambda rad: (rad.fran, rad.diarienummer, rad.rad))


def _minutes(rad: Fakturarad) -> Fraction:
    return Fraction(rad.antal or 0) * TIMME if rad.enhet == "HUR" else Fraction(0)


def _found_in(redovisning: Redovisning, verdikt: Iterable[Verdikt]) -> tuple[Utfall, Decimal]:
    """The weightiest finding about the dossier, and the kronor that stopping findings question in it."""
    fynd = [f for v in verdikt for f in v.fynd if f.redovisning == redovisning.id]
    tyngst = min((f.utfall for f in fynd), key=TYNGD.__getitem__, default=Utfall.GODKAND)
    kronor_ = sum((f.kronor for f in fynd if f.utfall.stops and f.kronor), Decimal(0))
    return (Utfall.GODKAND if tyngst == Utfall.EJ_TILLAMPLIG else tyngst), kronor_


def _granted_facts(redovisning: Redovisning) -> list[Faktum]:
    rader = decisions_of_month(redovisning)
    if not rader:
        return [("Beslut", "inget gäller i månaden")]
    fakta: list[Faktum] = []
    for rad in rader:
        slag = "" if (rad.tidstyp, rad.dubbel) == ("aktiv", False) else f" {kind_text(rad.tidstyp, rad.dubbel)}"
        if rad.typ == "tillfallig_utokning":
            slag += " tillfälligt"
        fakta += [
            ("Beslut", f"{rad.diarienummer} rad {rad.rad}"),
            ("Tid", f"{decimal(exact(rad.timmar, 0))} tim/{'vecka' if rad.enhet == 'vecka' else 'månad'}{slag}"),
            ("Omräkning", how_counted(rad, redovisning)),
            ("Gäller", _days_in_month(rad, redovisning)),
        ]
    return fakta


def _days_in_month(rad: Beslutsrad, redovisning: Redovisning) -> str:
    return datumspann(max(rad.fran, redovisning.manad), min(rad.tom or redovisning.sista_dag, redovisning.sista_dag))


def _certified_facts(redovisning: Redovisning) -> list[Faktum]:
    rapporter = redovisning.rapporter
    if not rapporter:
        return [("Rapporter", "ingen har kommit")]
    fakta: list[Faktum] = [("Rapporter", str(len(rapporter)))]
    fakta += [_certificate(rapporter, part) for part in PARTER]
    return fakta + _kinds(redovisning)


def _certificate(rapporter: tuple[Rapport, ...], part: str) -> Faktum:
    """Whether a party has certified every report, for the version of the rows that stands."""
    giltiga = [
        intyg
        for rapport in rapporter
        for intyg in rapport.intyg
        if intyg.part == part and intyg.version == rapport.version
    ]
    namn = PARTER[part]
    if part == "brukare" and giltiga:
        namn = upprakning(list(dict.fromkeys(ROLLER.get(intyg.roll, namn) for intyg in giltiga)))
    if len(giltiga) < len(rapporter):
        return namn, f"{len(giltiga)} av {len(rapporter)} intygade"
    return namn, datum_kort(max(intyg.datum for intyg in giltiga))


def _kinds(redovisning: Redovisning) -> list[Faktum]:
    """The rows by kind of time, when there is more than active time: 40:00, and what it is paid as."""
    minuter: dict[str, int] = {}
    for _, rad in redovisning.tidrader:
        minuter[rad.tidstyp] = minuter.get(rad.tidstyp, 0) + rad.minuter
    if set(minuter) <= {"aktiv"}:
        return []
    return [
        (kind_text(typ).capitalize(), klocktid(minuter[typ]) + (f"\u00a0/\u00a0{delare}" if delare > 1 else ""))
        for typ, delare in DELARE.items()
        if typ in minuter
    ]


def _invoiced_facts(rader: list[Fakturarad]) -> list[Faktum]:
    priser = list(dict.fromkeys(rad.pris for rad in rader if rad.pris is not None))
    manader = sorted({rad.manad for rad in rader if rad.manad})
    fakta: list[Faktum] = [
        ("Fakturarad" if len(rader) == 1 else "Fakturarader", upprakning([rad.rad for rad in rader]))
    ]
    fakta.append(("Timbelopp", upprakning([kronor(pris) for pris in priser]) or "saknas"))
    fakta.append(("Belopp", kronor(sum((rad.belopp for rad in rader), Decimal(0)))))
    fakta.append(("Period", upprakning([manad_namn(manad) for manad in manader])))
    okanda = [rad for rad in rader if rad.enhet != "HUR" or rad.antal is None]
    return [*fakta, ("Utan timmar", antal(len(okanda), "rad", "rader"))] if okanda else fakta
