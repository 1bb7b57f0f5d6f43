"""Demokommunens riskregister, internkontrollplan och process, som nämnden har fastställt, och vad som hänt sedan."""

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import Handelse, User
from demodata import risker
from kontroller.models import Kontrollmoment, Risk, Riskatgard, Styrdokument
from kontroller.services.governing import adopt_document, propose_document
from kontroller.services.internal_control import plan_moment, record_outcome
from kontroller.services.risks import assess_risk, finish_action, plan_action, register_risk

GJORT = "demo.risker"
AR = 2015


@transaction.atomic
def ensure_risks() -> None:
    """Enter the register and what the nämnd has adopted, by the services of the pages, unless it is there."""
    if Handelse.objects.filter(typ=GJORT).exists():
        return
    vem = {user.anvandarnamn: user for user in User.objects.all()}
    eva = vem["eva"]
    set_actor(eva.pk)
    register = {risk.namn: _register(risk, eva) for risk in risker.RISKER}
    _plan_actions(register, vem)
    _plan_year(register, vem)
    dokument = (
        (Styrdokument.Slag.RISKANALYS, risker.SAMMANFATTNING),
        (Styrdokument.Slag.INTERNKONTROLLPLAN, risker.PLANENS),
        (Styrdokument.Slag.PROCESS, risker.PROCESSENS),
    )
    for (slag, text), paragraf in zip(dokument, risker.PARAGRAFER, strict=True):
        _adopt(slag, text, paragraf, vem)
    _since(register, vem)
    Handelse.record(GJORT, eva, by=eva, at=timezone.now())


def _register(risk: risker.Demorisk, eva: User) -> Risk:
    nu = timezone.now()
    rad = register_risk(namn=risk.namn, orsak=risk.orsak, foljd=risk.foljd, kontroller=risk.kontroller, by=eva, at=nu)
    sannolikhet, konsekvens, skal = risk.bedomning
    assess_risk(risk=rad, sannolikhet=sannolikhet, konsekvens=konsekvens, skal=skal, by=eva, at=nu)
    return rad


def _plan_actions(register: dict[str, Risk], vem: dict[str, User]) -> None:
    for risk, atgard, ansvarig, klar_senast in risker.ATGARDER:
        plan_action(
            risk=register[risk],
            atgard=atgard,
            ansvarig=vem[ansvarig],
            klar_senast=klar_senast,
            by=vem["eva"],
            at=timezone.now(),
        )


def _plan_year(register: dict[str, Risk], vem: dict[str, User]) -> None:
    for risk, vad, hur, kontroller, frekvens, ansvarig, klar_senast in risker.MOMENT:
        plan_moment(
            ar=AR,
            risk=register[risk],
            kontroller=kontroller,
            vad=vad,
            hur=hur,
            frekvens=frekvens,
            ansvarig=vem[ansvarig],
            klar_senast=klar_senast,
            by=vem["eva"],
            at=timezone.now(),
        )


def _adopt(slag: str, sammanfattning: str, paragraf: str, vem: dict[str, User]) -> None:
    """Proposed by the controller, registered by the head of the unit."""
    set_actor(vem["eva"].pk)
    forslag = propose_document(slag=slag, ar=AR, sammanfattning=sammanfattning, by=vem["eva"], at=timezone.now())
    set_actor(vem["maria"].pk)
    adopt_document(
        dokument=forslag, sammantradesdag=risker.SAMMANTRADE, paragraf=paragraf, by=vem["maria"], at=timezone.now()
    )


def _since(register: dict[str, Risk], vem: dict[str, User]) -> None:
    """What has happened since: one risk assessed anew, one action done, rows followed up and laid before the nämnd."""
    eva = vem["eva"]
    set_actor(eva.pk)
    namn, sannolikhet, konsekvens, skal = risker.OMBEDOMD
    assess_risk(
        risk=register[namn], sannolikhet=sannolikhet, konsekvens=konsekvens, skal=skal, by=eva, at=timezone.now()
    )
    atgard, dag, iakttaget = risker.GJORD
    finish_action(
        atgard=Riskatgard.objects.get(atgard=atgard),
        utgang=Riskatgard.Utgang.GJORD,
        avslutad=dag,
        iakttaget=iakttaget,
        by=eva,
        at=timezone.now(),
    )
    for vad, datum, gjort, funnet, slutsats in risker.UTFALL:
        moment = Kontrollmoment.objects.select_related("ansvarig").get(vad=vad)
        set_actor(moment.ansvarig_id)
        record_outcome(
            moment=moment,
            datum=datum,
            gjort=gjort,
            funnet=funnet,
            slutsats=slutsats,
            by=moment.ansvarig,
            at=timezone.now(),
        )
    set_actor(eva.pk)
    propose_document(
        slag=Styrdokument.Slag.UPPFOLJNING,
        ar=AR,
        sammanfattning=risker.UPPFOLJNINGENS,
        by=eva,
        at=timezone.now(),
    )
