"""Demokommunens återkrav: ett krav enligt avtal som är kommunicerat, något som blev känt sedan, och en anmälan.

Skrivs med samma tjänster som sidorna, när något är utbetalt. Varje steg görs en gång.
"""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import Handelse, User
from assistans.svenska import STOCKHOLM
from beslut.services.persons import register_stay
from fakturor.flode import Status
from fakturor.models import Anmalan, Aterkrav, Faktura
from fakturor.services.notices import draft_notice
from fakturor.services.reclaiming import Nypost, draft_hearing, note_communicated, open_case
from kontroller.services.late_trials import resume_all

GJORT = "demo.aterkrav"
BETALD = ("5599020038", "3312")
BORJAR, SLUTAR = datetime(2015, 4, 20, 8, tzinfo=STOCKHOLM), datetime(2015, 4, 23, 12, tzinfo=STOCKHOLM)
VAD = "Två timmar den 14 april 2015 står på två fakturarader."
STAY = "Personen var inskriven på sjukhus 20–23 april 2015. Kommunen fick veta det efter att april hade betalats."


def ensure_reclaims() -> None:
    """A claim that is communicated, and a stay in hospital that becomes known of the same paid invoice."""
    leverantor, nummer = BETALD
    betalda = Faktura.objects.filter(leverantor=leverantor, nummer=nummer, status=Status.UTBETALD)
    faktura = betalda.select_related("anordnare").first()
    if faktura is None or Handelse.objects.filter(typ=GJORT).exists():
        return
    johan, nu = User.objects.get(anvandarnamn="johan"), timezone.now()
    set_actor(johan.pk)
    with transaction.atomic():
        _claim(faktura, by=johan, at=nu)
        _late_stay(faktura, by=johan, at=nu)
        Handelse.record(GJORT, johan, by=johan, at=nu)
    resume_all(at=nu)


def _claim(faktura: Faktura, *, by: User, at: datetime) -> None:
    rad = faktura.rader.exclude(manad=None).select_related("brukare").first()
    aterkrav = open_case(
        slag=Aterkrav.Slag.AVTALSKRAV,
        brukare=rad.brukare,
        anordnare=faktura.anordnare,
        mot=Aterkrav.Mot.ANORDNARE,
        stallforetradare=None,
        grund=Aterkrav.Grund.AVTALET,
        period_fran=rad.manad.replace(day=14),
        period_tom=rad.manad.replace(day=14),
        skal="Samma två timmar är fakturerade två gånger. De är utförda en gång.",
        poster=[Nypost(faktura, "", 120, Decimal(568), VAD)],
        by=by,
        at=at,
    )
    draft_hearing(aterkrav=aterkrav, by=by, at=at)
    note_communicated(aterkrav=aterkrav, kommunicerat=timezone.localdate(at), svara_senast=None, by=by, at=at)


def _late_stay(faktura: Faktura, *, by: User, at: datetime) -> None:
    brukare = faktura.rader.exclude(brukare=None).select_related("brukare").first().brukare
    register_stay(brukare=brukare, borjar=BORJAR, slutar=SLUTAR, typ="sjukhus", sarskilda_skal=False, by=by, at=at)
    draft_notice(
        till=Anmalan.Till.FK_UPPGIFT,
        brukare=brukare,
        anordnare=None,
        aterkrav=None,
        anledning=timezone.localdate(at),
        text=f"Underrättelse enligt 15 § 9 LSS\n\nKommunens referens: {brukare.referens}\n\n"
        f"Vad som har kommit fram\n\n{STAY}",
        by=by,
        at=at,
    )
