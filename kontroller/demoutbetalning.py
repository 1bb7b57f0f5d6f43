"""Det av demokommunens fakturor för april som redan är på väg till betalning.

Allt går genom samma tjänster som sidorna, av de personer som gör det. En omgång är lämnad: en betalning är utförd, en
har banken skickat tillbaka och en väntar på besked. En annan väntar på att frisläppas, och en faktura på att sättas
ihop.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import Handelse, User
from demodata import APRIL
from fakturor.flode import Status
from fakturor.forms.utbetalningar import next_banking_day
from fakturor.models import Faktura, Utbetalningsomgang
from fakturor.services.paying import create_round, release_round
from fakturor.services.settling import apply_answers, receive_answers
from kontroller.services.approving import approve, review

BETALT = "demo.betalt"
LAMNADE = (("5599020038", "3312"), ("5599020038", "3313"), ("EA1501", "R-0415"))
"""The supplier and number of the invoices in the round that is released: executed, sent back, and waiting."""
FORBEREDDA = (("5599020038", "3314"),)
VANTAR = (("5599020038", "3315"),)


def ensure_payments() -> None:
    """Approve some of April's invoices and let a payment round go, unless it is done."""
    if Handelse.objects.filter(typ=BETALT).exists():
        return
    nu = timezone.now()
    for nyckel in (*LAMNADE, *FORBEREDDA, *VANTAR):
        _approve(_invoice(*nyckel), at=nu)
    _pay(at=nu)


@transaction.atomic
def _pay(*, at: datetime) -> None:
    karin, ingrid = (User.objects.get(anvandarnamn=namn) for namn in ("karin", "ingrid"))
    omgang = _round(LAMNADE, by=karin, at=at)
    set_actor(ingrid.pk)
    release_round(omgang=omgang, by=ingrid, at=at)
    set_actor(karin.pk)
    koder = {b.poster.get().faktura.nummer: b.kod for b in omgang.betalningar.all()}
    svar = (
        "id;utfall;skal_kod;skal\r\n"
        f"{koder['3312']};utförd;;\r\n"
        f"{koder['3313']};avvisad;MS03;Mottagarens bank tog inte emot den och säger inte varför.\r\n"
    )
    fil = receive_answers(namn="besked.csv", innehall=svar.encode(), by=karin, at=at)
    apply_answers(fil=fil, by=karin, at=at)
    _round(FORBEREDDA, by=karin, at=at)
    Handelse.record(BETALT, karin, by=karin, at=at)


def _round(nycklar: tuple[tuple[str, str], ...], *, by: User, at: datetime) -> Utbetalningsomgang:
    set_actor(by.pk)
    ids = [_invoice(*nyckel).pk for nyckel in nycklar]
    return create_round(fakturor=ids, betaldag=next_banking_day(timezone.localdate(at)), by=by, at=at)


def _approve(faktura: Faktura, *, at: datetime) -> None:
    """Both attests, by two persons; what has been given already stands."""
    for status, namn, attest in (
        (Status.KONTROLLERAD, "annika", review),
        (Status.GRANSKAD, "birgitta", approve),
    ):
        faktura.refresh_from_db()
        if faktura.status == status:
            person = User.objects.get(anvandarnamn=namn)
            set_actor(person.pk)
            attest(faktura=faktura, by=person, at=at)


def _invoice(leverantor: str, nummer: str) -> Faktura:
    return Faktura.objects.claiming(APRIL).get(leverantor=leverantor, nummer=nummer)
