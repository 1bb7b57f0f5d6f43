"""Formuläret för kommunens egen beräkning: nio delar, var och en med värde och källa."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from assistans.tabeller import Typ
from beslut.belopp.kalkylrakning import ENHETER, KRONOR, ORDNING, PROCENT, UNDERLAG, Post
from beslut.forms.falt import Cellfalt, choice_field
from beslut.models import Kalkyl, Kalkylpost
from beslut.services.calculations import Kalkylrad

AR = {"minst": 1994, "hogst": 2100, "anvisning": "Skriv året med fyra siffror, till exempel 2015."}
VARDE = {
    "minst": Decimal(0),
    "hogst": Decimal("99999.9999"),
    "decimaler": 4,
    "anvisning": "Skriv ett tal, till exempel 31,42.",
}
ENHETSORD = dict(Kalkylpost.Enhet.choices)


def year_field(**kwargs: Any) -> Cellfalt:
    """A calendar year with four digits."""
    return Cellfalt(Typ.HELTAL, label="År", kolumn=AR, error_messages={"required": AR["anvisning"]}, **kwargs)


class DelForm(forms.Form):
    """En del av kostnaden: värdet, enheten där den kan väljas, och varifrån uppgiften kommer. Får vara tom."""

    utan_frivilligt = True
    varde = Cellfalt(Typ.DECIMAL, label="Värde", required=False, kolumn=VARDE)
    enhet = choice_field("Enhet", ())
    kalla = Cellfalt(label="Källa", required=False, kolumn={"langst": 300})

    def __init__(self, *args, slag: str, **kwargs):
        super().__init__(*args, prefix=slag, **kwargs)
        self.slag = slag
        self.namn = Kalkylpost.Slag(slag).label
        enheter = ENHETER[slag]
        self.av_vad = UNDERLAG[slag][1] if slag in UNDERLAG else ""
        if len(enheter) == 1:
            del self.fields["enhet"]
            self.fast_enhet = ENHETSORD[enheter[0]]
        else:
            self.fields["enhet"].choices = [(enhet, ENHETSORD[enhet]) for enhet in enheter]
            self.fields["enhet"].required = False
        for falt in self.fields.values():
            falt.label = f"{falt.label} för {self.namn.lower()}"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("varde") is not None and not data.get("kalla"):
            self.add_error("kalla", "Skriv varifrån uppgiften kommer.")
        elif data.get("kalla") and data.get("varde") is None and "varde" not in self.errors:
            self.add_error("varde", "Skriv värdet, eller ta bort källan.")
        return data

    @property
    def vald_enhet(self) -> str:
        """Kronor or per cent: the only one there is, or the one that is chosen."""
        enheter = ENHETER[self.slag]
        return enheter[0] if len(enheter) == 1 else self.readable().get("enhet") or KRONOR

    def readable(self) -> dict[str, Any]:
        """What can be read of what is typed, or what the form opens with when nothing is."""
        if not self.is_bound:
            return self.initial
        self.is_valid()
        return self.cleaned_data


class KalkylForm(forms.Form):
    """Året, vad kalkylen avser, och motiveringen. Året och vad den avser ligger fast när ett utkast ändras."""

    ar = year_field()
    avser = choice_field("Avser", Kalkyl.Avser.choices)
    motivering = forms.CharField(
        label="Motivering",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Vad beräkningen vilar på, och varför delarna är skäliga. Behövs innan den fastställs.",
        error_messages={"max_length": "Motiveringen får vara högst 5 000 tecken."},
    )

    def __init__(self, *args, utkast: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if utkast:
            del self.fields["ar"], self.fields["avser"]


class Kalkylformular:
    """Hela formuläret: huvudet och de nio delarna."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, kalkyl: Kalkyl | None = None, utkast: bool = False):
        poster = {post.slag: post for post in kalkyl.poster.all()} if kalkyl else {}
        huvud = {"ar": str(kalkyl.ar), "avser": kalkyl.avser, "motivering": kalkyl.motivering} if kalkyl else None
        self.huvud = KalkylForm(data, utkast=utkast, initial=huvud)
        self.delar = [DelForm(data, slag=slag, initial=_initial(slag, poster.get(slag))) for slag in ORDNING]

    @property
    def alla(self) -> list[forms.Form]:
        """Every form, in the order of the page, for the summary of errors."""
        return [self.huvud, *self.delar]

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.alla])

    def poster(self) -> list[Kalkylrad]:
        """The parts that are filled in. Ask after `is_valid`."""
        return [
            Kalkylrad(form.slag, form.vald_enhet, form.cleaned_data["varde"], form.cleaned_data["kalla"])
            for form in self.delar
            if form.cleaned_data["varde"] is not None
        ]

    def counted(self) -> list[Post]:
        """The parts whose value can be read so far, whatever else is missing."""
        lasta = [(form, form.readable().get("varde")) for form in self.delar]
        return [Post(form.slag, form.vald_enhet, varde) for form, varde in lasta if varde is not None]


def _initial(slag: str, post: Kalkylpost | None) -> dict[str, Any]:
    if post is None:
        return {"enhet": PROCENT if slag == Kalkylpost.Slag.ADMINISTRATION else KRONOR}
    return {"varde": post.varde, "enhet": post.enhet, "kalla": post.kalla}
