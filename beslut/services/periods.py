"""Periods in the registers: they end, and give way to the next, but are never removed."""

from datetime import date, datetime, timedelta

from django.db import models

from assistans.models import User
from assistans.svenska import datum_text
from beslut.omfang import Omfang, extent_of
from beslut.services.foljder import record_change, save_change
from beslut.services.refusal import RegistrationRefused, told_in_words


def refuse_backwards(galler_fran: date | None, galler_tom: date | None) -> None:
    """Raise RegistrationRefused if a period ends before it begins. Either end may be unknown."""
    if galler_fran is not None and galler_tom is not None and galler_tom < galler_fran:
        raise RegistrationRefused(f"Perioden börjar den {datum_text(galler_fran)} och slutar före det.", "galler_tom")


def store_next(rad: models.Model, after: models.QuerySet) -> Omfang:
    """Store a row, and end what is open among others of its kind the day before it begins, as an import does.

    Answers whom and which days it is about. Where an open period gives way, that is every day from then on.
    """
    oppna = after.filter(galler_tom__isnull=True, galler_fran__lt=rad.galler_fran)
    gave_way = oppna.update(galler_tom=rad.galler_fran - timedelta(days=1))
    rad.save(force_insert=True)
    omfang = extent_of(rad)
    return omfang._replace(tom=None) if gave_way else omfang


@told_in_words()
def end(*, rad: models.Model, galler_tom: date, by: User, at: datetime) -> models.Model:
    """Give a row with a period its last day. What it was before stays in the history.

    A period becomes shorter, never longer: for a longer one something new has to be decided.
    """
    rad = type(rad)._default_manager.select_for_update().get(pk=rad.pk)
    refuse_backwards(rad.galler_fran, galler_tom)
    if rad.galler_tom is not None and galler_tom > rad.galler_tom:
        raise RegistrationRefused(f"Perioden slutar redan den {datum_text(rad.galler_tom)}.", "galler_tom")

    skillnad = save_change(rad, {"galler_tom": galler_tom})
    record_change(
        f"{rad._meta.model_name}.avslutat", rad, omfang=skillnad.omfang, by=by, at=at, sista_dag=str(galler_tom)
    )
    return rad
