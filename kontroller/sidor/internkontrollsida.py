"""Ett års internkontrollplan på en sida, och det som har kommit av den."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistans.models import User
from assistans.svenska import heltal
from kontroller.models import Kontrollmoment, Momentutfall, Styrdokument
from kontroller.services.internal_control import may_record
from kontroller.services.risks import MAY_HANDLE
from kontroller.styrning.plan import moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Momentrad:
    """Ett moment, det senaste utfallet, och om läsaren får skriva ett."""

    moment: Kontrollmoment
    utfall: list[Momentutfall]
    sent: bool
    far_skriva: bool
    far_andra: bool

    @property
    def senaste(self) -> Momentutfall | None:
        """What came of it last."""
        return self.utfall[-1] if self.utfall else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plansida:
    """Ett års plan."""

    ar: int
    aren: list[int]
    rader: list[Momentrad]

    @property
    def tal(self) -> list[dict[str, str]]:
        """The key figures."""
        gjorda = sum(bool(rad.utfall) for rad in self.rader)
        brister = sum(
            rad.senaste is not None and rad.senaste.slutsats == Momentutfall.Slutsats.BRISTER for rad in self.rader
        )
        sena = sum(rad.sent for rad in self.rader)
        return [
            {"rubrik": "Moment", "varde": heltal(len(self.rader))},
            {
                "rubrik": "Följda upp",
                "varde": heltal(gjorda),
                "forklaring": f"{heltal(sena)} är sena" if sena else "inget är sent",
            },
            {"rubrik": "Med brister", "varde": heltal(brister), "forklaring": "enligt det senaste utfallet"},
        ]


def build_plan(ar: int | None, *, reader: User, dag: date) -> Plansida:
    """The plan of a year: the one asked for, else the newest that has rows, else that of today. Few queries."""
    aren = years()
    valt = ar or (aren[0] if aren else dag.year)
    return Plansida(ar=valt, aren=aren, rader=[_row(moment, reader, dag) for moment in moments(valt)])


def years() -> list[int]:
    """The years that have a plan, the newest first. Two queries."""
    med_moment = Kontrollmoment.objects.filter(struken__isnull=True).order_by().values_list("ar", flat=True).distinct()
    slag = (Styrdokument.Slag.INTERNKONTROLLPLAN, Styrdokument.Slag.UPPFOLJNING)
    antagna = Styrdokument.objects.filter(slag__in=slag).order_by().values_list("ar", flat=True).distinct()
    return sorted({*med_moment, *antagna}, reverse=True)


def own_moments(user: User, dag: date) -> list[Momentrad]:
    """What a person is to follow up this far and has not. Two queries."""
    rader: Iterable[Kontrollmoment] = (
        Kontrollmoment.objects.filter(ansvarig=user, struken__isnull=True, utfall__isnull=True)
        .select_related("risk")
        .prefetch_related("utfall")
    )
    return [_row(moment, user, dag) for moment in rader]


def _row(moment: Kontrollmoment, reader: User, dag: date) -> Momentrad:
    utfall = list(moment.utfall.all())
    return Momentrad(
        moment=moment,
        utfall=utfall,
        sent=not utfall and moment.klar_senast < dag,
        far_skriva=may_record(moment, reader),
        far_andra=reader.may(MAY_HANDLE),
    )
