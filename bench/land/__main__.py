"""`python -m bench land`: bygg landets månad, en tiondel och hel, kör den genom kön, och jämför med ren SQL."""

import argparse
import json
import os
import sys
from pathlib import Path

from assistans import embedded
from assistans.adresser import redis_database

EGEN_KO, EGEN_KO_HOS_ANDRA = 120, 13
"""Databasen i Redis för mätningens kö: vår egen server har gott om dem, en annans har sexton."""


def main(argv: list[str]) -> int:
    val = _parse(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistans.settings")
    try:
        embedded.ensure()
    except embedded.ServiceRefused as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    egen = os.environ.get("REDIS_URL", "").strip()
    os.environ["REDIS_URL"] = redis_database(
        egen or embedded.redis_url(), EGEN_KO_HOS_ANDRA if egen else EGEN_KO, celery=False
    )
    import django
    from django.conf import settings

    django.setup()
    if settings.PRODUKTION:
        sys.stderr.write("Mätningen körs inte i produktion: den bygger databaser på servern.\n")
        return 2
    from bench.databas import OwnDatabaseRefused
    from bench.land.arbetare import WorkerRefused
    from bench.land.attest import AttestFailed
    from bench.land.inlasning import ImportRefused
    from bench.land.korning import RunRefused
    from bench.land.matning import run

    try:
        text, som_json, haller = run(andel=val.andel)
    except (OwnDatabaseRefused, WorkerRefused, ImportRefused, RunRefused, AttestFailed) as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    sys.stdout.write(text)
    if val.json:
        val.json.write_text(json.dumps(som_json, ensure_ascii=False, indent=2) + "\n")
    return 0 if haller else 1


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench land", description=__doc__)
    parser.add_argument("--andel", type=float, help="bara en månad, så stor del av hela (0.1 är 600 fakturor)")
    parser.add_argument("--json", type=Path, help="skriv mätningen som JSON i filen")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
