"""Formuläret för hur många som hade assistans den 1 oktober ett år."""

from django import forms

from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt, choice_field
from beslut.forms.kalkyl import year_field
from beslut.forms.layout import layout
from beslut.models import Insatsantal

SKRIV_ANTAL = "Skriv antalet personer, till exempel 32."


class InsatsantalForm(forms.Form):
    """Antalet personer ett år, och var det står. År och slag ligger fast när antalet rättas."""

    ar = year_field()
    slag = choice_field("Slag", Insatsantal.Slag.choices)
    antal = Cellfalt(
        Typ.HELTAL,
        label="Antal personer den 1 oktober",
        kolumn={"minst": 0, "hogst": 1_000_000, "anvisning": SKRIV_ANTAL},
        error_messages={"required": SKRIV_ANTAL},
    )
    kalla = Cellfalt(
        label="Källa",
        kolumn={"langst": 300},
        help_text="Var antalet står, till exempel nämndens verksamhetsberättelse 2014.",
        error_messages={"required": "Skriv varifrån antalet kommer."},
    )

    def __init__(self, *args, rattar: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        rader = [("antal",), ("kalla",)]
        if rattar:
            del self.fields["ar"], self.fields["slag"]
        else:
            rader.insert(0, ("ar", "slag"))
        self.helper = layout(("", *rader))
