"""Formulären för en nedsättning: vad som dras av, brevet om att få yttra sig, svaret, beslutet och återtagandet."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.forms import formset_factory
from django.http import QueryDict
from django.utils import timezone

from assistans.svenska import manad_namn
from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt, Villkorsfalt, date_field
from beslut.models import Delegation
from fakturor.forms.rader import BaseRader
from fakturor.models import Fakturarad
from fakturor.nedsattning import Mottagare
from fakturor.services.reducing import Postuppgift
from kontroller.nedsattning import LANGST, Forslag

DAGAR_ATT_SVARA = 14
"""Days to answer that the form begins with. The law asks for a reasonable time, and a person chooses it."""
EGNA_RADER = 1
"""Empty rows for what no control has found; more come when the draft is written anew."""
MEST = 60
PREFIX = "rad"


class NedsattningForm(forms.Form):
    """Varför kommunen betalar mindre. Skälet står i brevet."""

    skal = forms.CharField(
        label="Skäl",
        max_length=4000,
        help_text="Står i brevet. Skriv vad kommunen utgår från och varför det leder till avdraget. Inga namn eller "
        "personnummer.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Skriv varför kommunen betalar mindre."},
    )


class AvdragForm(forms.Form):
    """En sak som dras av. En rad utan belopp räknas inte."""

    utan_frivilligt = True

    regel = forms.CharField(required=False, max_length=3, widget=forms.HiddenInput, label="Kontroll")
    fyndhash = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput, label="Fynd")
    fakturarad = forms.TypedChoiceField(
        label="Fakturarad", required=False, coerce=int, empty_value=None, widget=forms.Select({"class": "form-select"})
    )
    belopp = Cellfalt(Typ.DECIMAL, label="Drar av, kr", required=False)
    minuter = Cellfalt(Typ.LANGD, label="Tid, tim:min", required=False)
    text = forms.CharField(
        label="Vad som dras av",
        required=False,
        max_length=LANGST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": f"Texten är för lång. Högst {LANGST} tecken."},
    )

    def __init__(self, *args: Any, rader: Sequence[Fakturarad], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rader = {rad.pk: rad for rad in rader}
        if len(rader) > 1:
            self.fields["fakturarad"].choices = [("", "Välj rad"), *((rad.pk, _line(rad)) for rad in rader)]
        else:
            del self.fields["fakturarad"]

    @property
    def is_blank(self) -> bool:
        """Whether nothing is taken off by the row."""
        return self.cleaned_data.get("belopp") is None and (
            bool(self.cleaned_data.get("regel")) or not self.cleaned_data.get("text")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.is_blank:
            if cleaned.get("belopp") is None:
                self.add_error("belopp", "Skriv hur mycket som dras av.")
            elif cleaned["belopp"] <= 0:
                self.add_error("belopp", "Ett avdrag är mer än noll kronor. Lämna tomt om inget dras av.")
            if not cleaned.get("text"):
                self.add_error("text", "Skriv vad som dras av.")
        return cleaned

    def uppgift(self) -> Postuppgift:
        """The row as the service asks for it."""
        vald = self.cleaned_data.get("fakturarad")
        ensam = next(iter(self.rader.values())) if len(self.rader) == 1 else None
        return Postuppgift(
            text=self.cleaned_data["text"],
            belopp=self.cleaned_data["belopp"],
            minuter=self.cleaned_data["minuter"],
            fakturarad=self.rader[vald] if vald else ensam,
            regel=self.cleaned_data["regel"],
            fyndhash=self.cleaned_data["fyndhash"],
        )


class BaseAvdrag(BaseRader):
    """Avdragen. Varje rad vet vilket fynd den svarar mot, så länge fyndet står kvar."""

    def __init__(self, *args: Any, rader: Sequence[Fakturarad], forslag: Sequence[Forslag], **kwargs: Any) -> None:
        super().__init__(*args, prefix=PREFIX, form_kwargs={"rader": rader}, **kwargs)
        self.forslag = forslag

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """The labels stand as they are: each row is a group that says what it answers."""
        super(BaseRader, self).add_fields(form, index)

    def numrerade(self) -> list[dict[str, Any]]:
        """The rows with what they answer: of several findings of one control, the first row answers the first."""
        kvar: dict[tuple[str, str], list[Forslag]] = {}
        for ett in self.forslag:
            kvar.setdefault((ett.regel, ett.fyndhash), []).append(ett)
        rader = []
        for nummer, form in enumerate(self.forms, start=1):
            svarar_mot = kvar.get((_value(form, "regel"), _value(form, "fyndhash")))
            rader.append({"form": form, "nummer": nummer, "forslag": svarar_mot.pop(0) if svarar_mot else None})
        return rader


AvdragFormSet = formset_factory(AvdragForm, formset=BaseAvdrag, extra=EGNA_RADER, max_num=MEST, absolute_max=MEST)


def typed_rows(typed: QueryDict) -> list[dict[str, str]]:
    """The rows as they were typed, for a formset that judges nothing of them."""
    antal = typed.get(f"{PREFIX}-TOTAL_FORMS", "")
    falt = list(AvdragForm.base_fields)
    return [
        {namn: typed.get(f"{PREFIX}-{n}-{namn}", "") for namn in falt}
        for n in range(min(int(antal), MEST) if antal.isdecimal() else 0)
    ]


def proposed_row(forslag: Forslag) -> dict[str, Any]:
    """A row as it is proposed, before anybody has typed."""
    return {
        "regel": forslag.regel,
        "fyndhash": forslag.fyndhash,
        "fakturarad": forslag.fakturarad and forslag.fakturarad.pk,
        "belopp": None if forslag.belopp is None else f"{forslag.belopp:f}".replace(".", ","),
        "minuter": time_text(forslag.minuter),
        "text": forslag.text,
    }


def time_text(minuter: int | None) -> str:
    """9:34, as the field takes it."""
    return "" if minuter is None else f"{minuter // 60}:{minuter % 60:02}"


class KommuniceraForm(forms.Form):
    """Vem brevet går till, och sista dagen att svara."""

    mottagare = forms.ChoiceField(
        label="Brevet går till",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vem brevet går till.", "invalid_choice": "Välj vem brevet går till."},
    )
    svara_senast = date_field("Svara senast", help_text="Ge skälig tid. Dagen går att flytta fram, men inte tillbaka.")

    def __init__(self, *args: Any, mottagare: Sequence[Mottagare], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mottagare"].choices = [(en.nyckel, en.ord) for en in mottagare]
        self.fields["mottagare"].initial = mottagare[0].nyckel
        self.fields["svara_senast"].initial = str(timezone.localdate() + timedelta(days=DAGAR_ATT_SVARA))


class LangreTidForm(forms.Form):
    """En senare sista dag att svara."""

    svara_senast = date_field("Ny sista dag att svara")


class SvarForm(forms.Form):
    """Vad personen har svarat."""

    svar_inkom = date_field("Svaret kom")
    svar = forms.CharField(
        label="Vad svaret säger",
        max_length=4000,
        help_text="Det som har betydelse för beslutet. Inga namn eller personnummer.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv vad svaret säger."},
    )


class BeslutaForm(forms.Form):
    """Det som beslutet behöver: diarienumret, och vilken delegation det vilar på när flera täcker det."""

    diarienummer = Villkorsfalt(label="Diarienummer", kolumn={"langst": 60})
    delegation = forms.ModelChoiceField(
        Delegation.objects.none(),
        label="Delegation",
        empty_label=None,
        error_messages={"required": "Välj delegationen.", "invalid_choice": "Välj delegationen."},
    )

    def __init__(self, *args: Any, delegationer: Sequence[Delegation], bestridande: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bestridande:
            del self.fields["diarienummer"]
        if bestridande or len(delegationer) < 2:
            del self.fields["delegation"]
        else:
            self.fields["delegation"].queryset = Delegation.objects.filter(pk__in=[d.pk for d in delegationer])
            self.fields["delegation"].label_from_instance = lambda d: f"Punkt {d.punkt}"


class AtertaForm(forms.Form):
    """Varför en nedsättning återtas."""

    atertagen_skal = Cellfalt(
        label="Varför den återtas",
        kolumn={"langst": 300},
        error_messages={"required": "Skriv varför nedsättningen återtas."},
    )


def _line(rad: Fakturarad) -> str:
    delar = [f"Rad {rad.rad}", rad.brukare.referens if rad.brukare else "", manad_namn(rad.manad) if rad.manad else ""]
    return ", ".join(del_ for del_ in delar if del_)


def _value(form: forms.Form, namn: str) -> str:
    return form[namn].value() or ""
