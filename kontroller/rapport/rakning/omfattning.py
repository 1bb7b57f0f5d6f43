"""Hur många som har assistans den 1 oktober år för år (revisionsrapport 2015:3, figur 1), med kommunens egna uppgifter.

Ett år som någon har skrivit in är som det skrevs. Ett senare år räknar programmet självt, när det har kontrollerat
oktober det året: annars är registret kanske inte fört då, och året är okänt. En insats enligt LSS är verkställd när
kommunen har beviljat tid och personen har ett uppdrag den dagen. Assistansersättningen är den som registret känner.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistans.svenska import upprakning
from beslut.manadstid import KOMMUNENS
from beslut.models import Beslutsrad, Insatsantal, Uppdrag
from kontroller.models import Korning
from kontroller.rapport.summor import MINST_PERSONER

LSS, SFB = Insatsantal.Slag.LSS, Insatsantal.Slag.SFB


@dataclass(frozen=True, slots=True, kw_only=True)
class Antal:
    """Ett års antal av ett slag. `raknat` när programmet har räknat det; `dolt` när det är för få för att visas."""

    antal: int | None
    raknat: bool = False
    dolt: bool = False
    post: Insatsantal | None = None


OKANT = Antal(antal=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arsrad:
    """Ett år: antalet personer med assistans enligt LSS och med assistansersättning, den 1 oktober."""

    ar: int
    lss: Antal
    sfb: Antal

    @property
    def bada(self) -> tuple[Antal, Antal]:
        """The two kinds in the order they are shown."""
        return self.sfb, self.lss

    @property
    def bada_med_rubrik(self) -> tuple[tuple[str, Antal], ...]:
        """The same, each with what it is called, as a narrow screen shows beside it."""
        return tuple(zip((str(SFB.label), str(LSS.label)), self.bada, strict=True))

    @property
    def kallor(self) -> str:
        """Where the figures stand, each source once."""
        kallor = list(dict.fromkeys(a.post.kalla for a in self.bada if a.post))
        return upprakning([*kallor, *(["räknat ur registret"] if self.raknat else [])])

    @property
    def raknat(self) -> bool:
        """Whether some of it was counted by the program."""
        return self.lss.raknat or self.sfb.raknat


def years_until(dag: date) -> list[Arsrad]:
    """Every year from the first that is known to the last with its 1 October passed. Four queries at most."""
    poster = {(post.ar, post.slag): post for post in Insatsantal.objects.filter(ar__lte=dag.year)}
    sista = dag.year if dag >= october(dag.year) else dag.year - 1
    sjalva = sorted({manad.year for manad in _controlled_octobers() if manad.year <= sista})
    kanda = {ar for ar, _ in poster} | set(sjalva)
    if not kanda:
        return []
    raknade = _count([ar for ar in sjalva if {(ar, LSS), (ar, SFB)} - poster.keys()])
    return [
        Arsrad(ar=ar, lss=_number(ar, LSS, poster, raknade), sfb=_number(ar, SFB, poster, raknade))
        for ar in range(min(kanda), max(kanda) + 1)
    ]


def october(ar: int) -> date:
    """The day that the count is of."""
    return date(ar, 10, 1)


def _controlled_octobers() -> Iterable[date]:
    klara = Korning.objects.filter(typ=Korning.Typ.MANAD, status=Korning.Status.KLAR, manad__month=10)
    return klara.order_by().values_list("manad", flat=True).distinct()


def _number(
    ar: int, slag: str, poster: dict[tuple[int, str], Insatsantal], raknade: dict[tuple[int, str], int]
) -> Antal:
    post = poster.get((ar, slag))
    antal = post.antal if post else raknade.get((ar, slag))
    if antal is None:
        return OKANT
    dolt = 0 < antal < MINST_PERSONER
    return Antal(antal=None if dolt else antal, raknat=post is None, dolt=dolt, post=post)


def _count(aren: list[int]) -> dict[tuple[int, str], int]:
    """The persons of each kind on 1 October of each year. Two queries; none without years."""
    if not aren:
        return {}
    fran, tom = october(min(aren)), october(max(aren))
    beslut = list(
        Beslutsrad.objects.overlapping(fran, tom)
        .filter(timmar__gt=0)
        .values_list("brukare", "typ", "galler_fran", "galler_tom", "brukare__avliden")
    )
    uppdrag = list(Uppdrag.objects.overlapping(fran, tom).values_list("brukare", "galler_fran", "galler_tom"))
    svar: dict[tuple[int, str], int] = {}
    for ar in aren:
        dag = october(ar)
        lever = [(vem, typ) for vem, typ, f, t, dod in beslut if _covers(f, t, dag) and (dod is None or dod >= dag)]
        med_uppdrag = {vem for vem, f, t in uppdrag if _covers(f, t, dag)}
        svar[ar, LSS] = len({vem for vem, typ in lever if typ in KOMMUNENS} & med_uppdrag)
        svar[ar, SFB] = len({vem for vem, typ in lever if typ not in KOMMUNENS})
    return svar


def _covers(fran: date, tom: date | None, dag: date) -> bool:
    return fran <= dag and (tom is None or tom >= dag)
