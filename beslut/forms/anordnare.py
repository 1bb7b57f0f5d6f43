"""Formulären för anordnaren."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from assistans.personnummer import (
    OrgnrFel,
    PersonnummerFel,
    is_personnummer_shaped_orgnr,
    is_pseudonym,
    normalize_orgnr,
    normalize_personnummer,
)
from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt, Villkorsfalt, choice_field
from beslut.forms.konto import KontonForm
from beslut.forms.layout import layout
from beslut.models import Anordnare
from beslut.services.providers import PERSONERS_FORMER


class AnordnareSokForm(forms.Form):
    """Det som söks skickas med POST, eftersom det kan vara ett personnummer."""

    utan_frivilligt = True

    sok = Cellfalt(
        label="Sök namn eller nummer",
        help_text="En del av namnet räcker.",
        error_messages={"required": "Skriv ett namn eller ett nummer."},
    )

    def condition(self) -> Q:
        """What a provider that matches has. A private person is found by number alone."""
        sokt = self.cleaned_data["sok"]
        villkor = Q(orgnr__istartswith=sokt.replace("-", ""))
        villkor |= Q(namn__icontains=sokt) & ~Q(form=Anordnare.Form.EGEN_ARBETSGIVARE)
        try:
            personnummer = normalize_personnummer(sokt, idag=timezone.localdate())
        except PersonnummerFel:
            return villkor
        return villkor | Q(person__personnummer=personnummer)


def f_skatt_field() -> forms.TypedChoiceField:
    """Whether the provider is approved for F-tax, which need not be known."""
    return forms.TypedChoiceField(
        label="Godkänd för F-skatt",
        choices=(("", "Inte känt"), ("True", "Ja"), ("False", "Nej")),
        coerce=lambda svar: svar == "True",
        empty_value=None,
        required=False,
    )


class AnordnareForm(KontonForm):
    """En ny anordnare med sina första konton."""

    use_required_attribute = False

    form = choice_field("Form", Anordnare.Form.choices)
    namn = Cellfalt(label="Namn")
    orgnr = Villkorsfalt(
        label="Organisationsnummer",
        help_text="Tio siffror. Lämna tomt för en egen arbetsgivare eller enskild firma.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-prova": True}),
    )
    personnummer = Villkorsfalt(
        Typ.PERSONNUMMER,
        label="Personnummer",
        help_text="Bara för en egen arbetsgivare eller enskild firma, som då får en pseudonym.",
    )
    f_skatt = f_skatt_field()

    field_order = ("form", "namn", "orgnr", "personnummer", "f_skatt")

    helper = layout(
        ("Anordnaren", ("form", "namn"), ("orgnr", "personnummer"), ("f_skatt",)),
        ("Konton som anordnaren får betalt på", ("bankgiro", "plusgiro"), ("clearing", "konto")),
    )

    def clean_orgnr(self) -> str:
        """Ten digits with the right check digit; a person's number stands in its own field."""
        text = self.cleaned_data["orgnr"]
        if not text:
            return ""
        try:
            nummer = normalize_orgnr(text)
        except OrgnrFel as fel:
            raise forms.ValidationError(str(fel)) from fel
        if is_pseudonym(nummer):
            raise forms.ValidationError("EA-numret ges när anordnaren sparas. Skriv personnumret i sitt eget fält.")
        if is_personnummer_shaped_orgnr(nummer):
            raise forms.ValidationError("Det här är ett personnummer. Skriv det i fältet Personnummer.")
        return nummer

    def clean(self):
        """A person has a personnummer, an organisation has an organisationsnummer."""
        super().clean()
        uppgifter = self.cleaned_data
        form = uppgifter.get("form")
        krav, tomt = ("personnummer", "orgnr") if form in PERSONERS_FORMER else ("orgnr", "personnummer")
        if form and krav not in self.errors and not uppgifter.get(krav):
            self.add_error(krav, f"Skriv {self.fields[krav].label.lower()}.")
        if form and uppgifter.get(tomt):
            self.add_error(tomt, f"Lämna tomt när formen är {Anordnare.Form(form).label.lower()}.")
        uppgifter["konton"] = self.accounts()
        return uppgifter


class AnordnareAndraForm(forms.Form):
    """Det som kan ändras hos en anordnare."""

    namn = Cellfalt(label="Namn")
    form = choice_field("Form", Anordnare.Form.choices)
    f_skatt = f_skatt_field()

    helper = layout(("", ("namn", "form", "f_skatt")))
