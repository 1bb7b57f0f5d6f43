"""Demokommunens attestordning och anmälda jäv: vilka nämnden har utsett, med gräns och ersättare, år för år."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import User
from beslut.models import Anordnare, Attestratt, Brukare, Jav
from beslut.services.appointing import appoint
from beslut.services.interests import declare_interest, end_interest

GRANSKNING, BESLUT = Attestratt.Typ.GRANSKNING, Attestratt.Typ.BESLUT
FORRA, NUVARANDE = "NPF 2013-12-17 § 131", "NPF 2014-12-16 § 142"


class Uppdrag(NamedTuple):
    """Ett uppdrag att attestera, inlagt av controllern."""

    attestant: str
    typ: str
    grans: Decimal | None
    fran: date
    tom: date | None
    namndbeslut: str
    ersatter: str = ""


UPPDRAG = (
    Uppdrag("annika", GRANSKNING, None, date(2014, 1, 1), date(2014, 12, 31), FORRA),
    Uppdrag("annika", GRANSKNING, None, date(2015, 1, 1), None, NUVARANDE),
    Uppdrag("birgitta", BESLUT, Decimal(250_000), date(2014, 1, 1), date(2014, 12, 31), FORRA),
    Uppdrag("birgitta", BESLUT, Decimal(500_000), date(2015, 1, 1), None, NUVARANDE),
    Uppdrag("maria", BESLUT, Decimal(30_000), date(2015, 1, 1), None, NUVARANDE, "birgitta"),
)
JAVIG_MOT_ANORDNARE = ("olof", "5599150017", "Arbetade hos anordnaren till hösten 2013.")
HAR_VARIT_JAVIG = (
    "johan",
    "LSS-7TQ2",
    "Äktenskapet som gav släktskapet är upplöst.",
)


@transaction.atomic
def ensure_attest_order() -> None:
    """Enter the appointments and the declared interests, by the services of the pages, unless they are there."""
    if Attestratt.objects.exists():
        return
    vem = {user.anvandarnamn: user for user in User.objects.all()}
    set_actor(vem["eva"].pk)
    for rad in UPPDRAG:
        appoint(
            attestant=vem[rad.attestant],
            typ=rad.typ,
            ansvar="",
            beloppsgrans=rad.grans,
            galler_fran=rad.fran,
            galler_tom=rad.tom,
            ersattare_for=vem.get(rad.ersatter),
            namndbeslut=rad.namndbeslut,
            by=vem["eva"],
            at=timezone.now(),
        )
    _declare_interests(vem)


def _declare_interests(vem: dict[str, User]) -> None:
    namn, orgnr, beskrivning = JAVIG_MOT_ANORDNARE
    anordnare = Anordnare.objects.get(orgnr=orgnr)
    _declare(vem[namn], anordnare=anordnare, grund=Jav.Grund.ANNAN, beskrivning=beskrivning)

    namn, referens, skal = HAR_VARIT_JAVIG
    brukare = Brukare.objects.get(referens=referens)
    jav = _declare(vem[namn], brukare=brukare, grund=Jav.Grund.NARSTAENDE)
    set_actor(vem["maria"].pk)
    end_interest(jav=jav, skal=skal, by=vem["maria"], at=timezone.now())


def _declare(
    user: User, *, grund: str, brukare: Brukare | None = None, anordnare: Anordnare | None = None, beskrivning: str = ""
) -> Jav:
    set_actor(user.pk)
    return declare_interest(
        anvandare=user,
        brukare=brukare,
        anordnare=anordnare,
        grund=grund,
        beskrivning=beskrivning,
        by=user,
        at=timezone.now(),
    )
