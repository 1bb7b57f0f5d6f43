"""Två sjuklöneansökningar för april: en där allt stämmer, och en där ett pass saknar vikarie."""

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
    karensavdrag: Decimal
    passen: tuple[Sjukpass, ...]
    poster: tuple[tuple[str, str, str | None], ...]


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
    ),
)
