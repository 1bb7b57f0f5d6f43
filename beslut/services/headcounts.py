"""How many had assistance on 1 October, year by year, as the nämnd has told it."""

from datetime import datetime

from assistans.models import User
from beslut.models import Insatsantal
from beslut.services.foljder import record_change, save_change
from beslut.services.refusal import told_in_words


@told_in_words()
def register_headcount(*, ar: int, slag: str, antal: int, kalla: str, by: User, at: datetime) -> Insatsantal:
    """Register how many had one kind of assistance on 1 October of a year, with where it stands."""
    rad = Insatsantal.objects.create(ar=ar, slag=slag, antal=antal, kalla=kalla)
    record_change("insatsantal.registrerat", rad, omfang=None, by=by, at=at, ar=ar, slag=slag, antal=antal)
    return rad


@told_in_words()
def correct_headcount(*, insatsantal: Insatsantal, antal: int, kalla: str, by: User, at: datetime) -> Insatsantal:
    """Correct what was entered otherwise than the source says. What it was before stays in the history."""
    rad = Insatsantal.objects.select_for_update().get(pk=insatsantal.pk)
    save_change(rad, {"antal": antal, "kalla": kalla})
    record_change("insatsantal.rattat", rad, omfang=None, by=by, at=at, ar=rad.ar, slag=rad.slag, antal=antal)
    return rad
