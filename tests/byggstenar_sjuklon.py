"""A claim of sick pay in May 2015 that everything agrees with: the assistant Ada is ill the two days 19–20 May, and the
substitute of the case works her two shifts.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from assistans.models import User
from beslut.models import Brukare, Handling, Person
from fakturor.models import Faktura, Tidrad
from fakturor.services.sick_pay import Ansokan, Pass, Post, register_claim
from tests.byggstenar import (
    ATTA,
    NU,
    ORGNR,
    PDF,
    SEXTON,
    Arende,
    build_arende,
    build_assistent,
    build_granskare,
    build_handling,
    build_tidrad,
)

DEN_SJUKAS_NUMMER = "197201079295"
SJUKDAGAR = (date(2015, 5, 19), date(2015, 5, 20))
TIMLON = Decimal("140.00")
SJUKLON = Decimal("1592.00")
"""16 hours at 140 kronor with 80 percent, less the deduction of 200 kronor."""
SEMESTER = Decimal("191.04")
AVGIFTER = Decimal("560.26")
BELOPP = SJUKLON + SEMESTER + AVGIFTER
POSTER = (
    Post(slag="sjuklon", belopp=SJUKLON),
    Post(slag="semester", belopp=SEMESTER, procent=Decimal(12)),
    Post(slag="avgifter", belopp=AVGIFTER, procent=Decimal("31.42")),
)
HANDLINGAR = ("sjukanmalan", "lonespecifikation")
"""What the delivered rule set asks for about the first days."""
PASSEN = tuple(Pass(datum=dag, start=ATTA, slut=SEXTON) for dag in SJUKDAGAR)


@dataclass(frozen=True, kw_only=True)
class Sjukfall:
    """The case of `build_arende` where the substitute also works for the sick assistant."""

    arende: Arende
    den_sjuka: Person
    vikariens_rader: tuple[Tidrad, ...]


def build_sjukfall(dagar: tuple[date, ...] = SJUKDAGAR) -> Sjukfall:
    """The sick assistant registered for the provider, and the substitute's rows on the days."""
    arende = build_arende()
    den_sjuka = build_assistent(arende.anordnare, DEN_SJUKAS_NUMMER, namn="Ada Frisk").person
    rader = tuple(build_tidrad(arende.rapport, dag, ersatter_sjuk=True) for dag in dagar)
    return Sjukfall(arende=arende, den_sjuka=den_sjuka, vikariens_rader=rader)


def build_ansokan(fall: Sjukfall, **falt: Any) -> Ansokan:
    """What stands on the claim; `falt` changes it."""
    ansokan = Ansokan(
        referens=fall.arende.brukare.referens,
        orgnr=ORGNR,
        assistent=fall.den_sjuka.pk,
        ansokt=date(2015, 6, 1),
        belopp=BELOPP,
        sjuk_fran=SJUKDAGAR[0],
        sjuk_tom=SJUKDAGAR[1],
        sjukperiodens_borjan=SJUKDAGAR[0],
        karensavdrag=Decimal("200.00"),
        sjukanmalan=date(2015, 5, 25),
        timlon=TIMLON,
    )
    return replace(ansokan, **falt)


def build_sjuklon_for(brukare: Brukare, orgnr: str, den_sjuka: Person, *, by: User, **falt: Any) -> Faktura:
    """A claim for anybody who is registered; no substitute needs to have worked."""
    varden = {"ansokt": date(2015, 6, 1), "belopp": BELOPP} | falt
    ansokan = Ansokan(
        referens=brukare.referens,
        orgnr=orgnr,
        assistent=den_sjuka.pk,
        sjuk_fran=SJUKDAGAR[0],
        sjuk_tom=SJUKDAGAR[1],
        sjukperiodens_borjan=SJUKDAGAR[0],
        **varden,
    )
    return register_claim(ansokan=ansokan, passen=PASSEN, poster=POSTER, by=by, at=NU)


def build_sjuklon(
    fall: Sjukfall,
    *,
    passen: tuple[Pass, ...] = PASSEN,
    poster: tuple[Post, ...] = POSTER,
    handlingar: tuple[str, ...] = HANDLINGAR,
    by: User | None = None,
    **falt: Any,
) -> Faktura:
    """The claim registered by the service, with documents of the kinds given."""
    faktura = register_claim(
        ansokan=build_ansokan(fall, **falt), passen=passen, poster=poster, by=by or build_granskare(), at=NU
    )
    for slag in handlingar:
        build_sjuklonehandling(faktura, slag)
    return faktura


def build_sjuklonehandling(faktura: Faktura, slag: str = "lakarintyg", **falt: Any) -> Handling:
    """A document with a claim. No two kinds have the same bytes."""
    innehall = PDF.replace(b"%%EOF", f"% {slag}\n%%EOF".encode())
    return build_handling(faktura.sjuklon, innehall, **{"slag": slag, "rubrik": slag} | falt)
