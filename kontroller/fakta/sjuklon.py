"""Vad en sjuklöneansökan vilar på: passen, vikariernas tid, den sjuka assistentens egen tid och det som begärs.

Fakta säger vilka dagar ett läkarintyg täcker, aldrig vad som står i det.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from kontroller.fakta.period import Tidstyp

Sjukloneslag = Literal[
    "sjuklon",
    "ob",
    "semester",
    "avgifter",
    "forsakring",
    "karens",
    "sjukforsakringsavgift",
    "administration",
    "ranta",
    "utbildning",
    "annat",
]


class Sjukrad(NamedTuple):
    """En tidrad som ansökan jämförs med, hos vilken anordnare och person som helst."""

    id: int
    brukare: int
    assistent: int
    datum: date
    start: int
    slut: int
    borjar: int
    slutar: int
    tidstyp: Tidstyp
    ersatter_sjuk: bool
    betald: bool
    """Om tiden är godkänd eller betald på en faktura."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sjukpass:
    """Ett pass som den sjuka skulle ha arbetat. `minuter` är förfluten tid.

    `vikarier` är andra assistenters rader för samma person som möter passet, `utpekad` id på raden som ansökan
    anger.
    """

    id: int
    datum: date
    start: int
    slut: int
    borjar: int
    slutar: int
    minuter: int
    utpekad: int | None
    vikarier: tuple[Sjukrad, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sjuklonepost:
    """En del av det som begärs, i kronor, och procentsatsen när den är angiven."""

    slag: Sjukloneslag
    belopp: Decimal
    procent: Decimal | None


class AnnatSjukpass(NamedTuple):
    """Ett pass på en tidigare ansökan för samma assistent, som möter ett av passen här."""

    faktura: int
    nummer: str
    borjar: int
    slutar: int


class Styrkande(NamedTuple):
    """En handling hos ansökan: vilket slag den är av, och innehållets SHA-256. Vad som står i den läses inte."""

    slag: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sjukloneansokan:
    """Underlaget till en sjuklöneansökan. `timlon` och `karensavdrag` är i kronor, None när de inte är angivna.

    `den_sjukas_tid` är den sjuka assistentens rader hos vem som helst under perioden. `tidigare_tom` är den sista
    sjukdagen på assistentens närmast tidigare ansökan före sjukperiodens början. `handlingar` är de som ligger hos
    ansökan, utan de dolda; None i fakta som lagrades innan handlingarna lästes, och då prövas de inte.
    """

    assistent: int
    fran: date
    tom: date
    periodens_borjan: date
    karensavdrag: Decimal | None
    anmald: date | None
    intyg_fran: date | None
    intyg_tom: date | None
    kollektivavtal: bool
    timlon: Decimal | None
    poster: tuple[Sjuklonepost, ...]
    sjukpass: tuple[Sjukpass, ...]
    den_sjukas_tid: tuple[Sjukrad, ...] = ()
    andra_pass: tuple[AnnatSjukpass, ...] = ()
    tidigare_tom: date | None = None
    handlingar: tuple[Styrkande, ...] | None = None

    def has_document(self, slag: str) -> bool:
        """Whether a document of a kind lies with the claim."""
        return any(handling.slag == slag for handling in self.handlingar or ())

    @property
    def minuter(self) -> int:
        """The elapsed minutes of all the shifts."""
        return sum(pass_.minuter for pass_ in self.sjukpass)

    def sum_of(self, *slag: Sjukloneslag) -> Decimal:
        """Kronor asked for of some kinds."""
        return sum((post.belopp for post in self.poster if post.slag in slag), Decimal(0))
