"""Formulären för anordnarens anmälan av en assistent."""

from django import forms

from assistans.models import User
from assistans.tabeller import Typ
from beslut.forms.falt import (
    Anordnarval,
    Brukarval,
    Cellfalt,
    Villkorsfalt,
    choice_field,
    date_field,
    last_day_field,
    yes_or_no_field,
)
from beslut.forms.layout import layout
from beslut.models import Anordnare, Assistent, Brukare

ANMALAN = (
    ("anmald_11a", "anstalld_fran"),
    ("ees_bosatt",),
    ("narstaende",),
    ("hushallsgemenskap",),
    ("informerad_9c", "registerutdrag"),
)
ARBETSTID = (("arbetstidslag", "kollektivavtal"), ("berakning_fran", "berakning_veckor"))


class AssistentAndraForm(forms.Form):
    """Det som kan rättas eller kompletteras i en anmälan."""

    namn = Cellfalt(label="Namn")
    galler_tom = last_day_field()
    anmald_11a = date_field(
        "Anmäld enligt 11 a §", required=False, help_text="Dagen då anordnaren anmälde assistenten."
    )
    anstalld_fran = date_field(
        "Anställd från",
        required=False,
        help_text="Ålder och bosättning prövas inte för den som var anställd före den 1 juli 2013.",
    )
    ees_bosatt = yes_or_no_field("Bosatt inom EES")
    narstaende = forms.BooleanField(label="Närstående till personen", required=False)
    hushallsgemenskap = forms.BooleanField(label="Lever i hushållsgemenskap med personen", required=False)
    informerad_9c = date_field(
        "Informerad enligt 9 c §",
        required=False,
        help_text="För närstående och hushåll: dagen då personen fick veta att kommunen får besöka, och vad som följer "
        "på upprepad vägran.",
    )
    registerutdrag = date_field(
        "Registerutdrag visat", required=False, help_text="För arbete hos barn: dagen då utdraget visades."
    )
    arbetstidslag = choice_field("Arbetstidslag", (("", "Inte känd"), *Assistent.Arbetstidslag.choices), required=False)
    kollektivavtal = Villkorsfalt(
        label="Kollektivavtalets namn", kolumn={"langst": 100}, help_text="Krävs när tiden följer kollektivavtal."
    )
    berakning_fran = date_field(
        "Beräkningsperioden börjar", required=False, help_text="Första dagen i den första perioden."
    )
    berakning_veckor = forms.IntegerField(
        label="Periodens längd i veckor",
        min_value=1,
        max_value=52,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Husligt arbete: 4. Arbetstidslagen: högst 17, så att den ryms i fyra månader.",
        error_messages={
            "invalid": "Skriv ett helt antal veckor, till exempel 4.",
            "min_value": "Skriv minst en vecka.",
            "max_value": "Skriv högst 52 veckor.",
        },
    )

    helper = layout(("Assistenten", ("namn", "galler_tom")), ("Anmälan", *ANMALAN), ("Arbetstiden", *ARBETSTID))


class AssistentForm(AssistentAndraForm):
    """Anordnarens anmälan av en assistent. Antingen anordnaren eller personen är given av sidan."""

    personnummer = Cellfalt(Typ.PERSONNUMMER, label="Personnummer")
    anordnare = Anordnarval(label="Anordnare", empty_label="Välj anordnare")
    brukare = Brukarval(label="Person", required=False, empty_label="Alla anordnarens brukare")
    galler_fran = date_field("Gäller från", help_text="En anmälan utan slut avslutas dagen före.")

    helper = layout(
        ("Assistenten", ("namn", "personnummer"), ("anordnare", "brukare"), ("galler_fran", "galler_tom")),
        ("Anmälan", *ANMALAN),
        ("Arbetstiden", *ARBETSTID),
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
