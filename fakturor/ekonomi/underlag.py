"""Månaderna som prognosen räknar på: vad besluten ger, vad timmen kostar, och vad som har blivit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assistans.tid import first_of_month, last_of_month, months_after
from beslut.manadstid import KOMMUNENS
from beslut.models import Beslutsrad, Timbelopp
from fakturor.ekonomi.kostnad import Beslutad, Sats, first_twenty, payable_hours, rate_of
from fakturor.ekonomi.prognos import Framrakning, Manad, forecast, is_settled
from fakturor.ekonomi.utfall import LSS, SFB, SJUKLON, Utfall, outcome_by_kind

BAKAT = 12
"""Months before the year that the use may rest on."""
Fullt = Callable[[date], Fraction | None]


def forecast_of(ar: int, *, idag: date) -> dict[str, Framrakning]:
    """The year for each kind, from what is known on a day. Seven queries."""
    fran, tom = months_after(date(ar, 1, 1), -BAKAT), date(ar, 12, 1)
    manader = [months_after(fran, n) for n in range(BAKAT + 12)]
    utfall = outcome_by_kind(fran, tom)
    egna, fk = _decided(fran, last_of_month(tom))
    fulla = _full_costs(fran, tom, egna, fk)
    personer = {LSS: _persons(egna, ar), SFB: _persons(fk, ar), SJUKLON: None}
    return {
        slag: replace(
            forecast(*_split(_months(manader, utfall[slag], fulla[slag], idag, sjuklon=slag == SJUKLON), ar)),
            personer=personer[slag],
        )
        for slag in (LSS, SFB, SJUKLON)
    }


def _persons(rader: Iterable[Beslutad], ar: int) -> int:
    """How many have a decision in force on some day of the year."""
    sist, forst = date(ar, 12, 31), date(ar, 1, 1)
    return len({rad.brukare_id for rad in rader if rad.fran <= sist and (rad.tom is None or rad.tom >= forst)})


def _split(manader: Sequence[Manad], ar: int) -> tuple[list[Manad], list[Manad]]:
    return [m for m in manader if m.manad.year == ar], [m for m in manader if m.manad.year != ar]


def _months(manader: Sequence[date], utfall: Utfall, fullt: Fullt, idag: date, *, sjuklon: bool) -> list[Manad]:
    """Every month with what is known of it. A month without sick pay is known when it lies between months with some."""
    med_sjuklon = [manad for manad in manader if utfall.godkant.get(manad) and manad < first_of_month(idag)]
    kanda = (min(med_sjuklon), max(med_sjuklon)) if med_sjuklon else None

    def month(manad: date) -> Manad:
        godkant, vantar = utfall.godkant.get(manad, Decimal(0)), utfall.vantar.get(manad, Decimal(0))
        over = last_of_month(manad) < idag
        if sjuklon:
            kand = kanda is not None and kanda[0] <= manad <= kanda[1]
        else:
            kand = is_settled(over=over, utfall=godkant, vantar=vantar)
        return Manad(manad=manad, fullt=fullt(manad), utfall=godkant, vantar=vantar, kand=kand)

    return [month(manad) for manad in manader]


def _full_costs(fran: date, tom: date, egna: list[Beslutad], fk: list[Beslutad]) -> dict[str, Fullt]:
    satser = _rates(fran, last_of_month(tom))
    kommun, schablon = satser[Timbelopp.Kategori.KOMMUN], satser[Timbelopp.Kategori.SCHABLON]

    def lss(manad: date) -> Fraction | None:
        sats = rate_of(kommun, manad) or rate_of(schablon, manad)
        return None if sats is None else payable_hours(egna, manad) * sats

    def sfb(manad: date) -> Fraction | None:
        sats = rate_of(schablon, manad)
        return None if sats is None else first_twenty(fk, manad) * sats

    return {LSS: lss, SFB: sfb, SJUKLON: lambda manad: Fraction(1)}


def _decided(fran: date, tom: date) -> tuple[list[Beslutad], list[Beslutad]]:
    """The municipality's rows and Försäkringskassan's, each until the person's death."""
    rader = Beslutsrad.objects.overlapping(fran, tom).filter(timmar__gt=0)
    falt = ("typ", "brukare", "timmar", "enhet", "omrakning", "tidstyp", "galler_fran", "galler_tom")
    egna, fk = [], []
    for typ, *resten, slut, avliden in rader.values_list(*falt, "brukare__avliden"):
        sista = min((dag for dag in (slut, avliden) if dag), default=None)
        if sista is None or sista >= resten[-1]:
            (egna if typ in KOMMUNENS else fk).append(Beslutad(*resten, sista))
    return egna, fk


def _rates(fran: date, tom: date) -> dict[str, list[Sats]]:
    kategorier = (Timbelopp.Kategori.KOMMUN, Timbelopp.Kategori.SCHABLON)
    satser: dict[str, list[Sats]] = {kategori: [] for kategori in kategorier}
    rader: Iterable[Timbelopp] = Timbelopp.objects.overlapping(fran, tom).filter(kategori__in=kategorier)
    for rad in rader:
        satser[rad.kategori].append(Sats(rad.belopp, rad.galler_fran, rad.galler_tom))
    return satser
