"""Grunden: vem som är inne, vad som har hänt, vad som har lästs och vad som har ändrats."""

from assistans.models.handelse import Andring, Handelse, Lasning
from assistans.models.nyckel import ApiNyckel
from assistans.models.user import User
from assistans.models.utkast import Utkast

__all__ = ["Andring", "ApiNyckel", "Handelse", "Lasning", "User", "Utkast"]
