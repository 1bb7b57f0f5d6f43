"""Charts as SVG, drawn by the server: no script, the same on every screen, told in words to whoever does not see them.

Pure functions from plain data to markup; colours stand in the style sheet alone. Coordinates are float, as they are
ink on paper; the figures that are written come from `assistans.svenska` and are exact.
"""

from assistans.grafik.manad import Band, Manadsbild, Rad, Spann, Vistelse, row_id
from assistans.grafik.manad_bild import manadsbild
from assistans.grafik.manad_ord import forklaring
from assistans.grafik.staplar import matt, matt_beviljat, tackningsstapel, utfallsstapel
from assistans.grafik.svg import Svg

__all__ = [
    "Band",
    "Manadsbild",
    "Rad",
    "Spann",
    "Svg",
    "Vistelse",
    "forklaring",
    "manadsbild",
    "matt",
    "matt_beviljat",
    "row_id",
    "tackningsstapel",
    "utfallsstapel",
]
