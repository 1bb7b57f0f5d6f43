"""Columns that many tables share."""

from assistans.tabeller import Kolumn, Typ

REFERENS = Kolumn("referens", Typ.REFERENS, nyckel=True, langst=40)
ORGNR = Kolumn("orgnr", Typ.ORGNR, nyckel=True)
FRAN = Kolumn("from", Typ.DATUM, nyckel=True)
TOM = Kolumn("tom", Typ.DATUM)
