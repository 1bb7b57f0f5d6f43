"""Kontrollkatalogen som den visas: reglerna beskriver sig själva, resten står i `kontroller.katalog`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from assistans.svenska import datum_text
from kontroller.katalog import KATALOG, OMRADEN, Post, Status
from kontroller.manuella import manual_steps
from kontroller.models import Regelverk
from kontroller.regel import ALLTID, Allvar, Regel
from kontroller.regelskillnad import NIVAER
from kontroller.regelverk import in_force
from kontroller.regler import load_rules
from kontroller.sidor.siffror import parameters_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelpost:
    """En kontroll som är byggd som regel. `i_bruk` är None när inget regelverk är antaget."""

    kod: str
    rubrik: str
    forklaring: list[str]
    grunder: list[tuple[str, str]]
    """Grunden i lag, och från vilken dag den gäller; tomt för den som alltid har gällt."""
    niva: str
    version: int
    parametrar: list[tuple[str, str]]
    i_bruk: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Katalograd:
    """En av katalogens kontroller i tabellen över dem alla: hur den hålls, och var, eller varför den inte är byggd."""

    kod: str
    titel: str
    hur: Status
    var: str

    @property
    def ar_regel(self) -> bool:
        """Whether it is built as a rule, whose own text stands below."""
        return self.hur == Status.REGEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Omrade:
    """Ett av katalogens områden: alla dess kontroller, och de som är regler med sin text."""

    bokstav: str
    namn: str
    rader: list[Katalograd]
    regler: list[Regelpost]


@dataclass(frozen=True, slots=True, kw_only=True)
class Katalog:
    """Alla kontroller, och regelverket som säger hur de används i dag."""

    regelverk: Regelverk | None
    omraden: list[Omrade]

    @property
    def byggda(self) -> int:
        """How many are built as rules."""
        return sum(len(omrade.regler) for omrade in self.omraden)

    @property
    def antal(self) -> int:
        """How many there are in all."""
        return sum(len(omrade.rader) for omrade in self.omraden)

    @property
    def antal_per_hur(self) -> list[tuple[Status, int]]:
        """How many are held each way, in the order of the ways."""
        antal = Counter(rad.hur for omrade in self.omraden for rad in omrade.rader)
        return [(hur, antal[hur]) for hur in Status if antal[hur]]


def list_rules(dag: date | None = None) -> Katalog:
    """The catalogue with the rule set in force on a day (today, if none is given). Two queries."""
    try:
        regelverk = in_force(dag or timezone.localdate())
    except Regelverk.DoesNotExist:
        return Katalog(regelverk=None, omraden=areas(describe(regel) for regel in load_rules().values()))

    rader = {rad.kod: rad for rad in regelverk.rader.all()}
    poster = [
        describe(
            regel,
            allvar=Allvar(rader[kod].allvar) if kod in rader else None,
            parametrar=rader[kod].parametrar if kod in rader else None,
            i_bruk=kod in rader and rader[kod].i_bruk,
        )
        for kod, regel in load_rules().items()
    ]
    return Katalog(regelverk=regelverk, omraden=areas(poster))


def describe(
    regel: Regel,
    *,
    allvar: Allvar | None = None,
    parametrar: dict | None = None,
    i_bruk: bool | None = None,
) -> Regelpost:
    """A rule in words; without a rule set, as the program ships it."""
    return Regelpost(
        kod=regel.kod,
        rubrik=regel.rubrik,
        forklaring=_paragraphs(regel.forklaring),
        grunder=[(grund, "" if fran == ALLTID else datum_text(fran)) for fran, grund in regel.lagrum],
        niva=NIVAER[allvar or regel.allvar],
        version=regel.version,
        parametrar=parameters_of({**regel.standard, **(parametrar or {})}),
        i_bruk=i_bruk,
    )


def areas(poster: Iterable[Regelpost]) -> list[Omrade]:
    """The catalogue area by area: every control with how it is held, and the rules with what they say."""
    av_kod = {post.kod: post for post in poster}
    return [
        Omrade(
            bokstav=bokstav,
            namn=namn,
            rader=[how_held(post, av_kod) for post in KATALOG if post.kod[0] == bokstav],
            regler=[av_kod[post.kod] for post in KATALOG if post.kod[0] == bokstav and post.kod in av_kod],
        )
        for bokstav, namn in OMRADEN.items()
    ]


def how_held(post: Post, regler: Mapping[str, Regelpost]) -> Katalograd:
    """How a control of the catalogue is held. One that is built as a rule says so itself."""
    if regel := regler.get(post.kod):
        var = regel.niva + (", ej i bruk" if regel.i_bruk is False else "")
        return Katalograd(kod=post.kod, titel=post.titel, hur=Status.REGEL, var=var)
    if steg := manual_steps().get(post.kod):
        return Katalograd(kod=post.kod, titel=post.titel, hur=Status.MANUELL, var=steg.se_efter)
    return Katalograd(kod=post.kod, titel=post.titel, hur=post.status, var=post.var)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(stycke.split()) for stycke in text.split("\n\n")]
