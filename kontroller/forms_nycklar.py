from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from assistans.models import ApiNyckel, User
from assistans.nycklar import RATT_FOR
from assistans.services.keys import RATT
from beslut.forms.falt import VALJ, Anordnarval, date_field, users_who_may


class NyckelForm(forms.Form):
    """En ny nyckel: till vilket program, i vems namn, för vad och hur länge."""

    namn = forms.CharField(
        label="Programmets namn",
        max_length=100,
        error_messages={"required": "Skriv vilket program nyckeln är till."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    user = forms.ModelChoiceField(
        User.objects.none(),
        label="Användaren bakom nyckeln",
        help_text="Nyckeln får aldrig mer än användaren själv får, och allt den gör antecknas i användarens namn.",
        error_messages={"required": VALJ, "invalid_choice": VALJ},
    )
    omfang = forms.MultipleChoiceField(
        label="Får",
        choices=ApiNyckel.Omfang.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj vad nyckeln ska få göra."},
    )
    orgnr = Anordnarval(
        label="Anordnare",
        required=False,
        help_text="Till en anordnares program: nyckeln prövar bara den anordnarens filer, och ser inget om andra.",
    )
    galler_till = date_field("Gäller till", help_text="Högst ett år fram.")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        systemforvaltare = users_who_may(RATT).values("pk")
        self.fields["user"].queryset = (
            users_who_may(*RATT_FOR.values()).exclude(pk=by.pk).exclude(pk__in=systemforvaltare)
        )
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.layout = Layout("namn", "user", "omfang", Field("orgnr"), "galler_till")

    def clean_orgnr(self) -> str:
        """The provider's number, which is what a key is bound to."""
        anordnare = self.cleaned_data["orgnr"]
        return anordnare.orgnr if anordnare else ""
