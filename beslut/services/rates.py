"""Kronor an hour, with the legal ground that they rest on."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from assistans.models import User
from beslut.belopp.andel import SchablonUnclear, schablon_over, state_rates
from beslut.belopp.schablon import share_of
from beslut.models import Anordnare, Brukare, Kostnadspost, Timbelopp
from beslut.services.foljder import record_change, save_change
from beslut.services.periods import refuse_backwards, store_next
from beslut.services.refusal import RegistrationRefused, told_in_words

PERSONENS = (Timbelopp.Kategori.INDIVIDUELL, Timbelopp.Kategori.FORHOJT)
"""The categories that are decided for one person."""
KOMMUNENS = (Timbelopp.Kategori.KOMMUN, Timbelopp.Kategori.ANHORIG, Timbelopp.Kategori.NATT)
"""The categories that the municipality decides for everybody, as an amount or a share of the schablon."""


@told_in_words()
def register_rate(
    *,
    kategori: str,
    galler_fran: date,
    galler_tom: date | None,
    brukare: Brukare | None,
    anordnare: Anordnare | None,
    belopp: Decimal | None,
    grund: str,
    by: User,
    at: datetime,
    procent: Decimal | None = None,
    avrundning: str = "",
    diarienummer: str = "",
    beslutsdatum: date | None = None,
    kostnader: Mapping[str, Decimal] | None = None,
) -> Timbelopp:
    """Register a rate. An open one of the same category, person and provider ends the day before.

    With `procent` the amount is counted from the schablon. `kostnader` are the parts of the actual cost in kronor an
    hour that a person's own rate rests on, by `Kostnadspost.Slag`.
    """
    refuse_backwards(galler_fran, galler_tom)
    _refuse_misplaced(kategori, brukare, anordnare)
    if procent is not None:
        _refuse_share(kategori)
        belopp = amount_of_share(procent=procent, avrundning=avrundning, galler_fran=galler_fran, galler_tom=galler_tom)

    timbelopp = Timbelopp(
        kategori=kategori,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        brukare=brukare,
        anordnare=anordnare,
        belopp=belopp,
        grund=grund,
        procent=procent,
        avrundning=avrundning if procent is not None else "",
        diarienummer=diarienummer,
        beslutsdatum=beslutsdatum,
    )
    tidigare = Timbelopp.objects.filter(kategori=kategori, brukare=brukare, anordnare=anordnare)
    omfang = store_next(timbelopp, after=tidigare)
    store_costs(timbelopp, kostnader or {})
    record_change(
        "timbelopp.registrerat", timbelopp, omfang=omfang, by=by, at=at, kategori=kategori, belopp=str(belopp)
    )
    return timbelopp


@told_in_words()
def set_cost_evidence(
    *, timbelopp: Timbelopp, kostnader: Mapping[str, Decimal], by: User, at: datetime
) -> list[Kostnadspost]:
    """Write down what a person's own rate costs, part by part. What is not given is removed; the history keeps it."""
    timbelopp = Timbelopp.objects.select_for_update(of=("self",)).get(pk=timbelopp.pk)
    if timbelopp.kategori not in PERSONENS:
        raise RegistrationRefused("Kostnader redovisas bara för ett timbelopp som är beslutat för en person.")

    store_costs(timbelopp, kostnader)
    # No control counts with the parts, so no invoice is judged anew.
    record_change("timbelopp.kostnader", timbelopp, omfang=None, by=by, at=at, summa=str(sum(kostnader.values())))
    return list(timbelopp.kostnader.all())


def store_costs(timbelopp: Timbelopp, kostnader: Mapping[str, Decimal]) -> None:
    """Make the stored parts of the cost the given ones, and touch no part that stays as it is."""
    finns = {post.slag: post for post in timbelopp.kostnader.all()}
    for slag, belopp in kostnader.items():
        if slag in finns:
            save_change(finns[slag], {"belopp": belopp})
        else:
            timbelopp.kostnader.create(slag=slag, belopp=belopp)
    timbelopp.kostnader.exclude(slag__in=kostnader).delete()


def amount_of_share(*, procent: Decimal, avrundning: str, galler_fran: date, galler_tom: date | None) -> Decimal:
    """What a percentage of the schablon is in kronor over the whole period. Raises RegistrationRefused."""
    try:
        schablon = schablon_over(state_rates(), galler_fran, galler_tom)
    except SchablonUnclear as oklart:
        raise RegistrationRefused(str(oklart), "galler_tom") from oklart
    return share_of(schablon, procent, avrundning)


def _refuse_misplaced(kategori: str, brukare: Brukare | None, anordnare: Anordnare | None) -> None:
    """A person belongs to the person's own rates, a provider to the contract's, and neither to the others."""
    namn = Timbelopp.Kategori(kategori).label.lower()
    if kategori in PERSONENS and brukare is None:
        raise RegistrationRefused(f"Välj vem timbeloppet gäller: {namn} är för en person.", "brukare")
    if kategori not in PERSONENS and brukare is not None:
        raise RegistrationRefused(f"Lämna tomt: {namn} gäller inte en enskild person.", "brukare")
    if kategori == Timbelopp.Kategori.AVTAL and anordnare is None:
        raise RegistrationRefused("Välj anordnaren som avtalet är med.", "anordnare")
    if kategori != Timbelopp.Kategori.AVTAL and anordnare is not None:
        raise RegistrationRefused(f"Lämna tomt: {namn} gäller inte en enskild anordnare.", "anordnare")


def _refuse_share(kategori: str) -> None:
    if kategori not in KOMMUNENS:
        namn = Timbelopp.Kategori(kategori).label.lower()
        raise RegistrationRefused(f"Skriv beloppet i kronor: {namn} är ingen andel av schablonen.", "procent")
