"""Many attests at once: only of what was seen and is unchanged, each controlled again, in its own transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from assistans.models import User
from fakturor.models import Attest, Faktura
from kontroller.services.approving import AttestRefused, Sett, approve, review

GIVE = {Attest.Typ.GRANSKNING: review, Attest.Typ.BESLUT: approve}


@dataclass(frozen=True, slots=True, kw_only=True)
class Utgang:
    """Hur det gick med en faktura: attesten, eller varför den inte gavs."""

    faktura_id: int
    attest: Attest | None = None
    skal: str = ""


def attest_many(*, sedda: Iterable[Sett], typ: str, by: User, at: datetime) -> list[Utgang]:
    """Give the attest on each of the invoices that was seen. What cannot be attested is told and leaves the rest be."""
    return [_attest_one(sett, typ, by=by, at=at) for sett in sedda]


def _attest_one(sett: Sett, typ: str, *, by: User, at: datetime) -> Utgang:
    faktura = Faktura.objects.get(pk=sett.faktura_id)
    try:
        attest = GIVE[Attest.Typ(typ)](faktura=faktura, by=by, at=at, sett=sett)
    except AttestRefused as refused:
        return Utgang(faktura_id=sett.faktura_id, skal=str(refused))
    return Utgang(faktura_id=sett.faktura_id, attest=attest)
