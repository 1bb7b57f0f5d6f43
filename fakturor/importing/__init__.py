"""Tabellerna om utfört och begärt → modellerna, i den ordning de läses."""

from fakturor.importing.intyg import INTYG, import_intyg
from fakturor.importing.rakningar import RAKNINGAR, import_rakningar
from fakturor.importing.rapporter import RAPPORTER, import_rapporter
from fakturor.importing.tidrader import TIDRADER, import_tidrader

TABELLER = (
    (RAPPORTER, import_rapporter),
    (TIDRADER, import_tidrader),
    (INTYG, import_intyg),
    (RAKNINGAR, import_rakningar),
)

__all__ = ["TABELLER"]
