"""Vad som ska vara känt om den som får handla för personen (B09)."""

from collections.abc import Iterable
from datetime import date

from assistans.personnummer import birthday_18
from assistans.svenska import datum_text, upprakning
from beslut.brister.krav import Krav
from beslut.models import Stallforetradare

Roll = Stallforetradare.Roll


def demands_on_representatives(foretradare: Iterable[Stallforetradare], *, idag: date) -> dict[int, list[Krav]]:
    """What is to be known of each representative, by id. No query: the rows come with their `brukare__person`."""
    return {rad.pk: _demands(rad, idag) for rad in foretradare}


def _demands(rad: Stallforetradare, idag: date) -> list[Krav]:
    if rad.roll in Stallforetradare.FORORDNADE:
        return [_extent(rad)]
    return [_until_18(rad, idag)] if rad.roll == Roll.VARDNADSHAVARE else []


def _extent(rad: Stallforetradare) -> Krav:
    krav = "Vad förordnandet omfattar"
    if not rad.omfattning:
        return Krav("B09", krav, brist="Omfattningen är inte registrerad.")
    if Stallforetradare.Omfattning.BEVAKA_RATT not in rad.omfattning:
        return Krav("B09", krav, brist="Förordnandet omfattar inte att bevaka rätt.")
    return Krav("B09", krav, finns=extent_in_words(rad).capitalize() + ".")


def _until_18(rad: Stallforetradare, idag: date) -> Krav:
    """Guardians act for a child. The day is computed from her number, and stored nowhere."""
    krav, dag = "Rollen slutar när personen fyller 18 år", birthday_18(rad.brukare.person.personnummer)
    if rad.galler_tom is not None and rad.galler_tom < dag:
        return Krav("B09", krav, finns=f"Slutar {datum_text(rad.galler_tom)}.")
    if dag > idag:
        return Krav("B09", krav, finns=f"Personen fyller 18 den {datum_text(dag)}.")
    return Krav("B09", krav, brist=f"Personen fyllde 18 den {datum_text(dag)}. Rollen ska avslutas dagen före.")


def extent_in_words(rad: Stallforetradare) -> str:
    """bevaka rätt, förvalta egendom och sörja för person, in the law's order."""
    ord_ = [etikett.lower() for varde, etikett in Stallforetradare.Omfattning.choices if varde in rad.omfattning]
    return upprakning(ord_)
