"""Formulären för uppdraget, och för vem som får betalt."""

from django import forms

from assistans.tabeller import Typ
from beslut.forms.falt import Anordnarval, Cellfalt, Villkorsfalt, choice_field, date_field, last_day_field
from beslut.forms.layout import layout
from beslut.models import Betalningsmottagare, Uppdrag

AVTALSDAG = "Krävs för B och D: senast den första dagen med assistans."


class UppdragForm(forms.Form):
    """Vem som ger personen assistans, och på vilken avtalsform."""

    anordnare = Anordnarval(label="Anordnare", empty_label="Välj anordnare")
    avtalsform = choice_field("Avtalsform", Uppdrag.Avtalsform.choices)
    galler_fran = date_field("Gäller från", help_text="Ett uppdrag utan slut hos samma anordnare avslutas dagen före.")
    galler_tom = last_day_field()
    avtal_datum = date_field("Avtalets datum", required=False, help_text=AVTALSDAG)
    natt = forms.BooleanField(label="Natt ingår i assistansen", required=False)

    helper = layout(
        ("", ("anordnare", "avtalsform"), ("galler_fran", "galler_tom", "avtal_datum"), ("natt",)),
    )


class UppdragAndraForm(forms.Form):
    """Det som blir känt medan uppdraget pågår."""

    galler_tom = last_day_field()
    avtal_datum = date_field("Avtalets datum", required=False, help_text=AVTALSDAG)
    informerad_om_upphort = date_field(
        "Informerad om att tillståndet upphört",
        required=False,
        help_text="Dagen då personen fick veta att anordnarens tillstånd har upphört.",
    )
    natt = forms.BooleanField(label="Natt ingår i assistansen", required=False)

    helper = layout(("", ("galler_tom", "avtal_datum", "informerad_om_upphort"), ("natt",)))


class BetalningsmottagareForm(forms.Form):
    """Varför anordnaren får betalt i stället för personen."""

    anordnare = Anordnarval(label="Anordnare", empty_label="Välj anordnare")
    grund = choice_field("Grund", Betalningsmottagare.Grund.choices)
    galler_fran = date_field("Gäller från", help_text="Dagen räknas med.")
    galler_tom = last_day_field()
    undertecknad_av = Cellfalt(
        label="Undertecknad av", required=False, help_text="Personen själv eller den som företräder henne."
    )
    undertecknad = Villkorsfalt(Typ.DATUM, label="Undertecknad", help_text="Krävs för begäran och beslut.")
    diarienummer = Villkorsfalt(
        label="Beslutets diarienummer", kolumn={"langst": 60}, help_text="Krävs för beslut enligt 11 § LSS."
    )

    helper = layout(
        ("", ("anordnare", "grund"), ("galler_fran", "galler_tom")),
        ("", ("undertecknad_av", "undertecknad", "diarienummer")),
    )


class AterkallaForm(forms.Form):
    """Dagen då grunden återkallas."""

    aterkallad = date_field("Återkallad", help_text="Fakturor daterade den dagen eller senare betalas till personen.")

    helper = layout(("", ("aterkallad",)))
