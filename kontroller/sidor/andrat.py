"""Ändrat efter godkännande: det som dagens uppgifter säger om fakturor som redan är godkända eller betalda."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from assistans.models import User
from fakturor.flode import Status
from fakturor.models import Faktura, Fakturarad
from fakturor.sidor.sena_uppgifter import Sen, rows_of, waiting
from kontroller.motor import Verdikt
from kontroller.regel import Utfall
from kontroller.services.recalculating import Andrat, Omrakning, newest_recalculation, recalculation_state
from kontroller.sidor.beteckning import SKYDDAT, closed_to, control_name, document_name, provider_name
from kontroller.sidor.dolda_fakturor import without_closed_invoices
from kontroller.sidor.sjuklonesida import SER_DAGAR
from kontroller.sidor.utan_sjukdagar import in_months


@dataclass(frozen=True, slots=True, kw_only=True)
class Andratrad:
    """En faktura och en kontroll som i dag skulle svara annorlunda. `stangd` när läsaren inte får se vem den rör."""

    faktura: Faktura
    stangd: bool
    andrat: Andrat

    @property
    def anordnare(self) -> str:
        """The provider, as pages name it."""
        return SKYDDAT if self.stangd else provider_name(self.faktura)

    @property
    def dokument(self) -> str:
        """Faktura 4187."""
        return "" if self.stangd else document_name(self.faktura)

    @property
    def is_paid(self) -> bool:
        """Whether it has been paid, so that something can be demanded back."""
        return self.faktura.status == Status.UTBETALD and not self.faktura.is_credit

    @property
    def kontroll(self) -> str:
        """What the control is called."""
        return control_name(self.andrat.regel)

    @property
    def kronor(self) -> Decimal:
        """Kronor that the control questions today."""
        return Decimal(self.andrat.kronor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Andratsida:
    """Sidan för en månad. `omrakning` är None innan någon har räknat om den."""

    omrakning: Omrakning | None
    lage: str
    rader: list[Andratrad]
    sena: list[Sen]

    @property
    def pagar(self) -> bool:
        """Whether a worker is at it."""
        return self.lage == "pagar"

    @property
    def fakturor(self) -> int:
        """How many invoices something has changed for."""
        return len({rad.faktura.pk for rad in self.rader})


def build_changes(manad: date, *, reader: User) -> Andratsida:
    """What the newest recalculation found. A constant number of queries."""
    omrakning = newest_recalculation(manad)
    andrat = omrakning.andrat if omrakning else ()
    fakturor = Faktura.objects.select_related("anordnare").in_bulk([ett.faktura for ett in andrat])
    stangda = _closed(fakturor, reader)
    return Andratsida(
        omrakning=omrakning,
        lage=recalculation_state(manad),
        rader=[
            Andratrad(faktura=fakturor[ett.faktura], stangd=ett.faktura in stangda, andrat=ett)
            for ett in without_days(_open_words(andrat, reader), fakturor, reader)
            if ett.faktura in fakturor
        ],
        sena=rows_of(waiting(reader, manad)),
    )


def _open_words(andrat: Iterable[Andrat], reader: User) -> list[Andrat]:
    """The same, without the number of any invoice that the reader may not see. One query."""
    andrat = list(andrat)
    verdikt = [
        Verdikt(regel=ett.regel, version=1, utfall=Utfall(ett.utfall), text=ett.text, lagrum="", fynd=())
        for ett in andrat
    ]
    utan = without_closed_invoices(verdikt, reader)
    return [replace(ett, text=v.text) for ett, v in zip(andrat, utan, strict=True)]


def without_days(andrat: Iterable[Andrat], fakturor: Mapping[int, Faktura], reader: User) -> list[Andrat]:
    """The same, with months for days in what was found on claims of sick pay, for who does not need the days."""
    if reader.may(SER_DAGAR):
        return list(andrat)
    sjukloner = {pk for pk, faktura in fakturor.items() if faktura.typ == Faktura.Typ.SJUKLON}
    return [replace(ett, text=in_months(ett.text)) if ett.faktura in sjukloner else ett for ett in andrat]


def _closed(faktura_ids: Iterable[int], reader: User) -> set[int]:
    rader = Fakturarad.objects.filter(faktura__in=list(faktura_ids), brukare__in=closed_to(reader))
    return set(rader.values_list("faktura", flat=True))
