"""Vad som skickas in och svaras, så som OpenAPI beskriver det. Formaten är de i docs/api.md."""

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field


class Fel(Schema):
    """Något gick inte: varför, i en mening."""

    fel: str


class Radfel(Schema):
    """Ett fel i en fil. `rad` är null när felet gäller hela filen."""

    rad: int | None
    kolumn: str
    varde: str
    orsak: str


class Fil(Schema):
    """En fil och vad läsningen av den ledde till."""

    fil: str
    lasta: int
    nya: int
    andrade: int
    oforandrade: int
    fel: list[Radfel]


class Inlasning(Schema):
    """En inläsning: samma svar som `las_in --json`, med inläsningens id."""

    id: int
    steg: str
    skapad: datetime
    avslutad: datetime | None
    filer: list[Fil]


class Korningsorder(Schema):
    """Månaden som ska kontrolleras."""

    manad: str = Field(pattern=r"^\d{4}-\d{2}$", examples=["2015-05"])


class Korning(Schema):
    """En kontroll av en månad, och hur långt den har kommit."""

    id: int
    manad: str
    regelverk: str
    status: str = Field(description="pagar, klar eller ofullstandig")
    antal: int = Field(description="fakturor som ska få verdikt")
    klara: int = Field(description="fakturor som har fått verdikt")
    startad: datetime
    avslutad: datetime | None


class Verdikt(Schema):
    """En kontrolls svar om en faktura."""

    regel: str
    version: int
    utfall: str = Field(description="godkand, varning, avvikelse, ej_bedomd eller ej_tillamplig")
    text: str
    rader: list[str]
    bevis: dict[str, Any]


class Fakturaverdikt(Schema):
    """En fakturas resultat. `tips` är mönster som inte ändrar något utfall."""

    orgnr: str
    fakturanummer: str
    resultat: str = Field(description="ren, varning eller stoppad")
    utfall: list[Verdikt]
    tips: list[Verdikt]


class Verdiktfil(Schema):
    """Alla verdikt i en körning, samma fil som `kontrollera --json`. Belopp och timmar är text, exakta."""

    korning: int
    manad: str
    regelverk: str
    fakturor: list[Fakturaverdikt]


class Forhandsprov(Schema):
    """Svaret på ett förhandsprov. Inget har sparats, så det finns ingen körning."""

    korning: None
    manad: str
    regelverk: str
    fakturor: list[Fakturaverdikt]
    filer: list[Fil]
    andra_manader: list[str] = Field(description="fakturor som gäller andra månader och inte är prövade")
