"""Small builders of a sick-pay claim as facts: two shifts of eight hours, each worked by a substitute."""

from datetime import date
from decimal import Decimal
from typing import Any

from kontroller.fakta import Fakta, Sjukloneansokan, Sjuklonepost, Sjukpass, Sjukrad, Styrkande
from kontroller.fakta.sjuklon import AnnatSjukpass
from kontroller.tests.bygg import (
    ASSISTENT,
    TIM,
    build_fakta,
    build_faktura,
    build_fakturarad,
    build_rapport,
    build_redovisning,
    build_summor,
    build_tidrad,
    instant,
    kr,
)

DEN_SJUKA = 202
DAGAR = (date(2015, 4, 9), date(2015, 4, 10))
ATTA, SEXTON = 8 * TIM, 16 * TIM


def build_sjukrad(dag: date = DAGAR[0], start: int = ATTA, slut: int = SEXTON, **mer: Any) -> Sjukrad:
    """A row of the substitute for the same person, marked as in place of somebody sick."""
    varden: dict[str, Any] = {
        "id": dag.day * 10_000 + start,
        "brukare": 1,
        "assistent": ASSISTENT,
        "datum": dag,
        "start": start,
        "slut": slut,
        "borjar": instant(dag, start),
        "slutar": instant(dag, slut),
        "tidstyp": "aktiv",
        "ersatter_sjuk": True,
        "betald": False,
    }
    return Sjukrad(**{**varden, **mer})


def build_den_sjukas(dag: date = DAGAR[0], start: int = ATTA, slut: int = SEXTON, **mer: Any) -> Sjukrad:
    """A row of the sick assistant, with another person."""
    return build_sjukrad(dag, start, slut, **{"assistent": DEN_SJUKA, "brukare": 2, "ersatter_sjuk": False, **mer})


def build_sjukpass(dag: date = DAGAR[0], start: int = ATTA, slut: int = SEXTON, **mer: Any) -> Sjukpass:
    """A shift that a substitute has worked whole; `vikarier` changes that."""
    borjar, slutar = instant(dag, start), instant(dag, slut)
    varden: dict[str, Any] = {
        "id": dag.day,
        "datum": dag,
        "start": start,
        "slut": slut,
        "borjar": borjar,
        "slutar": slutar,
        "minuter": slutar - borjar,
        "utpekad": None,
        "vikarier": (build_sjukrad(dag, start, slut),),
    }
    return Sjukpass(**{**varden, **mer})


def build_annat_sjukpass(dag: date = DAGAR[0], start: int = ATTA, slut: int = SEXTON) -> AnnatSjukpass:
    """A shift on an earlier claim for the same assistant."""
    return AnnatSjukpass(faktura=7, nummer="S-7", borjar=instant(dag, start), slutar=instant(dag, slut))


def build_post(slag: str, belopp: str, procent: str | None = None) -> Sjuklonepost:
    return Sjuklonepost(slag=slag, belopp=kr(belopp), procent=kr(procent) if procent else None)  # type: ignore[arg-type]


def build_ansokan(**mer: Any) -> Sjukloneansokan:
    """16 hours at 100 kronor with 80 percent is 1 280 kronor, 80 of which are deducted for the first day."""
    varden: dict[str, Any] = {
        "assistent": DEN_SJUKA,
        "fran": DAGAR[0],
        "tom": DAGAR[1],
        "periodens_borjan": DAGAR[0],
        "karensavdrag": kr("80.00"),
        "anmald": date(2015, 4, 13),
        "intyg_fran": None,
        "intyg_tom": None,
        "kollektivavtal": True,
        "timlon": kr("100.00"),
        "poster": (
            build_post("sjuklon", "1200.00"),
            build_post("semester", "153.60", "12"),
            build_post("avgifter", "450.40", "31.42"),
        ),
        "sjukpass": tuple(build_sjukpass(dag) for dag in DAGAR),
    }
    return Sjukloneansokan(**{**varden, **mer})


def build_styrkande(*slag: str) -> tuple[Styrkande, ...]:
    """Documents of some kinds with the claim."""
    return tuple(Styrkande(ett, f"{n:064x}") for n, ett in enumerate(slag))


def with_claim(**mer: Any) -> Fakta:
    """A claim of which everything agrees, with something changed; the sum follows from its parts unless `begart`."""
    begart = mer.pop("begart", None)
    ansokan = build_ansokan(**mer)
    summa = kr(begart) if begart else sum((post.belopp for post in ansokan.poster), Decimal(0))
    rad = build_fakturarad(antal=None, pris=None, enhet="", belopp=summa)
    rapport = build_rapport(rader=tuple(build_tidrad(dag, ATTA, SEXTON) for dag in DAGAR))
    return build_fakta(
        faktura=build_faktura(typ="sjuklon", rader=(rad,), summor=build_summor(summa), momsrader=(), konton=()),
        redovisningar=(build_redovisning(rapporter=(rapport,)),),
        sjuklon=ansokan,
    )
