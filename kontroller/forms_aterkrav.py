"""Formuläret som börjar ett återkrav, med en post för varje kontroll som i dag säger något annat, och en egen."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from assistans.svenska import kronor
from assistans.tabeller import Typ
from beslut.forms.falt import Cellfalt, Villkorsfalt, date_field
from beslut.forms.layout import layout
from beslut.models import Stallforetradare
from fakturor.forms.aterkrav import Kronfalt, MotOchGrund, text_field
from fakturor.models import Faktura
from fakturor.services.reclaiming import Nypost
from kontroller.aterkravsforslag import Forslag, Part, Slag, representatives_in
from kontroller.sidor.beteckning import control_name

MINUTER_PER_TIMME = 60
TIMMAR = {"minst": Decimal(0), "hogst": Decimal(10_000), "anvisning": "Skriv timmarna som ett tal: 12,5."}
EGEN = "egen"


class Kronvillkorsfalt(Kronfalt, Villkorsfalt):
    """Kronor som krävs när posten är vald."""


class Poster(forms.Form):
    """Posterna: en per förslag, att kryssa i och ändra, och en egen. Rena formulärfält, så att utkastet håller dem."""

    def add_items(self, faktura: Faktura, forslag: Sequence[Forslag]) -> list[tuple[str, *tuple[tuple[str, ...], ...]]]:
        """Give the form its fields, and the groups of them as they stand on the page."""
        self.faktura, self.forslag = faktura, list(forslag)
        grupper = []
        for nummer, ett in enumerate(self.forslag):
            tid = Decimal(ett.minuter or 0) / MINUTER_PER_TIMME
            # Two controls can be about the same time: the largest is chosen, the others are for the reader to choose.
            etikett = f"{ett.regel} {control_name(ett.regel)}: {kronor(ett.kronor)}"
            self.fields[f"ta_med_{ett.nyckel}"] = forms.BooleanField(label=etikett, required=False, initial=nummer == 0)
            self._add_amounts(ett.nyckel, ett.text, ett.kronor, tid.quantize(Decimal("0.01")) if tid else None)
            grupper.append(("", (f"ta_med_{ett.nyckel}",), *_rows(ett.nyckel)))
        self._add_amounts(EGEN, "", None, None)
        grupper.append(("En annan post" if self.forslag else "Det som ska tillbaka", *_rows(EGEN)))
        return grupper

    def chosen(self) -> list[Nypost]:
        """The items that were ticked or written."""
        data, poster = self.cleaned_data, []
        for nyckel, regel in (*((ett.nyckel, ett.regel) for ett in self.forslag), (EGEN, "")):
            if nyckel != EGEN and not data.get(f"ta_med_{nyckel}"):
                continue
            if nyckel == EGEN and not data.get("belopp_egen"):
                continue
            timmar = data.get(f"timmar_{nyckel}")
            poster.append(
                Nypost(
                    faktura=self.faktura,
                    regel=regel,
                    minuter=int(timmar * MINUTER_PER_TIMME) if timmar else None,
                    belopp=data[f"belopp_{nyckel}"],
                    text=data[f"text_{nyckel}"],
                )
            )
        return poster

    def clean(self) -> dict[str, Any]:
        """At least one item, and each with kronor and words."""
        data = super().clean()
        nycklar = [ett.nyckel for ett in self.forslag if data.get(f"ta_med_{ett.nyckel}")]
        egen = any(data.get(f"{falt}_{EGEN}") for falt in ("belopp", "timmar", "text"))
        for nyckel in [*nycklar, *([EGEN] if egen else [])]:
            for falt, fel in (("belopp", "Skriv beloppet."), ("text", "Skriv vad som var fel.")):
                if not data.get(f"{falt}_{nyckel}") and f"{falt}_{nyckel}" not in self.errors:
                    self.add_error(f"{falt}_{nyckel}", fel)
        if not nycklar and not egen:
            self.add_error(None, "Kryssa för minst en post, eller skriv en egen.")
        return data

    def _add_amounts(self, nyckel: str, text: str, belopp: Decimal | None, timmar: Decimal | None) -> None:
        self.fields[f"belopp_{nyckel}"] = Kronvillkorsfalt(label="Belopp, kr", initial=belopp)
        self.fields[f"timmar_{nyckel}"] = Cellfalt(
            Typ.DECIMAL, label="Timmar", required=False, initial=timmar, kolumn=TIMMAR
        )
        self.fields[f"text_{nyckel}"] = Villkorsfalt(
            label="Vad som var fel",
            initial=text,
            kolumn={"langst": 500},
            widget=forms.Textarea(attrs={"rows": 2}),
        )


class PosterForm(Poster):
    """Fler poster i ett ärende, från en annan faktura."""

    def __init__(self, *args: Any, faktura: Faktura, forslag: Sequence[Forslag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout(*self.add_items(faktura, forslag))


class AterkravForm(MotOchGrund, Poster):
    """Vem och vad det gäller, varför, under vilken tid, och posterna."""

    part = forms.ChoiceField(label="Gäller", help_text="Avtalsformen avgör vilket slag av återkrav det är.")
    period_fran = date_field("Från")
    period_tom = date_field("Till")
    skal = text_field("Utredning och skäl", "Skriv vad som har kommit fram och varför det ska betalas tillbaka.")

    def __init__(
        self, *args: Any, faktura: Faktura, parter: Sequence[Part], forslag: Sequence[Forslag], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parter = {part.nyckel: part for part in parter}
        self.fields["part"].choices = [(part.nyckel, str(part)) for part in parter]
        fran, tom = min(part.fran for part in parter), max(part.tom for part in parter)
        personer = [part.brukare.pk for part in parter]
        self.fields["stallforetradare"].queryset = Stallforetradare.objects.filter(
            representatives_in(personer, fran, tom)
        )
        forsta = forslag[0] if forslag else None
        self.initial = {
            "part": next((p.nyckel for p in parter if forsta and p.brukare.pk == forsta.brukare), parter[0].nyckel),
            "period_fran": forsta.fran if forsta else fran,
            "period_tom": forsta.tom if forsta else tom,
            "skal": forsta.text if forsta else "",
        } | self.initial
        poster = self.add_items(faktura, forslag)
        rader: tuple[tuple[str, ...], ...] = (("mot", "stallforetradare"), ("grund",))
        if all(part.slag == Slag.AVTALSKRAV for part in parter):
            # A claim by contract is turned towards the provider: there is nothing to choose.
            rader = ()
            for namn in ("mot", "stallforetradare", "grund"):
                del self.fields[namn]
        rader = (("part",), *rader, ("period_fran", "period_tom"), ("skal",))
        self.helper = layout(("Ärendet", *rader), *poster)

    def clean(self) -> dict[str, Any]:
        """A representative is one of the person's own."""
        data = {"mot": "anordnare", "stallforetradare": None, "grund": "avtalet"} | super().clean()
        part, foretradare = self.parter.get(data.get("part", "")), data.get("stallforetradare")
        if part and foretradare and foretradare.brukare_id != part.brukare.pk:
            self.add_error("stallforetradare", "Välj en ställföreträdare för den person som ärendet gäller.")
        return data


def _rows(nyckel: str) -> tuple[tuple[str, ...], ...]:
    return ((f"belopp_{nyckel}", f"timmar_{nyckel}"), (f"text_{nyckel}",))
