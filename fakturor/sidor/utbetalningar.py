"""Utbetalningarnas sidor: omgångarna, en omgångs betalningar och filer, och vad som skulle kunna betalas.

A payment that is about somebody closed to the reader is shown as an amount, and nothing else of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assistans.models import Handelse, User
from assistans.svenska import bankgiro, mask_text, plusgiro
from beslut.beteckning import provider_label
from beslut.models import Anordnare, Brukare, Konto
from fakturor.flode import BETALAS, Status
from fakturor.models import (
    Betalbesked,
    Betalfil,
    Betalning,
    Betalningspost,
    Betalningsretur,
    Faktura,
    Fakturarad,
    Utbetalningsomgang,
)

SKYDDAT = "Skyddat underlag"
ON_THE_WAY = (*BETALAS, Status.KREDITERAD)
AVVISAD, UTFORD = Betalbesked.Utfall.AVVISAD, Betalbesked.Utfall.UTFORD
BACK = Q(betalning__besked__utfall=AVVISAD) | Q(betalning__returer__oppnar=True)
"""A part of a payment that the bank has sent back whole, before it was executed or after."""
Sagt = Betalbesked | Betalningsretur
"""What the bank has said of a payment: both have a day, a code and a reason."""


def account_label(typ: str, nummer: str) -> str:
    """An account on a page. The digits of a bank account are hidden but for three: they may be a personnummer."""
    if typ == Konto.Typ.BANKGIRO:
        return f"Bankgiro {bankgiro(nummer)}"
    return f"Plusgiro {plusgiro(nummer)}" if typ == Konto.Typ.PLUSGIRO else f"Bankkonto, slutar på {nummer[-3:]}"


# The rounds


def listed_rounds() -> QuerySet[Utbetalningsomgang]:
    """Every round, the newest first, with how many of its payments have been executed (`utforda`), rejected, and come
    back after they were executed, at least in part (`returer`), or whole so that they are paid again (`oppnade`).
    """
    tillbaka = Betalningsretur.objects.filter(betalning__omgang=OuterRef("pk")).order_by().values("betalning__omgang")
    antal = tillbaka.annotate(antal=Count("betalning", distinct=True)).values("antal")
    oppnade = tillbaka.filter(oppnar=True).annotate(antal=Count("pk")).values("antal")
    return (
        Utbetalningsomgang.objects.select_related("skapad_av", "frislappt_av", "makulerad_av")
        .annotate(
            utforda=Count("betalningar", filter=Q(betalningar__besked__utfall=UTFORD)),
            avvisade=Count("betalningar", filter=Q(betalningar__besked__utfall=AVVISAD)),
            returer=Coalesce(Subquery(antal), 0),
            oppnade=Coalesce(Subquery(oppnade), 0),
        )
        .order_by("-pk")
    )


def state_in_words(omgang: Utbetalningsomgang) -> str:
    """Where a round is: what it waits for, or how it went. Of `listed_rounds`."""
    if omgang.status == Utbetalningsomgang.Status.FORBEREDD:
        return "Väntar på att frisläppas"
    if omgang.status == Utbetalningsomgang.Status.MAKULERAD:
        return "Makulerad"
    vantar = omgang.antal - omgang.utforda - omgang.avvisade
    if vantar == omgang.antal:
        return "Lämnad, väntar på besked"
    if vantar:
        return f"Lämnad, {vantar} av {omgang.antal} väntar på besked"
    utom = omgang.avvisade + omgang.oppnade
    if utom == omgang.antal:
        return "Allt kom tillbaka"
    return f"Utförd, utom {utom} av {omgang.antal}" if utom else "Utförd"


# A round


@dataclass(frozen=True, slots=True)
class Fakturapost:
    """En faktura i en betalning, som den får visas."""

    id: int
    namn: str
    belopp: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Betalningsrad:
    """En betalning, som den får visas. `sluten` säger att bara beloppet visas."""

    betalning: Betalning
    sluten: bool
    mottagare: str
    konto: str
    poster: tuple[Fakturapost, ...]
    besked: Betalbesked | None
    returer: tuple[Betalningsretur, ...] = ()
    hinder: str = ""

    @property
    def ater_i_kon(self) -> bool:
        """Whether the bank has sent it back, so that its invoices can be paid in another round."""
        return self.besked is not None and self.besked.utfall == AVVISAD

    @property
    def kan_komma_tillbaka(self) -> bool:
        """Whether it is executed, and some of it has not come back."""
        utford = self.besked is not None and self.besked.utfall == UTFORD
        return utford and sum((r.belopp for r in self.returer), Decimal(0)) < self.betalning.belopp


@dataclass(frozen=True, slots=True, kw_only=True)
class Filrad:
    """En fil som omgången har lämnat, och hur ofta den har hämtats."""

    fil: Betalfil
    hamtad: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Omgangssida:
    """En omgång med betalningar och filer."""

    omgang: Utbetalningsomgang
    rader: list[Betalningsrad]
    filer: list[Filrad] = field(default_factory=list)

    @property
    def hinder(self) -> list[Betalningsrad]:
        """The payments that can no longer be made as they stand."""
        return [rad for rad in self.rader if rad.hinder]

    @property
    def har_slutna(self) -> bool:
        """Whether the reader may not see who some payment is to."""
        return any(rad.sluten for rad in self.rader)

    @property
    def mottagare(self) -> int:
        """How many are paid."""
        return len({rad.betalning.anordnare_id for rad in self.rader})

    @property
    def utforda(self) -> int:
        return sum(rad.besked is not None and rad.besked.utfall == UTFORD for rad in self.rader)

    @property
    def avvisade(self) -> int:
        return sum(rad.ater_i_kon for rad in self.rader)

    @property
    def returer(self) -> int:
        """Payments of which something has come back after they were executed."""
        return sum(bool(rad.returer) for rad in self.rader)

    @property
    def har_koder(self) -> bool:
        """Whether a code of the bank's is explained on the page."""
        return any(sagt.skal_kod for rad in self.rader for sagt in (rad.besked, *rad.returer) if sagt)

    @property
    def vantar(self) -> int:
        """Payments without an answer."""
        return sum(rad.besked is None for rad in self.rader)


def build_page(omgang: Utbetalningsomgang, *, reader: User, hinder: dict[int, str] | None = None) -> Omgangssida:
    """A round for a reader. A constant number of queries. `hinder` is why payments cannot be made, by id."""
    poster = Betalningspost.objects.select_related("faktura").order_by("-belopp", "pk")
    betalningar = list(
        omgang.betalningar.select_related("anordnare", "besked__av", "besked__fil").prefetch_related(
            Prefetch("poster", poster),
            Prefetch("returer", Betalningsretur.objects.select_related("av", "fil", "beslut__av").order_by("pk")),
        )
    )
    slutna = closed_payments([betalning.pk for betalning in betalningar], reader)
    return Omgangssida(
        omgang=omgang,
        rader=[
            _row(betalning, betalning.pk in slutna, (hinder or {}).get(betalning.pk, "")) for betalning in betalningar
        ],
        filer=_files(omgang),
    )


def closed_payments(ids: Collection[int], reader: User) -> set[int]:
    """Those of the payments that are about somebody whom the reader may not see. Two queries."""
    stangda = Brukare.objects.closed_to(reader)
    om = Fakturarad.objects.filter(brukare__in=stangda).values("faktura")
    betalningar = Betalning.objects.filter(pk__in=ids)
    till = betalningar.exclude(anordnare__in=Anordnare.objects.open_to(reader)).values_list("pk", flat=True)
    return set(till) | set(betalningar.filter(poster__faktura__in=om).values_list("pk", flat=True))


def _row(betalning: Betalning, sluten: bool, hinder: str) -> Betalningsrad:
    return Betalningsrad(
        betalning=betalning,
        sluten=sluten,
        mottagare=SKYDDAT if sluten else provider_label(betalning.anordnare),
        konto="" if sluten else account_label(betalning.konto_typ, betalning.konto_nummer),
        poster=()
        if sluten
        else tuple(Fakturapost(p.faktura_id, invoice_label(p.faktura), p.belopp) for p in betalning.poster.all()),
        besked=getattr(betalning, "besked", None),
        returer=tuple(betalning.returer.all()),
        hinder=hinder,
    )


def invoice_label(faktura: Faktura) -> str:
    """Faktura 4187. A number that can be a personnummer is masked."""
    return f"{faktura.get_typ_display()} {mask_text(faktura.nummer)}"


def _files(omgang: Utbetalningsomgang) -> list[Filrad]:
    hamtningar = Handelse.objects.filter(
        typ="utbetalning.fil_hamtad", objekt=Utbetalningsomgang._meta.label_lower, objekt_id=omgang.pk
    )
    ganger = Counter(slag for slag in hamtningar.values_list("uppgifter__slag", flat=True))
    return [Filrad(fil=fil, hamtad=ganger[fil.slag]) for fil in omgang.filer.defer("innehall").order_by("pk")]


# What has come back


def rejected_before(ids: Collection[int]) -> dict[int, Sagt]:
    """What the bank last said of the payment of each invoice that it has sent back, by its id. Two queries."""
    poster = Betalningspost.objects.filter(faktura__in=ids).filter(BACK)
    poster = poster.select_related("betalning__besked").prefetch_related("betalning__returer").order_by("pk").distinct()
    return {post.faktura_id: sagt for post in poster if (sagt := why_back(post.betalning))}


def why_back(betalning: Betalning) -> Sagt | None:
    """What the bank said when it sent the payment back, last of all; None when it has not. Of fetched rows."""
    if returer := [retur for retur in betalning.returer.all() if retur.oppnar]:
        return returer[-1]
    besked = getattr(betalning, "besked", None)
    return besked if besked is not None and besked.utfall == AVVISAD else None


def returns_to_settle(reader: User) -> list[Betalningsretur]:
    """The returns that opened no invoice and that nobody has decided about, but those closed to the reader and those of
    the rounds that she has released herself.
    """
    vantar = Betalningsretur.objects.filter(oppnar=False, beslut__isnull=True)
    vantar = vantar.exclude(betalning__omgang__frislappt_av=reader)
    returer = list(vantar.select_related("betalning__anordnare", "betalning__omgang").order_by("datum", "pk"))
    slutna = closed_payments([retur.betalning_id for retur in returer], reader) if returer else set()
    return [retur for retur in returer if retur.betalning_id not in slutna]


def rejected_and_waiting(reader: User) -> list[tuple[Betalning, Sagt]]:
    """The payments that came back and whose invoice waits to be paid anew, with what the bank said, but those closed
    to the reader and those whose invoice has been in a later payment that was not cancelled.
    """
    senare = Betalningspost.objects.filter(faktura=OuterRef("faktura"), pk__gt=OuterRef("pk"))
    senare = senare.exclude(betalning__omgang__status=Utbetalningsomgang.Status.MAKULERAD)
    poster = Betalningspost.objects.filter(BACK, faktura__status=Status.GODKAND).exclude(Exists(senare))
    tillbaka = Betalning.objects.filter(pk__in=poster.values("betalning"))
    betalningar = list(tillbaka.select_related("anordnare", "besked").prefetch_related("returer").order_by("pk"))
    slutna = closed_payments([betalning.pk for betalning in betalningar], reader)
    return [(b, sagt) for b in betalningar if b.pk not in slutna and (sagt := why_back(b))]


# An invoice


@dataclass(frozen=True, slots=True)
class Betald:
    """Betalningen som en faktura är i, eller senast var i. `galler` tills omgången makuleras eller banken avvisar."""

    nummer: str
    omgang: int
    betaldag: date
    besked: Betalbesked | None
    galler: bool
    retur: Betalningsretur | None = None
    """That it came back after it was executed, at least in part; the latest."""


def payment_of(faktura: Faktura) -> Betald | None:
    """The payment that the invoice is in, or was in last. No query before it is approved, and then at
    most two.
    """
    if faktura.status not in ON_THE_WAY:
        return None
    poster = Betalningspost.objects.filter(faktura=faktura).select_related("betalning__omgang", "betalning__besked")
    if (post := poster.order_by("pk").last()) is None:
        return None
    omgang, besked = post.betalning.omgang, getattr(post.betalning, "besked", None)
    utford = besked is not None and besked.utfall == UTFORD
    retur = post.betalning.returer.select_related("beslut").order_by("pk").last() if utford else None
    return Betald(omgang.nummer, omgang.pk, omgang.betaldag, besked, post.upphord is None, retur)
