"""Hur fullständig en månad är: vilka som har lämnat allt, vad de andra saknar, och hur länge."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistans.svenska import antal_i_ord, datum_text, heltal
from assistans.tid import months_after
from kontroller.fullstandighet.saknas import SLAGEN_I_ORD, Saknad, Slag, missing, report_day
from kontroller.fullstandighet.vantat import Vantat, Villkor

FLEST_MANADER = 3
"""So many silent months that it is asked whether the decision is carried out (28 f § LSS)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ofullstandig:
    """En person hos en anordnare som något saknas för, sedd en viss dag.

    `tysta_manader` är hur många månader i rad som ingenting alls har kommit, månaden själv inräknad; 0 när något har
    kommit eller när det ännu inte är sent.
    """

    vantat: Vantat
    dag: date
    saknade: tuple[Saknad, ...]
    tysta_manader: int = 0

    @property
    def sena(self) -> list[Saknad]:
        """What should have come by now."""
        return [brist for brist in self.saknade if brist.days_late(self.dag)]

    @property
    def dagar_sen(self) -> int:
        """Days that the oldest of it is late."""
        return max((brist.days_late(self.dag) for brist in self.saknade), default=0)

    @property
    def obetalt(self) -> Decimal:
        """Kronor that are invoiced for the month and not paid."""
        return self.vantat.begart.obetalt if self.vantat.begart else Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Oversikt:
    """En månad sedd en viss dag: hur många som väntas lämna något, och de som något saknas för, det senaste först."""

    manad: date
    dag: date
    villkor: Villkor
    vantade: int
    ofullstandiga: tuple[Ofullstandig, ...]

    @property
    def fullstandiga(self) -> int:
        """How many have everything."""
        return self.vantade - len(self.ofullstandiga)

    @property
    def sena(self) -> list[Ofullstandig]:
        """Those that lack something that should have come by now."""
        return [rad for rad in self.ofullstandiga if rad.sena]

    @property
    def tysta(self) -> list[Ofullstandig]:
        """Those from whom nothing at all has come, though it should have."""
        return [rad for rad in self.ofullstandiga if rad.tysta_manader]

    @property
    def vantar(self) -> int:
        """How many lack only what is not late yet."""
        return len(self.ofullstandiga) - len(self.sena)

    def late_by_kind(self) -> list[tuple[str, int]]:
        """How many lack each kind of thing that should have come, in words, for the kinds that somebody lacks."""
        saknar = Counter(slag for rad in self.sena for slag in {brist.slag for brist in rad.sena})
        return [(SLAGEN_I_ORD[slag], saknar[slag]) for slag in Slag if saknar[slag]]

    @property
    def aldst(self) -> date | None:
        """The day on which the oldest of what is late should have come."""
        return min((brist.senast for rad in self.sena for brist in rad.sena), default=None)

    def in_words(self) -> str:
        """31 av 35 har allt. 4 saknar något som skulle ha kommit, det äldsta sedan 12 dagar."""
        if not self.vantade:
            return "Inget uppdrag i månaden har tid som är beviljad av kommunen."
        alla = antal_i_ord(self.vantade, "uppdrag", "uppdrag")
        if not self.ofullstandiga:
            return f"{_capital(alla)} har beviljad tid, och allt som väntas har kommit."
        delar = [f"{heltal(self.fullstandiga)} av {heltal(self.vantade)} uppdrag har allt."]
        if sena := len(self.sena):
            delar.append(f"{heltal(sena)} saknar något som skulle ha kommit, {self._oldest()}.")
        if vantar := self.vantar:
            senast = min(brist.senast for rad in self.ofullstandiga if not rad.sena for brist in rad.saknade)
            delar.append(f"{heltal(vantar)} saknar något som inte är sent än, det första den {datum_text(senast)}.")
        if tysta := len(self.tysta):
            delar.append(f"Från {heltal(tysta)} har ingenting alls kommit.")
        return " ".join(delar)

    def _oldest(self) -> str:
        dagar = max(rad.dagar_sen for rad in self.sena)
        return f"det äldsta sedan {antal_i_ord(dagar, 'dag', 'dagar', utrum=True)}"


def look_at(
    manad: date,
    vantade: Iterable[Vantat],
    villkor: Villkor,
    *,
    dag: date,
    forsta: Mapping[tuple[int, int], date],
    senaste: Mapping[tuple[int, int], date],
) -> Oversikt:
    """The month on a day. `forsta` and `senaste` tell of the silent ones since when, and when something last came."""
    alla = list(vantade)
    rader = [
        Ofullstandig(
            vantat=vantat,
            dag=dag,
            saknade=tuple(brister),
            tysta_manader=silent_months(vantat, villkor, dag=dag, forsta=forsta, senaste=senaste),
        )
        for vantat in alla
        if (brister := missing(vantat, villkor))
    ]
    rader.sort(key=lambda rad: (-rad.dagar_sen, rad.saknade[0].senast, rad.vantat.anordnare, rad.vantat.brukare))
    return Oversikt(manad=manad, dag=dag, villkor=villkor, vantade=len(alla), ofullstandiga=tuple(rader))


def silent_months(
    vantat: Vantat,
    villkor: Villkor,
    *,
    dag: date,
    forsta: Mapping[tuple[int, int], date],
    senaste: Mapping[tuple[int, int], date],
) -> int:
    """Months in a row, this one included, for which nothing has come; 0 before the month's report is late."""
    if not vantat.is_silent or dag <= report_day(vantat.manad, villkor):
        return 0
    par = (vantat.brukare, vantat.anordnare)
    borjade = forsta.get(par, vantat.manad)
    if par in senaste:
        borjade = max(borjade, months_after(senaste[par], 1))
    return (vantat.manad.year - borjade.year) * 12 + vantat.manad.month - borjade.month + 1


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
