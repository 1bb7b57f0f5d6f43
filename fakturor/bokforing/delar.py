"""Fakturans delar som de bokförs: prestationsmånaden och konteringen för var och en (H09).

Which assignment and which coding row a line has is asked as the database asks it for the attest (fakturans_ansvar), so
that the code of responsibility that was attested is the one that is booked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from assistans.svenska import manad_namn, upprakning
from beslut.models import Kontering

DELAR = """
SELECT f.id, CASE f.typ WHEN 'sjuklon' THEN 'sjuklon' ELSE 'assistans' END, coalesce(u.avtalsform, ''),
       CASE a.form WHEN 'egen_arbetsgivare' THEN 'enskild' ELSE 'naringsidkare' END, r.manad,
       k.konto, k.ansvar, k.verksamhet, k.motpart, k.momsersattning,
       sum(r.belopp - coalesce(n.belopp, 0))
FROM fakturor_faktura f
JOIN beslut_anordnare a ON a.id = f.anordnare_id
JOIN fakturor_fakturarad r ON r.faktura_id = f.id AND r.manad IS NOT NULL
LEFT JOIN LATERAL (
    SELECT u.avtalsform FROM beslut_uppdrag u
    WHERE u.brukare_id = r.brukare_id AND u.anordnare_id = f.anordnare_id
      AND daterange(u.galler_fran, u.galler_tom, '[]') && daterange(r.manad, (r.manad + interval '1 month')::date, '[)')
    ORDER BY u.galler_fran LIMIT 1
) u ON true
LEFT JOIN LATERAL (
    SELECT sum(p.belopp) AS belopp FROM fakturor_nedsattningspost p
    JOIN fakturor_nedsattning b ON b.id = p.nedsattning_id AND b.status = 'beslutad'
    WHERE p.fakturarad_id = r.id
) n ON true
LEFT JOIN beslut_kontering k ON k.avtalsform = u.avtalsform
    AND k.slag = CASE f.typ WHEN 'sjuklon' THEN 'sjuklon' ELSE 'assistans' END
    AND k.mottagare = CASE a.form WHEN 'egen_arbetsgivare' THEN 'enskild' ELSE 'naringsidkare' END
    AND r.manad BETWEEN k.galler_fran AND coalesce(k.galler_tom, 'infinity'::date)
WHERE {villkor}
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
ORDER BY 1, 5, 3, 6, 7, 8
"""
UTAN_MANAD = "Fakturan har ingen rad med en månad att bokföra på."
UTAN_UPPDRAG = "inget uppdrag hos anordnaren"


class Kodning(NamedTuple):
    """Var en del bokförs."""

    konto: str
    ansvar: str
    verksamhet: str
    motpart: str
    momsersattning: str


class Kombination(NamedTuple):
    """Det som konteringen bestäms av. `avtalsform` är tom när personen inte har något uppdrag hos anordnaren."""

    slag: str
    avtalsform: str
    mottagare: str

    def in_words(self) -> str:
        """Personlig assistans, avtalsform D, till bolag, förening eller annan näringsidkare."""
        form = f"avtalsform {self.avtalsform}" if self.avtalsform else UTAN_UPPDRAG
        mottagare = Kontering.Mottagare(self.mottagare).label
        return f"{Kontering.Slag(self.slag).label.lower()}, {form}, till {mottagare[:1].lower()}{mottagare[1:]}"


class Del(NamedTuple):
    """En fakturas rader av samma månad och kontering. `vikt` är radernas kronor, minskade med en nedsättning.

    `kodning` är None när ingen konteringsrad gäller.
    """

    kombination: Kombination
    manad: date
    kodning: Kodning | None
    vikt: Decimal


def parts_of(fakturor: Collection[int]) -> dict[int, list[Del]]:
    """The parts of each invoice, by id, in order of month and coding. One query."""
    per_faktura: dict[int, list[Del]] = defaultdict(list)
    for faktura, part in _fetch("f.id = ANY(%s)", [list(fakturor)]):
        per_faktura[faktura].append(part)
    return per_faktura


def uncoded_since(fran: date, tom: date) -> dict[Kombination, list[date]]:
    """What the invoices of some months claim and no row says where to book: the months of each. One query."""
    saknas: dict[Kombination, set[date]] = defaultdict(set)
    for _, part in _fetch("f.status NOT IN ('avvisad', 'krediterad') AND r.manad BETWEEN %s AND %s", [fran, tom]):
        if part.kodning is None:
            saknas[part.kombination].add(part.manad)
    return {kombination: sorted(manader) for kombination, manader in sorted(saknas.items())}


def obstacles(fakturor: Collection[int]) -> dict[int, str]:
    """Why invoices cannot be booked, by id: what the table of coding does not say. Two queries.

    A municipality that has no row at all does not use the table, and then nothing is missing.
    """
    if not Kontering.objects.exists():
        return {}
    delar = parts_of(fakturor)
    hinder = {}
    for faktura in fakturor:
        if not delar.get(faktura):
            hinder[faktura] = UTAN_MANAD
        elif saknas := [part for part in delar[faktura] if part.kodning is None]:
            hinder[faktura] = missing_in_words(saknas)
    return hinder


def missing_in_words(delar: Iterable[Del]) -> str:
    """Kontering saknas för personlig assistans, avtalsform B, till privatperson i maj 2015."""
    per_kombination = defaultdict(set)
    for part in delar:
        per_kombination[part.kombination].add(part.manad)
    saker = [
        f"{kombination.in_words()} i {upprakning([manad_namn(m) for m in sorted(manader)])}"
        for kombination, manader in sorted(per_kombination.items())
    ]
    return f"Kontering saknas för {upprakning(saker)}."


def _fetch(villkor: str, varden: list) -> list[tuple[int, Del]]:
    with connection.cursor() as cursor:
        cursor.execute(DELAR.replace("{villkor}", villkor), varden)
        rader = cursor.fetchall()
    return [
        (
            faktura,
            Del(
                Kombination(slag, form, mottagare),
                manad,
                Kodning(konto, ansvar, verksamhet, motpart, moms) if konto else None,
                vikt,
            ),
        )
        for faktura, slag, form, mottagare, manad, konto, ansvar, verksamhet, motpart, moms, vikt in rader
    ]
