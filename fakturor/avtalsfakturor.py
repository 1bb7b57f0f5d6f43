"""Fakturor för assistans enligt kommunens avtal (form B), och avtalet som de hör till."""

from datetime import date

from assistans.tid import last_of_month
from beslut.models import Avtal, Uppdrag
from fakturor.models import Faktura


def statement_day(faktura: Faktura) -> date | None:
    """The day that an invoice made its statements: its own date."""
    return faktura.fakturadatum


def is_under_contract(faktura: Faktura) -> bool:
    """Whether some line of the invoice is for a person who has the provider by the municipality's contract that month.

    One query for each of the invoice's months, which are one or a few.
    """
    if faktura.anordnare_id is None:
        return False
    rader = faktura.rader.filter(brukare__isnull=False, manad__isnull=False)
    form_b = Uppdrag.objects.filter(anordnare=faktura.anordnare_id, avtalsform=Uppdrag.Avtalsform.B)
    manader = rader.order_by().values_list("manad", flat=True).distinct()
    return any(
        form_b.overlapping(manad, last_of_month(manad))
        .filter(brukare__in=rader.filter(manad=manad).values("brukare"))
        .exists()
        for manad in manader
    )


def contract_of(faktura: Faktura, dag: date | None = None) -> Avtal | None:
    """The approved contract with the invoice's provider that was in force on a day, its own date if none is given.

    None when there is none, or when no part of the invoice is under contract.
    """
    dag = dag or statement_day(faktura)
    if dag is None or faktura.anordnare_id is None:
        return None
    avtal = Avtal.objects.in_force(dag).filter(anordnare=faktura.anordnare_id, godkant__isnull=False)
    traff = avtal.select_related("anordnare").order_by("slag").first()
    return traff if traff and is_under_contract(faktura) else None
