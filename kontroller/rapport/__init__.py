"""Kontrollrapporten till nämnden: innehållet räknas ur en körning, bilderna ritas för papper, WeasyPrint skriver
PDF:en.
"""
