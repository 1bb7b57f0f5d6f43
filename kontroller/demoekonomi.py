"""Demokommunens bokslut och prognos ur figur 2, och Försäkringskassans faktura för maj."""

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import User
from beslut.models import Utfallspost
from beslut.services.outcomes import adopt_outcome
from demodata import belopp, fk
from fakturor.models import Fkfaktura
from fakturor.services.fk import read_in_invoice


@transaction.atomic
def ensure_economy() -> None:
    """Adopt what the year came to and is expected to come to, and read in FK's invoice, unless it is done."""
    karin, nu = User.objects.get(anvandarnamn="karin"), timezone.now()
    set_actor(karin.pk)
    if not Utfallspost.objects.exists():
        for ar, slag, art, dag, kronor in belopp.UTFALL:
            adopt_outcome(ar=ar, slag=slag, art=art, dag=dag, belopp=kronor, grund=belopp.BUDGETBESLUT, by=karin, at=nu)
    if not Fkfaktura.objects.exists():
        read_in_invoice(namn=fk.NAMN, innehall=fk.MAJ.encode(), by=karin, at=nu)
