"""Formuläret för en kostnadsredovisning."""

from decimal import Decimal
from typing import Any

from django import forms

from assistans.tabeller import Typ
from beslut.filslag import FILSLAG
from beslut.forms.falt import Cellfalt, date_field
from beslut.forms.layout import layout
from beslut.forms.timbelopp import KOSTNADSRADER, MedKostnader
from beslut.services.documents import MOST_BYTES

KRONOR = {"minst": Decimal(0), "hogst": Decimal("9999999999.99"), "anvisning": "Skriv kronorna som ett tal: 12500,50."}


class KostnadsredovisningForm(MedKostnader):
    """Tiden, ersättningen för den, och kostnaderna slag för slag. Ett slag som lämnas tomt är inte redovisat."""

    period_fran = date_field("Från")
    period_tom = date_field("Till")
    inkommen = date_field("Inkommen")
    mottaget = Cellfalt(
        Typ.DECIMAL,
        label="Mottagen ersättning",
        kolumn=KRONOR,
        help_text="Kronor för hela tiden, enligt redovisningen.",
    )
    notering = Cellfalt(
        label="Notering", required=False, kolumn={"langst": 500}, help_text="Inga namn eller personnummer."
    )
    fil = forms.FileField(
        label="Redovisningen som fil",
        required=False,
        help_text="PDF, PNG eller JPEG, högst 10 MB. Den läggs bland uppdragets handlingar.",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{slag.andelse}" for slag in FILSLAG)}),
        error_messages={"empty": "Filen är tom. Välj en annan."},
    )

    helper = layout(
        ("", ("period_fran", "period_tom"), ("inkommen", "mottaget")),
        ("Kostnader i kronor för hela tiden", *KOSTNADSRADER),
        ("Underlag", ("notering",), ("fil",)),
    )

    def clean_fil(self):
        """The file, when it is not too big to be kept."""
        fil = self.cleaned_data["fil"]
        if fil and fil.size > MOST_BYTES:
            raise forms.ValidationError("Filen är större än 10 MB. Skanna om den med lägre upplösning, eller dela den.")
        return fil

    def clean(self) -> dict[str, Any]:
        """What the service asks for: the bytes of the file as `innehall`."""
        data = super().clean()
        fil = data.pop("fil", None)
        return data | {"innehall": fil.read() if fil else None}
