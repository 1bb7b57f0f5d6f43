"""Slagen av det som går att söka, i den ordning de visas, och vem som söker i vart och ett."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assistans.models import Lasning, User
from assistans.svenska import antal
from kontroller.sok import fakturorna, registren
from kontroller.sok.fraga import Fraga
from kontroller.sok.lasare import Lasare
from kontroller.sok.traff import Traff

PER_SLAG, FLEST = 6, 200
Sokning = Callable[[Fraga, Lasare, int], list[Traff]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slag:
    """Ett slag: rubriken, vad man kan söka det på, rättigheter av vilka en räcker, och funktionen som söker."""

    kod: str
    namn: str
    pa: str
    kraver: tuple[str, ...]
    sok: Sokning


SLAG = (
    Slag(
        kod="personer",
        namn="Brukare",
        pa="namn, personnummer eller referens",
        kraver=("beslut.se_person",),
        sok=registren.persons,
    ),
    Slag(
        kod="anordnare",
        namn="Anordnare",
        pa="namn eller organisationsnummer",
        kraver=("beslut.se_anordnare",),
        sok=registren.providers,
    ),
    Slag(
        kod="fakturor",
        namn="Fakturor",
        pa="nummer, leverantör, referens eller belopp, till exempel 33 728,00",
        kraver=("fakturor.se_faktura",),
        sok=fakturorna.invoices,
    ),
    Slag(kod="beslut", namn="Beslut", pa="diarienummer", kraver=("beslut.se_person",), sok=registren.decisions),
    Slag(
        kod="assistenter",
        namn="Assistenter",
        pa="namn eller personnummer",
        kraver=("beslut.se_person", "beslut.se_anordnare"),
        sok=registren.assistants,
    ),
    Slag(
        kod="foretradare",
        namn="Ställföreträdare",
        pa="namn eller personnummer",
        kraver=("beslut.se_person",),
        sok=registren.representatives,
    ),
    Slag(
        kod="avtal",
        namn="Avtal",
        pa="diarienummer eller anordnare",
        kraver=("beslut.se_avtal", "beslut.se_anordnare"),
        sok=registren.contracts,
    ),
    Slag(
        kod="tillstand",
        namn="Tillstånd",
        pa="diarienummer",
        kraver=("beslut.se_anordnare",),
        sok=registren.permits,
    ),
    Slag(
        kod="tidrapporter",
        namn="Tidrapporter",
        pa="rapportens nummer",
        kraver=("beslut.se_person",),
        sok=fakturorna.reports,
    ),
    Slag(
        kod="betalningar",
        namn="Betalningar",
        pa="betalningens id eller utbetalningens nummer",
        kraver=("fakturor.se_utbetalning",),
        sok=fakturorna.payments,
    ),
    Slag(
        kod="handlingar",
        namn="Handlingar",
        pa="rubrik",
        kraver=("beslut.se_person", "beslut.se_anordnare"),
        sok=registren.documents,
    ),
    Slag(
        kod="handelser",
        namn="Händelser",
        pa="vad som gjordes eller vem som gjorde det, till exempel faktura godkänd",
        kraver=("assistans.se_logg",),
        sok=fakturorna.events,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grupp:
    """Träffarna av ett slag. `fler` när det finns fler än som visas."""

    slag: Slag
    traffar: list[Traff]
    fler: bool


def kinds_of(user: User) -> list[Slag]:
    """What the user may look among."""
    return [slag for slag in SLAG if any(user.may(rattighet) for rattighet in slag.kraver)]


def search(fraga: Fraga, user: User, *, only: str = "") -> list[Grupp]:
    """The hits by kind: some of each, or more of one. As many queries however much there is."""
    slagen, lasare = kinds_of(user), Lasare(user)
    valt = [slag for slag in slagen if slag.kod == only]
    flest = FLEST if valt else PER_SLAG
    grupper = [(slag, slag.sok(fraga, lasare, flest + 1)) for slag in (valt or slagen)]
    return [Grupp(slag=slag, traffar=t[:flest], fler=len(t) > flest) for slag, t in grupper if t]


def log_search(fraga: Fraga, grupper: list[Grupp], *, by: User, at: datetime) -> None:
    """Write down that somebody has searched, by what kind of words, and every person that was shown. Two statements.

    What was written is not kept: it may be a personnummer or a name.
    """
    funna = antal(sum(len(grupp.traffar) for grupp in grupper), "träff", "träffar")
    sokning = Lasning(av=by, tid=at, objekt="sok", objekt_id=0, syfte=f"Sökte på {fraga.slag}, {funna}")
    om = {(t.om._meta.label_lower, t.om.pk) for grupp in grupper for t in grupp.traffar if t.om is not None}
    Lasning.objects.bulk_create(
        [
            sokning,
            *(
                Lasning(av=by, tid=at, objekt=objekt, objekt_id=pk, syfte=f"Sökte i allt på {fraga.slag}")
                for objekt, pk in sorted(om)
            ),
        ]
    )
