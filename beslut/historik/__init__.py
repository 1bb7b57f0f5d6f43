"""Historiken: vem som ändrade vad, när, från vad. Läst ur det som databasens utlösare skriver och ur händelserna."""
