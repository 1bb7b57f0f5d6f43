"""Listorna som kalkylblad: samma rader och kolumner som sidorna, med tal som tal."""

from collections.abc import Sequence
from datetime import date

from assistans.svenska import UTFALLSORD, manad_namn
from assistans.tabeller.arbetsbok import Blad, Form, Rubrik
from kontroller.sidor.arbetslista import Uppgift
from kontroller.sidor.fullstandighet import Sidrad
from kontroller.sidor.manadstabell import Tabell, Tabellrad
from kontroller.sidor.risksida import Riskregister


def month_sheet(manad: date, tabell: Tabell) -> Blad:
    """The month's invoices as the table shows them. What is closed to the reader is closed here too."""
    return Blad(
        namn="Fakturor",
        rubrik=f"Fakturor {manad_namn(manad)}",
        kalla="Månadens fakturor i urvalet på sidan",
        kolumner=[
            *(Rubrik("Anordnare"), Rubrik("Underlag"), Rubrik("Referens"), Rubrik("Tid", Form.TIMMAR)),
            *(Rubrik("Belopp", Form.BELOPP), Rubrik("Betalas", Form.BELOPP), Rubrik("Utfall"), Rubrik("Kontroll")),
            *(Rubrik("Steg"), Rubrik("Förfaller", Form.DATUM)),
        ],
        rader=[
            (
                *(rad.anordnare, rad.dokument, ", ".join(rad.referenser), rad.timmar, rad.belopp, rad.betalas),
                *(UTFALLSORD[rad.utfall] if rad.utfall else "Inte kontrollerad", _found(rad), rad.steg.label),
                rad.forfaller,
            )
            for rad in tabell.rader
        ],
        summa=(
            *("Summa", None, None, sum((rad.timmar for rad in tabell.rader), 0), tabell.belopp, tabell.betalas),
            *(None, None, None, None),
        ),
    )


def assessments_sheet(uppgifter: Sequence[Uppgift]) -> Blad:
    """What waits for the reader to be assessed, the most pressing first."""
    return Blad(
        namn="Bedömningar",
        rubrik="Bedömningar",
        kalla="Fakturorna som väntar på den som hämtade listan",
        kolumner=[
            *(Rubrik("Att göra"), Rubrik("Anordnare"), Rubrik("Underlag"), Rubrik("Referens"), Rubrik("Utfall")),
            *(Rubrik("Läget"), Rubrik("Belopp", Form.BELOPP), Rubrik("Betalas", Form.BELOPP)),
            Rubrik("Förfaller", Form.DATUM),
        ],
        rader=[
            (
                *(uppgift.ord, uppgift.anordnare, uppgift.dokument, ", ".join(uppgift.referenser)),
                *(UTFALLSORD[uppgift.utfall], uppgift.lage, uppgift.belopp, uppgift.att_lamna, uppgift.senast),
            )
            for uppgift in uppgifter
        ],
    )


def completeness_sheet(manad: date, rader: Sequence[Sidrad], dag: date) -> Blad:
    """What has not come for a month, a row for each person and provider."""
    return Blad(
        namn="Fullständighet",
        rubrik=f"Fullständighet {manad_namn(manad)}",
        kalla=f"Det som saknas i urvalet på sidan, räknat till {dag.isoformat()}",
        kolumner=[
            *(Rubrik("Person"), Rubrik("Anordnare"), Rubrik("Form"), Rubrik("Saknas"), Rubrik("Tystnad")),
            *(Rubrik("Dagar sent", Form.DAGAR), Rubrik("Obetalt", Form.KRONOR)),
        ],
        rader=[
            (
                *(rad.referens, rad.anordnare, rad.form, " ".join(punkt.text for punkt in rad.punkter), rad.tyst),
                *(rad.dagar_sen, rad.obetalt),
            )
            for rad in rader
        ],
    )


def risk_sheet(register: Riskregister) -> Blad:
    """The register of risks, the heaviest first."""
    return Blad(
        namn="Riskanalys",
        rubrik="Riskanalys",
        kalla=f"Riskregistret. Stoppade underlag {register.tidsram.ord}" if register.tidsram.fran else "Riskregistret",
        kolumner=[
            *(Rubrik("Nummer", Form.HELTAL), Rubrik("Risk"), Rubrik("Sannolikhet", Form.HELTAL)),
            *(Rubrik("Konsekvens", Form.HELTAL), Rubrik("Värde", Form.HELTAL), Rubrik("Nivå")),
            *(Rubrik("Åtgärder kvar", Form.HELTAL), Rubrik("Försenade", Form.HELTAL)),
            *(Rubrik("Underlag stoppade", Form.HELTAL), Rubrik("Stoppat", Form.KRONOR)),
        ],
        rader=[
            (
                *(rad.risk.pk, rad.risk.namn, rad.bedomning.sannolikhet if rad.bedomning else None),
                *(rad.bedomning.konsekvens if rad.bedomning else None, rad.varde),
                *(rad.niva.ord if rad.niva else "Inte bedömd", rad.oppna, rad.sena),
                *(rad.stoppat.antal, rad.stoppat.kronor),
            )
            for rad in register.rader
        ],
    )


def _found(rad: Tabellrad) -> str:
    return f"{rad.mening} och {rad.fler} till" if rad.fler else rad.mening
