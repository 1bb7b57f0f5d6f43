from decimal import Decimal

from django import forms
from django.utils import timezone

from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt
from beslut.forms.layout import layout
from fakturor.models import Faktura
from fakturor.skal import problem_with_reason
from kontroller.forms import VALJARE
from kontroller.services.sampling import FLEST_KRONOR, FLEST_RISK, KONFIDENSGRADER


class StickprovForm(forms.Form):
    """Hur stort stickprovet ska vara. Fröet väljer ingen."""

    antal_slump = forms.IntegerField(
        label="Kronor att dra",
        help_text="Varje dragen krona pekar ut sin faktura.",
        min_value=1,
        max_value=FLEST_KRONOR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Skriv hur många.", "invalid": "Skriv ett heltal."},
    )
    antal_risk = forms.IntegerField(
        label="Fakturor efter risk",
        help_text="De med flest skäl, utöver de dragna.",
        min_value=0,
        max_value=FLEST_RISK,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Skriv hur många, 0 för inga.", "invalid": "Skriv ett heltal."},
    )
    konfidens = forms.TypedChoiceField(
        label="Konfidensgrad",
        help_text="Hur säker den övre gränsen ska vara.",
        coerce=int,
        choices=[(grad, f"{grad} procent") for grad in KONFIDENSGRADER],
        initial=95,
        widget=forms.Select(VALJARE),
    )


class OmgranskningForm(forms.Form):
    """Vad fakturan borde ha blivit, och vad som är fel om det är ett annat belopp."""

    ratt_belopp = Cellfalt(
        Typ.DECIMAL,
        label="Rätt belopp, kr",
        help_text="Det som borde ha betalats, sett på nytt från början. Samma belopp om allt stämmer.",
        kolumn={"minst": Decimal(0)},
    )
    notering = forms.CharField(
        label="Vad granskningen visade",
        help_text="Krävs när beloppet är ett annat. Det sparas för gott. Skriv inga namn eller personnummer.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    helper = layout(("", ("ratt_belopp",), ("notering",)))

    def __init__(self, *args, faktura: Faktura, **kwargs):
        super().__init__(*args, **kwargs)
        self.faktura = faktura

    def clean_notering(self) -> str:
        """What was seen. The service asks the same of it."""
        notering = self.cleaned_data["notering"]
        problem = notering.strip() and problem_with_reason(notering, faktura=self.faktura, idag=timezone.localdate())
        if problem:
            raise forms.ValidationError(problem)
        return notering
