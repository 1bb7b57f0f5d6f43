"""Formulären i ett återkrav, ett för varje steg."""

from decimal import Decimal
from typing import Any

from django import forms

from assistans.svenska import datum_text, datumspann, kronor
from assistans.tabeller import Typ
from beslut.filslag import FILSLAG
from beslut.forms.falt import VALJ, Cellfalt, Villkorsfalt, choice_field, date_field
from beslut.forms.layout import layout
from beslut.models import Stallforetradare
from beslut.services.documents import MOST_BYTES
from fakturor.models import Aterbetalning, Aterkrav, Aterkravsavgorande
from fakturor.services.deciding_reclaims import Postbeslut
from fakturor.sidor.aterkravsord import invoice_words

KRONOR = {
    "minst": Decimal("0.01"),
    "hogst": Decimal("9999999999.99"),
    "anvisning": "Skriv kronorna som ett tal: 2840,50.",
}
FRAN_NOLL = KRONOR | {"minst": Decimal(0)}


class Kronfalt(Cellfalt):
    """Kronor, som får skrivas med mellanslag mellan tusental: 2 840,50."""

    def __init__(self, *, kolumn: dict[str, Any] = KRONOR, **kwargs: Any) -> None:
        super().__init__(Typ.DECIMAL, kolumn=kolumn, **kwargs)

    def clean(self, value: Any) -> Any:
        """The amount; see Cellfalt."""
        return super().clean("".join(value.split()) if isinstance(value, str) else value)


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
    """Vad som krävs av varje post, varför det är mindre än posten om det är det, och när det ska vara betalt."""

    betala_senast = date_field("Betala senast")
    diarienummer = Cellfalt(label="Diarienummer", required=False, kolumn={"langst": 60})

    def __init__(self, *args: Any, aterkrav: Aterkrav, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poster = list(aterkrav.poster.select_related("faktura__anordnare"))
        grupper = []
        for post in self.poster:
            belopp, skal = f"belopp_{post.pk}", f"skal_{post.pk}"
            self.fields[belopp] = Kronfalt(
                label="Krävs, kr",
                initial=post.belopp,
                kolumn=FRAN_NOLL,
                help_text=f"Högst {kronor(post.belopp)}, som posten är på. Skriv 0 om inget krävs.",
            )
            self.fields[skal] = Villkorsfalt(
                label="Varför inte allt krävs",
                kolumn={"langst": 300},
                help_text="Skrivs när mindre än posten krävs, och står i brevet. Resten kan krävas senare.",
            )
            regel = f"{post.regel} " if post.regel else ""
            grupper.append((f"{regel}{invoice_words(post.faktura)}: {post.text}", (belopp, skal)))
        self.order_fields([*(falt for _, rad in grupper for falt in rad), "betala_senast", "diarienummer"])
        self.helper = layout(*grupper, ("Betalning", ("betala_senast", "diarienummer")))

    def clean(self) -> dict[str, Any]:
        """What the service asks for: `poster` instead of two fields for each."""
        data = super().clean()
        belopp = {post.pk: data.get(f"belopp_{post.pk}") for post in self.poster}
        return {
            "betala_senast": data.get("betala_senast"),
            "diarienummer": data.get("diarienummer") or "",
            "poster": [Postbeslut(pk, kr, data.get(f"skal_{pk}") or "") for pk, kr in belopp.items() if kr is not None],
        }


class OverklagatForm(forms.Form):
    """Dagen då överklagandet kom till kommunen."""

    overklagat = date_field("Överklagandet kom")

    helper = layout(("", ("overklagat",)))


class AvgorandeForm(forms.Form):
    """Vilken domstol som avgjorde målet och när, hur mycket av beslutet den lät stå kvar, och domen."""

    instans = choice_field("Domstol", Aterkravsavgorande.Instans.choices)
    malnummer = Cellfalt(
        label="Målnummer", kolumn={"langst": 30}, error_messages={"required": "Skriv målets nummer, som 1234-15."}
    )
    datum = date_field("Avgjort")
    belopp = Kronfalt(
        label="Att betala efter avgörandet, kr",
        kolumn=FRAN_NOLL,
        help_text="0 om beslutet upphävdes, hela beloppet om överklagandet avslogs.",
    )
    fil = forms.FileField(
        label="Domen eller beslutet",
        required=False,
        help_text="PDF, PNG eller JPEG, högst 10 MB. Den läggs bredvid ärendet och ändras inte.",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{slag.andelse}" for slag in FILSLAG)}),
        error_messages={"empty": "Filen är tom. Välj en annan."},
    )

    helper = layout(("", ("instans", "malnummer"), ("datum", "belopp"), ("fil",)))

    def clean_fil(self) -> Any:
        """The file, read only when it is not too large to be kept."""
        fil = self.cleaned_data["fil"]
        if fil and fil.size > MOST_BYTES:
            raise forms.ValidationError("Filen är större än 10 MB. Skanna om den med lägre upplösning.")
        return fil

    def clean(self) -> dict[str, Any]:
        """What the service asks for: `dom` instead of the file."""
        super().clean()
        fil = self.cleaned_data.pop("fil", None)
        self.cleaned_data["dom"] = fil.read() if fil else None
        return self.cleaned_data


class LamnaTillbakaForm(forms.Form):
    """Hur kommunen lämnade tillbaka det som betalades utöver avgörandet."""

    slag = choice_field(
        "Hur",
        [
            (Aterbetalning.Slag.UTBETALNING, "Betalat ut"),
            (Aterbetalning.Slag.AVRAKNING, "Räknat av mot ett annat krav"),
        ],
        widget=forms.RadioSelect,
    )
    belopp = Kronfalt(label="Belopp, kr")
    datum = date_field("Dag")
    skal = Villkorsfalt(
        label="Verifikation, eller kravet det räknades av mot",
        kolumn={"langst": 300},
        help_text="Skrivs alltid när det räknades av.",
    )

    helper = layout(("", ("slag",), ("belopp", "datum"), ("skal",)))


class AvstaForm(forms.Form):
    """Varför kommunen avstår från det som inte krävdes av en post."""

    skal = Cellfalt(
        label="Varför kommunen avstår",
        kolumn={"langst": 300},
        help_text="Referensen i stället för namn.",
        error_messages={"required": "Skriv varför kommunen avstår."},
    )

    helper = layout(("", ("skal",)))


class BetalningForm(forms.Form):
    """En betalning som har kommit."""

    belopp = Kronfalt(label="Belopp, kr")
    datum = date_field("Betalades")
    skal = Cellfalt(label="Verifikation", required=False, kolumn={"langst": 300})

    helper = layout(("", ("belopp", "datum"), ("skal",)))


class AvskrivningForm(forms.Form):
    """Det som kommunen inte längre kräver, och varför."""

    belopp = Kronfalt(label="Belopp, kr")
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
