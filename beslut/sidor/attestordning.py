"""Attestordningen på en sida: uppdragen en dag, och attestförteckningen för ett år."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from assistans.models import User
from assistans.svenska import datumspann, kronor
from beslut.models import Attestratt
from beslut.sortering import swedish


@dataclass(frozen=True, slots=True, kw_only=True)
class Uppdragsrad:
    """Ett uppdrag att attestera, skrivet som det ska läsas. `avslutas` när läsaren får ge det en sista dag."""

    id: int
    attestant: str
    attest: str
    ansvar: str
    grans: str
    ar_begransad: bool
    period: str
    ersattare_for: str
    namndbeslut: str
    avslutas: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Forteckning:
    """Attestförteckningen: alla uppdrag som gäller någon dag under året, eller en dag av det."""

    ar: int
    dag: date | None
    rader: list[Uppdragsrad]


def appointments_on(dag: date, *, reader: User) -> list[Uppdragsrad]:
    """The appointments in force on a day, by code and name. One query."""
    return _rows(Attestratt.objects.in_force(dag), reader)


def yearly_list(ar: int, dag: date | None, *, reader: User) -> Forteckning:
    """The list of those who may attest during a year, or on a day of it. One query."""
    ratter = (
        Attestratt.objects.in_force(dag) if dag else Attestratt.objects.overlapping(date(ar, 1, 1), date(ar, 12, 31))
    )
    return Forteckning(ar=ar, dag=dag, rader=_rows(ratter, reader))


def _rows(ratter: QuerySet[Attestratt], reader: User) -> list[Uppdragsrad]:
    far_avsluta = reader.may("beslut.hantera_attestordning")
    ordnade: Iterable[Attestratt] = ratter.select_related("attestant", "ersattare_for").order_by(
        "ansvar", "typ", swedish("attestant__namn"), "galler_fran"
    )
    return [
        Uppdragsrad(
            id=ratt.pk,
            attestant=ratt.attestant.namn,
            attest=ratt.get_typ_display(),
            ansvar=ratt.ansvar or "Alla ansvar",
            grans=kronor(ratt.beloppsgrans, oren=ratt.beloppsgrans % 1 != 0) if ratt.beloppsgrans else "Ingen gräns",
            ar_begransad=ratt.beloppsgrans is not None,
            period=datumspann(ratt.galler_fran, ratt.galler_tom),
            ersattare_for=ratt.ersattare_for.namn if ratt.ersattare_for else "",
            namndbeslut=ratt.namndbeslut,
            avslutas=far_avsluta and ratt.attestant_id != reader.pk,
        )
        for ratt in ordnade
    ]
