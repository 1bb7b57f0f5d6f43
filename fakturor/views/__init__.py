"""Sidorna om filer, omatchade fakturor, tid och räkningar. En vy är en sida: hämta, formulär, ett anrop, svar."""
