"""Volymerna i körningarna: personer, anordnare, timmar och kronor för en eller flera månader, räknade i databasen.

Sjuklönen är ingen assistanstid och räknas inte här. Timmar är som fakturorna anger dem, kronor hela underlagets
belopp; en kreditfaktura räknas av. Samma sätt att räkna som `manad.Volymer`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from beslut.models import Anordnare
from fakturor.models import Faktura

MINST_PERSONER = 5
NOLL = Decimal(0)
UTAN_NAMN = (Anordnare.Form.EGEN_ARBETSGIVARE, Anordnare.Form.ENSKILD_FIRMA)
"""Anordnare som är privatpersoner: de nämns aldrig vid namn."""

UNDERLAG = """
WITH underlag AS (
    SELECT k.grupp, n.manad, f.id, f.anordnare_id, a.form,
           CASE WHEN f.typ = %(kredit)s THEN -1 ELSE 1 END AS tecken, f.att_betala
    FROM unnest(%(korningar)s::bigint[], %(grupper)s::int[]) AS k (id, grupp)
    JOIN kontroller_korning n ON n.id = k.id
    JOIN kontroller_granskning g ON g.korning_id = k.id
    JOIN fakturor_faktura f ON f.id = g.faktura_id AND f.typ <> %(sjuklon)s
    LEFT JOIN beslut_anordnare a ON a.id = f.anordnare_id
), tid AS (
    SELECT u.grupp, u.anordnare_id, r.redovisning_id,
           CASE WHEN r.enhet = 'HUR' AND r.antal IS NOT NULL THEN r.brukare_id END AS brukare_id,
           CASE WHEN r.enhet = 'HUR' THEN u.tecken * coalesce(r.antal, 0) ELSE 0 END AS timmar
    FROM underlag u JOIN fakturor_fakturarad r ON r.faktura_id = u.id AND r.manad = u.manad
)
"""
VOLYMER = f"""{UNDERLAG}
SELECT u.grupp, u.underlag, u.kronor, u.anordnare, u.egna, t.personer, t.redovisningar, t.timmar
FROM (SELECT grupp, count(*) AS underlag, sum(tecken * att_betala) AS kronor,
             count(DISTINCT anordnare_id) FILTER (WHERE form <> %(egen)s) AS anordnare,
             count(DISTINCT anordnare_id) FILTER (WHERE form = %(egen)s) AS egna
      FROM underlag GROUP BY grupp) u
LEFT JOIN (SELECT grupp, count(DISTINCT brukare_id) AS personer, count(DISTINCT redovisning_id) AS redovisningar,
                  sum(timmar) AS timmar
           FROM tid GROUP BY grupp) t ON t.grupp = u.grupp
"""
PER_PERSON = f"""{UNDERLAG}
SELECT t.brukare_id, t.anordnare_id, a.namn, a.form, sum(t.timmar), array_agg(DISTINCT t.redovisning_id)
FROM tid t LEFT JOIN beslut_anordnare a ON a.id = t.anordnare_id
WHERE t.brukare_id IS NOT NULL
GROUP BY t.brukare_id, t.anordnare_id, a.namn, a.form
"""
KRONOR = f"{UNDERLAG} SELECT coalesce(sum(tecken * att_betala), 0) FROM underlag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Volym:
    """Det som ingår i en grupp av körningar. En person räknas en gång, också när hon är med i flera månader."""

    underlag: int = 0
    personer: int = 0
    anordnare: int = 0
    egna: int = 0
    redovisningar: int = 0
    timmar: Decimal = NOLL
    kronor: Decimal = NOLL


@dataclass(frozen=True, slots=True, kw_only=True)
class Fordelning:
    """En månads personer och deras anordnare, utan att någon pekas ut.

    `per_anordnare` är antalet personer hos var och en, störst först; `namngivna` de anordnare som har minst fem. Egna
    arbetsgivare står för sig. `hos_anordnare` är personer hos någon annan än sig själv, `hos_flera` de som har flera.
    """

    manad: date
    personer: int
    egna: int
    per_anordnare: tuple[int, ...]
    namngivna: tuple[tuple[str, int], ...]
    hos_anordnare: int
    hos_flera: int
    redovisningar: int
    timmar: Decimal
    kronor: Decimal
    mest: Decimal
    minst: Decimal

    @property
    def visas_inte(self) -> bool:
        """Whether so few persons are behind it that their time is not told."""
        return self.personer < MINST_PERSONER


def volumes_of(grupper: Mapping[int, Sequence[int]]) -> dict[int, Volym]:
    """The volumes of each group of runs. One query."""
    rader = _fetch(VOLYMER, grupper)
    svar = {
        grupp: Volym(
            underlag=underlag,
            kronor=kronor or NOLL,
            anordnare=anordnare,
            egna=egna,
            personer=personer or 0,
            redovisningar=redovisningar or 0,
            timmar=timmar or NOLL,
        )
        for grupp, underlag, kronor, anordnare, egna, personer, redovisningar, timmar in rader
    }
    return {grupp: svar.get(grupp, Volym()) for grupp in grupper}


def distribution_of(manad: date, korning: int) -> Fordelning:
    """How the persons of a month are spread over the providers, by one run. Two queries."""
    rader = _fetch(PER_PERSON, {0: [korning]})
    [[kronor]] = _fetch(KRONOR, {0: [korning]})
    per_person: dict[int, Decimal] = defaultdict(lambda: NOLL)
    hos: dict[int, set[int]] = defaultdict(set)
    egna: set[int] = set()
    anordnare: dict[int, tuple[str, set[int]]] = {}
    redovisningar: set[int] = set()
    for brukare, anordnare_id, namn, form, timmar, dossierer in rader:
        per_person[brukare] += timmar
        redovisningar.update(r for r in dossierer if r)
        if form == Anordnare.Form.EGEN_ARBETSGIVARE:
            egna.add(brukare)
        elif anordnare_id:
            anordnare.setdefault(anordnare_id, (_name(namn, form), set()))[1].add(brukare)
            hos[brukare].add(anordnare_id)
    stora = sorted(((namn, len(vilka)) for namn, vilka in anordnare.values()), key=lambda par: (-par[1], par[0]))
    return Fordelning(
        manad=manad,
        personer=len(per_person),
        egna=len(egna),
        per_anordnare=tuple(n for _, n in stora),
        namngivna=tuple((namn, n) for namn, n in stora if n >= MINST_PERSONER and namn),
        hos_anordnare=len(hos),
        hos_flera=sum(len(vilka) > 1 for vilka in hos.values()),
        redovisningar=len(redovisningar),
        timmar=sum(per_person.values(), NOLL),
        kronor=kronor,
        mest=max(per_person.values(), default=NOLL),
        minst=min(per_person.values(), default=NOLL),
    )


def _name(namn: str, form: str) -> str:
    return "" if form in UTAN_NAMN else namn


def _fetch(sql: str, grupper: Mapping[int, Sequence[int]]) -> list[tuple[Any, ...]]:
    par = [(korning, grupp) for grupp, korningar in grupper.items() for korning in korningar]
    varden = {
        "korningar": [korning for korning, _ in par],
        "grupper": [grupp for _, grupp in par],
        "kredit": str(Faktura.Typ.KREDITNOTA),
        "sjuklon": str(Faktura.Typ.SJUKLON),
        "egen": str(Anordnare.Form.EGEN_ARBETSGIVARE),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, varden)
        return cursor.fetchall()
