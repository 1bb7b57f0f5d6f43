"""Det som kontrollerna fann, utan identiteter, och de stopp som två personer har godtagit.

Fynden läses block för block, så att minnet inte växer med underlagen. I en månad med få fynd står varje fynd på en rad;
annars räknas lika fynd ihop.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from assistans.svenska import UTFALLSORD, antal, belopp, heltal
from kontroller.bedomningslage import Fakturalage, states_of
from kontroller.models import Utfallsrad
from kontroller.rapport.avsnitt import Avsnitt, Kolumn, Slag, Tabell
from kontroller.rapport.period import Period
from kontroller.rapport.summor import Funnet, documents_with_findings
from kontroller.regel import TYNGD, Utfall
from kontroller.regelskillnad import title_of
from kontroller.undantag import Undantag, accepted_stops, merged, total

I_TAGET = 500
"""Så många underlag läses på en gång."""
FLEST_RADER = 80
"""Så många fynd står var för sig. Fler räknas ihop: de ryms på två sidor."""
NOLL = Decimal("0.00")


class Fynd(NamedTuple):
    """Ett fynd utan identitet. Kontroller av ett underlag som väntar på samma sak är ett fynd; då är `kod` tom."""

    namn: str
    kod: str
    utfall: Utfall
    lage: str


@dataclass(slots=True)
class _Funnet:
    """Det som räknas upp medan blocken läses."""

    rader: list[tuple[Fynd, Decimal | None]] = field(default_factory=list)
    grupper: dict[Fynd, tuple[int, Decimal]] = field(default_factory=lambda: defaultdict(lambda: (0, NOLL)))
    undantag: list[Undantag] = field(default_factory=list)
    antal: int = 0

    def add(self, fynd: Fynd, ifragasatt: Decimal | None) -> None:
        self.antal += 1
        if self.antal <= FLEST_RADER:
            self.rader.append((fynd, ifragasatt))
        n, summa = self.grupper[fynd]
        self.grupper[fynd] = (n + 1, summa + (ifragasatt or NOLL))


def section(period: Period) -> Avsnitt:
    """The findings with how far people have come, and the stops that were accepted."""
    funnet = _read(period)
    return Avsnitt(
        kod="avvikelser",
        rubrik="Avvikelser",
        stycken=(_introduction(funnet, period),),
        tabeller=(_findings(funnet, period),) if funnet.antal else (),
        delar=(_accepted(funnet.undantag),),
    )


def _read(period: Period) -> _Funnet:
    funnet = _Funnet()
    alla = documents_with_findings(period)
    for borjan in range(0, len(alla), I_TAGET):
        block = alla[borjan : borjan + I_TAGET]
        lagen = states_of((rad.faktura for rad in block), idag=period.dag)
        per_granskning = _verdicts(block)
        for rad in block:
            for grupp in _by_what_is_missing(per_granskning[rad.granskning]):
                funnet.add(*_finding(grupp, lagen[rad.faktura]))
        godtagna = ((lage, rad.belopp) for rad in block for lage in lagen[rad.faktura].rader)
        funnet.undantag = merged([*funnet.undantag, *accepted_stops(godtagna)])
    return funnet


def _verdicts(block: Sequence[Funnet]) -> dict[int, list[Utfallsrad]]:
    """What the period's runs found in each document, by ledger entry, the weightiest first. One query."""
    per: dict[int, list[Utfallsrad]] = defaultdict(list)
    rader = Utfallsrad.objects.filter(granskning__in=[rad.granskning for rad in block]).defer("fynd")
    for rad in sorted(rader, key=lambda rad: (TYNGD[Utfall(rad.utfall)], -(rad.kronor or 0), rad.regel)):
        per[rad.granskning_id].append(rad)
    return per


def _by_what_is_missing(rader: Sequence[Utfallsrad]) -> Iterator[list[Utfallsrad]]:
    """Each finding alone, but those that could not be judged for the same reason together."""
    grupper: dict[tuple[str, str], list[Utfallsrad]] = defaultdict(list)
    for rad in rader:
        grupper[rad.text if rad.utfall == Utfall.EJ_BEDOMD else rad.regel, rad.utfall].append(rad)
    yield from grupper.values()


def _finding(rader: Sequence[Utfallsrad], lage: Fakturalage) -> tuple[Fynd, Decimal | None]:
    ensam = len(rader) == 1
    fynd = Fynd(
        namn=title_of(rader[0].regel) if ensam else f"{heltal(len(rader))} kontroller som väntar på samma uppgift",
        kod=rader[0].regel if ensam else "",
        utfall=Utfall(rader[0].utfall),
        lage=_standing(lage, rader[0]),
    )
    return fynd, max((rad.kronor for rad in rader if rad.kronor is not None), default=None)


def _standing(lage: Fakturalage, utfall: Utfallsrad) -> str:
    """How far people have come with a finding; a finding that a later control no longer makes is said to be gone."""
    samma = [r for r in lage.rader if (r.utfallsrad.regel, r.utfallsrad.fyndhash) == (utfall.regel, utfall.fyndhash)]
    if not samma:
        return "Finns inte i senare kontroll"
    [rad] = samma
    if rad.nedsatt:
        return "Avdraget"
    if rad.bedomning is None:
        return "Väntar på kommentar" if utfall.utfall == Utfall.VARNING else "Väntar på bedömning"
    return rad.bedomning.get_beslut_display() + ("" if rad.tackt else ", inte klar")


def _introduction(funnet: _Funnet, period: Period) -> str:
    if not funnet.antal:
        return "Inget underlag har någon avvikelse eller varning."
    rader = (
        "Varje rad är ett fynd på ett underlag."
        if _one_by_one(funnet, period)
        else f"{antal(funnet.antal, 'fynd', 'fynd')} på underlag är räknade ihop: lika fynd med samma läge på en rad."
    )
    return f"{rader} Här står inga personer och inga referenser; underlagen finns hos förvaltningen."


def _one_by_one(funnet: _Funnet, period: Period) -> bool:
    return period.is_month and funnet.antal <= FLEST_RADER


def _findings(funnet: _Funnet, period: Period) -> Tabell:
    ensamma = _one_by_one(funnet, period)
    rader = (
        [(fynd, (), ifragasatt) for fynd, ifragasatt in funnet.rader]
        if ensamma
        else [(fynd, (n,), summa) for fynd, (n, summa) in funnet.grupper.items()]
    )
    rader.sort(key=lambda rad: (TYNGD[rad[0].utfall], -(rad[2] or 0), rad[0]))
    return Tabell(
        kod="avvikelser",
        rubrik="Fynden" if ensamma else "Lika fynd ihopräknade",
        kolumner=(
            *(Kolumn("Kontroll"), Kolumn("Kod"), Kolumn("Utfall"), Kolumn("Läge")),
            *(() if ensamma else (Kolumn("Antal", Slag.HELTAL),)),
            Kolumn("Ifrågasatt, kr", Slag.KRONOR),
        ),
        rader=tuple((f.namn, f.kod, UTFALLSORD[f.utfall], f.lage, *n, summa) for f, n, summa in rader),
        tat=True,
    )


def _accepted(undantag: Sequence[Undantag]) -> Avsnitt:
    alla = total(undantag)
    if alla is None:
        return Avsnitt(kod="godtagna", rubrik="Stopp som har godtagits", stycken=("Inget stopp har godtagits.",))
    return Avsnitt(
        kod="godtagna",
        rubrik="Stopp som har godtagits",
        stycken=(
            f"Två personer har med skäl godtagit {antal(alla.antal, 'stopp', 'stopp')}, där "
            f"{belopp(alla.kronor, oren=False)} kronor var ifrågasatta. Vad kontrollerna kom fram till är oförändrat.",
        ),
        tabeller=(
            Tabell(
                kod="godtagna-stopp",
                rubrik="Godtagna stopp per kontroll",
                kolumner=(
                    *(Kolumn("Kontroll"), Kolumn("Kod"), Kolumn("Godtagna", Slag.HELTAL)),
                    *(Kolumn("Med underlag", Slag.HELTAL), Kolumn("Med sista dag", Slag.HELTAL)),
                    Kolumn("Ifrågasatt, kr", Slag.KRONOR),
                ),
                rader=tuple((u.rubrik, u.kod, u.antal, u.med_handling, u.med_sista_dag, u.kronor) for u in undantag),
                tat=True,
            ),
        ),
    )
