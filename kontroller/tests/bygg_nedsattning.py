"""Steps of a reduction by the services, for the tests of what each of them does."""

from datetime import date
from decimal import Decimal

import pytest

from beslut.services.letters import hand_over
from fakturor.models import Nedsattning
from fakturor.services.hearing_reductions import communicate, hearing_letters
from fakturor.services.reducing import Postuppgift
from kontroller.models import Utfallsrad
from kontroller.services.outcome import apply_result
from kontroller.services.reducing import ReductionRefused, decide_reduction, draft_reduction
from tests.byggstenar import (
    NU,
    Arende,
    build_handlaggare,
)
from tests.byggstenar_kontroll import build_granskning, build_utfall
from tests.byggstenar_nedsattning import EFTER_TIDEN, SVARA_SENAST, build_beslutsfattare

SKAL = "Beslutet ger inte den tiden."
IFRAGASATT = Decimal("2720.004")
"""Questioned to a part of an öre: what is taken off covers it from the next whole öre."""


def stop_it(arende: Arende, **falt) -> Utfallsrad:
    granskning = build_granskning(arende.faktura)
    fynd = {
        "utfall": "avvikelse",
        "text": "9 tim 34 min är för mycket.",
        "redovisning": arende.redovisning.pk,
        "kronor": str(IFRAGASATT),
        "matt": {"over_minuter": 574},
    }
    rad = build_utfall(granskning, **({"kronor": IFRAGASATT, "fynd": [fynd]} | falt))
    apply_result(granskning=granskning, by=build_handlaggare(), at=NU)
    arende.faktura.refresh_from_db()
    return rad


def post(utfall: Utfallsrad | None = None, belopp: str = "2720.01", **falt) -> Postuppgift:
    av_fynd = {"regel": utfall.regel, "fyndhash": utfall.fyndhash} if utfall else {}
    return Postuppgift(**({"text": "Tid utöver beslutet.", "belopp": Decimal(belopp)} | av_fynd | falt))


def draft_it(arende: Arende, *poster: Postuppgift, **falt) -> Nedsattning:
    varden = {"skal": SKAL, "by": build_handlaggare(), "at": NU} | falt
    return draft_reduction(faktura=arende.faktura, poster=poster, **varden)


def send(nedsattning: Nedsattning, **falt) -> Nedsattning:
    """Communicated, and the letters handed over the same day."""
    varden = {"svara_senast": SVARA_SENAST, "by": build_handlaggare(), "at": NU} | falt
    nedsattning = communicate(nedsattning=nedsattning, **varden)
    for brev in hearing_letters(nedsattning):
        hand_over(brev=brev, skickat=date(2015, 6, 10), by=build_handlaggare(), at=NU)
    return nedsattning


def decide_it(nedsattning: Nedsattning, **falt) -> Nedsattning:
    varden = {"diarienummer": "SN 2015/301", "by": build_beslutsfattare(), "at": EFTER_TIDEN} | falt
    return decide_reduction(nedsattning=nedsattning, **varden)


def refusal_of(act, *args, **falt) -> str:
    with pytest.raises(ReductionRefused) as refused:
        act(*args, **falt)
    return plain(str(refused.value))


def plain(text: str) -> str:
    """The text with spaces that may break."""
    return text.replace("\u00a0", " ")


def status(arende: Arende) -> str:
    arende.faktura.refresh_from_db()
    return arende.faktura.status
