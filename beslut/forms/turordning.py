"""Formuläret som ger en person den anordnare som står i tur."""

from collections.abc import Mapping, Sequence

from django import forms

from beslut.avtal.turordning import Plats, first_in_turn
from beslut.beteckning import provider_label
from beslut.forms.falt import Cellfalt, choice_field
from beslut.forms.layout import layout
from beslut.models import Avtal

TEXTEN = {"langst": 300}


class TilldelaForm(forms.Form):
    """Vem som tilldelas, varför personen inte valde, och ett skäl för var och en som gås förbi."""

    def __init__(self, *args, platser: Sequence[Plats], avtal: Mapping[int, Avtal], **kwargs):
        super().__init__(*args, **kwargs)
        self.avtal = avtal
        mojliga = [plats.avtal for plats in platser if not plats.forbi]
        namn = {nr: provider_label(avtal[nr].anordnare) for nr in mojliga}
        self.fields["skal"] = Cellfalt(
            label="Varför personen inte valde",
            kolumn=TEXTEN,
            help_text="Till exempel att personen inte vill eller inte kan välja, och vem som har berättat det.",
            error_messages={"required": "Skriv varför personen inte valde."},
        )
        self.fields["avtal"] = choice_field(
            "Anordnare",
            [(nr, f"{namn[nr]} – står i tur" if nr == first_in_turn(platser) else namn[nr]) for nr in mojliga],
        )
        for nr in mojliga[:-1]:
            self.fields[f"forbi_{nr}"] = Cellfalt(
                label=f"Skäl att gå förbi {namn[nr]}",
                required=False,
                kolumn=TEXTEN,
            )
        self.helper = layout(
            ("", ("skal",), ("avtal",)),
            ("Om någon gås förbi: den behåller sin plats", *((f"forbi_{nr}",) for nr in mojliga[:-1])),
        )

    def clean(self) -> dict:
        """The reasons gathered by contract, as the service takes them."""
        falt = super().clean()
        forbi = {int(namn.removeprefix("forbi_")): falt.pop(namn) for namn in list(falt) if namn.startswith("forbi_")}
        falt["forbi"] = {nr: text for nr, text in forbi.items() if text}
        if "avtal" in falt:
            falt["avtal"] = self.avtal[int(falt["avtal"])]
        return falt
