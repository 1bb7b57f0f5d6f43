"""Kronor an hour, with the legal ground that they rest on."""

from datetime import date, datetime
from decimal import Decimal

from assistans.models import User
from beslut.models import Anordnare, Brukare, Timbelopp
from beslut.services.foljder import record_change
from beslut.services.periods import refuse_backwards, store_next
from beslut.services.refusal import RegistrationRefused, told_in_words

PERSONENS = (Timbelopp.Kategori.INDIVIDUELL, Timbelopp.Kategori.FORHOJT)
"""The categories that are decided for one person."""


@told_in_words()
def register_rate(
    *,
    kategori: str,
    galler_fran: date,
    galler_tom: date | None,
    brukare: Brukare | None,
    anordnare: Anordnare | None,
    belopp: Decimal,
    grund: str,
    by: User,
    at: datetime,
) -> Timbelopp:
    """Register a rate. An open one of the same category, person and provider ends the day before."""
    refuse_backwards(galler_fran, galler_tom)
    _refuse_misplaced(kategori, brukare, anordnare)

    timbelopp = Timbelopp(
        kategori=kategori,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        brukare=brukare,
        anordnare=anordnare,
        belopp=belopp,
        grund=grund,
    )
    tidigare = Timbelopp.objects.filter(kategori=kategori, brukare=brukare, anordnare=anordnare)
    omfang = store_next(timbelopp, after=tidigare)
    record_change(
        "timbelopp.registrerat", timbelopp, omfang=omfang, by=by, at=at, kategori=kategori, belopp=str(belopp)
    )
    return timbelopp


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
