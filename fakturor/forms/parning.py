from collections.abc import Iterator
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
    """What one line of the invoice lacks, with the names of the fields that ask for each thing."""

    rad: Fakturarad
    grupper: list[list[str]] = field(default_factory=list)


class ParningForm(forms.Form):
    """Det som en omatchad faktura saknar: anordnare, och radernas brukare och månad. Bara det som fylls i ändras.

    Förslagen väljs, annat skrivs. Det skrivna går före det valda.
    """

    utan_frivilligt = True

    def __init__(self, *args, faktura: Faktura, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fragor: list[Fraga] = []
        self.leverantor = []
        if faktura.anordnare_id is None:
            self.leverantor = self._ask(
                "anordnare", "orgnr", "Anordnare", "organisationsnummer", propose_providers(faktura, to=user)
            )
        underlag = Personunderlag.load(faktura, to=user)
        for rad in faktura.rader.all():
            if grupper := list(self._ask_about(faktura, rad, underlag)):
                self.fragor.append(Fraga(rad, grupper))

    def _ask_about(self, faktura: Faktura, rad: Fakturarad, underlag: Personunderlag) -> Iterator[list[str]]:
        manader = [] if rad.manad else propose_months(faktura, rad)
        if rad.brukare_id is None:
            persons = propose_persons(rad, [rad.manad] if rad.manad else [m.varde for m in manader], underlag)
            yield self._ask(f"brukare-{rad.pk}", f"referens-{rad.pk}", "Brukare", "referens", persons)
        if rad.manad is None:
            yield self._ask(f"manad-{rad.pk}", f"annan_manad-{rad.pk}", "Månad", "månad", manader, hjalp="Som 2015-04")

    def _ask(
        self, valt: str, skrivet: str, rubrik: str, vad: str, forslag: list[Forslag], *, hjalp: str = ""
    ) -> list[str]:
        """Add the field to choose a proposal in, if there are any, and the one to write in; answer their names."""
        if forslag:
            choices = [(str(f.varde), f"{f.namn}: {upprakning(f.skal)}") for f in forslag]
            self.fields[valt] = forms.ChoiceField(
                label=f"{rubrik}, förslag", choices=choices, required=False, widget=forms.RadioSelect
            )
        annat = "Annat" if vad == "organisationsnummer" else "Annan"
        self.fields[skrivet] = text(f"{annat} {vad}" if forslag else vad.capitalize(), hjalp=hjalp)
        return [valt, skrivet] if forslag else [skrivet]

    @property
    def providers(self) -> list[forms.BoundField]:
        """The fields that ask for the provider."""
        return [self[namn] for namn in self.leverantor]

    @property
    def lines(self) -> list[tuple[Fakturarad, str, list[list[forms.BoundField]]]]:
        """The lines that lack something, each with the word for its unit, and the fields for each thing."""
        return [
            (f.rad, unit_in_words(f.rad), [[self[namn] for namn in grupp] for grupp in f.grupper]) for f in self.fragor
        ]

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
