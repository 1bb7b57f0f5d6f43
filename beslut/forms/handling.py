"""Formulären för handlingar."""

from django import forms

from beslut.filslag import FILSLAG
from beslut.forms.falt import Cellfalt, choice_field
from beslut.forms.layout import layout
from beslut.models import Handling
from beslut.services.documents import MOST_BYTES

SLAG = tuple(slag for slag in Handling.Slag if slag not in Handling.OM_SJUKDOM)
"""The kinds that belong in the registers."""


class HandlingForm(forms.Form):
    """En fil, vad den är och vad den heter i registret."""

    slag = choice_field("Slag", [(slag.value, slag.label) for slag in SLAG])
    rubrik = Cellfalt(
        label="Rubrik",
        kolumn={"langst": 120},
        help_text="Till exempel: avtal den 3 mars 2015. Inga namn eller personnummer.",
        error_messages={"required": "Skriv vad handlingen är."},
    )
    fil = forms.FileField(
        label="Fil",
        help_text="PDF, PNG eller JPEG, högst 10 MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{slag.andelse}" for slag in FILSLAG)}),
        error_messages={
            "required": "Välj en fil. En fil som redan var vald behöver väljas igen.",
            "empty": "Filen är tom. Välj en annan.",
        },
    )

    helper = layout(("", ("slag", "rubrik"), ("fil",)))

    def clean_fil(self):
        """The bytes, read only when they are not too many to be kept."""
        fil = self.cleaned_data["fil"]
        if fil.size > MOST_BYTES:
            raise forms.ValidationError("Filen är större än 10 MB. Skanna om den med lägre upplösning, eller dela den.")
        return fil

    def clean(self):
        """What the service asks for: `innehall` instead of the file."""
        super().clean()
        if fil := self.cleaned_data.pop("fil", None):
            self.cleaned_data["innehall"] = fil.read()
        return self.cleaned_data


class DoljForm(forms.Form):
    """Varför en handling döljs."""

    skal = Cellfalt(
        label="Varför handlingen döljs",
        kolumn={"langst": 300},
        help_text="Sparas för gott. Skriv inga namn eller personnummer.",
        error_messages={"required": "Skriv varför handlingen döljs."},
    )

    helper = layout(("", ("skal",)))
