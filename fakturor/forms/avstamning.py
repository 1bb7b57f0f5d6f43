"""Formulären som tar emot en månad ur huvudboken, och en granskning av månadens avstämning."""

from collections.abc import Sequence
from pathlib import PurePath

from django import forms

from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt
from beslut.forms.layout import layout

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


class GranskningForm(forms.Form):
    """Vad varje slag av skillnad beror på, och en anteckning. Fälten följer av vad som skiljer."""

    notering = Cellfalt(
        label="Anteckning",
        required=False,
        kolumn={"langst": 500},
        help_text="Sparas för gott. Skriv inga namn eller personnummer.",
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )

    def __init__(self, *args, slag: Sequence[tuple[str, str]], **kwargs) -> None:
        """`slag` are the kinds of difference, each with how many they are in words."""
        super().__init__(*args, **kwargs)
        self.slag = [rubrik for rubrik, _ in slag]
        for nr, (rubrik, antal) in enumerate(slag):
            self.fields[f"forklaring_{nr}"] = Cellfalt(
                Typ.TEXT,
                label=f"{rubrik}, {antal}",
                kolumn={"langst": 500},
                help_text="Vad det beror på, och vad som görs åt det.",
                widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
                error_messages={"required": "Skriv vad det beror på."},
            )
        self.order_fields([*(f"forklaring_{nr}" for nr in range(len(slag))), "notering"])
        self.helper = layout(("", *((namn,) for namn in self.fields)))

    @property
    def explained(self) -> dict[str, str]:
        """What each kind comes from."""
        return {rubrik: self.cleaned_data[f"forklaring_{nr}"] for nr, rubrik in enumerate(self.slag)}

    def field_about(self, vad: str) -> str | None:
        """The name of the field about a kind of difference, or about the note; None when it is about neither."""
        if vad in self.slag:
            return f"forklaring_{self.slag.index(vad)}"
        return vad if vad in self.fields else None
