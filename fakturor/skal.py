"""Skälen som människor skriver om en faktura. De sparas för gott, så inga namn och personnummer får stå i dem."""

import re
from collections.abc import Iterator
from datetime import date

from assistans.personnummer import find_personnummer
from beslut.models import Assistent, Brukare, Stallforetradare
from fakturor.models import Faktura


def problem_with_reason(skal: str, *, faktura: Faktura, idag: date) -> str | None:
    """What is wrong with a reason, as a sentence, or None.

    It is refused when it is empty, carries a personnummer, or the full name of someone in the case: the person, her
    representatives, or an assistant whom the provider has registered.
    """
    if not skal.strip():
        return "Skriv ett skäl."
    if find_personnummer(skal, idag=idag):
        return "Skriv inget personnummer i skälet."
    words = _words(skal)
    if any(name and name <= words for name in map(_words, _names_in_the_case(faktura))):
        return "Skriv inget namn i skälet. Använd referensen i stället."
    return None


def _names_in_the_case(faktura: Faktura) -> Iterator[str]:
    persons = {rad.brukare_id for rad in faktura.rader.all() if rad.brukare_id}
    for fornamn, efternamn in Brukare.objects.filter(pk__in=persons).values_list("fornamn", "efternamn"):
        yield f"{fornamn} {efternamn}"
    yield from Stallforetradare.objects.filter(brukare__in=persons).values_list("namn", flat=True)
    if faktura.anordnare_id:
        yield from Assistent.objects.filter(anordnare=faktura.anordnare_id).values_list("namn", flat=True)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
