"""Vad det betyder att ett tillstånd har upphört: vilka dagar som blev utan, och vilka uppdrag det gäller.

Ett tillstånd som en domstol har inhiberat IVO:s beslut om räknas som att det gäller. Efter att tillståndet upphört kan
tid ersättas till och med två veckor efter den dag brukaren fick veta det (9 d § LSS).
"""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet

from assistans.models import User
from beslut.models import Brukare, Tillstand, Uppdrag

BESKED_GALLER_FRAN = date(2021, 11, 1)
"""9 d § LSS (2021:877) om de två veckorna gäller tid från den dagen."""
FRIST = timedelta(days=14)
EN_DAG = timedelta(days=1)
I_KRAFT = (Tillstand.Status.BEVILJAT, Tillstand.Status.INHIBERAT)
FORMER = {Tillstand.Typ.TILLSTAND: ("B", "D"), Tillstand.Typ.ANMALAN: ("C",)}
"""The forms of agreement that rest on a permit, and on an own employer's notification."""


class Lucka(NamedTuple):
    """Dagar utan tillstånd, båda ändarna med. `tom` None: tills vidare."""

    fran: date
    tom: date | None

    def covers(self, dag: date) -> bool:
        """Whether a day belongs to it."""
        return self.fran <= dag and (self.tom is None or dag <= self.tom)


def last_day(tillstand: Tillstand) -> date | None:
    """The last day with the permit. A ban holds from its first day, so the day before it is the last."""
    if tillstand.status == Tillstand.Status.FORBUD:
        return tillstand.galler_fran - EN_DAG
    return tillstand.galler_tom if tillstand.has_ceased else None


def gaps_after(tillstand: Tillstand) -> list[Lucka]:
    """The days after the last one that no other permit of the provider covers. One query."""
    sista = last_day(tillstand)
    if sista is None:
        return []
    andra = Tillstand.objects.filter(
        Q(galler_tom__isnull=True) | Q(galler_tom__gt=sista),
        anordnare=tillstand.anordnare_id,
        typ=tillstand.typ,
        status__in=I_KRAFT,
    )
    luckor, fran = [], sista + EN_DAG
    for fran_nytt, tom_nytt in andra.order_by("galler_fran").values_list("galler_fran", "galler_tom"):
        if fran_nytt > fran:
            luckor.append(Lucka(fran, fran_nytt - EN_DAG))
        if tom_nytt is None:
            return _within_ban(tillstand, luckor)
        fran = max(fran, tom_nytt + EN_DAG)
    return _within_ban(tillstand, [*luckor, Lucka(fran, None)])


def assignments_touched(tillstand: Tillstand, luckor: list[Lucka], user: User) -> QuerySet[Uppdrag]:
    """The assignments with a day in the gaps, of persons whom the user may see, by reference."""
    dagar = Q(pk__in=[])
    for lucka in luckor:
        slut = Q() if lucka.tom is None else Q(galler_fran__lte=lucka.tom)
        dagar |= slut & (Q(galler_tom__isnull=True) | Q(galler_tom__gte=lucka.fran))
    uppdrag = Uppdrag.objects.filter(
        dagar,
        anordnare=tillstand.anordnare_id,
        avtalsform__in=FORMER[tillstand.typ],
        brukare__in=Brukare.objects.open_to(user),
    )
    return uppdrag.select_related("brukare").order_by("brukare__referens", "galler_fran")


def last_payable(tillstand: Tillstand, informerad: date | None) -> date | None:
    """The last day that may be paid after the person was told, or None if no day after the permit may.

    The two weeks are about a provider's permit, not an own employer's notification.
    """
    sista = last_day(tillstand)
    if tillstand.typ != Tillstand.Typ.TILLSTAND or informerad is None or sista is None:
        return None
    frist = informerad + FRIST
    return frist if frist >= max(BESKED_GALLER_FRAN, sista + EN_DAG) else None


def _within_ban(tillstand: Tillstand, luckor: list[Lucka]) -> list[Lucka]:
    """A ban with an end leaves no gap after it."""
    slut = tillstand.galler_tom
    if tillstand.status != Tillstand.Status.FORBUD or slut is None:
        return luckor
    return [Lucka(fran, slut if tom is None else min(tom, slut)) for fran, tom in luckor if fran <= slut]
