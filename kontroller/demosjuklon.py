"""Demokommunens sjuklöneansökningar för april, inskrivna och kontrollerade genom samma tjänster som sidorna."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import User
from assistans.svenska import datumspann
from assistans.tid import parse_clock
from beslut.models import Handling
from beslut.services.documents import attach_document
from demodata.handlingar import write_pdf
from demodata.sjuklon import ANSOKT, SJUKANMALAN, SJUKFALL, Sjukfall
from fakturor.models import Faktura, Sjuklon, Tidrapport
from fakturor.services.sick_pay import Ansokan, Pass, Post, register_claim
from kontroller.korning import recontrol
from kontroller.services.outcome import apply_result


@transaction.atomic
def ensure_sick_pay() -> None:
    """Enter the claims and control them, unless they are there. It is done after the month has been controlled."""
    if Sjuklon.objects.exists():
        return
    annika, nu = User.objects.get(anvandarnamn="annika"), timezone.now()
    set_actor(annika.pk)
    for fall in SJUKFALL:
        faktura = _register(fall, by=annika, at=nu)
        _attach(fall, faktura, by=annika, at=nu)
        apply_result(granskning=recontrol(faktura=faktura, by=annika, at=nu), by=annika, at=nu)


def _register(fall: Sjukfall, *, by: User, at: datetime) -> Faktura:
    poster = [
        Post(slag=slag, belopp=Decimal(belopp), procent=Decimal(procent) if procent else None)
        for slag, belopp, procent in fall.poster
    ]
    ansokan = Ansokan(
        referens=fall.referens,
        orgnr=fall.orgnr,
        assistent=Tidrapport.objects.get(kod=fall.sjuk).assistent_id,
        ansokt=ANSOKT,
        belopp=sum((post.belopp for post in poster), Decimal(0)),
        sjuk_fran=fall.fran,
        sjuk_tom=fall.tom,
        sjukperiodens_borjan=fall.borjan or fall.fran,
        karensavdrag=fall.karensavdrag,
        sjukanmalan=SJUKANMALAN,
        lakarintyg_fran=fall.intyg[0] if fall.intyg else None,
        lakarintyg_tom=fall.intyg[1] if fall.intyg else None,
        timlon=fall.timlon,
    )
    passen = [
        Pass(datum=p.datum, start=parse_clock(p.start), slut=parse_clock(p.slut, is_end=True), rapport=p.rapport)
        for p in fall.passen
    ]
    return register_claim(ansokan=ansokan, passen=passen, poster=poster, by=by, at=at)


def _attach(fall: Sjukfall, faktura: Faktura, *, by: User, at: datetime) -> None:
    """The documents that came with the claim. No name stands in them: everybody in the demo is made up."""
    for slag in fall.handlingar:
        namn = str(Handling.Slag(slag).label)
        rader = (namn, f"Brukare {fall.referens}, {datumspann(fall.fran, fall.tom)}.", "Påhittad handling i en demo.")
        attach_document(rad=faktura.sjuklon, slag=slag, rubrik=namn, innehall=write_pdf(*rader), by=by, at=at)
