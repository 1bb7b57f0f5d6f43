"""Regelkatalogen: en kontroll, en fil, en funktion. Att läsa in paketet registrerar dem alla."""

import importlib
import pkgutil

from kontroller.regel import REGLER, Regel


def load_rules() -> dict[str, Regel]:
    """Every rule by its catalogue code, in order of code."""
    for modul in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{modul.name}")
    return dict(sorted(REGLER.items()))
