from django import forms
from django.utils import timezone

from assistans.models import User
from assistans.svenska import manad_namn
from beslut.filslag import FILSLAG
from beslut.services.documents import MOST_BYTES
from fakturor.models import Faktura
from kontroller.forms import VALJARE, OmFakturanForm
from kontroller.katalog import KATALOG
from kontroller.manuella import ManuelltSteg, manual_steps
from kontroller.models import ManuellKontroll
from kontroller.services.manual_steps import dossiers_of


class ManuellForm(OmFakturanForm):
    """Vad någon såg när hen såg efter. Fältet för redovisningen finns när fakturan har flera."""

    kod = forms.ChoiceField(label="Kontroll", widget=forms.Select(VALJARE))
    redovisning = forms.ModelChoiceField(
        label="Person och månad",
        help_text="För en kontroll som gäller hela fakturan har valet ingen betydelse.",
        queryset=None,
        empty_label=None,
        widget=forms.Select(VALJARE),
    )
    utfall = forms.ChoiceField(
        label="Vad du kom fram till",
        choices=ManuellKontroll.Utfall.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad du kom fram till."},
    )
    skal = forms.CharField(
        label="Vad du såg",
        help_text="Det sparas för gott. Skriv inga namn eller personnummer.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv vad du såg."},
    )
    datum = forms.DateField(
        label="Du såg efter den",
        input_formats=["%Y-%m-%d"],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "Skriv dagen som år, månad och dag, till exempel 2015-05-31.",
            "invalid": "Skriv dagen som år, månad och dag, till exempel 2015-05-31.",
        },
    )
    fil = forms.FileField(
        label="Handling",
        help_text="PDF, PNG eller JPEG, högst 10 MB.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{slag.andelse}" for slag in FILSLAG)}),
    )

    def __init__(self, *args, faktura: Faktura, user: User, **kwargs):
        super().__init__(*args, faktura=faktura, prefix="manuell", **kwargs)
        self.fields["kod"].choices = [(kod, f"{kod} {TITLAR[kod]}") for kod in steps_of(user)]
        self.fields["datum"].initial = timezone.localdate().isoformat()
        redovisningar = dossiers_of(faktura)
        if len(redovisningar) < 2:
            del self.fields["redovisning"]
        else:
            falt = self.fields["redovisning"]
            falt.queryset = type(redovisningar[0]).objects.filter(pk__in=[r.pk for r in redovisningar])
            falt.label_from_instance = lambda r: f"{r.brukare.referens}, {manad_namn(r.manad)}"
            falt.queryset = falt.queryset.select_related("brukare")

    def clean_fil(self) -> bytes | None:
        """The bytes, read only when they are not too many to be kept."""
        fil = self.cleaned_data["fil"]
        if fil is not None and fil.size > MOST_BYTES:
            raise forms.ValidationError("Filen är större än 10 MB. Skanna om den med lägre upplösning, eller dela den.")
        return fil.read() if fil is not None else None

    def as_asked(self) -> dict:
        """What the service asks for."""
        svar = dict(self.cleaned_data)
        return {"sett": svar.pop("skal"), "innehall": svar.pop("fil"), **svar}


TITLAR = {post.kod: post.titel for post in KATALOG}


def steps_of(user: User) -> dict[str, ManuelltSteg]:
    """The manual steps that a user may take, by code."""
    return {
        kod: steg for kod, steg in manual_steps().items() if any(user.may(rattighet) for rattighet in steg.far_goras)
    }
