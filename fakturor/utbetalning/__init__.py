"""Utbetalningen: vad som kan betalas och varför inte, vilka betalningar det blir, och filerna som lämnas.

avsandare.py   the municipality's own account and its bank's dialect, as the settings have them
betalbara.py   which approved invoices can be paid, and why the others cannot: one answer for page and deed
kvittning.py   which credit note is drawn from which payment (pure)
referens.py    what the payee reads on her account (pure)
filer.py       a round → its files, the same bytes every time; others add theirs to `SKRIVARE`
"""
