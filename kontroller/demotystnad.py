"""Demokommunens uppdrag som ingenting har kommit för, genom samma tjänster som sidorna."""

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import User
from beslut.models import Anordnare, Brukare, Uppdrag
from beslut.services.assignments import register_assignment
from demodata import tystnad


@transaction.atomic
def ensure_silent() -> None:
    """Let a person have a second provider, from whom no report and no invoice comes, unless she has it already."""
    brukare = Brukare.objects.get(referens=tystnad.REFERENS)
    anordnare = Anordnare.objects.get(orgnr=tystnad.ORGNR)
    if Uppdrag.objects.filter(brukare=brukare, anordnare=anordnare).exists():
        return
    johan, nu = User.objects.get(anvandarnamn="johan"), timezone.now()
    set_actor(johan.pk)
    register_assignment(
        brukare=brukare,
        anordnare=anordnare,
        galler_fran=tystnad.FRAN,
        galler_tom=None,
        avtalsform="D",
        avtal_datum=tystnad.AVTAL,
        natt=False,
        by=johan,
        at=nu,
    )
