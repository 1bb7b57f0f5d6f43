"""`python -m bench rapport`: bygg en kommun med ett helt år, en tiondel och hel, och skriv årets rapport."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from django.utils import timezone

PERSONER, ANDEL = 5000, 10
MINNET_FAR_VAXA = 1.5
"""Så många gånger den lilla kommunens minne får den stora ta, fast den har tio gånger så mycket."""
RADER = (
    ("redovisningar under året", "redovisningar", 0),
    ("innehållet, s", "innehall_s", 1),
    ("samma rader lästa en gång i SQL, s", "golv_s", 1),
    ("SQL-satser", "fragor", 0),
    ("innehållet, kB", "innehall_kb", 0),
    ("minne före, MB", "minne_fore_mb", 0),
    ("minne som mest, innehållet, MB", "minne_efter_innehallet_mb", 0),
    ("minne som mest, PDF:en, MB", "minne_efter_pdf_mb", 0),
    ("sidor", "sidor", 0),
    ("PDF:en, s", "pdf_s", 1),
    ("per sida, ms", "per_sida_ms", 0),
    ("per sida med bara text, ms", "per_tom_sida_ms", 0),
)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench rapport", description=__doc__)
    parser.add_argument("--personer", type=int, default=PERSONER, help="personer i den stora kommunen")
    parser.add_argument("--json", type=Path, help="skriv mätningen som JSON i filen")
    val = parser.parse_args(argv)
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
    settings.CELERY_TASK_ALWAYS_EAGER = True
    liten, stor = _measure(val.personer // ANDEL), _measure(val.personer)
    sys.stdout.write(as_text(liten, stor))
    if val.json:
        val.json.write_text(json.dumps({"liten": liten, "stor": stor}, ensure_ascii=False, indent=2) + "\n")
    return 0 if is_bounded(liten, stor) else 1


def is_bounded(liten: Mapping[str, float], stor: Mapping[str, float]) -> bool:
    """Whether the memory follows the block and not the municipality."""
    return stor["minne_efter_innehallet_mb"] <= MINNET_FAR_VAXA * liten["minne_efter_innehallet_mb"]


def as_text(liten: Mapping[str, float], stor: Mapping[str, float]) -> str:
    """The table, small and large beside each other, and whether it holds."""
    from bench.tabell import tal

    huvud = ("", "liten", "stor", "stor/liten")
    rader = [huvud] + [
        (
            namn,
            tal(liten[nyckel], decimaler),
            tal(stor[nyckel], decimaler),
            tal(stor[nyckel] / liten[nyckel]) if liten[nyckel] else "–",
        )
        for namn, nyckel, decimaler in RADER
    ]
    bredder = [max(len(rad[i]) for rad in rader) for i in range(len(huvud))]
    text = [
        "  ".join([rad[0].ljust(bredder[0]), *(r.rjust(b) for r, b in zip(rad[1:], bredder[1:], strict=True))])
        for rad in rader
    ]
    halla = "följer blocket" if is_bounded(liten, stor) else "växer med kommunen"
    golv = tal(stor["innehall_s"] / stor["golv_s"]) if stor["golv_s"] else "–"
    sida = tal(stor["per_sida_ms"] / stor["per_tom_sida_ms"])
    return "\n".join(
        [
            *text,
            "",
            f"Innehållet tar {golv} gånger golvet, en sida {sida} gånger en sida med bara text. Minnet {halla}.",
            "",
        ]
    )


def _measure(personer: int) -> dict[str, float]:
    """A municipality with twelve months of last year, its report written in a process of its own."""
    from bench.databas import database_url, own_database
    from bench.storlek import Storlek
    from bench.underlag import build
    from fakturor.models import Redovisning

    idag = timezone.localdate().replace(month=1, day=15)
    with own_database("rapport"):
        build(Storlek(personer=personer, idag=idag), tell=lambda text: sys.stderr.write(f"{text}\n"))
        redovisningar = Redovisning.objects.filter(manad__year=idag.year - 1).count()
        miljo = os.environ | {"DATABASE_URL": database_url()}
        kommando = [sys.executable, "-m", "bench.rapport.skrivning", str(idag.year - 1)]
        svar = subprocess.run(kommando, env=miljo, check=True, capture_output=True, text=True)
    matt = json.loads(svar.stdout.splitlines()[-1])
    for nyckel in [nyckel for nyckel in matt if nyckel.startswith("minne")]:
        matt[nyckel.replace("_kb", "_mb")] = matt[nyckel] / 1024
    return matt | {
        "redovisningar": redovisningar,
        "per_sida_ms": matt["pdf_s"] / matt["sidor"] * 1000,
        "per_tom_sida_ms": matt["tomma_sidor_s"] / matt["sidor"] * 1000,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
