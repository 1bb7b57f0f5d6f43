"""Rows already decided that a new decision meets: those that end the day before it, and those in its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from assistans.models import User
from assistans.svenska import datum_text, upprakning
from beslut.models import Beslutsrad, Brukare
from beslut.models.beslut import Tidstyp
from beslut.services.foljder import record_change, save_change
from beslut.services.refusal import RegistrationRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Beviljat:
    """One row of a decision as it is written: hours of one kind."""

    tidstyp: str
    timmar: Decimal
    enhet: str
    omrakning: str
    dubbel: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Foregaende:
    """Rows already decided that a new decision meets: those that can end before it, and those in its way."""

    slutar: tuple[Beslutsrad, ...]
    hindrar: tuple[Beslutsrad, ...]

    @property
    def beslut(self) -> list[str]:
        """The decisions that can end, by diarienummer."""
        return sorted({rad.beslut.diarienummer for rad in self.slutar})


def find_preceding(
    *, brukare: Brukare, typ: str, galler_fran: date, galler_tom: date | None, beviljat: Sequence[Beviljat]
) -> Foregaende:
    """The person's rows of the same kinds of time that share a day with the new ones. One query.

    A tillfällig utökning stands beside other decisions and meets none.
    """
    slag = {(rad.tidstyp, rad.dubbel) for rad in beviljat}
    traffade: list[Beslutsrad] = []
    if typ != Beslutsrad.Typ.TILLFALLIG_UTOKNING and slag:
        rader = brukare.beslutsrader.filter(typ=typ).overlapping(galler_fran, galler_tom or date.max)
        traffade = [rad for rad in rader.select_related("beslut") if (rad.tidstyp, rad.dubbel) in slag]
    return Foregaende(
        slutar=tuple(rad for rad in traffade if rad.galler_fran < galler_fran),
        hindrar=tuple(rad for rad in traffade if rad.galler_fran >= galler_fran),
    )


def ending_in_words(foregaende: Foregaende, galler_fran: date) -> str:
    """Beslut LSS 2014/0381 slutar då den 15 april 2015."""
    ordet = "Beslut" if len(foregaende.beslut) == 1 else "Besluten"
    return f"{ordet} {upprakning(foregaende.beslut)} slutar då den {datum_text(galler_fran - timedelta(days=1))}"


def obstacle_in_words(foregaende: Foregaende) -> str:
    """Which decision stands in the way, as a sentence; empty when none does."""
    for rad in foregaende.hindrar:
        slag, fran = Tidstyp(rad.tidstyp).label.lower(), datum_text(rad.galler_fran)
        return f"Beslut {rad.beslut.diarienummer} ger redan {slag} från den {fran}."
    return ""


def settle_with(foregaende: Foregaende, galler_fran: date, *, ends_preceding: bool, by: User, at: datetime) -> None:
    """End the rows that give way the day before. Raises RegistrationRefused if one is in the way, or may not end."""
    if hinder := obstacle_in_words(foregaende):
        raise RegistrationRefused(f"{hinder} Avsluta det, eller låt det nya sluta före.", "galler_tom")
    if foregaende.slutar and not ends_preceding:
        raise RegistrationRefused(
            f"Beslut {upprakning(foregaende.beslut)} gäller samma tid. Kryssa för att det slutar dagen före.",
            "avsluta_tidigare",
        )
    for rad in foregaende.slutar:
        end_row(rad, galler_fran - timedelta(days=1), by=by, at=at)


def end_row(rad: Beslutsrad, sista_dag: date, *, by: User, at: datetime) -> None:
    """Give a row its last day, in the caller's transaction."""
    omfang = save_change(rad, {"galler_tom": sista_dag}).omfang
    record_change("beslutsrad.avslutat", rad, omfang=omfang, by=by, at=at, sista_dag=str(sista_dag))
