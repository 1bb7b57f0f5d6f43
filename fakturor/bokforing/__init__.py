"""Hur det betalda bokförs, och om det som är bokfört är det betalda.

delar.py       an invoice → its parts by month and coding, as the table of coding has it
fordelning.py  an amount shared among parts to the öre (pure)
verifikation.py  payments and their parts → vouchers and coding rows (pure)
filer.py       a round → its SIE file and its coding file
huvudbok.py    the finance system's ledger → rows (pure); avstamning.py holds them against the payments (pure)
"""
