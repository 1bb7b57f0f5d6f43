"""D12: tider som är mycket regelbundna."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from operator import attrgetter

from assistans.svenska import VECKODAGAR, antal_i_ord, procent, timmar_minuter, upprakning
from assistans.tid import months_after
from kontroller.assistentuppgifter import pairs
from kontroller.berakning import KOMMUNENS_BESLUT, TIMME, granted_by
from kontroller.bevis import person_month, point_at
from kontroller.fakta import Fakta, Rapport, Redovisning, Tidrad
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, hint, ok, regel
from kontroller.underlag import without_rows

Monster = tuple[tuple[int, int, str, bool], ...]
"""En dags tider: start, slut, slag av tid och om den är dubbel, i ordning."""
TIDER = attrgetter("start", "slut", "tidstyp", "dubbel")


@regel(
    kod="D12",
    version=1,
    rubrik="Mycket regelbundna tider",
    lagrum="9 § 2 LSS",
    allvar=Allvar.VARNING,
    standard={
        "minst_rader_antal": 10,
        "hela_timmar_procent": 100,
        "samma_tider_procent": 100,
        "veckor_lika_antal": 4,
        "exakt_beviljat_manader": 3,
    },
    tips=True,
)
def regelbundna_tider(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Tider som är mycket regelbundna kan vara ett schema och inte den tid som utfördes.

    Tips ges för en rapport där alla tider är på hela timmar, där alla dagar har samma tider, eller där samma
    veckodagar har samma tider vecka efter vecka, och när månadens tid är exakt den beviljade flera månader i rad.
    Stadiga scheman är vanliga, och mönstret säger inget om en enskild tid. Hur stor andel, och hur många rader, veckor
    och månader det krävs står i regelverket.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.arbetsdagar:
            yield without_rows(redovisning)
            continue
        fynd = [*_reports(redovisning, villkor), *_exactly_granted(redovisning, villkor)]
        yield from fynd or [
            ok(
                f"Tiderna för {person_month(redovisning)} har inget av de mönster som kontrollen letar efter.",
                redovisning=redovisning.id,
                matt={"rapporter_antal": len(redovisning.rapporter)},
            )
        ]


def _reports(redovisning: Redovisning, villkor: Villkor) -> Iterator[Fynd]:
    for rapport in redovisning.rapporter:
        if rapport.rader and len(rapport.rader) >= villkor.number("minst_rader_antal"):
            yield from _whole_hours(redovisning, rapport, villkor.number("hela_timmar_procent"))
            dagar = _days_of(rapport)
            samma = list(_same_every_day(redovisning, rapport, dagar, villkor.number("samma_tider_procent")))
            # Days that are all alike make every week alike too: it is said once.
            yield from samma or _same_every_week(redovisning, rapport, dagar, villkor.number("veckor_lika_antal"))


def _whole_hours(redovisning: Redovisning, rapport: Rapport, krav: int) -> Iterator[Fynd]:
    hela = [rad for rad in rapport.rader if rad.start % TIMME == 0 and rad.slut % TIMME == 0]
    antal = len(rapport.rader)
    if len(hela) * 100 >= krav * antal:
        yield _found(
            redovisning,
            rapport,
            hela,
            f"{_share(len(hela), antal)} av tiderna, {len(hela)} av {antal}, börjar och slutar på hela timmar",
            {"hela_timmar_antal": len(hela), "rader_antal": antal},
        )


def _same_every_day(
    redovisning: Redovisning, rapport: Rapport, dagar: dict[date, Monster], krav: int
) -> Iterator[Fynd]:
    [(monster, lika)] = Counter(dagar.values()).most_common(1)
    if lika > 1 and lika * 100 >= krav * len(dagar):
        rader = [rad for rad in rapport.rader if dagar[rad.datum] == monster]
        yield _found(
            redovisning,
            rapport,
            rader,
            f"{_share(lika, len(dagar))} av dagarna, {lika} av {len(dagar)}, har samma tider",
            {"lika_dagar_antal": lika, "dagar_antal": len(dagar)},
        )


def _same_every_week(
    redovisning: Redovisning, rapport: Rapport, dagar: dict[date, Monster], krav: int
) -> Iterator[Fynd]:
    """Weekdays that have the same times every week of the month, when each of those worked does."""
    av_veckodag: dict[int, list[date]] = defaultdict(list)
    for dag in dagar:
        av_veckodag[dag.weekday()].append(dag)
    aterkommer = all(len(veckodag) >= krav for veckodag in av_veckodag.values())
    if aterkommer and all(len({dagar[dag] for dag in veckodag}) == 1 for veckodag in av_veckodag.values()):
        namn = upprakning([VECKODAGAR[nummer] for nummer in sorted(av_veckodag)])
        yield _found(
            redovisning,
            rapport,
            list(rapport.rader),
            f"varje vecka har samma tider på samma veckodag ({namn})",
            {"veckor_antal": min(map(len, av_veckodag.values())), "dagar_antal": len(dagar)},
        )


def _exactly_granted(redovisning: Redovisning, villkor: Villkor) -> Iterator[Fynd]:
    """So many months in a row, this one last, in which the person's time is the granted to the minute."""
    i_rad = 0
    for tal in reversed(redovisning.manadstal):
        beviljat = _granted(redovisning, tal.manad)
        foljer = tal.manad == months_after(redovisning.manad, -i_rad)
        if not foljer or not beviljat or abs(tal.minuter - beviljat) >= 1:
            break
        i_rad += 1
    if i_rad and i_rad >= villkor.number("exakt_beviljat_manader"):
        nu = redovisning.manadstal[-1].minuter
        yield hint(
            f"Tiden för {dossier_name(redovisning)} är exakt den beviljade "
            f"{antal_i_ord(i_rad, 'månad', 'månader', utrum=True)} i rad, den här månaden {timmar_minuter(nu)}.",
            redovisning=redovisning.id,
            matt={"manader_antal": i_rad, "rapporterade_minuter": nu},
            rader=tuple(f"rapport {rapport.kod}" for rapport in redovisning.rapporter),
        )


def _granted(redovisning: Redovisning, manad: date) -> Fraction:
    rader = redovisning.brukare.beslutsrader
    return sum((granted_by(rad, manad) for rad in rader if rad.typ in KOMMUNENS_BESLUT), Fraction(0))


def _days_of(rapport: Rapport) -> dict[date, Monster]:
    tider: dict[date, list[tuple[int, int, str, bool]]] = defaultdict(list)
    for rad in rapport.rader:
        tider[rad.datum].append(TIDER(rad))
    return {dag: tuple(sorted(dagens)) for dag, dagens in tider.items()}


def _share(antal: int, alla: int) -> str:
    return procent(Fraction(antal, alla), 0)


def _found(redovisning: Redovisning, rapport: Rapport, rader: list[Tidrad], vad: str, matt: dict[str, int]) -> Fynd:
    return hint(
        f"I rapport {rapport.kod} för {dossier_name(redovisning)} gäller att {vad}.",
        redovisning=redovisning.id,
        matt=matt,
        **point_at(pairs(rapport, rader)),
    )
