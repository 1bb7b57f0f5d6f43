"""Formulären för felaktiga uppgifter från en anordnare med kommunens avtal."""

from django import forms

from beslut.forms.falt import Cellfalt, date_field
from beslut.forms.layout import layout


class FelaktigForm(forms.Form):
    """Vad som var fel, och när uppgiften lämnades."""

    lamnad = date_field("Uppgiften lämnades", help_text="Året avgör vilket kalenderår den räknas till.")
    beskrivning = Cellfalt(
        label="Vad som var fel",
        kolumn={"langst": 500},
        help_text="Vad som uppgavs, vad som visade sig stämma, och hur det kom fram. Referens i stället för namn.",
        error_messages={"required": "Skriv vad som uppgavs och vad som visade sig stämma."},
    )

    helper = layout(("", ("lamnad",), ("beskrivning",)))


class StrykForm(forms.Form):
    """Varför en uppgift inte ska räknas."""

    struken_skal = Cellfalt(
        label="Varför uppgiften stryks",
        kolumn={"langst": 300},
        error_messages={"required": "Skriv varför uppgiften inte ska räknas."},
    )

    helper = layout(("", ("struken_skal",)))
