"""Tiden: redovisningar, tidrapporter, tidrader och intyg, tolv månader i rad."""

from bench.fyllning import Fyllning
from fakturor.models import Intyg, Redovisning, Tidrad, Tidrapport

MANADERNA = """
CREATE TEMP TABLE manader AS
SELECT m AS nummer, (%(forsta)s::date + (m - 1) * interval '1 month')::date AS manad,
       (%(forsta)s::date + m * interval '1 month')::date - 1 AS slut
FROM generate_series(1, %(manader)s) m
"""

PASS = """
CREATE TEMP TABLE pass AS
SELECT (m.nummer - 1) * %(uppdrag)s + f.uppdrag AS redovisning, mod(d * 3 + s, 4) AS k, m.manad + d - 1 AS datum,
       420 + s * 300 AS start, 720 + s * 300 AS slut
FROM fordelning f, manader m, generate_series(1, m.slut - m.manad + 1) d, generate_series(0, 2) s
WHERE f.tung
UNION ALL
SELECT (m.nummer - 1) * %(uppdrag)s + f.uppdrag, mod(j, f.antal), m.manad + 4 * j + mod(f.uppdrag, 3),
       480 + timme.minuter, 720 + timme.minuter
FROM fordelning f, manader m,
     LATERAL (SELECT CASE WHEN f.uppdrag > %(personer)s THEN 300 ELSE 0 END AS minuter) timme,
     generate_series(0, 5 + (mod(f.uppdrag, 5) < 2)::int) j
WHERE NOT f.tung
"""
"""Den tunga har tre pass om fem timmar varje dag, delade på fyra assistenter; de andra sex eller sju pass om fyra
timmar. Inget pass rör natten då klockan ställs om, så minuterna är slut minus start.
"""

RAPPORTER = """
CREATE TEMP TABLE rapporter AS
SELECT row_number() OVER (ORDER BY redovisning, k) AS id, redovisning, k, sum(slut - start) AS minuter
FROM pass GROUP BY redovisning, k
"""


def build_time(fyllning: Fyllning) -> int:
    """Fill twelve months and answer the number of time rows. The temporary tables are used by the invoices too."""
    fyllning.run(MANADERNA)
    fyllning.run(PASS)
    fyllning.run(RAPPORTER)
    fyllning.fill(
        Redovisning,
        "fordelning f, manader m",
        id="(m.nummer - 1) * %(uppdrag)s + f.uppdrag",
        brukare_id="f.brukare",
        anordnare_id="f.anordnare",
        manad="m.manad",
    )
    fyllning.fill(
        Tidrapport,
        "rapporter p JOIN fakturor_redovisning r ON r.id = p.redovisning"
        " JOIN fordelning f ON f.uppdrag = mod(p.redovisning - 1, %(uppdrag)s) + 1",
        id="p.id",
        kod="'R-' || p.redovisning || '-' || p.k",
        redovisning_id="p.redovisning",
        assistent_id="f.fore_forsta + p.k + 1",
        inkommen="(r.manad + interval '1 month')::date + 3",
        summa_aktiv="p.minuter",
    )
    rader = _rows(fyllning)
    _certificates(fyllning)
    return rader


def _rows(fyllning: Fyllning) -> int:
    return fyllning.fill(
        Tidrad,
        "pass JOIN rapporter p USING (redovisning, k) JOIN fakturor_tidrapport t ON t.id = p.id ORDER BY p.id, datum",
        rapport_id="p.id",
        assistent_id="t.assistent_id",
        datum="datum",
        start="start",
        slut="slut",
        borjar="(datum + start * interval '1 minute') AT TIME ZONE 'Europe/Stockholm'",
        slutar="(datum + slut * interval '1 minute') AT TIME ZONE 'Europe/Stockholm'",
        minuter="slut - start",
        tidstyp="'aktiv'",
    )


def _certificates(fyllning: Fyllning) -> None:
    """Assistant, provider and person certify each report on the first of the month after."""
    fyllning.fill(
        Intyg,
        "fakturor_tidrapport t JOIN fakturor_redovisning r ON r.id = t.redovisning_id,"
        " unnest(ARRAY['assistent', 'anordnare', 'brukare']) part",
        rapport_id="t.id",
        version="1",
        part="part",
        person_id="CASE part WHEN 'assistent' THEN t.assistent_id WHEN 'brukare' THEN r.brukare_id"
        " ELSE %(personer)s + %(assistenter)s + r.anordnare_id END",
        namn="'Provperson'",
        roll="CASE part WHEN 'anordnare' THEN 'arbetsgivare' ELSE 'sjalv' END",
        datum="(r.manad + interval '1 month')::date",
        satt="'underskrift'",
        registrerat_av_id="%(system)s",
        registrerat="r.manad + interval '1 month 3 days'",
    )
