"""The state's amounts that the program knows, taken into the register."""

from datetime import datetime

from assistans.models import User
from assistans.svenska import kronor
from beslut.belopp.schablon import KANDA, Schablonar
from beslut.models import Timbelopp
from beslut.omfang import extent_of
from beslut.services.foljder import record_change
from beslut.services.refusal import RegistrationRefused, told_in_words


@told_in_words()
def take_in_state_rate(*, ar: int, by: User, at: datetime) -> Timbelopp:
    """Register the known amount of one year. An amount that is there for any day of the year stays as it is."""
    if ar not in KANDA:
        raise RegistrationRefused(f"Beloppet för {ar} är inte känt. Registrera det med föreskriften som grund.")
    if finns := _registered(KANDA[ar]).first():
        raise RegistrationRefused(f"Ett belopp för {ar} är redan registrerat: {kronor(finns.belopp)}.")
    return _take_in(KANDA[ar], by=by, at=at)


@told_in_words()
def take_in_missing_state_rates(*, by: User, at: datetime) -> list[Timbelopp]:
    """Register the known amounts of all years that have none."""
    return [_take_in(kand, by=by, at=at) for kand in KANDA.values() if not _registered(kand).exists()]


def _registered(kand: Schablonar):
    schabloner = Timbelopp.objects.filter(kategori=Timbelopp.Kategori.SCHABLON)
    return schabloner.overlapping(kand.forsta, kand.sista)


def _take_in(kand: Schablonar, *, by: User, at: datetime) -> Timbelopp:
    timbelopp = Timbelopp.objects.create(
        kategori=Timbelopp.Kategori.SCHABLON,
        galler_fran=kand.forsta,
        galler_tom=kand.sista,
        belopp=kand.belopp,
        grund=kand.grund,
    )
    record_change(
        "timbelopp.registrerat",
        timbelopp,
        omfang=extent_of(timbelopp),
        by=by,
        at=at,
        kategori=timbelopp.kategori,
        belopp=str(kand.belopp),
    )
    return timbelopp
