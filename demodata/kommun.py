"""Den påhittade kommunen och de två månaderna."""

from datetime import date

NAMN = "Mälarås kommun"
NAMND = "Nämnden för personer med funktionsnedsättning"
# Invented as the rest: no municipality has the code, and the orgnr is only made to have a right check digit.
KOD = "1999"
ORGNR = "2120009994"
REFERENS = "NPF-4100"
BETALKONTO, BANK_BIC = "50501055", "PROVSESS"
"""The account that the municipality pays from, a bankgiro with a right check digit that nobody has, and its bank."""

MOTKONTO = "2440"
"""The account that the vouchers credit."""

APRIL, MAJ = date(2015, 4, 1), date(2015, 5, 1)
MANADER = (APRIL, MAJ)
TIMBELOPP = 284
"""Kronor per timme 2015, statens schablon (SFS 2014:1311)."""

MILJO = {
    "ASSISTANS_DEMO": "1",
    "ASSISTANS_KOMMUN": NAMN,
    "ASSISTANS_NAMND": NAMND,
    "ASSISTANS_KOMMUNKOD": KOD,
    "ASSISTANS_ORGNR": ORGNR,
    "ASSISTANS_BETALKONTO": BETALKONTO,
    "ASSISTANS_BANK_BIC": BANK_BIC,
    "ASSISTANS_MOTKONTO": MOTKONTO,
}
"""Miljövariablerna för en installation som visar demokommunen."""
