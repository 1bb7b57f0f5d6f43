"""Formulären för riskregistret, internkontrollplanen och det som nämnden fastställer."""

import re
from typing import Any

from django import forms
from django.utils import timezone

from assistans.models import User
from assistans.roller import Roll
from beslut.forms.falt import VALJ, Cellfalt, choice_field, date_field, users_with
from beslut.forms.layout import layout
from kontroller.models import Kontrollmoment, Momentutfall, Risk, Riskatgard, Riskbedomning
from kontroller.services.risks import KODER

ARBETAR = tuple(roll for roll in Roll if roll not in (Roll.NAMND, Roll.REVISOR, Roll.SYSTEMFORVALTARE))
"""De som kan ansvara för något i den interna kontrollen."""
UTAN_NAMN = "Skriv inga namn eller personnummer på brukare eller assistenter."


def text_field(label: str, *, rader: int = 3, saknas: str = "Fyll i uppgiften.", hjalp: str = "") -> forms.CharField:
    """A text of several lines that has to be there."""
    return forms.CharField(
        label=label,
        help_text=hjalp,
        widget=forms.Textarea(attrs={"rows": rader, "autocomplete": "off"}),
        error_messages={"required": saknas},
    )


def responsible_field() -> forms.ModelChoiceField:
    """One of those who work here."""
    return forms.ModelChoiceField(
        User.objects.none(),
        label="Ansvarig",
        empty_label="Välj vem",
        error_messages={"required": VALJ, "invalid_choice": VALJ},
    )


class Kodfalt(forms.CharField):
    """Koder ur kontrollkatalogen, skilda åt med komma eller blanksteg."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Koder ur kontrollkatalogen med komma emellan, till exempel A02, B01.")
        super().__init__(label="Kontroller", required=False, widget=forms.TextInput({"autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The codes in order, each once. Raises ValidationError for one that the catalogue lacks."""
        koder = sorted({kod.upper() for kod in re.split(r"[\s,;]+", super().clean(value) or "") if kod})
        if okanda := [kod for kod in koder if kod not in KODER]:
            raise forms.ValidationError(f"Kontrollkatalogen har ingen {okanda[0]}. Koderna står på sidan Kontrollerna.")
        return koder


class RiskForm(forms.Form):
    """En risk i ord, och kontrollerna mot den."""

    namn = Cellfalt(label="Risk", kolumn={"langst": 160}, error_messages={"required": "Skriv vad som kan gå fel."})
    orsak = text_field("Orsak", saknas="Skriv varför det kan gå fel.", hjalp=UTAN_NAMN)
    foljd = text_field("Konsekvens", saknas="Skriv vad det leder till.")
    kontroller = Kodfalt()

    helper = layout(("", ("namn",), ("orsak",), ("foljd",), ("kontroller",)))


class BedomRiskForm(forms.Form):
    """Hur sannolik en risk är, hur allvarlig följden blir, och varför."""

    sannolikhet = forms.TypedChoiceField(
        label="Sannolikhet",
        choices=Riskbedomning.Sannolikhet.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur sannolik risken är."},
    )
    konsekvens = forms.TypedChoiceField(
        label="Konsekvens",
        choices=Riskbedomning.Konsekvens.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur allvarlig följden blir."},
    )
    skal = text_field(
        "Skäl", saknas="Skriv vad bedömningen vilar på.", hjalp=f"Väg in kontrollerna som finns i dag. {UTAN_NAMN}"
    )

    helper = layout(("", ("sannolikhet", "konsekvens"), ("skal",)))


class SkalForm(forms.Form):
    """Varför något tas bort."""

    skal = text_field("Skäl", saknas="Skriv varför.", hjalp=UTAN_NAMN)

    helper = layout(("", ("skal",)))


class AtgardForm(forms.Form):
    """Vad som ska göras åt en risk, av vem och till när."""

    atgard = Cellfalt(label="Åtgärd", kolumn={"langst": 300}, error_messages={"required": "Skriv vad som ska göras."})
    ansvarig = responsible_field()
    klar_senast = date_field("Klar senast")

    helper = layout(("", ("atgard",), ("ansvarig", "klar_senast")))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ansvarig"].queryset = users_with(*ARBETAR)


class AtgardSlutForm(forms.Form):
    """Att en åtgärd är avslutad, och vad som sågs."""

    utgang = choice_field("Utgång", Riskatgard.Utgang.choices, widget=forms.RadioSelect)
    avslutad = date_field("Avslutad den")
    iakttaget = text_field(
        "Vad du såg", saknas="Skriv vad du såg, eller varför åtgärden inte är aktuell.", hjalp=UTAN_NAMN
    )

    helper = layout(("", ("utgang", "avslutad"), ("iakttaget",)))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["avslutad"].initial = timezone.localdate().isoformat()


class Riskval(forms.ModelChoiceField):
    """En risk, med sitt nummer."""

    def label_from_instance(self, obj: Risk) -> str:
        return f"{obj.pk}. {obj.namn}"


class MomentForm(forms.Form):
    """En rad i planen: vad som följs upp, hur, hur ofta, av vem och till när."""

    risk = Riskval(
        Risk.objects.none(),
        label="Risk",
        empty_label="Välj risk",
        error_messages={"required": VALJ, "invalid_choice": VALJ},
    )
    vad = Cellfalt(
        label="Vad som följs upp", kolumn={"langst": 300}, error_messages={"required": "Skriv vad som följs upp."}
    )
    hur = text_field("Hur det görs", saknas="Skriv hur det görs.", hjalp=UTAN_NAMN)
    kontroller = Kodfalt()
    frekvens = choice_field("Hur ofta", Kontrollmoment.Frekvens.choices)
    ansvarig = responsible_field()
    klar_senast = date_field("Klart senast")

    helper = layout(("", ("risk",), ("vad",), ("hur",), ("kontroller",), ("frekvens", "ansvarig", "klar_senast")))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["risk"].queryset = Risk.objects.open().order_by("pk")
        self.fields["ansvarig"].queryset = users_with(*ARBETAR)


class MomentutfallForm(forms.Form):
    """Vad som gjordes och fanns."""

    datum = date_field("Gjort den")
    slutsats = choice_field("Slutsats", Momentutfall.Slutsats.choices, widget=forms.RadioSelect)
    gjort = text_field("Vad som gjordes", saknas="Skriv vad som gjordes.", hjalp=UTAN_NAMN)
    funnet = text_field("Vad som fanns", saknas="Skriv vad som fanns.")

    helper = layout(("", ("datum", "slutsats"), ("gjort",), ("funnet",)))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["datum"].initial = timezone.localdate().isoformat()


class ForeslaForm(forms.Form):
    """Det som läggs fram för nämnden: vilket år, och vad den som lägger fram det säger."""

    ar = forms.IntegerField(
        label="År",
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Skriv året med fyra siffror, till exempel 2015."
        ),
    )
    sammanfattning = text_field(
        "Sammanfattning till nämnden",
        rader=6,
        saknas="Skriv vad nämnden ska veta.",
        hjalp=f"Står först i dokumentet. En tom rad börjar ett nytt stycke. {UTAN_NAMN}",
    )

    helper = layout(("", ("ar",), ("sammanfattning",)))


class FaststallForm(forms.Form):
    """Nämndens beslut: dagen och paragrafen i protokollet."""

    sammantradesdag = date_field("Sammanträdesdag")
    paragraf = Cellfalt(
        label="Paragraf i protokollet",
        kolumn={"langst": 40},
        help_text="Till exempel § 98.",
        error_messages={"required": "Skriv paragrafen i protokollet."},
    )

    helper = layout(("", ("sammantradesdag", "paragraf")))
