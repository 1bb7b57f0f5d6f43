"""Formulären för kontona: lägga in ett, och bekräfta ett som någon annan har lagt in."""

import re

from django import forms

from assistans.personnummer import check_digit_ok
from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt, Villkorsfalt, choice_field
from beslut.forms.layout import layout
from beslut.models import Konto
from beslut.services.accounts import GIRON
from beslut.services.providers import Kontonummer

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

    provas = True

    def clean(self, value):
        nummer = re.sub(r"[\s-]", "", super().clean(value))
        if nummer and not re.fullmatch(r"[0-9]{4,5}", nummer):
            raise forms.ValidationError("Skriv clearingnumret med 4 eller 5 siffror.")
        return nummer


class Kontofalt(Cellfalt):
    """Ett kontonummer i en bank, utan clearingnummer."""

    provas = True

    def clean(self, value):
        nummer = re.sub(r"[\s-]", "", super().clean(value))
        if nummer and not re.fullmatch(r"[0-9]{2,15}", nummer):
            raise forms.ValidationError("Skriv kontonumret med bara siffror, utan clearingnummer.")
        return nummer


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
    """Hur det är bekräftat att ett nytt konto är anordnarens, och vem det tillhör."""

    metod = choice_field("Hur innehavaren bekräftades", (("", "Välj ett sätt"), *Konto.Metod.choices))
    innehavare = Villkorsfalt(
        label="Innehavare",
        kolumn={"langst": 200},
        help_text="Namnet så som giroregistret eller banken skriver det. Krävs för bankgiro och plusgiro.",
    )
    hur = Cellfalt(
        label="Vem ni talade med, eller vad ni såg",
        kolumn={"langst": 200},
        help_text="Till exempel: ringde Kim i växeln på det nummer som redan fanns i registret.",
        error_messages={"required": "Skriv vem ni talade med, eller vad ni såg."},
    )

    helper = layout(("", ("metod", "innehavare"), ("hur",)))

    def __init__(self, *args, typ: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.typ = typ

    def clean_innehavare(self) -> str:
        """A giro has a holder that the giro register can tell."""
        if self.typ in GIRON and not self.cleaned_data["innehavare"]:
            raise forms.ValidationError("Skriv vem girot tillhör enligt giroregistret eller banken.")
        return self.cleaned_data["innehavare"]
