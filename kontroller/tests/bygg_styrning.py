"""Small builders of the register of risks, the year's plan, and what the nämnd adopts."""

from datetime import date
from typing import Any

from assistans.models import User
from assistans.roller import Roll
from kontroller.models import Kontrollmoment, Risk, Riskatgard, Styrdokument
from kontroller.services.governing import adopt_document, propose_document
from kontroller.services.internal_control import plan_moment
from kontroller.services.risks import assess_risk, plan_action, register_risk
from tests.byggstenar import NU, build_user

SAMMANTRADE, PARAGRAF = date(2015, 4, 14), "§ 41"


def build_controller() -> User:
    """The one who keeps the register and proposes."""
    return User.objects.filter(anvandarnamn="controller").first() or build_user("controller", Roll.CONTROLLER)


def build_chef() -> User:
    """The one who registers what the nämnd has decided."""
    return User.objects.filter(anvandarnamn="chef").first() or build_user("chef", Roll.ENHETSCHEF)


def build_risk(varde: tuple[int, int] | None = (3, 4), **falt: Any) -> Risk:
    """A risk, assessed unless `varde` is None."""
    by = build_controller()
    varden = {
        "namn": "Assistans utan tillstånd",
        "orsak": "Tillståndet ses inte efter igen.",
        "foljd": "Kommunen betalar en anordnare som inte får bedriva verksamheten.",
        "kontroller": ["B01", "H03"],
    } | falt
    risk = register_risk(**varden, by=by, at=NU)
    if varde:
        assess_risk(risk=risk, sannolikhet=varde[0], konsekvens=varde[1], skal="Det har hänt en gång.", by=by, at=NU)
    return risk


def build_atgard(risk: Risk, **falt: Any) -> Riskatgard:
    """Something to do about a risk."""
    by = build_controller()
    varden = {"atgard": "Se efter hos IVO varje kvartal", "ansvarig": by, "klar_senast": date(2015, 9, 30)} | falt
    return plan_action(risk=risk, **varden, by=by, at=NU)


def build_moment(risk: Risk, **falt: Any) -> Kontrollmoment:
    """A row in the plan of 2015."""
    by = build_controller()
    varden = {
        "ar": 2015,
        "kontroller": ["B01"],
        "vad": "Tillstånden hos alla anordnare",
        "hur": "Ses efter i IVO:s register.",
        "frekvens": Kontrollmoment.Frekvens.KVARTAL,
        "ansvarig": by,
        "klar_senast": date(2015, 12, 31),
    } | falt
    return plan_moment(risk=risk, **varden, by=by, at=NU)


def build_forslag(slag: str = Styrdokument.Slag.RISKANALYS, ar: int = 2015) -> Styrdokument:
    """A proposal to the nämnd."""
    return propose_document(slag=slag, ar=ar, sammanfattning="Riskerna är gåtts igenom.", by=build_controller(), at=NU)


def build_antaget(slag: str = Styrdokument.Slag.RISKANALYS, ar: int = 2015) -> Styrdokument:
    """A document that the nämnd has adopted."""
    return adopt_document(
        dokument=build_forslag(slag, ar), sammantradesdag=SAMMANTRADE, paragraf=PARAGRAF, by=build_chef(), at=NU
    )
