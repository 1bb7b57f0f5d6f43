"""E03: flera assistenter på en gång utan beslut om dubbel assistans."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assistans.svenska import antal_i_ord, timmar_minuter
from kontroller.berakning import KOMMUNENS_BESLUT, granted_minutes
from kontroller.bevis import missing_report, person_month, point_at, worth
from kontroller.fakta import DELARE, TIDSTYPER, AnnatPass, Fakta, Rapport, Redovisning, Tidrad, Tidstyp, covers
from kontroller.overlapp import shared_stretches
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, stop
from kontroller.underlag import days_text


@dataclass(frozen=True, slots=True)
class Stracka:
    """En tid då samma assistenter är hos personen, minst två. `egna` är redovisningens rader i den."""

    dag: date
    minuter: int
    assistenter: int
    tillatna: int
    egna: tuple[tuple[Rapport, Tidrad], ...]

    @property
    def over(self) -> int:
        """How many assistants there are beyond those that a decision can allow at once.

        Never below zero: a stretch has two at least, and no decision allows more than two.
        """
        return self.assistenter - self.tillatna

    def priced(self, assistenter: int) -> list[tuple[Tidstyp, int]]:
        """The time of so many of the dossier's own assistants, those best paid first."""
        slag = sorted((rad.tidstyp for _, rad in self.egna), key=DELARE.__getitem__)
        return [(tidstyp, self.minuter) for tidstyp in slag[:assistenter]]


@regel(
    kod="E03",
    version=1,
    rubrik="Flera assistenter samtidigt",
    lagrum="9 a § LSS",
    allvar=Allvar.STOPP,
)
def samtidiga_assistenter(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Två assistenter på samma gång kräver ett beslut om dubbel assistans som gäller den dagen.

    Med ett sådant beslut får de vara två, och tiden de är det får tillsammans inte bli längre än beslutet ger för
    månaden. Personens alla tidrader räknas, också hos andra anordnare.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
            continue

        strackor = _stretches(redovisning)
        egna = [stracka for stracka in strackor if stracka.egna]
        fynd = [*_beyond_decision(fakta, redovisning, egna), *_beyond_hours(fakta, redovisning, strackor)]
        yield from fynd or [_clean(redovisning, strackor)]


def _stretches(redovisning: Redovisning) -> list[Stracka]:
    """Every stretch of the person's month with two assistants or more."""
    if redovisning.rader_skilda and not redovisning.brukarens_andra_pass:
        return []
    egna = list(redovisning.tidrader)
    alla: list[tuple[int, Tidrad | AnnatPass]] = [(rapport.assistent.person, rad) for rapport, rad in egna]
    alla += [(annat.assistent, annat) for annat in redovisning.brukarens_andra_pass]

    strackor = []
    for borjar, slutar, vilka in shared_stretches([(rad.borjar, rad.slutar) for _, rad in alla]):
        assistenter = {alla[n][0] for n in vilka}
        if len(assistenter) > 1:
            dag = alla[min(vilka)][1].datum
            strackor.append(
                Stracka(
                    dag=dag,
                    minuter=slutar - borjar,
                    assistenter=len(assistenter),
                    tillatna=2 if _is_double_granted(redovisning, dag) else 1,
                    egna=tuple(egna[n] for n in sorted(vilka) if n < len(egna)),
                )
            )
    return strackor


def _is_double_granted(redovisning: Redovisning, dag: date) -> bool:
    return any(
        rad.dubbel and rad.typ in KOMMUNENS_BESLUT and covers(rad, dag) for rad in redovisning.brukare.beslutsrader
    )


def _beyond_decision(fakta: Fakta, redovisning: Redovisning, egna: list[Stracka]) -> Iterator[Fynd]:
    """More assistants at once than any decision of the day allows: one finding for each number allowed."""
    saknas = {1: "men inget beslut ger dubbel assistans då", 2: "men beslutet ger högst två på en gång"}
    for tillatna, vad in saknas.items():
        over = [stracka for stracka in egna if stracka.tillatna == tillatna and stracka.over]
        if not over:
            continue
        flest = max(stracka.assistenter for stracka in over)
        minuter = sum(stracka.minuter for stracka in over)
        yield stop(
            f"{antal_i_ord(flest, 'assistent', 'assistenter').capitalize()} har samtidig tid hos "
            f"{redovisning.brukare.referens} den {days_text(stracka.dag for stracka in over)}, tillsammans "
            f"{timmar_minuter(minuter)}, {vad}.",
            redovisning=redovisning.id,
            matt={"samtidiga_minuter": minuter, "assistenter_antal": flest, "tillatna_antal": tillatna},
            kronor=worth(fakta, redovisning, (tid for stracka in over for tid in stracka.priced(stracka.over))),
            **point_at(par for stracka in over for par in stracka.egna),
        )


def _beyond_hours(fakta: Fakta, redovisning: Redovisning, strackor: list[Stracka]) -> Iterator[Fynd]:
    """More time with two assistants than the decisions give for the month."""
    beviljat = sum((granted_minutes(redovisning, tidstyp, dubbel=True) for tidstyp in TIDSTYPER), Fraction(0))
    extra = sum(stracka.minuter * (stracka.assistenter - 1) for stracka in strackor)
    egna = [stracka for stracka in strackor if stracka.egna]
    if not beviljat or extra <= beviljat or not egna:
        return

    over = extra - beviljat
    redan_sagt = sum(stracka.minuter * stracka.over for stracka in egna)
    fragade = max(0, int(over + Fraction(1, 2)) - redan_sagt)
    dyrast = min((rad.tidstyp for stracka in egna for _, rad in stracka.egna), key=DELARE.__getitem__)
    yield stop(
        f"Mer än en assistent åt gången är redovisad för {person_month(redovisning)} i {timmar_minuter(extra)}, men "
        f"besluten ger {timmar_minuter(beviljat)} dubbel assistans, alltså {timmar_minuter(over)} för mycket.",
        redovisning=redovisning.id,
        matt={"samtidiga_minuter": extra, "beviljade_dubbla_minuter": beviljat, "minuter_over": over},
        kronor=worth(fakta, redovisning, [(dyrast, fragade)]),
        **point_at(par for stracka in egna for par in stracka.egna),
    )


def _clean(redovisning: Redovisning, strackor: list[Stracka]) -> Fynd:
    minuter = sum(stracka.minuter for stracka in strackor if stracka.egna)
    return ok(
        f"Två assistenter har samtidig tid för {person_month(redovisning)} i {timmar_minuter(minuter)}, inom besluten."
        if minuter
        else f"Ingen tid för {person_month(redovisning)} är redovisad av två assistenter samtidigt.",
        redovisning=redovisning.id,
        matt={"samtidiga_minuter": minuter},
    )
