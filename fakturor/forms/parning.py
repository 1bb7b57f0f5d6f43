from dataclasses import dataclass, field
from datetime import date

from django import forms

from assistans.models import User
from assistans.personnummer import OrgnrFel, normalize_orgnr
from assistans.svenska import upprakning
from assistans.tid import TidFel, parse_month
from beslut.models import Anordnare, Brukare
from fakturor.forms.falt import text
from fakturor.models import Faktura, Fakturarad
from fakturor.services.pairing import Parning
from fakturor.services.proposing import Forslag, Personunderlag, propose_months, propose_persons, propose_providers
from fakturor.sidor.omatchade import unit_in_words


@dataclass(slots=True)
class Fraga:
    """What one line of the invoice lacks, with the names of the fields that ask for it."""

    rad: Fakturarad
    falt: list[str] = field(default_factory=list)


class ParningForm(forms.Form):
    """Det som en omatchad faktura saknar: anordnare, och radernas brukare och månad. Bara det som fylls i ändras.

    Förslagen väljs, annat skrivs. Det skrivna går före det valda.
    """

    utan_frivilligt = True

    def __init__(self, *args, faktura: Faktura, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fragor: list[Fraga] = []
        if faktura.anordnare_id is None:
            self._offer("anordnare", "Anordnare", propose_providers(faktura))
            self.fields["orgnr"] = text("Annat organisationsnummer", siffror=True)
        underlag = Personunderlag.load(faktura, to=user)
        for rad in faktura.rader.all():
            self._ask_about(faktura, rad, underlag)

    def _ask_about(self, faktura: Faktura, rad: Fakturarad, underlag: Personunderlag) -> None:
        before = set(self.fields)
        manader = [] if rad.manad else propose_months(faktura, rad)
        if rad.brukare_id is None:
            persons = propose_persons(rad, [rad.manad] if rad.manad else [m.varde for m in manader], underlag)
            self._offer(f"brukare-{rad.pk}", "Brukare", persons)
            self.fields[f"referens-{rad.pk}"] = text("Annan referens")
        if rad.manad is None:
            self._offer(f"manad-{rad.pk}", "Månad", manader)
            self.fields[f"annan_manad-{rad.pk}"] = text("Annan månad", hjalp="Som 2015-04", siffror=True)
        if len(self.fields) > len(before):
            self.fragor.append(Fraga(rad, [namn for namn in self.fields if namn not in before]))

    def _offer(self, namn: str, label: str, forslag: list[Forslag]) -> None:
        if forslag:
            choices = [(str(f.varde), f"{f.namn}: {upprakning(f.skal)}") for f in forslag]
            self.fields[namn] = forms.ChoiceField(
                label=f"{label}, förslag", choices=choices, required=False, widget=forms.RadioSelect
            )

    @property
    def providers(self) -> list[forms.BoundField]:
        """The fields that ask for the provider."""
        return [self[namn] for namn in ("anordnare", "orgnr") if namn in self.fields]

    @property
    def lines(self) -> list[tuple[Fakturarad, str, list[forms.BoundField]]]:
        """The lines that lack something, each with the word for its unit and its fields."""
        return [(f.rad, unit_in_words(f.rad), [self[namn] for namn in f.falt]) for f in self.fragor]

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.values()) and not self.errors:
            raise forms.ValidationError("Välj eller skriv minst en uppgift.")
        cleaned["anordnare"] = self._provider(cleaned)
        cleaned["rader"] = [
            Parning(rad=f.rad.pk, brukare=self._person(f.rad.pk, cleaned), manad=self._month(f.rad.pk, cleaned))
            for f in self.fragor
        ]
        return cleaned

    def _provider(self, cleaned: dict) -> Anordnare | None:
        if skrivet := cleaned.get("orgnr"):
            try:
                found = Anordnare.objects.filter(orgnr=normalize_orgnr(skrivet)).first()
            except OrgnrFel as fel:
                self.add_error("orgnr", str(fel))
                return None
            if found is None:
                self.add_error("orgnr", "Ingen anordnare har det organisationsnumret. Lägg först in anordnaren.")
            return found
        return Anordnare.objects.get(pk=cleaned["anordnare"]) if cleaned.get("anordnare") else None

    def _person(self, rad: int, cleaned: dict) -> Brukare | None:
        open_to = Brukare.objects.open_to(self.user)
        if skrivet := cleaned.get(f"referens-{rad}"):
            found = open_to.filter(referens=skrivet).first()
            if found is None:
                self.add_error(f"referens-{rad}", "Ingen brukare har den referensen.")
            return found
        valt = cleaned.get(f"brukare-{rad}")
        return open_to.get(pk=valt) if valt else None

    def _month(self, rad: int, cleaned: dict) -> date | None:
        if skrivet := cleaned.get(f"annan_manad-{rad}"):
            try:
                return parse_month(skrivet)
            except TidFel as fel:
                self.add_error(f"annan_manad-{rad}", str(fel))
                return None
        valt = cleaned.get(f"manad-{rad}")
        return date.fromisoformat(valt) if valt else None


class AvvisaForm(forms.Form):
    """Varför en faktura avvisas."""

    skal = forms.CharField(
        label="Skäl",
        help_text="Skälet sparas för gott. Skriv inga namn eller personnummer.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv ett skäl."},
    )
