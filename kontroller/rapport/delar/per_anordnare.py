"""Siffror per anordnare. En anordnare visas för sig när minst fem personer står bakom siffrorna; de andra räknas ihop
så att ingen går att räkna ut genom att dra ifrån.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kontroller.loading.belopp import exact
from kontroller.manad import NOLL
from kontroller.rapport import bilder
from kontroller.rapport.avsnitt import Avsnitt, Bild, Kolumn, Slag, Tabell
from kontroller.rapport.period import Period
from kontroller.rapport.summor import MINST_PERSONER, Anordnarsumma, provider_name, providers_of

FLEST_STAPLAR = 16
"""Så många ritas; tabellen har alla."""
Rad = tuple[str, int, Decimal, Decimal, Decimal]


def section(period: Period) -> Avsnitt | None:
    """Kronor and hours by provider, as a picture and as a table."""
    rader = rows(providers_of(period))
    if not rader:
        return None
    staplar = [bilder.Anordnarstapel(namn, belopp, stoppat) for namn, _, _, belopp, stoppat in rader]
    ritade = sorted(staplar, key=lambda s: -s.belopp)[:FLEST_STAPLAR] if len(staplar) > FLEST_STAPLAR else staplar
    return Avsnitt(
        kod="per-anordnare",
        rubrik="Per anordnare",
        bilder=(Bild(kod="anordnare", svg=bilder.providers(ritade), text=bilder.providers_text(ritade)),),
        tabeller=(
            Tabell(
                kod="per-anordnare",
                rubrik="Anordnarnas tal",
                kolumner=(
                    *(Kolumn("Anordnare"), Kolumn("Personer", Slag.HELTAL), Kolumn("Timmar", Slag.TIMMAR)),
                    *(Kolumn("Fakturerat, kr", Slag.KRONOR), Kolumn("Stoppat, kr", Slag.KRONOR)),
                ),
                rader=tuple(rader),
                not_under="En anordnare visas för sig när minst fem personer står bakom siffrorna. De andra räknas "
                "ihop, så att ingen kan kännas igen.",
            ),
        ),
    )


def rows(summor: Iterable[Anordnarsumma]) -> list[Rad]:
    """The providers with enough persons, most persons first, then the rest as one."""
    i_ordning = sorted(summor, key=lambda s: (-len(s.personer), s.namn, s.anordnare))
    visade = [s for s in i_ordning if len(s.personer) >= MINST_PERSONER]
    resten = [s for s in i_ordning if len(s.personer) < MINST_PERSONER]
    # Är resten själv färre än fem personer går den att räkna ut genom att dra ifrån. Då tas den minsta med i resten.
    while resten and visade and len(_persons(resten)) < MINST_PERSONER:
        resten.insert(0, visade.pop())
    rader = [_row(provider_name(s), [s]) for s in visade]
    if resten:
        rader.append(_row(f"{'Övriga' if visade else 'Alla'} {len(resten)}", resten))
    return rader


def _row(namn: str, summor: Sequence[Anordnarsumma]) -> Rad:
    return (
        namn,
        len(_persons(summor)),
        exact(sum((s.timmar for s in summor), Decimal(0)), 0),
        sum((s.belopp for s in summor), NOLL),
        sum((s.stoppat for s in summor), NOLL),
    )


def _persons(summor: Iterable[Anordnarsumma]) -> frozenset[int]:
    return frozenset().union(*(s.personer for s in summor))
