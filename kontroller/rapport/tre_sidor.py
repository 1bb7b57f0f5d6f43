"""Timmarna från de tre sidor som ska stämma överens: beviljat, intygat och fakturerat."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kontroller import kanon
from kontroller.berakning import granted_payable, payable_minutes, rounded_hours
from kontroller.loading.belopp import exact
from kontroller.models import Granskning
from kontroller.rapport.period import Period

I_TAGET = 50
"""Så många underlags fakta hålls i minnet på en gång."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreSidor:
    """Timmar i perioden."""

    beviljat: Decimal
    intygat: Decimal
    fakturerat: Decimal


def three_sides(period: Period, *, fakturerat: Decimal) -> TreSidor:
    """What was granted and certified, from the facts of the runs, beside what was invoiced. One query a month."""
    beviljat, intygat = Fraction(0), Fraction(0)
    for manad in period.per_month():
        i_manaden = _minutes(manad)
        beviljat, intygat = beviljat + i_manaden[0], intygat + i_manaden[1]
    return TreSidor(
        beviljat=exact(rounded_hours(beviljat, 2), 0),
        intygat=exact(rounded_hours(intygat, 2), 0),
        fakturerat=fakturerat,
    )


def _minutes(manad: Period) -> tuple[Fraction, Fraction]:
    """Granted and certified minutes of a month, as they are paid; a person and a dossier once each."""
    beviljat: dict[int, Fraction] = {}
    intygat: dict[int, Fraction] = {}
    granskningar = Granskning.objects.filter(korning__in=manad.korningar)
    for text in granskningar.values_list("fakta", flat=True).iterator(chunk_size=I_TAGET):
        for redovisning in kanon.time_from_json(text):
            if redovisning.manad == manad.fran and redovisning.id not in intygat:
                beviljat[redovisning.brukare] = granted_payable(redovisning.beslutsrader, redovisning.manad)
                intygat[redovisning.id] = payable_minutes(redovisning.minuter)
    return sum(beviljat.values(), Fraction(0)), sum(intygat.values(), Fraction(0))
