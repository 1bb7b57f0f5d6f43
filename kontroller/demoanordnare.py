"""Vad demokommunen vet om sina anordnare, genom samma tjänster som sidorna. Inget av det rör fakturornas kontroll."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import User
from beslut.models import Anordnare, Kontakt, Tillstand
from beslut.services.accounts import register_account
from beslut.services.checks import record_check
from beslut.services.contacts import register_contact, register_functionary
from beslut.services.letters import draft_revocation_letters
from beslut.services.permits import record_look
from demodata import tillsyn

FORMIDDAG = time(9, tzinfo=ZoneInfo("Europe/Stockholm"))


@transaction.atomic
def ensure_known_providers() -> None:
    """Enter contacts, boards, checks, looks at permits, a letter that waits and an account that does."""
    if Kontakt.objects.exists():
        return
    olof = User.objects.get(anvandarnamn="olof")
    set_actor(olof.pk)
    nu = timezone.now()
    for kontakt in tillsyn.KONTAKTER:
        uppgifter = kontakt._asdict()
        anordnare = Anordnare.objects.get(orgnr=uppgifter.pop("orgnr"))
        register_contact(anordnare=anordnare, **uppgifter, galler_fran=tillsyn.FRAN, by=olof, at=nu)
    for ledning in tillsyn.LEDNING:
        _seat(ledning, by=olof, at=nu)
    for kontroll in tillsyn.KONTROLLER:
        _check(kontroll, by=olof)
    _look_at_permits(by=olof, at=nu)
    for tillstand in Tillstand.objects.filter(status=Tillstand.Status.ATERKALLAT):
        draft_revocation_letters(tillstand=tillstand, by=olof, at=nu)
    orgnr, typ, nummer = tillsyn.NYTT_KONTO
    register_account(anordnare=Anordnare.objects.get(orgnr=orgnr), typ=typ, nummer=nummer, by=olof, at=nu)


def _seat(ledning: tillsyn.Ledning, *, by: User, at: datetime) -> None:
    register_functionary(
        anordnare=Anordnare.objects.get(orgnr=ledning.orgnr),
        personnummer=None,
        namn=ledning.namn,
        roll=ledning.roll,
        i_kommunen="",
        galler_fran=tillsyn.FRAN,
        galler_tom=None,
        by=by,
        at=at,
    )


def _check(kontroll: tillsyn.Kontroll, *, by: User) -> None:
    om_dagar = kontroll.om_dagar
    record_check(
        anordnare=Anordnare.objects.get(orgnr=kontroll.orgnr),
        slag=kontroll.slag,
        utfall=kontroll.utfall,
        datum=kontroll.datum,
        notering=kontroll.notering,
        nasta_kontroll=timezone.localdate() + timedelta(days=om_dagar) if om_dagar else None,
        by=by,
        at=_at(kontroll.datum),
    )


def _look_at_permits(*, by: User, at: datetime) -> None:
    """Give most permits a day to be looked at again that is still to come, spread over the weeks."""
    i_kraft = Tillstand.objects.filter(status=Tillstand.Status.BEVILJAT, kontrollerad__isnull=False)
    i_tid = i_kraft.exclude(anordnare__orgnr__in=tillsyn.FORSENADE).select_related("anordnare")
    forst, sist = tillsyn.MELLAN
    snart, om_dagar = tillsyn.SNART
    for nr, tillstand in enumerate(i_tid.order_by("anordnare__orgnr")):
        dagar = om_dagar if tillstand.anordnare.orgnr == snart else forst + nr * 5 % (sist - forst)
        record_look(
            tillstand=tillstand,
            datum=tillstand.kontrollerad,
            status=tillstand.status,
            kalla="ivo_utdrag",
            notering="",
            nasta_kontroll=timezone.localdate(at) + timedelta(days=dagar),
            by=by,
            at=_at(tillstand.kontrollerad),
        )


def _at(dag: date) -> datetime:
    return datetime.combine(dag, FORMIDDAG)
