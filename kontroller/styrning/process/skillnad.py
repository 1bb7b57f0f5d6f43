"""Vad som skiljer två beskrivningar av processen, i meningar: vilka steg, roller, regler, attestanter och former."""

from collections.abc import Iterator
from typing import Any

from assistans.svenska import upprakning
from kontroller.styrning.innehall import Innehall

Rader = dict[str, dict[str, Any]]


def differences(fore: Innehall, efter: Innehall) -> list[str]:
    """What the later description says otherwise than the earlier, in sentences. The day alone is no difference."""
    return [
        *_steps(_by(fore["steg"], "namn"), _by(efter["steg"], "namn")),
        *_texts("Innan en faktura prövas", _by(fore["fore"], "namn"), _by(efter["fore"], "namn")),
        *_roles(_by(fore["roller"], "roll"), _by(efter["roller"], "roll")),
        *_rule_set(fore["regelverk"], efter["regelverk"]),
        *_controls(_by(fore["kontroller"], "kod"), _by(efter["kontroller"], "kod")),
        *_texts("Manuell kontroll", _by(fore["manuella"], "kod"), _by(efter["manuella"], "kod")),
        *_texts("Hålls av programmet", _by(fore["halls"], "kod"), _by(efter["halls"], "kod")),
        *_appointments(fore["attestordning"], efter["attestordning"]),
        *_texts("Efter avtalsform", _by(fore["former"]["skillnader"], "r"), _by(efter["former"]["skillnader"], "r")),
    ]


def _by(rader: list[dict[str, Any]], nyckel: str) -> Rader:
    return {rad[nyckel]: rad for rad in rader}


def _steps(fore: Rader, efter: Rader) -> Iterator[str]:
    yield from _came_and_went("Steget", fore, efter)
    for namn, steg in efter.items():
        if namn not in fore:
            continue
        if till := [annat for annat in steg["vidare"] if annat not in fore[namn]["vidare"]]:
            yield f"Från steget {namn} får {upprakning(till)} följa."
        if bort := [annat for annat in fore[namn]["vidare"] if annat not in steg["vidare"]]:
            yield f"Från steget {namn} får {upprakning(bort)} inte längre följa."
        if (steg["gors"], steg["vagras"]) != (fore[namn]["gors"], fore[namn]["vagras"]):
            yield f"Steget {namn} är beskrivet på nytt."
        if steg["vem"] != fore[namn]["vem"]:
            yield f"Steget {namn}: andra roller arbetar i det. {_now(steg['vem'])}"


def _roles(fore: Rader, efter: Rader) -> Iterator[str]:
    yield from _came_and_went("Rollen", fore, efter)
    for roll, rad in efter.items():
        if roll not in fore:
            continue
        if till := [ratt for ratt in rad["far"] if ratt not in fore[roll]["far"]]:
            yield f"{roll} får nu {upprakning(till)}."
        if bort := [ratt for ratt in fore[roll]["far"] if ratt not in rad["far"]]:
            yield f"{roll} får inte längre {upprakning(bort)}."


def _rule_set(fore: dict[str, Any], efter: dict[str, Any]) -> Iterator[str]:
    if fore["version"] != efter["version"]:
        yield f"Regelverket {efter['version']} gäller i stället för {fore['version'] or 'inget'}."


def _controls(fore: Rader, efter: Rader) -> Iterator[str]:
    for kod in sorted(fore.keys() | efter.keys()):
        fran, till = fore.get(kod), efter.get(kod)
        if till is None and fran is not None:
            yield f"{kod} {fran['titel']} finns inte längre."
        elif fran is None and till is not None:
            yield f"{kod} {till['titel']} är ny, {'i bruk' if till['i_bruk'] else 'ej i bruk'}."
        elif fran is not None and till is not None:
            yield from _control(kod, fran, till)


def _control(kod: str, fran: dict[str, Any], till: dict[str, Any]) -> Iterator[str]:
    namn = f"{kod} {till['titel']}"
    if fran["i_bruk"] != till["i_bruk"]:
        yield f"{namn} {'har tagits i bruk' if till['i_bruk'] else 'har tagits ur bruk'}."
    if fran["niva"] != till["niva"]:
        yield f"{namn}: {till['niva'].lower()} i stället för {fran['niva'].lower()}."
    if fran["far_godtas"] != till["far_godtas"]:
        yield f"{namn}: stopp {'får' if till['far_godtas'] else 'får inte'} godtas."
    if fran["granser"] != till["granser"]:
        nu, var = (upprakning(kontroll["granser"]) or "inga" for kontroll in (till, fran))
        yield f"{namn}: gränserna är {nu}, de var {var}."
    if (fran["version"], fran["provar"], fran["lagrum"]) != (till["version"], till["provar"], till["lagrum"]):
        yield f"{namn}: prövningen är beskriven på nytt (version {till['version']})."


def _appointments(fore: list[dict[str, Any]], efter: list[dict[str, Any]]) -> Iterator[str]:
    for rad in efter:
        if rad not in fore:
            yield f"Ny i attestordningen: {_appointment(rad)}."
    for rad in fore:
        if rad not in efter:
            yield f"Inte kvar i attestordningen: {_appointment(rad)}."


def _appointment(rad: dict[str, Any]) -> str:
    grans = f" upp till {rad['grans']}" if rad["grans"] else " utan beloppsgräns"
    ersatter = f", ersättare för {rad['ersatter']}" if rad["ersatter"] else ""
    return f"{rad['attestant']}, {rad['attest'].lower()}{grans}{ersatter}"


def _texts(vad: str, fore: Rader, efter: Rader) -> Iterator[str]:
    """Rows that are text alone: which have come, which are gone, and which say something else."""
    for nyckel, rad in efter.items():
        if nyckel not in fore:
            yield f"{vad}: {_title(nyckel, rad)} är ny."
        elif rad != fore[nyckel]:
            yield f"{vad}: {_title(nyckel, rad)} är beskriven på nytt."
    yield from (f"{vad}: {_title(nyckel, rad)} är inte kvar." for nyckel, rad in fore.items() if nyckel not in efter)


def _title(nyckel: str, rad: dict[str, Any]) -> str:
    return f"{nyckel} {rad['titel']}" if "titel" in rad else nyckel


def _came_and_went(vad: str, fore: Rader, efter: Rader) -> Iterator[str]:
    yield from (f"{vad} {namn} är nytt." for namn in efter if namn not in fore)
    yield from (f"{vad} {namn} finns inte längre." for namn in fore if namn not in efter)


def _now(vem: list[str]) -> str:
    return f"Nu: {'; '.join(vem)}." if vem else "Nu gör ingen något där."
