"""Formuläret som ger en rad sin sista dag."""

from django import forms

from beslut.forms.falt import date_field
from beslut.forms.layout import layout


class AvslutaForm(forms.Form):
    """Den sista dagen som något gäller."""

    galler_tom = date_field("Sista dagen", help_text="Dagen räknas med.")

    helper = layout(("", ("galler_tom",)))
