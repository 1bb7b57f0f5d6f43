"""Sidornas innehåll: rena dataklasser ur liggaren, redo att skrivas ut. Mallarna räknar och jämför ingenting."""
