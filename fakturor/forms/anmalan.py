"""Formulären för en anmälan eller underrättelse till en myndighet."""

from typing import Any

from django import forms

from assistans.models import User
from beslut.forms.falt import Anordnarval, Cellfalt, choice_field, date_field
from beslut.forms.layout import layout
from beslut.models import Anordnare, Brukare
from beslut.sortering import swedish
from fakturor.forms.aterkrav import text_field
from fakturor.models import Anmalan


class AnmalanForm(forms.Form):
    """Texten, och när anledningen blev känd."""

    anledning = date_field("Anledningen blev känd")
    text = text_field(
        "Text",
        "Skriv vad som har kommit fram.",
        rader=18,
        help_text="Skriv referensen. Vem det gäller fyller den som skickar i utanför programmet.",
    )

    helper = layout(("", ("anledning",), ("text",)))


class OmForm(forms.Form):
    """Till vem, och om vem: en person, en anordnare eller båda."""

    till = choice_field("Till", Anmalan.Till.choices)
    referens = Cellfalt(label="Personens referens", required=False, kolumn={"langst": 20})
    anordnare = Anordnarval(label="Anordnare", required=False, empty_label="Ingen")

    helper = layout(("", ("till",), ("referens", "anordnare")))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["anordnare"].queryset = Anordnare.objects.open_to(user).order_by(swedish("namn"))

    def clean_referens(self) -> Brukare | None:
        """The person, of those whom the user may see."""
        referens = self.cleaned_data["referens"]
        if not referens:
            return None
        brukare = Brukare.objects.open_to(self.user).filter(referens=referens).first()
        if brukare is None:
            raise forms.ValidationError("Ingen person har den referensen.")
        return brukare

    def clean(self) -> dict[str, Any]:
        """Somebody whom it is about."""
        data = super().clean()
        if not self.errors and not data.get("referens") and not data.get("anordnare"):
            self.add_error("referens", "Skriv personens referens, eller välj anordnaren.")
        return data


class AvgorForm(forms.Form):
    """Att den är skickad, eller varför den inte skickas."""

    status = choice_field("Vad gjordes", Anmalan.Status.choices[1:], widget=forms.RadioSelect)
    skickad = date_field("Skickades", required=False)
    skal = Cellfalt(label="Varför den inte skickas", required=False, kolumn={"langst": 500})

    helper = layout(("", ("status",), ("skickad",), ("skal",)))

    def clean(self) -> dict[str, Any]:
        """The day when it was sent, or the reason when it was not."""
        data = super().clean()
        if data.get("status") == Anmalan.Status.SKICKAD and not data.get("skickad") and "skickad" not in self.errors:
            self.add_error("skickad", "Skriv dagen då den skickades.")
        if data.get("status") == Anmalan.Status.EJ_SKICKAD and not data.get("skal") and "skal" not in self.errors:
            self.add_error("skal", "Skriv varför den inte skickas.")
        return data
