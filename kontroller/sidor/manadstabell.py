"""Månadens fakturor som tabell: urval, ordning och summor."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices

from assistans.svenska import sortnyckel
from fakturor.models import Faktura
from kontroller.bedomningslage import Fakturalage
from kontroller.manad import NOLL, Manadslage, Underlag
from kontroller.regel import TYNGD, Utfall
from kontroller.sidor.beteckning import SKYDDAT, control_name, document_name, provider_name
from kontroller.sidor.steg import Steg, step_of


class Ordning(TextChoices):
    """Hur tabellen är ordnad."""

    UTFALL = "utfall", "Utfall, sedan belopp"
    FORFALLER = "forfaller", "Förfallodag"
    BELOPP = "belopp", "Belopp, störst först"
    ANORDNARE = "anordnare", "Anordnare"
    STEG = "steg", "Steg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabellrad:
    """En faktura i månadens tabell. `stangd` när den rör någon med skyddad identitet som användaren inte får se."""

    faktura: Faktura
    stangd: bool
    anordnare: str
    dokument: str
    referenser: tuple[str, ...]
    timmar: Decimal
    belopp: Decimal
    utfall: Utfall | None
    mening: str
    fler: int
    steg: Steg
    nedsatt: Decimal = NOLL

    @property
    def betalas(self) -> Decimal:
        """Kronor that are paid: what is claimed less a decided reduction."""
        return self.belopp - self.nedsatt

    @property
    def forfaller(self) -> date | None:
        """The day it is due, as the invoice says."""
        return self.faktura.forfallodatum

    @property
    def hela_timmar(self) -> int:
        """Hours as the list writes them, rounded."""
        return round(self.timmar)

    @property
    def fler_referenser(self) -> int:
        """How many references there are besides the first."""
        return max(len(self.referenser) - 1, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Urval:
    """Vad som visas och i vilken ordning. Tomma värden väljer allt."""

    q: str = ""
    anordnare: str = ""
    steg: str = ""
    utfall: str = ""
    tackning: str = ""
    ordna: str = Ordning.UTFALL

    def takes(self, rad: Tabellrad, i_delen: Collection[int] = ()) -> bool:
        """Whether the row is chosen. `i_delen` are the invoices of the chosen part of the coverage."""
        return (
            (not self.tackning or rad.faktura.pk in i_delen)
            and (not self.utfall or rad.utfall == self.utfall)
            and (not self.steg or rad.steg == self.steg)
            and (not self.anordnare or (not rad.stangd and rad.faktura.leverantor == self.anordnare))
            and (not self.q or self._matches(rad))
        )

    @property
    def some(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q or self.anordnare or self.steg or self.utfall or self.tackning)

    def _matches(self, rad: Tabellrad) -> bool:
        sokt = self.q.casefold()
        return any(sokt in text.casefold() for text in (rad.anordnare, rad.dokument, *rad.referenser))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabell:
    """De valda raderna i ordning, och deras summor."""

    rader: list[Tabellrad]

    @property
    def belopp(self) -> Decimal:
        """Kronor, credit notes as minus."""
        return sum((rad.belopp for rad in self.rader), NOLL)

    @property
    def nedsatt(self) -> Decimal:
        """Kronor that decided reductions take off."""
        return sum((rad.nedsatt for rad in self.rader), NOLL)

    @property
    def betalas(self) -> Decimal:
        """Kronor that are paid or would be."""
        return self.belopp - self.nedsatt

    @property
    def hela_timmar(self) -> int:
        """Hours that the lines claim, rounded once."""
        return round(sum((rad.timmar for rad in self.rader), NOLL))

    @property
    def referenser(self) -> int:
        """How many persons that may be seen."""
        return len({referens for rad in self.rader for referens in rad.referenser})


def build_rows(lage: Manadslage, lagen: dict[int, Fakturalage], stangda: set[int]) -> list[Tabellrad]:
    """Every invoice of the month as a row. `stangda` are ids of persons whom the user may not see."""
    return [_row(underlag, lagen.get(underlag.faktura.pk), stangda) for underlag in lage.underlag]


def choose(rader: list[Tabellrad], urval: Urval, i_delen: Collection[int] = ()) -> Tabell:
    """The rows that the choice takes, in its order."""
    return Tabell(rader=sorted((rad for rad in rader if urval.takes(rad, i_delen)), key=ORDNA[Ordning(urval.ordna)]))


def providers_of(rader: list[Tabellrad]) -> list[tuple[str, str]]:
    """The providers to choose among, as number and name, in Swedish alphabetical order."""
    namn = {rad.faktura.leverantor: rad.anordnare for rad in rader if not rad.stangd}
    return sorted(namn.items(), key=lambda par: sortnyckel(par[1]))


def _row(underlag: Underlag, lage: Fakturalage | None, stangda: set[int]) -> Tabellrad:
    faktura = underlag.faktura
    stangd = any(rad.brukare_id in stangda for rad in underlag.rader)
    fynd = underlag.fynd
    return Tabellrad(
        faktura=faktura,
        stangd=stangd,
        anordnare=SKYDDAT if stangd else provider_name(faktura),
        dokument="" if stangd else document_name(faktura),
        referenser=() if stangd else tuple(underlag.referenser),
        timmar=underlag.timmar,
        belopp=underlag.belopp,
        nedsatt=underlag.nedsatt,
        utfall=underlag.utfall,
        mening=control_name(fynd[0].regel) if fynd and not stangd else "",
        fler=max(len(fynd) - 1, 0) if not stangd else 0,
        steg=step_of(faktura, lage),
    )


def _by_verdict(rad: Tabellrad) -> tuple[Any, ...]:
    return (TYNGD[rad.utfall] if rad.utfall else len(TYNGD), -rad.betalas, rad.faktura.pk)


ORDNA: dict[Ordning, Callable[[Tabellrad], tuple[Any, ...]]] = {
    Ordning.UTFALL: _by_verdict,
    Ordning.FORFALLER: lambda rad: (rad.forfaller or date.max, *_by_verdict(rad)),
    Ordning.BELOPP: lambda rad: (-rad.betalas, rad.faktura.pk),
    Ordning.ANORDNARE: lambda rad: (sortnyckel(rad.anordnare), *_by_verdict(rad)),
    Ordning.STEG: lambda rad: (list(Steg).index(rad.steg), *_by_verdict(rad)),
}
