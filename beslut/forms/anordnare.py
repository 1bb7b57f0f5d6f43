"""Formulären för anordnaren, tillstånden och kontona."""

import re

from django import forms
from django.db.models import Q
from django.utils import timezone

from assistans.personnummer import (
    OrgnrFel,
    PersonnummerFel,
    check_digit_ok,
    is_personnummer_shaped_orgnr,
    is_pseudonym,
    normalize_orgnr,
    normalize_personnummer,
)
from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt, Villkorsfalt, choice_field, date_field, last_day_field
from beslut.forms.layout import layout
from beslut.models import Anordnare, Konto, Tillstand
from beslut.services.providers import PERSONERS_FORMER, Kontonummer

KONTROLLSIFFRA = "Kontrollsiffran stämmer inte. Läs av numret en gång till."


class Girofalt(Cellfalt):
    """Ett giro med rätt kontrollsiffra: det som skrivs för hand kan läsas av en gång till."""

    def clean(self, value):
        nummer = super().clean(value)
        if nummer and not check_digit_ok(nummer):
            raise forms.ValidationError(KONTROLLSIFFRA)
        return nummer


class Clearingfalt(Cellfalt):
    """Ett clearingnummer, fyra eller fem siffror."""

    def clean(self, value):
        nummer = re.sub(r"[\s-]", "", super().clean(value))
        if nummer and not re.fullmatch(r"[0-9]{4,5}", nummer):
            raise forms.ValidationError("Skriv clearingnumret med 4 eller 5 siffror.")
        return nummer


class Kontofalt(Cellfalt):
    """Ett kontonummer i en bank, utan clearingnummer."""

    def clean(self, value):
        nummer = re.sub(r"[\s-]", "", super().clean(value))
        if nummer and not re.fullmatch(r"[0-9]{2,15}", nummer):
            raise forms.ValidationError("Skriv kontonumret med bara siffror, utan clearingnummer.")
        return nummer


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


class KontonForm(forms.Form):
    """De konton som anordnaren får betalt på."""

    bankgiro = Girofalt(Typ.BANKGIRO, label="Bankgiro", required=False)
    plusgiro = Girofalt(Typ.PLUSGIRO, label="Plusgiro", required=False)
    clearing = Clearingfalt(label="Clearingnummer", required=False)
    konto = Kontofalt(label="Bankkonto", required=False)

    def accounts(self) -> list[Kontonummer]:
        """The accounts that are filled in, as type and number; a half bank account is an error."""
        givna = {namn: self.cleaned_data.pop(namn, "") for namn in ("bankgiro", "plusgiro", "clearing", "konto")}
        konton = [(typ.value, givna[typ]) for typ in (Konto.Typ.BANKGIRO, Konto.Typ.PLUSGIRO) if givna[typ]]
        if givna["clearing"] and givna["konto"]:
            konton.append((Konto.Typ.KONTO.value, f"{givna['clearing']}/{givna['konto']}"))
        elif givna["clearing"] and "konto" not in self.errors:
            self.add_error("konto", "Skriv också kontonumret.")
        elif givna["konto"] and "clearing" not in self.errors:
            self.add_error("clearing", "Skriv också clearingnumret.")
        return konton


class AnordnareForm(KontonForm):
    """En ny anordnare med sina första konton."""

    use_required_attribute = False

    form = choice_field("Form", Anordnare.Form.choices)
    namn = Cellfalt(label="Namn")
    orgnr = Villkorsfalt(
        label="Organisationsnummer",
        help_text="Tio siffror. Lämna tomt för en egen arbetsgivare eller enskild firma.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
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


class KontoForm(KontonForm):
    """Ett nytt konto, som gäller när någon annan har bekräftat det."""

    helper = layout(("", ("bankgiro", "plusgiro"), ("clearing", "konto")))

    def clean(self):
        """Exactly one account, as type and number."""
        super().clean()
        konton = self.accounts()
        if not self.errors and len(konton) != 1:
            raise forms.ValidationError("Fyll i ett konto: bankgiro, plusgiro eller clearing och bankkonto.")
        return {"typ": konton[0][0], "nummer": konton[0][1]} if not self.errors else self.cleaned_data


class KontoBekraftaForm(forms.Form):
    """Hur ett nytt konto har kontrollerats."""

    hur = Cellfalt(
        label="Hur kontot är kontrollerat",
        help_text="Till exempel: ringde anordnaren på det nummer som redan fanns i registret.",
        error_messages={"required": "Skriv hur kontot är kontrollerat."},
    )

    helper = layout(("", ("hur",)))


class TillstandAndraForm(forms.Form):
    """Läget för ett tillstånd eller en anmälan hos IVO."""

    status = choice_field("Status", Tillstand.Status.choices)
    galler_tom = last_day_field("Sista dagen som det gäller. Krävs när det är återkallat eller har upphört.")
    diarienummer = Cellfalt(label="IVO:s diarienummer", kolumn={"langst": 60}, required=False)
    kontrollerad = date_field(
        "Senast kontrollerad", required=False, help_text="Dagen då någon såg uppgiften i IVO:s register."
    )

    helper = layout(("", ("status", "galler_tom"), ("diarienummer", "kontrollerad")))


class TillstandForm(TillstandAndraForm):
    """Ett nytt tillstånd, eller en anmälan."""

    typ = choice_field("Typ", Tillstand.Typ.choices)
    galler_fran = date_field("Gäller från", help_text="Ett tillstånd utan slut av samma typ avslutas dagen före.")

    helper = layout(("", ("typ", "status"), ("galler_fran", "galler_tom"), ("diarienummer", "kontrollerad")))
