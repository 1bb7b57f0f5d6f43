"""Formulären för personen och hennes vistelser."""

from django import forms
from django.conf import settings
from django.utils import timezone

from assistans.models import User
from assistans.personnummer import PersonnummerFel, normalize_personnummer
from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt, Ledigfalt, choice_field, date_field, users_who_may
from beslut.forms.layout import layout
from beslut.models import Brukare, Vistelse

KAN_NAMNGES = ("beslut.se_person", "beslut.se_anordnare")
"""What somebody who works with a person's case may see: an own employer's permit and accounts are part of it."""


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
        self.fields["behoriga"].queryset = users_who_may(*KAN_NAMNGES)


class BehorigaForm(forms.Form):
    """De som får se en person med skyddade uppgifter."""

    behoriga = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Namngivna",
        help_text="Bara de som är valda ser personen. Den som sparar är alltid med.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    helper = layout(("", ("behoriga",)))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["behoriga"].queryset = users_who_may(*KAN_NAMNGES)


class BrukareForm(BrukareAndraForm):
    """En ny person."""

    field_order = ("personnummer", "referens")

    referens = Ledigfalt(
        Brukare,
        "beslut_brukare_referens_key",
        typ=Typ.REFERENS,
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
