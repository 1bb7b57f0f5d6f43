"""Nummer som är riktiga till formen men aldrig någons: Skatteverkets testnummer och påhittade företagsnummer."""

from collections.abc import Iterator
from datetime import date, timedelta

from stdnum import luhn

FORSTA_FODDA = date(1950, 1, 1)
FORSTA_TESTNUMMER, TESTNUMMER_PER_DAG = 980, 20
"""Skatteverket delar aldrig ut 980–999 till någon levande, så varje födelsedag räcker till tjugo."""


def personnummer(antal: int) -> Iterator[str]:
    """Twelve digits each, all different, of adults."""
    for i in range(antal):
        fodd = FORSTA_FODDA + timedelta(days=i // TESTNUMMER_PER_DAG)
        nio = f"{fodd:%y%m%d}{FORSTA_TESTNUMMER + i % TESTNUMMER_PER_DAG}"
        yield f"{fodd:%Y%m%d}{nio[6:]}{luhn.calc_check_digit(nio)}"


def orgnr(antal: int) -> Iterator[str]:
    """Ten digits each, from 5599 on."""
    return (_with_check_digit(559900001 + i) for i in range(antal))


def bankgiro(antal: int) -> Iterator[str]:
    """Eight digits each."""
    return (_with_check_digit(5050001 + i) for i in range(antal))


def _with_check_digit(siffror: int) -> str:
    return f"{siffror}{luhn.calc_check_digit(str(siffror))}"
