"""Demokommunens eget regelverk: ett förslag som väntar på beslut, och ett konsekvensprov av ett annat timbelopp.

Förslaget är inte antaget, så månaderna är kontrollerade med det som programmet levereras med.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import Handelse, User
from demodata import MANADER
from kontroller.models import Konsekvensprov, Regelverk
from kontroller.regel import Allvar
from kontroller.regelverk import ensure_standard
from kontroller.services.adopting import Forslagsrad, propose
from kontroller.services.what_if import run_trial, start_trial

GJORT = "demo.regelverk"
GALLER_FRAN = date(2015, 7, 1)
SKAL = (
    "Revisionen visade att tidrapporter kommer sent och att tillstånd sällan kontrolleras på nytt. Rapporten ska ha "
    "kommit den femte i månaden efter, och den som kommer senare stoppas tills någon har bedömt den. Kontrollen av att "
    "tillståndet är sett på nytt tas i bruk."
)
PROVAT = Decimal("264.00")
"""20 kronor under schablonen 2015: samma skillnad som revisorerna räknade på."""


@transaction.atomic
def ensure_rule_set() -> None:
    """A proposal of the controller's, and what two other things would have meant for the demo's months."""
    if Handelse.objects.filter(typ=GJORT).exists():
        return
    eva, nu = User.objects.get(anvandarnamn="eva"), timezone.now()
    set_actor(eva.pk)
    levererat = ensure_standard(at=nu)
    forslag = propose(utgar_fran=levererat, galler_fran=GALLER_FRAN, skal=SKAL, rader=_rows(levererat), by=eva, at=nu)
    for vad in ({"kategori": "schablon", "belopp": PROVAT}, {"regelverk": forslag}):
        start_trial(**vad, fran_manad=min(MANADER), till_manad=max(MANADER), by=eva, at=nu)
    Handelse.record(GJORT, eva, by=eva, at=nu)


def finish_trials() -> None:
    """Count what a worker has not got to yet, so that the pages are not empty when the demo opens."""
    for prov_id in Konsekvensprov.objects.filter(status=Konsekvensprov.Status.PAGAR).values_list("pk", flat=True):
        run_trial(prov_id, at=timezone.now())


def _rows(levererat: Regelverk) -> list[Forslagsrad]:
    rader = [
        Forslagsrad(
            kod=rad.kod,
            version=rad.regelversion,
            allvar=Allvar(rad.allvar),
            i_bruk=rad.i_bruk,
            far_undantas=rad.far_undantas,
            parametrar=rad.parametrar,
        )
        for rad in levererat.rader.order_by("kod")
    ]
    andrat = {
        "B03": {"i_bruk": True},
        "D07": {"allvar": Allvar.STOPP, "parametrar": {"dag": 5, "manader": 1}},
    }
    return [replace(rad, **andrat.get(rad.kod, {})) for rad in rader]
