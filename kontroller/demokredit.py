"""Demokommunens kreditfaktura och nedsättning för maj, genom samma tjänster som sidorna. April rörs inte.

Anordnaren krediterar den faktura som hade moms. En annan faktura begär tid efter beslutets slut: den sätts ned med den
tiden, sedan personen har fått yttra sig och svarat.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import Handelse, User
from beslut.models import Brev
from beslut.services.letters import hand_over
from demodata import MAJ, kredit
from demodata.skrivning import build_month
from fakturor.models import Faktura, Nedsattning
from fakturor.services.crediting import link_credit
from fakturor.services.hearing_reductions import communicate, hearing_letters, record_answer
from fakturor.services.importing import import_folder
from fakturor.services.reducing import Postuppgift
from kontroller.nedsattning import propose
from kontroller.services.reducing import decide_reduction, draft_reduction

GJORT = "demo.kredit"
NEDSATT = ("5599120036", "6568")
"""Beslutet slutade den 28 maj, och tre dagar därefter har tid."""
SKAL = "Beslutet om assistans gällde till och med den 28 maj 2015. För tiden därefter finns inget beslut att betala på."
SVAR = "Jag trodde att beslutet gällde månaden ut, och har inget att invända mot att dagarna inte betalas."
TRE_VECKOR = timedelta(weeks=3)


def ensure_credit_and_reduction() -> None:
    """Credit one of May's invoices and reduce another, unless it is done."""
    if Handelse.objects.filter(typ=GJORT).exists():
        return
    annika = User.objects.get(anvandarnamn="annika")
    nu = timezone.now()
    with transaction.atomic():
        _credit(by=annika, at=nu)
        _reduce(at=nu)
        Handelse.record(GJORT, annika, by=annika, at=nu)


def _credit(*, by: User, at: datetime) -> None:
    set_actor(by.pk)
    fil = kredit.write_credit_note(build_month(MAJ).underlag)
    import_folder([(f"{kredit.ORGNR}-{kredit.NUMMER}.xml", fil)], by=by, at=at)
    link_credit(
        kredit=_invoice(kredit.ORGNR, kredit.NUMMER), faktura=_invoice(kredit.ORGNR, kredit.FAKTURA), by=by, at=at
    )


def _reduce(*, at: datetime) -> Nedsattning:
    johan, maria = (User.objects.get(anvandarnamn=namn) for namn in ("johan", "maria"))
    idag = timezone.localdate(at)
    set_actor(johan.pk)
    faktura = _invoice(*NEDSATT)
    poster = [
        Postuppgift(
            text=ett.text,
            belopp=ett.belopp,
            minuter=ett.minuter,
            fakturarad=ett.fakturarad,
            regel=ett.regel,
            fyndhash=ett.fyndhash,
        )
        for ett in propose(faktura)
        if ett.belopp
    ]
    nedsattning = draft_reduction(faktura=faktura, poster=poster, skal=SKAL, by=johan, at=at)
    nedsattning = communicate(nedsattning=nedsattning, svara_senast=idag + TRE_VECKOR, by=johan, at=at)
    for brev in hearing_letters(nedsattning):
        hand_over(brev=brev, skickat=idag, by=johan, at=at)
    nedsattning = record_answer(nedsattning=nedsattning, svar=SVAR, svar_inkom=idag, by=johan, at=at)
    set_actor(maria.pk)
    nedsattning = decide_reduction(nedsattning=nedsattning, diarienummer="NPF 2015/0612", by=maria, at=at)
    hand_over(brev=Brev.objects.get(pk=nedsattning.beslutsbrev_id), skickat=idag, by=maria, at=at)
    return nedsattning


def _invoice(leverantor: str, nummer: str) -> Faktura:
    return Faktura.objects.claiming(MAJ).get(leverantor=leverantor, nummer=nummer)
