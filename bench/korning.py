"""En hel mätning: en tiondel först, sedan hela, och vad de säger tillsammans."""

import gc
import sys
from typing import Any

from django.test.utils import override_settings
from django.utils import timezone

from bench.databas import own_database
from bench.matning import count_all, measure_all
from bench.sidor import GOLV, Urval, all_visits
from bench.storlek import Storlek
from bench.tabell import as_json, as_text, machine
from bench.underlag import Kommun, build

ANDEL = 10
"""Den lilla kommunen är en tiondel av den stora."""


def run(*, personer: int, varv: int, sida: str = "") -> tuple[str, dict[str, Any], bool]:
    """Build, measure, take away. Answers the text, the same as data, and whether everything holds."""
    with override_settings(ROOT_URLCONF="bench.golv"):
        with own_database("liten"):
            liten = _build(personer // ANDEL)
            fragor = count_all(_chosen(sida).besok)
        with own_database("stor"):
            stor = _build(personer)
            urval, maskin = _chosen(sida), machine()
            # As the server does when it has started (assistans/wsgi.py).
            gc.collect()
            gc.freeze()
            _tell(f"{len(urval.besok)} sidor mäts, {varv} gånger var.")
            utslag, vagrade = measure_all(urval.besok, fragor, varv=varv)
            inte_matta = urval.okanda | vagrade
            delar = (utslag, inte_matta, liten, stor, maskin)
            haller = not inte_matta and all(u.holds for u in utslag)
            return as_text(*delar), as_json(*delar), haller


def _build(personer: int) -> Kommun:
    return build(Storlek(personer=personer, idag=timezone.localdate()), tell=_tell)


def _chosen(sida: str) -> Urval:
    urval = all_visits()
    return Urval(
        [besok for besok in urval.besok if sida in besok.namn or besok.namn == GOLV],
        {namn: varfor for namn, varfor in urval.okanda.items() if sida in namn},
    )


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")
