"""Formulären för uppdraget, för vem som får betalt, och för assistenterna."""

from django import forms

from assistans.models import User
from assistans.tabeller import Typ
from beslut.forms.falt import (
    Anordnarval,
    Brukarval,
    Cellfalt,
    choice_field,
    date_field,
    last_day_field,
    yes_or_no_field,
)
from beslut.forms.layout import layout
from beslut.models import Anordnare, Assistent, Betalningsmottagare, Brukare, Uppdrag

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
    undertecknad = date_field("Undertecknad", required=False, help_text="Krävs för begäran och beslut.")

    helper = layout(
        ("", ("anordnare", "grund"), ("galler_fran", "galler_tom"), ("undertecknad_av", "undertecknad")),
    )


class AterkallaForm(forms.Form):
    """Dagen då grunden återkallas."""

    aterkallad = date_field("Återkallad", help_text="Fakturor daterade den dagen eller senare betalas till personen.")

    helper = layout(("", ("aterkallad",)))


class AssistentForm(forms.Form):
    """Anordnarens anmälan av en assistent. Antingen anordnaren eller personen är given av sidan."""

    namn = Cellfalt(label="Namn")
    personnummer = Cellfalt(Typ.PERSONNUMMER, label="Personnummer")
    anordnare = Anordnarval(label="Anordnare", empty_label="Välj anordnare")
    brukare = Brukarval(label="Person", required=False, empty_label="Alla anordnarens brukare")
    galler_fran = date_field("Gäller från", help_text="En anmälan utan slut avslutas dagen före.")
    galler_tom = last_day_field()
    anmald_11a = date_field(
        "Anmäld enligt 11 a §", required=False, help_text="Dagen då anordnaren anmälde assistenten."
    )
    anstalld_fran = date_field("Anställd från", required=False)
    arbetstidslag = choice_field("Arbetstidslag", (("", "Inte känd"), *Assistent.Arbetstidslag.choices), required=False)
    ees_bosatt = yes_or_no_field("Bosatt inom EES")
    narstaende = forms.BooleanField(label="Närstående till personen", required=False)
    hushallsgemenskap = forms.BooleanField(label="Lever i hushållsgemenskap med personen", required=False)

    helper = layout(
        ("Assistenten", ("namn", "personnummer"), ("anordnare", "brukare"), ("galler_fran", "galler_tom")),
        (
            "Anställningen",
            ("anmald_11a", "anstalld_fran", "arbetstidslag"),
            ("ees_bosatt",),
            ("narstaende",),
            ("hushallsgemenskap",),
        ),
    )

    @classmethod
    def for_provider(cls, anordnare: Anordnare, user: User, data=None) -> "AssistentForm":
        """The form on a provider's page: for all its persons, or one of those that the user may see."""
        form = cls(data)
        form.fix("anordnare", Anordnare.objects.filter(pk=anordnare.pk), anordnare)
        kunder = Brukare.objects.filter(uppdrag__anordnare=anordnare)
        form.fields["brukare"].queryset = kunder.open_to(user).order_by("referens")
        return form

    @classmethod
    def for_person(cls, brukare: Brukare, data=None) -> "AssistentForm":
        """The form on a person's page: with one of the providers that she has an assignment with."""
        form = cls(data)
        form.fix("brukare", Brukare.objects.filter(pk=brukare.pk), brukare)
        form.fields["brukare"].required = True
        val = form.fields["anordnare"]
        val.queryset = val.queryset.filter(pk__in=brukare.uppdrag.values("anordnare"))
        return form

    def fix(self, namn: str, queryset, objekt) -> None:
        """Make the page's own provider or person the only choice."""
        falt = self.fields[namn]
        falt.queryset, falt.initial, falt.empty_label = queryset, objekt, None
