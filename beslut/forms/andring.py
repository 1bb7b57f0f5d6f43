"""Fälten för att ändra ett gynnande beslut till nackdel: grund och motivering (37 § FL)."""

from django import forms

from beslut.forms.falt import Villkorsfalt, Villkorsval, date_field
from beslut.forms.layout import layout
from beslut.models import Beslutsandring


def grund_field() -> Villkorsval:
    """On what ground; the service says when it is needed."""
    return Villkorsval(label="Grund för ändringen", choices=[("", "Välj grund"), *Beslutsandring.Grund.choices])


def motivering_field() -> Villkorsfalt:
    """Why the ground holds here."""
    return Villkorsfalt(
        label="Motivering",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text="Sparas för gott. Skriv inga namn eller personnummer.",
    )


class AvslutaBeslutsradForm(forms.Form):
    """En beslutsrads sista dag, och varför den slutar före sin tid."""

    galler_tom = date_field("Sista dagen", help_text="Dagen räknas med.")
    grund = grund_field()
    motivering = motivering_field()

    helper = layout(("", ("galler_tom",), ("grund",), ("motivering",)))
