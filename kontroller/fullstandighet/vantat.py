"""Vad som är känt om en person hos en anordnare en månad: det som väntas av dem, och det som har kommit."""

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

Form = Literal["A", "B", "C", "D"]


class Villkor(NamedTuple):
    """Dagarna som saknat räknas från. De följer det antagna regelverket där en kontroll har dem.

    Lagen säger månadsvis i efterskott men ingen dag (11 a § LSS): den 5:e i andra månaden efter är kommunens regel.
    """

    rapport_dag: int = 5
    rapport_manader: int = 2
    tillstand_dagar: int = 90
    kostnader_manader: int = 8


class Period(NamedTuple):
    """Två dagar, båda med. Utan sista dag gäller det tills vidare."""

    fran: date
    tom: date | None


class Uppdrag(NamedTuple):
    """Ett uppdrag som gäller någon dag i månaden."""

    id: int
    fran: date
    tom: date | None
    form: Form
    avtal_datum: date | None


class Rapporter(NamedTuple):
    """Tidrapporterna: hur många, och hur många av dem som saknar en parts intyg om versionen som gäller."""

    antal: int
    utan_assistent: int
    utan_anordnare: int
    utan_brukare: int


class Begart(NamedTuple):
    """Det som är fakturerat för månaden. `netto` är det som står kvar, i kronor, och `obetalt` den del som väntar."""

    giltiga: int
    avvisade: int
    netto: Decimal
    obetalt: Decimal


class Tillstand(NamedTuple):
    """Ett tillstånd (B och D) eller en anmälan till IVO (C), och när någon senast såg efter att det gäller."""

    typ: Literal["tillstand", "anmalan"]
    fran: date
    tom: date | None
    kontrollerad: date | None


class Mandat(NamedTuple):
    """Grund för att betala till anordnaren i stället för till personen."""

    fran: date
    tom: date | None
    undertecknad: date | None
    aterkallad: date | None


class Konto(NamedTuple):
    """Anordnarens konto: om någon har bekräftat ett som gäller, annars när det äldsta som väntar lades in."""

    bekraftat: bool
    inlagt: date


class Vantat(NamedTuple):
    """En person hos en anordnare en månad, när beslut ger tid: uppdragen, och det som har kommit.

    `forsta` och `sista` är månadens dagar som något uppdrag gäller. `verklig_kostnad` när ersättningen är för faktiska
    kostnader. `omatchade` är anordnarens fakturor som ännu inte hör till någon.
    """

    brukare: int
    anordnare: int
    manad: date
    forsta: date
    sista: date
    uppdrag: tuple[Uppdrag, ...]
    rapporter: Rapporter | None = None
    begart: Begart | None = None
    tillstand: tuple[Tillstand, ...] = ()
    mandat: tuple[Mandat, ...] = ()
    konto: Konto | None = None
    verklig_kostnad: bool = False
    kostnader: tuple[Period, ...] = ()
    omatchade: int = 0

    @property
    def form(self) -> Form:
        """The form of the assignment that holds last in the month."""
        return self.uppdrag[-1].form

    @property
    def is_silent(self) -> bool:
        """Whether nothing at all has come: no report, and no invoice that stands or has been refused."""
        return self.rapporter is None and self.begart is None
