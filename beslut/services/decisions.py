"""Decisions: a new one follows the old, which ends the day before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from assistans.models import User
from assistans.personnummer import find_personnummer
from assistans.svenska import datum_text, upprakning
from beslut.models import Beslut, Beslutsrad, Brukare
from beslut.models.beslut import Tidstyp
from beslut.omfang import Omfang
from beslut.services.foljder import record_change, save_change
from beslut.services.periods import refuse_backwards
from beslut.services.refusal import RegistrationRefused, told_in_words


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


@told_in_words()
def register_decision(
    *,
    brukare: Brukare,
    diarienummer: str,
    typ: str,
    beslutsdatum: date,
    galler_fran: date,
    galler_tom: date | None,
    beslutsfattare: User,
    beviljat: Sequence[Beviljat],
    ends_preceding: bool,
    by: User,
    at: datetime,
) -> Beslut:
    """Register a decision with its rows; with `ends_preceding` the rows that it follows end the day before."""
    Brukare.objects.select_for_update().get(pk=brukare.pk)
    refuse_backwards(galler_fran, galler_tom)
    if beslutsdatum > timezone.localdate(at):
        raise RegistrationRefused("Beslutsdatumet ligger framåt i tiden.", "beslutsdatum")

    foregaende = find_preceding(
        brukare=brukare, typ=typ, galler_fran=galler_fran, galler_tom=galler_tom, beviljat=beviljat
    )
    _settle_with(foregaende, galler_fran, ends_preceding=ends_preceding, by=by, at=at)

    beslut = Beslut.objects.create(
        diarienummer=diarienummer,
        brukare=brukare,
        beslutsdatum=beslutsdatum,
        beslutsfattare=beslutsfattare.namn,
        beslutsfattare_konto=beslutsfattare,
    )
    Beslutsrad.objects.bulk_create(
        draft_rows(beslut, typ=typ, galler_fran=galler_fran, galler_tom=galler_tom, beviljat=beviljat)
    )
    omfang = Omfang(brukare.pk, None, galler_fran, galler_tom)
    record_change("beslut.registrerat", beslut, omfang=omfang, by=by, at=at)
    return beslut


@told_in_words()
def correct_row(
    *,
    rad: Beslutsrad,
    galler_fran: date,
    galler_tom: date | None,
    tidstyp: str,
    timmar: Decimal,
    enhet: str,
    omrakning: str,
    dubbel: bool,
    skal: str,
    by: User,
    at: datetime,
) -> Beslutsrad:
    """Make a row say what the decision says, when it was entered wrongly. What it said stays in the history.

    A new decision is never entered this way: it follows the old one.
    """
    rad = Beslutsrad.objects.select_for_update().get(pk=rad.pk)
    refuse_backwards(galler_fran, galler_tom)
    if find_personnummer(skal, idag=timezone.localdate(at)):
        raise RegistrationRefused("Skriv skälet utan personnummer: det sparas för gott.", "skal")

    nytt = {
        "galler_fran": galler_fran,
        "galler_tom": galler_tom,
        "tidstyp": tidstyp,
        "timmar": timmar,
        "enhet": enhet,
        "omrakning": omrakning,
        "dubbel": dubbel,
    }
    andrat, omfang = save_change(rad, nytt)
    if not andrat:
        raise RegistrationRefused("Raden säger redan detta. Ändra det som är fel, eller avbryt.")

    record_change("beslutsrad.rattad", rad, omfang=omfang, by=by, at=at, andrat=andrat, skal=skal)
    return rad


def draft_rows(
    beslut: Beslut, *, typ: str, galler_fran: date, galler_tom: date | None, beviljat: Sequence[Beviljat]
) -> list[Beslutsrad]:
    """The rows of a decision as they will be stored, numbered from 1."""
    return [
        Beslutsrad(
            beslut=beslut,
            brukare=beslut.brukare,
            rad=nummer,
            typ=typ,
            galler_fran=galler_fran,
            galler_tom=galler_tom,
            timmar=rad.timmar,
            enhet=rad.enhet,
            omrakning=rad.omrakning,
            tidstyp=rad.tidstyp,
            dubbel=rad.dubbel,
        )
        for nummer, rad in enumerate(beviljat, start=1)
    ]


def _settle_with(foregaende: Foregaende, galler_fran: date, *, ends_preceding: bool, by: User, at: datetime) -> None:
    if hinder := obstacle_in_words(foregaende):
        raise RegistrationRefused(f"{hinder} Avsluta det, eller låt det nya sluta före.", "galler_tom")
    if foregaende.slutar and not ends_preceding:
        raise RegistrationRefused(
            f"Beslut {upprakning(foregaende.beslut)} gäller samma tid. Kryssa för att det slutar dagen före.",
            "avsluta_tidigare",
        )
    for rad in foregaende.slutar:
        sista_dag = galler_fran - timedelta(days=1)
        omfang = save_change(rad, {"galler_tom": sista_dag}).omfang
        record_change("beslutsrad.avslutat", rad, omfang=omfang, by=by, at=at, sista_dag=str(sista_dag))
