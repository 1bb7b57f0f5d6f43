"""Gränssnittet för program (API), version 1: samma tjänster och samma vägran som på sidorna, med nyckel i stället för
inloggning. `dorr` släpper in och antecknar, `svar` säger vad som gick fel, `anrop` har det som går att göra.
"""
