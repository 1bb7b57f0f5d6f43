"""Formulären som kopplar en kreditfaktura."""

from django import forms

from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt
from beslut.forms.layout import layout


class KopplaForm(forms.Form):
    """Fakturan som kreditfakturan hör till, efter numret, och hur mycket."""

    nummer = Cellfalt(
        label="Fakturans nummer",
        kolumn={"langst": 100},
        error_messages={"required": "Skriv numret på fakturan som krediteras."},
    )
    belopp = Cellfalt(
        Typ.DECIMAL,
        label="Belopp, kr",
        required=False,
        help_text="Lämna tomt för så mycket som är kvar av båda.",
    )

    helper = layout(("", ("nummer", "belopp")))


class ForslagForm(forms.Form):
    """En föreslagen faktura."""

    faktura = forms.IntegerField(min_value=1)
