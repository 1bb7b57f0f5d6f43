"""Återkravet från början till kommuniceringen: ärendet, posterna, brevet om att få yttra sig, och svaret."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.personnummer import find_personnummer
from assistans.svenska import datum_text
from assistans.tid import first_of_month, last_of_month
from beslut.models import Anordnare, Brev, Brukare, Stallforetradare
from beslut.services.foljder import save_change
from beslut.services.letters import hand_over
from beslut.services.refusal import RegistrationRefused
from beslut.services.reminders import draft_letter
from fakturor.aterkravsbrev import VECKOR_ATT_SVARA, hearing_letter, hearing_subject
from fakturor.models import Aterkrav, Faktura, SenUppgift
from fakturor.services.grindar import told_by_the_gates
from fakturor.sidor.aterkravsord import letter_case

NUMMERSERIE = "fakturor_aterkrav.nummer"
Slag, Mot, Grund, Status = Aterkrav.Slag, Aterkrav.Mot, Aterkrav.Grund, Aterkrav.Status


class Nypost(NamedTuple):
    """Kronor av en faktura som ska tillbaka: kontrollen som fann det, tiden i minuter, och vad som var fel."""

    faktura: Faktura
    regel: str
    minuter: int | None
    belopp: Decimal
    text: str


@told_by_the_gates()
def open_case(
    *,
    slag: str,
    brukare: Brukare | None,
    anordnare: Anordnare | None,
    mot: str,
    stallforetradare: Stallforetradare | None,
    grund: str,
    period_fran: date,
    period_tom: date,
    skal: str,
    poster: Sequence[Nypost] = (),
    by: User,
    at: datetime,
) -> Aterkrav:
    """Begin to look into what should come back. What became known late of its invoices is settled by it."""
    _refuse_period(period_fran, period_tom)
    refuse_identity(skal, "skal", at)
    aterkrav = Aterkrav.objects.create(
        nummer=_next_number(at),
        slag=slag,
        brukare=brukare,
        anordnare=anordnare,
        mot=Mot.ANORDNARE if slag == Slag.AVTALSKRAV else mot,
        stallforetradare=stallforetradare if mot == Mot.STALLFORETRADARE else None,
        grund=Grund.AVTALET if slag == Slag.AVTALSKRAV else grund,
        period_fran=period_fran,
        period_tom=period_tom,
        skal=skal,
        upprattat_av=by,
        upprattat=at,
    )
    Handelse.record("aterkrav.upprattat", aterkrav, by=by, at=at, nummer=aterkrav.nummer, slag=slag)
    _add(aterkrav, poster, by=by, at=at)
    return aterkrav


@told_by_the_gates()
def add_items(*, aterkrav: Aterkrav, poster: Sequence[Nypost], by: User, at: datetime) -> Aterkrav:
    """Add what should come back of an invoice. The case's period grows to the invoice's months."""
    aterkrav = lock_case(aterkrav)
    if not poster:
        raise RegistrationRefused("Välj minst en post.")
    manader = {
        manad
        for post in poster
        for manad in post.faktura.rader.filter(manad__isnull=False).values_list("manad", flat=True)
        if not first_of_month(aterkrav.period_fran) <= manad <= aterkrav.period_tom
    }
    if manader:
        fran, tom = min(aterkrav.period_fran, *manader), max(aterkrav.period_tom, *map(last_of_month, manader))
        save_change(aterkrav, {"period_fran": fran, "period_tom": tom})
    _add(aterkrav, poster, by=by, at=at)
    return aterkrav


@told_by_the_gates()
def change_case(
    *,
    aterkrav: Aterkrav,
    mot: str,
    stallforetradare: Stallforetradare | None,
    grund: str,
    period_fran: date,
    period_tom: date,
    skal: str,
    by: User,
    at: datetime,
) -> Aterkrav:
    """Change what a case says while it is looked into. A letter that is still a draft is for the writer to change."""
    aterkrav = lock_case(aterkrav)
    _refuse_period(period_fran, period_tom)
    refuse_identity(skal, "skal", at)
    nytt = {"period_fran": period_fran, "period_tom": period_tom, "skal": skal}
    if aterkrav.slag == Slag.ATERBETALNING:
        foretradare_id = stallforetradare.pk if stallforetradare and mot == Mot.STALLFORETRADARE else None
        nytt |= {"mot": mot, "stallforetradare_id": foretradare_id, "grund": grund}
    andrat = save_change(aterkrav, nytt).falt
    Handelse.record("aterkrav.andrat", aterkrav, by=by, at=at, andrat=andrat)
    return aterkrav


@told_by_the_gates()
def draft_hearing(*, aterkrav: Aterkrav, by: User, at: datetime) -> Brev:
    """Write the letter about being heard, as a draft. One that was put aside leaves room for another."""
    aterkrav = lock_case(aterkrav)
    if aterkrav.status != Status.UTREDS:
        raise RegistrationRefused("Återkravet är redan kommunicerat.")
    arende = letter_case(aterkrav)
    if not arende.poster:
        raise RegistrationRefused("Lägg till det som ska tillbaka innan brevet skrivs.")
    avtalskrav = aterkrav.slag == Slag.AVTALSKRAV
    brev = draft_letter(
        slag=Brev.Slag.KOMMUNICERING,
        galler=f"aterkrav:{aterkrav.pk}:yttra",
        amne=hearing_subject(avtalskrav),
        text=hearing_letter(arende, avtalskrav=avtalskrav),
        anordnare=aterkrav.anordnare if avtalskrav else None,
        brukare=None if avtalskrav else aterkrav.brukare,
        by=by,
        at=at,
    )
    save_change(aterkrav, {"brev_id": brev.pk})
    return brev


@told_by_the_gates()
def note_communicated(
    *, aterkrav: Aterkrav, kommunicerat: date, svara_senast: date | None, by: User, at: datetime
) -> Aterkrav:
    """Write down which day the letter was handed over, and the last day to answer: three weeks after, unless told."""
    aterkrav = lock_case(aterkrav)
    brev = aterkrav.brev
    if brev is None or brev.makulerat is not None:
        raise RegistrationRefused("Skriv brevet om att få yttra sig först.")
    if brev.skickat is None:
        hand_over(brev=brev, skickat=kommunicerat, by=by, at=at)
    elif brev.skickat != kommunicerat:
        raise RegistrationRefused(f"Brevet är lämnat den {datum_text(brev.skickat)}.", "kommunicerat")
    senast = svara_senast or kommunicerat + timedelta(weeks=VECKOR_ATT_SVARA)
    if senast <= kommunicerat:
        raise RegistrationRefused("Den sista dagen att svara ska ligga efter den dag brevet lämnades.", "svara_senast")
    save_change(aterkrav, {"kommunicerat": kommunicerat, "svara_senast": senast, "status": Status.KOMMUNICERAT})
    Handelse.record("aterkrav.kommunicerat", aterkrav, by=by, at=at, svara_senast=str(senast))
    return aterkrav


@told_by_the_gates()
def note_answer(*, aterkrav: Aterkrav, svar: str, svar_inkom: date, by: User, at: datetime) -> Aterkrav:
    """Write down what was answered, and when it came."""
    aterkrav = lock_case(aterkrav)
    refuse_identity(svar, "svar", at)
    if aterkrav.kommunicerat and svar_inkom < aterkrav.kommunicerat:
        raise RegistrationRefused(f"Brevet lämnades den {datum_text(aterkrav.kommunicerat)}.", "svar_inkom")
    if svar_inkom > timezone.localdate(at):
        raise RegistrationRefused("Dagen ligger framåt i tiden.", "svar_inkom")
    save_change(aterkrav, {"svar": svar, "svar_inkom": svar_inkom})
    Handelse.record("aterkrav.besvarat", aterkrav, by=by, at=at, svar_inkom=str(svar_inkom))
    return aterkrav


@told_by_the_gates()
def close_case(*, aterkrav: Aterkrav, avslutat_skal: str, by: User, at: datetime) -> Aterkrav:
    """Put the case down before it is decided, with a reason. What it demanded may be demanded by another."""
    aterkrav = lock_case(aterkrav)
    refuse_identity(avslutat_skal, "avslutat_skal", at)
    save_change(aterkrav, {"status": Status.NEDLAGT, "avslutat_skal": avslutat_skal})
    Handelse.record("aterkrav.nedlagt", aterkrav, by=by, at=at)
    return aterkrav


def lock_case(aterkrav: Aterkrav) -> Aterkrav:
    """The case as it stands now, and nobody else's to change until the transaction is done."""
    rader = Aterkrav.objects.select_for_update(of=("self",)).select_related("brev", "anordnare", "brukare")
    return rader.get(pk=aterkrav.pk)


def refuse_identity(text: str, falt: str, at: datetime) -> None:
    """Cases and notices carry references: the sender fills in who it is about outside the program."""
    if find_personnummer(text, idag=timezone.localdate(at)):
        raise RegistrationRefused("Ett personnummer står i texten. Skriv referensen i stället.", falt)


def _add(aterkrav: Aterkrav, poster: Sequence[Nypost], *, by: User, at: datetime) -> None:
    for post in poster:
        refuse_identity(post.text, "", at)
        aterkrav.poster.create(**post._asdict())
        Handelse.record("aterkrav.post", aterkrav, by=by, at=at, faktura=post.faktura.pk, belopp=str(post.belopp))
    SenUppgift.objects.filter(faktura__in={post.faktura.pk for post in poster}, avgjord__isnull=True).update(
        utgang=SenUppgift.Utgang.ATERKRAV, avgjord=at, avgjord_av=by, aterkrav=aterkrav
    )


def _refuse_period(fran: date, tom: date) -> None:
    if tom < fran:
        raise RegistrationRefused("Perioden slutar innan den börjar.", "period_tom")


def _next_number(at: datetime) -> str:
    """ÅK-2015-0001: the next of the year, given to nobody else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [NUMMERSERIE])
    serie = f"ÅK-{timezone.localdate(at).year}-"
    senaste = Aterkrav.objects.filter(nummer__startswith=serie).order_by("-nummer").values_list("nummer", flat=True)
    return f"{serie}{int((senaste.first() or '0')[-4:]) + 1:04d}"
