"""Anordnarnas tillstånd från IVO så som registret har dem. Egna arbetsgivares anmälningar räknas bara: var och en av
dem är en person.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistans.svenska import antal_i_ord, heltal, sortnyckel
from assistans.tid import last_of_month
from beslut.models import Anordnare, Tillstand
from kontroller.rapport.avsnitt import Avsnitt, Kolumn, Slag, Tabell
from kontroller.rapport.period import Period
from kontroller.rapport.summor import MINST_PERSONER, provider_name, providers_of

I_KRAFT = (Tillstand.Status.BEVILJAT, Tillstand.Status.INHIBERAT)
TILL_SIST = (Tillstand.Status.ATERKALLAT, Tillstand.Status.UPPHORT)
"""Sådana tillstånd gällde till och med sin sista dag."""
SAKNAS = "Saknas i registret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lage:
    """En anordnares tillstånd i perioden: det senaste i registret, och om något gällde varje dag som kontrollerades."""

    anordnare: Anordnare
    senaste: Tillstand | None
    hela: bool


def section(period: Period) -> Avsnitt | None:
    """Every provider's permit, those without one for the whole period first, and how own employers stand."""
    lagen = _states(period)
    bolag = [lage for lage in lagen if not lage.anordnare.is_person]
    egna = [lage for lage in lagen if lage.anordnare.is_person]
    if not lagen:
        return None
    return Avsnitt(
        kod="tillstand",
        rubrik="Tillstånd från IVO",
        stycken=(
            f"Så står tillstånden från IVO i kommunens register för de anordnare som har begärt ersättning för "
            f"{period.namn}.",
            *([_own_employers(egna, period)] if egna else []),
        ),
        tabeller=(_table(bolag, period),) if bolag else (),
    )


def _states(period: Period) -> list[Lage]:
    """Two queries more than those of the providers."""
    anordnare = Anordnare.objects.in_bulk([s.anordnare for s in providers_of(period)])
    tillstand: dict[int, list[Tillstand]] = defaultdict(list)
    for rad in Tillstand.objects.filter(anordnare__in=anordnare).order_by("galler_fran"):
        tillstand[rad.anordnare_id].append(rad)
    lagen = [_state(a, tillstand[pk], period) for pk, a in anordnare.items()]
    return sorted(lagen, key=lambda lage: (lage.hela, sortnyckel(provider_name(lage.anordnare)), lage.anordnare.pk))


def _state(anordnare: Anordnare, rader: Sequence[Tillstand], period: Period) -> Lage:
    typ = Tillstand.Typ.ANMALAN if anordnare.is_person else Tillstand.Typ.TILLSTAND
    gallande = [rad for rad in rader if rad.typ == typ and rad.galler_fran <= period.tom]
    hela = all(any(_covers(rad, manad) for rad in gallande) for manad in period.manader)
    return Lage(anordnare=anordnare, senaste=gallande[-1] if gallande else None, hela=hela)


def _covers(rad: Tillstand, manad: date) -> bool:
    return (
        (rad.status in I_KRAFT or (rad.status in TILL_SIST and rad.galler_tom is not None))
        and rad.galler_fran <= manad
        and (rad.galler_tom is None or rad.galler_tom >= last_of_month(manad))
    )


def _table(lagen: Sequence[Lage], period: Period) -> Tabell:
    return Tabell(
        kod="tillstand",
        rubrik="Anordnarnas tillstånd",
        kolumner=(
            *(Kolumn("Anordnare"), Kolumn("Status"), Kolumn("Hela månaden" if period.is_month else "Alla månader")),
            *(Kolumn("Gäller från", Slag.DATUM), Kolumn("Gäller till", Slag.DATUM), Kolumn("Kontrollerat", Slag.DATUM)),
        ),
        rader=tuple(
            (
                provider_name(lage.anordnare),
                lage.senaste.get_status_display() if lage.senaste else SAKNAS,
                "Ja" if lage.hela else "Nej",
                *((s.galler_fran, s.galler_tom, s.kontrollerad) if (s := lage.senaste) else (None, None, None)),
            )
            for lage in lagen
        ),
        tat=len(lagen) > 25,
    )


def _own_employers(lagen: Sequence[Lage], period: Period) -> str:
    manaden = "hela månaden" if period.is_month else "alla månader"
    if len(lagen) < MINST_PERSONER:
        return (
            f"Också {antal_i_ord(len(lagen), 'egen arbetsgivare', 'egna arbetsgivare', utrum=True)} har begärt "
            "ersättning. Så få redovisas inte för sig: var och en är en person."
        )
    hela = Counter(lage.hela for lage in lagen)
    return (
        f"Av {heltal(len(lagen))} egna arbetsgivare har {heltal(hela[True])} en anmälan till IVO som gäller {manaden}. "
        "De står inte var för sig: var och en är en person."
    )
