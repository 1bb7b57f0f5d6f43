"""Utbetalningarnas formulär: vad som ska betalas och när, och vad banken har sagt."""

from collections.abc import Iterable
from datetime import date, timedelta

from django import forms

from assistans.helgdagar import is_weekend_or_holiday
from beslut.forms.falt import Cellfalt, choice_field, date_field
from beslut.forms.layout import layout
from fakturor.forms.filer import MEGABYTE
from fakturor.models import Betalbesked

STORST = 10 * MEGABYTE


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

    helper = layout(("", ("utfall",), ("datum",), ("skal",)))
