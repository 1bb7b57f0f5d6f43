"""Formulären för det som kommunen tar reda på om en anordnare: kontakter, funktionärer och kontroller."""

from django import forms
from django.core.validators import validate_email
from django.utils import timezone

from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt, Villkorsfalt, choice_field, date_field, last_day_field
from beslut.forms.layout import layout
from beslut.models import Bolagskontroll, Funktionar, Kontakt


class Epostfalt(Villkorsfalt):
    """En e-postadress, eller tomt."""

    def clean(self, value):
        adress = super().clean(value)
        if adress:
            try:
                validate_email(adress)
            except forms.ValidationError as fel:
                raise forms.ValidationError("Skriv e-postadressen med @ och domän.") from fel
        return adress


class KontaktForm(forms.Form):
    """Någon att nå hos anordnaren."""

    namn = Cellfalt(label="Namn", kolumn={"langst": 200}, help_text="En person, eller till exempel växeln.")
    uppgift = Cellfalt(label="Uppgift hos anordnaren", kolumn={"langst": 100}, required=False)
    telefon = Villkorsfalt(
        label="Telefon",
        kolumn={"langst": 40},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    epost = Epostfalt(
        label="E-post",
        kolumn={"langst": 254},
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )
    galler_fran = date_field("Gäller från")

    helper = layout(("", ("namn", "uppgift"), ("telefon", "epost"), ("galler_fran",)))

    def clean(self):
        """A contact can be reached one way or another."""
        super().clean()
        if not {"telefon", "epost"} & self.errors.keys() and not any(
            self.cleaned_data.get(falt) for falt in ("telefon", "epost")
        ):
            self.add_error("telefon", "Skriv ett telefonnummer eller en e-postadress.")
        return self.cleaned_data

    @classmethod
    def initial_new(cls) -> dict[str, object]:
        """A contact holds from today unless somebody says otherwise."""
        return {"galler_fran": timezone.localdate()}


class KontaktAndraForm(KontaktForm):
    """En kontakt som ändras, eller får sin sista dag."""

    galler_tom = last_day_field("Lämna tomt om kontakten fortfarande gäller.")

    helper = layout(("", ("namn", "uppgift"), ("telefon", "epost"), ("galler_fran", "galler_tom")))

    @classmethod
    def initial_of(cls, kontakt: Kontakt) -> dict[str, object]:
        """What the contact says now."""
        return {falt: getattr(kontakt, falt) for falt in cls.base_fields}


class FunktionarAndraForm(forms.Form):
    """Det som kan ändras hos en funktionär."""

    namn = Cellfalt(label="Namn", kolumn={"langst": 200})
    roll = choice_field("Roll", Funktionar.Roll.choices)
    i_kommunen = Cellfalt(
        label="Anställd eller förtroendevald i kommunen",
        kolumn={"langst": 200},
        required=False,
        help_text="Vilket uppdrag eller vilken anställning, så att jäv kan ses. Lämna tomt annars.",
    )
    galler_fran = date_field("Gäller från", required=False)
    galler_tom = last_day_field("Lämna tomt om uppdraget fortfarande gäller.")

    helper = layout(("", ("namn", "roll"), ("i_kommunen",), ("galler_fran", "galler_tom")))

    @classmethod
    def initial_of(cls, funktionar: Funktionar) -> dict[str, object]:
        """What is known of the functionary now."""
        return {falt: getattr(funktionar, falt) for falt in cls.base_fields}


class FunktionarForm(FunktionarAndraForm):
    """En ägare, eller någon som bestämmer hos anordnaren."""

    personnummer = Cellfalt(
        Typ.PERSONNUMMER,
        label="Personnummer",
        required=False,
        help_text="Behövs för att se om personen också är företrädare, assistent eller finns hos en annan anordnare.",
    )

    helper = layout(("", ("namn", "personnummer"), ("roll", "i_kommunen"), ("galler_fran", "galler_tom")))


class BolagskontrollForm(forms.Form):
    """En kontroll av anordnaren hos en myndighet. Den skrivs en gång och ändras inte."""

    slag = choice_field("Kontroll", Bolagskontroll.Slag.choices)
    utfall = choice_field("Utfall", (("", "Välj utfallet"), *Bolagskontroll.Utfall.choices))
    datum = date_field("Kontrollerat den")
    nasta_kontroll = date_field("Nästa kontroll", required=False)
    notering = Villkorsfalt(
        label="Notering",
        kolumn={"langst": 500},
        help_text="Vad som framkom. Krävs när utfallet inte är utan anmärkning.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    helper = layout(("", ("slag", "utfall"), ("datum", "nasta_kontroll"), ("notering",)))
