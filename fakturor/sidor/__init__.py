"""Vad sidorna visar, hämtat och sammanställt. Ingenting ändras här."""
