"""Vad som har dragits av, krävts tillbaka och anmälts om en person, för dem som får se det."""

from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q, Sum

from assistans.models import User
from assistans.svenska import manad_namn, upprakning
from beslut.models import Brukare
from fakturor.models import Anmalan, Faktura, Fakturarad, Nedsattning
from fakturor.sidor.anmalningar import notices_open_to
from fakturor.sidor.aterkrav import LASA, Rad, cases_open_to, row_of
from fakturor.sidor.aterkravsord import invoice_words
from fakturor.sidor.beteckning import closed_to

SER_ANMALNINGAR = ("fakturor.anmala", "fakturor.se_aterkrav")


class Nedsattningsrad(NamedTuple):
    """En nedsättning i listan: fakturan i ord, månaderna, och kronorna som dras av för personen."""

    nedsattning: Nedsattning
    faktura: str
    manader: str
    belopp: Decimal


class Personenskrav(NamedTuple):
    """Det som sidan visar. None när användarens roll inte läser det slaget."""

    aterkrav: list[Rad] | None
    nedsattningar: list[Nedsattningsrad] | None
    anmalningar: list[Anmalan] | None


def demands_on(brukare: Brukare, user: User) -> Personenskrav:
    """What there is about a person whom the user may see. At most five queries."""
    return Personenskrav(
        aterkrav=[row_of(a) for a in cases_open_to(user).filter(brukare=brukare)] if _may(user, LASA) else None,
        nedsattningar=_reductions(brukare, user) if user.may("fakturor.se_faktura") else None,
        anmalningar=list(notices_open_to(user).filter(brukare=brukare)) if _may(user, SER_ANMALNINGAR) else None,
    )


def _reductions(brukare: Brukare, user: User) -> list[Nedsattningsrad]:
    """The reductions that take something off for her, the newest first; none on an invoice closed to the user."""
    hennes = Q(poster__fakturarad__brukare=brukare) | Q(poster__fakturarad__isnull=True)
    rader = (
        Nedsattning.objects.filter(faktura__in=Fakturarad.objects.filter(brukare=brukare).values("faktura"))
        .exclude(faktura__rader__brukare__in=closed_to(user))
        .annotate(for_henne=Sum("poster__belopp", filter=hennes))
        .filter(for_henne__gt=0)
        .select_related("faktura__anordnare")
        .prefetch_related("faktura__rader")
        .order_by("-upprattad", "-pk")
    )
    return [
        Nedsattningsrad(
            nedsattning=ett,
            faktura=invoice_words(ett.faktura),
            manader=_months(ett.faktura, brukare),
            belopp=ett.for_henne,
        )
        for ett in rader
    ]


def _months(faktura: Faktura, brukare: Brukare) -> str:
    manader = {rad.manad for rad in faktura.rader.all() if rad.manad and rad.brukare_id == brukare.pk}
    return upprakning([manad_namn(manad) for manad in sorted(manader)])


def _may(user: User, rattigheter: tuple[str, ...]) -> bool:
    return any(user.may(rattighet) for rattighet in rattigheter)
