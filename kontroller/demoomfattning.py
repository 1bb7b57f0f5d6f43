"""Demokommunens figur 1: antalet verkställda insatser år för år, inskrivna av controllern."""

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import User
from beslut.models import Insatsantal
from beslut.services.headcounts import register_headcount
from demodata.omfattning import FIGUR_1, KALLA


@transaction.atomic
def ensure_headcounts() -> None:
    """Enter figure 1, unless something is entered."""
    if Insatsantal.objects.exists():
        return
    eva, nu = User.objects.get(anvandarnamn="eva"), timezone.now()
    set_actor(eva.pk)
    for ar, sfb, lss in FIGUR_1:
        for slag, antal in ((Insatsantal.Slag.SFB, sfb), (Insatsantal.Slag.LSS, lss)):
            register_headcount(ar=ar, slag=slag, antal=antal, kalla=KALLA, by=eva, at=nu)
