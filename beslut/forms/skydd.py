"""Formuläret för skyddade personuppgifter hos den som inte är brukare."""

from django import forms

from assistans.models import User
from beslut.forms.brukare import KAN_NAMNGES
from beslut.forms.falt import users_who_may, yes_or_no_field
from beslut.forms.layout import layout


class SkyddForm(forms.Form):
    """Om någon har skyddade personuppgifter, och vilka som då får se vem det är."""

    skyddad = yes_or_no_field("Skyddade personuppgifter")
    behoriga = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Namngivna vid skydd",
        help_text="Bara de som är valda ser namn och nummer. Den som sparar är alltid med.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    helper = layout(("", ("skyddad",), ("behoriga",)))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["behoriga"].queryset = users_who_may(*KAN_NAMNGES)
