"""Vilken schablon som en andel räknas på, och om beloppet ännu är det som andelen ger."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from assistans.svenska import datum_text, decimal, kronor
from beslut.belopp.schablon import share_of
from beslut.models import Timbelopp


class SchablonUnclear(Exception):
    """No single schablon holds every day of the period. The message is a sentence for the user."""


def state_rates() -> list[Timbelopp]:
    """The state's amounts, in the order of time."""
    return list(Timbelopp.objects.filter(kategori=Timbelopp.Kategori.SCHABLON).order_by("galler_fran"))


def schablon_over(schabloner: Iterable[Timbelopp], fran: date, tom: date | None) -> Decimal:
    """The one amount that holds all days from `fran` through `tom`, which may be open. Raises SchablonUnclear."""
    belopp: Decimal | None = None
    nasta: date | None = fran
    for rad in sorted(schabloner, key=lambda rad: rad.galler_fran):
        if (rad.galler_tom and rad.galler_tom < fran) or (tom and rad.galler_fran > tom):
            continue
        if nasta is None or rad.galler_fran > nasta:
            break
        if belopp is not None and rad.belopp != belopp:
            raise SchablonUnclear(
                f"Schablonen är {kronor(belopp)} till den {datum_text(rad.galler_fran)} och sedan "
                f"{kronor(rad.belopp)}. Låt perioden sluta dagen före, och registrera nästa för sig."
            )
        belopp = rad.belopp
        nasta = rad.galler_tom + timedelta(days=1) if rad.galler_tom else None
    if nasta is not None and (tom is None or nasta <= tom):
        raise SchablonUnclear(_missing(belopp, nasta))
    return belopp


def _missing(belopp: Decimal | None, forsta_utan: date) -> str:
    if belopp is None:
        return f"Ingen schablon är registrerad för den {datum_text(forsta_utan)}. Registrera den först."
    sista = datum_text(forsta_utan - timedelta(days=1))
    return f"Schablonen är registrerad till den {sista}. Låt perioden sluta då, eller registrera nästa belopp först."


def share_in_words(timbelopp: Timbelopp) -> str:
    """`95 % av schablonen, till öre`."""
    sats = decimal(timbelopp.procent.normalize())
    return f"{sats}\u00a0% av schablonen, {timbelopp.get_avrundning_display().lower()}"


def disagreement(timbelopp: Timbelopp, schabloner: Iterable[Timbelopp]) -> str:
    """Why a share no longer is what the schablon gives, as a sentence. Empty while they agree."""
    if timbelopp.procent is None:
        return ""
    try:
        schablon = schablon_over(schabloner, timbelopp.galler_fran, timbelopp.galler_tom)
    except SchablonUnclear as oklart:
        return f"Beloppet går inte att räkna om. {oklart}"
    ger = share_of(schablon, timbelopp.procent, timbelopp.avrundning)
    if ger == timbelopp.belopp:
        return ""
    return (
        f"Schablonen är nu {kronor(schablon)}, och {decimal(timbelopp.procent.normalize())}\u00a0% av den är "
        f"{kronor(ger)}. Det registrerade beloppet är {kronor(timbelopp.belopp)}."
    )
