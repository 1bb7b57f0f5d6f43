"""Run every change, tell the score and the survivors. Exit code 1 when a survivor is not explained."""

import csv
import sys
from multiprocessing import Pool
from os import cpu_count
from pathlib import Path

from mutering.mutanter import Mutant, mutants_of
from mutering.prov import is_noticed, warm_up

GODTAGNA = Path("mutering/godtagna.tsv")
KARNA = ("kontroller/motor.py", "kontroller/regel.py", "kontroller/berakning.py", "kontroller/bevis.py")
KARNA += ("kontroller/underlag.py", "kontroller/ivo.py", "kontroller/anstallning.py", "kontroller/arbetstid.py")
KARNA += ("kontroller/arbetstidsprov.py", "kontroller/assistentuppgifter.py", "kontroller/bolagskontroll.py")
KARNA += ("kontroller/konton.py", "kontroller/overlapp.py", "kontroller/timpris.py")
REGELTESTER = "kontroller/tests/regler"
GEMENSAMMA = [
    f"kontroller/tests/test_{namn}.py"
    for namn in ("fall", "fall_ur_registren", "rent_arende", "varje_redovisning", "regelhuvud")
]

FA = 12
"""The tests of so few rules are run before all of them."""


def targets(valda: list[str]) -> list[Path]:
    alla = [Path(fil) for fil in KARNA if Path(fil).exists()]
    alla += sorted(Path("kontroller/fakta").glob("*.py")) + sorted(Path("kontroller/regler").glob("*.py"))
    return [fil for fil in alla if not valda or any(ord_ in fil.as_posix() for ord_ in valda)]


def tests_of(fil: Path) -> list[list[str]]:
    """A rule is held to its own tests and the worked cases; what they share, to all of them, the quick first."""
    if fil.parent.name == "regler":
        return [own_tests(fil), GEMENSAMMA] if own_tests(fil) else [[REGELTESTER, *GEMENSAMMA]]
    egen = Path("kontroller/tests") / f"test_{'fakta' if fil.parent.name == 'fakta' else fil.stem}.py"
    regler = sorted(Path("kontroller/regler").glob("*.py"))
    anvands = [prov for regel in regler if uses(regel, fil) for prov in own_tests(regel)]
    narmast = [str(egen)] * egen.exists() + (anvands if len(anvands) <= FA else [])
    return [narmast or GEMENSAMMA, [REGELTESTER, *GEMENSAMMA]]


def own_tests(regel: Path) -> list[str]:
    """A rule's own tests, when it has any."""
    egen = Path(REGELTESTER) / f"test_{regel.stem}.py"
    return [str(egen)] * egen.exists()


def uses(regel: Path, fil: Path) -> bool:
    """Whether the rule asks the module for something."""
    return f"from kontroller.{fil.stem} import" in regel.read_text(encoding="utf-8")


def accepted() -> dict[tuple[str, str, str], str]:
    """Survivors that change no verdict, with the reason."""
    if not GODTAGNA.exists():
        return {}
    with GODTAGNA.open(encoding="utf-8", newline="") as fil:
        return {(r["fil"], r["fore"], r["efter"]): r["skal"] for r in csv.DictReader(fil, delimiter="\t")}


def try_one(mutant: Mutant) -> tuple[Mutant, bool]:
    return mutant, any(is_noticed(mutant.fil, mutant.kod, tester) for tester in tests_of(mutant.fil))


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    warm_up()
    filer = targets(sys.argv[1:])
    for fil in filer:
        if any(is_noticed(fil, fil.read_text(encoding="utf-8"), tester) for tester in tests_of(fil)):
            sys.stderr.write(f"{fil}: testerna går inte igenom som de är.\n")
            return 2
    mutanter = [mutant for fil in filer for mutant in mutants_of(fil)]
    say(f"{len(mutanter)} ändringar av {len(filer)} filer.")
    overlevande: list[Mutant] = []
    with Pool(cpu_count() or 1, maxtasksperchild=200) as pool:
        for antal, (mutant, noticed) in enumerate(pool.imap_unordered(try_one, mutanter, chunksize=4), start=1):
            if not noticed:
                overlevande.append(mutant)
            if antal % 100 == 0:
                say(f"{antal} prövade, {len(overlevande)} oupptäckta")
    return tell(mutanter, overlevande)


def tell(mutanter: list[Mutant], overlevande: list[Mutant]) -> int:
    skal = accepted()
    oforklarade = [mutant for mutant in overlevande if mutant.nyckel not in skal]
    upptackta = len(mutanter) - len(overlevande)
    for mutant in sorted(oforklarade, key=lambda m: (m.fil, m.rad)):
        say(f"{mutant.fil}:{mutant.rad} {mutant.operator}\n  - {mutant.fore}\n  + {mutant.efter}")
    say(
        f"Upptäckta: {upptackta} av {len(mutanter)} ({100 * upptackta / max(1, len(mutanter)):.1f} %). "
        f"Oupptäckta: {len(overlevande)}, varav {len(overlevande) - len(oforklarade)} förklarade."
    )
    return 1 if oforklarade else 0


if __name__ == "__main__":
    sys.exit(main())
