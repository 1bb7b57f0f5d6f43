"""Månaden som den står i adresser: 2015-04. Den som har en sådan adress importerar modulen."""

from datetime import date

from django.urls import register_converter

from assistans.tid import TidFel, parse_month


class Manad:
    """En månad i adressen: 2015-04."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, text: str) -> date:
        try:
            return parse_month(text)
        except TidFel:
            raise ValueError from None

    def to_url(self, manad: date) -> str:
        return f"{manad:%Y-%m}"


register_converter(Manad, "manad")
