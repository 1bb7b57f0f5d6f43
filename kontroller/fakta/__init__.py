"""Allt som en regel får veta om en faktura: frysta dataklasser, utan Django.

Fakta bär bara pseudonyma id:n och `referens`, aldrig namn eller personnummer. Tid är hela minuter, pengar `Decimal`
i kronor. Datum är dagar i Sverige; `borjar` och `slutar` är hela minuter sedan 1970-01-01 UTC, så att överlapp och
dygn om 23 och 25 timmar blir rätt utan kalender. Perioder har båda ändarna med, `tom=None` betyder tills vidare.
"""

from dataclasses import dataclass
from decimal import Decimal

from kontroller.fakta.arbetstid import (
    Arbetat,
    Arbetsfonster,
    Arbetstid,
    Arbetstidslag,
)
from kontroller.fakta.assistenter import (
    AnnatDygn,
    Byte,
    Manadstal,
    Narhet,
    OmAssistent,
    Uppgift,
    Uppgiftsslag,
)
from kontroller.fakta.begart import (
    Anmarkning,
    Faktura,
    Fakturarad,
    Kreditering,
    Likhet,
    Momsrad,
    Ordslag,
    Ordtraff,
    Summor,
    Texttraff,
)
from kontroller.fakta.kostnader import (
    Kostnadspost,
    Kostnadsredovisning,
    Kostnadsslag,
)
from kontroller.fakta.period import (
    DELARE,
    TIDSTYPER,
    Period,
    Periodisk,
    Tidstyp,
    covers,
    days_outside,
)
from kontroller.fakta.prov_av_anordnare import (
    Beslut,
    Bolagskontroll,
    Delegation,
    FelaktigaUppgifter,
    Funktionar,
    Relation,
    Tillstandsblick,
)
from kontroller.fakta.register import (
    Anordnare,
    Beslutsrad,
    Brukare,
    Foretradare,
    Konto,
    Mandat,
    RegistreratKonto,
    Tillstand,
    Timbelopp,
    Uppdrag,
    Vistelse,
)
from kontroller.fakta.sjuklon import (
    AnnatSjukpass,
    Sjukloneansokan,
    Sjuklonepost,
    Sjukloneslag,
    Sjukpass,
    Sjukrad,
    Styrkande,
)
from kontroller.fakta.utfort import (
    AnnatPass,
    Assistent,
    Intyg,
    IntygadTid,
    Personmanad,
    Rapport,
    Redovisning,
    Registrering,
    Tidrad,
)

__all__ = [
    "DELARE",
    "TIDSTYPER",
    "Anmarkning",
    "AnnatDygn",
    "AnnatPass",
    "AnnatSjukpass",
    "Anordnare",
    "Arbetat",
    "Arbetsfonster",
    "Arbetstid",
    "Arbetstidslag",
    "Assistent",
    "Beslut",
    "Beslutsrad",
    "Bolagskontroll",
    "Brukare",
    "Byte",
    "Delegation",
    "Fakta",
    "Faktura",
    "Fakturarad",
    "FelaktigaUppgifter",
    "Foretradare",
    "Funktionar",
    "Installation",
    "Intyg",
    "IntygadTid",
    "Konto",
    "Kostnadspost",
    "Kostnadsredovisning",
    "Kostnadsslag",
    "Kreditering",
    "Likhet",
    "Manadstal",
    "Mandat",
    "Momsrad",
    "Narhet",
    "OmAssistent",
    "Ordslag",
    "Ordtraff",
    "Period",
    "Periodisk",
    "Personmanad",
    "Rapport",
    "Redovisning",
    "RegistreratKonto",
    "Registrering",
    "Relation",
    "Sjukloneansokan",
    "Sjuklonepost",
    "Sjukloneslag",
    "Sjukpass",
    "Sjukrad",
    "Styrkande",
    "Summor",
    "Texttraff",
    "Tidrad",
    "Tidstyp",
    "Tillstand",
    "Tillstandsblick",
    "Timbelopp",
    "Uppdrag",
    "Uppgift",
    "Uppgiftsslag",
    "Vistelse",
    "covers",
    "days_outside",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Kommunen som kör programmet. None betyder att uppgiften inte är ställd, och då prövas den inte."""

    kommunkod: str | None = None
    orgnr: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fakta:
    """Allt om en faktura, vid en tidpunkt."""

    faktura: Faktura
    anordnare: Anordnare | None
    redovisningar: tuple[Redovisning, ...]
    installation: Installation
    sjuklon: Sjukloneansokan | None = None
    """Underlaget, när fakturan är en sjuklöneansökan. Redovisningen har då bara raderna som möter passen."""

    def lines_of(self, redovisning: Redovisning) -> list[Fakturarad]:
        """The invoice lines that claim this dossier."""
        return [rad for rad in self.faktura.rader if rad.redovisning == redovisning.id]

    def claimed_amount(self, redovisning: Redovisning) -> Decimal:
        """Kronor that this invoice claims for the dossier, tax excluded."""
        return sum((rad.belopp for rad in self.lines_of(redovisning)), Decimal(0))
