"""Where an unmatched invoice may belong: proposals with their reasons, for somebody to choose among. None is taken by
itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher

from assistans.models import User
from assistans.svenska import MANADER, antal_i_ord, bankgiro, datumspann, kronor, manad_namn, plusgiro
from assistans.tid import first_of_month, last_of_month
from beslut.models import Anordnare, Brukare, Konto, Uppdrag
from fakturor.models import Faktura, Fakturarad
from fakturor.services.likhet import distance, fold_referens

MOST = 5
_LIKE_ENOUGH = 0.8
_LEGAL_FORMS = re.compile(r"\b(?:ab|aktiebolag|ek\.? ?för\.?|ekonomisk förening|hb|kb|publ|i|och|&)\b|[^\w ]")
_MONTH_IN_TEXT = re.compile(
    rf"\b(?:(?P<namn>{'|'.join(MANADER)}|{'|'.join(sorted({m[:3] for m in MANADER}))})\.?(?:\s+(?P<ar>20\d\d))?"
    r"|(?P<iso_ar>20\d\d)-(?P<iso>0[1-9]|1[0-2]))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Forslag:
    """A proposal: the id (or the month's first day), what it is called, and why it is proposed."""

    varde: int | date
    namn: str
    skal: tuple[str, ...]


# Providers


def propose_providers(faktura: Faktura, *, to: User) -> list[Forslag]:
    """Registered providers that have the invoice's account, or a similar name. The account weighs more.

    A private person who may not be seen is no proposal.
    """
    skal: dict[int, list[str]] = defaultdict(list)
    for anordnare, typ, nummer in _with_same_account(faktura):
        written = bankgiro(nummer) if typ == Konto.Typ.BANKGIRO else plusgiro(nummer)
        skal[anordnare].append(f"{Konto.Typ(typ).label} {written} är anordnarens")

    anordnare = list(Anordnare.objects.open_to(to))
    likeness = {a.pk: _likeness(faktura.leverantor_namn, a.namn) for a in anordnare if not a.is_person}
    for pk, ratio in likeness.items():
        if ratio >= _LIKE_ENOUGH:
            skal[pk].append("namnet liknar det på fakturan")

    found = [a for a in anordnare if a.pk in skal]
    found.sort(key=lambda a: (-len(skal[a.pk]), -likeness.get(a.pk, 0), a.orgnr))
    return [Forslag(a.pk, a.orgnr if a.is_person else a.namn, tuple(skal[a.pk])) for a in found[:MOST]]


def _with_same_account(faktura: Faktura) -> Iterable[tuple[int, str, str]]:
    giron = (Konto.Typ.BANKGIRO, Konto.Typ.PLUSGIRO)
    asked = {(konto["typ"], konto["nummer"]) for konto in faktura.konton if konto["typ"] in giron}
    rows = Konto.objects.current().filter(nummer__in={nummer for _, nummer in asked})
    return [row for row in rows.values_list("anordnare_id", "typ", "nummer") if row[1:] in asked]


def _likeness(one: str, other: str) -> float:
    a, b = (" ".join(_LEGAL_FORMS.sub(" ", namn.lower()).split()) for namn in (one, other))
    return SequenceMatcher(None, a, b).ratio() if a and b else 0


# Persons


@dataclass(frozen=True, slots=True)
class Personunderlag:
    """What proposals of persons rest on, looked up once for all lines of an invoice."""

    referenser: dict[int, str]
    """Of the persons that the user may see; those with protected identity are only for named users."""
    uppdrag: list[tuple[int, date, date | None]]
    """Person and period of the provider's assignments."""
    belopp: dict[tuple[date, object], set[int]]
    """Persons by month and amount of those of the provider's other lines that have the same amounts."""

    @classmethod
    def load(cls, faktura: Faktura, *, to: User) -> Personunderlag:
        referenser = dict(Brukare.objects.open_to(to).values_list("pk", "referens"))
        if faktura.anordnare_id is None:
            return cls(referenser, [], {})
        uppdrag = Uppdrag.objects.filter(anordnare=faktura.anordnare_id)
        belopp: dict[tuple[date, object], set[int]] = defaultdict(set)
        earlier = Fakturarad.objects.filter(
            faktura__anordnare=faktura.anordnare_id,
            belopp__in={rad.belopp for rad in faktura.rader.all()},
            brukare__isnull=False,
            manad__isnull=False,
        ).exclude(faktura=faktura.pk)
        for manad, summa, brukare in earlier.values_list("manad", "belopp", "brukare_id"):
            belopp[manad, summa].add(brukare)
        return cls(referenser, list(uppdrag.values_list("brukare_id", "galler_fran", "galler_tom")), belopp)


def propose_persons(rad: Fakturarad, manader: Iterable[date], underlag: Personunderlag) -> list[Forslag]:
    """Persons that a line may be about, in the months it may be about: those with most reasons first."""
    manader = list(manader)
    near = dict(_near_referenser(rad.referens, underlag.referenser))
    skal: dict[int, list[str]] = defaultdict(list)
    for pk, far in near.items():
        how = f"skiljer {antal_i_ord(far, 'tecken', 'tecken')}" if far else "är skriven på ett annat sätt"
        skal[pk].append(f"referensen på fakturan {how}")
    for pk, text in _assigned(manader, underlag):
        skal[pk].append(text)
    for pk, text in _with_same_amount(rad, manader, underlag):
        skal[pk].append(text)

    found = sorted(
        skal.keys() & underlag.referenser.keys(),
        key=lambda pk: (-len(skal[pk]), near.get(pk, MOST), underlag.referenser[pk]),
    )
    return [Forslag(pk, underlag.referenser[pk], tuple(skal[pk])) for pk in found[:MOST]]


def _near_referenser(stated: str, referenser: dict[int, str]) -> Iterator[tuple[int, int]]:
    """Persons whose referens is at most two edits from the stated one, and less than a third of it."""
    folded = fold_referens(stated)
    for pk, referens in referenser.items():
        far = distance(folded, fold_referens(referens), most=2)
        if far is not None and 3 * far < len(folded):
            yield pk, far


def _assigned(manader: list[date], underlag: Personunderlag) -> Iterator[tuple[int, str]]:
    for manad in manader:
        for pk in {
            brukare
            for brukare, fran, tom in underlag.uppdrag
            if fran <= last_of_month(manad) and (tom is None or tom >= manad)
        }:
            yield pk, f"anordnaren har uppdrag i {manad_namn(manad)}"


def _with_same_amount(rad: Fakturarad, manader: list[date], underlag: Personunderlag) -> Iterator[tuple[int, str]]:
    for manad in manader:
        before = _month_before(manad)
        for pk in underlag.belopp.get((before, rad.belopp), ()):
            yield pk, f"samma belopp i {manad_namn(before)}, {kronor(rad.belopp)}"


# Months


def propose_months(faktura: Faktura, rad: Fakturarad) -> list[Forslag]:
    """Months that a line may be about: those of its period, those named in its text, and the one before the invoice."""
    skal: dict[date, list[str]] = defaultdict(list)
    for manad in _months_of_period(rad):
        skal[manad].append(f"perioden är {datumspann(rad.period_fran, rad.period_tom)}")
    for manad in _months_in_text(rad.benamning, faktura.fakturadatum):
        skal[manad].append("månaden står i radens text")
    if faktura.fakturadatum and not skal:
        skal[_month_before(faktura.fakturadatum)].append("månaden före fakturadatum")
    return [Forslag(manad, manad_namn(manad), tuple(skal[manad])) for manad in sorted(skal)][:MOST]


def _months_of_period(rad: Fakturarad) -> Iterator[date]:
    if rad.period_fran and rad.period_tom and rad.period_fran <= rad.period_tom:
        manad = first_of_month(rad.period_fran)
        while manad <= rad.period_tom:
            yield manad
            manad = last_of_month(manad) + timedelta(days=1)


def _months_in_text(text: str, fakturadatum: date | None) -> Iterator[date]:
    """Months named in a text. One without a year is the latest that is not after the invoice."""
    for hit in _MONTH_IN_TEXT.finditer(text):
        if hit["iso"]:
            yield date(int(hit["iso_ar"]), int(hit["iso"]), 1)
            continue
        number = next(n for n, namn in enumerate(MANADER, 1) if namn.startswith(hit["namn"].lower()))
        if hit["ar"]:
            yield date(int(hit["ar"]), number, 1)
        elif fakturadatum:
            yield date(fakturadatum.year - (number > fakturadatum.month), number, 1)


def _month_before(dag: date) -> date:
    return first_of_month(first_of_month(dag) - timedelta(days=1))
