"""Betalningar och deras delar som verifikationer (SIE) och konteringsrader (CSV). Utan databas.

One voucher per payment, not per round: the bank answers payment by payment, so one that comes back can be reversed
by its own voucher, and the ledger is known again by the payment's id. Cost accounts are debited per month and coding,
the account that the municipality pays from or owes on is credited with what is paid. The day is the day of payment; the
month that the cost belongs to stands as a dimension of every row, so that the finance system accrues it (H09). Texts
carry month and the payment's id. Nobody is named: the payee is an orgnr or a pseudonym.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from beslut.models import Kontering
from fakturor.betalfiler.kontering import Konteringsrad
from fakturor.betalfiler.sie import Kontorad, Verifikation
from fakturor.bokforing.delar import Del, Kodning, Kombination
from fakturor.bokforing.fordelning import share

ANSVAR, LEVERANTOR, VERKSAMHET, MOTPART, PERIOD = 1, 9, 20, 21, 22
DIMENSIONER = (
    (ANSVAR, "Ansvar"),
    (LEVERANTOR, "Leverantör"),
    (VERKSAMHET, "Verksamhet"),
    (MOTPART, "Motpart"),
    (PERIOD, "Prestationsmånad"),
)
"""1 and 9 are the standard's own. It has none for the rest, and leaves 20 and up to whoever writes the file."""


@dataclass(frozen=True, slots=True)
class Bokforingsrad:
    """Kronor av en betalning på en kontering och en månad; en kreditfakturas del är negativ."""

    kombination: Kombination
    manad: date
    kodning: Kodning
    belopp: Decimal


@dataclass(frozen=True, slots=True)
class Bokford:
    """En betalning som den bokförs. `mottagare` är orgnr eller pseudonym. Raderna blir beloppet på öret."""

    kod: str
    dag: date
    mottagare: str
    belopp: Decimal
    rader: tuple[Bokforingsrad, ...]


def booked(*, kod: str, dag: date, mottagare: str, poster: Iterable[tuple[Decimal, list[Del]]]) -> Bokford:
    """A payment by what it pays of each invoice and that invoice's parts, all of which have a coding."""
    summor: dict[tuple[Kombination, date, Kodning], Decimal] = defaultdict(Decimal)
    betalt = Decimal(0)
    for belopp, delar in poster:
        betalt += belopp
        for part, kronor in zip(delar, share(belopp, [part.vikt for part in delar]), strict=True):
            assert part.kodning is not None
            summor[part.kombination, part.manad, part.kodning] += kronor
    rader = (
        Bokforingsrad(kombination, manad, kodning, kronor)
        for (kombination, manad, kodning), kronor in sorted(summor.items(), key=lambda par: _order(*par[0]))
        if kronor
    )
    return Bokford(kod, dag, mottagare, betalt, tuple(rader))


def voucher_of(betalning: Bokford, motkonto: str) -> Verifikation:
    """The payment as a voucher. The receiving program gives it its series and number."""
    debet = (
        Kontorad(
            rad.kodning.konto,
            rad.belopp,
            tuple(
                (nummer, kod)
                for nummer, kod in (
                    (ANSVAR, rad.kodning.ansvar),
                    (VERKSAMHET, rad.kodning.verksamhet),
                    (MOTPART, rad.kodning.motpart),
                    (PERIOD, f"{rad.manad:%Y-%m}"),
                )
                if kod
            ),
            _text(rad, betalning.kod),
        )
        for rad in betalning.rader
    )
    kredit = Kontorad(motkonto, -betalning.belopp, ((LEVERANTOR, betalning.mottagare),), f"Utbetalning {betalning.kod}")
    return Verifikation("", "", betalning.dag, f"Utbetalning {betalning.kod}", (*debet, kredit))


def coding_rows(betalning: Bokford) -> list[Konteringsrad]:
    """The payment as rows of the coding file."""
    return [
        Konteringsrad(
            betalning_id=betalning.kod,
            form=rad.kombination.avtalsform,
            mottagare=betalning.mottagare,
            belopp=rad.belopp,
            konto=rad.kodning.konto,
            ansvar=rad.kodning.ansvar,
            verksamhet=rad.kodning.verksamhet,
            motpart=rad.kodning.motpart,
            momsersattning=rad.kodning.momsersattning,
            text=_text(rad, betalning.kod),
        )
        for rad in betalning.rader
    ]


def _text(rad: Bokforingsrad, kod: str) -> str:
    return f"{Kontering.Slag(rad.kombination.slag).label} {rad.manad:%Y-%m}, {kod}"


def _order(kombination: Kombination, manad: date, kodning: Kodning) -> tuple:
    return manad, kodning, kombination
