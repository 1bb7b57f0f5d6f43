"""What somebody keys in from paper. It goes the way of a row in a file: the same tables, the same importers, so that
both are judged alike. Nothing is stored unless everything is right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from assistans.models import Handelse, User
from assistans.tabeller import Rad
from assistans.tid import TidFel, parse_month
from beslut.models import Brukare
from fakturor.importing.filrapport import Filrapport
from fakturor.importing.intyg import INTYG, import_intyg
from fakturor.importing.rakningar import ANNAN_RAD, RAKNINGAR, import_rakningar
from fakturor.importing.rapporter import RAPPORTER, import_rapporter
from fakturor.importing.tidrader import TIDRADER, import_tidrader
from fakturor.models import Faktura, Intyg, Tidrapport
from fakturor.services.importing import one_at_a_time
from fakturor.services.inskrivning import Brist, check, take_in

Uppgifter = Mapping[str, str]
"""What was typed, by the columns of formats' tables. Anything that is not given is empty."""
NO_ROWS = Brist(None, "", "Skriv minst en rad.")


class RegistrationRefused(Exception):
    """Something typed is not right, and nothing is stored. `huvud` and `rader` say what, and how it becomes right."""

    def __init__(self, huvud: Sequence[Brist] = (), rader: Sequence[Brist] = ()):
        super().__init__(next(brist.orsak for brist in (*huvud, *rader)))
        self.huvud = list(huvud)
        self.rader = list(rader)


class ReportChanged(RegistrationRefused):
    """Somebody else has changed the report's rows since they were read."""


@transaction.atomic
def register_tidrapport(*, huvud: Uppgifter, rader: Sequence[Uppgifter], by: User, at: datetime) -> Tidrapport:
    """Store a new report with its rows. Without a code of its own it is given one. Raises RegistrationRefused."""
    one_at_a_time()
    kod = huvud.get("rapport", "").strip() or _next_code(huvud.get("manad", ""))
    if Tidrapport.objects.filter(kod=kod).exists():
        raise RegistrationRefused([Brist(None, "rapport", "Det finns redan en rapport med den beteckningen.")])

    brister = _closed(huvud, by) or take_in(RAPPORTER, import_rapporter, [{**huvud, "rapport": kod}], by=by, at=at)
    _take_in_rows(kod, rader, brister, manad=huvud.get("manad", ""), by=by, at=at)

    rapport = Tidrapport.objects.select_related("redovisning").get(kod=kod)
    Handelse.record("tidrapport.registrerad", rapport, by=by, at=at, rader=len(rader))
    return rapport


@transaction.atomic
def change_rows(*, rapport: Tidrapport, version: int, rader: Sequence[Uppgifter], by: User, at: datetime) -> Tidrapport:
    """Make these the report's rows: those that differ are withdrawn or added in a new version, which needs new
    certificates. `version` is the one that was read. Raises RegistrationRefused.
    """
    one_at_a_time()
    rapport = Tidrapport.objects.select_for_update().get(pk=rapport.pk)
    if rapport.version != version:
        orsak = "Rapporten har ändrats medan du skrev. Jämför med raderna som nu gäller innan du sparar igen."
        raise ReportChanged(rader=[Brist(None, "", orsak)])

    _take_in_rows(rapport.kod, rader, by=by, at=at)

    rapport.refresh_from_db()
    if rapport.version != version:
        Handelse.record("tidrapport.andrad", rapport, by=by, at=at, version=rapport.version, rader=len(rader))
    return rapport


@transaction.atomic
def register_intyg(*, rapport: Tidrapport, version: int, uppgifter: Uppgifter, by: User, at: datetime) -> Intyg:
    """Store a certificate for the version of the report that was read. Raises RegistrationRefused."""
    one_at_a_time()
    if Tidrapport.objects.select_for_update().get(pk=rapport.pk).version != version:
        orsak = "Rapporten har fått nya rader medan du skrev. Intyget är inte sparat: se om det gäller dem också."
        raise ReportChanged([Brist(None, "", orsak)])

    before = set(rapport.intyg.values_list("pk", flat=True))
    if brister := take_in(INTYG, import_intyg, [{**uppgifter, "rapport": rapport.kod}], by=by, at=at):
        raise RegistrationRefused(brister)
    intyg = rapport.intyg.exclude(pk__in=before).first()
    if intyg is None:
        raise RegistrationRefused([Brist(None, "", "Samma intyg är redan registrerat.")])

    Handelse.record("intyg.registrerat", intyg, by=by, at=at, rapport=rapport.pk, part=intyg.part, version=version)
    return intyg


@transaction.atomic
def register_rakning(*, huvud: Uppgifter, rader: Sequence[Uppgifter], by: User, at: datetime) -> Faktura:
    """Store a claim that came without an invoice. Raises RegistrationRefused."""
    one_at_a_time()
    if not rader:
        in_head = [brist for brist in check(RAKNINGAR, [huvud], at=at) if brist.kolumn in huvud]
        raise RegistrationRefused(in_head, [NO_ROWS])
    closed = [Brist(n, brist.kolumn, brist.orsak) for n, rad in enumerate(rader) for brist in _closed(rad, by)]
    lines = [{**huvud, **rad, "rad": str(n)} for n, rad in enumerate(rader, 1)]
    before = set(_with_number(huvud))
    if brister := closed or take_in(RAKNINGAR, import_rakningar, lines, by=by, at=at):
        raise RegistrationRefused(*_head_and_rows(brister, huvud))
    new = set(_with_number(huvud)) - before
    if not new:
        raise RegistrationRefused([Brist(None, "nummer", "Räkningen är redan registrerad.")])

    faktura = Faktura.objects.get(pk=new.pop())
    Handelse.record("rakning.registrerad", faktura, by=by, at=at, rader=len(rader), belopp=str(faktura.att_betala))
    return faktura


def _take_in_rows(
    kod: str, rader: Sequence[Uppgifter], brister: Sequence[Brist] = (), *, manad: str = "", by: User, at: datetime
) -> None:
    """Take in the rows of a report whose head has these faults. Raises RegistrationRefused with all that is wrong."""
    rows = [{**rad, "rapport": kod} for rad in rader]
    if not rows:
        raise RegistrationRefused(brister, [NO_ROWS])
    if brister:
        raise RegistrationRefused(brister, check(TIDRADER, rows, _within(manad), at=at))
    if in_rows := take_in(TIDRADER, import_tidrader, rows, by=by, at=at):
        raise RegistrationRefused(rader=in_rows)


def _within(manad: str) -> Callable[[Rad], None] | None:
    """What a report for the month asks of its rows, when the month can be read but the report not be stored."""
    try:
        first = parse_month(manad.strip())
    except TidFel:
        return None
    return Filrapport(0, first, assistent=0, version=1, redovisning=0, is_paid=False).add


def _head_and_rows(brister: Sequence[Brist], huvud: Uppgifter) -> tuple[list[Brist], list[Brist]]:
    """The faults of a claim parted: those in what stands once, told once, and those of its rows."""
    own = [brist for brist in brister if brist.orsak != ANNAN_RAD]
    in_head = {brist.kolumn: Brist(None, brist.kolumn, brist.orsak) for brist in own if brist.kolumn in huvud}
    return list(in_head.values()), [brist for brist in own if brist.kolumn not in huvud]


def _closed(uppgifter: Uppgifter, by: User) -> list[Brist]:
    """A person with protected identity is unknown to everybody who is not named for her."""
    referens = uppgifter.get("referens", "").strip()
    known = Brukare.objects.filter(referens=referens)
    if known.exists() and not known.open_to(by).exists():
        return [Brist(None, "referens", "Ingen brukare har den referensen.")]
    return []


def _next_code(manad: str) -> str:
    """The next free code for a report of a month that has none of its own: H-2015-04-001."""
    beginning = f"H-{manad.strip()}-"
    taken = set(Tidrapport.objects.filter(kod__startswith=beginning).values_list("kod", flat=True))
    return next(kod for n in range(1, len(taken) + 2) if (kod := f"{beginning}{n:03}") not in taken)


def _with_number(huvud: Uppgifter):
    orgnr = huvud.get("orgnr", "").replace("-", "").strip()
    return Faktura.objects.filter(leverantor=orgnr, nummer=huvud.get("nummer", "").strip()).values_list("pk", flat=True)
