"""Att söka en person på delar av referensen och namnet, i vilken ordning som helst, med eller utan prickar."""

from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower

from beslut.models import Brukare

PRICKAR, UTAN = "åäöéèëáàíóúüøæñç", "aaoeeeaaiouuoanc"
"""What is written without its marks when somebody searches, letter by letter."""


def find_by_words(brukare: QuerySet[Brukare], text: str) -> QuerySet[Brukare]:
    """The persons whose referens and names together contain every word of the text."""
    namn = Concat(F("referens"), Value(" "), F("fornamn"), Value(" "), F("efternamn"))
    sokord = Func(Lower(namn), Value(PRICKAR), Value(UTAN), function="TRANSLATE", output_field=TextField())
    traffar = brukare.alias(sokord=sokord)
    for ordet in text.split():
        traffar = traffar.filter(sokord__contains=fold(ordet))
    return traffar


def fold(text: str) -> str:
    """The text in small letters, without marks: Östlund is ostlund."""
    return text.lower().translate(str.maketrans(PRICKAR, UTAN))
