"""Landets månad: 6 000 fakturor och 720 000 tidrader, prövade av riktiga arbetare och jämförda med ren SQL.

Varje faktura är en persons: fyra assistenter, fyra pass om dagen i trettio dagar, och var hundrade har ett planterat
fel. Ingenting är slumpat.
"""
