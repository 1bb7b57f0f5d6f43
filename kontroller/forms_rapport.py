"""Formuläret för att skriva under nämndens rapport."""

from django import forms

from beslut.forms.layout import layout
from kontroller.forms_styrning import UTAN_NAMN


class SigneraForm(forms.Form):
    """Det som nämnden ska veta när den läser rapporten, om något."""

    anteckning = forms.CharField(
        label="Anteckning till nämnden",
        required=False,
        help_text=UTAN_NAMN,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    helper = layout(("", ("anteckning",)))
