"""Vad registret säger om IVO:s tillstånd och anmälningar en viss dag. Utan Django."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from kontroller.fakta import Anordnare, Tillstand, Uppdrag, covers, days_outside

UPPHORDA = ("aterkallat", "upphort")
BESKED_GALLER_FRAN = date(2021, 11, 1)
"""9 d § LSS (2021:877): tid efter att tillståndet upphört kan ersättas en kort tid efter beskedet till brukaren."""


class Lage(StrEnum):
    """Ett tillstånds eller en anmälans läge en dag."""

    I_KRAFT = "i_kraft"
    UPPHORT = "upphort"
    OKLART = "oklart"
    SAKNAS = "saknas"


def permits(anordnare: Anordnare) -> list[Tillstand]:
    """The provider's permits from IVO."""
    return [rad for rad in anordnare.tillstand if rad.typ == "tillstand"]


def notifications(anordnare: Anordnare) -> list[Tillstand]:
    """The employer's notifications to IVO."""
    return [rad for rad in anordnare.tillstand if rad.typ == "anmalan"]


def is_in_force(rad: Tillstand, dag: date) -> bool:
    """Whether the row holds on the day.

    A revocation that a court has stayed keeps the permit. A revoked or ceased one holds up to its last day, if known.
    """
    return _may_hold(rad) and covers(rad, dag)


def _may_hold(rad: Tillstand) -> bool:
    return rad.status != "forbud" and not (rad.status in UPPHORDA and rad.tom is None)


def status_on(rader: Iterable[Tillstand], dag: date) -> Lage:
    """What the rows together say about a day: one row in force is enough."""
    alla = list(rader)
    if any(is_in_force(rad, dag) for rad in alla):
        return Lage.I_KRAFT
    if any(rad.status == "forbud" and covers(rad, dag) for rad in alla):
        return Lage.SAKNAS
    slutade = [rad for rad in alla if rad.status in UPPHORDA and rad.fran <= dag]
    if any(rad.tom is None for rad in slutade):
        return Lage.OKLART
    return Lage.UPPHORT if slutade else Lage.SAKNAS


def days_not_in_force(rader: Iterable[Tillstand], dagar: Sequence[date]) -> list[date]:
    """The days, which come in order, when none of the rows is in force."""
    return days_outside([rad for rad in rader if _may_hold(rad)], dagar)


def is_within_notice(uppdrag: Uppdrag | None, dag: date, dagar_efter_besked: int) -> bool:
    """Whether the day falls so soon after the person was told that the permit ceased that it may still be paid."""
    if uppdrag is None or uppdrag.informerad_om_upphort is None:
        return False
    return BESKED_GALLER_FRAN <= dag <= uppdrag.informerad_om_upphort + timedelta(days=dagar_efter_besked)
