"""`python -m bench`: bygg den lilla kommunen och räkna frågor, bygg den stora och mät, och säg hur det gick.

`python -m bench land` mäter i stället kontrollen av ett helt lands månad, `python -m bench rapport` årets rapport till
nämnden, och `python -m bench kaos` dödar det som en körning vilar på, mitt i.
"""

import argparse
import json
import os
import sys
from pathlib import Path

PERSONER, VARV = 5000, 20


def main() -> int:
    if sys.argv[1:2] == ["land"]:
        from bench.land.__main__ import main as land

        return land(sys.argv[2:])
    if sys.argv[1:2] == ["kaos"]:
        from bench.land.kaos import main as kaos

        return kaos(sys.argv[2:])
    if sys.argv[1:2] == ["rapport"]:
        from bench.rapport.__main__ import main as rapport

        return rapport(sys.argv[2:])
    val = _parse(sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistans.settings")
    from assistans import embedded

    try:
        embedded.ensure()
    except embedded.ServiceRefused as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    import django
    from django.conf import settings

    django.setup()
    if settings.PRODUKTION:
        sys.stderr.write("Mätningen körs inte i produktion: den bygger databaser på servern.\n")
        return 2
    settings.CELERY_TASK_ALWAYS_EAGER = True  # the working queue is left alone
    from bench.databas import OwnDatabaseRefused
    from bench.korning import run

    try:
        text, som_json, haller = run(personer=val.personer, varv=val.varv, sida=val.sida)
    except OwnDatabaseRefused as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    sys.stdout.write(text)
    if val.json:
        val.json.write_text(json.dumps(som_json, ensure_ascii=False, indent=2) + "\n")
    return 0 if haller else 1


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--personer", type=int, default=PERSONER, help="personer i den stora kommunen")
    parser.add_argument("--varv", type=int, default=VARV, help="besök som räknas, per sida")
    parser.add_argument("--sida", default="", help="bara sidor vars namn innehåller detta")
    parser.add_argument("--json", type=Path, help="skriv mätningen som JSON i filen")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
