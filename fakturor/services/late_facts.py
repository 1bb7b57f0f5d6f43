"""Det som blir känt om fakturor som redan är betalda: det antecknas, prövas, och avgörs av en människa (I02).

Inget som är betalt ändras. De som prövar står till höger, och säger vid start att de vill bli kallade (docs/adr/0005).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from assistans.models import Handelse, User
from beslut.omfang import Omfang
from beslut.services.refusal import RegistrationRefused
from fakturor.models import Fakturarad, Redovisning, SenUppgift
from fakturor.services.foljder import announce_late_facts
from fakturor.services.grindar import told_by_the_gates
from fakturor.services.resting import RESTING, of_the_sick, read_lines, resting_on
from fakturor.skal import problem_with_reason

Om, Utgang = SenUppgift.Om, SenUppgift.Utgang
INTE_BETALD = "Fakturan betalades inte. Den kontrolleras på nytt."


def note_late_facts(
    *,
    status: Collection[str],
    omfang: Collection[Omfang],
    redovisningar: Collection[int],
    by: User,
    at: datetime,
) -> int:
    """Write down that something has become known of the invoices in these steps that rest on it, and have them tried.

    An invoice that waits already is tried again. A constant number of queries for each kind of change. Answers how
    many they are.
    """
    om: dict[int, str] = {}
    manad: dict[int, date] = {}
    for vad, andringar, tider in _kinds(omfang, redovisningar):
        lines = _narrowed(Fakturarad.objects.filter(faktura__status__in=status), andringar, tider)
        traffar = resting_on(lines, andringar, tider)
        for rad in read_lines(lines.filter(faktura__in=traffar)):
            om.setdefault(rad.faktura, vad)
            manad[rad.faktura] = min(rad.manad, manad.get(rad.faktura, rad.manad))
    if not om:
        return 0

    vantar = SenUppgift.objects.select_for_update().filter(faktura__in=om, avgjord__isnull=True)
    gamla = dict(vantar.values_list("faktura", "pk"))
    SenUppgift.objects.filter(pk__in=gamla.values()).update(omraknad=None, kontroller=None, kronor=None)
    nya = SenUppgift.objects.bulk_create(
        SenUppgift(faktura_id=pk, manad=manad[pk], om=vad, av=by, tid=at)
        for pk, vad in sorted(om.items())
        if pk not in gamla
    )
    Handelse.objects.bulk_create(
        Handelse(
            typ="sen_uppgift.antecknad",
            objekt=SenUppgift._meta.label_lower,
            objekt_id=sen.pk,
            av=by,
            tid=at,
            uppgifter={"faktura": sen.faktura_id, "om": sen.om},
        )
        for sen in nya
    )
    announce_late_facts(sena_ids=sorted([*gamla.values(), *(sen.pk for sen in nya)]))
    return len(om)


@told_by_the_gates()
def record_trial(*, sen: SenUppgift, kontroller: int, kronor: Decimal, by: User, at: datetime) -> SenUppgift:
    """Write down how many controls answer otherwise today, and the most that one of them questions.

    When none does, there is nothing for a person to settle.
    """
    sen = SenUppgift.objects.select_for_update().get(pk=sen.pk)
    if sen.avgjord is not None:
        return sen
    sen.omraknad, sen.kontroller, sen.kronor = at, kontroller, kronor
    if kontroller == 0:
        sen.utgang, sen.avgjord, sen.avgjord_av = Utgang.INGEN_SKILLNAD, at, by
    sen.save()
    return sen


@told_by_the_gates()
def take_no_action(*, sen: SenUppgift, skal: str, by: User, at: datetime) -> SenUppgift:
    """Settle it with a reason: nothing is demanded back."""
    sen = SenUppgift.objects.select_for_update(of=("self",)).select_related("faktura").get(pk=sen.pk)
    if sen.avgjord is not None:
        raise RegistrationRefused("Någon har redan avgjort det.")
    if problem := problem_with_reason(skal, faktura=sen.faktura, idag=at.date()):
        raise RegistrationRefused(problem, "skal")
    sen.utgang, sen.skal, sen.avgjord, sen.avgjord_av = Utgang.INGEN_ATGARD, skal, at, by
    sen.save()
    Handelse.record("sen_uppgift.ingen_atgard", sen, by=by, at=at, faktura=sen.faktura_id)
    return sen


def settle_unpaid(*, fakturor: Collection[int], by: User, at: datetime) -> list[int]:
    """Settle what waits of invoices that were not paid after all: they are controlled anew. Answers their ids."""
    vantar = SenUppgift.objects.filter(faktura__in=fakturor, avgjord__isnull=True)
    ids = sorted(vantar.values_list("faktura", flat=True))
    vantar.update(utgang=Utgang.INGEN_ATGARD, skal=INTE_BETALD, avgjord=at, avgjord_av=by)
    return ids


def _kinds(
    omfang: Collection[Omfang], redovisningar: Collection[int]
) -> Iterator[tuple[str, set[Omfang], Collection[int]]]:
    """The changes by what they are about, the narrowest first: it is what the note says."""
    delar = {
        Om.TIDEN: (set(), redovisningar),
        Om.ASSISTENTEN: ({o for o in omfang if o.assistent}, ()),
        Om.PERSONEN: ({o for o in omfang if o.brukare and not o.assistent}, ()),
        Om.ANORDNAREN: ({o for o in omfang if o.anordnare and not o.brukare and not o.assistent}, ()),
        Om.ALLA: ({o for o in omfang if not (o.anordnare or o.brukare or o.assistent)}, ()),
    }
    yield from ((vad, andringar, tider) for vad, (andringar, tider) in delar.items() if andringar or tider)


def _narrowed(
    lines: QuerySet[Fakturarad], omfang: Collection[Omfang], redovisningar: Collection[int]
) -> QuerySet[Fakturarad]:
    """The lines that can rest on the changes at all: what has been paid grows for years, and is not read whole."""
    lines = lines.filter(RESTING)
    if redovisningar:
        personer = Redovisning.objects.filter(pk__in=redovisningar).values("brukare")
        return lines.filter(Q(brukare__in=personer) | of_the_sick(redovisningar))
    if all(o.brukare or o.anordnare for o in omfang):
        lines = lines.filter(
            Q(brukare__in={o.brukare for o in omfang if o.brukare})
            | Q(faktura__anordnare__in={o.anordnare for o in omfang if o.anordnare and not o.brukare})
        )
    forsta = [o.fran for o in omfang]
    return lines.filter(manad__gte=min(forsta).replace(day=1)) if all(forsta) else lines
