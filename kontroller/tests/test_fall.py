"""Uträknade fall, ett per rad i tabellerna i `fall/`: beviljad tid, tid att ersätta och pris."""

import csv
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from kontroller.berakning import granted_by, payable_minutes, rounded_hours
from kontroller.regler.pris_mot_timbelopp import pris_mot_timbelopp
from kontroller.tests.bygg import (
    STOPP,
    build_assistent,
    build_beslutsrad,
    build_fakta,
    build_faktura,
    build_fakturarad,
    build_rapport,
    build_redovisning,
    build_timbelopp,
    build_uppdrag,
    kr,
)

FALL = Path(__file__).parent / "fall"


def cases(tabell: str):
    """The rows of a table as parameters, named as the case is."""
    with (FALL / f"{tabell}.csv").open(encoding="utf-8", newline="") as fil:
        return [pytest.param(rad, id=rad["fall"]) for rad in csv.DictReader(fil, delimiter=";")]


@pytest.mark.parametrize("fall", cases("beviljad_tid"))
def test_a_decision_grants_for_the_month(fall):
    rad = build_beslutsrad(
        timmar=Decimal(fall["timmar"]),
        enhet=fall["enhet"],
        omrakning=fall["omrakning"],
        fran=date.fromisoformat(fall["fran"]),
        tom=date.fromisoformat(fall["tom"]) if fall["tom"] else None,
    )

    assert granted_by(rad, date.fromisoformat(f"{fall['manad']}-01")) == Fraction(fall["minuter"])


@pytest.mark.parametrize("fall", cases("ersattningstid"))
def test_time_is_paid_as(fall):
    minuter = payable_minutes((typ, int(fall[typ])) for typ in ("aktiv", "vantetid", "beredskap"))

    assert str(rounded_hours(minuter, int(fall["decimaler"]))) == fall["timmar"]


@pytest.mark.parametrize("fall", cases("priser"))
def test_a_price_is_held_against_the_first_rate_that_applies(fall):
    belopp = [post.split() for post in fall["timbelopp"].split(", ") if post]
    assistent = build_assistent(narstaende=fall["narstaende"] == "ja", hushallsgemenskap=fall["hushall"] == "ja")
    redovisning = build_redovisning(
        uppdrag=(build_uppdrag(avtalsform=fall["form"], natt=fall["natt"] == "ja"),),
        timbelopp=tuple(build_timbelopp(id=n, kategori=k, belopp=kr(b)) for n, (k, b) in enumerate(belopp)),
        rapporter=(build_rapport(assistent=assistent),),
    )
    faktura = build_faktura(rader=(build_fakturarad(pris=kr(fall["pris"])),))

    [fynd] = pris_mot_timbelopp(build_fakta(faktura=faktura, redovisningar=(redovisning,)), STOPP)

    assert fynd.utfall == fall["utfall"]
