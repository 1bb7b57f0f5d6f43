"""Demokommunens kontering: var assistans och sjuklön bokförs, för varje avtalsform och mottagare. Påhittade koder."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import User
from beslut.models import Kontering
from beslut.services.coding import register_coding

FRAN = date(2015, 1, 1)
KONTON = {Kontering.Slag.ASSISTANS: "4538", Kontering.Slag.SJUKLON: "4539"}
ANSVAR, VERKSAMHET = "4100", "5131"
MOTPART = {Kontering.Mottagare.NARINGSIDKARE: "870", Kontering.Mottagare.ENSKILD: "900"}
MOMS = {
    Kontering.Mottagare.NARINGSIDKARE: Kontering.Momsersattning.OKLART,
    Kontering.Mottagare.ENSKILD: Kontering.Momsersattning.NEJ,
}


@transaction.atomic
def ensure_coding() -> None:
    """Enter the rows, unless there are any."""
    if Kontering.objects.exists():
        return
    karin, nu = User.objects.get(anvandarnamn="karin"), timezone.now()
    set_actor(karin.pk)
    for slag, konto in KONTON.items():
        for form in "ABCD":
            for mottagare in Kontering.Mottagare:
                register_coding(
                    slag=slag,
                    avtalsform=form,
                    mottagare=mottagare,
                    galler_fran=FRAN,
                    galler_tom=None,
                    konto=konto,
                    ansvar=ANSVAR,
                    verksamhet=VERKSAMHET,
                    motpart=MOTPART[mottagare],
                    momsersattning=MOMS[mottagare],
                    by=karin,
                    at=nu,
                )
