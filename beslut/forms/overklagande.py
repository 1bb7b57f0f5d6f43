"""Formulären för ett överklagande: att det kom, vad som hände med det, och att det går vidare."""

from django import forms

from beslut.forms.falt import Cellfalt, Villkorsval, choice_field, date_field
from beslut.forms.layout import layout
from beslut.models import Overklagande
from beslut.services.appeals import higher_courts


class OverklagandeForm(forms.Form):
    """Att ett överklagande har kommit."""

    inkom = date_field("Kom till kommunen", help_text="Dagen det kom in, inte den dag det är skrivet.")

    helper = layout(("", ("inkom",)))


class OverklagandeAndraForm(forms.Form):
    """Det som blir känt medan överklagandet prövas."""

    overlamnat = date_field("Överlämnat till domstolen", required=False)
    instans = Villkorsval(label="Domstol", choices=[("", "Ingen ännu"), *Overklagande.Instans.choices])
    malnummer = Cellfalt(label="Målnummer", required=False, kolumn={"langst": 40})
    inhibition = forms.BooleanField(
        label="Domstolen har bestämt att beslutet tills vidare inte ska gälla (inhibition)", required=False
    )
    utgang = choice_field("Utgång", Overklagande.Utgang.choices)
    utgang_datum = date_field("Avgjort den", required=False, help_text="Lämna tomt medan det pågår.")

    helper = layout(
        ("Hos domstolen", ("overlamnat", "instans", "malnummer"), ("inhibition",)),
        ("Hur det gick", ("utgang", "utgang_datum")),
    )


class OverklagandeVidareForm(forms.Form):
    """Att domstolens avgörande har överklagats till en högre domstol."""

    inkom = date_field("Överklagat den")
    instans = choice_field("Domstol", Overklagande.Instans.choices)
    malnummer = Cellfalt(label="Målnummer", required=False, kolumn={"langst": 40})

    helper = layout(("", ("inkom", "instans", "malnummer")))

    def __init__(self, *args, overklagande: Overklagande, **kwargs):
        super().__init__(*args, **kwargs)
        over = higher_courts(overklagande)
        self.fields["instans"].choices = [val for val in Overklagande.Instans.choices if val[0] in over]
