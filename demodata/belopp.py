"""Kommunens egen beräkning av timbeloppet, som är påhittad, och figur 2: budget, bokslut och prognos."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Kostnadsdel(NamedTuple):
    """En del av kostnaden: kronor per timme, eller procent av delarna före."""

    slag: str
    enhet: str
    varde: Decimal
    kalla: str


AR = 2015
MOTIVERING = (
    "Beräkningen utgår från lönen för en personlig assistent i kommunens egen regi. Andelen obekväm arbetstid är "
    "tagen ur tidrapporterna. Alla belopp i demon är påhittade."
)
PAHITTAT = "Påhittat exempel"
KALKYL = (
    Kostnadsdel("lon", "kronor", Decimal("139.50"), f"{PAHITTAT}: medellön enligt lönestatistiken"),
    Kostnadsdel("ob", "kronor", Decimal("18.20"), f"{PAHITTAT}: tidrapporterna för april 2015"),
    Kostnadsdel("semester", "procent", Decimal("13"), f"{PAHITTAT}: kollektivavtalet"),
    Kostnadsdel("avgifter", "procent", Decimal("31.5"), f"{PAHITTAT}: årets avgifter"),
    Kostnadsdel("forsakring", "procent", Decimal("4.25"), f"{PAHITTAT}: avtalsförsäkringarna"),
    Kostnadsdel("utbildning", "kronor", Decimal("3.50"), f"{PAHITTAT}: utfall 2014 per timme"),
    Kostnadsdel("arbetsmiljo", "kronor", Decimal("2.75"), f"{PAHITTAT}: utfall 2014 per timme"),
    Kostnadsdel("omkostnader", "kronor", Decimal("4.00"), f"{PAHITTAT}: utfall 2014 per timme"),
    Kostnadsdel("administration", "procent", Decimal("6"), f"{PAHITTAT}: egen uppföljning"),
)
NYTT_OB = Kostnadsdel("ob", "kronor", Decimal("19.10"), f"{PAHITTAT}: tidrapporterna för maj 2015")
UTKAST = tuple(NYTT_OB if del_.slag == "ob" else del_ for del_ in KALKYL)
"""The next version, which nobody has adopted."""

BUDGET = (
    (2014, "lss", Decimal(9_000_000)),
    (2014, "sfb", Decimal(61_000_000)),
    (2014, "sjuklon", Decimal(4_500_000)),
    (2015, "lss", Decimal(15_400_000)),
    (2015, "sfb", Decimal(63_600_000)),
    (2015, "sjuklon", Decimal(2_500_000)),
)
BUDGETBESLUT = "Revisionsrapport 2015:3, figur 2"

BOKSLUT, PROGNOS = "bokslut", "prognos"
UTFALL = (
    (2014, "lss", BOKSLUT, date(2014, 12, 31), Decimal(14_407_000)),
    (2014, "sfb", BOKSLUT, date(2014, 12, 31), Decimal(62_848_000)),
    (2014, "sjuklon", BOKSLUT, date(2014, 12, 31), Decimal(3_313_000)),
    (2015, "lss", PROGNOS, date(2015, 5, 31), Decimal(16_300_000)),
    (2015, "sfb", PROGNOS, date(2015, 5, 31), Decimal(66_130_000)),
    (2015, "sjuklon", PROGNOS, date(2015, 5, 31), Decimal(4_200_000)),
)
"""Figure 2. The report does not say which day the forecast was made; the one here is the demo's."""
