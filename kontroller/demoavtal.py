"""Demokommunens avtal i databasen, genom samma tjänster som sidorna: prövade, godkända, uppföljda och tilldelade."""

from datetime import date, datetime, time, timedelta
from operator import itemgetter
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import Handelse, User
from beslut.models import Anordnare, Avtal, Avtalskrav, Brukare, Uppfoljning
from beslut.services.contracts import approve_contract, check_requirement, end_contract, register_contract
from beslut.services.followups import plan_review, record_followup, report_followup
from beslut.services.turns import assign_in_turn
from demodata import avtal as demo
from fakturor.models import Faktura
from fakturor.services.felaktiga import confirm_wrong, state_wrong

BYGGT = "demo.avtal"
FORMIDDAG = time(10, tzinfo=ZoneInfo("Europe/Stockholm"))
NASTA = (("5599030011", 45), ("5599020038", 80))
"""Reviews to come, in days from when the demo is built, so that the work list has something that is not late."""


@transaction.atomic
def ensure_contracts() -> None:
    """The contracts with all that has happened to them, in the order that it did. Asks for the imported registers."""
    system = User.objects.system()
    if Handelse.objects.filter(typ=BYGGT).exists():
        return
    handelser = [(rad.provat, _build, rad) for rad in demo.AVTAL]
    handelser += [(rad.dag, _assign, rad) for rad in demo.TILLDELNINGAR]
    for _, do, rad in sorted(handelser, key=itemgetter(0)):
        do(rad)
    for felaktig in demo.FELAKTIGA:
        _state(felaktig)
    idag = timezone.localdate()
    for orgnr, dagar in NASTA:
        senast = idag + timedelta(days=dagar)
        plan_review(
            avtal=_contract(orgnr), anledning="", tidigast=idag, senast=senast, by=_acting(demo.OLOF), at=timezone.now()
        )
    set_actor(system.pk)
    Handelse.record(BYGGT, system, by=system, at=timezone.now())


def _build(rad: demo.Avtal) -> None:
    olof = _acting(demo.OLOF)
    avtal = register_contract(
        anordnare=Anordnare.objects.get(orgnr=rad.orgnr),
        slag=rad.slag,
        diarienummer=rad.diarienummer,
        galler_fran=rad.fran,
        galler_tom=rad.tom,
        ickeval=rad.slag == Avtal.Slag.LOV,
        nystartat=False,
        by=olof,
        at=_at(rad.provat),
    )
    for krav in Avtalskrav.objects.filter(avtal=avtal, krav__in=rad.uppfyllda or demo.ALLA_KRAV):
        check_requirement(
            krav=krav, uppfyllt=rad.provat, notering=demo.NOTERING[krav.krav], by=olof, at=_at(rad.provat)
        )
    if rad.godkant is None:
        return
    approve_contract(avtal=avtal, by=_acting(demo.MARIA), at=_at(rad.godkant))
    _follow_up(avtal, rad)
    if rad.diarienummer == demo.UTGANGET:
        dagen_efter = _at(rad.tom + timedelta(days=1))
        end_contract(
            avtal=avtal, galler_tom=rad.tom, upphort="utganget", upphort_skal="", by=_acting(demo.OLOF), at=dagen_efter
        )


def _follow_up(avtal: Avtal, rad: demo.Avtal) -> None:
    olof = _acting(demo.OLOF)
    for slag, dag, text, bedomning in rad.samtal:
        samtal = Uppfoljning.objects.get(avtal=avtal, slag=slag)
        record_followup(uppfoljning=samtal, iakttagelser=text, bedomning=bedomning, genomford=dag, by=olof, at=_at(dag))
    for g in rad.granskningar:
        planerad = plan_review(
            avtal=avtal, anledning=g.anledning, tidigast=g.tidigast, senast=g.senast, by=olof, at=_at(g.tidigast)
        )
        senast_skrivet = max(dag for dag in (g.begard, g.inkom, g.besok, g.gjord) if dag)
        gjord = record_followup(
            uppfoljning=planerad,
            sjalvskattning_begard=g.begard,
            sjalvskattning_inkom=g.inkom,
            sjalvskattning=g.svar,
            besok=g.besok,
            iakttagelser=g.iakttagelser,
            bedomning=g.bedomning,
            genomford=g.gjord,
            by=olof,
            at=_at(senast_skrivet),
        )
        if g.till_namnden:
            report_followup(
                uppfoljning=gjord,
                till_namnden=g.till_namnden,
                publicerad=g.publicerad,
                by=olof,
                at=_at(g.publicerad or g.till_namnden),
            )


def _assign(rad: demo.Tilldelning) -> None:
    assign_in_turn(
        brukare=Brukare.objects.get(referens=rad.referens),
        avtal=_contract(rad.orgnr),
        forbi={},
        skal=rad.skal,
        by=_acting(demo.JOHAN),
        at=_at(rad.dag),
    )


def _state(rad: demo.Felaktig) -> None:
    faktura = Faktura.objects.get(leverantor=rad.orgnr, nummer=rad.faktura) if rad.faktura else None
    uppgift = state_wrong(
        avtal=_contract(rad.orgnr),
        faktura=faktura,
        lamnad=rad.lamnad,
        beskrivning=rad.text,
        by=_acting(demo.JOHAN),
        at=_at(rad.konstaterad),
    )
    if rad.bekraftad:
        confirm_wrong(uppgift=uppgift, by=_acting(demo.MARIA), at=_at(rad.bekraftad))


def _contract(orgnr: str) -> Avtal:
    return Avtal.objects.get(anordnare__orgnr=orgnr)


def _acting(anvandarnamn: str) -> User:
    """The user, who from now on is the one that the history tells of."""
    user = User.objects.get(anvandarnamn=anvandarnamn)
    set_actor(user.pk)
    return user


def _at(dag: date) -> datetime:
    return datetime.combine(dag, FORMIDDAG)
