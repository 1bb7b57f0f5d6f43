"""Formuläret för ett bokslut eller en prognos som någon fastställer."""

from decimal import Decimal

from django import forms

from assistans.tabeller import Typ
from beslut.forms.belopp import Budgetfalt
from beslut.forms.falt import Cellfalt, choice_field, date_field
from beslut.forms.kalkyl import year_field
from beslut.forms.layout import layout
from beslut.models import Budgetpost, Utfallspost

SKRIV = "Skriv beloppet i kronor, till exempel 16 300 000."


class UtfallsForm(forms.Form):
    """Året, slaget, om det är ett bokslut eller en prognos, beloppet och vad det vilar på."""

    ar = year_field()
    slag = choice_field("Slag", Budgetpost.Slag.choices)
    art = choice_field("Bokslut eller prognos", Utfallspost.Art.choices)
    dag = date_field("Per den", help_text="Dagen som siffran gäller, som 2015-04-30.")
    belopp = Budgetfalt(
        Typ.DECIMAL,
        label="Belopp, kronor",
        kolumn={"minst": Decimal(0), "hogst": Decimal("999999999999.99"), "anvisning": SKRIV},
        error_messages={"required": SKRIV},
    )
    grund = Cellfalt(
        label="Grund",
        kolumn={"langst": 300},
        help_text="Vad beloppet vilar på: beslut, bokslut, eller varför det skiljer sig från det framräknade.",
        error_messages={"required": "Skriv vad beloppet vilar på."},
    )

    helper = layout(("", ("ar", "slag", "art"), ("dag", "belopp"), ("grund",)))
