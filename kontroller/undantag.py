"""Stopp som två personer har godtagit: hur många, för hur många kronor, och vad de vilar på. Verdiktet är detsamma."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from kontroller.bedomningslage import ACCEPTED, Bedomningslage
from kontroller.loading.belopp import exact
from kontroller.regelskillnad import title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Undantag:
    """En kontrolls godtagna stopp. `kronor` är de som kontrollen ifrågasatte, högst underlagets belopp."""

    kod: str
    rubrik: str
    antal: int
    kronor: Decimal
    med_handling: int
    med_sista_dag: int


def accepted_stops(rader: Iterable[tuple[Bedomningslage, Decimal]]) -> list[Undantag]:
    """The accepted stops by control, in order of code. Each comes with the amount of its invoice."""
    per: dict[str, list[tuple[Bedomningslage, Decimal]]] = {}
    for lage, belopp in rader:
        if lage.stoppar and lage.tackt and lage.bedomning is not None and lage.bedomning.beslut == ACCEPTED:
            per.setdefault(lage.utfallsrad.regel, []).append((lage, belopp))
    return [_sum(kod, egna) for kod, egna in sorted(per.items())]


def total(undantag: Iterable[Undantag]) -> Undantag | None:
    """All of them as one; None when there are none."""
    alla = list(undantag)
    if not alla:
        return None
    return Undantag(
        kod="",
        rubrik="Alla",
        antal=sum(u.antal for u in alla),
        kronor=sum((u.kronor for u in alla), Decimal(0)),
        med_handling=sum(u.med_handling for u in alla),
        med_sista_dag=sum(u.med_sista_dag for u in alla),
    )


def merged(undantag: Iterable[Undantag]) -> list[Undantag]:
    """Those of several blocks by control, in order of code."""
    per: dict[str, list[Undantag]] = {}
    for rad in undantag:
        per.setdefault(rad.kod, []).append(rad)
    ihop = ((kod, rader, total(rader)) for kod, rader in sorted(per.items()))
    return [replace(summa, kod=kod, rubrik=rader[0].rubrik) for kod, rader, summa in ihop if summa]


def _sum(kod: str, rader: list[tuple[Bedomningslage, Decimal]]) -> Undantag:
    bedomningar = [lage.bedomning for lage, _ in rader]
    return Undantag(
        kod=kod,
        rubrik=title_of(kod),
        antal=len(rader),
        kronor=exact(sum((min(lage.utfallsrad.kronor or Decimal(0), abs(b)) for lage, b in rader), Decimal(0))),
        med_handling=sum(b.handling_id is not None for b in bedomningar),
        med_sista_dag=sum(b.galler_till is not None for b in bedomningar),
    )
