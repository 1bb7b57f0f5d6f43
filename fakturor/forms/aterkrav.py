"""Formulären i ett återkrav, ett för varje steg."""

from decimal import Decimal
from typing import Any

from django import forms

from assistans.svenska import datum_text, datumspann
from assistans.tabeller import Typ
from beslut.forms.falt import VALJ, Cellfalt, choice_field, date_field
from beslut.forms.layout import layout
from beslut.models import Stallforetradare
from fakturor.models import Aterkrav

KRONOR = {
    "minst": Decimal("0.01"),
    "hogst": Decimal("9999999999.99"),
    "anvisning": "Skriv kronorna som ett tal: 2840,50.",
}
FRAN_NOLL = KRONOR | {"minst": Decimal(0)}


def text_field(label: str, fel: str, *, rader: int = 6, **kwargs: Any) -> forms.CharField:
    """A longer text, that carries references and no identities."""
    kwargs.setdefault("help_text", "Skriv referensen, inte namn eller personnummer.")
    return forms.CharField(
        label=label,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": rader}),
        error_messages={"required": fel},
        **kwargs,
    )


class Foretradarval(forms.ModelChoiceField):
    """En av personens ställföreträdare, som vad hen är och sedan när: namnet fylls i utanför programmet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Stallforetradare.objects.none(),
            label="Ställföreträdare",
            required=False,
            empty_label="Ingen",
            error_messages={"invalid_choice": VALJ},
            **kwargs,
        )

    def label_from_instance(self, obj: Stallforetradare) -> str:
        """God man, från 1 januari 2014."""
        if obj.galler_fran:
            return f"{obj.get_roll_display()}, {datumspann(obj.galler_fran, obj.galler_tom)}"
        return (
            f"{obj.get_roll_display()}, till {datum_text(obj.galler_tom)}" if obj.galler_tom else obj.get_roll_display()
        )


class MotOchGrund(forms.Form):
    """Vem återbetalningen riktas mot, och på vilken grund. Aldrig mot bolaget: det är ett avtalskrav, för form B."""

    mot = choice_field("Riktas mot", Aterkrav.Mot.choices[:2])
    stallforetradare = Foretradarval()
    grund = choice_field("Grund (12 § LSS)", Aterkrav.Grund.choices[:2])

    def clean(self) -> dict[str, Any]:
        """A representative is named when it is turned towards one."""
        data = super().clean()
        if data.get("mot") == Aterkrav.Mot.STALLFORETRADARE and not data.get("stallforetradare"):
            self.add_error("stallforetradare", "Välj ställföreträdaren som återbetalningen riktas mot.")
        return data


class AterkravAndraForm(MotOchGrund):
    """Det som ärendet säger, medan det utreds."""

    period_fran = date_field("Från")
    period_tom = date_field("Till")
    skal = text_field("Utredning och skäl", "Skriv vad som har kommit fram och varför det ska betalas tillbaka.")

    helper = layout(("", ("mot", "stallforetradare"), ("grund",), ("period_fran", "period_tom"), ("skal",)))

    def __init__(self, *args: Any, aterkrav: Aterkrav, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stallforetradare"].queryset = Stallforetradare.objects.filter(brukare=aterkrav.brukare_id)
        if aterkrav.slag == Aterkrav.Slag.AVTALSKRAV:
            for namn in ("mot", "stallforetradare", "grund"):
                del self.fields[namn]
            self.helper = layout(("", ("period_fran", "period_tom"), ("skal",)))

    def clean(self) -> dict[str, Any]:
        """What the service asks for, whichever the kind."""
        return {"mot": "anordnare", "stallforetradare": None, "grund": "avtalet"} | super().clean()


class KommuniceraForm(forms.Form):
    """När brevet lämnades, och hur länge den som fick det har på sig."""

    kommunicerat = date_field("Brevet lämnades")
    svara_senast = date_field("Svara senast", required=False, help_text="Lämna tomt för tre veckor, som brevet säger.")

    helper = layout(("", ("kommunicerat", "svara_senast")))


class SvarForm(forms.Form):
    """Vad som svarades, och när det kom."""

    svar_inkom = date_field("Svaret kom")
    svar = text_field(
        "Svaret",
        "Skriv vad som svarades.",
        help_text="Återge det som betyder något för ärendet. Referensen i stället för namn och personnummer.",
    )

    helper = layout(("", ("svar_inkom",), ("svar",)))


class BeslutForm(forms.Form):
    """Beloppet som ska betalas, och när."""

    beslutat_belopp = Cellfalt(
        Typ.DECIMAL,
        label="Belopp, kr",
        kolumn=KRONOR,
        help_text="Högst posternas summa. Lägre om något i svaret talar för det.",
    )
    betala_senast = date_field("Betala senast")
    diarienummer = Cellfalt(label="Diarienummer", required=False, kolumn={"langst": 60})

    helper = layout(("", ("beslutat_belopp", "betala_senast"), ("diarienummer",)))


class OverklagatForm(forms.Form):
    """Dagen då överklagandet kom till kommunen."""

    overklagat = date_field("Överklagandet kom")

    helper = layout(("", ("overklagat",)))


class AvgorandeForm(forms.Form):
    """Vad domstolen kom fram till, och vad som är kvar att betala av beslutet."""

    domstolens_avgorande = Cellfalt(
        label="Avgörandet",
        kolumn={"langst": 300},
        help_text="Domstol, målnummer, dag och utgång.",
        error_messages={"required": "Skriv domstol, målnummer, dag och utgång."},
    )
    domstolens_belopp = Cellfalt(
        Typ.DECIMAL,
        label="Att betala efter avgörandet, kr",
        kolumn=FRAN_NOLL,
        help_text="0 om beslutet upphävdes.",
    )

    helper = layout(("", ("domstolens_avgorande",), ("domstolens_belopp",)))


class BetalningForm(forms.Form):
    """En betalning som har kommit."""

    belopp = Cellfalt(Typ.DECIMAL, label="Belopp, kr", kolumn=KRONOR)
    datum = date_field("Betalades")
    skal = Cellfalt(label="Verifikation", required=False, kolumn={"langst": 300})

    helper = layout(("", ("belopp", "datum"), ("skal",)))


class AvskrivningForm(forms.Form):
    """Det som kommunen inte längre kräver, och varför."""

    belopp = Cellfalt(Typ.DECIMAL, label="Belopp, kr", kolumn=KRONOR)
    datum = date_field("Dag")
    skal = Cellfalt(
        label="Varför det skrivs av",
        kolumn={"langst": 300},
        error_messages={"required": "Skriv varför beloppet skrivs av."},
    )

    helper = layout(("", ("belopp", "datum"), ("skal",)))


class LaggNedForm(forms.Form):
    """Varför kommunen inte går vidare."""

    avslutat_skal = Cellfalt(
        label="Varför ärendet läggs ned",
        kolumn={"langst": 300},
        error_messages={"required": "Skriv varför ärendet läggs ned."},
    )

    helper = layout(("", ("avslutat_skal",)))


class IngenAtgardForm(forms.Form):
    """Varför det som blev känt inte leder till något återkrav."""

    skal = Cellfalt(
        label="Varför inget görs",
        kolumn={"langst": 500},
        help_text="Referensen i stället för namn.",
        error_messages={"required": "Skriv varför inget görs."},
    )

    helper = layout(("", ("skal",)))
