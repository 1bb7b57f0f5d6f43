"""Från det som kontrollerna av arbetstid fann till assistentens arbetstid."""

from typing import Any

from assistans.models import User
from beslut.views.assistent import visible_assistants
from kontroller.fakta import Fakta

OM_ARBETSTID = frozenset({"F01", "F02", "F03", "F04", "F05"})


def with_working_time(poster: list[dict[str, Any]], fakta: Fakta | None, user: User) -> list[dict[str, Any]]:
    """The controls, and with those of working time where to read of it: (report, registration), each once.

    One query, when a control of working time found something and the reader may see persons.
    """
    om_arbetstid = [p for p in poster if p["post"].kod in OM_ARBETSTID]
    if fakta is None or not om_arbetstid or not user.may("beslut.se_person"):
        return poster
    alla = _registrations(fakta)
    synliga = set(visible_assistants(user).filter(pk__in={pk for _, pk in alla}).values_list("pk", flat=True))
    for post in om_arbetstid:
        texter = [fynd.text for fynd in post["post"].fynd]
        post["arbetstider"] = [
            (kod, pk) for kod, pk in alla if pk in synliga and any(_names(text, kod) for text in texter)
        ]
    return poster


def _registrations(fakta: Fakta) -> list[tuple[str, int]]:
    par = {
        rapport.kod: tid.anmalan
        for redovisning in fakta.redovisningar
        for rapport in redovisning.rapporter
        for tid in redovisning.arbetstider
        if tid.assistent == rapport.assistent.person and tid.anmalan is not None
    }
    return list(par.items())


def _names(text: str, kod: str) -> bool:
    """Whether a finding is about the report: it names it within parentheses."""
    inom = text.partition("(")[2].partition(")")[0]
    return kod in inom.replace(",", " ").split()
