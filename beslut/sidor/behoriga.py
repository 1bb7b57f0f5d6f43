"""De som är namngivna för en person med skyddade uppgifter, och vad ingen av dem får göra."""

from dataclasses import dataclass

from assistans.models import User
from assistans.roller import Roll
from assistans.svenska import upprakning
from beslut.models import Brukare
from beslut.sortering import swedish

STEG = (
    ("kontroller.bedoma", "bedöma avvikelser", "en handläggare"),
    ("kontroller.granskningsattest", "ge granskningsattest", "en administrativ assistent"),
    ("kontroller.beslutsattest", "ge beslutsattest", "en beslutsattestant"),
)
"""What has to be done with the person's invoices before they are paid: the permission, in words, and whose it is."""
ATTESTER = tuple(rattighet for rattighet, *_ in STEG[1:])


@dataclass(frozen=True, slots=True)
class Namngiven:
    """En användare, och hens roller i ord."""

    user: User
    roller: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Behoriga:
    """De namngivna, med vad de är, och vad som fattas för att en faktura ska kunna betalas."""

    namngivna: list[Namngiven]
    saknas: list[str]
    """A sentence for each thing that has to be done with the person's invoices and that none of them may do."""

    @classmethod
    def of(cls, brukare: Brukare) -> "Behoriga":
        """Those named for the person, in alphabetical order. One query."""
        users = list(brukare.behoriga.filter(aktiv=True).order_by(swedish("namn"), "pk"))
        return cls(namngivna=[Namngiven(user, _roles(user)) for user in users], saknas=_missing(users))


def _roles(user: User) -> str:
    return upprakning([Roll(roll).label for roll in user.roller]).capitalize()


def _missing(namngivna: list[User]) -> list[str]:
    saknas = [
        f"Ingen av de namngivna får {vad}. Lägg till {vem}."
        for rattighet, vad, vem in STEG
        if not any(user.may(rattighet) for user in namngivna)
    ]
    attesterar = {user.pk for user in namngivna if any(user.may(rattighet) for rattighet in ATTESTER)}
    if not saknas and len(attesterar) < 2:
        return ["Bara en av de namngivna får attestera, och attesterna ges av två personer. Lägg till en till."]
    return saknas
