"""Which person, provider and month an invoice is about, by what it says."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from assistans.personnummer import is_personnummer_shaped_orgnr
from assistans.svenska import mask_text
from assistans.tid import first_of_month
from beslut.synkrets import circle, known_anordnare, known_brukare
from fakturor.filer.faktura import LastFaktura, LastPeriod, LastRad
from fakturor.filer.ubl_falt import MAX_TEXT

_EDGES = " \t\r\n.,;:!?()[]{}<>\"'”’«»/\\"
_SPLIT = re.compile(r"[\s,;:=()]+")
OKAND = "EA-okand-"
"""Begins the pseudonym of a sole trader who is not registered: the number itself is a personnummer."""


@dataclass(frozen=True, slots=True)
class Traff:
    """What a line was matched to. `referens` is what it says, masked if it is no known referens."""

    referens: str
    brukare: int | None
    manad: date | None


@dataclass(frozen=True, slots=True)
class Kanda:
    """The persons and providers that invoices can be matched to, looked up once for many invoices."""

    brukare: dict[str, int]
    """Ids by referens."""
    anordnare: dict[str, tuple[str, int]]
    """Registered number and id, by every number that an invoice can carry for the provider."""
    bara_egen: bool = False
    """Whether the files are one provider's, and the numbers of others must not even be recognised as received."""

    @classmethod
    def load(cls) -> Kanda:
        anordnare: dict[str, tuple[str, int]] = {}
        for pk, orgnr, personnummer in known_anordnare().values_list("pk", "orgnr", "person__personnummer"):
            anordnare[orgnr] = (orgnr, pk)
            if personnummer:
                # A sole trader invoices under the personnummer, with or without its century.
                anordnare.setdefault(personnummer, (orgnr, pk))
                anordnare.setdefault(personnummer[2:], (orgnr, pk))
        krets = circle()
        brukare = dict(known_brukare().values_list("referens", "pk"))
        return cls(brukare, anordnare, bara_egen=krets is not None and krets.bara_egen)

    def match_provider(self, nummer: str) -> tuple[str, int | None]:
        """The number to store for a supplier, and the provider's id. A personnummer is never stored in clear."""
        found = self.anordnare.get(nummer)
        if found:
            return found
        is_hidden = self.bara_egen or _is_personal(nummer)
        return (pseudonym_of(nummer) if is_hidden else mask_text(nummer)[:60]), None

    def match_line(self, faktura: LastFaktura, rad: LastRad) -> Traff:
        """The person and month of a line: by its own words, else by the invoice's."""
        texter = (*rad.referenskandidater, *faktura.referenskandidater)
        referens = next(filter(None, map(self._known_in, texter)), None)
        stated = referens or mask_text(next(iter(texter), "").strip())[:MAX_TEXT]
        brukare = self.brukare[referens] if referens else None
        return Traff(stated, brukare, month_of(rad.period or faktura.period))

    def _known_in(self, text: str) -> str | None:
        """The first known referens in a text: the whole of it, or one of its words."""
        if text.strip() in self.brukare:
            return text.strip()
        words = (word for part in text.split() for word in (part, *_SPLIT.split(part)))
        return next((word for word in (w.strip(_EDGES) for w in words) if word in self.brukare), None)


def month_of(period: LastPeriod | None) -> date | None:
    """The first day of the one month that a period lies in, or None."""
    if period is None:
        return None
    manader = {first_of_month(dag) for dag in (period.fran, period.tom) if dag}
    return manader.pop() if len(manader) == 1 else None


def pseudonym_of(nummer: str) -> str:
    """A name for somebody who is not registered, the same each time, from which the number cannot be told."""
    key = settings.SECRET_KEY.encode()
    return OKAND + hmac.new(key, nummer[-10:].encode(), hashlib.sha256).hexdigest()[:12]


def _is_personal(nummer: str) -> bool:
    digits = nummer[-10:]
    return re.fullmatch(r"(?:[0-9]{2})?[0-9]{10}", nummer) is not None and is_personnummer_shaped_orgnr(digits)


def is_matched(anordnare: int | None, traffar: Iterable[Traff]) -> bool:
    """Whether an invoice has a known provider, and on every line a known person and a month."""
    lines = list(traffar)
    return anordnare is not None and bool(lines) and all(line.brukare and line.manad for line in lines)
