"""Utbetalningarnas formulär: vad som ska betalas och när, och vad banken har sagt."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django import forms

from assistans.helgdagar import is_weekend_or_holiday
from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt, choice_field, date_field
from beslut.forms.layout import layout
from fakturor.betalfiler.order import STORSTA_BELOPP
from fakturor.betalfiler.orsakskoder import FORBEHALL, ORSAKER
from fakturor.betalfiler.skrivsatt import plain_amount
from fakturor.forms.filer import MEGABYTE
from fakturor.models import Betalbesked, Returbeslut

STORST = 10 * MEGABYTE
SKRIV_BELOPP = "Skriv beloppet i kronor, till exempel 1 250,50."


def next_banking_day(idag: date) -> date:
    """The first day after today that is no weekend or holiday."""
    dag = idag + timedelta(1)
    while is_weekend_or_holiday(dag):
        dag += timedelta(1)
    return dag


class OmgangForm(forms.Form):
    """Vilka betalningar som ska göras, och vilken dag."""

    betaldag = date_field("Betalningsdag", help_text="En bankdag, i dag eller senare.")
    faktura = forms.MultipleChoiceField(
        error_messages={
            "required": "Välj minst en betalning.",
            "invalid_choice": "En av de valda kan inte längre betalas. Läs igenom listan igen.",
        }
    )

    def __init__(self, *args, valbara: Iterable[int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["faktura"].choices = [(str(pk), "") for pk in valbara]


class MakuleraForm(forms.Form):
    """Varför en omgång inte ska lämnas."""

    skal = Cellfalt(
        label="Varför omgången makuleras",
        kolumn={"langst": 300},
        error_messages={"required": "Skriv varför omgången makuleras."},
    )

    helper = layout(("", ("skal",)))


class BeskedsfilForm(forms.Form):
    """En fil från banken eller ekonomisystemet."""

    fil = forms.FileField(label="Välj fil", max_length=200, error_messages={"required": "Välj en fil."})

    def clean_fil(self):
        fil = self.cleaned_data["fil"]
        if fil.size > STORST:
            raise forms.ValidationError("Filen är större än 10\u00a0MB.")
        return fil


def bank_code_field() -> forms.ChoiceField:
    """The bank's code, when it has given one."""
    koder = [("", "Ingen kod"), *((kod, f"{kod}: {text}") for kod, text in ORSAKER.items())]
    return choice_field("Bankens kod", koder, required=False, help_text=FORBEHALL)


class BeskedForm(forms.Form):
    """Vad som har blivit av en betalning, antecknat för hand."""

    utfall = choice_field("Vad som blev av betalningen", Betalbesked.Utfall.choices, widget=forms.RadioSelect)
    datum = date_field("Dag", help_text="Dagen då den utfördes eller kom tillbaka.")
    skal = Cellfalt(
        label="Hur du vet det",
        kolumn={"langst": 300},
        help_text="Till exempel bankens brev eller kontoutdraget, och skälet om den kom tillbaka. Inga namn.",
        error_messages={"required": "Skriv hur du vet det."},
    )

    skal_kod = bank_code_field()

    helper = layout(("", ("utfall",), ("datum",), ("skal",), ("skal_kod",)))


class ReturForm(forms.Form):
    """En utförd betalning som har kommit tillbaka, antecknad för hand."""

    belopp = Cellfalt(
        Typ.DECIMAL,
        label="Belopp som kom tillbaka, kr",
        kolumn={"minst": Decimal("0.01"), "hogst": STORSTA_BELOPP, "skrivs": plain_amount, "anvisning": SKRIV_BELOPP},
        error_messages={"required": "Skriv hur mycket som kom tillbaka."},
    )
    datum = date_field("Dag", help_text="Dagen då pengarna var tillbaka på kommunens konto.")
    skal = Cellfalt(
        label="Hur du vet det, och varför pengarna kom tillbaka",
        kolumn={"langst": 300},
        help_text="Till exempel kontoutdraget eller bankens brev. Inga namn.",
        error_messages={"required": "Skriv hur du vet det."},
    )
    skal_kod = bank_code_field()

    helper = layout(("", ("belopp",), ("datum",), ("skal",), ("skal_kod",)))


class ReturbeslutForm(forms.Form):
    """Vad som gjordes med pengar som kom tillbaka och inte betalas på nytt härifrån."""

    utfall = choice_field("Vad som har bestämts", Returbeslut.Utfall.choices, widget=forms.RadioSelect)
    skal = Cellfalt(
        label="Varför, och vad som är gjort",
        kolumn={"langst": 300},
        help_text="Inga namn.",
        error_messages={"required": "Skriv varför."},
    )

    helper = layout(("", ("utfall",), ("skal",)))


class KontointygForm(forms.Form):
    """Hur någon vet att ett konto är rätt, fast banken skickade tillbaka en betalning till det."""

    hur = Cellfalt(
        label="Hur du vet att kontot är rätt",
        kolumn={"langst": 300},
        help_text="När du frågade, vilken roll den hade som svarade, och på vilket nummer i registret. Inga namn.",
        error_messages={"required": "Skriv hur du vet att kontot är rätt."},
    )

    helper = layout(("", ("hur",)))
