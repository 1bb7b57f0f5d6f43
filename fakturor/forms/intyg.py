from typing import NamedTuple

from django import forms

from assistans.models import User
from beslut.insyn import Insyn
from beslut.models import Assistent, Stallforetradare
from fakturor.forms.falt import day, text
from fakturor.models import Intyg, Tidrapport

ANNAN = "annan"


class Kand(NamedTuple):
    """Someone in the case who can be expected to sign."""

    etikett: str
    namn: str
    personnummer: str
    roll: str


class IntygForm(forms.Form):
    """Ett intyg om att rapportens rader stämmer. Den som redan är känd i ärendet väljs, andra skrivs."""

    utan_frivilligt = True

    part = forms.ChoiceField(
        label="För vem intygas det",
        choices=Intyg.Part.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj för vem det intygas."},
    )
    vem = forms.ChoiceField(label="Vem har intygat", error_messages={"required": "Välj vem som har intygat."})
    namn = text("Namn", hjalp="Fylls i för någon annan")
    personnummer = text("Personnummer", hjalp="Fylls i för någon annan", siffror=True)
    roll = forms.ChoiceField(
        label="I vilken roll", required=False, choices=[("", "Enligt listan ovan"), *Intyg.Roll.choices]
    )
    datum = day("Intygets datum", "Skriv dagen då det intygades, till exempel 2015-05-01.")
    satt = forms.ChoiceField(
        label="På vilket sätt",
        choices=Intyg.Satt.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur det intygades."},
    )

    def __init__(self, *args, rapport: Tidrapport, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.kanda = known_signers(rapport, Insyn.of(user))
        self.fields["vem"].choices = [
            ("", "Välj"),
            *((nyckel, kand.etikett) for nyckel, kand in self.kanda.items()),
            (ANNAN, "Någon annan"),
        ]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("vem") == ANNAN:
            for namn, saknas in (
                ("namn", "Skriv namnet på den som har intygat."),
                ("personnummer", "Skriv personnumret för den som har intygat."),
                ("roll", "Välj rollen för den som har intygat."),
            ):
                if not cleaned.get(namn) and namn not in self.errors:
                    self.add_error(namn, saknas)
        elif cleaned.get("vem") and (cleaned.get("namn") or cleaned.get("personnummer")):
            self.add_error("vem", "Välj Någon annan, eller lämna namn och personnummer tomma.")
        return cleaned

    def uppgifter(self) -> dict[str, str]:
        """The certificate by the columns of intyg.csv."""
        falt = dict(self.cleaned_data)
        kand = self.kanda.get(falt.pop("vem"))
        if kand:
            falt |= {"namn": kand.namn, "personnummer": kand.personnummer, "roll": falt["roll"] or kand.roll}
        return falt


def known_signers(rapport: Tidrapport, insyn: Insyn) -> dict[str, Kand]:
    """The assistant, the person and those who may act for her in the report's month.

    Someone closed to the reader can be chosen too, without being named on the page.
    """
    redovisning = rapport.redovisning
    brukare = redovisning.brukare
    kanda = {}
    anmald = Assistent.objects.filter(person=rapport.assistent_id, anordnare=redovisning.anordnare_id).first()
    if anmald:
        kanda["assistent"] = Kand(
            f"Assistenten, {insyn.label(anmald)}", anmald.namn, rapport.assistent.personnummer, Intyg.Roll.SJALV
        )
    namn = f"{brukare.fornamn} {brukare.efternamn}"
    kanda["brukare"] = Kand(f"Brukaren själv, {brukare.referens}", namn, brukare.person.personnummer, Intyg.Roll.SJALV)
    for f in Stallforetradare.objects.filter(brukare=brukare).select_related("person").order_by("galler_fran", "pk"):
        etikett = f"{f.get_roll_display()}, {insyn.label(f)}"
        kanda[f"foretradare-{f.pk}"] = Kand(etikett, f.namn, f.person.personnummer, f.roll)
    return kanda
