"""Decisions: a new one follows the old, which ends the day before."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from assistans.models import User
from assistans.personnummer import find_personnummer
from assistans.svenska import datum_text
from beslut.models import Beslut, Beslutsrad, Brukare, Delegation
from beslut.omfang import Omfang
from beslut.services.delegations import choose_delegation
from beslut.services.foljder import record_change, save_change
from beslut.services.periods import refuse_backwards
from beslut.services.preceding import Beviljat, find_preceding, settle_with
from beslut.services.redeciding import Skal, find_detriment, record_redecision, refuse_unfounded
from beslut.services.refusal import RegistrationRefused, told_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Fattat:
    """Who has decided: a person of ours on delegation, the nämnd, or Försäkringskassan.

    Without a `delegation` the one that covers the decision is looked up.
    """

    organ: str = Beslut.Organ.DELEGAT
    beslutsfattare: User | None = None
    delegation: Delegation | None = None

    def as_fields(self) -> dict[str, Any]:
        """What the decision itself bears of it, beside the delegation that it was tried against."""
        namn = self.beslutsfattare.namn if self.beslutsfattare else ""
        return {"organ": self.organ, "beslutsfattare": namn, "beslutsfattare_konto": self.beslutsfattare}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beslutsvillkor:
    """What else a decision says: that hours may be saved, and over how many months they are then reckoned."""

    far_spara: bool = False
    avrakningsmanader: int = 1


INGET_SKAL, INGET_SPARANDE = Skal(), Beslutsvillkor()


@told_in_words()
def register_decision(
    *,
    brukare: Brukare,
    diarienummer: str,
    typ: str,
    beslutsdatum: date,
    galler_fran: date,
    galler_tom: date | None,
    fattat: Fattat,
    beviljat: Sequence[Beviljat],
    ends_preceding: bool,
    skal: Skal = INGET_SKAL,
    villkor: Beslutsvillkor = INGET_SPARANDE,
    delgivet: date | None = None,
    by: User,
    at: datetime,
) -> Beslut:
    """Register a decision with its rows; with `ends_preceding` the rows that it follows end the day before.

    Where those gave more, `skal` says on what ground the person now gets less (37 § FL).
    """
    Brukare.objects.select_for_update().get(pk=brukare.pk)
    period = {"galler_fran": galler_fran, "galler_tom": galler_tom}
    refuse_backwards(**period)
    _refuse_impossible_dates(beslutsdatum, delgivet, idag=timezone.localdate(at))
    delegation = _tried_delegation(fattat, typ, beslutsdatum)

    foregaende = find_preceding(brukare=brukare, typ=typ, **period, beviljat=beviljat)
    nackdelar = find_detriment(foregaende, **period, beviljat=beviljat)
    settle_with(foregaende, galler_fran, ends_preceding=ends_preceding, by=by, at=at)
    refuse_unfounded(nackdelar, skal, at=at)

    beslut = Beslut.objects.create(
        diarienummer=diarienummer,
        brukare=brukare,
        beslutsdatum=beslutsdatum,
        delegation=delegation,
        delgivet=delgivet,
        **fattat.as_fields(),
        **asdict(villkor),
    )
    Beslutsrad.objects.bulk_create(draft_rows(beslut, typ=typ, **period, beviljat=beviljat))
    record_change("beslut.registrerat", beslut, omfang=Omfang(brukare.pk, None, *period.values()), by=by, at=at)
    record_redecision(nackdelar, beslut, skal, galler_fran=galler_fran, by=by, at=at)
    return beslut


@told_in_words()
def record_receipt(*, beslut: Beslut, delgivet: date, by: User, at: datetime) -> Beslut:
    """Write down the day that the person received the decision: the time for an appeal runs from it (44 § FL)."""
    beslut = Beslut.objects.select_for_update().get(pk=beslut.pk)
    _refuse_impossible_dates(beslut.beslutsdatum, delgivet, idag=timezone.localdate(at))
    save_change(beslut, {"delgivet": delgivet})
    record_change("beslut.delgivet", beslut, omfang=None, by=by, at=at, dag=str(delgivet))
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


def _refuse_impossible_dates(beslutsdatum: date, delgivet: date | None, *, idag: date) -> None:
    if beslutsdatum > idag:
        raise RegistrationRefused("Beslutsdatumet ligger framåt i tiden.", "beslutsdatum")
    if delgivet is not None and delgivet < beslutsdatum:
        raise RegistrationRefused(f"Beslutet fattades först den {datum_text(beslutsdatum)}.", "delgivet")
    if delgivet is not None and delgivet > idag:
        raise RegistrationRefused(
            "Dagen ligger framåt i tiden. Registrera den när personen har fått beslutet.", "delgivet"
        )


def _tried_delegation(fattat: Fattat, typ: str, beslutsdatum: date) -> Delegation | None:
    """The delegation that the decision rests on, if any. Raises RegistrationRefused if who decided could not have."""
    av_kassan = typ == Beslutsrad.Typ.ASSISTANSERSATTNING
    if av_kassan != (fattat.organ == Beslut.Organ.FORSAKRINGSKASSAN):
        raise RegistrationRefused("Försäkringskassan beslutar om assistansersättning, och bara om den.", "organ")
    if fattat.organ != Beslut.Organ.DELEGAT:
        return None
    if fattat.beslutsfattare is None:
        raise RegistrationRefused("Välj vem som har fattat beslutet.", "beslutsfattare")
    return choose_delegation(delegat=fattat.beslutsfattare, vald=fattat.delegation, typ=typ, dag=beslutsdatum)
