"""Kontrollens sidor, en fil per område. En vy är en sida: hämta, formulär, ett anrop, svar."""
