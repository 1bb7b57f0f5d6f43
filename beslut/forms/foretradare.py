"""Formulären för den som får handla för personen."""

from django import forms

from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt, choice_field, date_field, last_day_field
from beslut.forms.layout import layout
from beslut.models import Stallforetradare


class Villkorsval(forms.MultipleChoiceField):
    """Ett val som krävs ibland: tjänsten avgör när, så det kallas aldrig frivilligt."""

    def validate(self, value: list[str]) -> None:
        """Nothing chosen is let through; what is chosen has to be in the list."""
        if value:
            super().validate(value)


def extent_field() -> Villkorsval:
    """What a court has appointed somebody for."""
    return Villkorsval(
        label="Förordnandet omfattar",
        choices=Stallforetradare.Omfattning.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Krävs för god man och förvaltare. Den som undertecknar åt personen behöver bevaka hennes rätt.",
    )


class StallforetradareAndraForm(forms.Form):
    """Det som kan ändras: en annan roll eller en annan människa är en ny ställföreträdare."""

    namn = Cellfalt(label="Namn")
    omfattning = extent_field()
    galler_tom = last_day_field("Sista dagen räknas med. Lämna tomt om inget slut är bestämt.")

    helper = layout(("", ("namn", "galler_tom"), ("omfattning",)))


class StallforetradareForm(StallforetradareAndraForm):
    """Den som får handla för personen."""

    personnummer = Cellfalt(Typ.PERSONNUMMER, label="Personnummer")
    roll = choice_field("Roll", Stallforetradare.Roll.choices)
    galler_fran = date_field("Gäller från", help_text="Dagen räknas med.")

    helper = layout(("", ("namn", "personnummer", "roll"), ("galler_fran", "galler_tom"), ("omfattning",)))
