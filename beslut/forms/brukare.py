"""Formulären för personen, den som får handla för henne, och vistelser."""

from django import forms
from django.conf import settings
from django.utils import timezone

from assistans.models import User
from assistans.personnummer import PersonnummerFel, normalize_personnummer
from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt, choice_field, date_field, last_day_field, users_who_may
from beslut.forms.layout import layout
from beslut.models import Brukare, Stallforetradare, Vistelse


class SokForm(forms.Form):
    """Det som söks skickas med POST, så att varken namn eller personnummer hamnar i adressen."""

    utan_frivilligt = True

    sok = Cellfalt(
        label="Sök referens, namn eller personnummer",
        help_text="En del av namnet räcker. Personnumret skrivs med alla siffror.",
        error_messages={"required": "Skriv en referens, ett namn eller ett personnummer."},
    )

    @property
    def personnummer(self) -> str:
        """The twelve digits, if that is what was typed."""
        try:
            return normalize_personnummer(self.cleaned_data["sok"], idag=timezone.localdate())
        except PersonnummerFel:
            return ""


class BrukareAndraForm(forms.Form):
    """Det som kan ändras hos en person."""

    fornamn = Cellfalt(label="Förnamn", kolumn={"langst": 100})
    efternamn = Cellfalt(label="Efternamn", kolumn={"langst": 100})
    skydd = choice_field("Skydd", Brukare.Skydd.choices)
    behoriga = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Behöriga vid skydd",
        help_text="Bara de som är valda ser en person med skydd. Den som sparar är alltid med.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    folkbokforingskommun = Cellfalt(
        Typ.KOMMUNKOD, label="Folkbokföringskommun", required=False, help_text="Kommunkoden, fyra siffror."
    )
    avliden = date_field("Avliden", required=False, help_text="Dagen då personen avled.")

    helper = layout(
        ("Personen", ("fornamn", "efternamn"), ("folkbokforingskommun", "avliden")),
        ("Skyddade uppgifter", ("skydd",), ("behoriga",)),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["behoriga"].queryset = users_who_may("beslut.se_person")


class BrukareForm(BrukareAndraForm):
    """En ny person."""

    field_order = ("personnummer", "referens")

    referens = Cellfalt(
        Typ.REFERENS,
        label="Referens",
        kolumn={"langst": 40},
        help_text="Står på fakturorna i stället för namnet. Förslaget är slumpat.",
    )
    personnummer = Cellfalt(Typ.PERSONNUMMER, label="Personnummer", help_text="Eller samordningsnummer.")

    helper = layout(
        ("Personen", ("personnummer", "referens"), ("fornamn", "efternamn"), ("folkbokforingskommun", "avliden")),
        ("Skyddade uppgifter", ("skydd",), ("behoriga",)),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["folkbokforingskommun"].initial = settings.KOMMUNKOD


class StallforetradareForm(forms.Form):
    """Den som får handla för personen."""

    namn = Cellfalt(label="Namn")
    personnummer = Cellfalt(Typ.PERSONNUMMER, label="Personnummer")
    roll = choice_field("Roll", Stallforetradare.Roll.choices)
    galler_fran = date_field("Gäller från", help_text="Dagen räknas med.")
    galler_tom = last_day_field()

    helper = layout(("", ("namn", "personnummer", "roll"), ("galler_fran", "galler_tom")))


class VistelseForm(forms.Form):
    """En vistelse under vilken behovet kan vara tillgodosett på annat sätt."""

    typ = choice_field("Typ", Vistelse.Typ.choices)
    borjar = Cellfalt(Typ.TIDPUNKT, label="Börjar", help_text="Dag och klockslag, till exempel 2015-04-16 14:00.")
    slutar = Cellfalt(
        Typ.TIDPUNKT,
        label="Slutar",
        kolumn={"slut": True},
        required=False,
        help_text="Lämna tomt så länge vistelsen pågår.",
    )
    sarskilda_skal = forms.BooleanField(
        label="Särskilda skäl för assistans under vistelsen finns i beslutet", required=False
    )

    helper = layout(("", ("typ", "borjar", "slutar"), ("sarskilda_skal",)))


class VistelseAvslutaForm(forms.Form):
    """När en vistelse tog slut."""

    slutar = Cellfalt(
        Typ.TIDPUNKT,
        label="Slutade",
        kolumn={"slut": True},
        help_text="Dag och klockslag, till exempel 2015-04-18 10:30.",
    )

    helper = layout(("", ("slutar",)))
