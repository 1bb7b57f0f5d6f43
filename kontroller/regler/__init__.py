"""Regelkatalogen: en kontroll, en fil, en funktion. Att läsa in paketet registrerar dem alla."""

import importlib
import pkgutil
from functools import cache

from kontroller.regel import REGLER, Regel, Regelnyckel


def load_versions() -> dict[Regelnyckel, Regel]:
    """Every version of every rule, by code and version: what a stored run may ask for."""
    _import_all()
    return dict(sorted(REGLER.items()))


def load_rules() -> dict[str, Regel]:
    """The newest version of every rule, by catalogue code, in order of code."""
    return {kod: regel for (kod, _), regel in load_versions().items()}


@cache
def _import_all() -> None:
    """Once: a page asks for the rules hundreds of times, and they are files that do not change while it runs."""
    for modul in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{modul.name}")
