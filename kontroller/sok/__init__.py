"""Sökningen över allt: en fråga, och för varje slag av det som finns de träffar som den som frågar får öppna.

`fraga.py` läser det som skrevs, utan databas. `slag.py` nämner slagen och vem som söker i vart och ett. De andra
filerna har en funktion för varje slag: fråga × användare × antal → träffar, i en fråga till databasen.
"""
