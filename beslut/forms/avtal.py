"""Formulären för kommunens avtal, kraven och avtalets slut."""

from django import forms

from beslut.forms.falt import Anordnarval, Cellfalt, choice_field, date_field, last_day_field, yes_or_no_field
from beslut.forms.layout import layout
from beslut.models import Anordnare, Avtal, Uppfoljning

PERIOD = ("galler_fran", "galler_tom")


LANGST = 6000
"""Characters of a longer text."""


def long_text(label: str, **kwargs) -> forms.CharField:
    """Text of several lines."""
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        max_length=LANGST,
        error_messages={"max_length": "Texten är för lång. Lägg det längre underlaget som en handling."},
        **kwargs,
    )


class AvtalAndraForm(forms.Form):
    """Det som kan ändras tills avtalet är godkänt."""

    diarienummer = Cellfalt(label="Diarienummer", kolumn={"langst": 60})
    galler_fran = date_field("Gäller från", help_text="Uppföljningarna räknas från den dagen.")
    galler_tom = last_day_field("Lämna tomt om avtalet gäller tills vidare.")
    ickeval = yes_or_no_field(
        "Ickevalsalternativ", help_text="Tar emot dem som inte väljer anordnare, i turordning. Bara för LOV."
    )
    nystartat = yes_or_no_field(
        "Nystartat företag",
        help_text="Ett nystartat företag utan F-skatt och kreditvärdering visar affärsplan, ledning och bankgaranti.",
    )

    helper = layout(("", ("diarienummer",), PERIOD, ("ickeval", "nystartat")))


class AvtalForm(AvtalAndraForm):
    """Ett nytt avtal som ska prövas."""

    anordnare = Anordnarval(label="Anordnare", empty_label="Välj anordnare")
    slag = choice_field("Slag", Avtal.Slag.choices)

    field_order = ("anordnare", "slag")
    helper = layout(("", ("anordnare", "slag"), ("diarienummer",), PERIOD, ("ickeval", "nystartat")))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        val = self.fields["anordnare"]
        val.queryset = val.queryset.exclude(form=Anordnare.Form.EGEN_ARBETSGIVARE)


class KravForm(forms.Form):
    """Att ett krav är uppfyllt, eller inte är det längre."""

    uppfyllt = date_field(
        "Uppfyllt den", required=False, help_text="Dagen då någon såg underlaget. Tomt om kravet inte är uppfyllt."
    )
    notering = Cellfalt(
        label="Notering", required=False, kolumn={"langst": 500}, help_text="Vad som visades: handling, datum, betyg."
    )

    helper = layout(("", ("uppfyllt",), ("notering",)))


class AvtalSlutForm(forms.Form):
    """Avtalets sista dag, och hur det upphör."""

    galler_tom = date_field("Sista dagen", required=False, help_text="Tomt om avtalet gäller tills vidare.")
    upphort = choice_field("Hur avtalet upphör", (("", "Det löper"), *Avtal.Upphort.choices), required=False)
    upphort_skal = Cellfalt(
        label="Skäl", required=False, kolumn={"langst": 500}, help_text="Krävs när avtalet sägs upp eller hävs."
    )

    helper = layout(("", ("galler_tom", "upphort"), ("upphort_skal",)))


class UppfoljningPlaneraForm(forms.Form):
    """En uppföljning av kontraktet, under avtalstiden eller för att något har hänt."""

    anledning = Cellfalt(
        label="Anledning",
        required=False,
        kolumn={"langst": 300},
        help_text="Vad som har hänt, om något har det. Skriv inget om en enskild person.",
    )
    tidigast = date_field("Tidigast")
    senast = date_field("Senast")

    helper = layout(("", ("anledning",), ("tidigast", "senast")))


class SamtalForm(forms.Form):
    """Ett samtal med anordnaren: vad det gav, och när det hölls."""

    iakttagelser = long_text(
        "Vad samtalet gällde och gav", required=False, help_text="Skriv inget om enskilda personer."
    )
    bedomning = choice_field("Bedömning", (("", "Ingen bedömning"), *Uppfoljning.Bedomning.choices), required=False)
    genomford = date_field(
        "Hölls den", required=False, help_text="Med en dag här är samtalet gjort, och anteckningen ändras inte mer."
    )

    helper = layout(("", ("iakttagelser",), ("bedomning", "genomford")))


class GranskningForm(forms.Form):
    """En uppföljning av kontraktet: självskattning, oanmält besök och bedömning."""

    sjalvskattning_begard = date_field("Begärd den", required=False)
    sjalvskattning_inkom = date_field("Inkom den", required=False)
    sjalvskattning = long_text(
        "Vad anordnaren svarade", required=False, help_text="Hur anordnaren själv anser att kraven följs."
    )
    besok = date_field("Besöket gjordes den", required=False)
    iakttagelser = long_text("Iakttagelser", required=False, help_text="Skriv inget om enskilda personer.")
    bedomning = choice_field("Bedömning", (("", "Ingen bedömning än"), *Uppfoljning.Bedomning.choices), required=False)
    genomford = date_field(
        "Genomförd den", required=False, help_text="Med en dag här är uppföljningen gjord, och ändras inte mer."
    )

    helper = layout(
        ("Anordnarens självskattning", ("sjalvskattning_begard", "sjalvskattning_inkom"), ("sjalvskattning",)),
        ("Oanmält besök", ("besok",), ("iakttagelser",)),
        ("Bedömning", ("bedomning", "genomford")),
    )


class RedovisaForm(forms.Form):
    """När en gjord uppföljning redovisades för nämnden och publicerades."""

    till_namnden = date_field("Redovisad för nämnden", required=False)
    publicerad = date_field("Publicerad på webbplatsen", required=False)

    helper = layout(("", ("till_namnden", "publicerad")))
