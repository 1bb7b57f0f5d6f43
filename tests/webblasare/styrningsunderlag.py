"""A risk, a row of the year's plan and proposals to the nämnd, for the pages about them to show."""

from kontroller.models import Styrdokument
from kontroller.tests.bygg_styrning import build_antaget, build_atgard, build_forslag, build_moment, build_risk


def build_governing() -> dict[str, int | str]:
    """What the addresses of the pages point at, by name."""
    risk = build_risk()
    atgard, moment = build_atgard(risk), build_moment(risk)
    build_antaget()
    build_antaget(Styrdokument.Slag.PROCESS)
    return {
        "risk": risk.pk,
        "riskatgard": atgard.pk,
        "kontrollmoment": moment.pk,
        "styrdokument": build_forslag(ar=2016).pk,
        "dokumentslag": Styrdokument.Slag.INTERNKONTROLLPLAN,
    }
