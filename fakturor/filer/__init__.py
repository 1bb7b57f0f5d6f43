"""Readers: one per format, from bytes to plain rows. No Django, no database."""
