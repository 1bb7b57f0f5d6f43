"""Mätningen bakom `make bench`: en påhittad stor kommun, och hur lång tid och hur många frågor varje sida tar i den.

Kommunen fylls i en databas för sig, som tas bort efteråt. Ingenting är slumpat: samma dag ger samma kommun.
"""
