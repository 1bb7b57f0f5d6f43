"""Täckningen: hur stor del av en månads kronor som är prövad och har gått igenom. Programmets ledande tal.

Det som en beslutad nedsättning drar av står för sig: det är varken prövat eller betalt. Resten av varje underlag som
står kvar i månaden hör till precis en av tre delar:

- **prövat** när den senaste kontrollen inte fann något som stoppar i någon kontroll som är i bruk, och varje varning är
  kommenterad; det som nedsättningen täcker räknas som om det inte hade funnits;
- **undantag** när den fann något som stoppar, och varje sådant är godtaget av två personer i en bedömning som gäller,
  och varje varning är kommenterad;
- **öppet** annars: inte kontrollerat, ändrat efter kontrollen, något som stoppar och inte är godtaget (också det som
  inte kunde bedömas), eller en varning utan kommentar.

En kontroll som inte är i bruk räknas inte. En bedömning med sista dag räknas så länge den gäller, och för det som är
betalt gällde den när det betalades. Ett underlag räknas med hela sitt belopp utan tecken, en kreditfaktura också: den
ska vara lika rätt. Avvisade och krediterade räknas inte. En faktura för två månader räknas i båda, som på månadens
sida.

Allt räknas i databasen, i en fråga hur många underlagen än är.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from fakturor.flode import BETALAS, SLUTGILTIGA, Status
from kontroller.regler import load_versions

NOLL = Decimal("0.00")


class Del(StrEnum):
    """Var ett underlags kronor hör hemma."""

    PROVAT = "provat"
    UNDANTAG = "undantag"
    OPPET = "oppet"
    NEDSATT = "nedsatt"


class Delsumma(NamedTuple):
    """Underlag och kronor i en av delarna."""

    antal: int = 0
    kronor: Decimal = NOLL


INGET = Delsumma()


@dataclass(frozen=True, slots=True)
class Tackning:
    """Så mycket som är prövat, som har undantag, som är öppet och som är avdraget.

    Ett underlag räknas en gång, i den del som resten av det hör till; `nedsatt.antal` är hur många som är nedsatta.
    """

    provat: Delsumma = INGET
    undantag: Delsumma = INGET
    oppet: Delsumma = INGET
    nedsatt: Delsumma = INGET

    @property
    def kronor(self) -> Decimal:
        """All of it, in kronor."""
        return self.provat.kronor + self.undantag.kronor + self.oppet.kronor + self.nedsatt.kronor

    @property
    def antal(self) -> int:
        """All of it, in documents."""
        return self.provat.antal + self.undantag.antal + self.oppet.antal

    def share(self, del_: str) -> Decimal | None:
        """A part's share of the kronor, 0 to 1; None when there are none. Written by `procent`, which never rounds a
        share short of the whole up to it.
        """
        return getattr(self, del_).kronor / self.kronor if self.kronor else None

    def delar(self) -> dict[Del, Delsumma]:
        """The parts in the order they are always shown; what is taken off only when something is."""
        return {del_: getattr(self, del_) for del_ in Del if del_ != Del.NEDSATT or self.nedsatt.antal}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manadstackning:
    """En månads täckning, eller flera månaders: av det som begärs, av det som är godkänt för betalning eller betalt,
    och delat på två sätt.

    `per_anordnare` har anordnarens id, None för den som inte är känd; underlag om någon som läsaren inte får se står
    för sig under `DOLD`. `per_kontroll` har koden för varje kontroll i bruk; där är prövat det som gick igenom eller
    som kontrollen inte gällde.
    """

    begart: Tackning
    betalas: Tackning
    per_anordnare: dict[int | None, Tackning]
    per_kontroll: dict[str, Tackning]


DOLD = 0
"""The key of documents about somebody whom the reader may not see: no provider has it."""

LAGE = """
WITH avdraget AS (
    SELECT n.faktura_id, p.regel, p.fyndhash, sum(p.belopp) AS kronor
    FROM fakturor_nedsattning n JOIN fakturor_nedsattningspost p ON p.nedsattning_id = n.id
    WHERE n.status = 'beslutad'
    GROUP BY n.faktura_id, p.regel, p.fyndhash
), underlag AS (
    SELECT f.id, f.typ = 'sjuklon' AS sjuklon, f.status, abs(f.att_betala) - coalesce(a.kronor, 0) AS belopp,
           coalesce(a.kronor, 0) AS nedsatt, f.status = ANY(%(betalas)s) AS betalas,
           CASE WHEN EXISTS (SELECT 1 FROM fakturor_fakturarad r
                             WHERE r.faktura_id = f.id AND r.brukare_id = ANY(%(stangda)s))
                THEN 0 ELSE f.anordnare_id END AS anordnare
    FROM fakturor_faktura f
    LEFT JOIN (SELECT faktura_id, sum(kronor) AS kronor FROM avdraget GROUP BY faktura_id) a ON a.faktura_id = f.id
    WHERE f.status <> ALL(%(slutgiltiga)s)
      AND EXISTS (SELECT 1 FROM fakturor_fakturarad r WHERE r.faktura_id = f.id AND r.manad = ANY(%(manader)s))
), senaste AS (
    SELECT DISTINCT ON (g.faktura_id) g.faktura_id, g.id, k.regelverk_id
    FROM kontroller_granskning g
    JOIN underlag u ON u.id = g.faktura_id
    JOIN kontroller_korning k ON k.id = g.korning_id
    WHERE %(korningar)s::bigint[] IS NULL OR g.korning_id = ANY(%(korningar)s)
    ORDER BY g.faktura_id, g.id DESC
), matt AS (
    SELECT u.*, s.id AS granskning, s.regelverk_id, u.status = %(mottagen)s OR s.id IS NULL AS obedomd
    FROM underlag u LEFT JOIN senaste s ON s.faktura_id = u.id
    WHERE %(korningar)s::bigint[] IS NULL OR s.id IS NOT NULL
), bedomd AS (
    SELECT DISTINCT ON (b.faktura_id, b.regel, b.version, b.fyndhash) b.faktura_id, b.regel, b.version, b.fyndhash,
           b.beslut, b.galler_till,
           EXISTS (SELECT 1 FROM kontroller_bekraftelse e WHERE e.bedomning_id = b.id AND e.av_id <> b.av_id) AS av_tva
    FROM kontroller_bedomning b JOIN matt m ON m.id = b.faktura_id
    ORDER BY b.faktura_id, b.regel, b.version, b.fyndhash, b.id DESC
), lage AS (
    SELECT m.id AS faktura, t.regel,
           CASE WHEN t.kronor > 0 AND t.kronor <= a.kronor THEN 'provat'
                WHEN b.galler_till < %(idag)s AND m.status <> ALL(%(betalt)s) THEN 'oppet'
                WHEN t.utfall = 'varning' AND b.beslut IN ('kommenteras', 'godtas') THEN 'provat'
                WHEN t.utfall = 'avvikelse' AND m.status <> ALL(%(betalt)s) AND EXISTS (
                    SELECT 1 FROM kontroller_regelverksrad rad
                    WHERE rad.regelverk_id = m.regelverk_id AND rad.kod = t.regel AND NOT rad.far_undantas) THEN 'oppet'
                WHEN t.utfall <> 'varning' AND b.beslut = 'godtas' AND b.av_tva THEN 'undantag'
                ELSE 'oppet' END AS del
    FROM matt m
    JOIN kontroller_utfallsrad t ON t.granskning_id = m.granskning
    LEFT JOIN bedomd b ON b.faktura_id = m.id AND b.regel = t.regel AND b.version = t.version
                      AND b.fyndhash = t.fyndhash
    LEFT JOIN avdraget a ON a.faktura_id = m.id AND a.regel = t.regel AND a.fyndhash = t.fyndhash
)
"""

DELEN = """
CASE WHEN m.obedomd OR coalesce(bool_or(l.del = 'oppet'), false) THEN 'oppet'
     WHEN coalesce(bool_or(l.del = 'undantag'), false) THEN 'undantag' ELSE 'provat' END"""
"""The part that the rest of a document belongs to, of the verdicts that stop or warn in it."""

DELENS_UNDERLAG = f"""{LAGE}
SELECT m.id FROM matt m LEFT JOIN lage l ON l.faktura = m.id GROUP BY m.id, m.obedomd HAVING {DELEN} = %(del)s
"""

TACKNING = f"""{LAGE}, grupp AS (
    SELECT regelverk_id, sjuklon, obedomd, count(*) AS antal, sum(belopp) AS kronor,
           count(*) FILTER (WHERE nedsatt > 0) AS nedsatta, sum(nedsatt) AS nedsatt
    FROM matt WHERE regelverk_id IS NOT NULL GROUP BY regelverk_id, sjuklon, obedomd
), funna AS (
    SELECT m.regelverk_id, l.regel, l.del, count(*) AS antal, sum(m.belopp) AS kronor
    FROM matt m JOIN lage l ON l.faktura = m.id
    WHERE NOT m.obedomd
    GROUP BY m.regelverk_id, l.regel, l.del
)
SELECT NULL AS kod, x.anordnare, x.betalas, x.del, count(*) AS antal, sum(x.belopp) AS kronor
FROM (
    SELECT m.anordnare, m.betalas, m.belopp, {DELEN} AS del
    FROM matt m LEFT JOIN lage l ON l.faktura = m.id
    GROUP BY m.id, m.anordnare, m.betalas, m.belopp, m.obedomd
) x
GROUP BY x.anordnare, x.betalas, x.del
UNION ALL
SELECT NULL, m.anordnare, m.betalas, 'nedsatt', count(*), sum(m.nedsatt)
FROM matt m WHERE m.nedsatt > 0
GROUP BY m.anordnare, m.betalas
UNION ALL
SELECT y.kod, NULL, NULL, y.del, sum(y.antal)::bigint, sum(y.kronor)
FROM (
    SELECT rad.kod, har.del, har.antal, har.kronor
    FROM grupp g JOIN kontroller_regelverksrad rad ON rad.regelverk_id = g.regelverk_id AND rad.i_bruk
        AND (g.sjuklon OR rad.parametrar -> 'aven_fakturor' = 'true' OR (rad.kod, rad.regelversion) NOT IN (
            SELECT * FROM unnest(%(koder)s::text[], %(versioner)s::int[])))
    CROSS JOIN LATERAL (VALUES (CASE WHEN g.obedomd THEN 'oppet' ELSE 'provat' END, g.antal, g.kronor),
                               ('nedsatt', g.nedsatta, g.nedsatt)) har (del, antal, kronor)
    UNION ALL
    SELECT rad.kod, flytt.del, flytt.tecken * f.antal, flytt.tecken * f.kronor
    FROM funna f
    JOIN kontroller_regelverksrad rad ON rad.regelverk_id = f.regelverk_id AND rad.kod = f.regel AND rad.i_bruk
    CROSS JOIN LATERAL (VALUES (f.del, 1), ('provat', -1)) flytt (del, tecken)
) y
GROUP BY y.kod, y.del
"""
"""What each provider has, and what each control in use has: all of it judged but what the control found
and what is taken off.

A control of sick pay alone has no other invoices.
"""


def coverage_of(
    manad: date, korning_id: int | None = None, *, stangda: Collection[int] = (), idag: date | None = None
) -> Manadstackning:
    """The coverage of a month, or of the invoices that one run judged. One query.

    `stangda` are ids of persons whom the reader may not see.
    """
    return coverage_over([manad], None if korning_id is None else [korning_id], stangda=stangda, idag=idag)


def coverage_over(
    manader: Collection[date],
    korningar: Collection[int] | None,
    *,
    stangda: Collection[int] = (),
    idag: date | None = None,
) -> Manadstackning:
    """The coverage of several months, or of the invoices that some runs judged: each counted once, by its newest
    control. One query.
    """
    bara_sjuklon = [nyckel for nyckel, regel in load_versions().items() if regel.bara_sjuklon]
    varden = _values(manader, korningar, stangda=stangda, idag=idag) | {
        "koder": [kod for kod, _ in bara_sjuklon],
        "versioner": [version for _, version in bara_sjuklon],
    }
    rader = _fetch(TACKNING, varden)
    per_underlag = [rad[1:] for rad in rader if rad[0] is None]
    per_kontroll = [(rad[0], *rad[3:]) for rad in rader if rad[0] is not None]
    return Manadstackning(
        begart=_sum((del_, antal, kronor) for _, _, del_, antal, kronor in per_underlag),
        betalas=_sum(
            (del_, antal, kronor) for _, betalas, del_, antal, kronor in per_underlag if betalas and del_ != Del.NEDSATT
        ),
        per_anordnare=_grouped((nyckel, del_, antal, kronor) for nyckel, _, del_, antal, kronor in per_underlag),
        per_kontroll=dict(sorted(_grouped(per_kontroll).items())),
    )


def documents_in(manad: date, del_: Del, *, idag: date | None = None) -> set[int]:
    """Ids of the month's documents that a part holds, as the coverage counts them. One query."""
    if del_ == Del.NEDSATT:
        rader = _fetch(f"{LAGE} SELECT id FROM matt WHERE nedsatt > 0", _values([manad], None, idag=idag))
    else:
        rader = _fetch(DELENS_UNDERLAG, _values([manad], None, idag=idag) | {"del": str(del_)})
    return {pk for (pk,) in rader}


def _values(
    manader: Collection[date],
    korningar: Collection[int] | None,
    *,
    stangda: Collection[int] = (),
    idag: date | None = None,
) -> dict[str, Any]:
    return {
        "manader": list(manader),
        "korningar": None if korningar is None else list(korningar),
        "stangda": list(stangda),
        "idag": idag or timezone.localdate(),
        "betalas": [str(status) for status in BETALAS],
        "betalt": [str(Status.I_UTBETALNING), str(Status.UTBETALD)],
        "slutgiltiga": [str(status) for status in SLUTGILTIGA],
        "mottagen": str(Status.MOTTAGEN),
    }


def _fetch(sql: str, varden: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, varden)
        return cursor.fetchall()


def _grouped(rader: Iterable[tuple[Any, str, int, Decimal]]) -> dict[Any, Tackning]:
    grupper: dict[Any, list[tuple[str, int, Decimal]]] = defaultdict(list)
    for nyckel, *summa in rader:
        grupper[nyckel].append(tuple(summa))
    return {nyckel: _sum(summor) for nyckel, summor in grupper.items()}


def _sum(rader: Iterable[tuple[str, int, Decimal]]) -> Tackning:
    antal: dict[str, int] = defaultdict(int)
    kronor: dict[str, Decimal] = defaultdict(lambda: NOLL)
    for del_, n, belopp in rader:
        antal[del_] += n
        kronor[del_] += belopp
    return Tackning(**{del_: Delsumma(antal[del_], kronor[del_].quantize(NOLL)) for del_ in Del if antal[del_]})
