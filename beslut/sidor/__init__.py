"""Vad registrens sidor visar, hämtat och sammanställt. Ingenting ändras här."""
