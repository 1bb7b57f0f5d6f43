"""Wrong statements by a provider with the municipality's contract: stated by one, confirmed by another, struck with a
reason. They are counted (B17); what the count leads to, people decide.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.svenska import datum_text, mask_text
from beslut.models import Avtal
from beslut.omfang import Omfang
from fakturor.avtalsfakturor import is_under_contract
from fakturor.models import Faktura, FelaktigUppgift
from fakturor.services.reopening import reopen_invoices


class WrongStatementRefused(Exception):
    """It cannot be stated, confirmed or struck. The message is for the user; `falt` names what it is about."""

    def __init__(self, text: str, falt: str = "") -> None:
        super().__init__(text)
        self.falt = falt


@transaction.atomic
def state_wrong(
    *, avtal: Avtal, faktura: Faktura | None, lamnad: date, beskrivning: str, by: User, at: datetime
) -> FelaktigUppgift:
    """State that something the provider gave as a ground for payment was wrong. It counts when another confirms it."""
    avtal = Avtal.objects.select_for_update(of=("self",)).get(pk=avtal.pk)
    if lamnad > timezone.localdate(at):
        raise WrongStatementRefused("Dagen ligger framåt i tiden.", "lamnad")
    _refuse_outside(avtal, lamnad)
    if faktura is not None:
        _refuse_foreign(avtal, faktura)
    if mask_text(beskrivning) != beskrivning:
        raise WrongStatementRefused(
            "Texten tar upp något som kan vara ett personnummer. Skriv referensen i stället.", "beskrivning"
        )

    uppgift = FelaktigUppgift.objects.create(
        avtal=avtal, faktura=faktura, lamnad=lamnad, beskrivning=beskrivning, konstaterad_av=by, konstaterad=at
    )
    Handelse.record("felaktig_uppgift.konstaterad", uppgift, by=by, at=at, avtal=avtal.pk, ar=lamnad.year)
    return uppgift


@transaction.atomic
def confirm_wrong(*, uppgift: FelaktigUppgift, by: User, at: datetime) -> FelaktigUppgift:
    """Confirm, as another person, that the statement was wrong. From then on it counts."""
    uppgift = _lock(uppgift)
    if uppgift.bekraftad is not None:
        raise WrongStatementRefused("Uppgiften är redan bekräftad.")
    if uppgift.konstaterad_av_id == by.pk:
        raise WrongStatementRefused("Den som har konstaterat uppgiften får inte bekräfta den.")

    uppgift.bekraftad, uppgift.bekraftad_av = at, by
    uppgift.save(update_fields=["bekraftad", "bekraftad_av"])
    Handelse.record("felaktig_uppgift.bekraftad", uppgift, by=by, at=at, avtal=uppgift.avtal_id)
    _tell_the_years_invoices(uppgift, by=by, at=at)
    return uppgift


@transaction.atomic
def strike_wrong(*, uppgift: FelaktigUppgift, struken_skal: str, by: User, at: datetime) -> FelaktigUppgift:
    """Strike a statement that turned out to be right, or that was stated by mistake. It stands, but does not count."""
    uppgift = _lock(uppgift)
    if uppgift.bekraftad is not None and not by.may("fakturor.bekrafta_felaktig"):
        raise WrongStatementRefused("En bekräftad uppgift stryks av den som får bekräfta.")
    if mask_text(struken_skal) != struken_skal:
        raise WrongStatementRefused("Texten tar upp något som kan vara ett personnummer. Ta bort det.", "struken_skal")

    uppgift.struken, uppgift.struken_av, uppgift.struken_skal = at, by, struken_skal
    uppgift.save(update_fields=["struken", "struken_av", "struken_skal"])
    Handelse.record("felaktig_uppgift.struken", uppgift, by=by, at=at, avtal=uppgift.avtal_id)
    if uppgift.bekraftad is not None:
        _tell_the_years_invoices(uppgift, by=by, at=at)
    return uppgift


def _tell_the_years_invoices(uppgift: FelaktigUppgift, *, by: User, at: datetime) -> None:
    """The provider's unpaid invoices for the year rest on how many there are (B17)."""
    ar = uppgift.lamnad.year
    om = Omfang(None, uppgift.avtal.anordnare_id, date(ar, 1, 1), date(ar, 12, 31))
    reopen_invoices(omfang={om}, betalda=False, by=by, at=at)


def _lock(uppgift: FelaktigUppgift) -> FelaktigUppgift:
    uppgift = FelaktigUppgift.objects.select_for_update().get(pk=uppgift.pk)
    if uppgift.struken is not None:
        raise WrongStatementRefused("Uppgiften är struken och räknas inte.")
    return uppgift


def _refuse_outside(avtal: Avtal, lamnad: date) -> None:
    if avtal.godkant is None:
        raise WrongStatementRefused("Avtalet är inte godkänt, så ingen uppgift kan räknas på det.")
    if lamnad < avtal.galler_fran:
        raise WrongStatementRefused(f"Avtalet började gälla den {datum_text(avtal.galler_fran)}.", "lamnad")
    if avtal.galler_tom is not None and lamnad > avtal.galler_tom:
        raise WrongStatementRefused(f"Avtalet gällde till den {datum_text(avtal.galler_tom)}.", "lamnad")


def _refuse_foreign(avtal: Avtal, faktura: Faktura) -> None:
    """Only what is under the municipality's contract counts on it (form B); what a person buys herself does not."""
    if faktura.anordnare_id != avtal.anordnare_id:
        raise WrongStatementRefused("Fakturan är från en annan anordnare än avtalet.")
    if not is_under_contract(faktura):
        raise WrongStatementRefused(
            "Fakturan gäller assistans som personen själv har köpt. Bara assistans enligt kommunens avtal räknas."
        )
