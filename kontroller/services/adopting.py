"""Rule sets are adopted like decisions: one person proposes, another adopts it or puts it aside.

A proposal is written once, as a whole. What is adopted decides for the performance days from its first day on, also
for days that have been: invoices that are not paid yet go back and are controlled anew by it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.personnummer import find_personnummer
from assistans.svenska import upprakning
from beslut.omfang import Omfang
from fakturor.services.reopening import reopen_invoices
from kontroller import regelverk as regelverken
from kontroller.models import Korning, Regelverk, Regelverksrad
from kontroller.regel import Allvar, Regel
from kontroller.regler import load_rules, load_versions

MAY_PROPOSE = "kontroller.foresla_regelverk"
MAY_ADOPT = "kontroller.anta_regelverk"
STORST = 100_000
"""Ingen parameter är större: den räknar dagar, minuter, antal eller procent."""
LANGST = 500


class RuleSetRefused(Exception):
    """The rule set cannot be proposed, adopted or put aside. The message is for the user; `kod` and `falt` name the
    control and the field that it is about, when it is about one.
    """

    def __init__(self, text: str, *, kod: str = "", falt: str = "") -> None:
        super().__init__(text)
        self.kod, self.falt = kod, falt


@dataclass(frozen=True, slots=True, kw_only=True)
class Forslagsrad:
    """En kontroll så som någon föreslår att den ska gälla."""

    kod: str
    version: int
    allvar: Allvar
    i_bruk: bool
    far_undantas: bool
    parametrar: Mapping[str, int | str | bool] = field(default_factory=dict)


@transaction.atomic
def propose(
    *, utgar_fran: Regelverk, galler_fran: date, skal: str, rader: Collection[Forslagsrad], by: User, at: datetime
) -> Regelverk:
    """Write a proposal: every control of the rule set that it starts from, and those that it takes up besides.

    `galler_fran` is the first of a month; it may have been. Raises RuleSetRefused.
    """
    if not by.may(MAY_PROPOSE):
        raise RuleSetRefused("Din roll får inte föreslå regelverk.")
    if problem := problem_with_first_day(galler_fran):
        raise RuleSetRefused(problem, falt="galler_fran")
    if not skal.strip():
        raise RuleSetRefused("Skriv varför regelverket ändras.", falt="skal")
    if find_personnummer(skal, idag=timezone.localdate(at)):
        raise RuleSetRefused("Skriv utan personnummer: skälet sparas för gott.", falt="skal")
    _refuse_rows(utgar_fran, rader)

    regelverk = Regelverk.objects.create(
        version=_next_version(galler_fran),
        galler_fran=galler_fran,
        utgar_fran=utgar_fran,
        skal=skal.strip(),
        foreslaget_av=by,
        foreslaget=at,
    )
    Regelverksrad.objects.bulk_create(
        Regelverksrad(
            regelverk=regelverk,
            kod=rad.kod,
            regelversion=rad.version,
            allvar=rad.allvar,
            i_bruk=rad.i_bruk,
            far_undantas=rad.far_undantas,
            parametrar=dict(rad.parametrar),
        )
        for rad in sorted(rader, key=lambda rad: rad.kod)
    )
    Handelse.record(
        "regelverk.foreslaget", regelverk, by=by, at=at, version=regelverk.version, galler_fran=str(galler_fran)
    )
    return regelverk


@transaction.atomic
def adopt(*, regelverk: Regelverk, diarienummer: str, by: User, at: datetime) -> Regelverk:
    """Adopt a proposal. Unpaid invoices of the months that it comes to hold for go back to be controlled anew by it.

    Raises RuleSetRefused.
    """
    regelverk = Regelverk.objects.select_for_update().get(pk=regelverk.pk)
    if obstacle := decision_obstacle(regelverk=regelverk, by=by):
        raise RuleSetRefused(obstacle)
    if not diarienummer.strip():
        raise RuleSetRefused("Skriv beslutets diarienummer.", falt="diarienummer")
    rader = list(regelverk.rader.all())
    if borta := [rad.kod for rad in rader if (rad.kod, rad.regelversion) not in load_versions()]:
        raise RuleSetRefused(f"Programmet har inte längre {upprakning(borta)} i den version som förslaget anger.")

    regelverk.diarienummer = diarienummer.strip()
    regelverk.antaget, regelverk.antaget_av = at, by
    regelverk.save(update_fields=["diarienummer", "antaget", "antaget_av"])
    tillbaka = reopen_invoices(
        omfang={Omfang(None, None, *_holds(regelverk))},
        orsak="Ett nytt regelverk är antaget.",
        betalda=False,
        by=by,
        at=at,
    )
    Handelse.record(
        "regelverk.antaget",
        regelverk,
        by=by,
        at=at,
        version=regelverk.version,
        galler_fran=str(regelverk.galler_fran),
        fakturor_tillbaka=tillbaka,
    )
    return regelverk


@transaction.atomic
def put_aside(*, regelverk: Regelverk, by: User, at: datetime) -> Regelverk:
    """Put a proposal aside. Who proposed it may do so too: it is adopted by nobody. Raises RuleSetRefused."""
    regelverk = Regelverk.objects.select_for_update().get(pk=regelverk.pk)
    if obstacle := aside_obstacle(regelverk=regelverk, by=by):
        raise RuleSetRefused(obstacle)

    regelverk.avslaget, regelverk.avslaget_av = at, by
    regelverk.save(update_fields=["avslaget", "avslaget_av"])
    Handelse.record("regelverk.undanlagt", regelverk, by=by, at=at, version=regelverk.version)
    return regelverk


def decision_obstacle(*, regelverk: Regelverk, by: User) -> str | None:
    """Why a person may not adopt a rule set, as a sentence, or None. For pages too."""
    if not regelverk.is_proposal:
        return f"Regelverket {regelverk.version} är redan avgjort."
    if not by.may(MAY_ADOPT):
        return "Din roll får inte anta regelverk."
    if regelverk.foreslaget_av_id == by.pk:
        return "Den som har föreslagit ett regelverk får inte anta det. Någon annan gör det."
    return None


def aside_obstacle(*, regelverk: Regelverk, by: User) -> str | None:
    """Why a person may not put a proposal aside, as a sentence, or None."""
    if not regelverk.is_proposal:
        return f"Regelverket {regelverk.version} är redan avgjort."
    if not (by.may(MAY_ADOPT) or regelverk.foreslaget_av_id == by.pk):
        return "Din roll får inte lägga undan förslag."
    return None


def problem_with_first_day(galler_fran: date) -> str | None:
    """What is wrong with the first day of a rule set, as a sentence, or None."""
    if galler_fran.day != 1:
        return "Ett regelverk gäller från den första i en månad."
    if galler_fran.year < 2000:
        return "Ett regelverk gäller tidigast från 2000-01-01."
    return None


def problem_with_parameter(regel: Regel, namn: str, varde: object) -> str | None:
    """What is wrong with a parameter's value, as a sentence, or None. Its type is that of the rule's own value."""
    if namn not in regel.standard:
        return f"{regel.kod} har ingen parameter som heter {namn}."
    standard = regel.standard[namn]
    if type(varde) is not type(standard):
        slag = {bool: "ja eller nej", int: "ett heltal", str: "text"}[type(standard)]
        return f"Parametern ska vara {slag}."
    if isinstance(varde, str):
        if not varde.strip() and standard:
            return "Fyll i uppgiften."
        return None if len(varde) <= LANGST else f"Skriv högst {LANGST} tecken."
    if not isinstance(varde, bool) and isinstance(varde, int) and not 0 <= varde <= STORST:
        return "Skriv ett heltal från 0 till 100 000."
    return None


def months_controlled(galler_fran: date) -> list[date]:
    """The months that are controlled already, and that a rule set with this first day would come to hold for."""
    korningar = Korning.objects.filter(typ=Korning.Typ.MANAD, status=Korning.Status.KLAR, manad__gte=galler_fran)
    if nasta := regelverken.next_own_day(galler_fran):
        korningar = korningar.filter(manad__lt=nasta)
    return list(korningar.order_by("manad").values_list("manad", flat=True).distinct())


def _holds(regelverk: Regelverk) -> tuple[date, date | None]:
    """The first and last day that an adopted rule set decides for."""
    nasta = regelverken.next_own_day(regelverk.galler_fran)
    return regelverk.galler_fran, nasta - timedelta(days=1) if nasta else None


def _refuse_rows(utgar_fran: Regelverk, rader: Collection[Forslagsrad]) -> None:
    koder = [rad.kod for rad in rader]
    if dubbla := sorted({kod for kod in koder if koder.count(kod) > 1}):
        raise RuleSetRefused(f"{dubbla[0]} står mer än en gång i förslaget.", kod=dubbla[0])
    finns = set(utgar_fran.rader.values_list("kod", flat=True)) & load_rules().keys()
    if borta := sorted(finns - set(koder)):
        raise RuleSetRefused(
            f"{upprakning(borta)} saknas i förslaget. En kontroll som inte ska göras står som ej i bruk.", kod=borta[0]
        )
    if not any(rad.i_bruk for rad in rader):
        raise RuleSetRefused("Ett regelverk har minst en kontroll i bruk.")
    for rad in rader:
        _refuse_row(rad)


def _refuse_row(rad: Forslagsrad) -> None:
    regel = load_versions().get((rad.kod, rad.version))
    if regel is None:
        raise RuleSetRefused(f"Programmet har ingen {rad.kod} version {rad.version}.", kod=rad.kod)
    if str(rad.allvar) not in [str(niva) for niva in Allvar]:
        raise RuleSetRefused("Nivån är S, V eller I.", kod=rad.kod, falt="allvar")
    if saknas := sorted(regel.standard.keys() - rad.parametrar.keys()):
        raise RuleSetRefused(f"{rad.kod} saknar parametern {saknas[0]}.", kod=rad.kod, falt=saknas[0])
    for namn, varde in rad.parametrar.items():
        if problem := problem_with_parameter(regel, namn, varde):
            raise RuleSetRefused(problem, kod=rad.kod, falt=namn)


def _next_version(galler_fran: date) -> str:
    """The name of a rule set: the year from which it holds, and a number in that year. 2015:1, 2015:2."""
    ar = f"{galler_fran.year}:"
    tagna = Regelverk.objects.select_for_update().filter(version__startswith=ar).values_list("version", flat=True)
    nummer = [int(version.removeprefix(ar)) for version in tagna if version.removeprefix(ar).isdecimal()]
    return f"{ar}{max(nummer, default=0) + 1}"
