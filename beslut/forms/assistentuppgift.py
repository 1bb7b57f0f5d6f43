"""Formulären för det som kommunen har fått veta om en assistent."""

from django import forms

from assistans.models import User
from beslut.forms.falt import Cellfalt, choice_field, date_field, last_day_field
from beslut.forms.layout import layout
from beslut.models import Assistentuppgift
from beslut.models.assistentuppgift import KANSLIGA, SE_KANSLIGA


class AssistentuppgiftForm(forms.Form):
    """En uppgift, för vilken tid, och var den kommer ifrån."""

    slag = choice_field("Uppgift", ())
    galler_fran = date_field("Gäller från", help_text="Första dagen. Dagen räknas med.")
    galler_tom = last_day_field("Lämna tomt om det pågår, eller om slutet inte är känt.")
    kalla = Cellfalt(
        label="Uppgiften kommer från",
        kolumn={"langst": 200},
        help_text="Till exempel: samtal med anordnaren den 3 april, ansökan om sjuklön. Inga namn eller personnummer, "
        "och inget om varför.",
        error_messages={"required": "Skriv var uppgiften kommer ifrån."},
    )

    helper = layout(("", ("slag",), ("galler_fran", "galler_tom"), ("kalla",)))

    @classmethod
    def for_user(cls, user: User, data=None) -> "AssistentuppgiftForm":
        """The form with the kinds that the user may read."""
        form = cls(data)
        form.fields["slag"].choices = [
            ("", "Välj uppgift"),
            *(val for val in Assistentuppgift.Slag.choices if val[0] not in KANSLIGA or user.may(SE_KANSLIGA)),
        ]
        return form


class SvarForm(forms.Form):
    """Dagen då arbetsgivaren svarade på kommunens fråga."""

    besvarad = date_field("Dagen då svaret kom")

    helper = layout(("", ("besvarad",)))


class StrykForm(forms.Form):
    """Varför en uppgift stryks."""

    skal = Cellfalt(
        label="Varför uppgiften stryks",
        kolumn={"langst": 300},
        help_text="Sparas för gott. Skriv inga namn eller personnummer.",
        error_messages={"required": "Skriv varför uppgiften stryks."},
    )

    helper = layout(("", ("skal",)))
