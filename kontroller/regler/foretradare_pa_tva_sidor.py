"""B10: den som företräder eller står personen nära arbetar också för hen, eller bestämmer hos anordnaren."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from assistans.svenska import timmar_minuter, upprakning
from kontroller.bevis import person_month
from kontroller.bolagskontroll import EGEN_ARBETSGIVARE, KOMMUN, LEDNING
from kontroller.fakta import Anordnare, Fakta, Foretradare, Funktionar, Redovisning, Relation, covers
from kontroller.regel import Allvar, Fynd, Villkor, not_applicable, not_judged, ok, regel, warn
from kontroller.underlag import evidence, minutes_of, unknown_provider

Rad = TypeVar("Rad", bound=Foretradare | Relation | Funktionar)

FORETRADARE = {
    "vardnadshavare": "personens vårdnadshavare",
    "god_man": "personens gode man",
    "forvaltare": "personens förvaltare",
    "framtidsfullmakt": "den som har personens framtidsfullmakt",
    "ombud": "personens ombud",
}


@regel(
    kod="B10",
    version=1,
    rubrik="Företrädare på två sidor",
    lagrum="8 § LSS; jämför 16 § förvaltningslagen",
    allvar=Allvar.VARNING,
    i_bruk=False,
)
def foretradare_pa_tva_sidor(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Den som företräder personen ska helst inte samtidigt vara assistent i ärendet eller bestämma hos anordnaren.

    Detsamma gäller den som står personen nära och bestämmer hos anordnaren. Det är inte förbjudet, men samma människa
    står då på två sidor, och någon annan bör se på det som hen har intygat. Ett samband räknas de dagar i månaden då
    båda uppgifterna gäller. Är ledningen hos anordnaren inte registrerad med nummer går den delen inte att bedöma.
    """
    if fakta.anordnare is None:
        yield unknown_provider()
        return
    for redovisning in fakta.redovisningar:
        fynd = [*_works(fakta, redovisning), *_decides(fakta.anordnare, redovisning)]
        yield from fynd or [_nothing_found(fakta.anordnare, redovisning)]


def _works(fakta: Fakta, redovisning: Redovisning) -> Iterator[Fynd]:
    """The representative is an assistant on the days that she represents the person."""
    for foretradare in redovisning.brukare.foretradare:
        rader = [
            (rapport, rad)
            for rapport, rad in redovisning.tidrader
            if rapport.assistent.person == foretradare.person and covers(foretradare, rad.datum)
        ]
        if rader:
            yield warn(
                f"{_capital(FORETRADARE[foretradare.roll])} är också assistent i {person_month(redovisning)}, med "
                f"{timmar_minuter(minutes_of(rader))}.",
                matt={"rapporterade_minuter": minutes_of(rader)},
                **evidence(fakta, redovisning, rader),
            )


def _decides(anordnare: Anordnare, redovisning: Redovisning) -> Iterator[Fynd]:
    """A representative, or somebody close to the person, decides at the provider."""
    if anordnare.form in (EGEN_ARBETSGIVARE, KOMMUN):
        return
    uppgifter: dict[str, set[str]] = {}
    for rad in _close_to(redovisning):
        for funktionar in anordnare.funktionarer:
            if funktionar.person == rad.person and _share_a_day(redovisning, rad, funktionar):
                uppgifter.setdefault(_who(rad), set()).add(LEDNING[funktionar.roll])
    for vem, roller in uppgifter.items():
        yield warn(
            f"{_capital(vem)} är {upprakning(sorted(roller))} hos anordnaren, som har tid för "
            f"{person_month(redovisning)}.",
            redovisning=redovisning.id,
        )


def _nothing_found(anordnare: Anordnare, redovisning: Redovisning) -> Fynd:
    vem = person_month(redovisning)
    nara = list(_in_month(redovisning, _close_to(redovisning)))
    if not nara:
        return not_applicable(
            f"Ingen företrädare är registrerad för {vem}, och ingen närstående bestämmer hos anordnaren.",
            redovisning=redovisning.id,
        )
    ledning = list(_in_month(redovisning, anordnare.funktionarer))
    if anordnare.form not in (EGEN_ARBETSGIVARE, KOMMUN) and (not ledning or any(f.person is None for f in ledning)):
        saknas = "är inte registrerade" if not ledning else "är inte alla registrerade med nummer"
        return not_judged(
            f"Ägare och ledning hos anordnaren {saknas}, så det går inte att säga om någon av dem företräder {vem}.",
            redovisning=redovisning.id,
            matt={"funktionarer_antal": len(ledning), "foretradare_antal": len(nara)},
        )
    return ok(
        f"Den som företräder {vem} är varken assistent i ärendet eller med i anordnarens ledning.",
        redovisning=redovisning.id,
        matt={"funktionarer_antal": len(ledning), "foretradare_antal": len(nara)},
    )


def _close_to(redovisning: Redovisning) -> list[Foretradare | Relation]:
    return [*redovisning.brukare.foretradare, *redovisning.brukare.relationer]


def _who(rad: Foretradare | Relation) -> str:
    if isinstance(rad, Foretradare):
        return FORETRADARE[rad.roll]
    return "en närstående till personen" if rad.narstaende else "någon i personens närhet"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _in_month(redovisning: Redovisning, rader: Iterable[Rad]) -> Iterator[Rad]:
    """Those in force on some day of the month. A beginning that nobody knows has been."""
    for rad in rader:
        if (rad.fran is None or rad.fran <= redovisning.sista_dag) and (
            rad.tom is None or rad.tom >= redovisning.manad
        ):
            yield rad


def _share_a_day(redovisning: Redovisning, ena: Foretradare | Relation, andra: Funktionar) -> bool:
    forsta = max(rad.fran or date.min for rad in (ena, andra))
    sista = min(rad.tom or date.max for rad in (ena, andra))
    return max(forsta, redovisning.manad) <= min(sista, redovisning.sista_dag)
