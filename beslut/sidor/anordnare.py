"""Anordnarens sida: det som är registrerat om den, läst med ett fast antal frågor."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from beslut.insyn import Insyn
from beslut.models import Anordnare, Bolagskontroll, Funktionar, Kontakt, Konto, Tillstand
from beslut.namnlikhet import same_name

_BOLAGS = (
    Bolagskontroll.Slag.F_SKATT,
    Bolagskontroll.Slag.ARBETSGIVARE,
    Bolagskontroll.Slag.MOMS,
    Bolagskontroll.Slag.BOLAGSVERKET,
    Bolagskontroll.Slag.FUNKTIONARER,
)
VANTADE = defaultdict(
    lambda: _BOLAGS,
    {
        Anordnare.Form.EGEN_ARBETSGIVARE: (Bolagskontroll.Slag.ARBETSGIVARE,),
        Anordnare.Form.ENSKILD_FIRMA: _BOLAGS[:3],
        Anordnare.Form.KOMMUN: (),
    },
)
"""The checks that a provider of a form has on its page even before they are made. A private employer shall be
registered as one (B05); a company has F-tax, employer, VAT (B11), status (B12) and who decides (B18).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kontrollrad:
    """Ett slags kontroll: den senaste, de tidigare, och om nästa skulle ha gjorts."""

    slag: str
    namn: str
    senaste: Bolagskontroll | None
    tidigare: list[Bolagskontroll]
    forfallen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tillstandsrad:
    """Ett tillstånd eller en anmälan: om det upphört, och om någon borde se efter igen."""

    tillstand: Tillstand
    upphort: bool
    forfallen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kontorad:
    """Ett konto, och om dess innehavare heter något annat än anordnaren."""

    konto: Konto
    annan_innehavare: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Anordnarsida:
    """Allt som rör anordnaren, utom dess assistenter."""

    tillstand: list[Tillstandsrad]
    konton: list[Kontorad]
    kontakter: list[Kontakt]
    funktionarer: list[Funktionar]
    kontroller: list[Kontrollrad]
    antal_uppdrag: int

    @classmethod
    def load(cls, anordnare: Anordnare, *, idag: date, insyn: Insyn) -> "Anordnarsida":
        """Read it all. Six queries."""
        konton = anordnare.konton.select_related("inlagt_av", "verifierat_av")
        sist_det_som_upphort = F("galler_tom").desc(nulls_first=True)
        return cls(
            tillstand=[permit_row(t, idag) for t in anordnare.tillstand.order_by("typ", "-galler_fran")],
            konton=[
                _account_row(konto, anordnare)
                for konto in konton.order_by(F("upphort").asc(nulls_first=True), "typ", "-inlagt")
            ],
            kontakter=list(anordnare.kontakter.order_by(sist_det_som_upphort, "namn")),
            funktionarer=list(
                anordnare.funktionarer.order_by(sist_det_som_upphort, "roll", insyn.closed_last(), "namn")
            ),
            kontroller=_check_rows(anordnare, idag),
            antal_uppdrag=anordnare.uppdrag.in_force(idag).count(),
        )


def permit_row(tillstand: Tillstand, idag: date) -> Tillstandsrad:
    """How a permit stands on a day. One that is in force is looked at again on the day that was set."""
    upphort = tillstand.has_ceased
    over = tillstand.galler_tom is not None and tillstand.galler_tom < idag
    nasta = tillstand.nasta_kontroll
    return Tillstandsrad(
        tillstand=tillstand, upphort=upphort, forfallen=not upphort and not over and nasta is not None and nasta <= idag
    )


def _account_row(konto: Konto, anordnare: Anordnare) -> Kontorad:
    return Kontorad(
        konto=konto, annan_innehavare=bool(konto.innehavare) and not same_name(konto.innehavare, anordnare.namn)
    )


def _check_rows(anordnare: Anordnare, idag: date) -> list[Kontrollrad]:
    """The checks by kind: those that are expected first, then the others that have been made."""
    gjorda: dict[str, list[Bolagskontroll]] = defaultdict(list)
    for kontroll in anordnare.bolagskontroller.select_related("av").order_by("-datum", "-pk"):
        gjorda[kontroll.slag].append(kontroll)
    ordning = dict.fromkeys((*VANTADE[anordnare.form], *(s for s in Bolagskontroll.Slag if s in gjorda)))
    return [_check_row(Bolagskontroll.Slag(slag), gjorda.get(slag, []), idag) for slag in ordning]


def _check_row(slag: Bolagskontroll.Slag, gjorda: list[Bolagskontroll], idag: date) -> Kontrollrad:
    senaste = gjorda[0] if gjorda else None
    nasta = senaste and senaste.nasta_kontroll
    return Kontrollrad(
        slag=slag.value,
        namn=slag.label,
        senaste=senaste,
        tidigare=gjorda[1:],
        forfallen=nasta is not None and nasta <= idag,
    )
