"""Formulären för ett brev: texten medan det är ett utkast, och dagen då det lämnades."""

from django import forms

from beslut.forms.falt import Cellfalt, date_field
from beslut.forms.layout import layout


class BrevForm(forms.Form):
    """Brevets text. Den bär referens, inte namn och personnummer."""

    amne = Cellfalt(label="Rubrik", kolumn={"langst": 200})
    text = forms.CharField(
        label="Text",
        max_length=10_000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="Skriv referensen, inte namn eller personnummer. En tom rad skiljer stycken.",
        error_messages={"required": "Skriv brevets text."},
    )

    helper = layout(("", ("amne",), ("text",)))


class BrevSkickatForm(forms.Form):
    """Dagen då personen fick brevet."""

    skickat = date_field("Dagen då personen fick brevet", help_text="De två veckorna räknas från den dagen.")

    helper = layout(("", ("skickat",)))
