"""Formulären för delegationsordningen."""

from django import forms

from assistans.models import User
from assistans.roller import Roll
from beslut.forms.falt import VALJ, Cellfalt, date_field, last_day_field, users_with
from beslut.forms.layout import layout
from beslut.models import Delegation


class DelegationForm(forms.Form):
    """Vem som får besluta vad på nämndens vägnar, enligt vilken punkt, och sedan när."""

    delegat = forms.ModelChoiceField(
        User.objects.none(),
        label="Delegat",
        empty_label="Välj delegat",
        error_messages={"required": VALJ, "invalid_choice": VALJ},
    )
    punkt = Cellfalt(
        label="Punkt i delegationsordningen",
        help_text="Till exempel 4.2.",
        kolumn={"langst": 40},
        error_messages={"required": "Skriv punkten i delegationsordningen."},
    )
    avser = forms.MultipleChoiceField(
        label="Avser beslut om",
        choices=Delegation.Avser.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kryssa för minst ett slags beslut.", "invalid_choice": VALJ},
    )
    galler_fran = date_field("Gäller från", help_text="Dagen räknas med.")
    galler_tom = last_day_field()
    namndbeslut = Cellfalt(
        label="Nämndens beslut",
        help_text="Sammanträdesdag och paragraf.",
        kolumn={"langst": 200},
        error_messages={"required": "Skriv när nämnden beslutade, och vilken paragraf."},
    )

    helper = layout(("", ("delegat", "punkt"), ("avser",), ("galler_fran", "galler_tom"), ("namndbeslut",)))

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        delegater = users_with(Roll.HANDLAGGARE, Roll.ENHETSCHEF)
        self.fields["delegat"].queryset = delegater.exclude(pk=user.pk)
