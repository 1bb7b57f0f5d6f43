from datetime import date

from django import forms

from assistans.tid import TidFel, parse_month
from fakturor.forms.filer import FilerForm


class ForhandsprovForm(FilerForm):
    """En anordnares filer, och månaden när fakturorna gäller flera. Hur mycket som prövas säger provet självt."""

    manad = forms.CharField(
        label="Månad",
        required=False,
        max_length=7,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", "placeholder": "2015-05"}),
    )

    def clean_manad(self) -> date | None:
        """The first day of the month, or None when none is chosen."""
        text = self.cleaned_data["manad"].strip()
        if not text:
            return None
        try:
            return parse_month(text)
        except TidFel:
            raise forms.ValidationError("Skriv månaden som 2015-04.") from None
