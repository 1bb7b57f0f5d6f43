"""Hur felen i maj läggs in i passen, rapporterna och fakturorna. Vad de är står i planterat.py."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from demodata import personer
from demodata.manad import PERSONER, Fakturarad, Pass, Redovisning, Underlag, write_report

BEREDSKAP = [date(2015, 5, dag) for dag in (5, 9, 13, 20)]
MINST_GEMENSAMT = 45


def change_shifts(redovisningar: list[Redovisning]) -> None:
    """Everything that is wrong with who worked when."""
    per_referens = {r.arende.referens: r for r in redovisningar}
    _add_standby(per_referens["LSS-X8SA"])
    _replace(per_referens["LSS-FDMR"], personer.OANMALD)
    _replace(per_referens["LSS-EEA6"], personer.FYLLER_18)
    _replace(per_referens["LSS-T4PM"], personer.UTANFOR_EES)
    _add_second_assistant(per_referens["LSS-9GT7"], date(2015, 5, 18))
    _be_in_two_places(per_referens["LSS-9F3C"], per_referens["LSS-2K7M"])
    for redovisning in redovisningar:
        redovisning.passen.sort(key=lambda p: (p.dag, p.borjar))


def change_reports(redovisningar: list[Redovisning]) -> None:
    """Everything that is wrong with what is reported and certified."""
    per_referens = {r.arende.referens: r for r in redovisningar}

    sen = per_referens["LSS-HXB7"].rapporter[0]
    sen.summor["aktiv"] += 4
    sen.inkommen = date(2015, 7, 9)

    _split_report(per_referens["LSS-DUHA"])

    utan_intyg = per_referens["LSS-7TQ2"].rapporter[0]
    utan_intyg.intyg = [intyg for intyg in utan_intyg.intyg if intyg.part != "brukare"]


def change_invoices(underlag: list[Underlag]) -> None:
    """Everything that is wrong with what is asked for."""
    for faktura in underlag:
        for rad in faktura.rader:
            if andra := I_FAKTURAN.get(rad.referens):
                andra(faktura, rad)


# --- Passen -------------------------------------------------------------------------------------------------------


def _add_standby(redovisning: Redovisning) -> None:
    for nummer, dag in enumerate(BEREDSKAP):
        vem = redovisning.lag[nummer % len(redovisning.lag)]
        redovisning.passen.append(Pass(vem, dag, 23 * 60, 30 * 60, tidstyp="beredskap"))


def _replace(redovisning: Redovisning, ny: personer.Person) -> None:
    """Somebody new does the work of the last in the team."""
    for p in redovisning.passen:
        if p.assistent == redovisning.lag[-1]:
            p.assistent = ny


def _add_second_assistant(redovisning: Redovisning, dag: date) -> None:
    kvall = [p for p in redovisning.passen if p.dag == dag][-1]
    andra = next(person for person in redovisning.lag if person != kvall.assistent)
    redovisning.passen.append(Pass(andra, dag, kvall.borjar, kvall.borjar + 120))


def _be_in_two_places(har: Redovisning, dar: Redovisning) -> None:
    """The first shift here that meets one of the other person long enough is given to who worked there."""
    for p in har.passen:
        for annat in dar.passen:
            gemensamt = min(p.slutar, annat.slutar) - max(p.borjar, annat.borjar)
            if p.dag == annat.dag and gemensamt >= MINST_GEMENSAMT:
                p.assistent = annat.assistent
                return
    raise ValueError(f"Inget pass för {har.arende.referens} möter något för {dar.arende.referens}.")


# --- Rapporterna --------------------------------------------------------------------------------------------------


def _split_report(redovisning: Redovisning) -> None:
    forsta = redovisning.rapporter[0]
    redovisning.rapporter[:1] = [
        write_report(redovisning, forsta.kod, forsta.passen[::2]),
        write_report(redovisning, f"{forsta.kod}B", forsta.passen[1::2]),
    ]


# --- Fakturorna ---------------------------------------------------------------------------------------------------


def _add_to_line(faktura: Underlag, rad: Fakturarad) -> None:
    rad.belopp += 45


def _raise_price(faktura: Underlag, rad: Fakturarad) -> None:
    rad.pris = Decimal(289)
    rad.belopp = rad.antal * rad.pris


def _claim_more(faktura: Underlag, rad: Fakturarad) -> None:
    rad.antal += Decimal("3.5")
    rad.belopp = rad.antal * rad.pris


def _mistype_account(faktura: Underlag, rad: Fakturarad) -> None:
    faktura.bankgiro = faktura.bankgiro[:-1] + str((int(faktura.bankgiro[-1]) + 1) % 10)


def _charge_tax(faktura: Underlag, rad: Fakturarad) -> None:
    faktura.momsprocent = 25


def _reuse_number(faktura: Underlag, rad: Fakturarad) -> None:
    faktura.nummer = "2O140"


def _mistype_reference(faktura: Underlag, rad: Fakturarad) -> None:
    rad.referens = "LSS-VUVA"


def _write_identity(faktura: Underlag, rad: Fakturarad) -> None:
    nummer = PERSONER[rad.referens].personnummer
    rad.notering = f"Avser {nummer[:8]}-{nummer[8:]}, enligt överenskommelse"


def _date_too_early(faktura: Underlag, rad: Fakturarad) -> None:
    faktura.datum = date(2015, 5, 27)


I_FAKTURAN: dict[str, Callable[[Underlag, Fakturarad], None]] = {
    "LSS-NF34": _add_to_line,
    "LSS-2GPJ": _raise_price,
    "LSS-9F3C": _claim_more,
    "LSS-9F6F": _mistype_account,
    "LSS-JCLK": _charge_tax,
    "LSS-F863": _reuse_number,
    "LSS-VUAV": _mistype_reference,
    "LSS-AG3G": _write_identity,
    "LSS-5AQB": _date_too_early,
}
