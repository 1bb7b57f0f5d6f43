"""Vad som ska finnas för det som är registrerat, och vad som fattas, räknat för många rader med lika få frågor.

Säger vad som saknas i registret, inte vad som får betalas. Det svarar kontrollerna på.
"""
