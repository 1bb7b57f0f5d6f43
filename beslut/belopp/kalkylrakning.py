"""Vad en assistanstimme kostar: delarna efter varandra, och hur var och en kom till. Ren räkning, utan databas.

Kronor per timme räknas exakt i bråk. Summan avrundas en gång, till öre, halva uppåt.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assistans.svenska import HARD_SPACE, belopp, decimal
from beslut.belopp.avrundning import ORE, rounded

KRONOR, PROCENT = "kronor", "procent"

LON = ("lon", "ob")
MED_SEMESTER = (*LON, "semester")
LONEKOSTNAD = (*MED_SEMESTER, "avgifter", "forsakring")
ALLT_FORE = (*LONEKOSTNAD, "utbildning", "arbetsmiljo", "omkostnader")

UNDERLAG = {
    "semester": (LON, "lön och ob"),
    "avgifter": (MED_SEMESTER, "lön, ob och semester"),
    "forsakring": (MED_SEMESTER, "lön, ob och semester"),
    "utbildning": (LONEKOSTNAD, "lönekostnaden"),
    "arbetsmiljo": (LONEKOSTNAD, "lönekostnaden"),
    "omkostnader": (LONEKOSTNAD, "lönekostnaden"),
    "administration": (ALLT_FORE, "allt före"),
}
"""What a percentage of each part is counted on, and what that is called."""
ORDNING = (*ALLT_FORE, "administration")
ENHETER = (
    dict.fromkeys(LON, (KRONOR,))
    | dict.fromkeys(("semester", "avgifter", "forsakring"), (PROCENT,))
    | dict.fromkeys(("utbildning", "arbetsmiljo", "omkostnader", "administration"), (KRONOR, PROCENT))
)
"""How each part may be given."""
FLEST_DECIMALER = 4


@dataclass(frozen=True, slots=True)
class Post:
    """En del som den är skriven: kronor per timme, eller procent (31.42 är 31,42 %)."""

    slag: str
    enhet: str
    varde: Decimal


@dataclass(frozen=True, slots=True)
class Del:
    """En del uträknad i kronor per timme, och orden om hur: `193,032 × 31,42 % av lön, ob och semester`."""

    slag: str
    kronor: Fraction
    hur: str

    @property
    def belopp(self) -> Decimal:
        """The part as it is shown, in kronor and öre."""
        return rounded(self.kronor, ORE)


@dataclass(frozen=True, slots=True)
class Timkostnad:
    """Alla delar i ordning, och summan."""

    delar: tuple[Del, ...]

    @property
    def exakt(self) -> Fraction:
        return sum((del_.kronor for del_ in self.delar), Fraction(0))

    @property
    def belopp(self) -> Decimal:
        """Kronor an hour, rounded once to öre, half up."""
        return rounded(self.exakt, ORE)

    @property
    def exakt_i_ord(self) -> str:
        """The sum before it was rounded, for showing how the öre came about."""
        return in_words(self.exakt)


def cost_per_hour(poster: Iterable[Post]) -> Timkostnad:
    """Count the parts in their order. A part that is not there costs nothing, and is not shown."""
    givna = {post.slag: post for post in poster}
    delar: dict[str, Del] = {}
    for slag in ORDNING:
        if slag in givna:
            delar[slag] = _counted(givna[slag], delar)
    return Timkostnad(tuple(delar.values()))


def _counted(post: Post, fore: dict[str, Del]) -> Del:
    if post.enhet == KRONOR:
        return Del(post.slag, Fraction(post.varde), f"{in_words(Fraction(post.varde))}{HARD_SPACE}kr per timme")
    vad, kallas = UNDERLAG[post.slag]
    underlag = sum((fore[slag].kronor for slag in vad if slag in fore), Fraction(0))
    sats = f"{decimal(post.varde.normalize())}{HARD_SPACE}%"
    hur = f"{in_words(underlag)}{HARD_SPACE}×{HARD_SPACE}{sats} av {kallas}"
    return Del(post.slag, underlag * Fraction(post.varde) / 100, hur)


def in_words(kronor: Fraction) -> str:
    """Kronor with the decimals that they have, at least two. More than four are cut down, and then it says `ca`."""
    avrundat = rounded(kronor, Decimal(1).scaleb(-FLEST_DECIMALER))
    return belopp(avrundat) if Fraction(avrundat) == kronor else f"ca{HARD_SPACE}{decimal(avrundat, FLEST_DECIMALER)}"
