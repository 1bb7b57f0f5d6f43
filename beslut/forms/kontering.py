"""Formuläret för en konteringsrad."""

from typing import Any

from django import forms

from beslut.forms.falt import Cellfalt, choice_field, date_field, last_day_field
from beslut.forms.layout import layout
from beslut.models import Kontering, Uppdrag


class KonteringForm(forms.Form):
    """Vad som betalas, till vem, från när, och var det bokförs."""

    slag = choice_field("Slag", Kontering.Slag.choices)
    avtalsform = choice_field("Avtalsform", Uppdrag.Avtalsform.choices)
    mottagare = choice_field("Betalas till", Kontering.Mottagare.choices)
    galler_fran = date_field("Gäller från", help_text="Den första i en månad. Prestationsmånaden avgör.")
    galler_tom = last_day_field()
    konto = Cellfalt(
        label="Konto",
        help_text="Bara siffror.",
        kolumn={"langst": 10},
        error_messages={"required": "Skriv kontot."},
    )
    ansvar = Cellfalt(label="Ansvarskod", kolumn={"langst": 20}, error_messages={"required": "Skriv ansvarskoden."})
    verksamhet = Cellfalt(
        label="Verksamhet", kolumn={"langst": 20}, error_messages={"required": "Skriv verksamhetskoden."}
    )
    motpart = Cellfalt(label="Motpart", required=False, kolumn={"langst": 20})
    momsersattning = choice_field(
        "Ger rätt till momsersättning",
        (("", "Som vanligt för mottagaren"), *Kontering.Momsersattning.choices),
        required=False,
        help_text="Ersättning för mervärdesskatt, lag (2005:807). Till en privatperson är det vanliga nej, "
        "till andra oklart tills ekonomen har avgjort det.",
    )

    helper = layout(
        ("Vad som betalas", ("slag", "avtalsform", "mottagare"), ("galler_fran", "galler_tom")),
        ("Var det bokförs", ("konto", "ansvar"), ("verksamhet", "motpart"), ("momsersattning",)),
    )

    def clean(self) -> dict[str, Any]:
        """What was not chosen of the compensation is no for a private person, and otherwise for somebody to decide."""
        data = super().clean() or self.cleaned_data
        if not data.get("momsersattning"):
            enskild = data.get("mottagare") == Kontering.Mottagare.ENSKILD
            data["momsersattning"] = Kontering.Momsersattning.NEJ if enskild else Kontering.Momsersattning.OKLART
        return data


class DagForm(forms.Form):
    """Dagen som tabellen visas för, och om det som har varit ska stå med."""

    dag = date_field("Dag", required=False)
    alla = forms.BooleanField(label="Visa också det som har varit och det som kommer", required=False)
