"""Rapportens avsnitt: en fil för varje, med en funktion `section` som läser det den behöver och lämnar det färdigt."""
