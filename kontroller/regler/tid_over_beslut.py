"""A02: mer intygad eller fakturerad tid än besluten ger."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from assistans.svenska import decimal, timmar_minuter
from kontroller.berakning import TIMME, granted_minutes, granted_payable_minutes, rounded_hours
from kontroller.bevis import person_month
from kontroller.fakta import DELARE, Fakta, IntygadTid, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, stop
from kontroller.underlag import kind_text, line_names, price_of_time, without_rows


@regel(kod="A02", version=1, rubrik="Tid mot beslut", lagrum="9 § 2 LSS", allvar=Allvar.STOPP)
def tid_over_beslut(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Tiden för en månad får inte vara längre än besluten ger.

    Personens hela månad räknas, över alla anordnare och fakturor: först den intygade tiden, var tidstyp för sig, sedan
    de fakturerade timmarna. Väntetid räknas där som en fjärdedel och beredskap som en sjundedel. Ett beslut som gäller
    en del av månaden räknas för de dagarna. Exakt den beviljade tiden godtas, en minut mer gör det inte.
    """
    for redovisning in fakta.redovisningar:
        intygat = [f for tid in redovisning.personmanad.intygat if (f := _certified(fakta, redovisning, tid))]
        beviljat = granted_payable_minutes(redovisning)
        fynd = [*intygat, *_invoiced(fakta, redovisning, beviljat)]
        if fynd:
            yield from fynd
        elif redovisning.rapporter:
            yield _within(redovisning, beviljat)
        else:
            yield without_rows(redovisning)


def _excess(redovisning: Redovisning, tid: IntygadTid) -> Fraction:
    return max(Fraction(0), tid.minuter - granted_minutes(redovisning, tid.tidstyp, tid.dubbel))


def _payable_excess(redovisning: Redovisning) -> Fraction:
    """What the certified time of every kind is above its own grant, as it is paid."""
    return sum(
        (_excess(redovisning, tid) / DELARE[tid.tidstyp] for tid in redovisning.personmanad.intygat), Fraction(0)
    )


def _certified(fakta: Fakta, redovisning: Redovisning, tid: IntygadTid) -> Fynd | None:
    over = _excess(redovisning, tid)
    if not over:
        return None
    beviljat = granted_minutes(redovisning, tid.tidstyp, tid.dubbel)
    tidsord = kind_text(tid.tidstyp, tid.dubbel)
    return stop(
        f"{timmar_minuter(tid.minuter)} {tidsord} är intygad för {person_month(redovisning)}, "
        f"{timmar_minuter(over)} mer än de {timmar_minuter(beviljat)} som besluten ger.",
        redovisning=redovisning.id,
        matt={"beviljade_minuter": beviljat, "intygade_minuter": tid.minuter, "over_minuter": over},
        rader=line_names(fakta, redovisning),
        kronor=price_of_time(fakta, redovisning, over / DELARE[tid.tidstyp]),
    )


def _invoiced(fakta: Fakta, redovisning: Redovisning, beviljade_minuter: Fraction) -> Iterator[Fynd]:
    """The invoiced hours against the granted, rounded once to the invoices' own decimals."""
    manad = redovisning.personmanad
    beviljat = rounded_hours(beviljade_minuter, manad.decimaler)
    over = manad.fakturerade_timmar - beviljat
    if over <= 0:
        return
    # What is certified above the grant is already counted in kronor by the other findings.
    ytterligare = Fraction(over) * TIMME - _payable_excess(redovisning)
    yield stop(
        f"{decimal(manad.fakturerade_timmar)} timmar är fakturerade för {person_month(redovisning)}, "
        f"{decimal(over)} timmar mer än de {decimal(beviljat)} som besluten ger.",
        redovisning=redovisning.id,
        matt=_invoiced_figures(redovisning, beviljat, beviljade_minuter) | {"over_timmar": over},
        rader=line_names(fakta, redovisning),
        kronor=price_of_time(fakta, redovisning, ytterligare) if ytterligare > 0 else None,
    )


def _within(redovisning: Redovisning, beviljade_minuter: Fraction) -> Fynd:
    manad = redovisning.personmanad
    beviljat = rounded_hours(beviljade_minuter, manad.decimaler)
    return ok(
        f"{timmar_minuter(sum(tid.minuter for tid in manad.intygat))} är intygade och "
        f"{decimal(manad.fakturerade_timmar)} timmar fakturerade för {person_month(redovisning)}, inom de "
        f"{decimal(beviljat)} timmar som besluten ger.",
        redovisning=redovisning.id,
        matt=_invoiced_figures(redovisning, beviljat, beviljade_minuter),
    )


def _invoiced_figures(
    redovisning: Redovisning, beviljat: Decimal, beviljade_minuter: Fraction
) -> dict[str, Decimal | Fraction | int | str]:
    manad = redovisning.personmanad
    return {
        "beviljade_timmar": beviljat,
        "fakturerade_timmar": manad.fakturerade_timmar,
        "beviljade_minuter": beviljade_minuter,
        "intygade_minuter": sum(tid.minuter for tid in manad.intygat),
    }
