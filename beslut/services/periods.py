"""Periods in the registers: they end, and give way to the next, but are never removed."""

from datetime import date, datetime, timedelta

from django.db import models

from assistans.models import Handelse, User
from assistans.svenska import datum_text
from beslut.services.refusal import RegistrationRefused, told_in_words


def refuse_backwards(galler_fran: date, galler_tom: date | None) -> None:
    """Raise RegistrationRefused if a period ends before it begins."""
    if galler_tom is not None and galler_tom < galler_fran:
        raise RegistrationRefused(f"Perioden börjar den {datum_text(galler_fran)} och slutar före det.", "galler_tom")


def close_open(rader: models.QuerySet, galler_fran: date) -> None:
    """End what is open among some rows the day before the next of the same kind begins, as an import does."""
    rader.filter(galler_tom__isnull=True, galler_fran__lt=galler_fran).update(
        galler_tom=galler_fran - timedelta(days=1)
    )


def what_it_concerns(rad: models.Model) -> dict[str, object]:
    """The ids and the period that an event carries, so that what rests on the row can be found."""
    slutar = getattr(rad, "galler_tom", None)
    return {
        "brukare": getattr(rad, "brukare_id", None),
        "anordnare": getattr(rad, "anordnare_id", None),
        "fran": str(rad.galler_fran),
        "tom": str(slutar) if slutar else None,
    }


@told_in_words()
def end(*, rad: models.Model, galler_tom: date, by: User, at: datetime) -> models.Model:
    """Give a row with a period its last day. What it was before stays in the history.

    A period becomes shorter, never longer: for a longer one something new has to be decided.
    """
    rad = type(rad)._default_manager.select_for_update().get(pk=rad.pk)
    refuse_backwards(rad.galler_fran, galler_tom)
    if rad.galler_tom is not None and galler_tom > rad.galler_tom:
        raise RegistrationRefused(f"Perioden slutar redan den {datum_text(rad.galler_tom)}.", "galler_tom")

    fore = rad.galler_tom
    rad.galler_tom = galler_tom
    rad.save(update_fields=["galler_tom"])
    Handelse.record(
        f"{rad._meta.model_name}.avslutat",
        rad,
        by=by,
        at=at,
        **what_it_concerns(rad),
        tom_fore=str(fore) if fore else None,
    )
    return rad
