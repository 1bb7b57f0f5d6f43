"""Vad ett bevispaket inte säger: vad som rör skyddade personer, och namnen i det som någon har skrivit fritt.

Paketet lämnar huset. Utan original är det likadant vem som än gör det: den som har skyddade uppgifter är stängd för
alla, också för den som är namngiven.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistans.svenska import mask_text
from beslut.models import Brukare, Person
from beslut.skydd import Kannetecken
from fakturor.models import Faktura, Fakturarad
from fakturor.services.concealing import marks_of
from fakturor.sidor.skydd import waiting_about
from kontroller.bevispaket.rader import as_text

_TIO_SIFFROR = re.compile(r"[0-9]{6}[-+ ]?[0-9]{4}")
SKYDDAT = "Underlaget rör en person med skyddade uppgifter."


@dataclass(slots=True, kw_only=True)
class Paketskydd:
    """Hämtat en gång för ett paket."""

    stangda: frozenset[int]
    """Ids of the invoices that are about somebody with protected identity, whichever month they are for."""
    tecken: Kannetecken
    """What gives such a person away in a text."""
    _i_fakta: re.Pattern[str] | None = None
    _namn: dict[int, list[tuple[re.Pattern[str], str]]] = field(default_factory=dict)

    @classmethod
    def load(cls, manad: date) -> Paketskydd:
        """Read what is protected, and what the persons on the month's invoices are called."""
        skyddade = Brukare.objects.protected()
        stangda = set(Fakturarad.objects.filter(brukare__in=skyddade).values_list("faktura", flat=True))
        tecken = marks_of(skyddade, Person.objects.protected())
        if skyddade.exists():
            stangda |= waiting_about(skyddade, tecken, among=Faktura.objects.all())
        skydd = cls(stangda=frozenset(stangda), tecken=tecken)
        skydd._i_fakta = _in_facts(skyddade, stangda)
        skydd._namn = _names_of(manad)
        return skydd

    def closes_facts(self, faktura: int, fakta: str) -> bool:
        """Whether the facts of an invoice are left out, as they cannot be changed: it is about a protected person, they
        name one or her invoice, or an account in them can be somebody's personnummer.
        """
        namner = self._i_fakta and self._i_fakta.search(fakta)
        return faktura in self.stangda or bool(namner) or mask_text(fakta) != fakta

    def without_numbers(self, varden: Any) -> Any:
        """Plain values with every text that can hold a personnummer masked."""
        if _TIO_SIFFROR.search(as_text(varden)) is None:
            return varden
        return _masked(varden)

    def free_text(self, text: str, faktura: int) -> str:
        """What somebody has written about an invoice: numbers masked, and the persons' names as their referens."""
        if self.tecken.stands_in(text):
            return SKYDDAT
        for monster, referens in self._namn.get(faktura, ()):
            text = monster.sub(referens, text)
        return mask_text(text)

    def values(self, uppgifter: Any, faktura: int = 0) -> Any:
        """The same for every text within plain values."""
        if isinstance(uppgifter, dict):
            return {nyckel: self.values(varde, faktura) for nyckel, varde in uppgifter.items()}
        if isinstance(uppgifter, list):
            return [self.values(varde, faktura) for varde in uppgifter]
        return self.free_text(uppgifter, faktura) if isinstance(uppgifter, str) else uppgifter


def _masked(varden: Any) -> Any:
    if isinstance(varden, dict):
        return {nyckel: _masked(varde) for nyckel, varde in varden.items()}
    if isinstance(varden, list):
        return [_masked(varde) for varde in varden]
    return mask_text(varden) if isinstance(varden, str) else varden


def _in_facts(skyddade: Any, stangda: Iterable[int]) -> re.Pattern[str] | None:
    """What the facts of others would tell of them: a referens, or the number of an invoice."""
    referenser = skyddade.values_list("referens", flat=True)
    nummer = Faktura.objects.filter(pk__in=list(stangda)).values_list("nummer", flat=True)
    ord_ = {*(as_text(r) for r in referenser), *(f'"nummer":{as_text(n)}' for n in nummer)}
    return re.compile("|".join(map(re.escape, sorted(ord_)))) if ord_ else None


def _names_of(manad: date) -> dict[int, list[tuple[re.Pattern[str], str]]]:
    """Per invoice of the month the names of its persons, and the referens that stands for each. One query."""
    rader = Fakturarad.objects.filter(faktura__rader__manad=manad, brukare__isnull=False).distinct()
    namn: dict[int, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
    falt = ("faktura", "brukare__fornamn", "brukare__efternamn", "brukare__referens")
    for faktura, fornamn, efternamn, referens in sorted(set(rader.order_by().values_list(*falt))):
        delar = [del_ for del_ in (f"{fornamn} {efternamn}", efternamn, fornamn) if len(del_.strip()) > 1]
        monster = "|".join(re.escape(del_) for del_ in delar)
        namn[faktura].append((re.compile(rf"\b(?:{monster})s?\b", re.IGNORECASE), referens))
    return namn
