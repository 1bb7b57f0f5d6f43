"""Figur 3 i revisionsrapporten 2015:3: vad nio kommuner ersatte per timme, så som rapporten redovisar det."""

from decimal import Decimal
from typing import NamedTuple

KALLA = "Revisionsrapport 2015:3, figur 3"
AR = 2015


class Uppgift(NamedTuple):
    """En kommuns belopp i kronor per timme. None betyder att kommunen följer statens schablon."""

    kommun: str
    belopp: Decimal | None
    kategori: str = "standard"
    ar: int = AR


FIGUR_3 = (
    Uppgift("Borås", Decimal(250), ar=2014),
    Uppgift("Gävle", None),
    Uppgift("Linköping", Decimal(274)),
    Uppgift("Linköping", Decimal(260), "anhorig"),
    Uppgift("Norrköping", None),
    Uppgift("Solna", None),
    Uppgift("Södertälje", Decimal(276)),
    Uppgift("Uppsala", Decimal(253)),
    Uppgift("Uppsala", Decimal(280), "natt"),
    Uppgift("Västerås", None),
    Uppgift("Örebro", Decimal(256)),
    Uppgift("Örebro", Decimal(242), "anhorig"),
)
