"""Formuläret för ett timbelopp."""

from decimal import Decimal

from django import forms

from assistans.models import User
from assistans.tabeller import Typ
from beslut.forms.falt import Anordnarval, Brukarval, Cellfalt, choice_field, date_field, last_day_field
from beslut.forms.layout import layout
from beslut.models import Brukare, Timbelopp


class TimbeloppForm(forms.Form):
    """Kronor per timme för en kategori och en period, med den grund som beloppet vilar på."""

    kategori = choice_field("Kategori", Timbelopp.Kategori.choices)
    belopp = Cellfalt(
        Typ.DECIMAL,
        label="Kronor per timme",
        kolumn={
            "minst": Decimal("0.01"),
            "hogst": Decimal("9999999.99"),
            "anvisning": "Skriv beloppet i kronor som ett tal, till exempel 304,50.",
        },
        error_messages={"required": "Skriv beloppet i kronor som ett tal, till exempel 304,50."},
    )
    galler_fran = date_field("Gäller från", help_text="Ett belopp utan slut av samma slag avslutas dagen före.")
    galler_tom = last_day_field("Statens belopp bestäms för ett kalenderår i taget.")
    brukare = Brukarval(
        label="Person", required=False, empty_label="Ingen enskild", help_text="Bara för förhöjt och individuellt."
    )
    anordnare = Anordnarval(label="Anordnare", required=False, empty_label="Ingen enskild", help_text="Bara för avtal.")
    grund = Cellfalt(
        label="Rättslig grund",
        help_text="Föreskrift, beslut eller avtal, med nummer och datum.",
        error_messages={"required": "Skriv vilken föreskrift, vilket beslut eller vilket avtal beloppet vilar på."},
    )

    helper = layout(
        ("", ("kategori", "belopp"), ("galler_fran", "galler_tom"), ("brukare", "anordnare"), ("grund",)),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["brukare"].queryset = Brukare.objects.open_to(user).order_by("referens")
