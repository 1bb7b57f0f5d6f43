"""Det rena ärendet med en annan anordnare eller avtalsform."""

from typing import Any

from kontroller.fakta import Fakta
from kontroller.tests.bygg import build_anordnare, build_fakta, build_faktura, build_redovisning, build_uppdrag


def with_provider(**mer: Any) -> Fakta:
    """The clean case with a changed provider."""
    return build_fakta(anordnare=build_anordnare(**mer))


def with_form(avtalsform: str, **mer: Any) -> Fakta:
    """The clean case with another form of agreement and a changed provider."""
    redovisning = build_redovisning(uppdrag=(build_uppdrag(avtalsform=avtalsform),))
    return build_fakta(anordnare=build_anordnare(**mer), redovisningar=(redovisning,))


def without_day(fakta: Fakta) -> Fakta:
    """The same on an invoice without a date."""
    return build_fakta(
        faktura=build_faktura(fakturadatum=None), anordnare=fakta.anordnare, redovisningar=fakta.redovisningar
    )
