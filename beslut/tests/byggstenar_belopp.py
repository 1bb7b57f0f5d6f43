"""Det som testerna av timbeloppens sidor delar: en kalkyl, en budget, och tabellerna som de läses."""

from datetime import date
from decimal import Decimal

from django.test import Client
from django.urls import reverse
from lxml import html

from assistans.models import User
from beslut.models import Budgetpost, Kalkyl
from beslut.services.calculations import Kalkylrad, draft_calculation
from beslut.services.comparisons import register_budget
from beslut.tests.sidor import text_of
from tests.byggstenar import NU, build_timbelopp

LON = Kalkylrad("lon", "kronor", Decimal(150), "Löneavtalet 2015")
AVGIFTER = Kalkylrad("avgifter", "procent", Decimal("31.42"), "Årets avgifter")


def draft(by: User, *poster: Kalkylrad, ar: int = 2015) -> Kalkyl:
    falt = {"ar": ar, "avser": "kommun", "motivering": "Avtalet och utfallet", "poster": poster or (LON, AVGIFTER)}
    return draft_calculation(**falt, by=by, at=NU)


def budget_2015(by: User) -> Budgetpost:
    """The budget and the rate that figure 4 is counted on."""
    build_timbelopp(galler_tom=date(2015, 12, 31))
    return register_budget(ar=2015, slag="lss", belopp=Decimal(15_400_000), grund="Nämnden § 118", by=by, at=NU)


def read(client: Client, sida: str, *args: int, **fraga: object) -> str:
    """A page, without its line breaks and hard spaces."""
    return text_of(client.get(reverse(f"beslut:{sida}", args=args), fraga))


def rows_of(text: str) -> list[list[str]]:
    """The cells of every row of the tables on a page, without what is only for the one who hears it."""
    sida = html.fromstring(text)
    for dold in sida.xpath("//*[contains(@class, 'visually-hidden') or contains(@class, 'd-md-none')]"):
        dold.drop_tree()
    return [
        [" ".join(cell.text_content().split()) for cell in rad.xpath("./th|./td")] for rad in sida.xpath("//tbody/tr")
    ]
