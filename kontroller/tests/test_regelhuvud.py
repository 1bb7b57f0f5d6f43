"""Vad som står över varje regel: nivå, sedan när grunden gäller, vad den prövar och med vilka tal den levereras.

Tabellen skrivs för hand när en regel kommer till eller ändras: då har någon sett efter två gånger.
"""

import csv
import json
import sys
from pathlib import Path

import pytest

from kontroller.regel import ALLTID, Regel
from kontroller.regler import load_rules

TABELL = Path(__file__).parent / "fall" / "regelhuvud.csv"


def heading_of(regel: Regel) -> dict[str, str]:
    """The heading of a rule as a row of the table."""
    return {
        "kod": regel.kod,
        "version": str(regel.version),
        "niva": regel.allvar,
        "grund_fran": " ".join(fran.isoformat() for fran, _ in regel.lagrum if fran != ALLTID),
        "kraver_redovisning": _ja(regel.kraver_redovisning),
        "galler_kredit": _ja(regel.galler_kredit),
        "galler_sjuklon": _ja(regel.galler_sjuklon),
        "bara_sjuklon": _ja(regel.bara_sjuklon),
        "i_bruk": _ja(regel.i_bruk),
        "tips": _ja(regel.tips),
        "far_undantas": _ja(regel.far_undantas),
        "sjuklon": "bara" if regel.bara_sjuklon else _ja(regel.galler_sjuklon),
        "parametrar": json.dumps(dict(regel.standard), ensure_ascii=False) if regel.standard else "",
    }


def _ja(varde: bool) -> str:
    return "ja" if varde else "nej"


def rows() -> dict[str, dict[str, str]]:
    with TABELL.open(encoding="utf-8", newline="") as fil:
        return {rad["kod"]: rad for rad in csv.DictReader(fil, delimiter=";")}


@pytest.mark.parametrize("regel", load_rules().values(), ids=lambda regel: regel.kod)
def test_the_heading_is_what_the_table_says(regel):
    assert heading_of(regel) == rows()[regel.kod]


def test_the_table_has_no_rule_that_is_not_there():
    assert rows().keys() == load_rules().keys()


def test_reading_the_package_registers_every_file_in_it(monkeypatch):
    """The other tests have imported the rules themselves; here nobody has."""
    regel, regler = sys.modules[Regel.__module__], sys.modules[load_rules.__module__]
    filer = {fil.stem for fil in Path(regler.__file__).parent.glob("*.py")} - {"__init__"}
    for namn in filer:
        monkeypatch.delitem(sys.modules, f"{regler.__name__}.{namn}", raising=False)
    monkeypatch.setattr(regel, "REGLER", registrerade := {})

    regler._import_all.__wrapped__()

    assert {regel.granska.__name__ for regel in registrerade.values()} == filer
