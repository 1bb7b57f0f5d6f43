import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q

from assistans.models import User
from assistans.personnummer import GiroFel, normalize_bankgiro, normalize_plusgiro
from assistans.svenska import sortnyckel
from assistans.tid import TidFel, parse_clock, parse_date
from beslut.insyn import Insyn
from beslut.models import Assistent, Brukare, Konto
from fakturor.forms.falt import day, text
from fakturor.forms.rader import rows_of
from fakturor.forms.tidrapport import REFERENSER, provider_choices
from fakturor.models import Sjuklonepost
from fakturor.services.sick_pay import Ansokan, Pass, Post

ROWS_AT_A_TIME = 5
Slag = Sjuklonepost.Slag


class SjuklonForm(forms.Form):
    """En sjuklöneansökans huvud och poster. Assistenten väljs bland dem som anordnaren har anmält."""

    utan_frivilligt = True

    referens = text("Brukarens referens", "Skriv brukarens referens.", list=REFERENSER)
    orgnr = forms.ChoiceField(label="Anordnare", error_messages={"required": "Välj anordnaren."})
    sjuk_fran = day("Första sjukdagen", "Skriv den första dagen som ansökan gäller.")
    sjuk_tom = day("Sista sjukdagen", "Skriv den sista dagen som ansökan gäller.")
    assistent = forms.ChoiceField(label="Den sjuka assistenten", error_messages={"required": "Välj assistenten."})
    sjukperiodens_borjan = day("Sjukperiodens första dag", "", hjalp="Om den är en annan än första sjukdagen")
    sjukanmalan = day("Sjukanmälan undertecknad", "")
    lakarintyg_fran = day("Läkarintyg från", "", hjalp="Bara vilka dagar det täcker")
    lakarintyg_tom = day("Läkarintyg till", "")
    nummer = text("Ansökans nummer", hjalp="Frivilligt: vi ger den annars ett")
    ansokt = day("Ansökans datum", "Skriv ansökans datum.")
    belopp = text("Begärt belopp, kr", "Skriv summan som ansökan begär.", hjalp="Som 4310,50", inputmode="decimal")
    timlon = text("Lön per timme, kr", inputmode="decimal")
    karensavdrag = text("Karensavdrag, kr", inputmode="decimal")
    kollektivavtal = text("Kollektivavtal")
    bankgiro = text("Bankgiro", hjalp="Om ansökan anger ett konto", siffror=True)
    plusgiro = text("Plusgiro", siffror=True)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        for slag in Slag:
            self.fields[f"belopp_{slag}"] = text(f"{slag.label}, kr", inputmode="decimal")
            self.fields[f"procent_{slag}"] = text(f"{slag.label}, procent", inputmode="decimal")
        self.fields["orgnr"].choices = provider_choices()
        self.referenser = sorted(Brukare.objects.open_to(user).values_list("referens", flat=True))
        anmalda = self._registered(user)
        tomt = "Välj assistent" if anmalda else "Skriv brukare, anordnare och dagar, och hämta listan"
        self.fields["assistent"].choices = [("", tomt), *anmalda]

    def _registered(self, user: User) -> list[tuple[str, str]]:
        """The assistants registered for the provider, person and days that stand in the form, by the person's id."""
        fran = _or_none(parse_date, self._stands("sjuk_fran"))
        tom = _or_none(parse_date, self._stands("sjuk_tom")) or fran
        brukare = Brukare.objects.open_to(user).filter(referens=self._stands("referens")).first()
        if fran is None or tom is None or brukare is None:
            return []
        found = (
            Assistent.objects.overlapping(fran, tom)
            .filter(Q(brukare=None) | Q(brukare=brukare), anordnare__orgnr=self._stands("orgnr"))
            .select_related("person")
        )
        insyn = Insyn.of(user)
        named = {a.person_id: ", ".join(filter(None, (insyn.label(a), insyn.number(a.person)))) for a in found}
        return sorted(((str(pk), namn) for pk, namn in named.items()), key=lambda pair: sortnyckel(pair[1]))

    def _stands(self, namn: str) -> str:
        stands = self.data.get(namn) if self.is_bound else self.initial.get(namn)
        return str(stands or "").strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for namn in list(cleaned):
            if las := _reader_of(namn):
                try:
                    cleaned[namn] = las(cleaned[namn]) if cleaned[namn] else None
                except (TidFel, GiroFel, TalFel) as fel:
                    self.add_error(namn, str(fel))
        for slag in Slag:
            if cleaned.get(f"procent_{slag}") is not None and cleaned.get(f"belopp_{slag}") is None:
                self.add_error(f"belopp_{slag}", "Skriv beloppet som procentsatsen hör till.")
        return cleaned

    def rows_of_posts(self) -> Iterator[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each kind of part with its two fields, in the order of the form."""
        return ((slag.label, self[f"belopp_{slag}"], self[f"procent_{slag}"]) for slag in Slag)

    def ansokan(self) -> Ansokan:
        """What stands once, as the service takes it."""
        data = self.cleaned_data
        return Ansokan(
            konton=tuple(_accounts(data)),
            sjukperiodens_borjan=data["sjukperiodens_borjan"] or data["sjuk_fran"],
            assistent=int(data["assistent"]),
            **{namn: data[namn] for namn in (*SOM_DE_STAR, *KRONOR, *(DAGAR - {"sjukperiodens_borjan"}))},
        )

    def poster(self) -> list[Post]:
        """The parts that something stands in."""
        data = self.cleaned_data
        return [
            Post(slag=slag, belopp=data[f"belopp_{slag}"], procent=data[f"procent_{slag}"])
            for slag in Slag
            if data[f"belopp_{slag}"] is not None
        ]


DAGAR = {
    *("sjuk_fran", "sjuk_tom", "sjukperiodens_borjan", "sjukanmalan"),
    *("lakarintyg_fran", "lakarintyg_tom", "ansokt"),
}
KRONOR = ("belopp", "timlon", "karensavdrag")
SOM_DE_STAR = ("referens", "orgnr", "nummer", "kollektivavtal")
KONTON: dict[str, Callable[[str], str]] = {
    Konto.Typ.BANKGIRO.value: normalize_bankgiro,
    Konto.Typ.PLUSGIRO.value: normalize_plusgiro,
}
TAL = re.compile(r"(-?[0-9]+)(?:[.,]([0-9]+))?")
SIFFROR = 9
"""Digits of whole kronor that an amount may have."""


class SjukpassForm(forms.Form):
    """Ett pass som den sjuka skulle ha arbetat. En rad utan dag, start och slut räknas inte."""

    utan_frivilligt = True

    datum = text("Dag", siffror=True)
    start = text("Start", siffror=True)
    slut = text("Slut", siffror=True)
    rapport = text("Vikariens rapport")

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.get(namn) for namn in self.base_fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.values()):
            return cleaned
        for namn, saknas, las in (
            ("datum", "Skriv dagen, till exempel 2015-04-12.", parse_date),
            ("start", "Skriv när passet börjar.", parse_clock),
            ("slut", "Skriv när passet slutar.", _end),
        ):
            try:
                self._read(cleaned, namn, saknas, las)
            except TidFel as fel:
                self.add_error(namn, str(fel))
        return cleaned

    def _read(self, cleaned: dict[str, Any], namn: str, saknas: str, las: Callable[[str], Any]) -> None:
        if not cleaned.get(namn):
            raise TidFel(saknas)
        self.cleaned_data[f"{namn}_last"] = las(cleaned[namn].replace(".", ":") if namn != "datum" else cleaned[namn])

    def pass_(self) -> Pass:
        """The shift as the service takes it."""
        data = self.cleaned_data
        return Pass(datum=data["datum_last"], start=data["start_last"], slut=data["slut_last"], rapport=data["rapport"])


SjukpassFormSet = rows_of(SjukpassForm, extra=ROWS_AT_A_TIME)


def _end(skrivet: str) -> int:
    return parse_clock(skrivet, is_end=True)


class TalFel(ValueError):
    """Something is not a number that the field can hold. The message is for the user."""


def _reader_of(namn: str) -> Callable[[str], Any] | None:
    """How what is typed in a field is read; None for what stands as it is."""
    if namn in DAGAR:
        return parse_date
    if namn in KRONOR or namn.startswith("belopp_"):
        return _kronor
    if namn.startswith("procent_"):
        return _percent
    return KONTON.get(namn)


def _kronor(skrivet: str) -> Decimal:
    return _number(skrivet, decimaler=2, exempel="Skriv beloppet som ett tal i kronor och ören, till exempel 4310,50.")


def _percent(skrivet: str) -> Decimal:
    return _number(skrivet, decimaler=3, exempel="Skriv procentsatsen som ett tal, till exempel 31,42.")


def _number(skrivet: str, *, decimaler: int, exempel: str) -> Decimal:
    match = TAL.fullmatch("".join(skrivet.split()).replace("\u2212", "-"))
    if match is None or len(match[2] or "") > decimaler:
        raise TalFel(exempel)
    if len(match[1].lstrip("-0")) > SIFFROR:
        raise TalFel("Talet är för stort. Det högsta är 999\u00a0999\u00a0999.")
    return Decimal(match[0].replace(",", "."))


def _accounts(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((typ, data[typ]) for typ in KONTON if data[typ])


def _or_none(las: Callable[[str], date], skrivet: str) -> date | None:
    try:
        return las(skrivet)
    except TidFel:
        return None
