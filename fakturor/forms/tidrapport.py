from datetime import date

from django import forms
from django.db.models import Q

from assistans.models import User
from assistans.svenska import sortnyckel
from assistans.tid import TidFel, last_of_month, parse_month
from beslut.beteckning import provider_label
from beslut.insyn import Insyn
from beslut.models import Anordnare, Assistent, Brukare, Person
from beslut.models.beslut import Tidstyp
from fakturor.forms.falt import day, text
from fakturor.forms.rader import rows_of

ROWS_AT_A_TIME = 10
REFERENSER = "kanda-referenser"
"""The id of the list that the browser proposes referenser from."""


def provider_choices() -> list[tuple[str, str]]:
    """The providers by registered number, in the order of their names."""
    anordnare = sorted(Anordnare.objects.all(), key=lambda a: sortnyckel(provider_label(a)))
    return [("", "Välj anordnare"), *((a.orgnr, provider_label(a)) for a in anordnare)]


class TidrapportForm(forms.Form):
    """En tidrapports huvud. Assistenten väljs bland anordnarens anmälda eller skrivs med personnummer."""

    utan_frivilligt = True

    referens = text("Brukarens referens", "Skriv brukarens referens.", list=REFERENSER)
    orgnr = forms.ChoiceField(label="Anordnare", error_messages={"required": "Välj anordnaren."})
    manad = text("Månad", "Skriv månaden som år och månad, till exempel 2015-04.", hjalp="Som 2015-04", siffror=True)
    assistent = forms.ChoiceField(label="Assistent som anordnaren har anmält", required=False)
    personnummer = text("Eller assistentens personnummer", siffror=True)
    inkommen = day("Inkommen", "Skriv dagen då rapporten kom in, till exempel 2015-05-03.")
    rapport = text("Rapportens beteckning", hjalp="Frivilligt: vi ger den annars en")
    summa_aktiv = text("Aktiv tid", "Skriv den summa som står på rapporten.", hjalp="Timmar och minuter, 112:30")
    summa_vantetid = text("Väntetid", "Skriv 0:00 om rapporten inte har någon väntetid.", hjalp="0:00 om ingen")
    summa_beredskap = text("Beredskap", "Skriv 0:00 om rapporten inte har någon beredskap.", hjalp="0:00 om ingen")

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["orgnr"].choices = provider_choices()
        self.referenser = sorted(Brukare.objects.open_to(user).values_list("referens", flat=True))
        self.assistenter = self._registered(user)
        tomt = "Välj assistent" if self.assistenter else "Välj först brukare, anordnare och månad"
        self.fields["assistent"].choices = [("", tomt), *self.assistenter]
        for namn in ("summa_vantetid", "summa_beredskap"):
            self.fields[namn].initial = "0:00"

    def _registered(self, user: User) -> list[tuple[str, str]]:
        """The assistants registered for the provider, person and month that stand in the form, by the person's id."""
        manad = _month_or_none(self._stands("manad"))
        brukare = Brukare.objects.open_to(user).filter(referens=self._stands("referens")).first()
        if manad is None or brukare is None:
            return []
        found = (
            Assistent.objects.overlapping(manad, last_of_month(manad))
            .filter(Q(brukare=None) | Q(brukare=brukare), anordnare__orgnr=self._stands("orgnr"))
            .select_related("person")
        )
        insyn = Insyn.of(user)
        named = {a.person_id: ", ".join(filter(None, (insyn.label(a), insyn.number(a.person)))) for a in found}
        return sorted(((str(pk), namn) for pk, namn in named.items()), key=lambda pair: sortnyckel(pair[1]))

    def _stands(self, namn: str) -> str:
        stands = self.data.get(namn) if self.is_bound else self.initial.get(namn)
        return str(stands or "").strip()

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("assistent") and not cleaned.get("personnummer") and "assistent" not in self.errors:
            self.add_error("personnummer", "Välj assistenten i listan eller skriv personnumret.")
        elif cleaned.get("assistent") and cleaned.get("personnummer"):
            self.add_error("personnummer", "Antingen väljs assistenten i listan eller skrivs personnumret, inte båda.")
        return cleaned

    def huvud(self) -> dict[str, str]:
        """The report's head by the columns of rapporter.csv."""
        huvud = dict(self.cleaned_data)
        skrivet, valt = huvud.pop("personnummer"), huvud["assistent"]
        huvud["assistent"] = Person.objects.get(pk=valt).personnummer if valt else skrivet
        return huvud

    @staticmethod
    def field_of(kolumn: str) -> str:
        return "personnummer" if kolumn == "assistent" else kolumn


class TidradForm(forms.Form):
    """En rad på tidrapporten. En rad utan dag, start och slut räknas inte."""

    utan_frivilligt = True

    datum = text("Dag", siffror=True)
    start = text("Start", siffror=True)
    slut = text("Slut", siffror=True)
    tidstyp = forms.ChoiceField(label="Slag av tid", choices=Tidstyp.choices, initial=Tidstyp.AKTIV, required=False)
    dubbel = forms.BooleanField(label="Dubbel assistans", required=False)
    ersatter_sjuk = forms.BooleanField(label="Ersätter sjuk", required=False)

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.get(namn) for namn in ("datum", "start", "slut"))

    def clean(self):
        cleaned = super().clean()
        if not self.is_blank:
            for namn, saknas in (
                ("datum", "Skriv dagen."),
                ("start", "Skriv när passet börjar."),
                ("slut", "Skriv när passet slutar."),
            ):
                if not cleaned.get(namn) and namn not in self.errors:
                    self.add_error(namn, saknas)
        return cleaned

    def uppgifter(self, manad: str) -> dict[str, str]:
        """The row by the columns of tidrader.csv. The day may be written alone, within the report's month, and clock
        times with a point.
        """
        rad = self.cleaned_data
        dag = rad["datum"]
        return {
            "datum": f"{manad}-{dag.zfill(2)}" if dag.isdecimal() and len(dag) <= 2 else dag,
            "start": rad["start"].replace(".", ":"),
            "slut": rad["slut"].replace(".", ":"),
            "tidstyp": rad["tidstyp"] or Tidstyp.AKTIV,
            "dubbel": "ja" if rad["dubbel"] else "nej",
            "ersatter_sjuk": "ja" if rad["ersatter_sjuk"] else "nej",
        }


TidradFormSet = rows_of(TidradForm, extra=ROWS_AT_A_TIME)


def _month_or_none(skriven: str) -> date | None:
    try:
        return parse_month(skriven)
    except TidFel:
        return None
