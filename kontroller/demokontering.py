"""Demokommunens kontering: var assistans och sjuklön bokförs, för varje avtalsform och mottagare. Påhittade koder."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import User
from beslut.models import Kontering
from beslut.services.coding import register_coding

FRAN = date(2015, 1, 1)
SLAG = (Kontering.Slag.ASSISTANS, Kontering.Slag.SJUKLON)
KONTON = {"A": "4630", "B": "4630", "C": "4519", "D": "4519"}
"""Support to the individual (C, D) is a contribution, what the municipality buys (A, B) is not."""
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
    for slag in SLAG:
        for form, konto in KONTON.items():
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
