"""En siffra på Min dag: vad den heter, talet, en mening om det, och listan som har just de raderna."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count

from assistans.models import User
from beslut.bevakning.punkt import Fraga, Funnen, find_points
from beslut.forms.bevakning import DAGAR
from fakturor.models import Fakturarad
from kontroller.models import Korning
from kontroller.sidor.ko import Koplats
from kontroller.tackning import Tackning, coverage_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Siffra:
    """`varde` är talet som det skrivs, och `rader` hur många rader listan på `adress` har; None när den visar talet."""

    namn: str
    varde: str
    mening: str
    adress: str
    rader: int | None = None


class Lage:
    """Det som siffrorna räknas ur: var sak läses en gång, när den första siffran behöver den."""

    def __init__(self, user: User, idag: date, ko: list[Koplats]) -> None:
        self.user, self.idag, self.ko = user, idag, ko

    @cached_property
    def punkter(self) -> list[Funnen]:
        """Everything that the user watches in the registers, as far ahead as the work list sees."""
        return find_points(Fraga(user=self.user, idag=self.idag, till=self.idag + timedelta(days=max(DAGAR))))

    @cached_property
    def korning(self) -> Korning | None:
        """The newest finished control of a month. One query."""
        klara = Korning.objects.filter(typ=Korning.Typ.MANAD, avslutad__isnull=False)
        return klara.order_by("-avslutad").first()

    @cached_property
    def manad(self) -> date | None:
        """The month that was controlled last."""
        return self.korning.manad if self.korning else None

    @cached_property
    def tackning(self) -> Tackning | None:
        """The coverage of that month, None when nothing is claimed. One query."""
        if self.manad is None:
            return None
        begart = coverage_of(self.manad, idag=self.idag).begart
        return begart if begart.kronor else None

    @cached_property
    def per_status(self) -> dict[str, int]:
        """How many of that month's documents have each status. One query."""
        rader = Fakturarad.objects.filter(manad=self.manad).order_by().values_list("faktura__status")
        return dict(rader.annotate(antal=Count("faktura", distinct=True)))


Matt = Callable[[Lage], Siffra | None]
"""What finds a figure; None when there is nothing to say."""
