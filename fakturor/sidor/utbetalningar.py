"""Utbetalningarnas sidor: omgångarna, en omgångs betalningar och filer, och vad som skulle kunna betalas.

A payment that is about somebody closed to the reader is shown as an amount, and nothing else of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Prefetch, Q, QuerySet

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
    Faktura,
    Fakturarad,
    Utbetalningsomgang,
)
from fakturor.utbetalning.betalbara import Provad, TanktBetalning, Underlag

SKYDDAT = "Skyddat underlag"
ON_THE_WAY = (*BETALAS, Status.KREDITERAD)
AVVISAD, UTFORD = Betalbesked.Utfall.AVVISAD, Betalbesked.Utfall.UTFORD


def account_label(typ: str, nummer: str) -> str:
    """An account on a page. The digits of a bank account are hidden but for three: they may be a personnummer."""
    if typ == Konto.Typ.BANKGIRO:
        return f"Bankgiro {bankgiro(nummer)}"
    return f"Plusgiro {plusgiro(nummer)}" if typ == Konto.Typ.PLUSGIRO else f"Bankkonto, slutar på {nummer[-3:]}"


# The rounds


def listed_rounds() -> QuerySet[Utbetalningsomgang]:
    """Every round, the newest first, with how many of its payments have been executed and rejected."""
    return (
        Utbetalningsomgang.objects.select_related("skapad_av", "frislappt_av", "makulerad_av")
        .annotate(
            utforda=Count("betalningar", filter=Q(betalningar__besked__utfall=UTFORD)),
            avvisade=Count("betalningar", filter=Q(betalningar__besked__utfall=AVVISAD)),
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
    return f"Utförd, utom {omgang.avvisade} av {omgang.antal}" if omgang.avvisade else "Utförd"


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
    hinder: str = ""

    @property
    def ater_i_kon(self) -> bool:
        """Whether the bank has sent it back, so that its invoices can be paid in another round."""
        return self.besked is not None and self.besked.utfall == AVVISAD


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
    def vantar(self) -> int:
        """Payments without an answer."""
        return sum(rad.besked is None for rad in self.rader)


def build_page(omgang: Utbetalningsomgang, *, reader: User, hinder: dict[int, str] | None = None) -> Omgangssida:
    """A round for a reader. A constant number of queries. `hinder` is why payments cannot be made, by id."""
    poster = Betalningspost.objects.select_related("faktura").order_by("-belopp", "pk")
    betalningar = list(
        omgang.betalningar.select_related("anordnare", "besked__av", "besked__fil").prefetch_related(
            Prefetch("poster", poster)
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


# What could be paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Betalbarrad:
    """En betalning som det skulle bli, eller en faktura som hålls tillbaka, som den får visas."""

    id: int
    mottagare: str
    konto: str
    poster: tuple[Fakturapost, ...]
    belopp: Decimal
    forfaller: date | None
    referens: str = ""
    hinder: str = ""
    avvisad: Betalbesked | None = None
    """What the bank said when it was tried before."""


def payment_rows(underlag: Underlag) -> list[Betalbarrad]:
    """The payments that can be made. One query."""
    avvisade = rejected_before([betalning.faktura.faktura.pk for betalning in underlag.betalningar])
    return [_payable_row(betalning, avvisade) for betalning in underlag.betalningar]


def held_rows(underlag: Underlag) -> list[Betalbarrad]:
    """What is held back, and why. One query."""
    avvisade = rejected_before([provad.faktura.pk for provad in underlag.hallna])
    return [_held_row(provad, avvisade) for provad in underlag.hallna]


def rejected_before(ids: Collection[int]) -> dict[int, Betalbesked]:
    """What the bank last said of the payment of each invoice that it has sent back, by the invoice's id."""
    poster = Betalningspost.objects.filter(faktura__in=ids, betalning__besked__utfall=AVVISAD)
    poster = poster.select_related("betalning__besked").order_by("pk")
    return {post.faktura_id: post.betalning.besked for post in poster}


def rejected_and_waiting(reader: User) -> list[Betalning]:
    """The payments that came back and whose invoice waits to be paid anew, but those closed to the reader."""
    tillbaka = Betalning.objects.filter(besked__utfall=AVVISAD, poster__faktura__status=Status.GODKAND)
    tillbaka = tillbaka.exclude(poster__faktura__betalningsposter__upphord__isnull=True).distinct()
    betalningar = list(tillbaka.select_related("anordnare", "besked").order_by("pk"))
    slutna = closed_payments([betalning.pk for betalning in betalningar], reader)
    return [betalning for betalning in betalningar if betalning.pk not in slutna]


def _payable_row(betalning: TanktBetalning, avvisade: dict[int, Betalbesked]) -> Betalbarrad:
    faktura = betalning.faktura.faktura
    return Betalbarrad(
        id=faktura.pk,
        mottagare=provider_label(faktura.anordnare),
        konto=account_label(betalning.konto.typ, betalning.konto.nummer),
        poster=tuple(Fakturapost(p.faktura.pk, invoice_label(p.faktura), p.belopp) for p in betalning.poster),
        belopp=betalning.belopp,
        forfaller=faktura.forfallodatum,
        referens=f"OCR {betalning.ocr}" if betalning.ocr else mask_text(betalning.meddelande),
        avvisad=avvisade.get(faktura.pk),
    )


def _held_row(provad: Provad, avvisade: dict[int, Betalbesked]) -> Betalbarrad:
    faktura = provad.faktura
    mottagare = provider_label(faktura.anordnare) if faktura.anordnare else "Okänd mottagare"
    return Betalbarrad(
        id=faktura.pk,
        mottagare=SKYDDAT if provad.sluten else mottagare,
        konto="",
        poster=() if provad.sluten else (Fakturapost(faktura.pk, invoice_label(faktura), provad.belopp),),
        belopp=provad.belopp,
        forfaller=None if provad.sluten else faktura.forfallodatum,
        hinder=provad.hinder,
        avvisad=None if provad.sluten else avvisade.get(faktura.pk),
    )


# An invoice


@dataclass(frozen=True, slots=True)
class Betald:
    """Betalningen som en faktura är i, eller senast var i. `galler` tills omgången makuleras eller banken avvisar."""

    nummer: str
    omgang: int
    betaldag: date
    besked: Betalbesked | None
    galler: bool


def payment_of(faktura: Faktura) -> Betald | None:
    """The payment that the invoice is in, or was in last. No query before it is approved, and then one."""
    if faktura.status not in ON_THE_WAY:
        return None
    poster = Betalningspost.objects.filter(faktura=faktura).select_related("betalning__omgang", "betalning__besked")
    if (post := poster.order_by("pk").last()) is None:
        return None
    omgang, besked = post.betalning.omgang, getattr(post.betalning, "besked", None)
    return Betald(omgang.nummer, omgang.pk, omgang.betaldag, besked, post.upphord is None)
