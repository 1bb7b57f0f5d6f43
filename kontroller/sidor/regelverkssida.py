"""Regelverken som de visas: när vart och ett gäller, vad det säger om varje kontroll, och vad som skiljer två åt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from assistans.models import User
from assistans.svenska import antal_i_ord, datum_text, manad_namn
from kontroller.katalog import OMRADEN
from kontroller.models import Regelverk, Regelverksrad
from kontroller.regel import Allvar
from kontroller.regelskillnad import NIVAER, Regelskillnad, differences, title_of
from kontroller.regelverk import ORDNING, in_force, without_stand
from kontroller.services.adopting import aside_obstacle, decision_obstacle, months_controlled
from kontroller.sidor.siffror import parameters_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidslinjerad:
    """Ett antaget regelverk och dagarna som det gäller. `tom` är None medan inget annat har tagit över."""

    regelverk: Regelverk
    fran: date
    tom: date | None
    i_dag: bool
    i_bruk: int
    """Så många kontroller som det har i bruk."""

    @property
    def alltid(self) -> bool:
        """Whether it holds for everything before the municipality's own."""
        return self.regelverk.levererat

    @property
    def dagar(self) -> str:
        """The days that it holds, in words."""
        if self.alltid:
            return f"Till och med {datum_text(self.tom)}" if self.tom else "Alla dagar"
        fran = f"Från {datum_text(self.fran)}"
        return f"{fran} till {datum_text(self.tom)}" if self.tom else fran


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelverkslista:
    """Allt om kommunens regelverk på en sida."""

    galler: list[Tidslinjerad]
    forslag: list[Regelverk]
    ersatta: list[Regelverk]
    """Antagna som inte gäller någon dag längre."""
    undanlagda: list[Regelverk]
    utan_stallning: list[tuple[str, str, int]]
    """Kod, rubrik och version för levererade kontroller som dagens regelverk inte säger något om."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Radtext:
    """Vad ett regelverk säger om en kontroll."""

    kod: str
    rubrik: str
    niva: str
    i_bruk: bool
    far_undantas: bool
    parametrar: list[tuple[str, str]]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Omrade:
    """Ett av katalogens områden i ett regelverk."""

    bokstav: str
    namn: str
    rader: list[Radtext]

    @property
    def i_bruk(self) -> int:
        """How many of its controls are in use."""
        return sum(rad.i_bruk for rad in self.rader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelverkssida:
    """Ett regelverk: vad det säger, vad som skiljer det från ett annat, och vad användaren kan göra med det."""

    regelverk: Regelverk
    omraden: list[Omrade]
    jamfort_med: Regelverk | None
    skillnader: list[Regelskillnad]
    att_jamfora: list[Regelverk]
    ersatter: Regelverk | None
    """Det som gäller den första dagen, när det är ett annat än det som förslaget utgår från."""
    manader: str
    """Vad den första dagen betyder för månader som redan är kontrollerade, i en mening; tomt när inga är det."""
    hinder_anta: str | None
    hinder_undan: str | None

    @property
    def i_bruk(self) -> int:
        """How many controls are in use."""
        return sum(omrade.i_bruk for omrade in self.omraden)

    @property
    def antal(self) -> int:
        """How many controls there are."""
        return sum(len(omrade.rader) for omrade in self.omraden)


def list_rule_sets(idag: date) -> Regelverkslista:
    """Every rule set, by whether it holds, waits, has been replaced or was put aside. Three or four queries."""
    folk = Regelverk.objects.select_related("foreslaget_av", "antaget_av", "avslaget_av", "utgar_fran")
    alla = list(folk.annotate(antal_i_bruk=Count("rader", filter=Q(rader__i_bruk=True))).order_by("-pk"))
    galler = _timeline([rad for rad in alla if rad.antaget], idag)
    gallande = {rad.regelverk.pk for rad in galler}
    dagens = next((rad.regelverk for rad in galler if rad.i_dag), None)
    return Regelverkslista(
        galler=galler,
        forslag=[rad for rad in alla if rad.is_proposal],
        ersatta=[rad for rad in alla if rad.antaget and rad.pk not in gallande],
        undanlagda=[rad for rad in alla if rad.avslaget],
        utan_stallning=[
            (rad.kod, title_of(rad.kod), rad.regelversion) for rad in (without_stand(dagens) if dagens else ())
        ],
    )


def build_page(regelverk: Regelverk, *, reader: User, jamfor: str = "") -> Regelverkssida:
    """The page of a rule set for a reader. `jamfor` is the id of the one to hold it against, else what it starts from.

    A constant number of queries.
    """
    rader = list(regelverk.rader.order_by("kod"))
    att_jamfora = list(Regelverk.objects.exclude(pk=regelverk.pk).order_by("-galler_fran", "-pk"))
    jamfort_med = next((r for r in att_jamfora if str(r.pk) == jamfor), regelverk.utgar_fran)
    return Regelverkssida(
        regelverk=regelverk,
        omraden=areas(rader),
        jamfort_med=jamfort_med,
        skillnader=differences(jamfort_med.rader.all(), rader) if jamfort_med else [],
        att_jamfora=att_jamfora,
        ersatter=_replaces(regelverk) if regelverk.is_proposal else None,
        manader=about_controlled_months(regelverk.galler_fran) if regelverk.is_proposal else "",
        hinder_anta=decision_obstacle(regelverk=regelverk, by=reader),
        hinder_undan=aside_obstacle(regelverk=regelverk, by=reader),
    )


def about_controlled_months(galler_fran: date) -> str:
    """What a first day means for months that have been controlled, in two sentences; empty when none has."""
    manader = months_controlled(galler_fran)
    if not manader:
        return ""
    vilka = f"{manad_namn(manader[0])}, som redan är kontrollerad"
    if len(manader) > 1:
        vilka = (
            f"{antal_i_ord(len(manader), 'månad', 'månader', utrum=True)} som redan är kontrollerade, "
            f"{manad_namn(manader[0])} till {manad_namn(manader[-1])}"
        )
    return (
        f"Regelverket gäller också {vilka}. De fakturor som inte är betalda går tillbaka "
        "och kontrolleras igen med det; betalda fakturor ändras inte."
    )


def areas(rader: Iterable[Regelverksrad]) -> list[Omrade]:
    """What a rule set says, area by area."""
    texter = [_in_words(rad) for rad in rader]
    omraden = [
        Omrade(bokstav=bokstav, namn=namn, rader=[text for text in texter if text.kod[0] == bokstav])
        for bokstav, namn in OMRADEN.items()
    ]
    return [omrade for omrade in omraden if omrade.rader]


def _in_words(rad: Regelverksrad) -> Radtext:
    return Radtext(
        kod=rad.kod,
        rubrik=title_of(rad.kod),
        niva=NIVAER[Allvar(rad.allvar)],
        i_bruk=rad.i_bruk,
        far_undantas=rad.far_undantas,
        parametrar=parameters_of(rad.parametrar),
        version=rad.regelversion,
    )


def _timeline(antagna: list[Regelverk], idag: date) -> list[Tidslinjerad]:
    """The rule sets that hold some day, the latest first. What holds is told as `in_force` tells it."""
    dagar = sorted({regelverk.galler_fran for regelverk in antagna})
    rader: list[Tidslinjerad] = []
    for nummer, fran in enumerate(dagar):
        haller = max((r for r in antagna if r.galler_fran <= fran), key=_weight)
        tom = dagar[nummer + 1] - timedelta(days=1) if nummer + 1 < len(dagar) else None
        if rader and rader[-1].regelverk == haller:
            fran = rader.pop().fran
        i_dag = fran <= idag and (tom is None or idag <= tom)
        rader.append(Tidslinjerad(regelverk=haller, fran=fran, tom=tom, i_dag=i_dag, i_bruk=haller.antal_i_bruk))
    return rader[::-1]


def _weight(regelverk: Regelverk) -> tuple[object, ...]:
    """The order of `in_force` in plain Python."""
    varden = {falt: getattr(regelverk, falt.removeprefix("-")) for falt in ORDNING}
    return tuple(not varde if falt.startswith("-") else varde for falt, varde in varden.items())


def _replaces(forslag: Regelverk) -> Regelverk | None:
    try:
        galler = in_force(forslag.galler_fran)
    except Regelverk.DoesNotExist:
        return None
    return galler if galler.pk != forslag.utgar_fran_id else None
