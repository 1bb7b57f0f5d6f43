"""Tre sjuklöneansökningar för april, med sina handlingar.

En där allt stämmer, en där ett pass saknar vikarie och lönespecifikationen inte har kommit, och en som gäller dagar då
läkarintyg ska finnas.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Sjukpass(NamedTuple):
    """Ett pass, i klockslag, och vikariens tidrapport."""

    datum: date
    start: str
    slut: str
    rapport: str


class Sjukfall(NamedTuple):
    """En ansökan. `sjuk` är rapporten av den assistent som var sjuk. Posterna är (slag, kronor, procent)."""

    referens: str
    orgnr: str
    sjuk: str
    fran: date
    tom: date
    timlon: Decimal
    karensavdrag: Decimal | None
    passen: tuple[Sjukpass, ...]
    poster: tuple[tuple[str, str, str | None], ...]
    handlingar: tuple[str, ...] = ("sjukanmalan", "lonespecifikation")
    borjan: date | None = None
    """Sjukperiodens första dag, när den är en annan än ansökans."""
    intyg: tuple[date, date] | None = None


ANSOKT = date(2015, 5, 11)
SJUKANMALAN = date(2015, 4, 20)
SJUKFALL = (
    Sjukfall(
        referens="LSS-X8SA",
        orgnr="5599010013",
        sjuk="R-1504-013",
        fran=date(2015, 4, 14),
        tom=date(2015, 4, 15),
        timlon=Decimal("132.00"),
        karensavdrag=Decimal("180.00"),
        passen=(
            Sjukpass(date(2015, 4, 14), "17:15", "22:00", "R-1504-011"),
            Sjukpass(date(2015, 4, 15), "17:05", "21:35", "R-1504-011"),
        ),
        poster=(
            ("sjuklon", "796.80", None),
            ("ob", "88.00", None),
            ("semester", "127.78", "12"),
            ("avgifter", "318.15", "31.42"),
        ),
    ),
    Sjukfall(
        referens="LSS-5Q39",
        orgnr="5599010013",
        sjuk="R-1504-017",
        fran=date(2015, 4, 14),
        tom=date(2015, 4, 17),
        timlon=Decimal("130.00"),
        karensavdrag=Decimal("130.00"),
        passen=(
            Sjukpass(date(2015, 4, 14), "17:15", "21:00", "R-1504-015"),
            Sjukpass(date(2015, 4, 17), "21:30", "23:00", ""),
        ),
        poster=(("sjuklon", "416.00", None), ("semester", "65.52", "12"), ("avgifter", "151.29", "31.42")),
        handlingar=("sjukanmalan",),
    ),
    Sjukfall(
        referens="LSS-X8SA",
        orgnr="5599010013",
        sjuk="R-1504-014",
        fran=date(2015, 4, 16),
        tom=date(2015, 4, 17),
        timlon=Decimal("132.00"),
        karensavdrag=None,
        passen=(
            Sjukpass(date(2015, 4, 16), "17:05", "21:50", "R-1504-012"),
            Sjukpass(date(2015, 4, 17), "17:20", "21:35", "R-1504-012"),
        ),
        poster=(("sjuklon", "950.40", None), ("semester", "114.05", "12"), ("avgifter", "334.45", "31.42")),
        borjan=date(2015, 4, 9),
        intyg=(date(2015, 4, 16), date(2015, 4, 24)),
    ),
)
