"""Bevispaketet: en månads bevis i en fil som går att pröva utan programmet.

`innehall.py` säger vilka filer som hör dit, `arkiv.py` lägger dem i en ZIP vars varje byte följer av innehållet,
`signering.py` skriver under, och `verifiera_bevispaket.py` prövar allt med bara Pythons standardbibliotek.
"""
