"""Formulären för beslut som inte verkställs."""

from datetime import date

from django import forms

from beslut.forms.falt import Cellfalt, date_field
from beslut.forms.layout import layout


class DagForm(forms.Form):
    """Vilken dag listan gäller."""

    utan_frivilligt = True

    dag = date_field("Läget den", required=False, help_text="Till exempel kvartalets sista dag.")

    def chosen(self, otherwise: date) -> date:
        """The day that is asked for, or else the one given."""
        return (self.is_valid() and self.cleaned_data["dag"]) or otherwise


class RapporteraForm(forms.Form):
    """Varför ett beslut inte har verkställts."""

    skal = Cellfalt(
        label="Varför beslutet inte har verkställts",
        kolumn={"langst": 300},
        help_text="Sparas för gott. Skriv inga namn eller personnummer.",
        error_messages={"required": "Skriv varför beslutet inte har verkställts."},
    )

    helper = layout(("", ("skal",)))
