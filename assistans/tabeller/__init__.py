"""Tables that a municipality hands in: CSV or XLSX read row by row after a declared schema.

    lasning = read_table(TIDRADER, data, "tidrader.csv", idag=idag)
    for rad in lasning.rader():
        if rad.fel:
            ...

A bad row never stops the good ones; a file that cannot be read at all raises TabellFel.
"""

from assistans.tabeller.felrader import write_bad_rows
from assistans.tabeller.lasning import Rad, Radfel, Tabellasning, read_table
from assistans.tabeller.schema import Kolumn, Tabell, TabellFel, Typ

__all__ = ["Kolumn", "Rad", "Radfel", "Tabell", "TabellFel", "Tabellasning", "Typ", "read_table", "write_bad_rows"]
