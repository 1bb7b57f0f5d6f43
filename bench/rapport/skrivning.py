"""`python -m bench.rapport.skrivning ÅR`: skriv årets rapport i en egen process och säg vad det kostade, som JSON.

En egen process, så att minnet som mäts är rapportens och ingen annans. `DATABASE_URL` pekar ut databasen.
"""

import json
import os
import re
import sys
from datetime import date
from pathlib import Path
from time import perf_counter

STYCKE = "Ett stycke text på en sida för sig. "
GOLVET = """
SELECT count(*), sum(length(g.fakta)), sum(pg_column_size(g.ovriga)) FROM kontroller_granskning g
JOIN kontroller_korning k ON k.id = g.korning_id WHERE k.typ = 'manad' AND extract(year FROM k.manad) = %s
UNION ALL
SELECT count(*), sum(r.antal), sum(r.belopp) FROM fakturor_fakturarad r WHERE extract(year FROM r.manad) = %s
UNION ALL
SELECT count(*), sum(u.kronor), 0 FROM kontroller_utfallsrad u JOIN kontroller_granskning g ON g.id = u.granskning_id
JOIN kontroller_korning k ON k.id = g.korning_id WHERE k.typ = 'manad' AND extract(year FROM k.manad) = %s
UNION ALL
SELECT count(*), sum((v ->> 'version')::int), 0 FROM kontroller_granskning g
JOIN kontroller_korning k ON k.id = g.korning_id CROSS JOIN jsonb_array_elements(g.ovriga) v
WHERE k.typ = 'manad' AND extract(year FROM k.manad) = %s
"""
"""Golvet för innehållet: läs allt som rapporten vilar på en gång, i ren SQL, och summera det."""


def main(ar: int) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistans.settings")
    import django

    django.setup()
    sys.stdout.write(json.dumps(measure(ar)) + "\n")
    return 0


def measure(ar: int) -> dict[str, float]:
    """Seconds, queries, pages and kilobytes of a year's report."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from kontroller.rapport.dokument import to_json
    from kontroller.rapport.innehall import build_document, period_of
    from kontroller.rapport.pdf import write_pdf
    from kontroller.rapport.period import Tidrymd, Utgava

    tidrymd = Tidrymd(Utgava.AR, date(ar, 1, 1))
    golv = min(_time(lambda: _read_all(ar)) for _ in range(2))
    write_pdf_of_text(1)  # loads what sets the type
    fran = peak_kilobytes()
    with CaptureQueriesContext(connection) as fragor:
        borjan = perf_counter()
        innehall = to_json(build_document(period_of(tidrymd, dag=date(ar + 1, 1, 15))))
        bygge = perf_counter() - borjan
    efter_innehallet = peak_kilobytes()
    borjan = perf_counter()
    pdf = write_pdf(innehall)
    sattning = perf_counter() - borjan
    sidor = pages_of(pdf)
    return {
        "innehall_s": bygge,
        "golv_s": golv,
        "fragor": len(fragor),
        "innehall_kb": len(innehall) / 1024,
        "minne_fore_kb": fran,
        "minne_efter_innehallet_kb": efter_innehallet,
        "minne_efter_pdf_kb": peak_kilobytes(),
        "sidor": sidor,
        "pdf_s": sattning,
        "pdf_kb": len(pdf) / 1024,
        "tomma_sidor_s": _time(lambda: write_pdf_of_text(sidor)),
    }


def write_pdf_of_text(sidor: int) -> bytes:
    """The floor of the typesetting: as many pages with a paragraph each, in the same form of file."""
    from datetime import UTC, datetime

    from kontroller.rapport.pdf import typeset

    kropp = "".join(f'<p style="break-before: page">{STYCKE * 5}</p>' for _ in range(sidor))
    html = f'<html lang="sv"><head><title>Golvet</title></head><body>{kropp}</body></html>'
    return typeset(html, pictures=(), skapad=datetime(2015, 1, 1, tzinfo=UTC), bilagor={})


def pages_of(pdf: bytes) -> int:
    """How many pages the file says that it has."""
    import io

    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


def peak_kilobytes() -> int:
    """The most memory that this process has held."""
    [topp] = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(topp)


def _read_all(ar: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(GOLVET, [ar] * 4)
        cursor.fetchall()


def _time(arbete) -> float:
    borjan = perf_counter()
    arbete()
    return perf_counter() - borjan


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
