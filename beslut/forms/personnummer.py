"""Formuläret som rättar en persons nummer."""

from collections.abc import Sequence

from django import forms

from assistans.svenska import upprakning
from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt
from beslut.forms.layout import layout

ETT_ANNAT, SAMMA = "nej", "ja"


class PersonnummerForm(forms.Form):
    """Det rätta numret och varför det blev fel. Frågan om samma människa ställs bara när numret står för mer."""

    personnummer = Cellfalt(Typ.PERSONNUMMER, label="Rätt personnummer", help_text="Eller samordningsnummer.")
    skal = Cellfalt(
        label="Skäl",
        kolumn={"langst": 300},
        help_text="Till exempel att numret skrevs fel, eller att ett personnummer har ersatt samordningsnumret. "
        "Skriv inget nummer här.",
    )
    samma_manniska = forms.TypedChoiceField(
        choices=((SAMMA, "Ja, rätta numret för allt"), (ETT_ANNAT, "Nej, rätta det bara för personen")),
        coerce=lambda svar: svar == SAMMA,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Svara ja eller nej."},
    )

    helper = layout(("", ("personnummer",), ("skal",), ("samma_manniska",)))

    def __init__(self, roller: Sequence[str], *args, **kwargs):
        """`roller` is what the number stands for beside the person."""
        super().__init__(*args, **kwargs)
        fraga = self.fields["samma_manniska"]
        fraga.label = f"Numret står också för någon som är {upprakning(roller)}. Är det samma människa?"
        if not roller:
            fraga.required, fraga.widget = False, forms.HiddenInput()
