"""Anmälningar och underrättelser (15 § LSS, 2008:206): utkastet, och det som blev av det. Programmet skickar inget."""

from datetime import date, datetime

from django.utils import timezone

from assistans.models import Handelse, User
from assistans.svenska import datum_text
from beslut.models import Anordnare, Brukare
from beslut.services.foljder import save_change
from beslut.services.refusal import RegistrationRefused
from fakturor.models import Anmalan, Aterkrav
from fakturor.services.grindar import told_by_the_gates
from fakturor.services.reclaiming import refuse_identity

OM_PERSONEN = (Anmalan.Till.FK_RATT, Anmalan.Till.FK_UPPGIFT, Anmalan.Till.FK_MISSBRUK)
"""The notices that are about a person."""


@told_by_the_gates()
def draft_notice(
    *,
    till: str,
    brukare: Brukare | None,
    anordnare: Anordnare | None,
    aterkrav: Aterkrav | None,
    anledning: date,
    text: str,
    by: User,
    at: datetime,
) -> Anmalan:
    """Write a notice as a draft, with the day when the reason for it became known."""
    if till in OM_PERSONEN and brukare is None:
        raise RegistrationRefused("En anmälan till Försäkringskassan gäller en person.", "till")
    if till == Anmalan.Till.IVO and anordnare is None:
        raise RegistrationRefused("En anmälan till IVO gäller en anordnare.", "till")
    _refuse(text, anledning, at)
    anmalan = Anmalan.objects.create(
        till=till,
        brukare=brukare,
        anordnare=anordnare,
        aterkrav=aterkrav,
        anledning=anledning,
        text=text,
        skapad_av=by,
        skapad=at,
    )
    Handelse.record("anmalan.upprattad", anmalan, by=by, at=at, till=till)
    return anmalan


@told_by_the_gates()
def change_notice(*, anmalan: Anmalan, anledning: date, text: str, by: User, at: datetime) -> Anmalan:
    """Change a draft."""
    anmalan = _lock_draft(anmalan)
    _refuse(text, anledning, at)
    andrat = save_change(anmalan, {"anledning": anledning, "text": text}).falt
    Handelse.record("anmalan.andrad", anmalan, by=by, at=at, andrat=andrat)
    return anmalan


@told_by_the_gates()
def settle_notice(*, anmalan: Anmalan, status: str, skickad: date | None, skal: str, by: User, at: datetime) -> Anmalan:
    """Write down that it was sent, and which day; or why it was not. It stands from then on."""
    anmalan = _lock_draft(anmalan)
    refuse_identity(skal, "skal", at)
    if status == Anmalan.Status.SKICKAD:
        if skickad is None:
            raise RegistrationRefused("Skriv dagen då den skickades.", "skickad")
        if not anmalan.anledning <= skickad <= timezone.localdate(at):
            fran = datum_text(anmalan.anledning)
            raise RegistrationRefused(f"Skriv en dag från den {fran} till i dag.", "skickad")
        nytt = {"skickad": skickad, "skal": ""}
    else:
        if not skal.strip():
            raise RegistrationRefused("Skriv varför den inte skickas.", "skal")
        nytt = {"skickad": None, "skal": skal}
    save_change(anmalan, {**nytt, "status": status, "avgjord": at, "avgjord_av_id": by.pk})
    Handelse.record(f"anmalan.{status}", anmalan, by=by, at=at)
    return anmalan


def _lock_draft(anmalan: Anmalan) -> Anmalan:
    anmalan = Anmalan.objects.select_for_update().get(pk=anmalan.pk)
    if anmalan.avgjord is not None:
        raise RegistrationRefused("Anmälan är avgjord och står fast.")
    return anmalan


def _refuse(text: str, anledning: date, at: datetime) -> None:
    refuse_identity(text, "text", at)
    if anledning > timezone.localdate(at):
        raise RegistrationRefused("Dagen ligger framåt i tiden.", "anledning")
