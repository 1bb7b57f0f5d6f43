"""Sick-pay claims that somebody keys in: a claim is an invoice of its own kind, with the shifts and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.personnummer import find_personnummer
from assistans.tid import TidFel, first_of_month, interval, last_of_month, split_at_midnight
from beslut.models import Anordnare, Assistent, Brukare, Uppdrag
from fakturor.models import Faktura, Fakturarad, Sjuklon, Sjuklonepost, Sjukpass, Tidrad
from fakturor.services.importing import one_at_a_time
from fakturor.services.inskrivning import Brist
from fakturor.services.registering import NO_ROWS, RegistrationRefused

MOST_KRONOR = Decimal(10**9)
BENAMNING = "Sjuklön"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ansokan:
    """What stands once on a claim. `assistent` is the id of the sick assistant's person; amounts are in kronor.

    `nummer` is the provider's own number, empty when the claim has none.
    """

    referens: str
    orgnr: str
    assistent: int
    ansokt: date
    belopp: Decimal
    sjuk_fran: date
    sjuk_tom: date
    sjukperiodens_borjan: date
    nummer: str = ""
    karensavdrag: Decimal | None = None
    sjukanmalan: date | None = None
    lakarintyg_fran: date | None = None
    lakarintyg_tom: date | None = None
    kollektivavtal: str = ""
    timlon: Decimal | None = None
    konton: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A shift that the sick assistant would have worked, in minutes from midnight; one that ends before it starts goes
    past midnight. `rapport` is the code of the substitute's report, empty when the control is to look for it.
    """

    datum: date
    start: int
    slut: int
    rapport: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A part of what is asked for, as the payslip has it, and the percentage when it has one."""

    slag: str
    belopp: Decimal
    procent: Decimal | None = None


@transaction.atomic
def register_claim(
    *, ansokan: Ansokan, passen: Sequence[Pass], poster: Sequence[Post], by: User, at: datetime
) -> Faktura:
    """Store a claim of sick pay with its shifts and parts, all or nothing. Raises RegistrationRefused."""
    one_at_a_time()
    brukare = Brukare.objects.open_to(by).filter(referens=ansokan.referens).first()
    anordnare = Anordnare.objects.filter(orgnr=ansokan.orgnr).first()
    brister = [
        *_faults_of_parties(ansokan, brukare, anordnare),
        *_faults_of_period(ansokan, poster, timezone.localdate(at)),
        *_numbers_of_persons(ansokan, at),
    ]
    if brister or brukare is None or anordnare is None:
        raise RegistrationRefused(brister)
    if brister := [*_faults_of_assignment(ansokan, brukare, anordnare), *_faults_of_number(ansokan)]:
        raise RegistrationRefused(brister)
    rader = _shifts_of(ansokan, passen, brukare)

    faktura = _store(ansokan, rader, poster, brukare, anordnare, at=at)
    Handelse.record("sjuklon.registrerad", faktura, by=by, at=at, sjukpass=len(rader), belopp=str(ansokan.belopp))
    return faktura


def _faults_of_parties(ansokan: Ansokan, brukare: Brukare | None, anordnare: Anordnare | None) -> list[Brist]:
    """A person with protected identity is unknown to everybody who is not named for her."""
    brister = []
    if brukare is None:
        brister.append(Brist(None, "referens", "Ingen brukare har den referensen."))
    if anordnare is None:
        brister.append(Brist(None, "orgnr", "Anordnaren finns inte i registret."))
    return brister


def _faults_of_period(ansokan: Ansokan, poster: Sequence[Post], idag: date) -> list[Brist]:
    brister = []
    if ansokan.sjuk_tom < ansokan.sjuk_fran:
        brister.append(Brist(None, "sjuk_tom", "Den sista sjukdagen är före den första."))
    elif first_of_month(ansokan.sjuk_fran) != first_of_month(ansokan.sjuk_tom):
        brister.append(Brist(None, "sjuk_tom", "En ansökan gäller högst en kalendermånad. Skriv en ansökan per månad."))
    if ansokan.sjukperiodens_borjan > ansokan.sjuk_fran:
        brister.append(Brist(None, "sjukperiodens_borjan", "Sjukperioden börjar senast den första sjukdagen här."))
    if ansokan.ansokt < ansokan.sjuk_tom:
        brister.append(Brist(None, "ansokt", "Ansökan är daterad före den sista sjukdagen."))
    if ansokan.ansokt > idag:
        brister.append(Brist(None, "ansokt", "Ansökan är daterad i framtiden."))
    if ansokan.sjukanmalan and ansokan.sjukanmalan > idag:
        brister.append(Brist(None, "sjukanmalan", "Sjukanmälan är undertecknad i framtiden."))
    intyg = (ansokan.lakarintyg_fran, ansokan.lakarintyg_tom)
    if (intyg[0] is None) != (intyg[1] is None):
        brister.append(Brist(None, "lakarintyg_tom", "Skriv både första och sista dagen som läkarintyget täcker."))
    elif intyg[0] and intyg[1] and intyg[1] < intyg[0]:
        brister.append(Brist(None, "lakarintyg_tom", "Läkarintygets sista dag är före den första."))
    return [*brister, *_faults_of_amounts(ansokan, poster)]


def _faults_of_amounts(ansokan: Ansokan, poster: Sequence[Post]) -> list[Brist]:
    brister = []
    if not 0 < ansokan.belopp < MOST_KRONOR:
        brister.append(Brist(None, "belopp", "Skriv ett belopp över noll."))
    if ansokan.karensavdrag is not None and ansokan.karensavdrag < 0:
        brister.append(Brist(None, "karensavdrag", "Skriv karensavdraget som ett belopp utan minus."))
    if ansokan.timlon is not None and ansokan.timlon <= 0:
        brister.append(Brist(None, "timlon", "Skriv en lön över noll."))
    if not poster:
        brister.append(Brist(None, "belopp_sjuklon", "Skriv minst en post från lönespecifikationen."))
    brister += [
        Brist(None, f"belopp_{post.slag}", "Skriv ett belopp över noll.")
        for post in poster
        if not 0 < post.belopp < MOST_KRONOR
    ]
    brister += [
        Brist(None, f"procent_{post.slag}", "Skriv en procentsats från 0 till 100.")
        for post in poster
        if post.procent is not None and not 0 <= post.procent <= 100
    ]
    return brister


def _numbers_of_persons(ansokan: Ansokan, at: datetime) -> list[Brist]:
    return [
        Brist(None, falt, "Skriv utan personnummer: texten sparas för gott.")
        for falt in ("nummer", "kollektivavtal")
        if find_personnummer(getattr(ansokan, falt), idag=timezone.localdate(at))
    ]


def _faults_of_assignment(ansokan: Ansokan, brukare: Brukare, anordnare: Anordnare) -> list[Brist]:
    dagar = (ansokan.sjuk_fran, ansokan.sjuk_tom)
    if not Uppdrag.objects.overlapping(*dagar).filter(brukare=brukare, anordnare=anordnare).exists():
        return [Brist(None, "orgnr", "Brukaren har inget uppdrag hos anordnaren de dagarna.")]
    anmald = Assistent.objects.overlapping(*dagar).filter(
        Q(brukare=None) | Q(brukare=brukare), anordnare=anordnare, person=ansokan.assistent
    )
    if not anmald.exists():
        return [Brist(None, "assistent", "Assistenten är inte anmäld för brukaren hos anordnaren de dagarna.")]
    return []


def _faults_of_number(ansokan: Ansokan) -> list[Brist]:
    taget = Faktura.objects.filter(leverantor=ansokan.orgnr, nummer=ansokan.nummer)
    if ansokan.nummer and taget.exists():
        return [Brist(None, "nummer", "Anordnaren har redan en faktura eller ansökan med det numret.")]
    return []


def _shifts_of(ansokan: Ansokan, passen: Sequence[Pass], brukare: Brukare) -> list[Sjukpass]:
    """The shifts as rows, one per day. Raises RegistrationRefused with what is wrong with each."""
    if not passen:
        raise RegistrationRefused((), [NO_ROWS])
    rader: list[tuple[int, Sjukpass]] = []
    brister: list[Brist] = []
    for nummer, pass_ in enumerate(passen):
        try:
            delar = [_shift(*del_) for del_ in split_at_midnight(pass_.datum, pass_.start, pass_.slut)]
        except TidFel as fel:
            brister.append(Brist(nummer, "slut", str(fel)))
            continue
        if not all(ansokan.sjuk_fran <= del_.datum <= ansokan.sjuk_tom for del_ in delar):
            brister.append(Brist(nummer, "datum", "Passet ligger utanför de dagar som ansökan gäller."))
        elif pass_.rapport and not _point_out(delar, pass_.rapport, ansokan, brukare):
            orsak = "Rapporten har ingen tid av en annan assistent för brukaren under passet."
            brister.append(Brist(nummer, "rapport", orsak))
        rader += [(nummer, del_) for del_ in delar]
    i_ordning = sorted(rader, key=lambda par: par[1].borjar)
    brister += [
        Brist(max(forra[0], nasta[0]), "start", "Passet överlappar ett annat pass på ansökan.")
        for forra, nasta in pairwise(i_ordning)
        if nasta[1].borjar < forra[1].slutar
    ]
    if brister:
        raise RegistrationRefused((), sorted(brister))
    return [rad for _, rad in i_ordning]


def _shift(datum: date, start: int, slut: int) -> Sjukpass:
    tid = interval(datum, start, slut)
    return Sjukpass(datum=datum, start=start, slut=slut, borjar=tid.borjar, slutar=tid.slutar, minuter=tid.minuter)


def _point_out(delar: list[Sjukpass], rapport: str, ansokan: Ansokan, brukare: Brukare) -> bool:
    """Let each part of a shift point at the row of a report that meets it; say whether some row does."""
    rader = (
        Tidrad.objects.current()
        .filter(rapport__kod=rapport, rapport__redovisning__brukare=brukare)
        .exclude(assistent=ansokan.assistent)
    )
    for del_ in delar:
        del_.vikariens_rad = rader.filter(borjar__lt=del_.slutar, slutar__gt=del_.borjar).order_by("borjar").first()
    return any(del_.vikariens_rad for del_ in delar)


def _store(
    ansokan: Ansokan,
    rader: list[Sjukpass],
    poster: Sequence[Post],
    brukare: Brukare,
    anordnare: Anordnare,
    *,
    at: datetime,
) -> Faktura:
    manad = first_of_month(ansokan.sjuk_fran)
    faktura = Faktura.objects.create(
        typ=Faktura.Typ.SJUKLON,
        format=Faktura.Format.TABELL,
        nummer=ansokan.nummer or _next_number(anordnare, manad),
        leverantor=anordnare.orgnr,
        anordnare=anordnare,
        fakturadatum=ansokan.ansokt,
        att_betala=ansokan.belopp,
        konton=[{"typ": typ, "nummer": nummer} for typ, nummer in ansokan.konton],
        mottagen=at,
    )
    Fakturarad.objects.create(
        faktura=faktura,
        ordning=1,
        rad="1",
        benamning=BENAMNING,
        referens=brukare.referens,
        brukare=brukare,
        manad=manad,
        period_fran=ansokan.sjuk_fran,
        period_tom=min(ansokan.sjuk_tom, last_of_month(manad)),
        belopp=ansokan.belopp,
    )
    sjuklon = Sjuklon.objects.create(
        faktura=faktura,
        brukare=brukare,
        assistent_id=ansokan.assistent,
        sjuk_fran=ansokan.sjuk_fran,
        sjuk_tom=ansokan.sjuk_tom,
        sjukperiodens_borjan=ansokan.sjukperiodens_borjan,
        karensavdrag=ansokan.karensavdrag,
        sjukanmalan=ansokan.sjukanmalan,
        lakarintyg_fran=ansokan.lakarintyg_fran,
        lakarintyg_tom=ansokan.lakarintyg_tom,
        kollektivavtal=ansokan.kollektivavtal,
        timlon=ansokan.timlon,
    )
    for rad in rader:
        rad.sjuklon = sjuklon
    Sjukpass.objects.bulk_create(rader)
    Sjuklonepost.objects.bulk_create(
        Sjuklonepost(sjuklon=sjuklon, slag=post.slag, belopp=post.belopp, procent=post.procent) for post in poster
    )
    return faktura


def _next_number(anordnare: Anordnare, manad: date) -> str:
    """The next free number for a claim that has none of its own: SJ-2015-04-001."""
    beginning = f"SJ-{manad:%Y-%m}-"
    tagna = Faktura.objects.filter(leverantor=anordnare.orgnr, nummer__startswith=beginning)
    taken = set(tagna.values_list("nummer", flat=True))
    return next(nummer for n in range(1, len(taken) + 2) if (nummer := f"{beginning}{n:03}") not in taken)
