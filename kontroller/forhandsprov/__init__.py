"""Förhandsprov: en anordnares filer läses och prövas av samma kod som på riktigt, och ingenting sparas.

`prov` gör provet, `transaktion` ser till att det aldrig sparas och aldrig står i vägen, `anordnarvy` säger vad av
svaret som anordnaren får veta. docs/api.md beskriver det för den som använder programmet, docs/drift.md för den som
driver det.
"""
