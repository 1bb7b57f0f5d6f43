"""Formulären för det som timbeloppet jämförs med: andra kommuners belopp, budgeten, och en ändring att pröva."""

from decimal import Decimal
from typing import Any

from django import forms

from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt, Villkorsfalt, choice_field
from beslut.forms.kalkyl import year_field
from beslut.forms.layout import layout
from beslut.forms.timbelopp import KRONOR
from beslut.models import Budgetpost, Kommunbelopp

SKRIV_BUDGET = "Skriv budgeten i kronor, till exempel 15 400 000."


class Budgetfalt(Cellfalt):
    """Stora belopp, som får skrivas med mellanslag mellan tusental: 15 400 000."""

    def clean(self, value: Any) -> Any:
        return super().clean("".join(value.split()) if isinstance(value, str) else value)


class KommunbeloppForm(forms.Form):
    """Vad en kommun ersätter per timme ett år, och var det står."""

    kommun = Cellfalt(
        label="Kommun", kolumn={"langst": 60}, error_messages={"required": "Skriv kommunens namn, till exempel Borås."}
    )
    ar = year_field()
    kategori = choice_field("Gäller", Kommunbelopp.Kategori.choices)
    belopp = Villkorsfalt(Typ.DECIMAL, label="Kronor per timme", kolumn=KRONOR)
    foljer_schablon = forms.BooleanField(label="Kommunen följer statens schablon", required=False)
    kalla = Cellfalt(
        label="Källa",
        kolumn={"langst": 300},
        help_text="Var uppgiften står, och när den lästes.",
        error_messages={"required": "Skriv varifrån uppgiften kommer."},
    )

    helper = layout(("", ("kommun", "ar", "kategori"), ("belopp",), ("foljer_schablon",), ("kalla",)))


class BudgetForm(forms.Form):
    """Årets budget för ett slag av kostnad. År och slag ligger fast när budgeten ändras."""

    ar = year_field()
    slag = choice_field("Slag", Budgetpost.Slag.choices)
    belopp = Budgetfalt(
        Typ.DECIMAL,
        label="Budget, kronor",
        kolumn={"minst": Decimal(0), "hogst": Decimal("999999999999.99"), "anvisning": SKRIV_BUDGET},
        error_messages={"required": SKRIV_BUDGET},
    )
    grund = Cellfalt(
        label="Beslut om budgeten",
        kolumn={"langst": 200},
        help_text="Vem som beslutade, när, och paragrafen.",
        error_messages={"required": "Skriv vilket beslut budgeten vilar på."},
    )

    def __init__(self, *args, andrar: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        rader = [("belopp",), ("grund",)]
        if andrar:
            del self.fields["ar"], self.fields["slag"]
        else:
            rader.insert(0, ("ar", "slag"))
        self.helper = layout(("", *rader))


class EffektForm(forms.Form):
    """Det som prövas mot budgeten: året, timbeloppet nu, och en ändring av det."""

    utan_frivilligt = True
    ar = forms.TypedChoiceField(label="Budget för", coerce=int, required=False)
    timbelopp = Cellfalt(
        Typ.DECIMAL,
        label="Timbelopp nu, kr",
        required=False,
        kolumn=KRONOR | {"anvisning": "Skriv kronorna som ett tal, till exempel 284."},
    )
    andring = Cellfalt(
        Typ.DECIMAL,
        label="Ändring, kr per timme",
        required=False,
        kolumn={
            "minst": Decimal(-9999),
            "hogst": Decimal(9999),
            "anvisning": "Skriv ändringen som ett tal, till exempel −12,50.",
        },
    )

    def __init__(self, data, *, ar: list[int]):
        super().__init__(_plain_minus(data))
        self.fields["ar"].choices = [(ett, ett) for ett in ar]
        self.fields["ar"].error_messages["invalid_choice"] = "Ingen budget för LSS är registrerad det året."


def _plain_minus(data):
    """A minus as it is printed is read as the one on the keyboard, since the page itself prints it so."""
    if "andring" not in data:
        return data
    kopia = data.copy()
    kopia["andring"] = kopia["andring"].replace("\u2212", "-")
    return kopia
