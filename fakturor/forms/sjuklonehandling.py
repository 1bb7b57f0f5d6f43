"""Formuläret för en handling till en sjuklöneansökan."""

from beslut.forms.falt import choice_field
from beslut.forms.handling import HandlingForm
from beslut.forms.layout import layout
from beslut.models import Handling

SLAG = (*Handling.OM_SJUKDOM, Handling.Slag.AVTAL, Handling.Slag.FULLMAKT, Handling.Slag.ANNAT)


class SjuklonehandlingForm(HandlingForm):
    """En fil och vad den är. Rubriken är frivillig: slaget räcker som namn."""

    slag = choice_field("Slag", [("", "Välj slag"), *((slag.value, slag.label) for slag in SLAG)])

    helper = layout(("", ("slag", "rubrik"), ("fil",)))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rubrik"].required = False
        self.fields["rubrik"].help_text = "Om slaget inte räcker. Inga namn eller personnummer, och inga diagnoser."
        self.fields[
            "fil"
        ].help_text = "PDF, PNG eller JPEG, högst 10 MB. Av läkarintyget behövs bara sidan med dagarna: täck diagnosen."

    def clean(self) -> dict[str, object]:
        """The kind is the name of what has none."""
        data = super().clean()
        if data.get("slag") and not data.get("rubrik") and "rubrik" not in self.errors:
            data["rubrik"] = str(Handling.Slag(data["slag"]).label)
        return data
