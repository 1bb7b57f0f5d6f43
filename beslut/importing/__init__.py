"""Tabellerna i beslut → modellerna, i den ordning de läses: det som andra pekar på först."""

from beslut.importing.anordnare import ANORDNARE, IVO, import_anordnare, import_ivo
from beslut.importing.beslut import BESLUT, import_beslut
from beslut.importing.brukare import (
    BRUKARE,
    STALLFORETRADARE,
    VISTELSER,
    import_brukare,
    import_stallforetradare,
    import_vistelser,
)
from beslut.importing.timbelopp import TIMBELOPP, import_timbelopp
from beslut.importing.uppdrag import (
    ASSISTENTER,
    BETALNINGSMOTTAGARE,
    UPPDRAG,
    import_assistenter,
    import_betalningsmottagare,
    import_uppdrag,
)

TABELLER = (
    (BRUKARE, import_brukare),
    (STALLFORETRADARE, import_stallforetradare),
    (ANORDNARE, import_anordnare),
    (IVO, import_ivo),
    (BESLUT, import_beslut),
    (UPPDRAG, import_uppdrag),
    (BETALNINGSMOTTAGARE, import_betalningsmottagare),
    (TIMBELOPP, import_timbelopp),
    (ASSISTENTER, import_assistenter),
    (VISTELSER, import_vistelser),
)

__all__ = ["TABELLER"]
