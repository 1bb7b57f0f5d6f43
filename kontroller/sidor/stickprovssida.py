"""Månadens stickprov som de visas: ramen, urvalen, vad omgranskningen fann, och det uppskattade felet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from assistans.models import User
from assistans.svenska import kronor
from fakturor.models import Fakturarad
from kontroller.loading.belopp import exact
from kontroller.models import Stickprov, Stickprovspost
from kontroller.omgranskning.skattning import Granskad, Skattning, estimate
from kontroller.services.sampling import SLUMP, approved_with, redraw
from kontroller.sidor.beteckning import SKYDDAT, closed_to, document_name, provider_name

MINST, RISKFORSLAG = 10, 5
GRANSKAS_INOM = timedelta(days=30)
"""Så snart efter dragningen står ett stickprov som brådskande på arbetslistan."""


class Oppna(NamedTuple):
    """Så många fakturor som återstår i en månads stickprov, och när de senast bör vara granskade."""

    antal: int
    senast: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Postrad:
    """En faktura i stickprovet. `stangd` när den rör någon som läsaren inte får se."""

    post: Stickprovspost
    stangd: bool
    far_granska: bool
    varfor_inte: str = ""

    @property
    def anordnare(self) -> str:
        """The provider, as pages name it."""
        return SKYDDAT if self.stangd else provider_name(self.post.faktura)

    @property
    def dokument(self) -> str:
        """Faktura 4187."""
        return "" if self.stangd else document_name(self.post.faktura)

    @property
    def belopp(self) -> Decimal:
        """What was approved, in kronor."""
        return exact(self.post.belopp)

    @property
    def ratt_belopp(self) -> Decimal | None:
        """What it should have come to, when somebody has examined it anew."""
        return None if self.post.ratt_belopp is None else exact(self.post.ratt_belopp)

    @property
    def fel(self) -> Decimal:
        """Kronor paid too much; negative for too little; nothing before it is examined."""
        return Decimal(0) if self.ratt_belopp is None else self.belopp - self.ratt_belopp

    @property
    def fel_i_ord(self) -> str:
        """What the examination found, in kronor; empty when the amount was right."""
        if not self.fel:
            return ""
        return f"{kronor(abs(self.fel))} för {'mycket' if self.fel > 0 else 'lite'}."

    @property
    def klar(self) -> bool:
        """Whether somebody has examined it anew."""
        return self.post.granskad is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stickprovsvy:
    """Ett stickprov: de slumpvis dragna, de som valdes efter risk, och skattningen när alla de första är granskade."""

    stickprov: Stickprov
    slump: list[Postrad]
    risk: list[Postrad]
    skattning: Skattning | None
    omdragning: str

    @property
    def ram(self) -> Decimal:
        """The frame in kronor."""
        return exact(sum(self.stickprov.belopp, Decimal(0)))

    @property
    def intervall(self) -> Decimal:
        """Kronor between two drawn, to the öre."""
        return exact(self.stickprov.intervall.quantize(Decimal("0.01")))

    @property
    def start(self) -> Decimal:
        """The first drawn krona, to the öre."""
        return exact(self.stickprov.start.quantize(Decimal("0.01")))

    @property
    def poster(self) -> list[Postrad]:
        """Those drawn at random, then those chosen by risk."""
        return [*self.slump, *self.risk]

    @property
    def kvar(self) -> int:
        """How many remain to be examined."""
        return sum(not rad.klar for rad in self.poster)

    @property
    def kvar_av_slump(self) -> int:
        """How many of those drawn at random remain: the estimate waits for them."""
        return sum(not rad.klar for rad in self.slump)

    @property
    def risk_fel(self) -> Decimal:
        """Kronor paid too much in those chosen by risk. It is added to nothing: they do not stand for others."""
        return sum((rad.fel for rad in self.risk if rad.fel > 0), Decimal("0.00"))


def samples_of(manad: date, *, reader: User | None = None) -> list[Stickprovsvy]:
    """The month's samples, newest first. A constant number of queries for each sample.

    Without a reader what is about protected persons is counted and not shown, as in the report.
    """
    prov = list(Stickprov.objects.filter(manad=manad).select_related("draget_av"))
    poster = Stickprovspost.objects.filter(stickprov__in=prov).select_related("granskad_av", "faktura__anordnare")
    per_prov: dict[int, list[Stickprovspost]] = {ett.pk: [] for ett in prov}
    for post in poster.order_by("pk"):
        per_prov[post.stickprov_id].append(post)
    ids = [post.faktura_id for lista in per_prov.values() for post in lista]
    stangda, egna = _closed(ids, reader), approved_with(ids, reader) if reader else set()
    far = reader is not None and reader.may("kontroller.granska_stickprov")
    return [
        _view(ett, [_row(post, stangda, egna, far=far) for post in per_prov[ett.pk]], by_whom=reader) for ett in prov
    ]


def open_items_for(user: User) -> dict[date, Oppna]:
    """How many invoices the user may examine anew and by when, by the month of the sample. Six queries."""
    oppna = Stickprovspost.objects.filter(granskad__isnull=True).order_by("-pk")
    rader = list(oppna.values_list("faktura", "stickprov__manad", "stickprov__draget"))
    ids = [faktura for faktura, _, _ in rader]
    borta = _closed(ids, user) | approved_with(ids, user)
    svar: dict[date, Oppna] = {}
    for faktura, manad, draget in rader:
        if faktura not in borta:
            senast = timezone.localdate(draget) + GRANSKAS_INOM
            svar[manad] = Oppna(antal=svar[manad].antal + 1 if manad in svar else 1, senast=senast)
    return svar


def suggested_size(ram: Iterable[Decimal]) -> int:
    """As many kronor as are suggested to be drawn: a part of the invoices, but not too few to say anything."""
    n = len(list(ram))
    return min(max(MINST, -(-n * 5 // 100)), max(n, 1))


def _view(stickprov: Stickprov, rader: list[Postrad], *, by_whom: User | None) -> Stickprovsvy:
    slump = [rad for rad in rader if rad.post.urval == SLUMP]
    return Stickprovsvy(
        stickprov=stickprov,
        slump=slump,
        risk=[rad for rad in rader if rad.post.urval != SLUMP],
        skattning=_estimate(stickprov, slump),
        omdragning=redraw(stickprov) if by_whom else "",
    )


def _estimate(stickprov: Stickprov, slump: list[Postrad]) -> Skattning | None:
    if not all(rad.klar for rad in slump):
        return None
    return estimate(
        (Granskad(belopp=rad.post.belopp, ratt_belopp=rad.post.ratt_belopp) for rad in slump),
        ram=stickprov.belopp,
        intervall=stickprov.intervall,
        konfidens=stickprov.konfidens,
    )


def _row(post: Stickprovspost, stangda: set[int], egna: set[int], *, far: bool) -> Postrad:
    oppen = far and post.granskad is None and post.faktura_id not in stangda
    return Postrad(
        post=post,
        stangd=post.faktura_id in stangda,
        far_granska=oppen and post.faktura_id not in egna,
        varfor_inte="Du har attesterat eller bedömt den." if oppen and post.faktura_id in egna else "",
    )


def _closed(faktura_ids: list[int], reader: User | None) -> set[int]:
    """The invoices about somebody whom the reader may not see. Two queries; none without a reader."""
    if reader is None:
        return set(faktura_ids)
    rader = Fakturarad.objects.filter(faktura__in=faktura_ids, brukare__in=closed_to(reader))
    return set(rader.values_list("faktura", flat=True))
