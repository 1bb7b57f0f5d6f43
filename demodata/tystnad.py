"""Uppdraget som ingenting har kommit för: en person som skulle börja hos en anordnare till, och det som är avtalat."""

from datetime import date

REFERENS, ORGNR = "LSS-MPF8", "5599110011"
AVTAL = date(2015, 2, 23)
FRAN = date(2015, 3, 2)
