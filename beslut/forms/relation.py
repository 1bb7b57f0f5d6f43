"""Formulären för släkt och hushåll."""

from django import forms

from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt, choice_field, date_field, last_day_field
from beslut.forms.layout import layout
from beslut.models import Relation


class RelationAndraForm(forms.Form):
    """Det som kan ändras hos en relation."""

    namn = Cellfalt(label="Namn")
    slag = choice_field(
        "Relation",
        Relation.Slag.choices,
        help_text="Vad hen är till personen. De som är närstående räknas upp i 9 c § LSS.",
    )
    hushall = forms.BooleanField(label="Delar hushåll med personen", required=False)
    galler_fran = date_field("Gäller från", required=False, help_text="Lämna tomt om det alltid har varit så.")
    galler_tom = last_day_field()
    kalla = Cellfalt(
        label="Uppgiften kommer från", help_text="Till exempel ansökan, utredning eller folkbokföringen, och när."
    )

    helper = layout(("", ("namn", "slag"), ("hushall",), ("galler_fran", "galler_tom"), ("kalla",)))


class RelationForm(RelationAndraForm):
    """En ny relation."""

    personnummer = Cellfalt(Typ.PERSONNUMMER, label="Personnummer")

    helper = layout(("", ("namn", "personnummer", "slag"), ("hushall",), ("galler_fran", "galler_tom"), ("kalla",)))
