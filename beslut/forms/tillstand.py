"""Formulären för tillstånden, och för varje gång någon ser efter hur det står till med ett."""

from django import forms
from django.utils import timezone

from beslut.forms.falt import Cellfalt, choice_field, date_field, last_day_field
from beslut.forms.layout import layout
from beslut.models import Tillstand, Tillstandskontroll
from beslut.services.permits import TILL_NASTA_KONTROLL, next_look


class TillstandAndraForm(forms.Form):
    """Läget för ett tillstånd eller en anmälan hos IVO."""

    status = choice_field("Status", Tillstand.Status.choices)
    galler_tom = last_day_field("Sista dagen som det gäller. Krävs när det är återkallat eller har upphört.")
    diarienummer = Cellfalt(label="IVO:s diarienummer", kolumn={"langst": 60}, required=False)
    kontrollerad = date_field("Senast kontrollerad", required=False, help_text="Dagen då någon såg uppgiften hos IVO.")

    helper = layout(("", ("status", "galler_tom"), ("diarienummer", "kontrollerad")))


class TillstandForm(TillstandAndraForm):
    """Ett nytt tillstånd, eller en anmälan."""

    typ = choice_field("Typ", Tillstand.Typ.choices)
    galler_fran = date_field("Gäller från", help_text="Ett tillstånd utan slut av samma typ avslutas dagen före.")

    helper = layout(("", ("typ", "status"), ("galler_fran", "galler_tom"), ("diarienummer", "kontrollerad")))


class TillstandskontrollForm(forms.Form):
    """Att någon har sett efter hos IVO hur det står till."""

    KALLOR = tuple((k.value, k.label) for k in Tillstandskontroll.Kalla if k is not Tillstandskontroll.Kalla.FIL)

    datum = date_field("Kontrollerat den")
    status = choice_field("Status då", Tillstand.Status.choices)
    kalla = choice_field("Källa", KALLOR)
    nasta_kontroll = date_field(
        "Nästa kontroll",
        required=False,
        help_text=f"Förslaget är {TILL_NASTA_KONTROLL.days} dagar senare. Lämna tomt om ingen mer behövs.",
    )
    notering = Cellfalt(
        label="Notering", kolumn={"langst": 500}, required=False, help_text="Till exempel vem på IVO som svarade."
    )

    helper = layout(("", ("datum", "status"), ("kalla", "nasta_kontroll"), ("notering",)))

    @classmethod
    def initial_for(cls, tillstand: Tillstand) -> dict[str, object]:
        """What a look today is likely to say."""
        idag = timezone.localdate()
        return {"datum": idag, "status": tillstand.status, "nasta_kontroll": next_look(idag)}
