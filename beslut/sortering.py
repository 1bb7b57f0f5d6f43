"""Svensk bokstavsordning i databasen, lika med `assistans.svenska.sortnyckel` i Python."""

from django.db.models import F, Func, Value
from django.db.models.functions import Collate, Lower

from assistans.svenska import SORT_FRAN, SORT_TILL


def swedish(falt: str) -> Collate:
    """An expression that sorts a text field in Swedish alphabetical order: å, ä and ö after z."""
    return Collate(Func(Lower(F(falt)), Value(SORT_FRAN), Value(SORT_TILL), function="translate"), "C")
