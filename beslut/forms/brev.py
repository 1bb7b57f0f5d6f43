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
    """Dagen då brevet kom fram till den som det går till."""

    skickat = date_field("Dagen då brevet lämnades")

    def __init__(self, *args, om_tillstand: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if om_tillstand:
            self.fields["skickat"].label = "Dagen då personen fick brevet"
            self.fields["skickat"].help_text = "De två veckorna räknas från den dagen."

    helper = layout(("", ("skickat",)))
