"""Flikarna under Rapporter: bara sidor som finns och som användaren får öppna."""

import pytest

from assistans.models import User
from assistans.roller import Roll
from kontroller.sidor import uppfoljningsflikar
from kontroller.sidor.uppfoljningsflikar import follow_up_tabs


def names_for(roll: Roll) -> list[str]:
    return [namn for namn, _, _ in follow_up_tabs(User(roller=[roll]), "rapporter")]


def test_a_page_that_the_user_may_not_open_is_no_tab(monkeypatch):
    platser = (("Rapporter", "kontroller:rapporter", ("kontroller.se_rapport",)),)
    monkeypatch.setattr(uppfoljningsflikar, "PLATSER", platser)

    assert names_for(Roll.NAMND) == ["Rapporter"]
    assert names_for(Roll.EKONOM) == []


def test_a_page_that_is_not_there_is_no_tab(monkeypatch):
    platser = (("Rapporter", "kontroller:finns_inte", ("kontroller.se_rapport",)),)
    monkeypatch.setattr(uppfoljningsflikar, "PLATSER", platser)

    assert names_for(Roll.NAMND) == []


@pytest.mark.parametrize(("aktiv", "oppen"), [("rapporter", True), ("riskanalys", False)])
def test_the_open_page_is_said(aktiv, oppen):
    flikar = {namn: aktiv for namn, _, aktiv in follow_up_tabs(User(roller=[Roll.CONTROLLER]), aktiv)}

    assert flikar["Rapporter"] is oppen
