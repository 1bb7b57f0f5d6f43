"""Formulären för Försäkringskassans fakturor: filen, det som skrivs för hand, och granskningen."""

from pathlib import PurePath

from django import forms

from beslut.forms.falt import Cellfalt
from beslut.forms.layout import layout
from fakturor.forms.falt import day, text
from fakturor.forms.rader import rows_of
from fakturor.models import Fkfaktura

ROWS_AT_A_TIME = 5
MOST_BYTES = 5 * 1024**2
FILTYPER = (".csv", ".xlsx")


class FkfilForm(forms.Form):
    """En fil: en faktura eller slutavräkning."""

    fil = forms.FileField(
        label="Fil",
        allow_empty_file=True,
        max_length=200,
        help_text="CSV eller XLSX efter mallen, högst 5\u00a0MB. En fil är en faktura.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(FILTYPER)}),
        error_messages={"required": "Välj en fil.", "max_length": "Filens namn är för långt."},
    )

    def clean_fil(self):
        """The file, when it is of a kind that is read and not too big."""
        fil = self.cleaned_data["fil"]
        if PurePath(fil.name).suffix.lower() not in FILTYPER:
            raise forms.ValidationError("Filen ska vara CSV eller XLSX.")
        if fil.size > MOST_BYTES:
            raise forms.ValidationError("Filen är större än 5 MB.")
        return fil


class FkhuvudForm(forms.Form):
    """Det som står en gång på fakturan."""

    nummer = text("Fakturans nummer", "Skriv numret som står på fakturan.")
    slag = forms.ChoiceField(label="Slag", choices=Fkfaktura.Slag.choices)
    manad = text("Månad", "Skriv månaden som år och månad, till exempel 2015-04.", hjalp="Som 2015-04", siffror=True)
    fakturadatum = day("Fakturadatum", "Skriv fakturans datum, till exempel 2015-05-12.")
    total = text(
        "Fakturans belopp, kr", "Skriv summan som står på fakturan.", hjalp="Som 22720,00", inputmode="decimal"
    )

    def huvud(self) -> dict[str, str]:
        """What stands once, by the columns of fkfaktura.csv."""
        return self.cleaned_data


class FkradForm(forms.Form):
    """En person på fakturan. En rad utan någonting skrivet räknas inte."""

    utan_frivilligt = True

    referens = text("Referens")
    fran = text("Från", siffror=True)
    tom = text("Till", siffror=True)
    timmar = text("Timmar")
    timbelopp = text("Kr per timme", inputmode="decimal")
    belopp = text("Belopp, kr", inputmode="decimal")

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.values())

    def clean(self):
        cleaned = super().clean()
        if not self.is_blank:
            for namn, saknas in (
                ("referens", "Skriv personens referens."),
                ("fran", "Skriv första dagen."),
                ("tom", "Skriv sista dagen."),
                ("timmar", "Skriv timmarna, till exempel 86:40."),
                ("timbelopp", "Skriv priset för en timme."),
                ("belopp", "Skriv radens belopp."),
            ):
                if not cleaned.get(namn) and namn not in self.errors:
                    self.add_error(namn, saknas)
        return cleaned

    def uppgifter(self) -> dict[str, str]:
        """The row by the columns of fkfaktura.csv."""
        rad = {namn: varde for namn, varde in self.cleaned_data.items() if namn != "fran"}
        return rad | {"from": self.cleaned_data["fran"]}


FkradFormSet = rows_of(FkradForm, extra=ROWS_AT_A_TIME)


VALJ = "Välj om fakturan godtas eller bestrids."


class GranskaForm(forms.Form):
    """Om fakturan godtas eller bestrids, och hur det som avviker har bedömts."""

    bedomning = forms.ChoiceField(
        label="Bedömning",
        choices=Fkfaktura.Bedomning.choices,
        widget=forms.RadioSelect,
        error_messages={"required": VALJ, "invalid_choice": VALJ},
    )
    notering = Cellfalt(
        label="Notering",
        required=False,
        kolumn={"langst": 500},
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text="Krävs när något avviker eller inte kunde prövas, och när fakturan bestrids. Utan personnummer.",
    )

    helper = layout(("", ("bedomning",), ("notering",)))
