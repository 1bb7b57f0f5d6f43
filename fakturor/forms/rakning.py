from django import forms

from assistans.models import User
from beslut.models import Brukare
from fakturor.forms.falt import day, text
from fakturor.forms.rader import rows_of
from fakturor.forms.tidrapport import REFERENSER, provider_choices

ROWS_AT_A_TIME = 3


class RakningForm(forms.Form):
    """En räknings huvud: från vem, när, hur mycket och till vilket konto."""

    orgnr = forms.ChoiceField(label="Anordnare", error_messages={"required": "Välj anordnaren."})
    nummer = text("Räkningens nummer", "Skriv numret som står på räkningen.")
    fakturadatum = day("Räkningens datum", "Skriv räkningens datum, till exempel 2015-05-04.")
    forfallodatum = day("Förfaller", "")
    total = text("Att betala, kr", "Skriv summan som står på räkningen.", hjalp="Som 22720,00", inputmode="decimal")
    bankgiro = text("Bankgiro", siffror=True)
    plusgiro = text("Plusgiro", siffror=True)
    clearing = text("Clearingnummer", siffror=True)
    konto = text("Kontonummer", hjalp="Utan clearingnummer", siffror=True)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["orgnr"].choices = provider_choices()
        self.referenser = sorted(Brukare.objects.open_to(user).values_list("referens", flat=True))

    def huvud(self) -> dict[str, str]:
        """What stands once, by the columns of rakningar.csv."""
        return self.cleaned_data | {"total": _number(self.cleaned_data["total"])}


class RakningsradForm(forms.Form):
    """En rad på räkningen. En rad utan någonting skrivet räknas inte."""

    utan_frivilligt = True

    referens = text("Referens", list=REFERENSER)
    manad = text("Månad", siffror=True)
    antal = text("Timmar", inputmode="decimal")
    pris = text("Pris, kr", inputmode="decimal")
    belopp = text("Belopp, kr", inputmode="decimal")

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.values())

    def clean(self):
        cleaned = super().clean()
        if not self.is_blank:
            for namn, saknas in (
                ("referens", "Skriv brukarens referens."),
                ("manad", "Skriv månaden, till exempel 2015-04."),
                ("antal", "Skriv antalet timmar."),
                ("pris", "Skriv priset för en timme."),
                ("belopp", "Skriv radens belopp."),
            ):
                if not cleaned.get(namn) and namn not in self.errors:
                    self.add_error(namn, saknas)
        return cleaned

    def uppgifter(self) -> dict[str, str]:
        """The row by the columns of rakningar.csv."""
        return self.cleaned_data | {namn: _number(self.cleaned_data[namn]) for namn in ("antal", "pris", "belopp")}


def _number(skrivet: str) -> str:
    """The number without the spaces that part its thousands on paper."""
    return skrivet.replace(" ", "").replace("\u00a0", "")


RakningsradFormSet = rows_of(RakningsradForm, extra=ROWS_AT_A_TIME)
