"""Assistenternas arbetstid per period för ett block: två frågor, hur många assistenter det än är.

Raderna summeras i databasen. Bara den som har en registrerad beräkningsperiod räknas.
"""

from collections import defaultdict
from datetime import date, timedelta

from django.db import connection

from fakturor.models import Redovisning
from kontroller import fakta
from kontroller.loading.register import grouped

FYRA_VECKOR = 28

ANMALDA = """
SELECT DISTINCT akt.id AS redovisning_id, akt.anordnare_id, akt.manad,
       (akt.manad + interval '1 month')::date - 1 AS sista, a.id AS anmalan_id, a.person_id, a.arbetstidslag,
       a.galler_fran, a.galler_tom, a.berakning_fran, a.berakning_veckor, a.kollektivavtal
FROM fakturor_redovisning akt
JOIN fakturor_tidrapport rapport ON rapport.redovisning_id = akt.id
JOIN beslut_assistent a ON a.person_id = rapport.assistent_id AND a.anordnare_id = akt.anordnare_id
    AND (a.brukare_id IS NULL OR a.brukare_id = akt.brukare_id)
    AND a.galler_fran < akt.manad + interval '1 month' AND (a.galler_tom IS NULL OR a.galler_tom >= akt.manad)
WHERE akt.id = ANY(%s)
"""

ORDNINGAR = f"""
SELECT redovisning_id, anmalan_id, person_id, arbetstidslag, galler_fran, galler_tom, berakning_fran,
       berakning_veckor, kollektivavtal, kollektivavtal <> '' AND EXISTS (
           SELECT 1 FROM beslut_handling h
           WHERE h.objekt = 'beslut.assistent' AND h.objekt_id = anmalan_id AND h.dold IS NULL)
FROM ({ANMALDA}) anmalda
ORDER BY redovisning_id, person_id, galler_fran, anmalan_id
"""

FONSTER = f"""
WITH anmalda AS MATERIALIZED (
    SELECT * FROM ({ANMALDA}) alla WHERE berakning_fran IS NOT NULL
), rymder AS (
    SELECT *, true AS ar_period, berakning_veckor * 7 AS dagar, manad AS med FROM anmalda
    UNION ALL
    SELECT *, false, {FYRA_VECKOR}, date_trunc('year', manad)::date FROM anmalda
    WHERE arbetstidslag IN ('HusligL', 'ATL')
), rakna AS MATERIALIZED (
    SELECT *, date_trunc('year', manad)::date AS aret,
           berakning_fran + floor((med - berakning_fran)::float8 / dagar)::int * dagar AS fran
    FROM rymder
), arbetat AS (
    SELECT r.redovisning_id, r.anmalan_id, r.ar_period, r.fran, r.dagar, i_rapporten.*,
           CASE WHEN akt.anordnare_id <> r.anordnare_id THEN CASE WHEN akt.manad < r.manad THEN 5 ELSE 6 END
                WHEN akt.id = r.redovisning_id THEN 3
                WHEN akt.manad = r.manad THEN 4
                WHEN akt.manad >= r.aret THEN 2
                ELSE 1 END AS del
    FROM rakna r
    JOIN fakturor_tidrapport rapport ON rapport.assistent_id = r.person_id
    JOIN fakturor_redovisning akt ON akt.id = rapport.redovisning_id
        AND akt.manad BETWEEN date_trunc('month', r.fran) AND r.manad
    CROSS JOIN LATERAL (
        SELECT (rad.datum - r.fran) / r.dagar AS nummer,
               coalesce(sum(rad.minuter) FILTER (WHERE rad.tidstyp = 'aktiv'), 0) AS aktiv,
               coalesce(sum(rad.minuter) FILTER (WHERE rad.tidstyp = 'vantetid'), 0) AS vantetid
        FROM fakturor_tidrad rad
        WHERE rad.rapport_id = rapport.id AND rad.dragen_version IS NULL AND rad.datum BETWEEN r.fran AND r.sista
          AND rad.tidstyp <> 'beredskap'
        GROUP BY 1) i_rapporten
)
SELECT redovisning_id, anmalan_id, ar_period, fran + nummer * dagar, dagar, {
    ", ".join(
        f"coalesce(sum({slag}) FILTER (WHERE del = {del_}), 0)"
        for del_ in range(1, 7)
        for slag in ("aktiv", "vantetid")
    )
}
FROM arbetat
GROUP BY redovisning_id, anmalan_id, ar_period, fran, dagar, nummer
ORDER BY redovisning_id, anmalan_id, ar_period, fran + nummer * dagar
"""
"""Delarna är de i `fakta.Arbetsfonster`, i den ordningen. En rapport gäller en månad, så dess rader hör alla till samma
del: de summeras per rapport och period, och bara summorna paras med redovisningen. En rad hör till sin dag, också den
natt då klockan ställs om, och räknas i förflutna minuter.
"""


class Arbetstidblock:
    """Arbetstiden för dem som har rapporter i blockets redovisningar."""

    def __init__(self, redovisningar: list[Redovisning]) -> None:
        self._ids = [r.pk for r in redovisningar]
        self._fonster = self._load_spans()
        self.arbetstider = self._load_regimes()

    def _load_spans(self) -> defaultdict[tuple[int, int, bool], tuple[fakta.Arbetsfonster, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(FONSTER, [self._ids])
            return grouped(
                ((redovisning, anmalan, ar_period), _span(fran, dagar, *minuter))
                for redovisning, anmalan, ar_period, fran, dagar, *minuter in cursor
            )

    def _load_regimes(self) -> defaultdict[int, tuple[fakta.Arbetstid, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(ORDNINGAR, [self._ids])
            return grouped((redovisning, self._regime(redovisning, *rad)) for redovisning, *rad in cursor)

    def _regime(
        self,
        redovisning: int,
        anmalan: int,
        person: int,
        lag: str,
        galler_fran: date,
        galler_tom: date | None,
        berakning_fran: date | None,
        veckor: int | None,
        avtal: str,
        styrkt: bool,
    ) -> fakta.Arbetstid:
        return fakta.Arbetstid(
            assistent=person,
            lag=lag,
            galler_fran=galler_fran,
            galler_tom=galler_tom,
            berakning_fran=berakning_fran,
            veckor=veckor,
            avtal=avtal,
            styrkt=styrkt,
            perioder=self._fonster[redovisning, anmalan, True],
            fyraveckor=self._fonster[redovisning, anmalan, False],
            anmalan=anmalan,
        )


def _span(fran: date, dagar: int, *minuter: int) -> fakta.Arbetsfonster:
    delar = [
        fakta.Arbetat(aktiv=int(aktiv), vantetid=int(vantetid))
        for aktiv, vantetid in zip(minuter[::2], minuter[1::2], strict=True)
    ]
    fore_aret, fore, har, anordnaren, andra_fore, andra = delar
    return fakta.Arbetsfonster(
        fran=fran,
        tom=fran + timedelta(days=dagar - 1),
        fore_aret=fore_aret,
        fore=fore,
        har=har,
        anordnaren=anordnaren,
        andra_fore=andra_fore,
        andra=andra,
    )
