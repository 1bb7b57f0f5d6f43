"""Sidan med bevispaketen: varje kontrollerad månad och dess paket, hur långt de har kommit, och nyckeln."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min

from assistans.models import User
from assistans.svenska import decimal
from kontroller.bevispaket.signering import KeyMissing, in_groups, public_key, signing_key
from kontroller.models import Bevispaket, Korning
from kontroller.services.evidence import obstacle, progress_of

MEGABYTE, KILOBYTE = 1000**2, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Paketrad:
    """Ett paket som det visas för en läsare."""

    paket: Bevispaket
    hinder: str
    """Varför läsaren inte får hämta det; tomt när hen får det."""
    gjorda: int = 0
    alla: int = 0

    @classmethod
    def of(cls, paket: Bevispaket, user: User) -> Paketrad:
        """A pack; how far it has come is asked of the cache when it is being made."""
        if paket.status == Bevispaket.Status.BESTALLT:
            gjorda, alla = progress_of(paket) or (0, 0)
            return cls(paket=paket, hinder="", gjorda=gjorda, alla=alla)
        return cls(paket=paket, hinder=obstacle(paket, user))

    @property
    def gors(self) -> bool:
        """Whether it waits for a worker, or one is at it."""
        return self.paket.status == Bevispaket.Status.BESTALLT

    @property
    def klart(self) -> bool:
        """Whether it is made."""
        return self.paket.status == Bevispaket.Status.KLART

    @property
    def storlek(self) -> str:
        """Its size in words."""
        antal = self.paket.storlek or 0
        if antal >= MEGABYTE:
            return f"{decimal(round(antal / MEGABYTE))} MB"
        return f"{max(1, round(antal / KILOBYTE))} kB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paketmanad:
    """En kontrollerad månad och dess paket, det nyaste först."""

    manad: date
    korning: Korning
    paket: list[Paketrad]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nyckel:
    """En offentlig nyckel, hel och i grupper, och när den skrev under."""

    hel: str
    grupper: str
    fran: date | None = None
    tom: date | None = None


def list_months(user: User) -> list[Paketmanad]:
    """Every month with a finished control, newest first. Two queries, and one for each pack with originals of one's
    own.
    """
    korningar = Korning.objects.filter(typ=Korning.Typ.MANAD, status=Korning.Status.KLAR)
    senaste = {k.manad: k for k in korningar.select_related("regelverk").order_by("pk")}
    paket: dict[date, list[Paketrad]] = defaultdict(list)
    for ett in Bevispaket.objects.select_related("bestallt_av").order_by("-pk"):
        paket[ett.manad].append(Paketrad.of(ett, user))
    return [Paketmanad(manad=m, korning=senaste[m], paket=paket[m]) for m in sorted(senaste, reverse=True)]


def key_of() -> Nyckel | str:
    """The key that signs now, or why there is none."""
    try:
        hel = public_key(signing_key())
    except KeyMissing as saknas:
        return str(saknas)
    return Nyckel(hel=hel, grupper=in_groups(hel))


def keys_before(nu: Nyckel | str) -> list[Nyckel]:
    """The keys that have signed packs before, the latest first."""
    rader = (
        Bevispaket.objects.exclude(nyckel="").order_by().values("nyckel").annotate(fran=Min("klart"), tom=Max("klart"))
    )
    aktuell = nu.hel if isinstance(nu, Nyckel) else ""
    tidigare = [rad for rad in rader if rad["nyckel"] != aktuell]
    return [
        Nyckel(hel=rad["nyckel"], grupper=in_groups(rad["nyckel"]), fran=rad["fran"], tom=rad["tom"])
        for rad in sorted(tidigare, key=lambda rad: rad["tom"], reverse=True)
    ]
