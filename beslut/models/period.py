"""Perioder: båda ändarna räknas med, öppet slut betyder tills vidare."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


def period_of_the_row() -> Func:
    """The row's own period as PostgreSQL's daterange, both ends included."""
    both_ends = RangeBoundary(inclusive_lower=True, inclusive_upper=True)
    return Func("galler_fran", "galler_tom", both_ends, function="DATERANGE", output_field=DateRangeField())


def no_overlap(name: str, *nycklar: str, condition: Q | None = None) -> ExclusionConstraint:
    """A constraint: two rows with the same keys never cover the same day."""
    uttryck = [(F(nyckel) if isinstance(nyckel, str) else nyckel, RangeOperators.EQUAL) for nyckel in nycklar]
    return ExclusionConstraint(
        name=name, expressions=[*uttryck, (period_of_the_row(), RangeOperators.OVERLAPS)], condition=condition
    )


def ends_after_start(name: str) -> models.CheckConstraint:
    """A constraint: a period does not end before it begins."""
    return models.CheckConstraint(condition=Q(galler_tom__isnull=True) | Q(galler_tom__gte=F("galler_fran")), name=name)


class PeriodQuerySet(models.QuerySet):
    """Rader som gäller mellan två dagar."""

    def in_force(self, dag) -> "PeriodQuerySet":
        """Rows that cover a day."""
        return self.overlapping(dag, dag)

    def overlapping(self, fran, tom) -> "PeriodQuerySet":
        """Rows that cover at least one day between two days, both included."""
        return self.filter(Q(galler_tom__isnull=True) | Q(galler_tom__gte=fran), galler_fran__lte=tom)
