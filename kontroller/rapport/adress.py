"""Rapportens tidrymd som den står i adresser: 2015-04, 2015-K2 eller 2015. Den som har en sådan importerar modulen."""

from django.urls import register_converter

from assistans.tid import TidFel
from kontroller.rapport.period import Tidrymd, parse_span


class Rapporttid:
    """En månad, ett kvartal eller ett år i adressen."""

    regex = r"\d{4}(?:-\d{2}|-K[1-4])?"

    def to_python(self, text: str) -> Tidrymd:
        try:
            return parse_span(text)
        except TidFel:
            raise ValueError from None

    def to_url(self, tidrymd: Tidrymd) -> str:
        return tidrymd.beteckning


register_converter(Rapporttid, "rapporttid")
