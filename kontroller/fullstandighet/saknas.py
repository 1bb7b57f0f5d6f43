"""Vad som inte har kommit för en person hos en anordnare en månad: vad, från vem, och när det skulle ha kommit."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from assistans.svenska import antal, antal_i_ord, datum_text
from assistans.tid import days_in_month, months_after
from kontroller.fullstandighet.vantat import Mandat, Tillstand, Uppdrag, Vantat, Villkor

EN_DAG = timedelta(days=1)


class Slag(StrEnum):
    """Det som kan saknas."""

    RAPPORT = "rapport"
    INTYG = "intyg"
    FAKTURA = "faktura"
    TILLSTAND = "tillstand"
    AVTAL = "avtal"
    GRUND = "grund"
    ANMALAN = "anmalan"
    KOSTNADER = "kostnader"
    KONTO = "konto"


SLAGEN_I_ORD = {
    Slag.RAPPORT: "Tidrapport",
    Slag.INTYG: "Intyg",
    Slag.FAKTURA: "Faktura eller räkning",
    Slag.TILLSTAND: "Kontroll av tillståndet",
    Slag.AVTAL: "Skriftligt avtal",
    Slag.GRUND: "Grund för betalning till annan",
    Slag.ANMALAN: "Anmälan till IVO",
    Slag.KOSTNADER: "Redovisning av kostnader",
    Slag.KONTO: "Bekräftat konto",
}


PERSONENS = "Personens eller företrädarens"
"""Whose certificate the person's is, as it begins the sentence. A letter to her says it otherwise."""


class Part(StrEnum):
    """Den som något väntas från."""

    ANORDNARE = "anordnare"
    PERSON = "person"
    KOMMUNEN = "kommunen"


class Saknad(NamedTuple):
    """Något som inte har kommit. `senast` är dagen då det skulle ha funnits; den dagen är det inte sent.

    `tillagg` är det som den som ser efter hos kommunen har nytta av att veta.
    """

    slag: Slag
    part: Part
    senast: date
    text: str
    uppdrag: int | None = None
    tillagg: str = ""

    def days_late(self, dag: date) -> int:
        """Whole days since it should have been there; 0 when the day has not passed."""
        return max((dag - self.senast).days, 0)


@cache
def report_day(manad: date, villkor: Villkor) -> date:
    """The last day for the month's report: the 5th of the second month after, or what has been adopted (D07)."""
    return _day_of(months_after(manad, villkor.rapport_manader), villkor.rapport_dag)


def missing(vantat: Vantat, villkor: Villkor) -> list[Saknad]:
    """Everything that has not come, what is late first and what is not due yet after. Nothing is asked in form A."""
    betalda = [uppdrag for uppdrag in vantat.uppdrag if uppdrag.form != "A"]
    if not betalda:
        return []
    saknade = [
        *_report(vantat, villkor),
        *_invoice(vantat, villkor),
        *_permit(vantat, villkor),
        *(brist for uppdrag in betalda for brist in _of_assignment(vantat, uppdrag)),
        *_costs(vantat, villkor),
        *_account(vantat, betalda[0]),
    ]
    return sorted(saknade, key=lambda brist: brist.senast)


def _report(vantat: Vantat, villkor: Villkor) -> Iterator[Saknad]:
    senast = report_day(vantat.manad, villkor)
    if vantat.rapporter is None:
        yield Saknad(Slag.RAPPORT, Part.ANORDNARE, senast, "Ingen tidrapport har kommit.")
        return
    alla = vantat.rapporter.antal
    for utan, vems, part in (
        (vantat.rapporter.utan_assistent, "Assistentens", Part.ANORDNARE),
        (vantat.rapporter.utan_anordnare, "Anordnarens", Part.ANORDNARE),
        (vantat.rapporter.utan_brukare, PERSONENS, Part.PERSON),
    ):
        if utan:
            vilka = "tidrapporten" if alla == 1 else f"{utan} av {antal(alla, 'tidrapport', 'tidrapporter')}"
            yield Saknad(Slag.INTYG, part, senast, f"{vems} intyg om {vilka} saknas.")


def _invoice(vantat: Vantat, villkor: Villkor) -> Iterator[Saknad]:
    begart = vantat.begart
    if begart is not None and begart.giltiga and begart.netto > 0:
        return
    egen = vantat.form == "C"
    if begart is None:
        text = f"Ingen {'räkning' if egen else 'faktura'} har kommit."
    elif begart.giltiga or not begart.avvisade:
        text = "Fakturan är krediterad, och ingen ny har kommit."
    else:
        text = f"{'Räkningen' if egen else 'Fakturan'} som kom är avvisad eller krediterad, och ingen ny har kommit."
    tillagg = ""
    if vantat.omatchade:
        vilka = antal_i_ord(vantat.omatchade, "faktura", "fakturor", utrum=True)
        tillagg = f"{vilka.capitalize()} från anordnaren väntar på att paras med rätt person."
    yield Saknad(Slag.FAKTURA, Part.ANORDNARE, report_day(vantat.manad, villkor), text, tillagg=tillagg)


def _permit(vantat: Vantat, villkor: Villkor) -> Iterator[Saknad]:
    """That somebody has looked up the permit so late that the look still holds on the month's last day (B03)."""
    if vantat.form not in ("B", "D"):
        return
    giltiga = [rad for rad in vantat.tillstand if rad.typ == "tillstand" and _touches(rad, vantat)]
    if not giltiga:
        yield Saknad(
            Slag.TILLSTAND, Part.KOMMUNEN, vantat.forsta, "Inget tillstånd från IVO är registrerat för månaden."
        )
        return
    sedd = max((rad.kontrollerad for rad in giltiga if rad.kontrollerad), default=None)
    if sedd is None:
        yield Saknad(
            Slag.TILLSTAND, Part.KOMMUNEN, vantat.forsta, "Ingen har sett efter hos IVO att tillståndet gäller."
        )
    elif (racker := sedd + timedelta(days=villkor.tillstand_dagar)) < vantat.sista:
        text = (
            f"Tillståndet kontrollerades senast den {datum_text(sedd)}, mer än "
            f"{antal(villkor.tillstand_dagar, 'dag', 'dagar')} före den {datum_text(vantat.sista)}."
        )
        yield Saknad(Slag.TILLSTAND, Part.KOMMUNEN, racker, text)


def _of_assignment(vantat: Vantat, uppdrag: Uppdrag) -> Iterator[Saknad]:
    """What the form of an assignment asks for: an agreement (B, D), a ground for payment (D), a notification (C)."""
    sista = min(uppdrag.tom or vantat.sista, vantat.sista)
    if uppdrag.form in ("B", "D") and (uppdrag.avtal_datum is None or uppdrag.avtal_datum > sista):
        part = Part.KOMMUNEN if uppdrag.form == "B" else Part.ANORDNARE
        text = "Inget skriftligt avtal är registrerat för månaden."
        yield Saknad(Slag.AVTAL, part, uppdrag.fran, text, uppdrag.id)
    if uppdrag.form == "D" and not any(_holds(mandat, sista) for mandat in vantat.mandat):
        text = f"Ingen begäran eller beslut om betalning till anordnaren gäller den {datum_text(sista)}."
        yield Saknad(Slag.GRUND, Part.PERSON, _ended(vantat.mandat, uppdrag, sista), text, uppdrag.id)
    if uppdrag.form == "C" and not any(rad.typ == "anmalan" and rad.fran <= sista for rad in vantat.tillstand):
        text = "Ingen anmälan till IVO är registrerad. Den görs innan assistansen börjar."
        yield Saknad(Slag.ANMALAN, Part.ANORDNARE, uppdrag.fran - EN_DAG, text, uppdrag.id)


def _costs(vantat: Vantat, villkor: Villkor) -> Iterator[Saknad]:
    """An account of what the assistance has cost, when what is paid is the actual cost (G14)."""
    if vantat.form != "C" and not vantat.verklig_kostnad:
        return
    if any(rad.fran <= vantat.forsta and (rad.tom or date.max) >= vantat.sista for rad in vantat.kostnader):
        return
    senast = months_after(vantat.manad, villkor.kostnader_manader) - EN_DAG
    text = "Ingen redovisning av kostnaderna täcker månaden."
    yield Saknad(Slag.KOSTNADER, Part.ANORDNARE, senast, text, vantat.uppdrag[-1].id)


def _account(vantat: Vantat, forsta: Uppdrag) -> Iterator[Saknad]:
    if vantat.konto is None:
        yield Saknad(Slag.KONTO, Part.ANORDNARE, forsta.fran, "Inget konto att betala till är registrerat.")
    elif not vantat.konto.bekraftat:
        senast = max(forsta.fran, vantat.konto.inlagt)
        yield Saknad(Slag.KONTO, Part.KOMMUNEN, senast, "Ingen har bekräftat anordnarens konto.")


def _touches(tillstand: Tillstand, vantat: Vantat) -> bool:
    return tillstand.fran <= vantat.sista and (tillstand.tom is None or tillstand.tom >= vantat.forsta)


def _holds(mandat: Mandat, dag: date) -> bool:
    """Whether the ground is signed, in force and not withdrawn on the day."""
    return (
        mandat.fran <= dag <= (mandat.tom or dag)
        and mandat.undertecknad is not None
        and mandat.undertecknad <= dag
        and (mandat.aterkallad is None or mandat.aterkallad > dag)
    )


def _ended(mandaten: tuple[Mandat, ...], uppdrag: Uppdrag, dag: date) -> date:
    """The last day that there was a ground, or the assignment's first when there has been none."""
    slut = [
        min(mandat.tom or date.max, mandat.aterkallad - EN_DAG if mandat.aterkallad else date.max)
        for mandat in mandaten
        if mandat.undertecknad is not None and mandat.fran <= dag
    ]
    return max((slutade for slutade in slut if slutade < dag), default=uppdrag.fran)


def _day_of(manad: date, dag: int) -> date:
    """A day of a month, or its last one when the month is shorter."""
    return manad.replace(day=min(dag, days_in_month(manad)))
