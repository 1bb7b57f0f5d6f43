"""Lying bars from zero on paper: a name to the left, its bars, and the figure at each bar."""

from collections.abc import Sequence
from decimal import Decimal

from assistans.grafik.liggande import Grupp, Stapel
from assistans.grafik.papper import BREDD, GRA, Fyllning, bar, picture, stroke, words
from assistans.grafik.svg import Svg, shortened

NAMN, FULL = 176.0, 222.0
"""The width that the names take, and that of the longest bar. The figures have the rest."""
STAPEL, STEG, MELLAN, TOPP = 14.0, 18.0, 7.0, 18.0


def lying_bars(grupper: Sequence[Grupp], *, niva: Stapel | None = None) -> Svg:
    """The picture. `niva` is a level drawn across all bars, with its words on top."""
    varden = [stapel.varde for grupp in grupper for stapel in grupp.staplar if stapel.varde]
    med_niva = niva is not None and bool(niva.varde)
    storst = max([*varden, *([niva.varde] if med_niva else []), Decimal(1)])
    y = TOPP if med_niva else 2.0
    forst = y
    delar = []
    for grupp in grupper:
        delar.append(
            words(
                NAMN - 10, y + 11, shortened(grupp.namn, NAMN - 10, 12.5), ankare="end", vikt=600 if grupp.egen else 400
            )
        )
        for stapel in grupp.staplar:
            langd = float((stapel.varde or Decimal(0)) / storst) * FULL
            delar.append(bar(NAMN, y, langd, STAPEL, Fyllning.LJUS if stapel.ljus else Fyllning.FULL))
            # Beyond the level, so that its line never crosses the figures.
            delar.append(words(NAMN + (FULL if med_niva else langd) + 8, y + 11, stapel.etikett))
            y += STEG
        y += MELLAN
    if med_niva:
        x = NAMN + float(niva.varde / storst) * FULL
        delar.append(stroke(x, forst - 4, x, y - MELLAN, farg=GRA, tjock=1.4, streck="4 3"))
        delar.append(words(min(x, BREDD - 60), forst - 7, niva.etikett, ankare="middle", farg=GRA, storlek=12))
    return picture(y, *delar)
