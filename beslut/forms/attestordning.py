"""Formulären för attestordningen och för jäv."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from assistans.models import User
from assistans.tabeller.typer import Typ
from beslut.forms.belopp import Budgetfalt
from beslut.forms.falt import VALJ, Cellfalt, Villkorsfalt, choice_field, date_field, last_day_field, users_who_may
from beslut.forms.layout import layout
from beslut.models import Anordnare, Attestratt, Brukare, Jav
from beslut.services.appointing import RATTIGHET
from beslut.sortering import swedish

HOGST = Decimal("9999999999.99")


class AttestrattForm(forms.Form):
    """Vem nämnden har utsett, för vad, upp till vilket belopp och hur länge."""

    attestant = forms.ModelChoiceField(
        User.objects.none(),
        label="Attestant",
        empty_label="Välj attestant",
        error_messages={"required": VALJ, "invalid_choice": VALJ},
    )
    typ = choice_field("Attest", Attestratt.Typ.choices)
    ansvar = Cellfalt(
        label="Ansvarskod",
        required=False,
        kolumn={"langst": 20},
        help_text="Lämna tomt om uppdraget gäller alla ansvar.",
    )
    beloppsgrans = Budgetfalt(
        Typ.DECIMAL,
        label="Högsta belopp per faktura, kronor",
        required=False,
        kolumn={
            "minst": Decimal("0.01"),
            "hogst": HOGST,
            "anvisning": "Skriv kronorna som ett tal, till exempel 150000.",
        },
        help_text="Lämna tomt om ingen gräns är satt.",
    )
    galler_fran = date_field("Gäller från", help_text="Dagen räknas med.")
    galler_tom = last_day_field()
    ersattare_for = forms.ModelChoiceField(
        User.objects.none(),
        label="Ersättare för",
        required=False,
        empty_label="Ordinarie attestant",
        error_messages={"invalid_choice": VALJ},
    )
    namndbeslut = Cellfalt(
        label="Nämndens beslut",
        help_text="Sammanträdesdag och paragraf.",
        kolumn={"langst": 200},
        error_messages={"required": "Skriv när nämnden beslutade, och vilken paragraf."},
    )

    helper = layout(
        (
            "",
            ("attestant", "ersattare_for"),
            ("typ", "ansvar", "beloppsgrans"),
            ("galler_fran", "galler_tom"),
            ("namndbeslut",),
        )
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attestanter = users_who_may(*RATTIGHET.values())
        self.fields["attestant"].queryset = attestanter.exclude(pk=user.pk)
        self.fields["ersattare_for"].queryset = attestanter


class JavForm(forms.Form):
    """Vem som är jävig, mot vem och på vilken grund. `anvandare` frågas bara den som får anmäla för andra."""

    anvandare = forms.ModelChoiceField(
        User.objects.none(),
        label="Den som är jävig",
        empty_label=None,
        error_messages={"required": VALJ, "invalid_choice": VALJ},
    )
    referens = Villkorsfalt(label="Brukarens referens", help_text="Till exempel LSS-9F3C.")
    orgnr = Villkorsfalt(
        label="Eller anordnarens organisationsnummer",
        help_text="Tio siffror, eller EA och fyra tecken för en egen arbetsgivare.",
    )
    grund = choice_field("Grund", Jav.Grund.choices)
    beskrivning = Cellfalt(
        label="Beskrivning",
        required=False,
        kolumn={"langst": 300},
        help_text="Skriv inga namn eller personnummer.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        rader = [("referens", "orgnr"), ("grund",), ("beskrivning",)]
        if user.may("beslut.hantera_jav"):
            self.fields["anvandare"].queryset = User.objects.filter(aktiv=True).order_by(swedish("namn"))
            self.fields["anvandare"].initial = user.pk
            rader.insert(0, ("anvandare",))
        else:
            del self.fields["anvandare"]
        self.helper = layout(("", *rader))

    def clean_referens(self) -> Brukare | None:
        """The person, if the user may see her; one who is closed is as unknown as one who does not exist."""
        if not (referens := self.cleaned_data["referens"]):
            return None
        brukare = Brukare.objects.open_to(self.user).filter(referens__iexact=referens).first()
        if brukare is None:
            raise forms.ValidationError("Referensen finns inte i registret.")
        return brukare

    def clean_orgnr(self) -> Anordnare | None:
        """The provider, by its number with or without a hyphen."""
        orgnr = self.cleaned_data["orgnr"].replace(" ", "")
        if not orgnr:
            return None
        nummer = {orgnr, orgnr.upper(), orgnr.replace("-", "")}
        anordnare = Anordnare.objects.open_to(self.user).filter(orgnr__in=nummer).first()
        if anordnare is None:
            raise forms.ValidationError("Numret finns inte i registret.")
        return anordnare

    def clean(self) -> dict[str, Any]:
        """What the service asks for: `brukare` and `anordnare`."""
        super().clean()
        data = self.cleaned_data
        if not self.errors and (data["referens"] is None) == (data["orgnr"] is None):
            self.add_error("referens", "Skriv en brukares referens eller en anordnares nummer, inte båda.")
        data["brukare"], data["anordnare"] = data.pop("referens", None), data.pop("orgnr", None)
        data.setdefault("anvandare", self.user)
        return data


class JavSlutForm(forms.Form):
    """Varför jävet har upphört."""

    skal = Cellfalt(
        label="Varför det har upphört",
        kolumn={"langst": 300},
        help_text="Skriv inga namn eller personnummer.",
        error_messages={"required": "Skriv varför jävet har upphört."},
    )

    helper = layout(("", ("skal",)))


class DagForm(forms.Form):
    """Vilken dag som visas. Något annat än en dag väljer ingen, och det sägs vid fältet."""

    dag = forms.DateField(
        label="Dag",
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "Skriv dagen, till exempel 2015-06-30."},
    )

    def chosen(self, annars: date | None) -> date | None:
        """The day that is asked for, or else what is given."""
        self.is_valid()
        return self.cleaned_data.get("dag") or annars
