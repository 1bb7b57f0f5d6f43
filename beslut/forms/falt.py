"""Fält som läses som cellerna i en fil: samma regler och samma ord i webbläsaren som vid inläsning."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils import timezone

from assistans.models import User
from assistans.roller import RATTIGHETER
from assistans.svenska import decimal
from assistans.tabeller import Kolumn, Typ
from assistans.tabeller.typer import VardeFel, parser_for
from beslut.beteckning import provider_choice
from beslut.models import Anordnare, Brukare
from beslut.services.refusal import SENTENCES
from beslut.sortering import swedish

TANGENTER = {Typ.DECIMAL: "decimal"} | dict.fromkeys(
    (Typ.DATUM, Typ.TIDPUNKT, Typ.PERSONNUMMER, Typ.ORGNR, Typ.BANKGIRO, Typ.PLUSGIRO, Typ.KOMMUNKOD), "numeric"
)
"""The keys that a telephone shows for a type."""
SAKNAS = {
    Typ.DATUM: "Skriv dagen, till exempel 2015-04-16.",
    Typ.TIDPUNKT: "Skriv dag och klockslag, till exempel 2015-04-16 14:00.",
    Typ.DECIMAL: "Skriv ett tal, till exempel 6,5.",
    Typ.PERSONNUMMER: "Skriv personnumret med 10 eller 12 siffror.",
    Typ.KOMMUNKOD: "Skriv kommunkoden med fyra siffror, till exempel 1980.",
}
"""What to say when a field that is needed is empty."""
VALJ = "Välj något i listan."


class Cellfalt(forms.CharField):
    """Ett fält av en kolumns typ. Tomt ger None, eller tom text för det som är text.

    Ett fält med annan typ än text prövas när det lämnas (`provas`), så att en felskriven siffra syns medan papperet
    ligger framme.
    """

    provas = False

    def __init__(self, typ: Typ = Typ.TEXT, *, kolumn: dict[str, Any] | None = None, **kwargs: Any) -> None:
        self.kolumn = Kolumn("falt", typ, **(kolumn or {}))
        attrs = {"autocomplete": "off"} | ({"inputmode": TANGENTER[typ]} if typ in TANGENTER else {})
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("error_messages", {"required": SAKNAS.get(typ, "Fyll i uppgiften.")})
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """The value that the text stands for. Raises ValidationError with what would make it right."""
        text = super().clean(value)
        if not text:
            return self.kolumn.empty_value
        try:
            return parser_for(self.kolumn, idag=timezone.localdate())(text)
        except VardeFel as fel:
            raise forms.ValidationError(str(fel)) from fel

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The mark by which the page knows that it can ask about the field."""
        provas = self.provas or self.kolumn.typ is not Typ.TEXT
        return super().widget_attrs(widget) | ({"data-prova": True} if provas else {})

    def prepare_value(self, value: Any) -> Any:
        """A stored number is written with a comma and without the zeros that say nothing."""
        return decimal(value.normalize()) if isinstance(value, Decimal) else value


class Ledigfalt(Cellfalt):
    """Ett nummer som bara en får ha. Är det taget sägs det med samma mening som när databasen vägrar."""

    provas = True

    def __init__(self, modell: type[Model], villkor: str, **kwargs: Any) -> None:
        self.modell, self.villkor = modell, villkor
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        falt, mening = SENTENCES[self.villkor]
        nummer = super().clean(value)
        if nummer and self.modell.objects.filter(**{falt: nummer}).exists():
            raise forms.ValidationError(mening)
        return nummer


class Villkorsfalt(Cellfalt):
    """Ett fält som krävs ibland: formuläret avgör när, så det kallas aldrig frivilligt."""

    def validate(self, value: Any) -> None:
        """Empty is let through; the form's own `clean` asks for what it needs."""


class Villkorsval(forms.ChoiceField):
    """Ett val som krävs ibland: formuläret eller tjänsten avgör när, så det kallas aldrig frivilligt."""

    def validate(self, value: Any) -> None:
        """No choice is let through; one that is not in the list is not."""
        if value:
            super().validate(value)


class Anordnarval(forms.ModelChoiceField):
    """En av anordnarna, i bokstavsordning."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": VALJ, "invalid_choice": VALJ})
        super().__init__(Anordnare.objects.order_by(swedish("namn")), **kwargs)

    def label_from_instance(self, obj: Anordnare) -> str:
        return provider_choice(obj)


class Brukarval(forms.ModelChoiceField):
    """En av personerna, med referens. `queryset` ges av formuläret: bara de som användaren får se."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": VALJ, "invalid_choice": VALJ})
        super().__init__(Brukare.objects.none(), **kwargs)


def date_field(label: str, **kwargs: Any) -> Cellfalt:
    """A day, written ÅÅÅÅ-MM-DD."""
    return Cellfalt(Typ.DATUM, label=label, **kwargs)


def last_day_field(help_text: str = "Lämna tomt om inget slut är bestämt.") -> Cellfalt:
    """The last day of a period, which may be open."""
    return date_field("Gäller till", required=False, help_text=help_text)


def choice_field(label: str, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    """One of the words that a model knows."""
    return forms.ChoiceField(
        label=label, choices=choices, error_messages={"required": VALJ, "invalid_choice": VALJ}, **kwargs
    )


def yes_or_no_field(label: str, **kwargs: Any) -> forms.TypedChoiceField:
    """A question that has to be answered, as silence would mean something."""
    return forms.TypedChoiceField(
        label=label,
        choices=(("ja", "Ja"), ("nej", "Nej")),
        coerce=lambda svar: svar == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Svara ja eller nej."},
        **kwargs,
    )


def users_who_may(*rattigheter: str) -> QuerySet[User]:
    """The users whose roles carry one of the permissions, by name."""
    roller = [roll for roll, rollens in RATTIGHETER.items() if rollens & set(rattigheter)]
    return users_with(*roller)


def users_with(*roller: str) -> QuerySet[User]:
    """The users who have one of the roles, by name."""
    return User.objects.filter(aktiv=True, roller__overlap=list(roller)).order_by(swedish("namn"))
