"""Why a bank rejects or returns a payment, by the external reason codes of ISO 20022.

Only codes whose meaning is certain are explained. Any other is shown as it came, with the bank's own words.
"""

ORSAKER = {
    "AC01": "Kontonumret är fel eller saknas.",
    "AC02": "Avsändarens kontonummer är fel eller saknas.",
    "AC03": "Mottagarens kontonummer är fel eller saknas.",
    "AC04": "Kontot är avslutat.",
    "AC05": "Avsändarens konto är avslutat.",
    "AC06": "Kontot är spärrat.",
    "AC07": "Mottagarens konto är avslutat.",
    "AG01": "Betalningar av det här slaget är inte tillåtna på kontot.",
    "AM01": "Beloppet är noll.",
    "AM02": "Beloppet är större än vad som är tillåtet.",
    "AM03": "Valutan tas inte emot.",
    "AM04": "Det finns inte täckning på kontot.",
    "AM05": "Banken har fått betalningen förut.",
    "AM09": "Beloppet är inte det som var avtalat eller väntat.",
    "AM10": "Kontrollsumman stämmer inte med betalningarna.",
    "BE01": "Mottagarens namn stämmer inte med kontot.",
    "BE05": "Banken känner inte igen avsändaren.",
    "CUST": "Betalningen är avbruten på kundens begäran.",
    "DT01": "Datumet är fel.",
    "DU01": "Filens id har använts förut.",
    "DU02": "Betalningsgruppens id har använts förut.",
    "DU03": "Betalningen har kommit förut.",
    "DU04": "Betalningens id har använts förut.",
    "FF01": "Filens form är fel.",
    "FOCR": "Betalningen är återkallad.",
    "FR01": "Banken misstänker bedrägeri.",
    "MD07": "Kontots innehavare har avlidit.",
    "MS02": "Kunden har avbrutit utan att säga varför.",
    "MS03": "Banken säger inte varför.",
    "RC01": "Bankens nummer är fel.",
    "RF01": "Referensen har använts förut.",
    "TM01": "Filen kom för sent på dagen.",
}

KONTOT_FEL = frozenset({"AC01", "AC03", "AC04", "AC06", "AC07", "AG01", "BE01", "MD07", "RC01"})
"""Codes that say that the account cannot be paid to as it is. The database has the same in `kontots_fel()`."""
FORBEHALL = "Förklaringarna till koderna är programmets egna, efter ISO 20022, och inte bankens ord."
