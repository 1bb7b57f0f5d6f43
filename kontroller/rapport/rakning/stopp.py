"""Vad kontrollerna stoppade månad för månad, och vad som ändå godtogs, räknat i databasen ur liggaren.

Ett underlag är stoppat när någon kontroll i månadens senaste körning fann en avvikelse eller inte kunde bedöma. Det är
godtaget när två personer har godtagit varje sådant stopp i en bedömning som gäller. Kronor är underlagets belopp utan
tecken, och för en kontroll det som den pekade på, högst underlagets belopp.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from assistans.tid import first_of_month, months_after
from kontroller.loading.belopp import exact
from kontroller.models import Korning
from kontroller.rapport.period import Period

NOLL = Decimal("0.00")
MANADER = 12

STOPP = """
WITH senaste AS (
    SELECT g.id, g.faktura_id, k.manad, k.regelverk_id, f.status, abs(f.att_betala) AS belopp
    FROM kontroller_granskning g
    JOIN kontroller_korning k ON k.id = g.korning_id
    JOIN fakturor_faktura f ON f.id = g.faktura_id
    WHERE g.korning_id = ANY(%(korningar)s)
), stopp AS (
    SELECT s.id, s.faktura_id, s.manad, s.regelverk_id, s.status, s.belopp, t.regel, t.version, t.utfall, t.fyndhash,
           least(coalesce(t.kronor, 0), s.belopp) AS kronor
    FROM senaste s JOIN kontroller_utfallsrad t ON t.granskning_id = s.id AND t.utfall IN ('avvikelse', 'ej_bedomd')
), bedomd AS (
    SELECT DISTINCT ON (b.faktura_id, b.regel, b.version, b.fyndhash) b.faktura_id, b.regel, b.version, b.fyndhash,
           b.beslut, b.galler_till,
           EXISTS (SELECT 1 FROM kontroller_bekraftelse e WHERE e.bedomning_id = b.id AND e.av_id <> b.av_id) AS av_tva
    FROM kontroller_bedomning b
    WHERE EXISTS (SELECT 1 FROM stopp s WHERE s.faktura_id = b.faktura_id)
    ORDER BY b.faktura_id, b.regel, b.version, b.fyndhash, b.id DESC
), provat AS (
    SELECT s.*, coalesce(b.beslut = 'godtas' AND b.av_tva
                         AND (b.galler_till IS NULL OR b.galler_till >= %(dag)s OR s.status = ANY(%(betalt)s))
                         AND NOT (s.utfall = 'avvikelse' AND s.status <> ALL(%(betalt)s) AND EXISTS (
                             SELECT 1 FROM kontroller_regelverksrad r
                             WHERE r.regelverk_id = s.regelverk_id AND r.kod = s.regel AND NOT r.far_undantas)),
                         false) AS godtaget
    FROM stopp s
    LEFT JOIN bedomd b ON b.faktura_id = s.faktura_id AND b.regel = s.regel AND b.version = s.version
                      AND b.fyndhash = s.fyndhash
)
"""
PER_KONTROLL = f"""{STOPP}
SELECT manad, regel, count(*), sum(kronor), count(*) FILTER (WHERE godtaget),
       coalesce(sum(kronor) FILTER (WHERE godtaget), 0)
FROM provat GROUP BY manad, regel
"""
PER_MANAD = f"""{STOPP}
SELECT s.manad, count(*), sum(s.belopp), count(*) FILTER (WHERE p.antal > 0),
       coalesce(sum(s.belopp) FILTER (WHERE p.antal > 0), 0), count(*) FILTER (WHERE p.alla),
       coalesce(sum(s.belopp) FILTER (WHERE p.alla), 0)
FROM senaste s
LEFT JOIN (SELECT id, count(*) AS antal, bool_and(godtaget) AS alla FROM provat GROUP BY id) p ON p.id = s.id
GROUP BY s.manad
"""


@dataclass(frozen=True, slots=True)
class Stopp:
    """Stopp och kronor, och de av dem som två personer har godtagit."""

    antal: int = 0
    kronor: Decimal = NOLL
    godtagna: int = 0
    godtagna_kronor: Decimal = NOLL

    def __add__(self, andra: "Stopp") -> "Stopp":
        return Stopp(
            self.antal + andra.antal,
            self.kronor + andra.kronor,
            self.godtagna + andra.godtagna,
            self.godtagna_kronor + andra.godtagna_kronor,
        )


@dataclass(frozen=True, slots=True)
class Manadsstopp:
    """En kontrollerad månad: alla underlag, de stoppade, och de av dem som är godtagna i sin helhet."""

    underlag: int
    begart: Decimal
    stopp: Stopp


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolv:
    """Tolv månader till periodens slut. En som inte är kontrollerad finns inte i `per_manad`: den är inte noll."""

    manader: tuple[date, ...]
    per_manad: Mapping[date, Manadsstopp]
    per_kontroll: Mapping[str, Mapping[date, Stopp]] = field(default_factory=dict)

    @property
    def okontrollerade(self) -> tuple[date, ...]:
        """The months that nothing is known of."""
        return tuple(manad for manad in self.manader if manad not in self.per_manad)

    def of_control(self, kod: str, manader: Sequence[date]) -> Stopp:
        """What a control stopped in some of the months together."""
        egna = self.per_kontroll.get(kod, {})
        return sum((egna.get(manad, Stopp()) for manad in manader), Stopp())


def twelve_months(period: Period) -> Tolv:
    """The twelve months to the end of the period, or more when it is longer. Three queries."""
    sista = first_of_month(period.tom)
    manader = tuple(months_after(sista, n) for n in range(1 - MANADER, 1))
    korningar = latest_runs(manader) | dict(period.korning_av)
    per_kontroll: dict[str, dict[date, Stopp]] = defaultdict(dict)
    varden = {
        "korningar": list(korningar.values()),
        "dag": period.dag,
        "betalt": ["i_utbetalning", "utbetald"],
    }
    for manad, regel, antal, kronor, godtagna, godtagna_kronor in _fetch(PER_KONTROLL, varden):
        per_kontroll[regel][manad] = Stopp(antal, exact(kronor), godtagna, exact(godtagna_kronor))
    per_manad = {manad: Manadsstopp(0, NOLL, Stopp()) for manad in korningar}
    for manad, underlag, begart, *stopp in _fetch(PER_MANAD, varden):
        antal, kronor, godtagna, godtagna_kronor = stopp
        per_manad[manad] = Manadsstopp(
            underlag, exact(begart), Stopp(antal, exact(kronor), godtagna, exact(godtagna_kronor))
        )
    return Tolv(manader=manader, per_manad=per_manad, per_kontroll=dict(per_kontroll))


def latest_runs(manader: Sequence[date]) -> dict[date, int]:
    """The newest finished run of each month that has one. One query."""
    klara = Korning.objects.filter(typ=Korning.Typ.MANAD, status=Korning.Status.KLAR, manad__in=manader)
    return dict(klara.order_by("manad", "-pk").distinct("manad").values_list("manad", "pk"))


def _fetch(sql: str, varden: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, varden)
        return cursor.fetchall()
