"""De manuella kontrollerna på fakturans sida, och hur många som är gjorda i en månad."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from assistans.svenska import manad_namn
from fakturor.models import Faktura
from kontroller.katalog import KATALOG
from kontroller.manuella import manual_steps
from kontroller.models import ManuellKontroll

TITLAR = {post.kod: post.titel for post in KATALOG}
ANMARKNING = ManuellKontroll.Utfall.ANMARKNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Gjord:
    """En manuell kontroll som någon har gjort, och vad den gällde."""

    kontroll: ManuellKontroll
    titel: str
    vad: str

    @property
    def anmarkning(self) -> bool:
        """Whether the person saw something to remark on."""
        return self.kontroll.utfall == ANMARKNING


@dataclass(frozen=True, slots=True, kw_only=True)
class ManuellaIManaden:
    """Så många manuella kontroller som är gjorda i en eller flera månader, och så många som gav en anmärkning."""

    gjorda: int
    anmarkningar: int


def done_on(faktura: Faktura) -> list[Gjord]:
    """What persons have looked at, of the invoice and of its dossiers, the newest first. One query."""
    redovisningar = [rad.redovisning_id for rad in faktura.rader.all() if rad.redovisning_id]
    rader = ManuellKontroll.objects.filter(Q(faktura=faktura) | Q(redovisning__in=redovisningar))
    return [
        Gjord(kontroll=rad, titel=TITLAR[rad.kod], vad=_about(rad))
        for rad in rader.select_related("av", "redovisning__brukare", "handling").defer("handling__innehall")
    ]


def what_to_look_for() -> list[tuple[str, str, str, str]]:
    """Every manual step: code, title, what to look for, ground."""
    return [(kod, TITLAR[kod], steg.se_efter, steg.grund) for kod, steg in manual_steps().items()]


def count_in_month(manad: date) -> ManuellaIManaden:
    """How many have been made of the month's dossiers and invoices. One query."""
    return count_in_months([manad])


def count_in_months(manader: Collection[date]) -> ManuellaIManaden:
    """How many have been made of the months' dossiers and invoices. One query."""
    i_manaden = Q(redovisning__manad__in=manader) | Q(faktura__rader__manad__in=manader)
    antal = Counter(
        dict(ManuellKontroll.objects.filter(i_manaden).order_by().distinct().values_list("pk", "utfall")).values()
    )
    return ManuellaIManaden(gjorda=antal.total(), anmarkningar=antal[ANMARKNING])


def _about(rad: ManuellKontroll) -> str:
    if rad.redovisning is None:
        return "Hela fakturan"
    return f"{rad.redovisning.brukare.referens}, {manad_namn(rad.redovisning.manad)}"
