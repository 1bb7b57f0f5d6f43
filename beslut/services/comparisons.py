"""What the municipality's amount is held against: other municipalities' amounts, and the year's budget."""

from datetime import datetime
from decimal import Decimal

from assistans.models import User
from beslut.belopp.figur3 import FIGUR_3, KALLA
from beslut.models import Budgetpost, Kommunbelopp
from beslut.services.foljder import record_change, save_change
from beslut.services.refusal import RegistrationRefused, told_in_words


@told_in_words()
def register_municipal_amount(
    *,
    kommun: str,
    ar: int,
    kategori: str,
    foljer_schablon: bool,
    belopp: Decimal | None,
    kalla: str,
    by: User,
    at: datetime,
) -> Kommunbelopp:
    """Register what a municipality pays an hour in a year: an amount, or the state's."""
    _refuse_both_or_none(foljer_schablon, belopp)
    rad = Kommunbelopp.objects.create(
        kommun=kommun, ar=ar, kategori=kategori, foljer_schablon=foljer_schablon, belopp=belopp, kalla=kalla
    )
    record_change("kommunbelopp.registrerat", rad, omfang=None, by=by, at=at)
    return rad


@told_in_words()
def correct_municipal_amount(
    *,
    kommunbelopp: Kommunbelopp,
    kommun: str,
    ar: int,
    kategori: str,
    foljer_schablon: bool,
    belopp: Decimal | None,
    kalla: str,
    by: User,
    at: datetime,
) -> Kommunbelopp:
    """Correct what was entered otherwise than the source says. What it was before stays in the history."""
    _refuse_both_or_none(foljer_schablon, belopp)
    rad = Kommunbelopp.objects.select_for_update().get(pk=kommunbelopp.pk)
    nytt = {"kommun": kommun, "ar": ar, "kategori": kategori, "kalla": kalla}
    save_change(rad, nytt | {"foljer_schablon": foljer_schablon, "belopp": belopp})
    record_change("kommunbelopp.rattat", rad, omfang=None, by=by, at=at)
    return rad


@told_in_words()
def take_in_figure_3(*, by: User, at: datetime) -> list[Kommunbelopp]:
    """Register the amounts of figure 3 that are not there. One that is there stays as it is."""
    finns = set(Kommunbelopp.objects.values_list("kommun", "ar", "kategori"))
    return [
        register_municipal_amount(
            kommun=uppgift.kommun,
            ar=uppgift.ar,
            kategori=uppgift.kategori,
            foljer_schablon=uppgift.belopp is None,
            belopp=uppgift.belopp,
            kalla=KALLA,
            by=by,
            at=at,
        )
        for uppgift in FIGUR_3
        if (uppgift.kommun, uppgift.ar, uppgift.kategori) not in finns
    ]


@told_in_words()
def register_budget(*, ar: int, slag: str, belopp: Decimal, grund: str, by: User, at: datetime) -> Budgetpost:
    """Register the year's budget for one kind of cost, in kronor."""
    post = Budgetpost.objects.create(ar=ar, slag=slag, belopp=belopp, grund=grund)
    record_change("budgetpost.registrerad", post, omfang=None, by=by, at=at, ar=ar, belopp=str(belopp))
    return post


@told_in_words()
def change_budget(*, budgetpost: Budgetpost, belopp: Decimal, grund: str, by: User, at: datetime) -> Budgetpost:
    """Give the budget of a year another amount, with the decision that it rests on."""
    post = Budgetpost.objects.select_for_update().get(pk=budgetpost.pk)
    save_change(post, {"belopp": belopp, "grund": grund})
    record_change("budgetpost.andrad", post, omfang=None, by=by, at=at, ar=post.ar, belopp=str(belopp))
    return post


def _refuse_both_or_none(foljer_schablon: bool, belopp: Decimal | None) -> None:
    if foljer_schablon and belopp is not None:
        raise RegistrationRefused("Lämna tomt: kommunen följer statens schablon.", "belopp")
    if not foljer_schablon and belopp is None:
        raise RegistrationRefused("Skriv beloppet, eller kryssa för att kommunen följer statens schablon.", "belopp")
