"""Formuläret som tar emot en månad ur huvudboken."""

from pathlib import PurePath

from django import forms

MOST_BYTES = 50 * 1024**2
FILTYPER = (".csv", ".xlsx", ".se", ".si", ".sie")


class HuvudbokForm(forms.Form):
    """En månad: SIE 4E, eller CSV och XLSX efter mallen."""

    fil = forms.FileField(
        label="Fil",
        allow_empty_file=True,
        max_length=200,
        help_text="SIE\u00a04E, eller CSV eller XLSX efter mallen, högst 50\u00a0MB. Bara rader från månaden läses.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(FILTYPER)}),
        error_messages={"required": "Välj en fil.", "max_length": "Filens namn är för långt."},
    )

    def clean_fil(self):
        """The file, when it is of a kind that is read and not too big."""
        fil = self.cleaned_data["fil"]
        if PurePath(fil.name).suffix.lower() not in FILTYPER:
            raise forms.ValidationError("Filen ska vara SIE, CSV eller XLSX.")
        if fil.size > MOST_BYTES:
            raise forms.ValidationError("Filen är större än 50 MB.")
        return fil
