"""Försäkringskassans fakturor för de första 20 timmarna i veckan: vad de prövas mot (I07)."""
