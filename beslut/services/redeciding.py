"""Changing what has been granted: a decision in the person's favour ends early or gives less (37 § FL).

It may be changed to her detriment only on certain grounds, so the ground and the reason are written down, once, with
the change itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from assistans.models import User
from assistans.personnummer import find_personnummer
from assistans.svenska import datum_text, manad_namn, timmar_exakt, timmar_minuter, upprakning
from beslut.manadstid import KOMMUNENS, kind_label
from beslut.models import Beslut, Beslutsandring, Beslutsrad
from beslut.nackdel import Minskning, first_reduction
from beslut.services.foljder import record_change
from beslut.services.periods import refuse_backwards
from beslut.services.preceding import Beviljat, Foregaende, end_row
from beslut.services.refusal import RegistrationRefused, told_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Skal:
    """Why a decision is changed: one of the grounds, and the reason in words. Empty when none has been given."""

    grund: str = ""
    motivering: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nackdel:
    """A row that is ended before its time while less comes instead, and the first month that shows it."""

    rad: Beslutsrad
    minskning: Minskning

    @property
    def text(self) -> str:
        """Aktiv tid: 72 tim 51 min i april 2015, mot 100 tim i beslut LSS 2014/0381."""
        fore, efter = timmar_minuter(self.minskning.fore), timmar_minuter(self.minskning.efter)
        if fore == efter:
            fore, efter = timmar_exakt(self.minskning.fore), timmar_exakt(self.minskning.efter)
        manad, diarienummer = manad_namn(self.minskning.manad), self.rad.beslut.diarienummer
        return f"{kind_label(self.rad)}: {efter} i {manad}, mot {fore} i beslut {diarienummer}."


def find_detriment(
    foregaende: Foregaende, *, galler_fran: date, galler_tom: date | None, beviljat: Sequence[Beviljat]
) -> list[Nackdel]:
    """Of the rows that would end before a new decision, those of the municipality that gave more than it does."""
    nytt = {(rad.tidstyp, rad.dubbel): rad for rad in beviljat}
    return [
        Nackdel(rad=rad, minskning=minskning)
        for rad in foregaende.slutar
        if rad.typ in KOMMUNENS
        and (
            minskning := first_reduction(
                rad,
                nytt[rad.tidstyp, rad.dubbel],
                fran=galler_fran,
                fore_tom=rad.galler_tom,
                efter_tom=galler_tom,
            )
        )
    ]


def refuse_unfounded(nackdelar: Iterable[Nackdel], skal: Skal, *, at: datetime) -> None:
    """Raise RegistrationRefused if something is changed to the detriment without ground and reason."""
    beslut = sorted({nackdel.rad.beslut.diarienummer for nackdel in nackdelar})
    if not beslut:
        return
    if not skal.grund:
        raise RegistrationRefused(
            f"Personen får mindre tid än enligt beslut {upprakning(beslut)}. Välj grunden för ändringen (37 § FL).",
            "grund",
        )
    if not skal.motivering:
        raise RegistrationRefused("Skriv varför grunden gäller här.", "motivering")
    if find_personnummer(skal.motivering, idag=timezone.localdate(at)):
        raise RegistrationRefused("Skriv motiveringen utan personnummer: den sparas för gott.", "motivering")


def record_redecision(
    nackdelar: Iterable[Nackdel], nytt: Beslut | None, skal: Skal, *, galler_fran: date, by: User, at: datetime
) -> None:
    """Write down, for each decision that is changed, on what ground. In the caller's transaction."""
    for beslut in {nackdel.rad.beslut for nackdel in nackdelar}:
        Beslutsandring.objects.create(
            beslut=beslut,
            nytt_beslut=nytt,
            galler_fran=galler_fran,
            grund=skal.grund,
            motivering=skal.motivering,
            av=by,
            tid=at,
        )
        record_change("beslut.andrat", beslut, omfang=None, by=by, at=at, grund=skal.grund)


@told_in_words()
def end_decision_row(
    *, rad: Beslutsrad, galler_tom: date, grund: str = "", motivering: str = "", by: User, at: datetime
) -> Beslutsrad:
    """Give a row of a decision its last day. Before its time, that takes a ground and a reason.

    A row becomes shorter, never longer: more time takes a new decision.
    """
    rad = Beslutsrad.objects.select_for_update(of=("self",)).select_related("beslut").get(pk=rad.pk)
    refuse_backwards(rad.galler_fran, galler_tom)
    if rad.galler_tom is not None and galler_tom > rad.galler_tom:
        raise RegistrationRefused(f"Perioden slutar redan den {datum_text(rad.galler_tom)}.", "galler_tom")

    skal, darefter = Skal(grund=grund, motivering=motivering), galler_tom + timedelta(days=1)
    nackdelar = _detriment_of_ending(rad, darefter)
    refuse_unfounded(nackdelar, skal, at=at)
    end_row(rad, galler_tom, by=by, at=at)
    record_redecision(nackdelar, None, skal, galler_fran=darefter, by=by, at=at)
    return rad


def _detriment_of_ending(rad: Beslutsrad, darefter: date) -> list[Nackdel]:
    if rad.typ not in KOMMUNENS:
        return []
    minskning = first_reduction(rad, None, fran=darefter, fore_tom=rad.galler_tom)
    return [Nackdel(rad=rad, minskning=minskning)] if minskning else []
