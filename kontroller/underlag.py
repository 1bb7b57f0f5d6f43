"""Det som flera regler säger och pekar ut på samma sätt: dagar, tidrader och ifrågasatta kronor. Utan Django."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from assistans.svenska import HARD_SPACE, manad_namn, upprakning
from kontroller.berakning import TIMME, payable_minutes, price_per_hour, round_half_up
from kontroller.fakta import Fakta, Fakturarad, Ordslag, Rapport, Redovisning, Tidrad, Tidstyp
from kontroller.regel import Fynd, dossier_name, not_applicable, not_judged, ok, row_name

Rader = Sequence[tuple[Rapport, Tidrad]]

TIDSORD: dict[Tidstyp, str] = {"aktiv": "aktiv tid", "vantetid": "väntetid", "beredskap": "beredskap"}


# --- Ord ----------------------------------------------------------------------------------------------------------


def kind_text(tidstyp: Tidstyp, dubbel: bool = False) -> str:
    """A kind of time in a sentence: aktiv tid, dubbel beredskap."""
    return f"dubbel {TIDSORD[tidstyp]}" if dubbel else TIDSORD[tidstyp]


def days_text(dagar: Iterable[date]) -> str:
    """Days in a sentence, written compactly: 3–9 och 12 april 2015."""
    manader = groupby(sorted(set(dagar)), key=lambda dag: dag.replace(day=1))
    return upprakning([f"{upprakning(_spans(list(i_manaden)))}{HARD_SPACE}{manad_namn(m)}" for m, i_manaden in manader])


def _spans(dagar: list[date]) -> list[str]:
    """Runs of days within one month as day numbers, first–last."""
    # Days that follow each other are equally far from their place in the list.
    foljder = [
        [dag for _, dag in foljd]
        for _, foljd in groupby(enumerate(dagar), key=lambda par: par[1] - timedelta(days=par[0]))
    ]
    return [f"{f[0].day}–{f[-1].day}" if len(f) > 1 else str(f[0].day) for f in foljder]


# --- Tidrader och det de kostar -----------------------------------------------------------------------------------


def rows_on(redovisning: Redovisning, dagar: Collection[date]) -> list[tuple[Rapport, Tidrad]]:
    """The dossier's rows on the given days."""
    return [(rapport, rad) for rapport, rad in redovisning.tidrader if rad.datum in dagar] if dagar else []


def days_of(rader: Rader) -> list[date]:
    """The days that the rows stand on, in order."""
    return sorted({rad.datum for _, rad in rader})


def minutes_of(rader: Rader) -> int:
    """Elapsed minutes of the rows, not converted."""
    return sum(rad.minuter for _, rad in rader)


def evidence(fakta: Fakta, redovisning: Redovisning, rader: Rader) -> dict[str, Any]:
    """What a finding about time rows points at: dossier, rows, their ids, and what they cost on this invoice."""
    return {
        "redovisning": redovisning.id,
        "rader": tuple(row_name(rapport.kod, rad.datum, rad.start, rad.slut) for rapport, rad in rader),
        "tidrader": tuple(rad.id for _, rad in rader),
        "kronor": _amount_of(fakta, redovisning, rader),
    }


def line_names(fakta: Fakta, redovisning: Redovisning) -> tuple[str, ...]:
    """The invoice lines that claim the dossier, as evidence names them."""
    return tuple(f"fakturarad {rad.rad}" for rad in fakta.lines_of(redovisning))


def words_in_line(fakta: Fakta, rad: Fakturarad) -> set[Ordslag]:
    """The kinds of words in the text of an invoice line."""
    return {traff.slag for traff in fakta.faktura.ordtraffar if traff.rad == rad.id}


def lines_with_words(fakta: Fakta, slag: Collection[Ordslag]) -> list[Fakturarad]:
    """The invoice lines whose text has a word of one of the kinds."""
    return [rad for rad in fakta.faktura.rader if words_in_line(fakta, rad) & set(slag)]


def price_of_time(fakta: Fakta, redovisning: Redovisning, minuter: Fraction) -> Decimal | None:
    """Kronor that the invoice asks for so many payable minutes, to the öre and never above what it claims.

    None when its lines for the dossier have no price, or more than one.
    """
    priser = {price_per_hour(rad) for rad in fakta.lines_of(redovisning)}
    pris = priser.pop() if len(priser) == 1 else None
    if pris is None:
        return None
    return min(round_half_up(minuter / TIMME * pris, 2), fakta.claimed_amount(redovisning))


def _amount_of(fakta: Fakta, redovisning: Redovisning, rader: Rader) -> Decimal | None:
    if len(rader) == len(redovisning.tidrader):
        return fakta.claimed_amount(redovisning)
    return price_of_time(fakta, redovisning, payable_minutes((rad.tidstyp, rad.minuter) for _, rad in rader))


# --- När det inte finns något att pröva ---------------------------------------------------------------------------


def without_rows(redovisning: Redovisning) -> Fynd:
    """What a rule about time rows answers for a dossier without any: a report of no hours is fine, no report is not."""
    vem, manad = dossier_name(redovisning), manad_namn(redovisning.manad)
    if redovisning.rapporter:
        return ok(f"Tidrapporterna för {vem} i {manad} har inga tidrader.", redovisning=redovisning.id)
    return not_judged(
        f"Det finns ingen tidrapport för {vem} i {manad}, så kontrollen kan inte göras.", redovisning=redovisning.id
    )


def unknown_provider() -> Fynd:
    """What a rule about the provider answers when the invoice's supplier is not in the register."""
    return not_judged("Leverantören finns inte bland anordnarna, så kontrollen kan inte göras.")


def days_of_form(redovisning: Redovisning, former: str) -> list[date]:
    """The days with rows when the assignment has one of the given forms of agreement ("BD")."""
    per_form = redovisning.dagar_per_form.items()
    return sorted(dag for form, dagar in per_form if form is not None and form in former for dag in dagar)


def outside_forms(redovisning: Redovisning, former: str) -> Iterator[Fynd]:
    """What a rule about some forms of agreement answers for everything else in the dossier.

    Days with rows but no assignment cannot be judged, and a dossier of other forms is none of the rule's business.
    """
    vem, egna = dossier_name(redovisning), redovisning.former()
    if not redovisning.arbetsdagar and (not egna or egna & set(former)):
        yield without_rows(redovisning)
    elif egna and not egna & set(former):
        yield not_applicable(
            f"{vem} har avtalsform {upprakning(sorted(egna))}, som kontrollen inte gäller.", redovisning=redovisning.id
        )
    yield from days_without_assignment(redovisning)


def days_without_assignment(redovisning: Redovisning) -> Iterator[Fynd]:
    """Days with rows when the person has no assignment with the provider, so that the form of agreement is unknown."""
    if dagar := redovisning.dagar_per_form.get(None):
        yield not_judged(
            f"{dossier_name(redovisning)} har inget uppdrag hos anordnaren den {days_text(dagar)}, "
            "så det går inte att säga vilken avtalsform som gäller.",
            redovisning=redovisning.id,
            matt={"dagar_utan_uppdrag": len(dagar)},
        )
