from datetime import date

from django import forms
from django.utils import timezone

from beslut.filslag import FILSLAG
from beslut.services.documents import MOST_BYTES
from fakturor.models import Faktura
from fakturor.skal import problem_with_reason
from kontroller.fullstandighet.saknas import SLAGEN_I_ORD
from kontroller.models import Bedomning, Utfallsrad
from kontroller.services.assessing import assessments_possible, prohibition_sentence
from kontroller.sidor.fullstandighet import Urval as Fullstandighetsurval
from kontroller.sidor.fullstandighet import Visa
from kontroller.sidor.manadstabell import Ordning, Urval
from kontroller.sidor.steg import Steg
from kontroller.tackning import Del

VAD_SVARET_BETYDER = {
    Bedomning.Beslut.GODTAS: "Godta: fakturan får betalas trots det som kontrollen fann",
    Bedomning.Beslut.AVSLAS: "Avslå: fakturan betalas inte som den är",
    Bedomning.Beslut.KOMPLETTERING: "Begär komplettering från anordnaren",
    Bedomning.Beslut.KOMMENTERAS: "Kommentera",
}


VALJARE = {"class": "form-select"}


class ManadsurvalForm(forms.Form):
    """Vilka av månadens fakturor som visas, och i vilken ordning. En okänd uppgift i adressen väljer allt."""

    q = forms.CharField(
        label="Sök i månaden",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    anordnare = forms.ChoiceField(label="Anordnare", required=False, widget=forms.Select(VALJARE))
    steg = forms.ChoiceField(label="Steg", required=False, widget=forms.Select(VALJARE))
    ordna = forms.ChoiceField(
        label="Ordna efter", required=False, choices=Ordning.choices, widget=forms.Select(VALJARE)
    )
    utfall = forms.CharField(required=False, widget=forms.HiddenInput)
    tackning = forms.ChoiceField(
        required=False, choices=[("", ""), *((d.value, d.value) for d in Del)], widget=forms.HiddenInput
    )

    def __init__(self, *args, anordnare: list[tuple[str, str]], steg: set[Steg], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["anordnare"].choices = [("", f"Alla {len(anordnare)}"), *anordnare]
        # A step that is asked for and that no row has chooses none, not all.
        finns = {*steg, self.data.get("steg")}
        self.fields["steg"].choices = [("", "Alla steg"), *((s.value, s.label) for s in Steg if s in finns)]

    def urval(self) -> Urval:
        """The choice; a value that is not among those offered is left out."""
        self.is_valid()
        valt = {namn: varde.strip() for namn, varde in self.cleaned_data.items() if varde.strip()}
        return Urval(**valt)


class FullstandighetForm(forms.Form):
    """Vilka rader av det som saknas som visas, och vilken dag läget räknas till. En okänd uppgift väljer allt."""

    slag = forms.ChoiceField(
        label="Vad som saknas",
        required=False,
        choices=[("", "Allt"), *((slag.value, ord_) for slag, ord_ in SLAGEN_I_ORD.items())],
        widget=forms.Select(VALJARE),
    )
    anordnare = forms.ChoiceField(label="Anordnare", required=False, widget=forms.Select(VALJARE))
    visa = forms.ChoiceField(label="Visa", required=False, choices=Visa.choices, widget=forms.Select(VALJARE))
    dag = forms.DateField(
        label="Läget den",
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric", "autocomplete": "off"}),
    )

    def offer(self, anordnare: list[tuple[str, str]]) -> None:
        """Let the providers be chosen among."""
        self.fields["anordnare"].choices = [("", f"Alla {len(anordnare)}"), *anordnare]

    def chosen_day(self, otherwise: date) -> date:
        """The day that is asked for, or else the one given."""
        self.is_valid()
        return self.cleaned_data.get("dag") or otherwise

    def urval(self) -> Fullstandighetsurval:
        """The choice; a value that is not among those offered is left out."""
        self.full_clean()
        return Fullstandighetsurval(
            **{namn: self.cleaned_data.get(namn) or "" for namn in ("slag", "anordnare", "visa")}
        )


class OmFakturanForm(forms.Form):
    """Vad någon skriver om en faktura, med ett skäl. Ett skäl som inte får sparas sägs vid fältet, med det övriga."""

    def __init__(self, *args, faktura: Faktura, **kwargs):
        super().__init__(*args, **kwargs)
        self.faktura = faktura

    def clean_skal(self) -> str:
        """The reason. The service asks the same of it, for whoever comes another way."""
        skal = self.cleaned_data["skal"]
        if problem := problem_with_reason(skal, faktura=self.faktura, idag=timezone.localdate()):
            raise forms.ValidationError(problem)
        return skal


class BedomningForm(OmFakturanForm):
    """En persons bedömning av vad en kontroll fann."""

    beslut = forms.ChoiceField(
        label="Bedömning", widget=forms.RadioSelect, error_messages={"required": "Välj hur du bedömer det."}
    )
    skal = forms.CharField(
        label="Skäl",
        help_text="Skälet sparas för gott och kan läsas av revisorn. Skriv inga namn eller personnummer.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv ett skäl."},
    )
    galler_till = forms.DateField(
        label="Bedömningen gäller till",
        help_text="Datum som 2015-05-31. Utan datum gäller den så länge fyndet är oförändrat.",
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "Skriv dagen som år, månad och dag, till exempel 2015-05-31."},
    )

    fil = forms.FileField(
        label="Underlag (frivilligt)",
        help_text="Det som bedömningen vilar på, om det finns. PDF, PNG eller JPEG, högst 10 MB.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{slag.andelse}" for slag in FILSLAG)}),
        error_messages={"empty": "Filen är tom. Välj en annan."},
    )

    def __init__(self, *args, utfall: Utfallsrad, **kwargs):
        super().__init__(*args, prefix=utfall.regel, **kwargs)
        mojliga = assessments_possible(utfall, forbjuden=utfall.forbjuden)
        self.fields["beslut"].choices = [(beslut, VAD_SVARET_BETYDER[beslut]) for beslut in mojliga]
        if utfall.forbjuden:
            self.fields["beslut"].help_text = prohibition_sentence(utfall.regel)
            self.fields["beslut"].error_messages["invalid_choice"] = prohibition_sentence(utfall.regel)
        if len(mojliga) == 1:
            del self.fields["fil"]
            self.fields["beslut"].initial = mojliga[0]
            self.fields["beslut"].widget = forms.HiddenInput()
            self.fields["skal"].label = "Kommentar"
            self.fields["skal"].error_messages["required"] = "Skriv en kommentar."

    def clean_fil(self) -> bytes | None:
        """The bytes, read only when they are not too many to be kept."""
        fil = self.cleaned_data["fil"]
        if fil and fil.size > MOST_BYTES:
            raise forms.ValidationError("Filen är större än 10 MB. Skanna om den med lägre upplösning, eller dela den.")
        return fil.read() if fil else None

    def clean(self):
        """What the service asks for: `innehall` instead of the file."""
        super().clean()
        self.cleaned_data["innehall"] = self.cleaned_data.pop("fil", None)
        return self.cleaned_data


class FleraForm(forms.Form):
    """Att den som attesterar flera har läst listan. `underlag` är det som sidan visade, med signatur."""

    underlag = forms.CharField(widget=forms.HiddenInput)
    last = forms.BooleanField(
        label="Jag har läst listan och attesterar varje faktura i den.",
        error_messages={"required": "Kryssa för att du har läst listan."},
    )


class SkalForm(OmFakturanForm):
    """Varför en faktura avvisas eller tas tillbaka."""

    skal = forms.CharField(
        label="Skäl",
        help_text="Skälet sparas för gott. Skriv inga namn eller personnummer.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv ett skäl."},
    )
