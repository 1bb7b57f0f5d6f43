"""Det som registren säger om blockets assistenter, deras tid hos andra samma dygn, och personernas senaste månader."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import connection

from assistans.personnummer import check_digit_ok
from assistans.tid import months_after
from beslut.models import Assistentuppgift, Person, Relation
from fakturor.models import Redovisning
from kontroller import fakta
from kontroller.loading.register import grouped
from kontroller.regel import ALLTID

SLAG: dict[str, fakta.Uppgiftsslag] = {
    "formaga": "formaga",
    "avliden": "hinder",
    "inlagd": "hinder",
    "frihetsberovad": "hinder",
    "sjuk": "franvaro",
    "ledig": "franvaro",
    "annat_arbete": "annat_arbete",
    "utomlands": "utomlands",
}
"""Vad en uppgift betyder för tiden. Varför den gör det, som kan vara hälsa eller brott, lämnar inte registret."""

MANADER_BAKAT = 12

SAMMA_MANNISKA = """
SELECT DISTINCT p.id
FROM beslut_person p
JOIN beslut_assistent egen ON egen.person_id = p.id
JOIN beslut_assistent annan ON lower(annan.namn) = lower(egen.namn) AND annan.person_id <> p.id
JOIN beslut_person q ON q.id = annan.person_id
WHERE p.id = ANY(%s) AND left(p.personnummer, 6) = left(q.personnummer, 6)
  AND substr(p.personnummer, 7, 2)::int %% 60 = substr(q.personnummer, 7, 2)::int %% 60
"""
"""Samma namn och samma födelsedag med ett annat nummer; i ett samordningsnummer är dagen höjd med 60."""

HOS_ANDRA = """
WITH andra AS MATERIALIZED (
    SELECT egen.redovisning_id, egen.id AS egen_id, egen.assistent_id, rapport.id AS rapport_id,
           akt.brukare_id <> mitt.brukare_id AS annan_brukare
    FROM fakturor_tidrapport egen
    JOIN fakturor_redovisning mitt ON mitt.id = egen.redovisning_id
    JOIN fakturor_tidrapport rapport ON rapport.assistent_id = egen.assistent_id
        AND rapport.redovisning_id <> egen.redovisning_id
    JOIN fakturor_redovisning akt ON akt.id = rapport.redovisning_id AND akt.manad = mitt.manad
    WHERE egen.redovisning_id = ANY(%s)
), mina AS MATERIALIZED (
    SELECT rad.rapport_id, rad.id, rad.datum, rad.borjar, rad.slutar
    FROM fakturor_tidrad rad
    WHERE rad.rapport_id IN (SELECT egen_id FROM andra) AND rad.dragen_version IS NULL
), deras AS MATERIALIZED (
    SELECT rad.rapport_id, rad.datum, rad.borjar, rad.slutar, rad.minuter, rad.tidstyp
    FROM fakturor_tidrad rad
    WHERE rad.rapport_id IN (SELECT rapport_id FROM andra) AND rad.dragen_version IS NULL
)
"""
"""Samma assistents rapporter för samma månad i andra redovisningar, med båda sidornas rader: `mina` är blockets."""

DYGN = f"""{HOS_ANDRA}
SELECT par.redovisning_id, par.assistent_id, deras.datum, sum(deras.minuter),
       coalesce(sum(deras.minuter) FILTER (WHERE deras.tidstyp = 'beredskap'), 0)
FROM (SELECT DISTINCT redovisning_id, assistent_id, rapport_id FROM andra) par
JOIN deras ON deras.rapport_id = par.rapport_id
JOIN (SELECT DISTINCT andra.redovisning_id, andra.assistent_id, mina.datum
      FROM andra JOIN mina ON mina.rapport_id = andra.egen_id) dag
  ON dag.redovisning_id = par.redovisning_id AND dag.assistent_id = par.assistent_id AND dag.datum = deras.datum
GROUP BY par.redovisning_id, par.assistent_id, deras.datum
ORDER BY par.redovisning_id, par.assistent_id, deras.datum
"""

BYTEN = f"""{HOS_ANDRA}
SELECT andra.redovisning_id, andra.assistent_id, mina.id, 'efter'
FROM andra JOIN mina ON mina.rapport_id = andra.egen_id
JOIN deras ON deras.rapport_id = andra.rapport_id AND deras.slutar = mina.borjar
WHERE andra.annan_brukare
UNION
SELECT andra.redovisning_id, andra.assistent_id, mina.id, 'fore'
FROM andra JOIN mina ON mina.rapport_id = andra.egen_id
JOIN deras ON deras.rapport_id = andra.rapport_id AND deras.borjar = mina.slutar
WHERE andra.annan_brukare
ORDER BY 1, 2, 3, 4
"""

MANADSTAL = """
SELECT akt.brukare_id, akt.manad, count(DISTINCT rapport.assistent_id),
       sum(rapport.summa_aktiv + rapport.summa_vantetid + rapport.summa_beredskap)
FROM fakturor_redovisning akt
JOIN fakturor_tidrapport rapport ON rapport.redovisning_id = akt.id
WHERE akt.brukare_id = ANY(%s) AND akt.manad BETWEEN %s AND %s
GROUP BY akt.brukare_id, akt.manad
ORDER BY akt.brukare_id, akt.manad
"""
"""Minuterna är de som rapporterna anger (D03 prövar dem mot raderna): att summera ett års rader vore dyrt."""

Par = tuple[int, int]
"""Redovisning och assistent."""


class Assistentblock:
    """Vad registren säger om dem som har arbetat i blockets redovisningar. Sju frågor, hur stort blocket än är."""

    def __init__(self, redovisningar: list[Redovisning], rapporter: Mapping[int, tuple[fakta.Rapport, ...]]) -> None:
        self._redovisningar = redovisningar
        self._ids = [r.pk for r in redovisningar]
        self._rapporter = rapporter
        self._personer = sorted({rapport.assistent.person for pk in self._ids for rapport in rapporter[pk]})
        self._nummer = dict(Person.objects.filter(pk__in=self._personer).values_list("pk", "personnummer"))
        self._dubblerade = {pk for (pk,) in _rows(SAMMA_MANNISKA, [self._personer])}
        self._uppgifter = self._load_reported()
        self._narhet = self._load_relations()
        self._dygn = grouped(
            ((redovisning, person), fakta.AnnatDygn(datum=datum, minuter=int(minuter), beredskap=int(beredskap)))
            for redovisning, person, datum, minuter, beredskap in _rows(DYGN, [self._ids])
        )
        self._byten = grouped(
            ((redovisning, person), fakta.Byte(tidrad=rad, slag=slag))
            for redovisning, person, rad, slag in _rows(BYTEN, [self._ids])
        )
        self._manader = self._load_months()

    def about(self, r: Redovisning) -> tuple[fakta.OmAssistent, ...]:
        """What is known of each of the dossier's assistants."""
        personer = sorted({rapport.assistent.person for rapport in self._rapporter[r.pk]})
        return tuple(
            fakta.OmAssistent(
                person=person,
                nummer_ratt=check_digit_ok(self._nummer[person][2:]),
                fler_nummer=person in self._dubblerade,
                narhet=self._narhet[r.brukare_id, person],
                uppgifter=self._uppgifter[person],
                andra_dygn=self._dygn[r.pk, person],
                byten=self._byten[r.pk, person],
            )
            for person in personer
        )

    def months_of(self, r: Redovisning) -> tuple[fakta.Manadstal, ...]:
        """The person's months with reports, from a year back to the dossier's own."""
        forst = months_after(r.manad, -MANADER_BAKAT)
        return tuple(tal for tal in self._manader[r.brukare_id] if forst <= tal.manad <= r.manad)

    def _load_reported(self) -> defaultdict[int, tuple[fakta.Uppgift, ...]]:
        rader = Assistentuppgift.objects.filter(person__in=self._personer, struken__isnull=True)
        return grouped(
            (
                u.person_id,
                fakta.Uppgift(id=u.pk, slag=SLAG[u.slag], fran=u.galler_fran, tom=u.galler_tom, besvarad=u.besvarad),
            )
            for u in rader.order_by("galler_fran", "pk")
        )

    def _load_relations(self) -> defaultdict[Par, tuple[fakta.Narhet, ...]]:
        rader = Relation.objects.filter(
            brukare__in={r.brukare_id for r in self._redovisningar}, person__in=self._personer
        )
        return grouped(
            (
                (r.brukare_id, r.person_id),
                fakta.Narhet(
                    fran=r.galler_fran or ALLTID, tom=r.galler_tom, narstaende=r.is_narstaende, hushall=r.hushall
                ),
            )
            for r in rader.order_by("pk")
        )

    def _load_months(self) -> defaultdict[int, tuple[fakta.Manadstal, ...]]:
        manader = sorted({r.manad for r in self._redovisningar}) or [ALLTID]
        brukare = sorted({r.brukare_id for r in self._redovisningar})
        villkor = [brukare, months_after(manader[0], -MANADER_BAKAT), manader[-1]]
        return grouped(
            (brukare, fakta.Manadstal(manad=manad, assistenter=antal, minuter=int(minuter)))
            for brukare, manad, antal, minuter in _rows(MANADSTAL, villkor)
        )


def _rows(sql: str, villkor: list[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, villkor)
        return cursor.fetchall()
